import { z } from 'zod'
import { MINUTE } from '../clock.js'
import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { eventNames as table } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { fold } from '../text/fold.js'
import { createRecent } from './recent.js'

/** How the values of a property are compared. */
export const PROPERTY_TYPES = ['text', 'number', 'date'] as const

/** How the values of a property are compared. */
export type PropertyType = (typeof PROPERTY_TYPES)[number]

/** Something that was told with events of a name; `type` null: people cannot be chosen by it yet. */
export type EventProperty = { name: string; type: PropertyType | null }

const COLUMNS = columnsOf(table, 'id', 'name', 'properties', 'firstAt', 'lastAt')
type Row = RowOf<typeof COLUMNS>

/** A kind of event that was reported; `properties` in the order in which they came first, times in ms UTC. */
export type EventName = Omit<Row, 'properties'> & { properties: readonly EventProperty[] }

/** The most names of events within 30 days, and the most properties of one of them. */
export const EVENT_NAME_LIMITS = { names: 200, days: 30, properties: 40 } as const

const propertiesSchema = z.array(z.strictObject({ name: z.string(), type: z.enum(PROPERTY_TYPES).nullable() }))

/** Each event asks for them anew, and there are few. */
const read = createRecent<string, Properties>(500)
type Properties = { list: readonly EventProperty[]; folded: ReadonlySet<string> }

/** Names of events and of their properties are few, and said again with each event. */
const foldedNames = createRecent<string, string>(2_000)

/** `fold` of a name that is said again and again. */
export function foldName(name: string): string {
  const known = foldedNames.get(name)
  if (known !== undefined) return known
  const folded = fold(name)
  foldedNames.set(name, folded)
  return folded
}

/** How the properties of a name were stored when an event of it was told last. */
const latest = createRecent<string, string>(500)

/**
 * How a name is probably stored, if none of these properties is new to it: its folded form, and its properties. It may
 * be wrong (another database, a change since), so the caller checks both in the same statement.
 * @returns null where something has to be noted, or nothing is known
 */
export function guessEventName(
  name: string,
  told: readonly { folded: string }[],
): { folded: string; properties: string } | null {
  const folded = foldName(name)
  const properties = latest.get(folded)
  if (properties === undefined) return null
  const known = propertiesOf(properties).folded
  return told.every(property => known.has(property.folded)) ? { folded, properties } : null
}

/** That its `last_at` need not move for an event that is told at the moment of one parameter, ms UTC, as SQL. */
export const nameIsRecent = (table: string) => `${table}.last_at > ? - ${MINUTE}`

/** All of them, the newest word first. */
export function eventNames(db: Pick<Db, 'sql'>): EventName[] {
  return db.sql<Row>(`select ${COLUMNS.sql} from event_names order by last_at desc, id desc`).all().map(fromRow)
}

/** The one of this id; null where there is none. */
export function findEventName(db: Pick<Db, 'sql'>, id: number): EventName | null {
  const row = db.sql<Row>(`select ${COLUMNS.sql} from event_names where id = ?`).get(id)
  return row === undefined ? null : fromRow(row)
}

/**
 * The id of a name, made if nobody reported it yet; it takes note of the properties that came with it.
 * @param told names of properties, as they were written
 * @param at when it was told, ms UTC
 * @returns null where too many names are in use
 */
export function noteEventName(
  db: Pick<Db, 'sql'>,
  name: string,
  told: readonly { name: string; folded: string }[],
  at: number,
): number | null {
  const folded = foldName(name)
  const row = db
    .sql<Pick<Row, 'id' | 'properties' | 'lastAt'>>(
      'select id, properties, last_at as lastAt from event_names where name_folded = ?',
    )
    .get(folded)
  if (row === undefined) {
    if (namesInUse(db, at) >= EVENT_NAME_LIMITS.names) return null
    const stored = write(withNew({ list: [], folded: new Set() }, told))
    const made = db
      .sql<{ id: number }>(
        `insert into event_names (name_folded, name, properties, first_at, last_at) values (?, ?, ?, ?, ?) returning id`,
      )
      .get(folded, name, stored, at, at)
    latest.set(folded, stored)
    return made?.id ?? null
  }
  const known = propertiesOf(row.properties)
  const isNews = told.some(property => !known.folded.has(property.folded))
  const all = isNews ? withNew(known, told) : known.list
  const stored = all.length > known.list.length ? write(all) : row.properties
  if (stored !== row.properties) db.sql('update event_names set properties = ? where id = ?').run(stored, row.id)
  latest.set(folded, stored)
  if (at - row.lastAt >= MINUTE) db.sql('update event_names set last_at = ? where id = ?').run(at, row.id)
  return row.id
}

/**
 * Lets people be chosen by a property of an event, with its values compared in this way; null: no longer.
 * @throws AppError `event_gone` where there is no such event or property
 */
export function declareProperty(
  db: Pick<Db, 'sql'>,
  id: number,
  place: number,
  type: PropertyType | null,
): EventProperty {
  const properties = findEventName(db, id)?.properties ?? []
  const property = properties[place]
  if (property === undefined) throw new AppError('event_gone')
  const changed = { ...property, type }
  db.sql('update event_names set properties = ? where id = ?').run(write(properties.with(place, changed)), id)
  return changed
}

function namesInUse(db: Pick<Db, 'sql'>, at: number): number {
  const since = at - EVENT_NAME_LIMITS.days * 24 * 60 * MINUTE
  return db.sql<{ n: number }>('select count(*) as n from event_names where last_at >= ?').get(since)?.n ?? 0
}

function withNew(known: Properties, told: readonly { name: string; folded: string }[]): readonly EventProperty[] {
  const seen = new Set(known.folded)
  const list = [...known.list]
  for (const { name, folded } of told) {
    if (seen.has(folded) || list.length >= EVENT_NAME_LIMITS.properties) continue
    seen.add(folded)
    list.push({ name, type: null })
  }
  return list
}

function write(properties: readonly EventProperty[]): string {
  return JSON.stringify(properties)
}

function propertiesOf(stored: string): Properties {
  const known = read.get(stored)
  if (known !== undefined) return known
  const list = propertiesSchema.parse(JSON.parse(stored))
  const properties = { list, folded: new Set(list.map(({ name }) => fold(name))) }
  read.set(stored, properties)
  return properties
}

function fromRow({ properties, ...row }: Row): EventName {
  return { ...row, properties: propertiesOf(properties).list }
}
