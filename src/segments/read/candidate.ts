import type { Rule } from '../rule.js'
import type { Cursor } from './cursor.js'
import { longestAt, type Words } from './lexicon.js'

/**
 * One way in which what stands at the cursor is a condition. The tokens from the cursor to before `to` speak for it;
 * `sure` says how much; `reach`: where it ends, where that is known; `of`: what it names, where the condition before it named the same. `read` begins behind them, and leaves the cursor behind the condition.
 */
export type Candidate = { to: number; reach?: number; sure: Sure; of?: 'product' | 'promoCode'; read(): Rule }

/**
 * How sure a candidate is: `name`, a name that an admin gave stands here; `words`, words that only this kind begins
 * with; `value`, something that it can ask for stands here without its subject.
 */
export type Sure = 'name' | 'words' | 'value'

const ORDER: readonly Sure[] = ['name', 'words', 'value']

/**
 * Candidates of a kind that is begun with words of its own; none where other words stand here.
 * @param read reads what stands behind them; `begun` is what they begin
 */
export function begunBy<Begun extends string>(
  c: Cursor,
  own: Record<Begun, Words>,
  read: (begun: Begun) => Rule,
): Candidate[] {
  const candidates: Candidate[] = []
  // Most kinds have no word that begins so.
  const forms = c.begins.book.get(c.tokens[c.at]?.text ?? '') ?? []
  if (!forms.some(({ key }) => key in own)) return candidates
  for (const begun in own) {
    const seen = longestAt(c.begins.book, c, [begun])
    if (seen !== null) candidates.push({ to: c.at + seen.length, sure: 'words', read: () => read(begun) })
  }
  return candidates
}

/** The surest candidates, of those the ones for which most words speak: where they are several, all are as good. */
export function surest(candidates: readonly Candidate[]): Candidate[] {
  const rank = ({ sure }: Candidate) => ORDER.indexOf(sure)
  const best = Math.min(...candidates.map(rank))
  const sure = candidates.filter(candidate => rank(candidate) === best)
  const longest = Math.max(...sure.map(({ to }) => to))
  const begun = sure.filter(({ to }) => to === longest)
  const farthest = Math.max(...begun.map(({ to, reach = to }) => reach))
  return begun.filter(({ to, reach = to }) => reach === farthest)
}
