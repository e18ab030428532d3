import type { AnyLeaf, Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, see } from '../cursor.js'
import { optionCalled } from '../fields/called.js'
import { sameWord } from '../words/inflect.js'
import { namedAt } from './bare.js'
import { byForm } from './things.js'

/** «Интересуются платьями»: who clicked on that topic, bought of that category, or wants to hear about it is asked. */
export function liked(c: Cursor): Candidate[] {
  const lead = see(c, 'likes')
  if (lead === null) return []
  const found = namedAt({ ...c, at: c.at + lead.length }, name => {
    const ways = isOption(c, name) ? [] : waysOf(c, name)
    return ways.length === 0 ? null : ways
  })
  if (found === null) return []
  return found.value.map(rule => ({ to: found.to, sure: 'words', read: () => rule }))
}

/** What somebody may have answered is what they like. */
function isOption(c: Cursor, name: string): boolean {
  return c.vocabulary.fields().some(({ options }) => options !== null && optionCalled(options, name) !== null)
}

function waysOf(c: Cursor, name: string): Rule[] {
  const { topics, interests, categories } = c.vocabulary
  const some = { count: { atLeast: 1 }, window: null } as const
  const topic = byForm(topics, name)
  const interest = byForm(interests, name)
  const category = categories.has(name) ? (categories.shown(name) ?? name) : sameWord(name, categories.all())
  const ways: AnyLeaf[] = []
  if (interest !== null) ways.push({ leaf: 'wish', ...{ wants: { about: interest } } })
  if (topic !== null) ways.push({ leaf: 'clicked', ...some, ...{ offer: null, link: null, topic } })
  if (category !== null) ways.push({ leaf: 'ordered', ...some, ...{ product: null, category, total: null } })
  return ways
}
