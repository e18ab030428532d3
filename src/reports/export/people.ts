import { CONSENT_HEADERS, FIELD_HEADERS, PEOPLE_HEADERS } from '../../crm/own-file.js'
import type { Db } from '../../db/open.js'
import { sourceNameOf } from '../source.js'
import { type Cell, moment, yesNo } from './csv.js'
import { fieldColumns, valuesOf, type Who } from './person.js'
import { bigTable, smallTable, type Table } from './table.js'

type Person = Who & {
  id: number
  stoppedAt: number | null
  unreachable: string | null
  subscribedAt: number | null
  pausedUntil: number | null
  seenAt: number | null
  language: string | null
  source: string | null
  lastSource: string | null
  zone: string | null
  lat: number | null
  lon: number | null
  checkedAt: number | null
  vouchedBy: number | null
  ground: string | null
}

const PEOPLE = `select id, telegram_id as telegramId, first_name as firstName, last_name as lastName, username, phone, status,
    unsubscribed_at as stoppedAt, unreachable, subscribed_at as subscribedAt, paused_until as pausedUntil,
    last_seen_at as seenAt, coalesce(chosen_language, telegram_language) as language, ${sourceNameOf('source')} as source,
    ${sourceNameOf('last_source')} as lastSource,
    time_zone as zone, lat, lon, checked_at as checkedAt, vouched_by as vouchedBy, ground
  from subscribers where id > :after and id <= :upto and status <> 'erased' order by id`

/** Everybody there is, a row each, with a column for each field; who was forgotten is nobody any more. */
export function peopleTable(db: Db): Table {
  const fields = fieldColumns(db)
  const headers = [...PEOPLE_HEADERS, ...fields.map(({ header }) => header)]
  return bigTable(db, 'people', headers, { table: 'subscribers', key: 'id' }, async span => {
    const people = await db.jobs.rows<Person>(PEOPLE, span)
    const values = await valuesOf(
      db,
      people.map(({ id }) => id),
    )
    return people.map(person => [...cellsOf(person), ...fields.map(({ id }) => values.get(person.id)?.get(id) ?? null)])
  })
}

function cellsOf(person: Person): Cell[] {
  const { id, telegramId, firstName, lastName, username, phone, status, stoppedAt } = person
  return [
    ...[id, telegramId, firstName, lastName, username, phone, status],
    ...[yesNo(stoppedAt !== null), reachability(person)],
    ...[person.subscribedAt, stoppedAt, person.pausedUntil, person.seenAt].map(moment),
    ...[person.language, person.source, person.lastSource, person.zone, person.lat, person.lon],
    ...[moment(person.checkedAt), person.vouchedBy, person.ground],
  ]
}

/** Whether Telegram takes messages for them; null for somebody moved in of whom it was never asked. */
function reachability({ unreachable, checkedAt, vouchedBy }: Person): Cell {
  return unreachable === null && checkedAt === null && vouchedBy !== null ? null : yesNo(unreachable === null)
}

/** What is known of people, value by value, with where it comes from; also what a weaker source said beside it. */
export function valuesTable(db: Db): Table {
  const headers = ['person', 'telegram_id', 'field', 'value', 'provenance', 'origin', 'at', 'stands']
  const read = `select s.id as person, s.telegram_id as telegramId, coalesce(a.label, a.key) as field, v.shown, v.provenance,
      v.origin, v.at, v.stands
    from (select subscriber_id, attribute_id, shown, provenance, origin, at, 1 as stands from attribute_values
        where subscriber_id > :after and subscriber_id <= :upto
      union all select subscriber_id, attribute_id, shown, provenance, origin, at, 0 from attribute_claims
        where subscriber_id > :after and subscriber_id <= :upto) v
      join subscribers s on s.id = v.subscriber_id join attributes a on a.id = v.attribute_id
    where s.status <> 'erased' order by s.id, a.id`
  return bigTable(
    db,
    'values',
    headers,
    { table: 'subscribers', key: 'id' },
    async span =>
      (await db.jobs.rows<Value>(read, span)).map(
        ({ person, telegramId, field, shown, provenance, origin, at, stands }) => [
          ...[person, telegramId, field, shown, provenance, origin, moment(at), yesNo(stands)],
        ],
      ),
    60,
  )
}

type Value = {
  person: number
  telegramId: number | null
  field: string
  shown: string
  provenance: string
  origin: string
  at: number
  stands: number
}

/** Fields as they are defined, the team's own and those that segcast brings along. */
export function fieldsTable(db: Db): Table {
  return smallTable('fields', FIELD_HEADERS, () =>
    db
      .sql<{ name: string; key: string; group: string; type: string; options: string | null; purpose: string | null }>(
        `select coalesce(label, key) as name, key, "group", type,
           (select group_concat(value, char(10)) from json_each(options)) as options, purpose
         from attributes where archived_at is null order by id`,
      )
      .all()
      .map(({ name, key, group, type, options, purpose }) => [name, key, group, type, options, purpose]),
  )
}

type Consent = {
  kind: string
  telegramId: number | null
  at: number
  source: string | null
  why: string | null
  wording: string | null
  version: string | null
  language: string | null
  words: string | null
}

/** What people said about being written to, in its order, with the very words that they were shown. */
export function consentTable(db: Db): Table {
  const read = `select e.kind, s.telegram_id as telegramId, e.at, e.source, e.why, e.wording, e.wording_version as version,
      w.language, w.shown as words
    from subscription_events e join subscribers s on s.id = e.subscriber_id
      left join wordings w on w.name = e.wording and w.version = e.wording_version
    where e.id > :after and e.id <= :upto and s.status <> 'erased' order by e.id`
  return bigTable(db, 'consent', CONSENT_HEADERS, { table: 'subscription_events', key: 'id' }, async span =>
    (await db.jobs.rows<Consent>(read, span)).map(event => [
      ...[event.kind, event.telegramId, moment(event.at), event.source, event.why, event.wording, event.version],
      ...[event.language, event.words],
    ]),
  )
}
