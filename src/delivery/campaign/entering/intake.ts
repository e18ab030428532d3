import type { Db } from '../../../db/open.js'
import { unreachable } from '../../../errors.js'
import type { Before, Series } from '../campaign.js'
import type { Entry, Start } from '../terms.js'
import { NEWEST } from './start.js'

/**
 * A start of a series with that part of its log which is its own: the one that holds now, or one that another took the place of, for what
 * had come before and was not looked at yet. `edition`: whose messages those get whom it lets in. `upto`: the last row of its own, ms
 * UTC for dates; null: it holds now. `of`: the edition it was given up after; null: it holds now. The others are as in the table.
 */
export type Intake = Pick<Series, 'id' | 'zone' | 'startedAt' | 'entry' | 'edition' | 'nth' | 'position' | 'floor'> & {
  upto: number | null
  of: number | null
}

/** The starts of a series that may still let people in, in the order in which they held. */
export function intakesOf(series: Series): Intake[] {
  return [...series.before.flatMap(before => earlierIntake(series, before)), { ...series, upto: null, of: null }]
}

function earlierIntake({ id, zone, startedAt }: Series, before: Before): Intake[] {
  const { edition: of, upto, letsInto, entry, nth, position } = before
  if (upto === null || letsInto === null) return []
  // Orders change after they came: whoever's order counts only now comes in by what held when it was made.
  const over = entry.on.kind !== 'ordered' && position !== null && position >= upto
  return over ? [] : [{ id, zone, startedAt, entry, edition: letsInto, nth, position, floor: null, upto, of }]
}

/** True where people come in by what they order. */
export const isOrdered = ({ entry }: Intake): boolean => entry.on.kind === 'ordered'

/** Notes how far its log was followed. To be called in the write that lets in whom it told of. */
export function savePosition(db: Pick<Db, 'sql'>, { id, of }: Intake, position: number): void {
  if (of === null) db.sql('update campaigns set position = ? where id = ?').run(position, id)
  else db.sql('update campaign_editions set position = ? where campaign_id = ? and edition = ?').run(position, id, of)
}

/** What happened in one log has numbers of its own. */
const LOG = 2 ** 40

/** The number by which an enrolment knows what brought somebody in. @param id its number in its log */
export function occurrenceOf({ nth }: Pick<Intake, 'nth'>, id: number): number {
  return nth * LOG + id
}

/** Of which log an enrolment `n` is, as SQL. */
export const NTH = `n.occurrence / ${LOG}`

/** True where two starts go by the same log, in which nothing has the number of something else. */
function sameLog(one: Start, other: Start): boolean {
  if (one.kind === 'date') return other.kind === 'date' && one.attributeId === other.attributeId
  return logOf(one) === logOf(other)
}

function logOf({ kind }: Start): string {
  return kind === 'leaves' ? 'enters' : kind
}

/** True where two starts let in the same people at the same moments. */
export function isSameEntry(one: Entry, other: Entry): boolean {
  const of = ({ on, again }: Entry) => JSON.stringify([on, again])
  return of(one) === of(other)
}

/** The order that came last, as `id`; null: there is none. */
export const NEWEST_ORDER = 'select max(id) as id from orders'

/** How far the log of a start goes by now: its newest row, or the moment. @param at ms UTC */
function endOfLog(db: Pick<Db, 'sql'>, on: Start, at: number): number {
  const newest = (select: string) => db.sql<{ id: number | null }>(select).get()?.id ?? 0
  switch (on.kind) {
    case 'subscribed':
      return newest(NEWEST.subscribed)
    case 'enters':
    case 'leaves':
      return newest(NEWEST.segment)
    case 'event':
      return newest(NEWEST.event)
    case 'ordered':
      return newest(NEWEST_ORDER)
    case 'date':
      return at
    default:
      return unreachable(on)
  }
}

/**
 * Lets another start take the place of the one that holds: whatever its log does not tell of yet brings people in, and what the old one's
 * tells of already counts by the old one, however late it is looked at. To be called in the write that lets the edition run.
 * @param next.letsInto whose messages those get whom the old one still lets in
 * @param at ms UTC
 */
export function replaceEntry(
  db: Pick<Db, 'sql'>,
  series: Series,
  next: { edition: number; entry: Entry; letsInto: number },
  at: number,
): void {
  const { id, edition, entry: old, before, nth } = series
  const { on } = next.entry
  db.sql(
    'update campaign_editions set position = ?, upto = ?, lets_into = ? where campaign_id = ? and edition = ?',
  ).run(series.position, endOfLog(db, old.on, at), next.letsInto, id, edition)
  const known = [{ entry: old, nth }, ...before]
  const log = known.find(one => sameLog(one.entry.on, on))?.nth ?? Math.max(...known.map(one => one.nth)) + 1
  const end = endOfLog(db, on, at)
  db.sql('update campaigns set nth = ?, position = ?, floor = ? where id = ?').run(
    log,
    end,
    on.kind === 'date' || on.kind === 'ordered' ? null : end,
    id,
  )
  db.sql('update campaign_editions set nth = ? where campaign_id = ? and edition = ?').run(log, id, next.edition)
}
