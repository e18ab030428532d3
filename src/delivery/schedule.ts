import { type Clock, HOUR, SECOND } from '../clock.js'
import type { Db } from '../db/open.js'
import { describeError, type Log } from '../log.js'
import { type Broadcast, listBroadcastsIn, type PauseReason, pauseBroadcast } from './broadcast.js'
import type { GateRules } from './gate.js'
import { planDeliveries } from './plan.js'

const LATE_MS = HOUR
const RETRY_MS = 30 * SECOND

/** Starts what is due; one run at a time. */
export type Schedule = {
  /** Starts every broadcast whose time has come at `at` (ms UTC) and finishes plans; safe to call at any time. */
  run(at: number): Promise<void>
  /** Starts nothing more; a plan that the end cuts short is made again by the next process. */
  close(): void
}

/**
 * Starts broadcasts by themselves: up to one hour late after downtime, later they are held and an admin is asked. So is one
 * whose audience cannot be read; the others go on.
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
      if (broadcast.startsAt > at) break
      // Also one whose planning a crash or errors kept from ending in time.
      if (at - broadcast.startsAt > LATE_MS) await db.group(() => void pauseBroadcast(db, broadcast.id, 'late'))
      else if (broadcast.state === 'planning') continue
      else await db.group(() => void begin.run(broadcast.id))
      deps.changed(broadcast.id)
    }
    for (const broadcast of listBroadcastsIn(db, ['planning'])) {
      if ((retryAt.get(broadcast.id) ?? 0) > clock.monotonic()) continue
      const reason = (await deps.hold?.(broadcast)) ?? null
      if (reason === null) await plan(broadcast)
      else await db.group(() => void pauseBroadcast(db, broadcast.id, reason))
      deps.changed(broadcast.id)
    }
  }

  async function plan({ id }: Broadcast): Promise<void> {
    try {
      const planned = await planDeliveries(db, id, clock.now(), deps.rules())
      retryAt.delete(id)
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
    close() {
      closed = true
    },
  }
}
