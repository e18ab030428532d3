import { z } from 'zod'
import type { Db } from '../../db/open.js'
import { isAppError } from '../../errors.js'
import { FEWEST_FOR_GOAL, type GoalFigure, goalFigure, goalKinds, isLessBetter } from '../../reports/goal.js'
import { findSetting, saveSetting } from '../settings.js'

const GOAL = 'goal'
const NOW = 'goal_now'
const kind = z.enum(goalKinds)
const goalSchema = z.object({
  kind,
  target: z.number().min(0).max(100),
  until: z.int(),
  by: z.int(),
  at: z.int(),
})
const nowSchema = z.object({ kind, n: z.int(), of: z.int(), at: z.int() })

/** The one goal of the shop: so many of 100 (`target`) until the end of a day (`until`, ms UTC). `by` set it, `at`. */
export type Goal = z.infer<typeof goalSchema>

/** Null while nobody has set one. */
export function findGoal(db: Db): Goal | null {
  return findSetting(db, GOAL, goalSchema)
}

/** Keeps it in place of the one before, with how it stands now. */
export function saveGoal(db: Db, goal: Goal, now: GoalFigure): void {
  saveSetting(db, GOAL, goalSchema, goal)
  saveSetting(db, NOW, nowSchema, { ...now, kind: goal.kind, at: goal.at })
}

/** The shop has no goal any more. */
export function dropGoal(db: Db): void {
  db.sql('delete from settings where key in (?, ?)').run(GOAL, NOW)
}

/** How many of 100 it is, as last counted; null while too few people are known to say. */
export function findGoalNow(db: Db, goal: Goal): number | null {
  const now = findSetting(db, NOW, nowSchema)
  return now === null || now.kind !== goal.kind ? null : per100(now)
}

/** Counts anew how the goal stands; what takes too long stays as it was counted last. @param at ms UTC */
export async function refreshGoal(db: Db, at: number): Promise<void> {
  const goal = findGoal(db)
  if (goal === null) return
  try {
    const now = await goalFigure(db, goal.kind, at)
    await db.group(() => {
      if (findGoal(db)?.kind === goal.kind) saveSetting(db, NOW, nowSchema, { ...now, kind: goal.kind, at })
    })
  } catch (error) {
    if (!isAppError(error, 'query_timeout')) throw error
  }
}

/** How many of 100; null where too few people are known to say. */
export function per100({ n, of }: GoalFigure): number | null {
  return of < FEWEST_FOR_GOAL ? null : (n / of) * 100
}

/** True when so many of 100 are what the goal wants. */
export function isReached({ kind, target }: Pick<Goal, 'kind' | 'target'>, now: number): boolean {
  return isLessBetter(kind) ? now <= target : now >= target
}
