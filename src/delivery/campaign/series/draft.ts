import type { Db } from '../../../db/open.js'
import { campaigns } from '../../../db/schema/index.js'
import { AppError } from '../../../errors.js'
import { fold } from '../../../text/fold.js'
import { getCampaign, type Series, uniqueCampaignName } from '../campaign.js'
import { type CampaignMessage, listMessages } from '../message.js'
import { getSeries } from '../series.js'
import { type Entry, type Exit, entrySchema } from '../terms.js'
import { changedSeries, findChangeOf, setTerms } from './edition.js'

type Writing = Pick<Db, 'sql'>

/** The ready-made series, in the order of their buttons, which hold their places. */
export const READY = campaigns.ready.enumValues
/** A ready-made series. */
export type Made = (typeof READY)[number]

/** How long the name of a campaign may be, in UTF-16 units. */
const NAME_LENGTH = 64

/** A series as it is being composed: a draft, or the change of one that runs, with what that edition starts and ends by and its messages. */
export type OpenSeries = { series: Series; edition: number; messages: CampaignMessage[] }

/** What of a series may be changed now; null where nothing may: it runs and nobody began to change it, or it is over. */
export function findOpen(db: Writing, id: number): OpenSeries | null {
  const series = getSeries(db, id)
  if (series.state === 'draft')
    return { series, edition: series.edition, messages: listMessages(db, id, series.edition) }
  if (series.state !== 'running' && series.state !== 'paused') return null
  const edition = findChangeOf(db, series)
  if (edition === null) return null
  return { series: changedSeries(db, series, edition), edition, messages: listMessages(db, id, edition) }
}

/** A series as it is being composed. @throws AppError `campaign_not_found`, `campaign_state` where it is not */
export function getOpen(db: Writing, id: number): OpenSeries {
  const open = findOpen(db, id)
  if (open === null) throw new AppError('campaign_state')
  return open
}

/** Sets what brings people into a series that is being composed. @throws AppError `campaign_not_found`, `campaign_state` */
export function setEntry(db: Writing, id: number, entry: Entry): void {
  const open = getOpen(db, id)
  const { exit } = open.series
  // Only who came into a segment can be out of it.
  set(db, open, { entry, exit: { ...exit, left: exit.left && entry.on.kind === 'enters' } })
}

/** Sets what takes people out of a series that is being composed. @throws AppError `campaign_not_found`, `campaign_state` */
export function setExit(db: Writing, id: number, exit: Exit): void {
  const open = getOpen(db, id)
  set(db, open, { entry: open.series.entry, exit })
}

function set(db: Writing, { series, edition }: OpenSeries, terms: { entry: Entry; exit: Exit }): void {
  const { id, state } = series
  const entry = entrySchema.parse(terms.entry)
  if (state !== 'draft') setTerms(db, id, edition, { entry, exit: terms.exit })
  else
    db.sql('update campaigns set starts = ?, ends = ? where id = ?').run(
      JSON.stringify(entry),
      JSON.stringify(terms.exit),
      id,
    )
}

/** The name that was typed, on one line; null where it is none: of 1–64 UTF-16 units, something of which can be seen. */
export function readCampaignName(typed: string): string | null {
  const name = typed.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return /[^\p{C}\p{Z}]/u.test(name) && name.length <= NAME_LENGTH ? name : null
}

/** Gives a campaign another name; one that is taken gets a number. @throws AppError `campaign_not_found` */
export function renameCampaign(db: Writing, id: number, name: string): void {
  const free = uniqueCampaignName(db, name, getCampaign(db, id).id)
  db.sql('update campaigns set name = ?, name_folded = ? where id = ?').run(free, fold(free), id)
}

/** Puts a draft away for good; its name becomes free. @throws AppError `campaign_not_found`, `campaign_state` */
export function discardCampaign(db: Writing, id: number): void {
  const { state, name } = getCampaign(db, id)
  if (state !== 'draft') throw new AppError('campaign_state')
  db.sql(`update campaigns set state = 'discarded', name_folded = ? where id = ?`).run(`${fold(name)}\n${id}`, id)
}

/** The newest campaign made from this ready-made one that begins so and is not over; null: none. @param segmentId of one that a segment begins */
export function findMade(
  db: Writing,
  ready: Made,
  on: { kind: Entry['on']['kind']; segmentId: number | null },
): number | null {
  const row = db
    .sql<{ id: number }>(
      `select id from campaigns where ready = ? and state in ('draft', 'running', 'paused') and starts ->> '$.on.kind' = ?
         and starts ->> '$.on.segmentId' is ? order by id desc limit 1`,
    )
    .get(ready, on.kind, on.segmentId)
  return row?.id ?? null
}

/** The drafted series of this admin that nothing was put into; null: there is none. */
export function findBlankSeries(db: Writing, adminId: number): number | null {
  const row = db
    .sql<{ id: number }>(
      `select id from campaigns c where kind = 'series' and state = 'draft' and ready is null and created_by = ?
         and not exists (select 1 from campaign_messages m where m.campaign_id = c.id) order by id desc limit 1`,
    )
    .get(adminId)
  return row?.id ?? null
}

/** It was tested: a button that would test it once more holds the number it was made at. */
export function noteTest(db: Writing, id: number): void {
  db.sql('update campaigns set generation = generation + 1 where id = ?').run(id)
}
