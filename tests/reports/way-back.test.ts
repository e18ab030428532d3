import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { takeFields } from '../../src/audience/attribute/file.js'
import { recordValues } from '../../src/audience/attribute/value.js'
import { createAttribute } from '../../src/audience/attribute.js'
import { takeOrder } from '../../src/audience/order.js'
import { takeConsent } from '../../src/audience/subscription/consent-file.js'
import { interpretFile } from '../../src/crm/interpret.js'
import { lookAtFile } from '../../src/crm/look.js'
import { readOwnFile } from '../../src/crm/own-rows.js'
import type { ResultRow } from '../../src/crm/scratch.js'
import { openFile } from '../../src/db/binding.js'
import type { Db } from '../../src/db/open.js'
import { exportEverything } from '../../src/reports/export/everything.js'
import { seedCrowd } from '../../src/sandbox/seed/crowd.js'
import { countPeople } from '../../src/segments/people/audience.js'
import { takeLists, takeSegments } from '../../src/segments/segment/file.js'
import { createSegment } from '../../src/segments/segment.js'
import { importsOf } from '../crm/import.fixture.js'
import { temporaryDb } from '../support/db.js'
import { freezeCriterion } from '../support/list.js'
import { aLine, anOrder } from '../support/order.js'
import { unzip } from '../support/unzip.js'

const AT = Date.UTC(2026, 10, 24, 12)
const ADMIN = 900_000_001

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A shop that moves: people with strange names, own fields of each type, segments that build on one another, a list. */
async function shop(): Promise<Db> {
  const db = await temporaryDb()
  seedCrowd(db, { subscribers: 400, deliveries: 0, orders: 0, seed: 8, at: AT })
  db.write(() => {
    // Towns are kept as the atlas writes them.
    for (const town of ['Jūrmala', 'Klaipėda', 'Liepāja'])
      db.sql(
        `update attribute_values set value = ?, shown = ?
         where value = ? and attribute_id = (select id from attributes where key = 'city')`,
      ).run(town.toLowerCase(), town, town.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase())
    db.sql(`update subscribers set first_name = '=1+1', last_name = 'Итого', username = null where id = 1`).run()
    db.sql(`update subscribers set first_name = 'None', last_name = null, phone = '+37129999991' where id = 2`).run()
    db.sql(`update subscribers set unsubscribed_at = ?, unreachable = 'blocked', unreachable_at = ? where id = 3`).run(
      AT,
      AT,
    )
    db.sql(`update subscribers set unreachable = 'deactivated', unreachable_at = ? where id = 4`).run(AT)
    db.sql(
      `insert into wordings (name, version, language, shown, first_at)
       values ('welcome', 'v1', 'ru', '=Добро пожаловать,' || char(10) || 'пишем редко', ?)`,
    ).run(AT)
    db.sql(
      `insert into subscription_events (subscriber_id, kind, source, wording, wording_version, at)
       select id, 'start', source, 'welcome', 'v1', subscribed_at from subscribers`,
    ).run()
    db.sql(
      `insert into subscription_events (subscriber_id, kind, at, why)
       select id, 'stop', ?, 'too_many' from subscribers where id % 7 = 3`,
    ).run(AT)
    const field = (
      label: string,
      type: 'text' | 'number' | 'date' | 'yes_no' | 'one_of' | 'many_of',
      options: string[] | null,
    ) => createAttribute(db, { label, group: 'personality', type, options, purpose: null, createdBy: ADMIN }, AT)
    const values = [
      [field('Wish', 'text', null), ['- 20 % = nice']],
      [field('Рост', 'number', null), ['178.5']],
      [field('Last visit', 'date', null), ['2026-02-03']],
      [field('Has a dog', 'yes_no', null), ['yes']],
      [field('Size', 'one_of', ['S', 'M; L']), ['M; L']],
      [field('Likes', 'many_of', ['Boots', 'Hats', 'Sale, outlet']), ['Hats', 'Sale, outlet']],
    ] as const
    for (const [attribute, said] of values)
      for (const id of [1, 5, 6, 7])
        recordValues(db, id, attribute, { values: [...said], provenance: 'declared', origin: 'survey:1' }, AT)
    const premium = createSegment(
      db,
      { name: 'Speaks Russian', criterion: { leaf: 'language', values: ['ru'] }, createdBy: ADMIN },
      AT,
    )
    const wishing = values[0][0].id
    createSegment(
      db,
      {
        name: 'По-русски с желанием',
        createdBy: ADMIN,
        criterion: {
          all: [
            { leaf: 'segment', segment: premium.id },
            { leaf: 'field', field: wishing, test: { contains: '20 %' } },
          ],
        },
      },
      AT + 1,
    )
  })
  await freezeCriterion(
    db,
    { name: 'Total 2025', criterion: { leaf: 'language', values: ['ru'] }, createdBy: ADMIN },
    { at: AT, zone: 'UTC' },
  )
  return db
}

