import { ordersAreSettling, WAITS_FOR_ORDERS } from '../audience/order/coming.js'
import { type Clock, HOUR, MINUTE, SECOND } from '../clock.js'
import type { Db } from '../db/open.js'
import { describeError, type Log } from '../log.js'
import { restsOnOrders } from '../segments/notes.js'
import { type Broadcast, listBroadcastsIn, type PauseReason } from './broadcast.js'
import { GRACE_AFTER } from './campaign/repeat/next-run.js'
import { missRun } from './campaign/repeat/run.js'
import type { GateRules } from './gate.js'
import { pauseBroadcast } from './lifecycle.js'
import { planDeliveries } from './plan.js'
import { closeEnds, closeOffers } from './schedule/deadline.js'
import { waitsForFirst } from './schedule/nudge.js'
import { finishReminders } from './schedule/reminding.js'

const LATE_MS = HOUR
const RETRY_MS = 30 * SECOND
/** How often a start that is held back is tried again, until it would be late. */
const LOOK_MS = 10 * SECOND
/** How long before a start the reader that plans it is made ready. */
const SOON_MS = MINUTE

/** Starts what is due and finishes what is over; one run at a time. */
export type Schedule = {
  /** Starts every broadcast whose time has come at `at` (ms UTC) and finishes plans; safe to call at any time. */
  run(at: number): Promise<void>
  /** True for a broadcast whose time has come and which does not start because of what `hold` says; for any, without an id. */
  waits(broadcastId?: number): boolean
  /** Starts nothing more; a plan that the end cuts short is made again by the next process. */
  close(): void
}

/**
 * Starts broadcasts when their time has come. After downtime they start up to one hour late; later they are held and an
 * admin is asked. Runs of repeats start up to three hours late; later they are left out. A broadcast whose audience
 * cannot be read is held, the others go on. One that `hold` objects to is tried every 10 s, and held only when it would
 * be late or past its own deadline. One whose audience depends on orders waits for a file of orders that is coming in,
 * for 10 minutes at most.
 * @param deps.changed told of every broadcast that began, was held, or failed to be planned
 */
export function createSchedule(deps: {
  db: Db
  clock: Clock
  log: Log
  changed: (broadcastId: number) => void
  /** How often and when people may be disturbed, at this moment. */
  rules: () => GateRules
  /** Asked before a broadcast starts: why it must be held, or null. */
  hold?: (broadcast: Broadcast) => Promise<PauseReason | null>
}): Schedule {
  const { db, clock, log } = deps
  const begin = db.sql(`update broadcasts set state = 'planning' where id = ? and state = 'scheduled'`)
  const retryAt = new Map<number, number>()
  const waiting = new Map<number, PauseReason>()
  let closed = false
  let last: Promise<void> = Promise.resolve()

  async function run(at: number): Promise<void> {
    for (const broadcast of listBroadcastsIn(db, ['scheduled', 'planning'])) {
      if (!broadcast.readable) {
        log.error({ broadcast: broadcast.id }, 'what is stored of an audience cannot be read: the broadcast is held')
        await db.group(() => void pauseBroadcast(db, broadcast.id, 'unreadable'))
        deps.changed(broadcast.id)
      }
    }
    for (const broadcast of listBroadcastsIn(db, ['scheduled', 'planning'])) {
      if (broadcast.startsAt <= at + SOON_MS) db.jobs.wake()
      if (broadcast.startsAt > at) break
      // Nobody is reminded of what has not begun.
      if (waitsForFirst(db, broadcast)) continue
      // Also one whose planning a crash or errors kept from ending in time.
      if (at - broadcast.startsAt > lateAfter(broadcast)) await hold(broadcast, waiting.get(broadcast.id) ?? 'late', at)
      else if (broadcast.state === 'planning') continue
      else await db.group(() => void begin.run(broadcast.id))
      deps.changed(broadcast.id)
    }
    for (const id of await db.group(() => finishReminders(db, at))) deps.changed(id)
    for (const id of [...(await closeOffers(db, at)), ...(await closeEnds(db, at))]) deps.changed(id)
    for (const broadcast of listBroadcastsIn(db, ['planning'])) {
      if ((retryAt.get(broadcast.id) ?? 0) > clock.monotonic()) continue
      if (waitsForOrders(broadcast)) {
        retryAt.set(broadcast.id, clock.monotonic() + LOOK_MS)
        continue
      }
      const reason = (await deps.hold?.(broadcast)) ?? null
      if (reason === null) await plan(broadcast)
      else if (isLate(broadcast, clock.now() + LOOK_MS)) await hold(broadcast, reason, at)
      else {
        waiting.set(broadcast.id, reason)
        retryAt.set(broadcast.id, clock.monotonic() + LOOK_MS)
      }
      deps.changed(broadcast.id)
    }
    const planning = new Set(listBroadcastsIn(db, ['planning']).map(({ id }) => id))
    for (const id of waiting.keys()) if (!planning.has(id)) waiting.delete(id)
  }

  /**
   * While a file of orders comes in, rules about orders match neither the old nor the new people. It is waited for, but
   * not for ever, and not past the deadline.
   */
  function waitsForOrders(broadcast: Broadcast): boolean {
    const now = clock.now()
    if (now - broadcast.startsAt >= WAITS_FOR_ORDERS || isLate(broadcast, now + LOOK_MS)) return false
    const rules = [...broadcast.parts, ...broadcast.leftOut]
    return rules.some(({ criterion }) => restsOnOrders(criterion)) && ordersAreSettling(db, now)
  }

  function isLate(broadcast: Broadcast, at: number): boolean {
    const { startsAt, notLaterThan } = broadcast
    return at - startsAt > lateAfter(broadcast) || (notLaterThan !== null && at > notLaterThan)
  }

  /** A run of a repeat that is only late is left out: the next one comes by itself. */
  async function hold({ id, campaignId }: Broadcast, reason: PauseReason, at: number): Promise<void> {
    await db.group(() => {
      if (campaignId !== null && reason === 'late') missRun(db, id, at)
      else pauseBroadcast(db, id, reason)
    })
  }

  function lateAfter({ campaignId }: Broadcast): number {
    return campaignId === null ? LATE_MS : GRACE_AFTER
  }

  async function plan({ id }: Broadcast): Promise<void> {
    try {
      const planned = await planDeliveries(db, id, clock.now(), deps.rules())
      retryAt.delete(id)
      waiting.delete(id)
      log.info({ broadcast: id, ...planned }, 'broadcast planned')
    } catch (error) {
      if (closed) return
      retryAt.set(id, clock.monotonic() + RETRY_MS)
      log.error({ broadcast: id, error: describeError(error) }, 'planning a broadcast failed; it is tried again')
    }
  }

  return {
    run(at) {
      last = last
        .then(() => (closed ? undefined : run(at)))
        .catch(error => log.error({ error: describeError(error) }, 'the schedule stumbled'))
      return last
    },
    waits: id => (id === undefined ? waiting.size > 0 : waiting.has(id)),
    close() {
      closed = true
    },
  }
}
