import type { Count, Window } from '../../parts.js'
import type { Rule } from '../../rule.js'
import { type Cursor, Mistake, peek, see } from '../cursor.js'
import { JOINTS, longestAt, phrasesOf } from '../lexicon.js'
import { namedAt } from '../names/bare.js'
import { readCount, seesCount, seesMeasured, singleAt } from '../numbers/count.js'
import type { Token } from '../tokens.js'
import { thingCalled } from './bought.js'
import type { AskedOrder } from './order.js'
import { ORDER_NOUNS } from './verb-behind.js'

/** True for "paid 5000": nobody has so many orders, and nothing says of what it is. */
export function asksAmount(c: Cursor, begin: number, count: Count): boolean {
  const many = typeof count === 'object' && 'exactly' in count && count.exactly > 100
  return many && !c.tokens.slice(begin - 1, c.at).some(({ text }) => SAYS_TIMES.has(text) || EXACTLY.has(text))
}

const EXACTLY: ReadonlySet<string | undefined> = new Set(
  phrasesOf(['exactly', 'notExactly']).map(phrase => phrase.split(' ').at(-1)),
)

/** True where "10 roses" may be so many pieces: a number before what was bought, with no word for orders and no quotes. */
export function asksPieces(c: Cursor, begin: number, { product, category, total }: AskedOrder): boolean {
  const rest = c.tokens.slice(begin, c.at)
  if ((product === null && category === null) || total !== null || rest.some(({ kind }) => kind === 'quoted'))
    return false
  if (ORDER_NOUNS.has(c.tokens[begin - 1]?.text ?? '') || rest.some(({ text }) => COUNTED.has(text))) return false
  // A number behind the name is one of times, and before a day, a month or a stretch it counts nothing.
  const at = rest.findIndex(({ kind }, i) => kind === 'number' && !isOfTime(rest, i))
  return at >= 0 && rest.slice(at + 1).some(({ kind }, i) => kind === 'word' && !isOfTime(rest, at + 1 + i))
}

/** True for a word or a number that says when. */
function isOfTime(tokens: readonly Token[], at: number): boolean {
  const place = { tokens, end: tokens.length }
  const says = (i: number) => i >= 0 && longestAt(JOINTS, { ...place, at: i }, OF_TIME) !== null
  if (tokens[at]?.kind === 'word') return OR_MORE.test(tokens[at]?.text ?? '') || says(at)
  return says(at + 1) || says(at - 1)
}

/** Words beside a number that say when. */
const OF_TIME = [
  ...(['hours', 'days', 'weeks', 'months', 'years', 'ago', 'from', 'to', 'before', 'after', 'in', 'on'] as const),
  ...(['thisOne', 'lastOne', 'today', 'yesterday', 'thisWeek', 'thisMonth'] as const),
  ...(['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october'] as const),
  ...(['november', 'december', 'spring', 'summer', 'autumn', 'winter'] as const),
]
const OR_MORE = /^(?:or|more|fewer|less|plus|или|и|более|больше|менее|меньше)$/u

/** What was counted is orders. */
const COUNTED: ReadonlySet<string> = new Set([
  ...['times', 'time', 'twice', 'once', 'thrice', 'orders', 'of'],
  ...['раз', 'раза', 'дважды', 'трижды', 'заказов', 'заказа'],
])

/** The same, or a time. */
const SAYS_TIMES: ReadonlySet<string> = new Set([
  ...COUNTED,
  ...['days', 'day', 'weeks', 'month', 'months', 'year', 'years', 'дней', 'дня', 'недель', 'месяцев', 'месяца', 'лет'],
])

/**
 * The token behind "5+ books", "at least 2 dresses": a number of something that people bought. Null where none stands; "35+ coffee
 * lovers" are of an age.
 */
export function seesCountOf(c: Cursor): number | null {
  if (!seesCount(c) || see(c, 'never', 'once', 'twice', 'thrice') !== null) return null
  const inside: Cursor = { ...c, made: new Set(), ways: { many: 1 }, trying: true }
  try {
    const { count } = readCount(inside)
    if (count === 'none' || !c.tokens.slice(c.at, inside.at).some(({ kind }) => kind === 'number')) return null
    const found = namedAt(inside, name => thingCalled(c, name))
    const behind: Cursor = { ...inside, at: found?.to ?? c.end }
    return found === null || see(behind, 'people') !== null || BUYERS.test(peek(behind)?.text ?? '') ? null : found.to
  } catch (error) {
    if (error instanceof Mistake) return null
    throw error
  }
}

const BUYERS = /^(?:lovers?|fans?|buyers?|clients?|customers?|покупател|клиент|любител)/u

/** "5 books or more": the number stands before what it counts, and that it is the least behind it. */
export function orMore(c: Cursor, count: Count, { product, category }: AskedOrder): Count {
  const more = see(c, 'orMore', 'orLess')
  const named = product !== null || category !== null
  if (!named || more === null || typeof count !== 'object' || !('exactly' in count) || seesMeasured(c, more.length))
    return count
  c.at += more.length
  return more.key === 'orMore' ? { atLeast: count.exactly } : { atMost: count.exactly }
}

/** The token behind "a single order", where it is no denial and nothing is said of it but when; null where it does not stand here. */
export function seesSingle(c: Cursor): number | null {
  return singleAt(c, ONE_ORDER)
}

const ONE_ORDER: ReadonlySet<string> = new Set(['order', 'purchase'])

const DAYS_OF = { hours: 1 / 24, days: 1, weeks: 7, months: 30, years: 365 } as const

/** "Ordered twice within a week": the last two within that time of one another; null for anything else. */
export function twiceWithin(
  c: Cursor,
  begin: number,
  count: Count,
  window: Window | null,
  { product, category, total }: AskedOrder,
): Rule | null {
  const twice =
    typeof count === 'object' &&
    (('exactly' in count && count.exactly === 2) || ('atLeast' in count && count.atLeast === 2))
  if (!twice || window === null || !('in' in window) || product !== null || category !== null || total !== null)
    return null
  const at = c.tokens.findIndex(({ text }, i) => i >= begin && i < c.at && text === 'within')
  if (at < 0 || /^(?:the|last|past)$/.test(c.tokens[at + 1]?.text ?? '')) return null
  return { leaf: 'orderGap', ...{ days: { atMost: Math.max(1, Math.round(window.in * DAYS_OF[window.unit])) } } }
}
