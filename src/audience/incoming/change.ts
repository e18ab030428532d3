import type { Bindable } from '../../db/binding.js'
import type { Db } from '../../db/open.js'
import type { importRanges } from '../../db/schema/index.js'
import type { Attribute } from '../attribute.js'

/** Tables to which an import may add rows. */
export type AddedTo = (typeof importRanges.$inferSelect)['table']

/**
 * One thing that an import changed: `row` is its key in `table`; `before` null: it was not there. Of a person who was here
 * `subscribers` holds the columns that changed, `attribute_values` the fields that did, with all that was known of each.
 */
export type Change = {
  table: AddedTo | 'attribute_values' | 'attributes'
  row: number
  before: string | null
  after: string
}

/** What stands in some columns of a row, by their names. */
export type Columns = Record<string, Bindable>

/** What an import may change of a person who is here. */
const PERSON = [
  'first_name',
  'last_name',
  'username',
  'telegram_language',
  'unsubscribed_at',
  'unreachable',
  'unreachable_at',
  'file_phone',
  'lat',
  'lon',
  'time_zone',
  'place_from',
]

/** And of a customer; whose word stands is the last import's that changed something. Whom they are linked to follows from it. */
const CUSTOMER = [
  ...([
    'external_id',
    'telegram_id',
    'phone',
    'email',
    'first_name',
    'last_name',
    'by_file_phone',
    'import_id',
  ] as const),
]

type Kept = 'subscribers' | 'customers'
const KEPT: Record<Kept, readonly string[]> = { subscribers: PERSON, customers: CUSTOMER }

/** What stands in the columns that an import may change; null when there is no such row. */
export function columnsOf(db: Pick<Db, 'sql'>, table: Kept, id: number): Columns | null {
  return db.sql<Columns>(`select ${KEPT[table].join(', ')} from ${table} where id = ?`).get(id) ?? null
}

/** Puts columns back. Names come from what `columnsOf` gave, and are looked up there. */
export function restoreColumns(db: Db, table: Kept, id: number, columns: Columns): void {
  const names = KEPT[table].filter(name => name in columns)
  if (names.length === 0) return
  const set = names.map(name => `${name} = ?`).join(', ')
  const values = names.map(name => columns[name] ?? null)
  if (table === 'subscribers') db.sql(`update subscribers set ${set} where id = ?`).run(...values, id)
  else db.sql(`update customers set ${set} where id = ?`).run(...values, id)
}

/** The columns in which two differ, as they were and as they are; null when they are the same. */
export function differing(before: Columns, after: Columns): { before: string; after: string } | null {
  const names = Object.keys(before).filter(name => before[name] !== after[name])
  if (names.length === 0) return null
  const of = (columns: Columns) => JSON.stringify(Object.fromEntries(names.map(name => [name, columns[name] ?? null])))
  return { before: of(before), after: of(after) }
}

type KnownFact = { value: string | number; shown: string; provenance: string; origin: string; at: number }
type Claim = { provenance: string; shown: string; origin: string; at: number }

/** All that is known of somebody in one field. */
export type FieldState = { values: KnownFact[]; claims: Claim[] }

/** What is known of somebody in some fields, by their ids. */
export function fieldsOf(db: Db, subscriberId: number, attributeIds: Iterable<number>): Record<string, FieldState> {
  const values = db.sql<KnownFact>(
    `select value, shown, provenance, origin, at from attribute_values
     where subscriber_id = ? and attribute_id = ? order by value`,
  )
  const claims = db.sql<Claim>(
    `select provenance, shown, origin, at from attribute_claims
     where subscriber_id = ? and attribute_id = ? order by provenance`,
  )
  const state: Record<string, FieldState> = {}
  for (const id of attributeIds)
    state[id] = { values: values.all(subscriberId, id), claims: claims.all(subscriberId, id) }
  return state
}

/** Puts back what was known of somebody in some fields. */
export function restoreFields(db: Db, subscriberId: number, state: Readonly<Record<string, FieldState>>): void {
  for (const [id, { values, claims }] of Object.entries(state)) {
    const attributeId = Number(id)
    db.sql('delete from attribute_values where subscriber_id = ? and attribute_id = ?').run(subscriberId, attributeId)
    db.sql('delete from attribute_claims where subscriber_id = ? and attribute_id = ?').run(subscriberId, attributeId)
    for (const { value, shown, provenance, origin, at } of values)
      db.sql(
        `insert into attribute_values (attribute_id, value, subscriber_id, shown, provenance, origin, at)
         values (?, ?, ?, ?, ?, ?, ?)`,
      ).run(attributeId, value, subscriberId, shown, provenance, origin, at)
    for (const { provenance, shown, origin, at } of claims)
      db.sql(
        `insert into attribute_claims (subscriber_id, attribute_id, provenance, shown, origin, at)
         values (?, ?, ?, ?, ?, ?)`,
      ).run(subscriberId, attributeId, provenance, shown, origin, at)
  }
}

/** What becoming wider changed of a choice; nothing where it is as it was. */
export function changeOfOptions(before: Attribute, after: Attribute): Change[] {
  const [was, is] = [before, after].map(({ options }) => JSON.stringify({ options }))
  return was === undefined || is === undefined || was === is
    ? []
    : [{ table: 'attributes', row: before.id, before: was, after: is }]
}

/** The fields in which two differ, as they were and as they are; null when they are the same. */
export function differingFields(
  before: Readonly<Record<string, FieldState>>,
  after: Readonly<Record<string, FieldState>>,
): { before: string; after: string } | null {
  const changed = Object.keys(before).filter(id => JSON.stringify(before[id]) !== JSON.stringify(after[id]))
  if (changed.length === 0) return null
  const of = (state: Readonly<Record<string, FieldState>>) =>
    JSON.stringify(Object.fromEntries(changed.map(id => [id, state[id]])))
  return { before: of(before), after: of(after) }
}

/** A change, where there is one. */
export function changeOf(
  table: Change['table'],
  row: number,
  found: { before: string; after: string } | null,
): Change[] {
  return found === null ? [] : [{ table, row, ...found }]
}
