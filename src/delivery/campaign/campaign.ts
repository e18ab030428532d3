import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { campaignEditions, campaigns } from '../../db/schema/index.js'
import { AppError } from '../../errors.js'
import { freeName } from '../../offers/draft/name.js'
import { fold } from '../../text/fold.js'
import {
  type Course,
  courseSchema,
  type End,
  type Entry,
  type Exit,
  endSchema,
  entrySchema,
  exitSchema,
} from './terms.js'

const COLUMNS = columnsOf(
  campaigns,
  'id',
  'name',
  'kind',
  'ready',
  'state',
  'starts',
  'ends',
  'zone',
  'edition',
  'position',
  'nth',
  'floor',
  'moving',
  'nextRunAt',
  'createdBy',
  'createdAt',
  'startedAt',
  'pausedAt',
  'endedAt',
  'halt',
  'generation',
)
const BEFORE = columnsOf(campaignEditions, 'edition', 'starts', 'ends', 'nth', 'position', 'upto', 'letsInto')
type Row = RowOf<typeof COLUMNS>
type Writing = Pick<Db, 'sql'>

/** The state of a campaign; docs/lifecycle.md draws the arrows. */
export type CampaignState = Row['state']
/** Ready-made campaigns; null: made by hand. */
export type Ready = Row['ready']

type Common = Omit<Row, 'kind' | 'starts' | 'ends'>
/** One offer again and again, each time as a broadcast of its own. */
export type Repeat = Common & { kind: 'repeat'; course: Course; end: End }
/** Messages that each person gets from when something happened to them on. `before`: what its earlier editions began and ended by, the oldest first. */
export type Series = Common & { kind: 'series'; entry: Entry; exit: Exit; before: Before[] }
/** What an edition of a series that was changed since began and ended by; see the table. */
export type Before = Omit<RowOf<typeof BEFORE>, 'starts' | 'ends'> & { entry: Entry; exit: Exit }
/** What runs by itself. Times are ms UTC; see the table for the columns. */
export type Campaign = Repeat | Series

function fromRow(db: Writing, { kind, starts, ends, ...row }: Row): Campaign {
  if (kind === 'series') return { ...row, kind, ...termsFrom({ starts, ends }), before: listBefore(db, row) }
  return { ...row, kind, course: courseSchema.parse(JSON.parse(starts)), end: endSchema.parse(JSON.parse(ends)) }
}

/** What a series begins and ends by, as it is stored. */
export function termsFrom({ starts, ends }: Pick<Row, 'starts' | 'ends'>): { entry: Entry; exit: Exit } {
  return { entry: entrySchema.parse(JSON.parse(starts)), exit: exitSchema.parse(JSON.parse(ends)) }
}

function listBefore(db: Writing, { id, edition }: Pick<Row, 'id' | 'edition'>): Before[] {
  // The first edition has none before it.
  if (edition === 1) return []
  return db
    .sql<RowOf<typeof BEFORE>>(
      `select ${BEFORE.sql} from campaign_editions where campaign_id = ? and edition < ? order by edition`,
    )
    .all(id, edition)
    .map(({ starts, ends, ...row }) => ({ ...row, ...termsFrom({ starts, ends }) }))
}

/** A campaign, or null. */
export function findCampaign(db: Writing, id: number): Campaign | null {
  const row = db.sql<Row>(`select ${COLUMNS.sql} from campaigns where id = ?`).get(id)
  return row === undefined ? null : fromRow(db, row)
}

/** A series, or null, also for a repeat. */
export function findSeries(db: Writing, id: number): Series | null {
  const campaign = findCampaign(db, id)
  return campaign?.kind === 'series' ? campaign : null
}

/** A campaign. @throws AppError `campaign_not_found` */
export function getCampaign(db: Writing, id: number): Campaign {
  const campaign = findCampaign(db, id)
  if (campaign === null) throw new AppError('campaign_not_found')
  return campaign
}

/** Campaigns in any of these states, the newest first, and how many there are. */
export function listCampaigns(
  db: Writing,
  states: readonly CampaignState[],
  page: { offset: number; limit: number },
): { campaigns: Campaign[]; total: number } {
  const which = JSON.stringify(states)
  const rows = db
    .sql<Row>(
      `select ${COLUMNS.sql} from campaigns where state in (select value from json_each(?))
       order by created_at desc, id desc limit ? offset ?`,
    )
    .all(which, page.limit, page.offset)
  const total = db
    .sql<{ n: number }>('select count(*) as n from campaigns where state in (select value from json_each(?))')
    .get(which)
  return { campaigns: rows.map(row => fromRow(db, row)), total: total?.n ?? 0 }
}

/** What a new campaign is: of a series what brings people in and out, of a repeat its course and end. */
export type NewCampaign = { name: string; ready: Ready; zone: string; createdBy: number } & (
  | { kind: 'repeat'; course: Course; end: End }
  | { kind: 'series'; entry: Entry; exit: Exit }
)

const termsOf = (campaign: NewCampaign): [unknown, unknown] =>
  campaign.kind === 'repeat' ? [campaign.course, campaign.end] : [campaign.entry, campaign.exit]

/** Begins a campaign as a draft, under a name that no other has. @param at ms UTC @returns its id */
export function createCampaign(db: Writing, campaign: NewCampaign, at: number): number {
  const name = uniqueCampaignName(db, campaign.name, null)
  const [starts, ends] = termsOf(campaign)
  const { lastInsertRowid } = db
    .sql(
      `insert into campaigns (name, name_folded, kind, ready, state, starts, ends, zone, created_by, created_at)
       values (?, ?, ?, ?, 'draft', ?, ?, ?, ?, ?)`,
    )
    .run(
      name,
      fold(name),
      campaign.kind,
      campaign.ready,
      JSON.stringify(starts),
      JSON.stringify(ends),
      campaign.zone,
      campaign.createdBy,
      at,
    )
  return Number(lastInsertRowid)
}

/** A name that no other campaign has. */
export function uniqueCampaignName(db: Writing, name: string, campaignId: number | null): string {
  const statement = db.sql<{ id: number }>('select id from campaigns where name_folded = ? and id is not ?')
  return freeName(name, folded => statement.get(folded, campaignId) !== undefined)
}
