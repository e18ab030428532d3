import { z } from 'zod'
import { type Clock, HOUR, sleep } from '../../clock.js'
import { isDiskFault } from '../../db/fault.js'
import type { Db } from '../../db/open.js'
import { describeError, type Log } from '../../log.js'

/** Telegram keeps an update for a day; until then it may send one again. */
const KEPT_MS = 25 * HOUR
const DROPPED_AT_ONCE = 500

/** What every update has. */
export const incoming = z.looseObject({ update_id: z.int() })

/** An update as far as the intake cares: its number and whatever else Telegram wrote. */
export type RawUpdate = z.infer<typeof incoming>

/** What the backlog needs. */
export type BacklogDeps = {
  db: Db
  clock: Clock
  log: Log
  /**
   * Keeps the Stop that an update may hold, synchronously, before anything else is done with it: no handler that fails,
   * and no line it stands in, may lose one. @returns true when there was one and it changed something
   */
  keepStop?: (update: RawUpdate, at: number) => boolean
}

/** The updates on disk: with their words until they are handled, then as numbers until Telegram cannot send them again. */
export type Backlog = {
  /**
   * Keeps one update; to be called in a group commit.
   * @returns how often it was begun without coming to an end; null when it was handled already
   */
  keep(update: RawUpdate): number | null
  /** What is not handled yet, the oldest first. */
  list(): { update: RawUpdate; attempts: number }[]
  /** Writes down how often it was begun without coming to an end; to be called in a group commit. */
  setAttempts(id: number, attempts: number): void
  /** Its words go, and what its deeds came to; its number stays. To be called in a group commit. */
  end(update: RawUpdate, how: 'handled' | 'given_up'): void
  /** Telegram answered a request with this offset: it never sends an update with a lower number again. */
  confirmed(offset: number): void
  /** Drops the numbers of updates handled more than 25 h before `at`, ms UTC, a few at a time. */
  dropOld(at: number): Promise<void>
}

/** The table of updates, with all that is done to it but the marks of deeds. */
export function createBacklog({ db, clock, log, keepStop }: BacklogDeps): Backlog {
  let droppedTo = 0

  /** Keeps a Stop in a savepoint of its own: a fault of ours in it leaves everything else as it is. */
  function keepStopOf(update: RawUpdate): void {
    if (keepStop === undefined) return
    try {
      if (!db.write(() => keepStop(update, clock.now()))) return
      db.sql('update updates set stopped = 1 where update_id = ?').run(update.update_id)
    } catch (error) {
      if (isDiskFault(error)) throw error
      log.error({ update: update.update_id, error: describeError(error) }, 'a stop could not be kept at once')
    }
  }

  /** @returns how many numbers went */
  function drop(which: string, bound: number): Promise<number> {
    return db.group(
      () =>
        db
          .sql(`delete from updates where update_id in (select update_id from updates where ${which} limit ?)`)
          .run(bound, DROPPED_AT_ONCE).changes,
    )
  }

  return {
    keep(update) {
      const { changes } = db
        .sql('insert or ignore into updates (update_id, body) values (?, ?)')
        .run(update.update_id, JSON.stringify(update))
      if (changes > 0) {
        keepStopOf(update)
        return 0
      }
      // A commit may have been reported as failed although it reached the disk.
      const row = db
        .sql<{ attempts: number }>('select attempts from updates where update_id = ? and handled_at is null')
        .get(update.update_id)
      return row === undefined ? null : row.attempts
    },
    list() {
      const rows = db.sql<{ body: string; attempts: number }>(
        'select body, attempts from updates where handled_at is null order by update_id',
      )
      return rows.all().map(({ body, attempts }) => ({ update: incoming.parse(JSON.parse(body)), attempts }))
    },
    setAttempts(id, attempts) {
      db.sql('update updates set attempts = ? where update_id = ?').run(attempts, id)
    },
    end(update, how) {
      if (how === 'given_up') keepStopOf(update)
      db.sql(`update updates set body = null, handled_at = ?, outcome = '' where update_id = ?`).run(
        clock.now(),
        update.update_id,
      )
    },
    confirmed(offset) {
      if (offset <= droppedTo) return
      void drop('update_id < ? and handled_at is not null', offset).then(
        dropped => {
          if (dropped < DROPPED_AT_ONCE) droppedTo = Math.max(droppedTo, offset)
        },
        error => log.warn({ error: describeError(error) }, 'the numbers of handled updates could not be dropped'),
      )
    },
    async dropOld(at) {
      while ((await drop('handled_at < ?', at - KEPT_MS)) === DROPPED_AT_ONCE) await sleep(0)
    },
  }
}
