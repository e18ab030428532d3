import { GrammyError } from 'grammy'
import { z } from 'zod'
import { SECOND } from '../../../clock.js'
import { getBroadcast } from '../../../delivery/broadcast.js'
import {
  countRepair,
  findRepair,
  listRepairs,
  listRunningRepairs,
  listUnreportedRepairs,
  type Repair,
  recordRepairReported,
  stopRepair,
} from '../../../delivery/repair.js'
import { AppError } from '../../../errors.js'
import { describeError } from '../../../log.js'
import { editCard, type Place, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { roleOf } from '../../team.js'
import { countGroup, dayOf } from './people.js'
import { addresseeOf, postCard } from './post.js'
import type { ProgressDeps } from './progress.js'
import { type RepairView, repairCard, witnessesOf } from './repair-card.js'
import { clearRepairPlace, findRepairPlace, setRepairPlace } from './repair-place.js'

const EVERY_MS = 3 * SECOND
const RETRY_MS = 15 * SECOND

/** The cards of all repairs: kept current while they go on, and what came of each told once, restarts or not. */
export type Mending = {
  /** Puts the card of a repair where the pressed button stands. @throws AppError `broadcast_not_found` */
  show(ctx: BotContext, repairId: number): Promise<void>
  /** Ends a repair before it is through and shows what came of it. @returns false when it was over already */
  stop(ctx: BotContext, repairId: number): Promise<boolean>
  /** The message of the pressed button becomes something else. */
  leave(place: Place): Promise<void>
  /** Edits the cards that are due and tells what ended; never waits for Telegram. @param at ms UTC */
  run(at: number): void
  /** Resolves when nothing is on its way to Telegram. */
  idle(): Promise<void>
  close(): void
}

type Watch = { painted: string | null; shows: number; dueAt: number; busy: boolean }

/** Creates it. Edits of a card come at least three seconds apart. */
export function createMending(deps: ProgressDeps): Mending {
  const { db, log, api, pace, engine, clock, zone, languageFor } = deps
  const watches = new Map<number, Watch>()
  const underWay = new Set<Promise<void>>()
  let closed = false

  function watchOf(id: number): Watch {
    const watch = watches.get(id) ?? { painted: null, shows: 0, dueAt: Number.NEGATIVE_INFINITY, busy: false }
    watches.set(id, watch)
    return watch
  }

  async function view(repair: Repair, at: number): Promise<RepairView> {
    const broadcast = getBroadcast(db, repair.broadcastId)
    const counts = await countRepair(db, repair)
    const group = witnessesOf(repair, dayOf(repair.createdAt, zone()))
    return {
      repair,
      broadcast,
      counts,
      unanswered: countUnanswered(repair.broadcastId),
      wentOver: repair.state === 'stopped' && listRepairs(db, broadcast.id).some(({ id }) => id > repair.id),
      witnesses:
        repair.state === 'running' ? null : { group, people: await countGroup(db, broadcast, group, at, zone()) },
      pace: pace.rate(),
      rest: pace.rest(),
      outage: engine.health().outage,
      at,
    }
  }

  function countUnanswered(broadcastId: number): number {
    const row = db
      .sql<{ n: number }>(`select count(*) as n from deliveries where broadcast_id = ? and state = 'uncertain'`)
      .get(broadcastId)
    return row?.n ?? 0
  }

  async function look(repair: Repair, watch: Watch, at: number): Promise<void> {
    const place = findRepairPlace(db, repair.id)
    const over = repair.state !== 'running'
    if (!over && place === null) return
    const seen = await view(repair, at)
    // Who left the team sees what they saw last, and no more.
    const there = place !== null && roleOf(db, deps, place.chat) !== null && (await paint(seen, watch, place))
    if (closed) return
    if (place !== null && !there) await leave(place)
    if (!over) return
    // Nothing had to be mended, or another repair will tell: nobody waits to hear of it.
    const silent = seen.wentOver || seen.counts.done + seen.counts.failed.length === 0
    if (!there && !silent) {
      const admin = addresseeOf(deps, repair.createdBy)
      await postCard(deps, admin, repairCard(seen, languageFor(admin)))
    }
    if (closed) return
    await told(repair.id)
  }

  /** @returns false when the card is gone */
  async function paint(seen: RepairView, watch: Watch, place: Place): Promise<boolean> {
    const card = repairCard(seen, languageFor(place.chat))
    const json = JSON.stringify(card)
    if (watch.painted === json) return true
    const { shows } = watch
    watch.painted = null
    const there = await editCard(api, card, place).catch(error => {
      if (error instanceof GrammyError && error.error_code === 403) return false
      throw error
    })
    if (there && watch.shows === shows) watch.painted = json
    return there
  }

  async function told(repairId: number): Promise<void> {
    await db.group(() => {
      recordRepairReported(db, repairId, clock.now())
      setRepairPlace(db, repairId, null)
    })
    watches.delete(repairId)
  }

  function leave(place: Place): Promise<void> {
    return db.group(() => clearRepairPlace(db, place))
  }

  async function show(ctx: BotContext, repairId: number): Promise<void> {
    const repair = findRepair(db, repairId)
    if (repair === null) throw new AppError('broadcast_not_found')
    const watch = watchOf(repairId)
    const card = repairCard(await view(repair, ctx.at), ctx.language)
    watch.shows++
    const place = await showCard(ctx, card)
    watch.painted = JSON.stringify(card)
    watch.dueAt = clock.monotonic() + EVERY_MS
    if (repair.state === 'running') await db.group(() => setRepairPlace(db, repairId, place))
    else await told(repairId)
  }

  function stumble(watch: Watch, repairId: number, error: unknown): void {
    if (closed) return
    const wait = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * SECOND : 0
    watch.dueAt = clock.monotonic() + Math.max(wait, RETRY_MS)
    log.warn({ repair: repairId, error: describeError(error) }, 'the card of a repair has to wait')
  }

  return {
    show,
    async stop(ctx, repairId) {
      const stopped = await ctx.deed(z.boolean(), () => stopRepair(db, repairId, ctx.at))
      await show(ctx, repairId)
      return stopped
    },
    leave,
    run(at) {
      if (closed) return
      const now = clock.monotonic()
      for (const repair of [...listRunningRepairs(db), ...listUnreportedRepairs(db)]) {
        const watch = watchOf(repair.id)
        if (watch.busy || now < watch.dueAt) continue
        watch.busy = true
        watch.dueAt = now + EVERY_MS
        const done = look(repair, watch, at)
          .catch(error => stumble(watch, repair.id, error))
          .finally(() => {
            watch.busy = false
            underWay.delete(done)
          })
        underWay.add(done)
      }
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    close() {
      closed = true
    },
  }
}
