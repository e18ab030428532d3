import { existsSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { recordValues, valuesOf } from '../../src/audience/attribute/value.js'
import { createAttribute } from '../../src/audience/attribute.js'
import { recordContact } from '../../src/audience/contact.js'
import { recordErasure } from '../../src/audience/erase/erasure.js'
import { findSubscriber, recordSeen } from '../../src/audience/subscriber.js'
import { stopOffers } from '../../src/audience/subscription.js'
import { DAY } from '../../src/clock.js'
import { filesOf } from '../../src/crm/import/folder.js'
import { getImport, listImports } from '../../src/crm/import/record.js'
import { listKept, previewUndo } from '../../src/crm/import/undo.js'
import { claimService } from '../../src/delivery/service/queue.js'
import { createSegment } from '../../src/segments/segment.js'
import { recordCustomer } from '../support/customer.js'
import { temporaryDb } from '../support/db.js'
import { AT, bring, drop, dump, importsOf, OWNER, type Row } from './import.fixture.js'
import { people, press } from './import-people.js'

test('people of another bot move in: with their names, dates, status and phone, vouched for, and not checked', async () => {
  const db = await temporaryDb()
  press(db, 50, 'Here')
  const before = dump(db)
  const imports = importsOf(db)
  const rows: Row[] = [
    {
      telegram_id: 70,
      first_name: 'Anna',
      last_name: 'P',
      username: 'anna',
      language: 'ru_RU',
      phone: '+37120000001',
      subscribed_at: AT - 300 * DAY,
    },
    { telegram_id: 60, stopped: 1 },
    { telegram_id: 65, first_name: 'Ben', reachable: 0 },
    { telegram_id: 70, first_name: 'Anna again', stopped: 0 },
    { telegram_id: 60, first_name: 'Twice' },
    { telegram_id: OWNER, first_name: 'Owner' },
    { telegram_id: -1_001, first_name: 'A group' },
    { first_name: 'Nobody' },
    { telegram_id: 50, first_name: 'Other', phone: '+37120000009' },
  ]
  const unread = [{ line: 11, column: 'telegram_id', reason: 'telegram_id_invalid', cells: ['abc', '', '=1+1'] }]
  const text = `${['id,,name', ...rows.map((_, i) => `row ${i},,x`)].join('\n')}\nabc,,=1+1\n`
  const ready = await drop(imports, rows, { unread, text })
  expect(ready.counts).toMatchObject({
    ...{ people: 4, new: 3, changed: 1, same: 0, stopped: 1, blocked: 1, phones: 1, size: 4 },
    leftOut: { twice: 2, team: 1, telegram_group: 1, no_telegram_id: 1, telegram_id_invalid: 1 },
  })
  const { folder, leftOut, upload, changes, read } = filesOf(db, ready.id)
  expect([folder, upload, changes, leftOut].map(path => (statSync(path).mode & 0o777).toString(8))).toEqual([
    ...['700', '600', '600', '600'],
  ])
  expect(existsSync(read)).toBe(false)
  expect(readFileSync(leftOut, 'utf8')).toBe(
    [
      '\ufeffid,,name,⟵ line,⟵ column,⟵ why',
      'row 3,,x,5,,stands there twice',
      'row 4,,x,6,,stands there twice',
      'row 5,,x,7,,team',
      'row 6,,x,8,,telegram_group',
      'row 7,,x,9,,no_telegram_id',
      "abc,,'=1+1,11,telegram_id,telegram_id_invalid",
      '',
    ].join('\r\n'),
  )
  expect(dump(db)).toEqual(before)
  await imports.begin(ready.id, { by: OWNER, ground: 'contract' }, AT)
  await imports.idle()
  expect(getImport(db, ready.id)).toMatchObject({ state: 'done', finishedAt: AT, vouchedBy: OWNER })
  expect(existsSync(folder)).toBe(false)
  const known = db.sql(
    `select telegram_id as id, first_name as first, username, telegram_language as language, phone, file_phone as filePhone,
       subscribed_at as since, status, checked_at as checked, last_seen_at as seen, vouched_by as by, ground
     from subscribers order by telegram_id`,
  )
  const vouched = { checked: null, seen: null, by: OWNER, ground: 'contract' }
  const bare = { username: null, language: null, phone: null, filePhone: null }
  expect(known.all()).toMatchObject([
    { id: 50, first: 'Here', phone: null, filePhone: '+37120000009', status: 'active', by: null },
    { ...vouched, ...bare, id: 60, first: '', since: AT, status: 'unsubscribed' },
    { ...vouched, ...bare, id: 65, first: 'Ben', since: AT, status: 'blocked' },
    {
      ...vouched,
      id: 70,
      first: 'Anna',
      username: 'anna',
      language: 'ru-ru',
      phone: null,
      filePhone: '+37120000001',
      since: AT - 300 * DAY,
      status: 'active',
    },
  ])
  const events = db
    .sql(`select kind, source, vouched_by as by, at from subscription_events where kind = 'move_in'`)
    .all()
  expect(events).toEqual(Array(3).fill({ kind: 'move_in', source: `import:${ready.id}`, by: OWNER, at: AT }))

  const after = dump(db)
  const again = await drop(imports, rows, { unread, text })
  expect(again.counts).toMatchObject({ people: 4, new: 0, changed: 0, same: 4, size: 0 })
  await imports.begin(again.id, { by: OWNER, ground: 'contract' }, AT)
  await imports.idle()
  expect(dump(db)).toEqual(after)
  expect(listImports(db, { offset: 0, limit: 9 }).total).toBe(2)
  await imports.undo(again.id, AT)
  await imports.idle()
  expect(dump(db)).toEqual(after)

  expect(await previewUndo(db, ready.id)).toEqual({ added: 3, changed: 1, pressed: 0 })
  await imports.undo(ready.id, AT + DAY)
  await imports.idle()
  expect(dump(db)).toEqual(before)
  expect(getImport(db, ready.id)).toMatchObject({ state: 'undone', counts: { kept: 0 } })
})

test('whoever asked to be forgotten stays out, also when they ask between the look and the import', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  const names = { phones: [], externalIds: [], emails: [] }
  recordErasure(db, { ...names, telegramIds: [71] }, AT - DAY)
  const ready = await drop(imports, [
    { telegram_id: 70 },
    { telegram_id: 71 },
    { telegram_id: 72 },
    { telegram_id: 73, phone: '+37120000003' },
  ])
  expect(ready.counts).toMatchObject({ new: 3, leftOut: { forgotten: 1 } })
  recordErasure(db, { ...names, telegramIds: [72], phones: ['+37120000003'] }, AT)
  await imports.begin(ready.id, { by: OWNER, ground: 'contract' }, AT)
  await imports.idle()
  expect(db.sql('select telegram_id as id from subscribers').all()).toEqual([{ id: 70 }])
})

