import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, test } from 'vitest'
import { createForgotten, liftErasure, recordErasure } from '../../src/audience/erase/erasure.js'
import { findIdentity } from '../../src/audience/identity.js'
import { denyPersonalLink, recordClaim } from '../../src/audience/linking/assignment.js'
import { clean } from '../../src/bot/forget/cleaning.js'
import { ERASED_BY, erasePerson } from '../../src/bot/forget/erase.js'
import { mentionsOf } from '../../src/bot/forget/mention.js'
import { findActs } from '../../src/bot/forget/traces.js'
import type { Db } from '../../src/db/open.js'
import * as schema from '../../src/db/schema/index.js'
import { settleDelivery } from '../../src/delivery/settle.js'
import { come, deliver, orderByClick, seedOffer, tell } from '../audience/linking/town.js'
import { customerOf, recordCustomer } from '../support/customer.js'
import { temporaryDb } from '../support/db.js'

const AT = Date.UTC(2026, 10, 29, 12)
const ID = 7_000_000_001

/** What stays of a row of somebody who was forgotten. */
const STAYS = {
  subscribers: ['id', 'source', 'dice', 'created_at', 'erased_at', 'status'],
  customers: ['id', 'created_at', 'erased_at'],
}

/** A value of each kind in every column that may hold one, so that a new column cannot be forgotten. */
function fillRow(
  db: Db,
  table: 'subscribers' | 'customers',
  id: number,
  known: Record<string, string | number | null>,
): void {
  const columns = db
    .sql<{ name: string; type: string }>('select name, type from pragma_table_info(?)')
    .all(table)
    .map(
      ({ name, type }) => [name, name in known ? (known[name] ?? null) : /text/i.test(type) ? `of ${id}` : id] as const,
    )
  db.sql(
    `insert into ${table} (${columns.map(([name]) => name).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  ).run(...columns.map(([, value]) => value))
}

function erase(db: Db, telegramId = ID): void {
  db.write(() => erasePerson(db, telegramId, [], AT))
}

describe('of whoever was forgotten', () => {
  test('no column of theirs stays but those that say nothing of who they were', async () => {
    const db = await temporaryDb()
    fillRow(db, 'subscribers', 1, { telegram_id: ID, erased_at: null, unreachable: 'blocked' })
    fillRow(db, 'customers', 1, { subscriber_id: 1, erased_at: null, linked_by: 'phone' })
    db.sql(
      `insert into orders (external_id, customer_id, at, status, total, currency) values ('o', 1, 1, 'paid', 1, 'EUR')`,
    ).run()
    erase(db)
    for (const [table, stays] of Object.entries(STAYS)) {
      const row = db.sql<Record<string, unknown>>(`select * from ${table}`).get() ?? {}
      const left = Object.entries(row).filter(
        ([name, value]) => value !== null && value !== '' && value !== 0 && !stays.includes(name),
      )
      expect(left, table).toEqual([])
      expect(row['erased_at']).toBe(AT)
    }
    expect(db.sql('select source from subscribers').get()).toEqual({ source: null })
  })

  test('nothing is kept of where it stands when a message was on its way to them', async () => {
    const db = await temporaryDb()
    seedOffer(db)
    const id = come(db, ID)
    const delivery = deliver(db, id)
    db.sql(`update deliveries set state = 'sending', sent_at = null where id = ?`).run(delivery)
    erase(db)
    const claimed = { id: delivery, broadcastId: 1, subscriberId: id, lastSeenAt: null, checkedAt: null, pinned: true }
    db.write(() => settleDelivery(db, claimed, { kind: 'sent', messageId: 5, others: [6, 7], pollId: '53' }, AT))
    expect(db.sql('select state, message_id as message from deliveries').all()).toEqual([
      { state: 'sent', message: null },
    ])
    for (const table of ['polls', 'delivery_messages', 'repairs', 'repair_steps'])
      expect(db.sql(`select * from ${table}`).all(), table).toEqual([])
    expect(db.sql('select checked_at as at from subscribers').get()).toEqual({ at: null })
  })

  test('a customer who never bought is gone, a source that the shop made stays counted', async () => {
    const db = await temporaryDb()
    fillRow(db, 'subscribers', 1, { telegram_id: ID, erased_at: null, source: 'VK_spring', phone: '+37120000001' })
    db.sql("insert into sources (id, name_folded, name, created_by, created_at) values (1, 'vk', 'VK', 7, 1)").run()
    db.sql("insert into source_aliases (payload, source_id) values ('vk_spring', 1)").run()
    recordCustomer(db, { externalId: 'c1', telegramId: null, phone: '+37120000001' }, 1)
    // Somebody else's customer has this phone too: theirs stays, the number goes.
    fillRow(db, 'subscribers', 2, { telegram_id: 2, erased_at: null, phone: null, file_phone: null })
    recordCustomer(db, { externalId: 'c2', telegramId: 2, phone: '+37120000001' }, 1)
    db.sql("update customers set subscriber_id = 2 where external_id = 'c2'").run()
    erase(db)
    expect(db.sql('select external_id as id, phone, subscriber_id as person from customers').all()).toEqual([
      { id: 'c2', phone: null, person: 2 },
    ])
    expect(db.sql('select source from subscribers where id = 1').get()).toEqual({ source: 'VK_spring' })
  })

  test('who they were said to be goes; a customer whom only a click names is somebody else’s, and stays', async () => {
    const db = await temporaryDb()
    seedOffer(db)
    const [person, other] = [come(db, ID), come(db, 2)]
    const delivery = deliver(db, person)
    const friend = tell(db, 'c1', { phone: '+37120000005' })
    orderByClick(db, 'o1', friend, delivery)
    recordClaim(db, tell(db, 'c2'), person, AT)
    denyPersonalLink(db, tell(db, 'c3', { telegramId: 2 }), person, AT)
    // Of two people with one customer's data the other one is left.
    const both = tell(db, 'c4')
    for (const one of [person, other]) orderByClick(db, `o4-${one}`, both, deliver(db, one))
    expect(customerOf(db, person)?.externalId).toBe('c2')
    erase(db)
    for (const table of ['customer_claims', 'customer_conflicts'])
      expect(db.sql(`select 1 from ${table} where subscriber_id = ?`).all(person), table).toEqual([])
    expect(db.sql('select external_id as id, click_delivery as click from orders order by id').all()).toMatchObject([
      { id: 'o1', click: null },
      { id: `o4-${person}`, click: null },
      {},
    ])
    expect(db.sql('select external_id as id, phone, subscriber_id as person from customers order by id').all()).toEqual(
      [
        { id: 'c1', phone: '+37120000005', person: null },
        { id: 'c3', phone: null, person: other },
        { id: 'c4', phone: null, person: null },
      ],
    )
    expect(createForgotten(db)?.({ telegramId: null, phone: '+37120000005', externalId: 'c1' })).toBe(false)
  })

  test('a team that they once worked in knows a number', async () => {
    const db = await temporaryDb()
    fillRow(db, 'subscribers', 1, { telegram_id: ID, erased_at: null, phone: null, file_phone: null })
    fillRow(db, 'subscribers', 2, { telegram_id: 2, erased_at: null, vouched_by: ID, phone: null, file_phone: null })
    const run = (sql: string, ...values: (string | number)[]) => void db.sql(sql).run(...values)
    run(`insert into audit_log (admin_id, at, address) values (?, 1, 'st.ru')`, ID)
    run(
      `insert into audit_log (admin_id, at, address, subject) values (7, 1, ?, ?)`,
      `tm.member:${ID.toString(36)}`,
      `member:${ID}`,
    )
    run(
      `insert into subscription_events (subscriber_id, kind, source, at, vouched_by) values (2, 'stop', ?, 1, ?)`,
      `admin:${ID}`,
      ID,
    )
    run(
      `insert into attributes (id, key, "group", type, created_by, created_at) values (90, 'x', 'personality', 'text', ?, 1)`,
      ID,
    )
    run(
      `insert into attribute_values (attribute_id, value, subscriber_id, shown, provenance, origin, at) values (90, 'y', 2, 'Y', 'corrected', ?, 1)`,
      `admin:${ID}`,
    )
    const acts = await findActs(db, ID)
    db.write(() => erasePerson(db, ID, acts, AT))
    while (db.sql("select 1 from settings where key = 'erased'").get() !== undefined) await clean(db)
    const tables = Object.values(schema).filter(table => is(table, SQLiteTable))
    for (const table of tables) {
      const rows = JSON.stringify(db.sql(`select * from "${getTableName(table)}"`).all())
      for (const trace of [String(ID), ID.toString(36)]) expect(rows.includes(trace), getTableName(table)).toBe(false)
    }
    expect(db.sql('select admin_id as who, subject from audit_log order by id').all()).toEqual([
      { who: -1, subject: null },
      { who: 7, subject: 'member:-1' },
    ])
    expect(db.sql('select source, vouched_by as by from subscription_events where subscriber_id = 2').get()).toEqual({
      ...{ source: 'admin:-1', by: -1 },
    })
  })

  test('of many messages it is forgotten a bit at a time where they stood, also after a restart', async () => {
    const db = await temporaryDb()
    seedOffer(db)
    const person = come(db, ID)
    const many = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 450)'
    db.sql(
      `${many} insert into deliveries (broadcast_id, subscriber_id, occurrence, state, due_at, claimed_at, sent_at, message_id)
         select 1, ?, i, 'sent', 1, 1, 1, i + 1000 from n`,
    ).run(person)
    db.sql(
      `insert into reads (delivery_id, evidence, grade, subscriber_id, broadcast_id, at, message_id)
         select id, 'reaction', 'confirmed', subscriber_id, broadcast_id, 2, message_id from deliveries`,
    ).run()
    const places = () =>
      ['deliveries', 'reads'].map(
        table => db.sql<{ n: number }>(`select count(message_id) as n from ${table}`).get()?.n ?? 0,
      )
    erase(db)
    for (const left of places()) expect(left).toBeGreaterThan(0)
    while (db.sql("select 1 from settings where key = 'erased'").get() !== undefined) await clean(db)
    expect(places()).toEqual([0, 0])
    expect(db.sql('select count(*) as n from deliveries').get()).toEqual({ n: 450 })
  })

  test('no sample stays that ANALYZE took of an index', async () => {
    const db = await temporaryDb()
    fillRow(db, 'subscribers', 1, { telegram_id: ID, erased_at: null, phone: '+37120000001', file_phone: null })
    db.orm.run('analyze')
    const samples = () => db.sql<{ n: number }>('select count(*) as n from sqlite_stat4').get()?.n
    expect(samples()).toBeGreaterThan(0)
    erase(db)
    expect(samples()).toBe(0)
  })

  test('every table has somebody who looks after it', async () => {
    const db = await temporaryDb()
    const tables = db
      .sql<{ name: string }>(
        "select name from sqlite_master where type = 'table' and name not glob 'sqlite_*' and name not glob '__*'",
      )
      .all()
      .map(({ name }) => name)
    const named = Object.entries(schema).flatMap(([name, table]) => (name in ERASED_BY ? [getTableName(table)] : []))
    expect(named.sort()).toEqual(tables.sort())
    // Whoever is nobody's by that list has no column that could say who somebody is.
    const nobody = new Set(Object.entries(ERASED_BY).flatMap(([name, by]) => (by === 'nobody' ? [name] : [])))
    const telling =
      /telegram|phone|first_name|last_name|username|email|admin_id|created_by|changed_by|invited_by|used_by/
    const wrong = Object.entries(schema).flatMap(([name, table]) =>
      nobody.has(name)
        ? Object.values(getTableColumns(table)).flatMap(column =>
            telling.test(column.name) ? [`${name}.${column.name}`] : [],
          )
        : [],
    )
    expect(wrong).toEqual([])
  })
})

describe('a hash', () => {
  test('ties what named one person, and goes with their Start alone', async () => {
    const db = await temporaryDb()
    const none = { telegramIds: [], phones: [], externalIds: [], emails: [] }
    recordErasure(db, { ...none, telegramIds: [1], phones: ['+5511987654321'] }, AT)
    recordErasure(db, { ...none, telegramIds: [2], externalIds: ['x'] }, AT)
    const nobody = { telegramId: null, phone: null, externalId: null }
    const forgotten = () => createForgotten(db) ?? (() => false)
    // The ninth digit of Brazil's mobiles is written or not.
    expect(forgotten()({ ...nobody, phone: '+551187654321' })).toBe(true)
    expect(db.sql('select count(distinct at) as n from erasures').get()).toEqual({ n: 2 })
    expect([liftErasure(db, 3), liftErasure(db, 1)]).toEqual([false, true])
    expect(forgotten()({ ...nobody, phone: '+5511987654321' })).toBe(false)
    expect(forgotten()({ ...nobody, externalId: 'x' })).toBe(true)
  })
})

describe('what may name somebody', () => {
  test.each([
    ['a whole name, in any case and order', 'found: ИВАНОВА анна', true, true],
    ['a part of a name', 'анна', false, true],
    ['a part of another name', 'Аннабель', false, false],
    ['a username', '{"q":"@Anna_Iv"}', true, true],
    ['a part of another username', 'anna_ivanova', false, false],
    ['a number as people type it', 'тел. 8 (916) 123-45-67', true, true],
    ['another number', '8 916 123-45-68', false, false],
    ['an id', '{"from":{"id":7000000001}}', true, true],
    ['a longer id', '70000000012', false, false],
    ['a button about them', `re.b:${ID.toString(36)}`, true, true],
    ['a button about another', `re.b:${ID.toString(36)}1`, false, false],
    ['an address', 'ANNA@shop.example', true, true],
  ])('%s', async (_what, text, surely, perhaps) => {
    const db = await temporaryDb()
    fillRow(db, 'subscribers', 1, {
      ...{ telegram_id: ID, erased_at: null, first_name: 'Анна', last_name: 'Иванова', username: 'anna_iv' },
      ...{ phone: '+79161234567', file_phone: null },
    })
    fillRow(db, 'customers', 1, {
      subscriber_id: 1,
      erased_at: null,
      phone: null,
      email: 'anna@shop.example',
      telegram_id: null,
      first_name: null,
      last_name: null,
    })
    const mention = mentionsOf(findIdentity(db, ID))
    expect([mention.surely(text), mention.perhaps(text)]).toEqual([surely, perhaps])
  })
})
