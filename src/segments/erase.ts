import type { Db } from '../db/open.js'

/** Takes somebody out of every list and segment; how many came and went stays counted. */
export function eraseFromSegments(db: Pick<Db, 'sql'>, subscriberId: number): void {
  db.sql('delete from segment_members where subscriber_id = ?').run(subscriberId)
}

/** The admin who made these becomes a mere number. */
export function renumberInSegments(db: Pick<Db, 'sql'>, admin: number, number: number): void {
  db.sql('update segments set created_by = ? where created_by = ?').run(number, admin)
}
