import type { SqliteFile } from '../../db/binding.js'
import { type Fact, readFacts } from '../attribute/fact.js'
import type { Attribute } from '../attribute.js'
import type { PersonKeys } from '../erase/erasure.js'
import { countryWritten, oneCity } from '../place/town.js'
import { CHANGES } from './changes-file.js'
import { createFieldReader, fieldKey, type IncomingField } from './field.js'

/** Why somebody of a file does not come in although their row could be read. */
export type NotTaken = 'no_telegram_id' | 'telegram_group' | 'team' | 'twice' | 'forgotten'

/** What of people of another bot has to be known beside the file. */
export type MatchContext = {
  /** Telegram ids of the team. */
  team: readonly number[]
  /** What the fields `tags`, `gender` … are called. */
  labels: Readonly<Record<string, string>>
  /** ms UTC */
  at: number
  /** Of some keys those that belong to somebody who asked to be forgotten; null where nobody ever did. */
  forgotten: ((keys: PersonKeys) => boolean) | null
}

/**
 * What a file of people would change. `people` could come in; of them `new` are not here, `changed` are and something of
 * them is new, `same` are as they are. `stopped` and `blocked` count among the new. `values` that are none of their field
 * are left out alone.
 */
export type PeopleCounts = {
  people: number
  new: number
  changed: number
  same: number
  stopped: number
  blocked: number
  phones: number
  values: number
}

const PAGE = 2_000
const REMEMBERED = 20_000

type Told = { row: number; fields: string }

/**
 * Works out what a file of people would change: `file` is the file of changes (see `CHANGES`), with the interpreted rows
 * attached as `basis` and the main file as `source`, the latter only read. In it then stand the new people, in the order of
 * their Telegram ids so that the indexes take them quickly, and behind them those in whom something changes.
 */
export function matchPeople(file: SqliteFile, context: MatchContext, progress: (rows: number) => void): PeopleCounts {
  file.exec(CHANGES)
  // Found by their ids in order: neither the sort nor the indexes of the main file then jump about.
  file.exec('create index if not exists basis.result_telegram on result (telegram_id, line)')
  leaveOut(file, context)
  file.exec(`
    create temp table known (row integer primary key, subscriber integer not null, touched integer not null);
    insert into known select r.rowid, s.id, 0 from basis.result r cross join source.subscribers s
      where s.telegram_id = r.telegram_id and r.telegram_id > 0 and r.rowid not in (select row from left_out);
    create temp table place (row integer primary key, lat real, lon real);`)
  file.prepare(TOUCHED).run()
  const values = readFields(file, context, progress)
  const stops = `(r.stopped or r.telegram_id in (select telegram_id from temp.stops))`
  const columns = `r.rowid, r.telegram_id, ${NAMES}, r.phone, ${stops}, r.reachable, r.subscribed_at, p.lat, p.lon`
  const into = `insert into main.result (row, telegram_id, first_name, last_name, username, language, phone, stopped,
    reachable, subscribed_at, lat, lon, dice, known_id)`
  const dice = '(random() & 9223372036854775807) % 2147483647'
  file
    .prepare(
      `${into} select ${columns}, ${dice}, null from basis.result r indexed by result_telegram
         left join temp.place p on p.row = r.rowid
       where r.telegram_id > 0 and r.rowid not in (select row from temp.known) and r.rowid not in (select row from main.left_out)
       order by r.telegram_id`,
    )
    .run()
  file
    .prepare(
      `${into} select ${columns}, ${dice}, k.subscriber from temp.known k join basis.result r on r.rowid = k.row
         left join temp.place p on p.row = k.row where k.touched order by k.row`,
    )
    .run()
  return { ...counted(file), values }
}

/** A stop in any of somebody's rows holds for them. */
function leaveOut(file: SqliteFile, { team, forgotten }: MatchContext): void {
  const out = (reason: NotTaken, where: string) =>
    `insert or ignore into main.left_out (row, line, reason) select rowid, line, '${reason}' from basis.result where ${where}`
  file.exec(out('no_telegram_id', 'telegram_id is null'))
  file.exec(out('telegram_group', 'telegram_id <= 0'))
  file.prepare(out('team', 'telegram_id in (select value from json_each(?))')).run(JSON.stringify(team))
  file.exec(`insert or ignore into main.left_out (row, line, reason) select row, line, 'twice' from (
    select rowid as row, line, row_number() over (partition by telegram_id order by line) as turn
    from basis.result where telegram_id > 0) where turn > 1`)
  file.exec(`create temp table stops (telegram_id integer primary key);
    insert or ignore into stops select r.telegram_id from main.left_out o join basis.result r on r.rowid = o.row
      where o.reason = 'twice' and r.stopped`)
  if (forgotten !== null) leaveOutForgotten(file, forgotten)
}