test.each(['en', 'ru'] as const)('what goes out (%s) is known here again, row by row', async language => {
  const from = await shop()
  const folder = temporaryFolder()
  const { paths } = await exportEverything(from, { zone: 'UTC', folder, stem: 'all', language })
  const files = await unzip(readFileSync(paths[0] ?? ''))
  const path = join(folder, 'people.csv')
  writeFileSync(path, files.get('people.csv') ?? '')

  const shop_ = { country: 'RU', currency: 'RUB' }
  const look = await lookAtFile(
    path,
    {},
    shop_,
    async () => null,
    () => undefined,
  )
  expect(look).toMatchObject({ rows: 400, others: {}, recognition: { system: 'segcast', questions: [] } })
  const into = join(folder, 'read.db')
  const reading = { country: 'RU', zone: 'Europe/Moscow', now: AT }
  const read = await interpretFile(path, {}, look.recognition.mapping, reading, into, () => undefined)
  expect(read.counts).toMatchObject({ rows: 400, people: 400, leftOut: 0 })
  const scratch = openFile(into, { readonly: true })
  const people = scratch.prepare<[], ResultRow>('select * from result order by rowid').all()
  scratch.close()
  const here = from
    .sql<Omit<ResultRow, 'line' | 'fields' | 'email' | 'external_id'>>(
      `select telegram_id, phone, first_name, last_name, username, coalesce(chosen_language, telegram_language) as language,
         unsubscribed_at is not null as stopped, unreachable is null as reachable, subscribed_at
       from subscribers order by id`,
    )
    .all()
  expect(people.map(({ line: _, fields: __, email: ___, external_id: ____, ...person }) => person)).toEqual(here)
  const values = people.flatMap(({ telegram_id, fields }) =>
    Object.entries(JSON.parse(fields) as Record<string, string | string[]>).flatMap(([name, said]) =>
      [said].flat().map(value => `${telegram_id} ${name} ${value}`),
    ),
  )
  const kept = from
    .sql<{ value: string }>(
      `select s.telegram_id || ' ' || coalesce(a.label, a.key) || ' ' || v.shown as value from attribute_values v
       join subscribers s on s.id = v.subscriber_id join attributes a on a.id = v.attribute_id`,
    )
    .all()
  expect(values.sort()).toEqual(kept.map(({ value }) => value).sort())
})

