import type { z } from 'zod'
import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { campaignMessages } from '../../db/schema/index.js'
import { AppError } from '../../errors.js'
import { type PlainCriterion, plainCriterionSchema } from '../../segments/criterion.js'
import { MOST_MESSAGES, type Wait, waitSchema } from './terms.js'

const COLUMNS = columnsOf(
  campaignMessages,
  'campaignId',
  'edition',
  'position',
  'offerId',
  'wait',
  'onlyIf',
  'onlySegmentId',
  'broadcastId',
  'earlier',
)
type Row = RowOf<typeof COLUMNS>

/** One message of a campaign; see the table. `onlyIf`: who fits it gets the message, null: everybody does. */
export type CampaignMessage = Omit<Row, 'wait' | 'onlyIf'> & {
  wait: Wait
  onlyIf: z.infer<typeof plainCriterionSchema> | null
}

function fromRow({ wait, onlyIf, ...row }: Row): CampaignMessage {
  return {
    ...row,
    wait: waitSchema.parse(JSON.parse(wait)),
    onlyIf: onlyIf === null ? null : plainCriterionSchema.parse(JSON.parse(onlyIf)),
  }
}

/** The messages of an edition of a campaign, in their order. */
export function listMessages(db: Pick<Db, 'sql'>, campaignId: number, edition: number): CampaignMessage[] {
  return db
    .sql<Row>(`select ${COLUMNS.sql} from campaign_messages where campaign_id = ? and edition = ? order by position`)
    .all(campaignId, edition)
    .map(fromRow)
}

/** The message of a series that an offer is, in the newest edition that has it; null when it is in none. */
export function findMessageOf(db: Pick<Db, 'sql'>, offerId: number): CampaignMessage | null {
  const row = db
    .sql<Row>(
      `select ${COLUMNS.sql} from campaign_messages where offer_id = ? order by campaign_id desc, edition desc limit 1`,
    )
    .get(offerId)
  return row === undefined ? null : fromRow(row)
}

/** One message among those of its edition. */
export type Place = Pick<CampaignMessage, 'campaignId' | 'edition' | 'position'>

/** What of a message can be changed. `onlySegmentId`: the segment that `onlyIf` was made from, for its name. */
export type MessageTerms = { wait: Wait; onlyIf: PlainCriterion | null; onlySegmentId: number | null }

/**
 * Puts a message behind the others of an edition that does not run yet.
 * @param message.offerId its draft
 * @returns its position
 * @throws AppError `campaign_full` {limit}, `campaign_state` when the edition runs already, `campaign_not_found`
 */
export function addMessage(
  db: Pick<Db, 'sql'>,
  { campaignId, edition }: Omit<Place, 'position'>,
  message: { offerId: number } & Partial<MessageTerms> & Pick<MessageTerms, 'wait'>,
): number {
  checkDraft(db, campaignId, edition)
  const position = listMessages(db, campaignId, edition).length + 1
  if (position > MOST_MESSAGES) throw new AppError('campaign_full', { limit: MOST_MESSAGES })
  db.sql(
    `insert into campaign_messages (campaign_id, edition, position, offer_id, wait, only_if, only_segment_id)
     values (?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    campaignId,
    edition,
    position,
    message.offerId,
    packWait(message.wait),
    packOnly(message.onlyIf ?? null),
    message.onlySegmentId ?? null,
  )
  return position
}

/**
 * Changes when a message comes and for whom, or which offer it is.
 * @throws AppError as `addMessage`; `campaign_not_found` where there is none at that place
 */
export function setMessage(
  db: Pick<Db, 'sql'>,
  place: Place,
  change: Partial<MessageTerms & { offerId: number }>,
): void {
  checkDraft(db, place.campaignId, place.edition)
  const now = getMessage(db, place)
  const { offerId, wait, onlyIf, onlySegmentId } = { ...now, ...change }
  db.sql(
    `update campaign_messages set offer_id = ?, wait = ?, only_if = ?, only_segment_id = ?
     where campaign_id = ? and edition = ? and position = ?`,
  ).run(offerId, packWait(wait), packOnly(onlyIf), onlySegmentId, place.campaignId, place.edition, place.position)
}

/**
 * Puts a message elsewhere among the others, which move up or down.
 * @param to its position from 1; beyond the others it is the last
 * @throws AppError as `setMessage`
 */
export function moveMessage(db: Pick<Db, 'sql'>, place: Place, to: number): void {
  checkDraft(db, place.campaignId, place.edition)
  const moved = getMessage(db, place)
  const others = listMessages(db, place.campaignId, place.edition).filter(({ position }) => position !== moved.position)
  const index = Math.min(others.length, Math.max(0, Math.trunc(to) - 1))
  number(db, place, [...others.slice(0, index), moved, ...others.slice(index)])
}

/**
 * Takes a message out; those behind it move up. Its offer stays what it is.
 * @throws AppError as `setMessage`
 */
export function dropMessage(db: Pick<Db, 'sql'>, place: Place): void {
  checkDraft(db, place.campaignId, place.edition)
  const { position } = getMessage(db, place)
  const others = listMessages(db, place.campaignId, place.edition).filter(other => other.position !== position)
  db.sql('delete from campaign_messages where campaign_id = ? and edition = ? and position = ?').run(
    place.campaignId,
    place.edition,
    position,
  )
  number(db, place, others)
}

/** The message at a place. @throws AppError `campaign_not_found` */
function getMessage(db: Pick<Db, 'sql'>, { campaignId, edition, position }: Place): CampaignMessage {
  const row = db
    .sql<Row>(`select ${COLUMNS.sql} from campaign_messages where campaign_id = ? and edition = ? and position = ?`)
    .get(campaignId, edition, position)
  if (row === undefined) throw new AppError('campaign_not_found')
  return fromRow(row)
}

/** Gives messages that are there the numbers of their order; first out of the way of one another. */
function number(db: Pick<Db, 'sql'>, { campaignId, edition }: Omit<Place, 'position'>, order: CampaignMessage[]): void {
  const set = db.sql('update campaign_messages set position = ? where campaign_id = ? and edition = ? and position = ?')
  for (const { position } of order) set.run(-position, campaignId, edition, position)
  for (const [i, { position }] of order.entries()) set.run(i + 1, campaignId, edition, -position)
}

/** Of a campaign that runs only the edition that is being written may be changed. */
function checkDraft(db: Pick<Db, 'sql'>, campaignId: number, edition: number): void {
  const row = db
    .sql<{ state: string; edition: number }>('select state, edition from campaigns where id = ?')
    .get(campaignId)
  if (row === undefined) throw new AppError('campaign_not_found')
  const draft = row.state === 'draft' ? edition === row.edition : edition > row.edition
  if (!draft || row.state === 'ended' || row.state === 'discarded') throw new AppError('campaign_state')
}

const packWait = (wait: Wait) => JSON.stringify(waitSchema.parse(wait))
const packOnly = (onlyIf: PlainCriterion | null) =>
  onlyIf === null ? null : JSON.stringify(plainCriterionSchema.parse(onlyIf))
