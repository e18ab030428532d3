import { z } from 'zod'
import type { Db } from '../../db/open.js'
import { findSetting } from '../settings.js'

const RESTORED = 'restored'
const restoredSchema = z.object({ at: z.int() })

/**
 * Notes in a backup that is brought back that nothing begins by itself until an owner says so; and what waited to be handled
 * when it was made was handled since, so none of it is done again. Call it in one transaction.
 * @param at ms UTC
 */
export function noteRestored(db: Pick<Db, 'sql'>, at: number): void {
  db.sql(`insert into settings (key, value) values (?, ?) on conflict (key) do update set value = excluded.value`).run(
    RESTORED,
    JSON.stringify({ at }),
  )
  db.sql(`update updates set body = null, handled_at = ? where body is not null`).run(at)
  db.sql(`update outbox set state = 'uncertain' where state in ('waiting', 'sending')`).run()
}

/** When a backup was brought back, ms UTC; null once an owner has said that things go on. */
export function findRestored(db: Db): number | null {
  return findSetting(db, RESTORED, restoredSchema)?.at ?? null
}

/** An owner has seen it: schedules and the survey go on. Call it inside a group. */
export function goOnRestored(db: Db): void {
  db.sql('delete from settings where key = ?').run(RESTORED)
}