test('fields, segments, lists and consent come back into another bot, and once more change nothing', async () => {
  const from = await shop()
  const { paths } = await exportEverything(from, {
    zone: 'UTC',
    folder: temporaryFolder(),
    stem: 'all',
    language: 'ru',
  })
  const files = await unzip(readFileSync(paths[0] ?? ''))
  const rowsOf = async (name: string) => (await readOwnFile(files.get(name) ?? Buffer.alloc(0)))?.rows ?? []
  const to = await temporaryDb()
  // People come by the import; here they only have to be there.
  to.write(() => {
    for (const { id, name, since } of from
      .sql<{ id: number; name: string; since: number }>(
        'select telegram_id as id, first_name as name, subscribed_at as since from subscribers where id > 10',
      )
      .all())
      to.sql(
        `insert into subscribers (telegram_id, first_name, subscribed_at, dice, created_at) values (?, ?, ?, 1, 0)`,
      ).run(id, name, since)
  })
  const by = { by: ADMIN, at: AT }
  const taking = { ...by, currency: 'RUB', language: 'en' as const }

  // Before its field is there, a segment that asks for it waits, and is named.
  const segments = await rowsOf('segments.csv')
  const tooSoon = to.write(() => takeSegments(to, segments, taking))
  expect(tooSoon).toMatchObject({ made: 1, left: [{ name: 'По-русски с желанием' }] })

  const fields = await rowsOf('fields.csv')
  expect(to.write(() => takeFields(to, fields, by))).toEqual({ made: fields.length - 3, same: 3, left: [] })
  // From the last to the first: what builds on another finds it all the same.
  expect(to.write(() => takeSegments(to, segments.toReversed(), taking))).toEqual({ made: 1, same: 1, left: [] })
  const lists = await rowsOf('lists.csv')
  const taken = await takeLists(to, lists, by)
  expect(taken).toMatchObject({ made: 1, left: [] })
  expect(taken.people + taken.unknown).toBe(lists.length)
  const consent = await rowsOf('consent.csv')
  const history = await takeConsent(to, consent)
  expect(history.made).toBeGreaterThan(300)
  expect(history.made + history.left).toBe(consent.length)

  const sentences = (db: Db) =>
    db.sql<{ name: string }>('select name from segments where deleted_at is null order by name').all()
  expect(sentences(to)).toEqual(sentences(from))
  const defined = (db: Db) =>
    db.sql('select label, type, "group", options from attributes where label is not null order by label').all()
  expect(defined(to)).toEqual(defined(from))
  const said = (db: Db, where: string) =>
    db
      .sql<{ n: number }>(
        `select count(*) as n, kind, wording_version from subscription_events e join subscribers s on s.id = e.subscriber_id
         where ${where} group by kind, wording_version order by kind, wording_version`,
      )
      .all()
  expect(said(to, 'true')).toEqual(said(from, 's.id > 10'))
  const worded = (db: Db) => db.sql('select name, version, language, shown from wordings').all()
  expect(worded(to)).toEqual(worded(from))
  expect(
    to.sql('select name, version, shown from wordings order by name, version').all().length,
  ).toBeGreaterThanOrEqual(0)

  expect(to.write(() => takeFields(to, fields, by))).toEqual({ made: 0, same: fields.length, left: [] })
  expect(to.write(() => takeSegments(to, segments, taking))).toEqual({ made: 0, same: 2, left: [] })
  expect(await takeLists(to, lists, by)).toMatchObject({ made: 0, left: [{ name: 'Total 2025', why: 'taken' }] })
  expect(await takeConsent(to, consent)).toMatchObject({ made: 0, same: history.made })
})

test('into a fresh bot come people, fields, consent, segments and lists: every count is the same', async () => {
  const from = await shop()
  const folder = temporaryFolder()
  const { paths } = await exportEverything(from, { zone: 'UTC', folder, stem: 'all', language: 'ru' })
  const files = await unzip(readFileSync(paths[0] ?? ''))
  const rowsOf = async (name: string) => (await readOwnFile(files.get(name) ?? Buffer.alloc(0)))?.rows ?? []
  const to = await temporaryDb()
  const by = { by: ADMIN, at: AT }
  const fields = await rowsOf('fields.csv')
  to.write(() => takeFields(to, fields, by))

  const imports = importsOf(to, { now: () => AT })
  const write = async (path: string) => writeFileSync(path, files.get('people.csv') ?? '')
  const { id } = await imports.receive({ adminId: ADMIN, name: 'people.csv', write }, AT)
  const beside = { country: 'RU', currency: 'RUB' }
  const path = join(folder, 'people.csv')
  await write(path)
  const { mapping } = (
    await lookAtFile(
      path,
      {},
      beside,
      async () => null,
      () => undefined,
    )
  ).recognition
  await imports.prepare(
    id,
    {
      ...{ kind: 'subscribers', mapping: JSON.stringify(mapping), choice: {}, labels: {} },
      words: { line: 'line', column: 'column', reason: 'reason', reasons: {} },
      read: async (upload, into) =>
        void (await interpretFile(upload, {}, mapping, { country: 'RU', zone: 'UTC', now: AT }, into, () => undefined)),
    },
    AT,
  )
  await imports.begin(id, { by: ADMIN, ground: 'the old bot' }, AT)
  await imports.idle()
  const segments = await rowsOf('segments.csv')
  to.write(() => takeSegments(to, segments, { ...by, currency: 'RUB', language: 'ru' }))
  await takeLists(to, await rowsOf('lists.csv'), by)
  await takeConsent(to, await rowsOf('consent.csv'))

  // A phone of a file is nobody's word yet, and of those who cannot be reached Telegram has to say anew why.
  const counts = (db: Db) => ({
    people: db
      .sql(
        `select unreachable is not null as lost, unsubscribed_at is not null as stopped, count(*) as n,
           count(coalesce(phone, file_phone)) as phones from subscribers group by 1, 2 order by 1, 2`,
      )
      .all(),
    names: db
      .sql('select telegram_id, first_name, last_name, username, subscribed_at from subscribers order by 1')
      .all(),
    values: db
      .sql(
        `select coalesce(label, key) as field, value, count(*) as n from attribute_values v
         join attributes a on a.id = v.attribute_id group by 1, 2 order by 1, 2`,
      )
      .all(),
    consent: db
      .sql(`select kind, why, wording, count(*) as n from subscription_events where kind <> 'move_in' group by 1, 2, 3`)
      .all(),
    segments: db.sql('select name, kind from segments where deleted_at is null order by name').all(),
    members: db.sql('select count(*) as n from segment_members').all(),
  })
  expect(counts(to)).toEqual(counts(from))
  const context = { at: AT, zone: 'UTC' }
  for (const { name } of from.sql<{ name: string }>('select name from segments order by id').all()) {
    const [there, here] = [from, to].map(db =>
      db.sql<{ id: number }>('select id from segments where name = ?').get(name),
    )
    const one = await countPeople(from, { leaf: 'segment', segment: there?.id ?? 0 }, context)
    expect([name, await countPeople(to, { leaf: 'segment', segment: here?.id ?? 0 }, context)]).toEqual([name, one])
  }
})