/** Leaves those rows of `basis.result` out whose people asked to be forgotten. */
export function leaveOutForgotten(file: SqliteFile, forgotten: (keys: PersonKeys) => boolean): void {
  const page = file.prepare<[number], PersonKeys & { row: number; line: number }>(
    `select rowid as row, line, telegram_id as telegramId, phone, external_id as externalId, email
     from basis.result where rowid > ? order by rowid limit ${PAGE}`,
  )
  const insert = file.prepare(`insert or replace into main.left_out (row, line, reason) values (?, ?, 'forgotten')`)
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)?.row ?? 0))
    for (const { row, line, ...keys } of rows) if (forgotten(keys)) insert.run(row, line)
}

/** Names of the file; a language is taken where it is a tag, `ru` or `pt-br`. */
const NAMES = `substr(r.first_name, 1, 128), substr(r.last_name, 1, 128), substr(r.username, 1, 64),
  iif(r.language glob '[A-Za-z][A-Za-z]' or (r.language glob '[A-Za-z][A-Za-z][-_]*' and length(r.language) <= 12),
    replace(lower(r.language), '_', '-'), null)`

/** Whose columns the file would change: of people who never showed themselves; of everybody the phone of the file. */
const TOUCHED = `update temp.known set touched = 1 where row in (
  select k.row from temp.known k join basis.result r on r.rowid = k.row join source.subscribers s on s.id = k.subscriber
  where (s.last_seen_at is null and (
      (r.first_name is not null and substr(r.first_name, 1, 128) is not s.first_name)
      or (r.last_name is not null and substr(r.last_name, 1, 128) is not s.last_name)
      or (r.username is not null and substr(r.username, 1, 64) is not s.username)
      or (s.unsubscribed_at is null and (r.stopped or r.telegram_id in (select telegram_id from temp.stops)))
      or (r.reachable = 0 and s.unreachable is null and s.checked_at is null)))
    or (r.phone is not null and s.phone is null and r.phone is not s.file_phone))`

function counted(file: SqliteFile): Omit<PeopleCounts, 'values'> {
  const row = file
    .prepare<[], Omit<PeopleCounts, 'values' | 'people' | 'same'>>(
      `select count(*) filter (where known_id is null) as new, count(known_id) as changed,
         count(*) filter (where known_id is null and stopped) as stopped,
         count(*) filter (where known_id is null and reachable = 0) as blocked,
         count(*) filter (where known_id is null and phone is not null) as phones from main.result`,
    )
    .get()
  const here = file.prepare<[], { n: number }>('select count(*) as n from temp.known').get()?.n ?? 0
  const found = row ?? { new: 0, changed: 0, stopped: 0, blocked: 0, phones: 0 }
  return { ...found, people: found.new + here, same: here - found.changed }
}

/**
 * What the columns of the file are as fields, and each person's values of them.
 * @returns how many values are none of their field
 */
function readFields(file: SqliteFile, { labels, at }: MatchContext, progress: (rows: number) => void): number {
  const page = file.prepare<[number], Told>(
    `select rowid as row, fields from basis.result
     where rowid > ? and fields <> '{}' and rowid not in (select row from main.left_out) order by rowid limit ${PAGE}`,
  )
  const reader = createFieldReader(at)
  for (const { fields } of paged(page))
    for (const [key, values, several] of told(fields)) reader.add(key, values, several)
  const attributes = attributesOf(file)
  const planned = reader.fields(attributes, labels)
  if (planned.length === 0) return 0
  const numbers = new Map(planned.map(({ key }, i) => [fieldKey(key), i]))
  keepFields(file, planned)
  const write = createFactWriter(file, planned, attributes, at)
  let rows = 0
  for (const { row, fields } of paged(page)) {
    for (const [key, values] of told(fields)) {
      const number = numbers.get(fieldKey(key))
      if (number !== undefined) write.add(row, number, values)
    }
    rows += 1
    if (rows % PAGE === 0) progress(rows)
  }
  return write.end()
}

function* paged(page: { all(after: number): Told[] }): Generator<Told> {
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)?.row ?? 0)) yield* rows
}

function* told(fields: string): Generator<[string, string[], boolean]> {
  const parsed: unknown = JSON.parse(fields)
  if (typeof parsed !== 'object' || parsed === null) return
  for (const [key, value] of Object.entries(parsed)) {
    const values = (Array.isArray(value) ? value : [value]).flatMap(one =>
      typeof one === 'string' && one.trim() !== '' ? [one] : [],
    )
    if (values.length > 0) yield [key, values, Array.isArray(value)]
  }
}

