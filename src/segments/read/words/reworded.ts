import { JOINTS, longestAt } from '../lexicon.js'
import type { Token } from '../tokens.js'
import { paraphrasedAt } from './said-otherwise.js'

const ORDINAL: ReadonlySet<string> = new Set(['st', 'nd', 'rd', 'th'])
const MONTHS = [
  ...(['january', 'february', 'march', 'april', 'may', 'june'] as const),
  ...(['july', 'august', 'september', 'october', 'november', 'december'] as const),
]
/** "From the 1st to the 15th of October": so many tokens may stand between a day and its month. */
const MOST_BETWEEN = 8
const COUNTED = /^(?:orders?|purchases?|clicks?|messages?|times|replies|reactions|visits|pieces|items|offers)$/u
const MORE: ReadonlySet<string> = new Set(['more', 'fewer', 'less'])
const MOST_NAMED = 3

/** Words for six months. */
export const HALF_YEAR: ReadonlySet<string> = new Set(['полгода', 'полугода'])

/** Words of one stretch in the order and the form in which the language has them; `length` in the tokens that were written. */
export type Reworded = { tokens: Token[]; length: number }

/** "The 1st of September", "a dozen orders", "more orders than 10"; null where nothing of that kind stands. */
export function rewordedAt(tokens: readonly Token[], i: number): Reworded | null {
  return (
    notAtAll(tokens, i) ??
    ofYearAt(tokens, i) ??
    ordinalAt(tokens, i) ??
    dozenAt(tokens, i) ??
    moreThanAt(tokens, i) ??
    followingAt(tokens, i) ??
    paraphrasedAt(tokens, i)
  )
}

function isMonth(tokens: readonly Token[], at: number): boolean {
  return at >= 0 && longestAt(JOINTS, { tokens, at, end: tokens.length }, MONTHS) !== null
}

/** "And not at all this year". */
function notAtAll(tokens: readonly Token[], i: number): Reworded | null {
  const [not, at, all] = [tokens[i], tokens[i + 1], tokens[i + 2]]
  if (not?.text !== 'not' || at?.text !== 'at' || all?.text !== 'all') return null
  return { tokens: [{ ...not, end: all.end }], length: 3 }
}

/** "The summer of 2025": the word between the two says nothing. */
function ofYearAt(tokens: readonly Token[], i: number): Reworded | null {
  if (tokens[i]?.text !== 'of' || !/^(?:19|20)\d\d$/.test(tokens[i + 1]?.text ?? '') || i === 0) return null
  const named = isMonth(tokens, i - 1) || longestAt(JOINTS, { tokens, at: i - 1, end: i }, SEASONS) !== null
  return named ? { tokens: [], length: 1 } : null
}

const SEASONS = ['spring', 'summer', 'autumn', 'winter'] as const

/** A day by its ordinal number, beside its month or before one that is of both: the number alone. */
function ordinalAt(tokens: readonly Token[], i: number): Reworded | null {
  const the = tokens[i]?.text === 'the' ? 1 : 0
  const [number, ending] = [tokens[i + the], tokens[i + the + 1]]
  if (number?.kind !== 'number' || !/^\d{1,2}$/.test(number.text) || number.end !== ending?.start) return null
  if (!ORDINAL.has(ending.text)) return null
  const of = tokens[i + the + 2]?.text === 'of' ? 1 : 0
  const behind = i + the + 2 + of
  const joined =
    longestAt(JOINTS, { tokens, at: behind, end: tokens.length }, ['to', 'and']) ??
    (tokens[behind]?.text === '-' ? { length: 1 } : null)
  const ahead = joined === null ? 0 : MOST_BETWEEN
  const month = Array.from({ length: ahead + 1 }, (_, n) => behind + n).some(at => isMonth(tokens, at))
  if (!month && !isMonth(tokens, i - 1)) return null
  return { tokens: [{ ...number, end: ending.end }], length: the + 2 + (isMonth(tokens, behind) ? of : 0) }
}

function dozenAt(tokens: readonly Token[], i: number): Reworded | null {
  const first = tokens[i]
  const half = first?.text === 'half' && tokens[i + 1]?.text === 'a' ? 2 : 0
  const article = half === 0 && first?.text === 'a' ? 1 : 0
  const at = i + half + article
  if (first === undefined || tokens[at]?.text !== 'dozen' || !COUNTED.test(tokens[at + 1]?.text ?? '')) return null
  const value = half > 0 ? 6 : 12
  const end = tokens[at]?.end ?? first.end
  return { tokens: [{ ...first, kind: 'number', text: String(value), value, end }], length: at + 1 - i }
}

/** What is counted stands between "more" and "than": behind the number it would be said the same. */
function moreThanAt(tokens: readonly Token[], i: number): Reworded | null {
  const more = tokens[i]
  if (more?.kind !== 'word' || !MORE.has(more.text)) return null
  for (let than = i + 2; than <= i + 1 + MOST_NAMED; than++) {
    const [counted, word, number] = [tokens[than - 1], tokens[than], tokens[than + 1]]
    if (counted?.kind !== 'word' || !COUNTED.test(counted.text)) continue
    if (word?.text !== 'than' || number?.kind !== 'number') continue
    return { tokens: [more, word, number, ...tokens.slice(i + 1, than)], length: than + 2 - i }
  }
  return null
}

const WITHIN: ReadonlySet<string> = new Set(['in', 'within', 'during', 'over'])
const UNIT = /^(?:day|week|month|hour)s?$/

/** "In the following week", "within the following 3 days": within so long after what stands before it. */
function followingAt(tokens: readonly Token[], i: number): Reworded | null {
  const [within, the, following] = [tokens[i], tokens[i + 1], tokens[i + 2]]
  if (within === undefined || !WITHIN.has(within.text) || the?.text !== 'the' || following?.text !== 'following')
    return null
  const many = tokens[i + 3]?.kind === 'number' ? 1 : 0
  const [number, unit] = [tokens[i + 3], tokens[i + 3 + many]]
  if (unit === undefined || !UNIT.test(unit.text)) return null
  const one: Token = { ...unit, kind: 'number', text: '1', value: 1 }
  const count = many === 1 && number !== undefined ? number : one
  return { tokens: [{ ...within, text: 'within' }, count, unit, { ...unit, text: 'after' }], length: 4 + many }
}
