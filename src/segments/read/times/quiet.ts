import type { Window } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, fail, peek, pick, see } from '../cursor.js'
import { JOINTS, longestAt } from '../lexicon.js'

const UNITS = ['hours', 'days', 'weeks', 'months', 'years'] as const

/** What did not happen in a stretch of time: of those who once did it, of whoever did not, or not so long ago, is asked. */
export function quietly(c: Cursor, inside: AnyLeaf, window: Window): Rule {
  c.made.add('quiet')
  // «Не заказывали больше месяца»: only «назад» says that it is something that did not happen so long ago.
  const ago = AGO.test(c.tokens[c.at - 1]?.text ?? '') || AGO.test(c.tokens[c.at]?.text ?? '')
  if (c.choices.quiet === 'before' && (ago || !isRussian(c))) return { not: { ...inside, window } }
  const recent: Window = 'ago' in window ? { in: window.n, unit: window.unit } : window
  const none: Rule = { ...inside, count: 'none', window: recent }
  if (c.choices.quiet !== 'had') return none
  return { all: [{ ...inside, count: { atLeast: 1 }, window: null }, none] }
}

const AGO = /^(?:назад|ago)$/u

function isRussian(c: Cursor): boolean {
  return /\p{Script=Cyrillic}/u.test(c.tokens[c.at - 1]?.text ?? '')
}

/** Takes how long something was not, where that stands first: «полгода не заказывали»; null, and nothing is taken, for anything else. */
export function takeQuietFor(c: Cursor): Window | null {
  const number = peek(c)
  const counted = number?.kind === 'number' && Number.isInteger(number.value) && number.value > 0 ? number.value : null
  const ahead = counted === null ? 0 : 1
  const unit = see({ ...c, at: c.at + ahead }, ...UNITS)
  const key = UNITS.find(one => one === unit?.key)
  if (unit === null || key === undefined || (counted ?? 1) > 10_000) return null
  if (counted === null && !ONE.has(number?.text ?? '')) return null
  const to = c.at + ahead + unit.length
  if (longestAt(JOINTS, { tokens: c.tokens, at: to, end: c.end }, ['not']) === null) return null
  c.at = to
  return { in: counted ?? 1, unit: key }
}

/** Units that alone are one of them, as they stand with what was not done. */
const ONE: ReadonlySet<string> = new Set(['год', 'месяц', 'неделю', 'день', 'сутки', 'year', 'month', 'week', 'day'])

/**
 * *Not* before a condition. "Not ordered 90 days" does not say whether they ever did; "not ordered 90" does not say what
 * there are 90 of, and would hold nearly everyone.
 */
export function turned(c: Cursor, inside: Rule, begin: number): Rule {
  if (c.bareCount !== null && 'leaf' in inside) {
    c.at = c.bareCount
    return fail(c, { kind: 'timesOrUnit' })
  }
  // "Haven't ordered twice" are rather those who ordered less often.
  const n = 'leaf' in inside && typeof inside.count === 'object' && 'exactly' in inside.count ? inside.count.exactly : 0
  if (n > 1 && 'leaf' in inside && !saysExactly(c, begin) && pick(c, 2) === 0)
    return { ...inside, count: { atMost: n - 1 } }
  // "Never in the series" did not enter it at any time.
  if ('leaf' in inside && inside.leaf === 'series' && 'stands' in inside && inside.stands === 'in')
    if (c.tokens[begin - 1]?.text === 'never') return { not: { ...inside, ...{ stands: 'entered' } } }
  const plain: Rule = c.saidNever && 'leaf' in inside ? inside : { not: inside }
  if (!c.saidBareTime || !('leaf' in inside)) return plain
  const { count, window } = inside
  if (count === undefined || window === undefined || window === null) return plain
  if (count !== 'none' && !('atLeast' in count && count.atLeast === 1)) return plain
  c.saidBareTime = false
  const asked = quietly(c, inside, window)
  return asked
}

function saysExactly({ tokens, at: end }: Cursor, begin: number): boolean {
  for (let at = begin; at < end; at++)
    if (longestAt(JOINTS, { tokens, at, end }, ['exactly', 'notExactly']) !== null) return true
  return false
}
