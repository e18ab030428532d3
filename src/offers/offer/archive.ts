import type { Db } from '../../db/open.js'
import { getOffer } from '../draft.js'

/**
 * Puts an offer away: lists of offers and of drafts no longer show it. Nothing of it changes, its broadcasts and reports stay;
 * a second time the first holds.
 * @param at ms UTC
 * @throws AppError `offer_not_found`
 */
export function archiveOffer(db: Db, id: number, at: number): void {
  getOffer(db, id)
  db.sql('update offers set archived_at = ? where id = ? and archived_at is null').run(at, id)
}

/** Takes an offer out of the archive: it stands in the lists where it stood. @throws AppError `offer_not_found` */
export function bringBackOffer(db: Db, id: number): void {
  getOffer(db, id)
  db.sql('update offers set archived_at = null where id = ?').run(id)
}
