import type { Db } from '../../db/open.js'
import type { servicePause } from '../../db/schema/index.js'

/** Why no service message leaves: an admin said so, Telegram refuses the token, or what came of them cannot be written. */
export type ServicePauseReason = (typeof servicePause.$inferSelect)['reason']

/** Since when (ms UTC) and why; `error` is what was answered, `adminId` who said so. */
export type ServicePause = { reason: ServicePauseReason; error: string | null; at: number; adminId: number | null }

/** The pause; null while service messages leave. */
export function findServicePause(db: Pick<Db, 'sql'>): ServicePause | null {
  return (
    db.sql<ServicePause>('select reason, error, at, admin_id as adminId from service_pause where id = 1').get() ?? null
  )
}

/** Lets no more of them leave; what comes in waits, and is dropped after a day. @returns false when they rested already */
export function pauseService(db: Db, pause: ServicePause): boolean {
  return (
    db
      .sql('insert or ignore into service_pause (id, reason, error, at, admin_id) values (1, ?, ?, ?, ?)')
      .run(pause.reason, pause.error, pause.at, pause.adminId).changes > 0
  )
}

/** Lets them leave again. @returns false when they did */
export function resumeService(db: Db): boolean {
  return db.sql('delete from service_pause where id = 1').run().changes > 0
}

/** With the next start the token may be another: the first message tells. */
export function resumeAfterToken(db: Db): void {
  db.sql(`delete from service_pause where id = 1 and reason = 'unauthorized'`).run()
}
