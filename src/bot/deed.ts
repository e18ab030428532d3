import type { Context, MiddlewareFn } from 'grammy'
import { z } from 'zod'
import type { Db } from '../db/open.js'
import { AppError } from '../errors.js'

/** Nothing that is a promise: what a deed writes is on its way to the disk before anything else happens. */
type Written<T> = T & (T extends PromiseLike<unknown> ? never : unknown)

/**
 * How an update changes anything: once, however often its handler runs. A handler runs again when an answer to a person
 * did not get through, when the process died, when Telegram sent the update to another process, or while an earlier run
 * hangs past its limit.
 *
 * The team's deeds are entries of the site map, and the router does this for them (screen.ts). Where there is no screen (what
 * subscribers and the staff group press), a deed is written so:
 * ```ts
 * onPress(composer, answers.remove, async (ctx, { id }) => {
 *   const people = await countThem(id)                       // look: may be asynchronous, may be repeated
 *   const left = await ctx.deed(z.int(), () => {              // do: SQL only, decides from what is stored now
 *     archive(db, id, ctx.at)
 *     return countLeft(db)
 *   })
 *   await showCard(ctx, cardOf(left, people))                 // show: from the outcome and what is stored; may be repeated
 * })
 * ```
 * - `do` is one member of the group commit, together with the mark on the update's row. Where the mark stands already,
 *   `do` is not run, and the stored outcome is returned. An error thrown in `do` undoes both, so that it is decided anew.
 * - The outcome holds what `show` cannot read from the database: a number, a kind, whether anything changed. It is kept
 *   as JSON, so no dates, maps or undefined; `kept` reads it back. Without `kept` there is none.
 * - An update may do several deeds, one after another; a later run is given their outcomes in the same order. What `show`
 *   writes (where a card stands) goes by `db.group`, and must bear being repeated.
 * - What leaves for somebody else is written into the outbox in `do`, and sent in `show` (outbox.ts).
 * - Buttons set a value, they never flip it. Where a second press would do more, the button holds the subject's
 *   generation (`once` of its address), compared in `do`.
 * - Waking the engine is a hint after `do`, never the deed.
 */
export type Deed = {
  (write: () => void): Promise<void>
  /** @throws AppError `deed_done` when another deed was done for this update */
  <T>(kept: z.ZodType<T>, write: () => Written<T>): Promise<T>
  /** True when an earlier run of this update's handler has done its deed; only showing is left. */
  isDone(): boolean
  /** What an earlier run came to, where `look` must know it; null when there was none, or its deed was another. */
  before<T>(kept: z.ZodType<T>): T | null
  /** True when the Stop in this update was kept when it came in. */
  wasStop(): boolean
}

const nothing = z.null()

/** Gives every handler its `ctx.deed`. It comes first. */
export function deeds(db: Db): MiddlewareFn<Context & { deed: Deed }> {
  return async (ctx, next) => {
    ctx.deed = deedOf(db, ctx.update.update_id)
    await next()
  }
}

/** The deed of one update, as one run of its handler has it. */
export function deedOf(db: Db, updateId: number): Deed {
  let deeds = 0

  function once<T>(kept: z.ZodType<T>, write: () => T): T {
    const outcome = outcomeOf(db, updateId)
    if (outcome === undefined)
      throw new Error(`update ${updateId} is not kept: it cannot be told whether its deed was done`)
    const done = readOutcomes(outcome)
    // What was handled, or given up, does nothing any more, although a run of its handler may still hang.
    if (done === null) throw new Error(`update ${updateId} is over`)
    if (deeds < done.length) {
      const parsed = kept.safeParse(done[deeds])
      if (!parsed.success) throw new AppError('deed_done')
      return parsed.data
    }
    const value = write()
    db.sql('update updates set outcome = ? where update_id = ?').run(JSON.stringify([...done, value]), updateId)
    return value
  }

  function deed(write: () => void): Promise<void>
  function deed<T>(kept: z.ZodType<T>, write: () => Written<T>): Promise<T>
  async function deed<T>(first: z.ZodType<T> | (() => void), write?: () => Written<T>): Promise<T | undefined> {
    const { value } = await db.group(() => {
      if (typeof first !== 'function' && write !== undefined) return { value: once<T>(first, write) }
      once(nothing, () => {
        if (typeof first === 'function') first()
        return null
      })
      return { value: undefined }
    })
    deeds++
    return value
  }

  return Object.assign(deed, {
    before<Kept>(kept: z.ZodType<Kept>): Kept | null {
      return kept.safeParse((readOutcomes(outcomeOf(db, updateId) ?? null) ?? [])[deeds]).data ?? null
    },
    isDone: () => (outcomeOf(db, updateId) ?? null) !== null,
    wasStop: () => db.sql('select 1 from updates where update_id = ? and stopped = 1').get(updateId) !== undefined,
  })
}

const outcomes = z.array(z.unknown())

/** What the deeds came to, in their order; null for an update that is over. */
function readOutcomes(outcome: string | null): unknown[] | null {
  if (outcome === null) return []
  return outcome === '' ? null : outcomes.parse(JSON.parse(outcome))
}

/** As it is stored; undefined when the update is not kept. */
function outcomeOf(db: Db, updateId: number): string | null | undefined {
  return db.sql<{ outcome: string | null }>('select outcome from updates where update_id = ?').get(updateId)?.outcome
}