function attributesOf(file: SqliteFile): Attribute[] {
  return file
    .prepare<[], Omit<Attribute, 'options'> & { options: string | null }>(
      `select id, key, label, "group", type, options, purpose, archived_at as archivedAt
       from source.attributes where archived_at is null`,
    )
    .all()
    .map(row => ({ ...row, options: row.options === null ? null : (JSON.parse(row.options) as string[]) }))
}

function keepFields(file: SqliteFile, planned: readonly IncomingField[]): void {
  const insert = file.prepare(
    'insert into main.field (id, key, attribute_id, label, type, options, "group") values (?, ?, ?, ?, ?, ?, ?)',
  )
  for (const [i, { key, attributeId, label, type, options, group }] of planned.entries())
    insert.run(i, key, attributeId, label, type, options === null ? null : JSON.stringify(options), group)
}

/** Writes facts, and marks those people who are here and of whom one of them is new. */
function createFactWriter(
  file: SqliteFile,
  planned: readonly IncomingField[],
  attributes: readonly Attribute[],
  at: number,
) {
  const keys = planned.map(({ attributeId }) => attributes.find(({ id }) => id === attributeId)?.key ?? '')
  const insert = file.prepare(
    'insert or ignore into main.fact (row, field, value, shown, origin) values (?, ?, ?, ?, ?)',
  )
  const place = file.prepare('insert or replace into temp.place (row, lat, lon) values (?, ?, ?)')
  const known = file.prepare<[number], { subscriber: number; touched: number }>(
    'select subscriber, touched from temp.known where row = ?',
  )
  const touch = file.prepare('update temp.known set touched = 1 where row = ?')
  const standing = file.prepare<[number, number], { value: string | number; provenance: string }>(
    `select value, provenance from source.attribute_values where subscriber_id = ? and attribute_id = ? order by value`,
  )
  const claim = file.prepare<[number, number], { shown: string }>(
    `select shown from source.attribute_claims where subscriber_id = ? and attribute_id = ? and provenance = 'imported'`,
  )
  const read = new Map<string, Read>()
  let invalid = 0

  function factsOf(number: number, values: readonly string[]): Read {
    const field = planned[number]
    if (field === undefined) return { facts: [], lost: 0 }
    const name = `${number}\n${values.join('\n')}`
    const there = read.get(name)
    if (there !== undefined) return there
    const said = field.type === 'text' && values.length > 1 ? [values.join(', ')] : values
    const found = readAll({ key: keys[number] ?? '', type: field.type, options: field.options }, said, at)
    if (read.size >= REMEMBERED) read.clear()
    read.set(name, found)
    return found
  }

  function isNew(subscriber: number, attributeId: number | null, facts: readonly Fact[]): boolean {
    if (attributeId === null) return true
    const stands = standing.all(subscriber, attributeId)
    const [first] = stands
    if (first === undefined || first.provenance === 'observed') return true
    if (first.provenance !== 'imported')
      return claim.get(subscriber, attributeId)?.shown !== facts.map(({ shown }) => shown).join('\n')
    const values = new Set(facts.map(({ value }) => value))
    return stands.length !== values.size || stands.some(({ value }) => !values.has(value))
  }

  return {
    add(row: number, number: number, values: readonly string[]): void {
      const { facts, lost } = factsOf(number, values)
      invalid += lost
      if (facts.length === 0) return
      for (const { value, shown } of facts) insert.run(row, number, value, shown, null)
      const person = known.get(row)
      if (keys[number] === 'city') {
        const found = oneCity(facts[0]?.shown ?? '', countryWritten(values[0] ?? ''))
        if (found !== null) place.run(row, found.lat, found.lon)
      }
      if (person === undefined || person.touched === 1) return
      if (isNew(person.subscriber, planned[number]?.attributeId ?? null, facts)) touch.run(row)
    },
    /** @returns how many values were none of their field */
    end: () => invalid,
  }
}

type Read = { facts: Fact[]; lost: number }

/** Of several values a wrong one takes none of the others with it; `lost` says how many were wrong. */
function readAll(attribute: Pick<Attribute, 'key' | 'type' | 'options'>, values: readonly string[], at: number): Read {
  const whole = readFacts(attribute, values, at)
  if (whole.kind === 'facts') return { facts: whole.facts, lost: 0 }
  if (attribute.type !== 'many_of') return { facts: [], lost: 1 }
  const read = values.map(value => readFacts(attribute, [value], at))
  return {
    facts: read.flatMap(one => (one.kind === 'facts' ? one.facts : [])),
    lost: read.filter(one => one.kind === 'invalid').length,
  }
}
