import type { Db } from '../../../db/open.js'
import { dropChange } from '../../../offers/offer/change.js'
import { type Campaign, type Series, termsFrom } from '../campaign.js'
import { listMessages } from '../message.js'
import type { Entry, Exit } from '../terms.js'

/** The edition of a series that is being written, beside the one that runs; null: none is. */
export function findChangeOf(db: Pick<Db, 'sql'>, { id, edition }: Pick<Campaign, 'id' | 'edition'>): number | null {
  return (
    db
      .sql<{ edition: number }>('select edition from campaign_messages where campaign_id = ? and edition > ? limit 1')
      .get(id, edition)?.edition ?? null
  )
}

/** A series with what the edition that is being written begins and ends by; nobody comes in by it yet. */
export function changedSeries(db: Pick<Db, 'sql'>, series: Series, edition: number): Series {
  const row = db
    .sql<{ starts: string; ends: string }>(
      'select starts, ends from campaign_editions where campaign_id = ? and edition = ?',
    )
    .get(series.id, edition)
  return row === undefined ? series : { ...series, ...termsFrom(row) }
}

/** Keeps what the edition that runs begins and ends by, and begins another with the same. To be called in a group. */
export function beginTerms(db: Pick<Db, 'sql'>, id: number, edition: number): void {
  const copy = db.sql(
    `insert into campaign_editions (campaign_id, edition, starts, ends, nth)
     select id, coalesce(?, edition), starts, ends, nth from campaigns where id = ? on conflict do nothing`,
  )
  copy.run(null, id)
  copy.run(edition, id)
}

/** Sets what the edition that is being written begins and ends by. To be called in a group. */
export function setTerms(
  db: Pick<Db, 'sql'>,
  id: number,
  edition: number,
  { entry, exit }: { entry: Entry; exit: Exit },
): void {
  beginTerms(db, id, edition)
  db.sql('update campaign_editions set starts = ?, ends = ? where campaign_id = ? and edition = ?').run(
    JSON.stringify(entry),
    JSON.stringify(exit),
    id,
    edition,
  )
}

/** Puts it away, with its drafts. To be called in a group. @returns false when there is none */
export function dropEdition(db: Db, campaign: Pick<Campaign, 'id' | 'edition'>): boolean {
  const edition = findChangeOf(db, campaign)
  if (edition === null) return false
  const messages = listMessages(db, campaign.id, edition)
  for (const table of ['campaign_messages', 'campaign_editions'])
    db.sql(`delete from ${table} where campaign_id = ? and edition = ?`).run(campaign.id, edition)
  for (const { offerId } of messages) dropChange(db, offerId)
  return true
}