test('variables become fields of their kind, tags a choice; what people said of themselves stays', async () => {
  const db = await temporaryDb()
  const size = createAttribute(
    db,
    { label: 'Size', group: 'personality', type: 'number', options: null, purpose: null, createdBy: OWNER },
    AT,
  )
  const [anna, ben] = [press(db, 50, 'Anna'), press(db, 51, 'Ben')]
  recordValues(db, anna.id, size, { values: ['38'], provenance: 'declared', origin: 'survey:1' }, AT - DAY)
  recordValues(db, ben.id, size, { values: ['40'], provenance: 'observed', origin: 'x' }, AT - DAY)
  const before = dump(db)
  const imports = importsOf(db)
  const rows: Row[] = [
    { telegram_id: 50, fields: { size: '39', city: 'Riga', tags: ['vip', 'new'] } },
    { telegram_id: 51, fields: { Size: '41', city: 'Рига' } },
    {
      telegram_id: 52,
      fields: {
        size: '42',
        city: 'Riga',
        tags: 'vip',
        Birthday: '03.04.1990',
        Code: '007',
        Joined: '2024-01-05',
        Consent: 'да',
        Visits: '12',
      },
    },
    { telegram_id: 53, fields: { size: 'large', Code: 'A1', Visits: '3', Consent: 'нет' } },
  ]
  const ready = await drop(imports, rows)
  expect(ready.counts).toMatchObject({ new: 2, changed: 2, values: 1 })
  await imports.begin(ready.id, { by: OWNER, ground: 'contract' }, AT)
  await imports.idle()
  const fields = db.sql(`select label, type, options from attributes where label is not null order by id`).all()
  expect(fields).toEqual([
    { label: 'Size', type: 'number', options: null },
    { label: 'Tags', type: 'many_of', options: '["vip","new"]' },
    { label: 'Code', type: 'text', options: null },
    { label: 'Joined', type: 'date', options: null },
    { label: 'Consent', type: 'yes_no', options: null },
    { label: 'Visits', type: 'number', options: null },
  ])
  const shown = (telegramId: number) =>
    valuesOf(db, findSubscriber(db, telegramId)?.id ?? 0)
      .map(({ shown, provenance }) => `${shown} ${provenance}`)
      .sort()
  expect(shown(50)).toEqual(['38 declared', 'Riga imported', 'new imported', 'vip imported'])
  expect(shown(51)).toEqual(['41 imported', 'Riga imported'])
  expect(shown(52)).toEqual(
    [
      '42 imported',
      'Riga imported',
      'vip imported',
      '1990-04-03 imported',
      '007 imported',
      '2024-01-05 imported',
      'yes imported',
      '12 imported',
    ].sort(),
  )
  expect(shown(53)).toEqual(['3 imported', 'A1 imported', 'no imported'])
  const placed = db.sql<{ n: number }>(`select count(*) as n from subscribers where place_from = 'city' and lat > 56`)
  expect(placed.get()?.n).toBe(3)
  expect((await drop(imports, rows)).counts).toMatchObject({ new: 0, changed: 0, same: 4 })
  await imports.undo(ready.id, AT)
  await imports.idle()
  expect(await listKept(db, ready.id, 9)).toEqual([])
  expect(dump(db)).toEqual(before)
})

