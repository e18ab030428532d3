import type { Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, peek, see } from '../cursor.js'
import { namedAt } from '../names/bare.js'
import { byForm } from '../names/things.js'

const IGNORED =
  /^(?:(?:про)?игнорировал[аи]?|(?:про)?игнорируют|проигнорировавшие|игнорившие|проигнорили|игнорили|пропустил[аи]?|прозевал[аи]?|ignored|ignore|ignoring)$/u
const ONCE = { count: { atLeast: 1 }, window: null } as const

/**
 * «Проигнорировали новинки», "ignored Black Friday": they got it, and did not click on it, or did not see it: which of the two is
 * asked.
 */
export function ignored(c: Cursor): Candidate[] {
  if (!IGNORED.test(peek(c)?.text ?? '')) return []
  const at = c.at + 1 + (see({ ...c, at: c.at + 1 }, 'offerNoun')?.length ?? 0)
  const { offers } = c.vocabulary
  const found =
    namedAt({ ...c, at }, name => byForm(offers, name)) ?? namedAt({ ...c, at: c.at + 1 }, name => byForm(offers, name))
  if (found === null) return []
  const offer = found.value
  const got: Rule = { leaf: 'received', ...{ ...ONCE, offer } }
  const clicked: Rule = { leaf: 'clicked', ...{ ...ONCE, offer, link: null } }
  const seen: Rule = { leaf: 'seen', ...{ ...ONCE, offer, grade: 'any' } }
  const without = (deed: Rule) => (): Rule => {
    c.offer = offer
    return { all: [got, { not: deed }] }
  }
  return [clicked, seen].map(deed => ({ to: found.to, sure: 'words', read: without(deed) }))
}
