import type { Db } from '../../db/open.js'
import { recordValues } from '../attribute/value.js'
import { getAttribute } from '../attribute.js'
import type { PersonKeys } from '../erase/erasure.js'
import { assignNewcomers } from '../holdout.js'
import { concernedBy, linkSubscriber } from '../linking.js'
import { recordEvent } from '../subscription/history.js'
import { type Change, changeOf, columnsOf, differing, differingFields, type FieldState, fieldsOf } from './change.js'

/** By what something came in; undoing an import knows its own again by it. */
export function originOf(importId: number): string {
  return `import:${importId}`
}

/**
 * People of a file that are taken in. `attributes` are the fields of the file, by their number in it, as `getAttribute`
 * finds them; null: left out. `vouchedBy` (an admin's Telegram id) says that they agreed, `ground` why. `at` is ms UTC.
 */
export type PeopleIntake = {
  importId: number
  vouchedBy: number
  ground: string
  attributes: readonly (number | null)[]
  at: number
  /** Those who asked to be forgotten since the file was looked at; null where nobody did. */
  forgotten: ((keys: PersonKeys) => boolean) | null
}

/** Rows of a slice whose people asked to be forgotten since the file was looked at: they must not come back by it. */
export function goneRows(db: Db, forgotten: PeopleIntake['forgotten'], after: number, upto: number): string {
  if (forgotten === null) return '[]'
  const rows = db.sql<PersonKeys & { id: number }>(
    `select id, telegram_id as telegramId, phone, external_id as externalId, email
     from incoming.result where id > ? and id <= ?`,
  )
  return JSON.stringify(rows.all(after, upto).flatMap(({ id, ...keys }) => (forgotten(keys) ? [id] : [])))
}

/** What a slice came to: all people with a higher id than `newest` are new; `changes` of those who were here. */
export type Taken = { newest: number; changes: Change[] }

type Here = {
  row: number
  telegramId: number
  firstName: string | null
  lastName: string | null
  username: string | null
  language: string | null
  phone: string | null
  stopped: number
  reachable: number | null
}

const RANGE = 'r.id > :after and r.id <= :upto and r.id not in (select value from json_each(:gone))'

/**
 * New people, in the order of the file of changes. What the file does not say of when is today. A row that cannot be ends the
 * slice with its transaction, so that no page of the many that each changes is kept as it was for the statement alone.
 */
const ADD_PEOPLE = `
  insert or fail into main.subscribers (telegram_id, first_name, last_name, username, telegram_language, subscribed_at,
    unsubscribed_at, unreachable, unreachable_at, file_phone, lat, lon, place_from, greeted_by, vouched_by, ground, dice,
    created_at)
  select r.telegram_id, coalesce(r.first_name, ''), r.last_name, r.username, r.language,
    min(coalesce(r.subscribed_at, cast(:at as integer)), cast(:at as integer)), iif(r.stopped, cast(:at as integer), null),
    iif(r.reachable = 0, 'blocked', null), iif(r.reachable = 0, cast(:at as integer), null), r.phone, r.lat, r.lon,
    iif(r.lat is null, null, 'city'), 0, cast(:by as integer), :ground, r.dice, cast(:at as integer)
  from incoming.result r where ${RANGE} and r.known_id is null order by r.id
  on conflict (telegram_id) do nothing`

/** Each new one's line of history: that somebody vouched for them. */
const ADD_EVENTS = `
  insert into main.subscription_events (subscriber_id, kind, source, vouched_by, at)
  select id, 'move_in', :origin, cast(:by as integer), cast(:at as integer) from main.subscribers where id > :newest order by id`

/** What the file knows of the new ones. */
const ADD_FACTS = `
  insert into main.attribute_values (attribute_id, value, subscriber_id, shown, provenance, origin, at)
  select m.value, f.value, s.id, f.shown, 'imported', :origin, cast(:at as integer)
  from incoming.result r
    cross join main.subscribers s on s.telegram_id = r.telegram_id and s.id > :newest
    cross join incoming.fact f on f.row = r.row
    cross join json_each(:attributes) m on m.key = f.field
  where ${RANGE} and r.known_id is null and m.value is not null`

/** Those of the slice who are here already: the file is older than they are, or they came meanwhile. */
const HERE = `
  select r.row, r.telegram_id as telegramId, r.first_name as firstName, r.last_name as lastName, r.username, r.language,
    r.phone, r.stopped, r.reachable
  from incoming.result r cross join main.subscribers s on s.telegram_id = r.telegram_id and s.id <= :newest
  where ${RANGE} order by r.id`

/** Those of the new ones whom the CRM may know, by their Telegram id or a phone that may be used. */
const LINKED = `
  select s.id from main.subscribers s where s.id > :newest and (
    exists (select 1 from main.customers c where c.telegram_id = s.telegram_id)
    or exists (select 1 from main.customers c where c.phone = s.file_phone and c.by_file_phone = 1)
    or s.file_phone glob '+5[245]*') order by s.id`