test('of more tags than a choice may have those that come most are kept, and the others are counted', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  const tags = Array.from({ length: 60 }, (_, i) => `tag ${i}`)
  const rows: Row[] = tags.map((tag, i) => ({
    telegram_id: i + 1,
    fields: { tags: i < 20 ? [tag] : [tag, 'vip', tag] },
  }))
  const twice: Row[] = tags.slice(20).map((tag, i) => ({ telegram_id: i + 101, fields: { tags: [tag] } }))
  const ready = await drop(imports, [...rows, ...twice])
  expect(ready.counts).toMatchObject({ new: 100, values: 11 })
  await imports.begin(ready.id, { by: OWNER, ground: 'contract' }, AT)
  await imports.idle()
  const [field] = db
    .sql<{ type: string; options: string }>(`select type, options from attributes where label = 'Tags'`)
    .all()
  const options = JSON.parse(field?.options ?? '[]') as string[]
  expect([field?.type, options.length, options.includes('vip'), options.includes('tag 59')]).toEqual([
    'many_of',
    50,
    true,
    true,
  ])
})

test('undone goes what nobody touched since; the rest stays and is listed, and who was counted leaves an empty shell', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  const size = createAttribute(
    db,
    { label: 'Size', group: 'personality', type: 'number', options: null, purpose: null, createdBy: OWNER },
    AT,
  )
  const first = await bring(
    imports,
    [50, 51, 52, 53, 54, 55].map(id => ({ telegram_id: id, first_name: `P${id}`, fields: { size: '40', shoe: 'x' } })),
  )
  const id = (telegramId: number) => findSubscriber(db, telegramId)?.id ?? 0
  recordSeen(
    db,
    { telegramId: 50, firstName: 'A', lastName: null, username: null, telegramLanguage: null, premium: false },
    AT + 1,
  )
  recordValues(db, id(51), size, { values: ['41'], provenance: 'corrected', origin: 'admin:1' }, AT + 1)
  stopOffers(db, id(52), { source: 'admin:7', wording: null, deliveryId: null }, AT + 1)
  const listed = id(54)
  db.sql(
    `insert into segments (name, name_folded, kind, criterion, created_by, created_at) values ('l', 'l', 'list', '{}', 1, 1)`,
  ).run()
  db.sql('insert into segment_members (segment_id, subscriber_id, since) values (1, ?, 1)').run(listed)
  const second = await bring(imports, [{ telegram_id: 53, first_name: 'New name' }])
  await imports.undo(first, AT + DAY)
  await imports.idle()
  const kept = await listKept(db, first, 20)
  expect(kept.map(({ table, key, why }) => [table, key, why])).toEqual([
    ['attributes', null, 'used'],
    ['subscribers', '50', 'pressed'],
    ['subscribers', '51', 'changed'],
    ['subscribers', '52', 'changed'],
    ['subscribers', '53', 'imported'],
  ])
  expect(getImport(db, first)).toMatchObject({ state: 'undone', counts: { kept: 5 } })
  const left = db
    .sql('select telegram_id as id, first_name as name, erased_at as erased from subscribers s order by s.id')
    .all()
  expect(left).toEqual([
    { id: 50, name: 'A', erased: null },
    { id: 51, name: 'P51', erased: null },
    { id: 52, name: 'P52', erased: null },
    { id: 53, name: 'New name', erased: null },
    { id: null, name: '', erased: AT },
  ])
  expect(valuesOf(db, listed)).toEqual([])
  await imports.undo(second, AT + DAY)
  await imports.idle()
  expect(findSubscriber(db, 53)?.firstName).toBe('P53')
  await expect(imports.undo(second, AT + DAY)).rejects.toMatchObject({ code: 'import_over' })
})

