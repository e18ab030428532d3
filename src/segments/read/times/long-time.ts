import type { Window } from '../../parts.js'
import { type Cursor, see } from '../cursor.js'

/** So long that nobody says how long: it is asked. */
export function longTime(c: Cursor): Window {
  c.made.add('long')
  const { long: n } = c.choices
  const word = c.tokens[c.at - 1]?.text ?? ''
  const past = word === 'ago' || (LONG_AGO.has(word) && !isDeniedNear(c))
  return past ? { ago: 'over', n, unit: 'days' } : { in: n, unit: 'days' }
}

/** Of what happened these say that it is long past; of what did not, for how long. */
const LONG_AGO: ReadonlySet<string> = new Set(['давно', 'давненько'])
const DENIES = /^(?:не|нет|ни|без|нету|никогда|not|no|never)$/u
const JOINS = /^(?:и|но|а|или|[,;().:])$/u
const MOST_BEFORE = 6

/** True behind «не покупали», and before it. */
function isDeniedNear(c: Cursor): boolean {
  if (see(c, 'not') !== null) return true
  for (let at = c.at - 2; at >= Math.max(0, c.at - MOST_BEFORE); at--) {
    const word = c.tokens[at]?.text ?? ''
    if (DENIES.test(word)) return true
    if (JOINS.test(word)) return false
  }
  return false
}
