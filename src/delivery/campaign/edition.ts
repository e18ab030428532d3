import type { Db } from '../../db/open.js'
import { dropChange } from '../../offers/change.js'
import type { Campaign } from './campaign.js'
import { listMessages } from './message.js'

/** The edition of a series that is being written, beside the one that runs; null: none is. */
export function findChangeOf(db: Pick<Db, 'sql'>, { id, edition }: Pick<Campaign, 'id' | 'edition'>): number | null {
  return (
    db
      .sql<{ edition: number }>('select edition from campaign_messages where campaign_id = ? and edition > ? limit 1')
      .get(id, edition)?.edition ?? null
  )
}

/** Puts it away, with its drafts. To be called in a group. @returns false when there is none */
export function dropEdition(db: Db, campaign: Pick<Campaign, 'id' | 'edition'>): boolean {
  const edition = findChangeOf(db, campaign)
  if (edition === null) return false
  const messages = listMessages(db, campaign.id, edition)
  db.sql('delete from campaign_messages where campaign_id = ? and edition = ?').run(campaign.id, edition)
  for (const { offerId } of messages) dropChange(db, offerId)
  return true
}
