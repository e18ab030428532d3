import type { Rule } from '../../rule.js'
import { type Cursor, see } from '../cursor.js'

/** "New subscribers from Instagram this month": when they came says how new they are. */
export function newSince(c: Cursor, rule: Rule): Rule {
  if (!('all' in rule)) return rule
  const parts = rule.all.flatMap(part => ('all' in part ? part.all : [part]))
  const isNew = (part: Rule) => 'leaf' in part && part.leaf === 'engagement' && JSON.stringify(part).includes('["new"]')
  const came = parts.some(part => 'leaf' in part && part.leaf === 'subscribed')
  if (!came || !parts.some(isNew) || !saysNewcomers(c)) return rule
  const others = parts.filter(part => !isNew(part))
  const [only] = others
  return only !== undefined && others.length === 1 ? only : { all: others }
}

/** True where people are called so; "engagement: new" asks for the group. */
function saysNewcomers(c: Cursor): boolean {
  const place: Cursor = { ...c }
  for (let at = 0; at < c.end; at++) {
    if (c.tokens[at]?.text === ':') return false
    place.at = at
    if (see(place, 'newcomers') !== null) return true
  }
  return false
}