test('orders that go out come back as they are, with whom they are of and what was in them', async () => {
  const from = await temporaryDb()
  const day = Date.UTC(2026, 10, 20, 21) - 1
  const lines = [
    aLine({ product: '=Boots, "winter"', sku: 'B-42', category: 'Обувь', quantity: 2, price: 123_450 }),
    aLine({ product: 'Gift card' }),
  ]
  const keys = { externalId: null, telegramId: null, phone: null, email: null, firstName: null, lastName: null }
  from.write(() => {
    const told: [Partial<typeof keys> | object, Parameters<typeof anOrder>[0]][] = [
      [{ externalId: 'c-1' }, { externalId: 'A-1', at: AT - 5, currency: 'RUB', total: 246_900, lines }],
      [
        { telegramId: 7_000_000_001 },
        { externalId: 'A-2', at: day, atPrecision: 'day', status: 'pending', promoCode: 'ВЕСНА', discount: 500 },
      ],
      [{ phone: '+37129999991' }, { externalId: 'A-3', at: AT, status: 'refunded', currency: 'JPY', renewal: true }],
      [{ email: 'ann@b.lv' }, { externalId: 'A-4', at: AT, status: 'cancelled', refunded: 100, renewal: false }],
    ]
    for (const [customer, order] of told) takeOrder(from, { ...keys, ...customer }, anOrder(order), AT)
  })
  const folder = temporaryFolder()
  const zone = 'Europe/Moscow'
  const { paths } = await exportEverything(from, { folder, stem: 'all', language: 'ru', zone })
  const path = join(folder, 'orders.csv')
  writeFileSync(path, (await unzip(readFileSync(paths[0] ?? ''))).get('orders.csv') ?? '')
  const none = async () => null
  const look = await lookAtFile(path, {}, { country: 'RU', currency: 'RUB' }, none, () => undefined)
  expect(look.recognition).toMatchObject({ verdict: { kind: 'accepted' }, questions: [], mapping: { kind: 'orders' } })
  const into = join(folder, 'read.db')
  await interpretFile(path, {}, look.recognition.mapping, { country: 'RU', zone, now: AT }, into, () => undefined)
  const scratch = openFile(into, { readonly: true })
  const read = scratch
    .prepare<[], object>(
      `select o.order_id, p.external_id, p.telegram_id, p.phone, p.email, o.at, o.at_precision, o.status, o.total, o.refunded,
         o.discount, o.currency, o.promo_code, o.renewal
       from result_orders o join result p on p.rowid = o.person order by 1`,
    )
    .all()
  const pieces = scratch
    .prepare<[], object>(
      `select o.order_id, l.line, l.product, l.sku, l.category, l.quantity, l.price
       from result_lines l join result_orders o on o.id = l.order_row order by 1, 2`,
    )
    .all()
  scratch.close()
  expect(read).toEqual(
    from
      .sql(
        `select o.external_id as order_id, c.external_id, c.telegram_id, c.phone, c.email, o.at, o.at_precision, o.status,
           o.total, o.refunded, o.discount, o.currency, o.promo_code, o.renewal
         from orders o join customers c on c.id = o.customer_id order by 1`,
      )
      .all(),
  )
  expect(pieces).toEqual(
    from
      .sql(
        `select o.external_id as order_id, l.line, l.product, l.sku, l.category, l.quantity, l.price
         from order_lines l join orders o on o.id = l.order_id order by 1, 2`,
      )
      .all(),
  )
})
