import type { Clock } from '../../clock.js'
import { SECOND } from '../../clock.js'
import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { broadcasts } from '../../db/schema/index.js'
import type { Log } from '../../log.js'
import { makeServiceDue } from '../service/queue.js'
import type { Commit } from './commit.js'

const COLUMNS = columnsOf(broadcasts, 'id', 'ownClock')

/** Less than this is how clocks are kept right. */
const NOTICED_MS = 2 * SECOND
const AT_ONCE = 1_000

/** Lets rows that wait go on when the wall clock is set back: they are due by a clock that says so once more hours later. */
export type Setback = {
  /** Looks at both clocks, and makes a few rows due if some wait too long; call it each time the loop goes round. */
  look(): Promise<void>
}

type Pass = { broadcastId: number; after: number; until: number | null }

/**
 * Creates it. What was due stays due. Where everybody gets it at once, whatever waits is due again: who must not be
 * disturbed is found out anew by the claim; where everybody's own clock counts, only what was due before is.
 */
export function createSetback(deps: { db: Db; clock: Clock; log: Log; commit: Commit }): Setback {
  const { db, clock, log } = deps
  let wall: number | null = null
  let monotonic = 0
  let passes: Pass[] = []

  /** By how much, in ms, the wall clock went back since the last look; at the first, since broadcasts began. */
  function wentBack(now: number): number {
    const last = wall
    const expected = (last ?? 0) + (clock.monotonic() - monotonic)
    wall = now
    monotonic = clock.monotonic()
    if (last !== null) return expected - now
    const row = db
      .sql<{ at: number | null }>(`select max(started_at) as at from broadcasts where state in ('running', 'paused')`)
      .get()
    return (row?.at ?? now) - now
  }

  function begin(before: number): void {
    passes = db
      .sql<RowOf<typeof COLUMNS>>(
        `select ${COLUMNS.sql} from broadcasts where state in ('running', 'paused') order by id`,
      )
      .all()
      .map(({ id, ownClock }) => ({ broadcastId: id, after: 0, until: ownClock === null ? null : before }))
  }

  /** The next rows of a broadcast in the order of their ids, so that none is looked at twice. */
  function makeDue(pass: Pass, now: number): void {
    const ids = db
      .sql<{ id: number }>(
        `select id from deliveries where broadcast_id = ? and state = 'queued' and id > ? order by id limit ${AT_ONCE}`,
      )
      .all(pass.broadcastId, pass.after)
    const last = ids.at(-1)
    if (last === undefined) return void passes.shift()
    db.sql(
      `update deliveries set due_at = ? where id in (select value from json_each(?)) and due_at > ?
         and due_at <= coalesce(?, due_at)`,
    ).run(now, JSON.stringify(ids.map(({ id }) => id)), now, pass.until)
    pass.after = last.id
  }

  return {
    async look() {
      const now = clock.now()
      const back = wentBack(now)
      if (back >= NOTICED_MS) {
        log.warn({ seconds: Math.round(back / SECOND) }, 'the clock was set back; what waits goes on')
        begin(now + back)
        await deps.commit(() => {
          db.sql(`update repair_steps set at = null where state = 'queued'`).run()
          makeServiceDue(db, now)
        })
      }
      const [pass] = passes
      if (pass !== undefined) await deps.commit(() => makeDue(pass, now))
    },
  }
}
