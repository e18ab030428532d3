import type { Db } from '../db/open.js'

/** Writes down who did what, when, and to what; called with the deed itself. @param act.at ms UTC */
export function recordAct(db: Db, act: { admin: number; at: number; address: string; subject: string | null }): void {
  db.sql('insert into audit_log (admin_id, at, address, subject) values (?, ?, ?, ?)').run(
    act.admin,
    act.at,
    act.address,
    act.subject,
  )
}