/**
 * Takes some people of a file in: within a slice of `takeIn`, which has the file of changes as `incoming`. New ones are
 * added all at once; of people who are here names change while they never showed themselves, and fields by the rule of
 * `recordValues`: what they said of themselves stays. Nobody is subscribed again, and no confirmed phone is touched.
 */
export function takePeople(db: Db, intake: PeopleIntake, after: number, upto: number): Taken {
  const { importId, vouchedBy: by, ground, at } = intake
  const origin = originOf(importId)
  const attributes = JSON.stringify(intake.attributes)
  const range = { after, upto, gone: goneRows(db, intake.forgotten, after, upto) }
  const newest = db.sql<{ id: number | null }>('select max(id) as id from subscribers').get()?.id ?? 0
  const added = db.sql(ADD_PEOPLE).run({ ...range, by, ground, at }).changes
  // Of a slice of new people nobody is looked for.
  const here = added === upto - after ? [] : db.sql<Here>(HERE).all({ ...range, newest })
  db.sql(ADD_EVENTS).run({ origin, by, at, newest })
  if (intake.attributes.length > 0) db.sql(ADD_FACTS).run({ ...range, origin, at, newest, attributes })
  for (const { id } of db.sql<{ id: number }>(LINKED).all({ newest })) linkSubscriber(db, id, at)
  assignNewcomers(db, newest, at)
  return { newest, changes: here.flatMap(person => changePerson(db, intake, person)) }
}

function changePerson(db: Db, intake: PeopleIntake, person: Here): Change[] {
  const { at } = intake
  const origin = originOf(intake.importId)
  const known = db
    .sql<{ id: number; seen: number; stopped: number; checked: number }>(
      `select id, last_seen_at is not null as seen, unsubscribed_at is not null as stopped,
         checked_at is not null or unreachable is not null as checked from subscribers where telegram_id = ?`,
    )
    .get(person.telegramId)
  const before = known === undefined ? null : columnsOf(db, 'subscribers', known.id)
  if (known === undefined || before === null) return []
  const told = factsFor(db, intake.attributes, person.row)
  const fieldsBefore = fieldsOf(db, known.id, told.keys())
  if (known.seen === 0) {
    db.sql(
      `update subscribers set first_name = coalesce(:first, first_name), last_name = coalesce(:last, last_name),
         username = coalesce(:username, username), telegram_language = coalesce(:language, telegram_language) where id = :id`,
    ).run({
      first: person.firstName,
      last: person.lastName,
      username: person.username,
      language: person.language,
      id: known.id,
    })
    if (person.stopped === 1 && known.stopped === 0) {
      db.sql('update subscribers set unsubscribed_at = ? where id = ?').run(at, known.id)
      recordEvent(db, known.id, 'stop', { source: origin }, at)
    }
    if (person.reachable === 0 && known.checked === 0)
      db.sql(`update subscribers set unreachable = 'blocked', unreachable_at = ? where id = ?`).run(at, known.id)
  }
  if (person.phone !== null) {
    const concerned = concernedBy(db, known.id)
    const { changes } = db
      .sql('update subscribers set file_phone = :phone where id = :id and phone is null and file_phone is not :phone')
      .run({ phone: person.phone, id: known.id })
    if (changes > 0) linkSubscriber(db, known.id, at, concerned)
  }
  for (const [attributeId, values] of told)
    if (!isSaid(fieldsBefore[attributeId], values))
      recordValues(
        db,
        known.id,
        getAttribute(db, attributeId),
        { values, provenance: 'imported', origin, canonical: true },
        at,
      )
  return [
    ...changeOf('subscribers', known.id, differing(before, columnsOf(db, 'subscribers', known.id) ?? before)),
    ...changeOf('attribute_values', known.id, differingFields(fieldsBefore, fieldsOf(db, known.id, told.keys()))),
  ]
}

/** True where an import has said the very same: saying it again would only make it look newer. */
function isSaid(known: FieldState | undefined, values: readonly string[]): boolean {
  const stands = known?.values ?? []
  const shown = new Set(values)
  return stands.length === shown.size && stands.every(fact => fact.provenance === 'imported' && shown.has(fact.shown))
}

/** What the file says of somebody, by the ids of our fields. */
function factsFor(db: Db, attributes: readonly (number | null)[], row: number): Map<number, string[]> {
  const facts = new Map<number, string[]>()
  const rows = db.sql<{ field: number; shown: string }>(
    'select field, shown from incoming.fact where row = ? order by field, value',
  )
  for (const { field, shown } of rows.all(row)) {
    const attributeId = attributes[field] ?? null
    if (attributeId !== null) facts.set(attributeId, [...(facts.get(attributeId) ?? []), shown])
  }
  return facts
}
