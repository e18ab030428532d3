import type { Count, Window } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, Mistake, pick, see, seeAhead, take } from '../cursor.js'
import { moneySchema } from '../events/happening.js'
import { endsHere } from '../fields/field.js'
import { readMoney, seesMoney } from '../orders/price.js'
import { monthAt } from '../times/calendar.js'
import { type Dates, readDates } from '../times/date.js'
import { readWindow, seesWindow } from '../times/window.js'

/** True before a time or an amount behind a comma, where what stands before it happened so often exactly: "ordered once, …". */
export function seesMoreOf(c: Cursor): boolean {
  const { last } = c
  if (last === null || exactly(last.count) === null || (last.window ?? null) !== null) return false
  return seesWindow(c) || (last.leaf === 'ordered' && seesAmount(c))
}

function exactly(count: Count | undefined): number | null {
  return typeof count === 'object' && 'exactly' in count ? count.exactly : null
}

/** An amount says its currency: "ordered once, under 30" may be an age. */
function seesAmount(c: Cursor): boolean {
  return seesMoney(c) || (see(c, 'forTotal') !== null && seesMoney({ ...c, at: c.at + 1 }))
}

/**
 * What stands behind "ordered once,": it was so often in all, and that time then, or for so much. Whether "ordered twice, in
 * October" is how often in that time is asked. Null, and nothing is taken, for anything else.
 */
export function moreOf(c: Cursor, before: Rule | undefined): Rule | null {
  if (before === undefined || !('leaf' in before) || !seesMoreOf(c) || c.last === null) return null
  const n = exactly(before.count)
  if (n === null || before.leaf !== c.last.leaf || !('window' in before) || before.window !== null) return null
  const { at } = c
  const more = tried(c, () => (seesWindow(c) ? { window: readWindow(c) } : amountHere(c)))
  if (more === null || !endsHere({ ...c, trying: true })) {
    c.at = at
    return null
  }
  const count: Count = n === 1 ? { atLeast: 1 } : { exactly: n }
  const both: Rule = { all: [before, { ...before, ...more, count }] }
  if (!('window' in more) || isOver(more.window)) return both
  return pick(c, 2) === 0 ? { ...before, ...more } : both
}

/** What lies far back says nothing of how often it happened since. */
function isOver(window: Window): boolean {
  return 'older' in window || ('ago' in window && window.ago === 'over') || ('from' in window && window.from === null)
}

function amountHere(c: Cursor): { total: unknown } | null {
  take(c, 'forTotal')
  const total = moneySchema.safeParse(readMoney(c, c.vocabulary.currency)).data
  return total === undefined ? null : { total }
}

function tried<T>(c: Cursor, read: () => T | null): T | null {
  const { at, made } = c
  const before = new Set(made)
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    c.at = at
    for (const one of made) if (!before.has(one)) made.delete(one)
    return null
  }
}

function daysOf({ first, last }: Dates): Window {
  return { from: first, to: last }
}

/** "Didn't order in October or November": in neither; null, and nothing is taken, where no time stands alone behind *or*. */
export function noneThenEither(c: Cursor, before: Rule | undefined): Rule | null {
  if (before === undefined) return null
  const leaf = 'not' in before ? before.not : before
  if (!('leaf' in leaf) || !('not' in before || leaf.count === 'none') || (leaf.window ?? null) === null) return null
  const month = monthAt(c, 0) !== null
  if (!month && !seesWindow(c)) return null
  const { at } = c
  const window = tried(c, () => (month ? daysOf(readDates(c)) : readWindow(c)))
  if (window === null || !endsHere({ ...c, trying: true })) {
    c.at = at
    return null
  }
  const again: AnyLeaf = { ...leaf, window }
  return { all: [before, 'not' in before ? { not: again } : again] }
}

/** "Membership ended in October or November": in either. Null, and nothing is taken, where no month stands alone behind *or*. */
export function orOtherMonth(c: Cursor, before: Rule | undefined): Rule | null {
  if (before === undefined || !('leaf' in before) || before.leaf !== 'field' || !('test' in before)) return null
  const { test } = before
  if (typeof test !== 'object' || test === null || !('day' in test || 'anniversary' in test)) return null
  const { at } = c
  const begin = seeAhead(c, 0, 'duringNamed')?.length ?? 0
  const month = monthAt(c, begin)
  if (month === null || !endsHere({ ...c, at: c.at + begin + month.length, trying: true })) return null
  c.at += begin
  const days = tried(c, () => daysOf(readDates(c)))
  if (days === null || !('from' in days)) {
    c.at = at
    return null
  }
  const day = 'day' in test ? { day: { from: days.from, to: days.to } } : { anniversary: { month: month.month } }
  return { any: [before, { ...before, ...{ test: day } }] }
}

/** "In October bought Hat and Wool but not Scarf": the order that was given that time, of which what follows may be too. */
export function orderedLast(parts: readonly Rule[]): AnyLeaf | null {
  const last = parts.at(-1)
  return last !== undefined && 'leaf' in last && last.leaf === 'ordered' ? last : null
}
