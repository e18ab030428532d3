import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { sources } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { fold } from '../text/fold.js'
import { isCode, sourceOf } from './source/payload.js'
import type { Cost } from './source/typed.js'

const COLUMNS = columnsOf(sources, 'id', 'name', 'channel', 'cost', 'currency', 'createdBy', 'createdAt')
type Row = RowOf<typeof COLUMNS>

/** A link by which people come. `name` is what stands in it; `channel` and `cost` are null while nobody told them. */
export type Source = {
  id: number
  name: string
  channel: string | null
  cost: Cost | null
  createdBy: number
  /** ms UTC */
  createdAt: number
}

/** All sources, the newest first. */
export function listSources(db: Db): Source[] {
  return db.sql<Row>(`select ${COLUMNS.sql} from sources order by id desc`).all().map(read)
}

/** Null when there is none of this number, or it was merged into another. */
export function findSource(db: Db, id: number): Source | null {
  const row = db.sql<Row>(`select ${COLUMNS.sql} from sources where id = ?`).get(id)
  return row === undefined ? null : read(row)
}

/** @throws AppError `source_not_found` */
export function getSource(db: Db, id: number): Source {
  const source = findSource(db, id)
  if (source === null) throw new AppError('source_not_found')
  return source
}

/** The source that a payload means, by its name or a name that was merged into it, whatever the case; null: nobody made one. */
export function findSourceOf(db: Pick<Db, 'sql'>, payload: string): number | null {
  return (
    db.sql<{ id: number }>('select source_id as id from source_aliases where payload = ?').get(keyOf(payload))?.id ??
    null
  )
}

/** What a payload is called: the name of its source, or itself where nobody made one. */
export function sourceName(db: Db, payload: string): string {
  const id = findSourceOf(db, payload)
  return (id === null ? null : findSource(db, id)?.name) ?? payload
}

/** The payloads that mean a source, its own name among them. */
export function listAliases(db: Db, id: number): string[] {
  return db
    .sql<{ payload: string }>('select payload from source_aliases where source_id = ? order by payload')
    .all(id)
    .map(({ payload }) => payload)
}

/**
 * Makes a source; who came by its name before counts as come by it.
 * @param at ms UTC
 * @throws AppError `source_name_invalid`, `source_name_code`, `source_name_taken`
 */
export function createSource(
  db: Db,
  made: { name: string; channel: string | null; cost: Cost | null; createdBy: number },
  at: number,
): Source {
  const { name, channel, cost, createdBy } = made
  checkName(db, name)
  const { lastInsertRowid } = db
    .sql(
      `insert into sources (name_folded, name, channel, channel_folded, cost, currency, created_by, created_at)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...[keyOf(name), name, channel, channel === null ? null : fold(channel)],
      ...[cost?.amount ?? null, cost?.currency ?? null, createdBy, at],
    )
  const id = Number(lastInsertRowid)
  db.sql('insert into source_aliases (payload, source_id) values (?, ?)').run(keyOf(name), id)
  return getSource(db, id)
}

/**
 * Calls it otherwise; links with the names it had go on to mean it.
 * @throws AppError as `createSource`, `source_not_found`
 */
export function renameSource(db: Db, id: number, name: string): void {
  getSource(db, id)
  if (findSourceOf(db, name) !== id) checkName(db, name)
  db.sql('update sources set name = ?, name_folded = ? where id = ?').run(name, keyOf(name), id)
  addAlias(db, name, id)
}

/** Keeps what it cost. @param cost null: not known */
export function setSourceCost(db: Db, id: number, cost: Cost | null): void {
  db.sql('update sources set cost = ?, currency = ? where id = ?').run(cost?.amount ?? null, cost?.currency ?? null, id)
}

/** Keeps where its people come from. @param channel null: not known */
export function setSourceChannel(db: Db, id: number, channel: string | null): void {
  db.sql('update sources set channel = ?, channel_folded = ? where id = ?').run(
    channel,
    channel === null ? null : fold(channel),
    id,
  )
}

/** From now on this payload means this source, as long as it means no other. */
export function addAlias(db: Db, payload: string, id: number): void {
  db.sql('insert into source_aliases (payload, source_id) values (?, ?) on conflict do nothing').run(keyOf(payload), id)
}

/** This payload means the source no more, unless it is what the source is called: it is a name that nobody made. */
export function dropAlias(db: Db, payload: string, id: number): void {
  db.sql(
    `delete from source_aliases where payload = :payload and source_id = :id
       and payload <> (select name_folded from sources where id = :id)`,
  ).run({ payload: keyOf(payload), id })
}

/**
 * Makes one source of two: every link of the first means the second from now on, with its visits. What they cost is
 * added up where it is of one currency; else the second keeps its own. A channel that only the first had goes over.
 * @throws AppError `source_not_found`
 */
export function mergeSource(db: Db, from: number, into: number): void {
  if (from === into) return
  const [one, other] = [getSource(db, from), getSource(db, into)]
  db.sql('update source_aliases set source_id = ? where source_id = ?').run(into, from)
  db.sql(
    `insert into source_visits (source_id, day, verdict, n) select ?, day, verdict, n from source_visits where source_id = ?
     on conflict (source_id, day, verdict) do update set n = n + excluded.n`,
  ).run(into, from)
  db.sql('delete from source_visits where source_id = ?').run(from)
  setSourceCost(db, into, sumOf(other.cost, one.cost))
  if (other.channel === null) setSourceChannel(db, into, one.channel)
  db.sql('delete from sources where id = ?').run(from)
}

function sumOf(kept: Cost | null, added: Cost | null): Cost | null {
  if (kept === null || added === null) return kept ?? added
  return kept.currency === added.currency ? { ...kept, amount: kept.amount + added.amount } : kept
}

function checkName(db: Db, name: string): void {
  if (isCode(name)) throw new AppError('source_name_code')
  if (sourceOf(name) === null) throw new AppError('source_name_invalid')
  const taken = findSourceOf(db, name)
  if (taken === null) return
  const source = findSource(db, taken)?.name ?? name
  throw new AppError('source_name_taken', { name: keyOf(source) === keyOf(name) ? source : name, source })
}

/** Payloads are Latin letters, digits, `_` and `-`, and mean the same whatever their case. */
function keyOf(payload: string): string {
  return payload.toLowerCase()
}

function read({ cost, currency, ...row }: Row): Source {
  return { ...row, cost: cost === null || currency === null ? null : { amount: cost, currency } }
}
