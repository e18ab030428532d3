import { type Clock, HOUR } from '../clock.js'
import type { Db } from '../db/open.js'
import { describeError, type Log } from '../log.js'
import { listBroadcastsIn, pauseBroadcast } from './broadcast.js'
import { planDeliveries } from './plan.js'

const LATE_MS = HOUR

/** Starts what is due; one run at a time. */
export type Schedule = {
  /** Starts every broadcast whose time has come at `at` (ms UTC) and finishes plans; safe to call at any time. */
  run(at: number): Promise<void>
}

/**
 * Starts broadcasts by themselves: up to one hour late after downtime, later they are held and an admin is asked.
 * @param deps.changed told of every broadcast that began, was held, or failed to be planned
 */
export function createSchedule(deps: {
  db: Db
  clock: Clock
  log: Log
  changed: (broadcastId: number) => void
}): Schedule {
  const { db, clock, log } = deps
  let last: Promise<void> = Promise.resolve()

  async function run(at: number): Promise<void> {
    for (const broadcast of listBroadcastsIn(db, ['scheduled'])) {
      if (broadcast.startsAt > at) break
      const late = at - broadcast.startsAt > LATE_MS
      await db.group(() => {
        if (late) pauseBroadcast(db, broadcast.id, 'late')
        else db.sql(`update broadcasts set state = 'planning' where id = ? and state = 'scheduled'`).run(broadcast.id)
      })
      deps.changed(broadcast.id)
    }
    for (const broadcast of listBroadcastsIn(db, ['planning'])) {
      try {
        const planned = await planDeliveries(db, broadcast.id, clock.now())
        log.info({ broadcast: broadcast.id, ...planned }, 'broadcast planned')
      } catch (error) {
        // It stays in planning and is tried again by the next run.
        log.error({ broadcast: broadcast.id, error: describeError(error) }, 'planning a broadcast failed')
      }
      deps.changed(broadcast.id)
    }
  }

  return {
    run(at) {
      last = last
        .then(() => run(at))
        .catch(error => log.error({ error: describeError(error) }, 'the schedule stumbled'))
      return last
    },
  }
}
