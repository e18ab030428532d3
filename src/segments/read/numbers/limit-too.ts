import { type Compare, compareSchema } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import type { Cursor } from '../cursor.js'
import { moneySchema } from '../events/happening.js'

/** Words that say of a number that it is an age. */
const AGED = /^(?:age|year|yo$|old|young|возраст|лет$|год|стар|млад|молож)/u

/**
 * "Spent at least 50 but less than 100": the other end of the amount, and no age. Null where the two numbers are no range, and
 * where words say that it is an age.
 */
export function limitToo(c: Cursor, before: Rule, part: Rule, begin: number): Rule | null {
  if (!('leaf' in before) || !('leaf' in part) || part.leaf !== 'age') return null
  const said = c.tokens.slice(begin, c.at)
  const years = compareSchema.safeParse('years' in part ? part.years : null).data
  const amount = amountOf(before)
  if (amount === null || years === undefined || said.some(({ text }) => AGED.test(text))) return null
  const written = c.tokens.slice(0, begin).findLast(({ kind }) => kind === 'number')
  const [first, second] = [endOf(amount), endOf(years)]
  if (written?.kind !== 'number' || first === null || second === null || first.low === second.low) return null
  const scale = first.value / written.value
  const other = second.value * scale
  if (!Number.isFinite(scale) || (first.low ? first.value >= other : other >= first.value)) return null
  return withAmount(before, second.of(other))
}

function amountOf(leaf: AnyLeaf): Compare | null {
  if ('total' in leaf) return moneySchema.safeParse(leaf.total).data?.compare ?? null
  return leaf.leaf === 'spent' && 'compare' in leaf ? (compareSchema.safeParse(leaf.compare).data ?? null) : null
}

function withAmount(leaf: AnyLeaf, compare: Compare): Rule {
  if ('total' in leaf) return { ...leaf, ...{ total: { ...moneySchema.parse(leaf.total), compare } } }
  return { ...leaf, ...{ compare } }
}

/** One end of a range: whether it is the lower one, its number, and the same end of another number; null for anything else. */
function endOf(compare: Compare): { low: boolean; value: number; of(value: number): Compare } | null {
  if ('over' in compare) return { low: true, value: compare.over, of: over => ({ over }) }
  if ('atLeast' in compare) return { low: true, value: compare.atLeast, of: atLeast => ({ atLeast }) }
  if ('under' in compare) return { low: false, value: compare.under, of: under => ({ under }) }
  return 'atMost' in compare ? { low: false, value: compare.atMost, of: atMost => ({ atMost }) } : null
}