test('whoever is moved in while a control group of the quarter runs has a side at once, and still counts when it is undone', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  db.sql(`insert into customers (external_id, telegram_id, created_at) values ('c1', 1003, 1)`).run()
  db.sql(
    `insert into holdouts (kind, share, from_at, to_at, created_by, created_at) values ('quarter', 3000, ?, ?, 1, 0)`,
  ).run(AT - DAY, AT + 80 * DAY)
  const id = await bring(imports, [...people(60), { telegram_id: 5_000, stopped: 1 }])
  const sides = () =>
    db
      .sql<{ telegramId: number; held: number; linked: number }>(
        `select s.telegram_id as telegramId, m.held, m.linked from holdout_members m join subscribers s on s.id = m.subscriber_id`,
      )
      .all()
  expect(sides()).toHaveLength(60)
  const held = sides().filter(side => side.held === 1).length
  expect(held).toBeGreaterThan(5)
  expect(held).toBeLessThan(35)
  expect(sides().filter(({ linked }) => linked === 1)).toMatchObject([{ telegramId: 1_003 }])
  await imports.undo(id, AT + 1)
  await imports.idle()
  expect(sides().map(({ telegramId }) => telegramId)).toEqual(Array(60).fill(null))
  expect(db.sql<{ n: number }>('select count(*) as n from subscribers').get()?.n).toBe(60)
})

test('what a shop reported of somebody, or has to tell them, is left to nobody who comes after the import was undone', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  press(db, 50, 'Here')
  const id = await bring(
    imports,
    [61, 62, 63, 64].map(telegram_id => ({ telegram_id })),
  )
  const numberOf = (telegramId: number) =>
    db.sql<{ id: number }>('select id from subscribers where telegram_id = ?').get(telegramId)?.id ?? 0
  const [reported, told, moved] = [numberOf(61), numberOf(62), numberOf(63)]
  db.sql(
    `insert into event_names (id, name_folded, name, properties, first_at, last_at) values (1, 'cart', 'Cart', '[]', 0, 0)`,
  ).run()
  db.sql('insert into events (key, subscriber_id, name_id, at, received_at) values (?, ?, 1, 0, 0)').run('e', reported)
  db.sql(
    `insert into service_messages (subscriber_id, text, state, due_at, created_at) values (?, 'Your order is here', 'queued', ?, ?)`,
  ).run(told, AT, AT)
  const segment = db.write(() =>
    createSegment(db, { name: 'Sleepers', criterion: { leaf: 'everyone' }, createdBy: 1 }, AT),
  )
  db.sql('update segments set listened = 1 where id = ?').run(segment.id)
  for (const entered of [1, 0])
    db.sql('insert into segment_changes (segment_id, subscriber_id, entered, at) values (?, ?, ?, ?)').run(
      ...[segment.id, moved, entered, AT],
    )
  await imports.undo(id, AT)
  await imports.idle()
  for (const telegramId of [61, 62, 63, 64]) expect(numberOf(telegramId)).toBe(0)
  const later = press(db, 90, 'Eve', AT + DAY)
  expect([reported, told, moved]).not.toContain(later.id)
  expect(claimService(db, 10, AT + 1)).toEqual({ messages: [], skipped: 1 })
})

