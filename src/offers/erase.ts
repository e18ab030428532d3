import type { Db } from '../db/open.js'

/** Whoever wrote, tested or mended these is a number from now on; edits of their messages change no offer any more. */
export function renumberInOffers(db: Pick<Db, 'sql'>, admin: number, number: number): void {
  db.sql('update offers set created_by = ? where created_by = ?').run(number, admin)
  db.sql('update tests set admin_id = ? where admin_id = ?').run(number, admin)
  db.sql('update link_targets set changed_by = ? where changed_by = ?').run(number, admin)
  db.sql('delete from origins where chat = ?').run(admin)
}
