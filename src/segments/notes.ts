import { groupsWatchedSince } from '../audience/rfm.js'
import { DAY } from '../clock.js'
import type { Db } from '../db/open.js'
import { isAppError } from '../errors.js'
import { expandCriterion } from './criterion/expand.js'
import { type Criterion, type Leaf, leavesOf, type Window } from './criterion.js'
import { kindOf } from './kinds/all.js'
import { type EvaluationContext, windowBounds, windowDays } from './window.js'

/** A segment of which a criterion asks who entered or left it. `since`: from when that is known, ms UTC; null: not yet. */
export type Watched = { id: number; name: string; listened: boolean; since: number | null }

/** The segments of which a criterion asks who entered or left them, but for fixed lists; each once. */
export function watchedSegments(db: Db, criterion: Criterion): Watched[] {
  const ids = new Set(leavesOf(criterion).flatMap(leaf => (leaf.leaf === 'segmentChange' ? [leaf.segment] : [])))
  return [...ids].flatMap(id => {
    const row = db
      .sql<{ name: string; listened: number; since: number | null }>(
        `select name, listened, members_at as since from segments where id = ? and kind = 'rule' and deleted_at is null`,
      )
      .get(id)
    return row === undefined ? [] : [{ ...row, id, listened: row.listened === 1 }]
  })
}

/** From when it is known who moves between RFM groups, where a criterion asks that; `since` null: nobody watches it. Null: it asks nothing of it. */
export function watchedGroups(db: Db, criterion: Criterion): { since: number | null } | null {
  return leavesOf(criterion).some(({ leaf }) => leaf === 'rfmMove') ? { since: groupsWatchedSince(db) } : null
}

/** True when a count rests on orders: people whom no customer is linked to have none that anybody knows of. */
export function restsOnOrders(criterion: Criterion): boolean {
  return leavesOf(criterion).some(leaf => kindOf(leaf).ordersIn?.(leaf) ?? kindOf(leaf).restsOnOrders)
}

/** The same, also where a segment that the criterion names asks for orders. */
export function leadsToOrders(db: Db, criterion: Criterion): boolean {
  try {
    return restsOnOrders(expandCriterion(db, criterion))
  } catch (error) {
    // A segment that cannot be read is pointed out where it is counted.
    if (!isAppError(error)) throw error
    return restsOnOrders(criterion)
  }
}

/** Only those whose orders are known: linked to a customer. */
export function onlyLinked(criterion: Criterion): Criterion {
  return together(criterion, { leaf: 'linked', value: true })
}

/** Stretches of time in which something must not have happened; those without a beginning reach nobody's past. */
export function noneWindows(criterion: Criterion): Window[] {
  return leavesOf(criterion).flatMap(leaf =>
    'count' in leaf && leaf.count === 'none' && leaf.window !== null && beginsSomewhere(leaf.window)
      ? [leaf.window]
      : [],
  )
}

function beginsSomewhere(window: Window): boolean {
  if ('calendar' in window || 'in' in window || 'older' in window) return true
  return 'ago' in window ? window.ago === 'under' : window.from !== null
}

/**
 * Who was subscribed before the longest of these stretches began: nothing could have happened to the others before they
 * came. Null without a stretch.
 */
export function subscribedBefore(windows: readonly Window[], context: EvaluationContext): Leaf | null {
  const earliest = windows
    .map(window => ({ window, from: windowBounds(window, context).from ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => a.from - b.from)[0]?.window
  if (earliest === undefined) return null
  if ('in' in earliest) return { leaf: 'subscribed', window: { ago: 'over', n: earliest.in, unit: earliest.unit } }
  if ('ago' in earliest) return { leaf: 'subscribed', window: { ago: 'over', n: earliest.n, unit: earliest.unit } }
  if ('older' in earliest) return { leaf: 'subscribed', window: { ago: 'over', ...earliest.younger } }
  const { first } = windowDays(earliest, context)
  if (first === null) return null
  const before = new Date((first - 1) * DAY).toISOString().slice(0, 10)
  return { leaf: 'subscribed', window: { from: null, to: before } }
}

/** A criterion and one condition more, unless it asks that already. */
export function together(criterion: Criterion, leaf: Criterion): Criterion {
  if (asksFor(criterion, leaf)) return criterion
  // Whom it draws must not depend on what is asked besides.
  if (leavesOf(criterion).some(one => kindOf(one).draws?.(one) === true)) return { all: [criterion, leaf] }
  return { all: 'all' in criterion ? [...criterion.all, leaf] : [criterion, leaf] }
}

/** True when the condition is already asked of everybody in the criterion. */
export function asksFor(criterion: Criterion, leaf: Criterion): boolean {
  const parts = 'all' in criterion ? criterion.all : [criterion]
  return parts.some(part => JSON.stringify(part) === JSON.stringify(leaf))
}