test('a phone of a file is nobody’s own: it links no customer, is never confirmed, and gives way to their own', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  db.sql(
    `insert into customers (external_id, phone, telegram_id, created_at) values ('c1', '+37120000001', null, 1), ('c2', null, 51, 1)`,
  ).run()
  const id = await bring(imports, [{ telegram_id: 50, phone: '+37120000001' }, { telegram_id: 51 }])
  const links = () => db.sql('select external_id as c, linked_by as by from customers order by id').all()
  expect(links()).toEqual([
    { c: 'c1', by: null },
    { c: 'c2', by: 'telegram_id' },
  ])
  await imports.undo(id, AT)
  await imports.idle()
  expect(links()).toEqual([
    { c: 'c1', by: null },
    { c: 'c2', by: null },
  ])
  const here = press(db, 60, 'Eve')
  recordContact(db, here.id, '37120000005', AT)
  expect((await drop(imports, [{ telegram_id: 60, phone: '+37120000001' }])).counts).toMatchObject({
    changed: 0,
    same: 1,
  })
})

test('whoever comes while a file waits to be taken in is found in it', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  const { id } = await drop(
    imports,
    [
      { external_id: '1', phone: '+37120000001' },
      { external_id: '2', telegram_id: 51 },
    ],
    {
      kind: 'customers',
    },
  )
  const [anna, ben] = [press(db, 50, 'Anna'), press(db, 51, 'Ben')]
  recordContact(db, anna.id, '37120000001', AT)
  await imports.begin(id, { by: OWNER, ground: 'contract' }, AT)
  await imports.idle()
  expect(db.sql('select external_id as c, subscriber_id as s from customers order by id').all()).toEqual([
    { c: '1', s: anna.id },
    { c: '2', s: ben.id },
  ])
})

test('a customers’ file becomes customers, linked by id and own phone; again it changes nothing, and it can be undone', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  const [anna, ben] = [press(db, 50, 'Anna'), press(db, 51, 'Ben')]
  recordContact(db, anna.id, '37120000001', AT)
  db.sql(`insert into customers (external_id, phone, created_at) values ('10', '+37120000008', 1)`).run()
  const before = dump(db)
  const rows: Row[] = [
    { external_id: '12', phone: '+37120000001', first_name: 'Anna', email: 'anna@example.com' },
    { external_id: '11', telegram_id: 51 },
    { external_id: '10', email: 'c@example.com' },
    { phone: '+37120000004', first_name: 'No number' },
    { email: 'only@example.com' },
    { external_id: '12', phone: '+37120000007' },
    { first_name: 'Nobody' },
  ]
  const id = await bring(imports, rows, { kind: 'customers' })
  expect(getImport(db, id).counts).toMatchObject({
    people: 5,
    new: 4,
    changed: 1,
    same: 0,
    here: 2,
    leftOut: { twice: 1, no_key: 1 },
  })
  const stored = db.sql(
    'select external_id as c, phone, email, subscriber_id as s, linked_by as by from customers order by id',
  )
  expect(stored.all()).toEqual([
    { c: '10', phone: '+37120000008', email: 'c@example.com', s: null, by: null },
    { c: null, phone: '+37120000004', email: null, s: null, by: null },
    { c: null, phone: null, email: 'only@example.com', s: null, by: null },
    { c: '11', phone: null, email: null, s: ben.id, by: 'telegram_id' },
    { c: '12', phone: '+37120000001', email: 'anna@example.com', s: anna.id, by: 'phone' },
  ])
  expect((await drop(imports, rows, { kind: 'customers' })).counts).toMatchObject({ new: 0, changed: 0, same: 5 })
  recordCustomer(db, { externalId: '11', telegramId: 51, phone: '+37120000055' }, AT)
  await imports.undo(id, AT)
  await imports.idle()
  expect((await listKept(db, id, 9)).map(({ key, why }) => [key, why])).toEqual([['11', 'changed']])
  await imports.undo(id, AT)
  await imports.idle()
  expect(getImport(db, id).counts?.kept).toBe(1)
  db.sql(`update customers set phone = null, import_id = ? where external_id = '11'`).run(id)
  await imports.undo(id, AT)
  await imports.idle()
  // What came after their offers is worked out once more, also of who is gone.
  db.sql('delete from stale_customers').run()
  expect(dump(db)).toEqual(before)
})
