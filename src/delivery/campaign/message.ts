import type { z } from 'zod'
import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { campaignMessages } from '../../db/schema/index.js'
import { plainCriterionSchema } from '../../segments/criterion.js'
import { type Wait, waitSchema } from './terms.js'

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
)
type Row = RowOf<typeof COLUMNS>

/** One message of a campaign; see the table. `onlyIf`: who else gets none of it, null: everybody gets it. */
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
