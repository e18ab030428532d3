import { type Compare, type Count, compareSchema } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, Mistake, peek, see, seeAhead } from '../cursor.js'
import { moneySchema } from '../events/happening.js'
import { endsHere } from '../fields/field.js'
import { readMoney } from '../orders/price.js'
import { readCount } from './count.js'

const LIMITS = ['over', 'under', 'atLeast', 'atMost'] as const
/** Limits that say how old somebody is. */
const AGED = /^(?:стар|млад|молож|old|young)/u
const EITHER: ReadonlySet<string> = new Set(['или', 'либо', 'or'])
const JOINED: ReadonlySet<string> = new Set(['и', 'или', 'либо', 'но', 'а', 'and', 'or', 'but', ','])

/** True before a limit and a number, behind what had a limit on the other side: «потратили меньше 500 или больше 5000». */
export function seesLimitAgain(c: Cursor): boolean {
  return readLimitAgain({ ...c, made: new Set(), trying: true }) !== null
}

/**
 * The other limit of how often something happened, or of what it came to; null, and nothing is taken, where what was said
 * before had none, or one on the same side.
 */
export function readLimitAgain(c: Cursor): Rule | null {
  const { last, at } = c
  const limit = see(c, ...LIMITS)
  if (last === null || c.denied || limit === null || peek(c, limit.length)?.kind !== 'number') return null
  const joint = c.tokens[at - 1]?.text ?? ''
  if (!JOINED.has(joint) || AGED.test(peek(c)?.text ?? '')) return null
  // "Bought it twice or more, female, under 40": of whom something else was said since, or who are so old.
  const number = peek(c, limit.length)?.value ?? 0
  if (
    joint === ',' &&
    (c.bare || (number >= YOUNGEST && number <= OLDEST && !('compare' in last) && !seesTimes(c, limit.length + 1)))
  )
    return null
  try {
    const again = amountAgain(c, last) ?? countAgain(c, last)
    if (again !== null && endsHere(c)) return again
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
  }
  c.at = at
  return null
}

function amountAgain(c: Cursor, last: AnyLeaf): Rule | null {
  const total = 'total' in last ? moneySchema.safeParse(last.total).data : undefined
  const compare = total?.compare ?? ('compare' in last ? compareSchema.safeParse(last.compare).data : undefined)
  if (compare === undefined) return null
  const currency = total?.currency ?? ('currency' in last ? String(last.currency) : c.vocabulary.currency)
  const begin = c.at
  const money = readMoney(c, currency)
  if (!isOther(c, begin, endOf(compare), endOf(money.compare))) return null
  return total === undefined ? { ...last, ...money } : { ...last, ...{ total: money } }
}

function countAgain(c: Cursor, last: AnyLeaf): Rule | null {
  const { count } = last
  const first = count === undefined ? null : endOf(count)
  if (first === null || (first.low && first.value === 1 && count !== 'none' && !saysOnce(c))) return null
  const begin = c.at
  const { count: again, negated } = readCount(c)
  return negated === false && isOther(c, begin, first, endOf(again)) ? { ...last, count: again } : null
}

/** True where the one time was written, and is not only what a verb says. */
function saysOnce(c: Cursor): boolean {
  return peek({ ...c, at: c.at - 2 })?.kind === 'number'
}

/** People this old may be asked for. */
const YOUNGEST = 14
const OLDEST = 99

function seesTimes(c: Cursor, ahead: number): boolean {
  return seeAhead(c, ahead, 'times') !== null
}

type End = { low: boolean; value: number }

function endOf(compare: Compare | Count): End | null {
  if (compare === 'none') return null
  if ('over' in compare) return { low: true, value: compare.over }
  if ('atLeast' in compare) return { low: true, value: compare.atLeast }
  if ('under' in compare) return { low: false, value: compare.under }
  return 'atMost' in compare ? { low: false, value: compare.atMost } : null
}

/** True for two limits that hold something between them; with *or*, something on either side. */
function isOther(c: Cursor, begin: number, one: End | null, other: End | null): boolean {
  if (one === null || other === null || one.low === other.low) return false
  const [low, high] = one.low ? [one.value, other.value] : [other.value, one.value]
  return EITHER.has(c.tokens[begin - 1]?.text ?? '') ? high < low : low < high
}

/** "At most 2 and at least 1": one number of times between both; null for anything else. */
export function bothLimits(before: Rule, part: Rule): Rule | null {
  if (!('leaf' in before) || !('leaf' in part) || before.count === undefined || part.count === undefined) return null
  const [one, other] = [endOf(before.count), endOf(part.count)]
  if (one === null || other === null || one.low === other.low || (one.low && one.value === 1)) return null
  const [from, to] = one.low ? [one.value, other.value] : [other.value, one.value]
  const { count: _one, ...rest } = before
  const { count: _other, ...others } = part
  const same = JSON.stringify(rest) === JSON.stringify(others)
  return same && from < to ? { ...before, count: { from, to } } : null
}
