import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { recordValues } from '../../src/audience/attribute/value.js'
import { createAttribute } from '../../src/audience/attribute.js'
import { createForgotten, isErased } from '../../src/audience/erase/erasure.js'
import { findSubscriber } from '../../src/audience/subscriber.js'
import { people } from '../../src/bot/admin/people/addresses.js'
import { DAY, MINUTE } from '../../src/clock.js'
import { connectShop, listConnections } from '../../src/crm/shop/connection.js'
import { backUp } from '../../src/db/backup.js'
import type { Db } from '../../src/db/open.js'
import { exportEverything } from '../../src/reports/export/everything.js'
import { texts } from '../../src/text/index.js'
import { recordEvents } from '../../src/tracking/event.js'
import { tildaOrder } from '../crm/shop/payloads.js'
import { ADMIN } from '../support/campaign.js'
import { recordCustomer } from '../support/customer.js'
import { aLine, orderOf } from '../support/order.js'
import { type Hand, type Stage, stageProduct, until } from '../support/product.js'
import { unzip } from '../support/unzip.js'

const FIRST = 'Zebedee'
const LAST = 'Quillfeather'
const USERNAME = 'zebquill'
const PHONE = '+37128345671'
const EMAIL = 'zeb@quill.example'
const EXTERNAL = 'crm-88417263'
const filed = z.object({ result: z.object({ file_path: z.string() }) })
/** Nobody in these journeys was asked a question or opened a link. */
const EMPTY: readonly string[] = (['en', 'ru'] as const).flatMap(language => {
  const { parts } = texts(language).ownData
  return [parts.questions, parts.clicks]
})

/** Everything that says who it was, as bytes: words, digits, and numbers as SQLite keeps them. */
function tracesOf(id: number): Map<string, Buffer> {
  const traces = new Map<string, Buffer>()
  const add = (name: string, bytes: Buffer | string) => traces.set(name, Buffer.from(bytes))
  for (const words of [FIRST, LAST, USERNAME, EMAIL, EXTERNAL, PHONE.slice(1), PHONE.slice(4), String(id)]) {
    add(words, words)
    add(`${words} in small letters`, words.toLowerCase())
  }
  add('the id in a button', `:${id.toString(36)}`)
  for (const [name, number] of [
    ['id', id],
    ['phone', Number(PHONE.slice(1))],
  ] as const)
    for (const length of [4, 5, 6, 7, 8]) {
      const bytes = Buffer.alloc(8)
      bytes.writeBigInt64BE(BigInt(number))
      if (number < 2 ** (8 * length - 1)) add(`${name} in ${length} bytes`, bytes.subarray(8 - length))
    }
  return traces
}

/** In which files, and in which lines of the log, any of it stands. */
function found(product: Stage, id: number, folder = dirname(product.path)): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(file => file.isFile())
  const contents = files.map(file => [file.name, readFileSync(join(file.parentPath, file.name))] as const)
  const log = Buffer.from(product.log.lines.join('\n'))
  return [...tracesOf(id)].flatMap(([name, bytes]) =>
    [...contents, ['the log', log] as const]
      .filter(([, content]) => content.includes(bytes))
      .map(([where]) => `${name}: ${where}`),
  )
}

/** Somebody of whom everything is known that can be: they came by a link, shared, answered, bought, wrote, and were looked up. */
async function known(product: Stage, id: number, language = 'en'): Promise<Hand> {
  const db = product.db()
  const at = product.clock.now()
  const say = texts(language === 'ru' ? 'ru' : 'en').subscriber
  recordCustomer(db, { externalId: EXTERNAL, telegramId: null, phone: PHONE }, at)
  db.sql('update customers set email = ?, first_name = ?, last_name = ?').run(EMAIL, FIRST, LAST)
  const lines = [aLine({ product: 'Boots', sku: 'B-42', category: 'Shoes', price: 5_000 })]
  const told = { total: 4_900, discount: 100, promoCode: `${FIRST}-10`, renewal: true }
  orderOf(db, EXTERNAL, { externalId: 'o-1', at, ...told, lines }, at)
  orderOf(db, EXTERNAL, { externalId: 'o-2', at, status: 'pending', promoCode: 'SPRING' }, at)
  orderOf(db, 'somebody else', { externalId: 'o-3', at, promoCode: 'Spring' }, at)
  const hand = product.hand({ id, firstName: FIRST, lastName: LAST, username: USERNAME, language })
  await hand.start(`ref_${id}`)
  await hand.send('/settings')
  await hand.walk(say.sharePhone)
  await hand.does(person => person.sendContact(PHONE.slice(1)))
  await hand.send('/settings')
  await hand.walk(say.sharePlace)
  await hand.does(person => person.sendLocation(56.95, 24.1))
  await hand.send(`I am ${FIRST} ${LAST}, call me: ${PHONE}`)
  const subscriber = findSubscriber(db, id)?.id ?? 0
  await db.group(() => remember(db, subscriber, id, at))
  await product.ada.sees(`${FIRST} ${LAST}`)
  for (const words of [`${FIRST} ${LAST}`, PHONE, `@${USERNAME}`, String(id)]) await product.ada.send(`/who ${words}`)
  await product.boris.forge(people.correct.data({ id: subscriber, field: 1 }), product.ada.lastId()).catch(() => null)
  return hand
}

/** What other deeds would have left of them. */
function remember(db: Db, subscriber: number, id: number, at: number): void {
  const field = createAttribute(
    db,
    { label: 'Nickname', group: 'personality', type: 'text', options: null, purpose: null, createdBy: ADMIN },
    at,
  )
  const said = { values: [`${FIRST} the ${LAST}`], provenance: 'declared' as const, origin: 'survey:1' }
  recordValues(db, subscriber, field, said, at)
  const run = (sql: string, ...values: (string | number)[]) => void db.sql(sql).run(...values)
  run(
    `insert into offers (id, name_folded, name, goal, state, draft, created_by, created_at) values (1, 'boots', 'Boots', 'sell', 'used', '{}', ?, ?)`,
    ADMIN,
    at,
  )
  run(
    `insert into variants (id, offer_id, position, content, frozen_at) values (1, 1, 1, '{"kind":"text","text":"Boots","entities":[],"buttons":[]}', ?)`,
    at,
  )
  run(
    `insert into broadcasts (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, started_at, finished_at, reported_at, created_by, created_at)
    values (1, 1, 'finished', '[]', '[]', 1, 'UTC', ?, ?, ?, ?, ?, ?)`,
    at,
    at,
    at,
    at,
    ADMIN,
    at,
  )
  run(
    `insert into deliveries (id, broadcast_id, subscriber_id, variant_id, state, due_at, attempts, claimed_at, sent_at, message_id, error)
    values (1, 1, ?, 1, 'sent', ?, 1, ?, ?, 900, ?)`,
    subscriber,
    at,
    at,
    at,
    `told by ${id}`,
  )
  run(
    `insert into promo_codes (offer_id, folded, code, position, delivery_id, taken_at) values (1, 'qx-7', 'QX-7', 0, 1, ?)`,
    at,
  )
  recordEvents(
    db,
    [
      {
        ...{ key: `cart of ${EXTERNAL}`, said: '', subscriberId: subscriber, name: 'Left cart', at },
        properties: { note: `${FIRST} ${LAST}, ${PHONE}` },
      },
    ],
    at,
  )
  run(
    `insert into campaigns (id, name_folded, name, kind, state, starts, ends, zone, created_by, created_at)
    values (1, 'welcome', 'Welcome', 'series', 'ended', '{}', '{}', 'UTC', ?, ?)`,
    ADMIN,
    at,
  )
  run(
    `insert into enrolments (campaign_id, subscriber_id, occurrence, edition, started_at, entered_at, position, state)
    values (1, ?, 0, 1, ?, ?, 1, 'done')`,
    ...[subscriber, at, at],
  )
  run('update orders set click_delivery = 1')
  run('insert into customer_claims (customer_id, subscriber_id, at) values (1, ?, ?)', subscriber, at)
  run(
    `insert into service_messages (external_id, hash, subscriber_id, text, button, state, due_at, claimed_at, sent_at, message_id, error, created_at)
    values (?, x'00', ?, ?, ?, 'sent', ?, ?, ?, 901, ?, ?)`,
    `order of ${EXTERNAL}`,
    subscriber,
    `${FIRST}, your order is on its way. We call ${PHONE}`,
    JSON.stringify({ label: 'Track', url: `https://shop.example/${EXTERNAL}` }),
    ...[at, at, at, `told ${id}`, at],
  )
  run(
    `insert into segments (id, name_folded, name, kind, criterion, created_by, created_at) values (1, 'vip', 'VIP', 'list', '{"leaf":"list"}', ?, ?)`,
    ADMIN,
    at,
  )
  run('insert into segment_members (segment_id, subscriber_id, since) values (1, ?, ?)', subscriber, at)
  run(
    `insert into imports (id, admin_id, at, file, sha256, state) values (1, ?, ?, 'Zebedee_Quillfeather.csv', x'00', 'done')`,
    ADMIN,
    at,
  )
  run(
    `insert into import_changes (import_id, "table", row, before, after) values (1, 'subscribers', ?, ?, ?)`,
    String(subscriber),
    JSON.stringify({ first_name: FIRST, telegram_id: id }),
    JSON.stringify({ last_name: LAST }),
  )
  run(
    `insert into conversations (key, state, at) values ('${ADMIN}', ?, ?)`,
    JSON.stringify({ forward_from: { id, first_name: FIRST } }),
    at,
  )
  run(
    `insert into audit_log (admin_id, at, address, subject) values (?, ?, ?, 'reply')`,
    ADMIN,
    at,
    `re.b:${id.toString(36)}`,
  )
  const shop = connectShop(db, 'tilda', ADMIN, at)
  run(
    `insert into webhook_inbox (connection_id, dedupe, topic, at, outcome, order_id) values (?, 'x', '', ?, 'order', 'o-1')`,
    ...[shop, at],
  )
  run(`insert into settings (key, value) values ('list_change:${ADMIN}', ?)`, JSON.stringify({ written: PHONE }))
  run(`insert into settings (key, value) values ('test_people', ?)`, JSON.stringify([ADMIN, id]))
  run(`insert into settings (key, value) values (?, '"${FIRST} ${LAST}"')`, `name:${id}`)
}

/** The update that asked is handled, and what it overwrote has left the log. */
async function isClean(product: Stage): Promise<void> {
  await product.settled()
  await until(() => product.count("settings where key = 'erased'") === 0, 'the log to be emptied')
  await until(() => product.count('withdrawals') === 0, 'what was passed on to go')
}

describe.each([6_987_654_321, 1_987_654_321])('whoever asks to be forgotten (id %i)', id => {
  test('is in no byte of any file, log, backup or chat of the team, and no import brings them back', async () => {
    const product = await stageProduct()
    const hand = await known(product, id)
    const db = () => product.db()
    expect(found(product, id).length).toBeGreaterThan(15)
    const t = texts('en').subscriber
    await hand.send('/forget')
    const before = product.picture()
    expect(await hand.press(t.forgetNot)).toBe(t.forgetKept)
    expect(product.picture()).toBe(before)
    await hand.send('/forget')
    await hand.press(t.forgetMeYes)
    expect(hand.text()).toBe(t.forgotten('Boot shop').text)
    await isClean(product)

    expect(found(product, id)).toEqual([])
    expect(product.rows('select order_id from webhook_inbox')).toEqual([{ order_id: null }])
    // A call of their shop that was on its way, through the door.
    const call = tildaOrder({
      Name: `${FIRST} ${LAST}`,
      Phone: PHONE,
      Email: EMAIL,
      comment: `I am ${USERNAME}, ${EXTERNAL}`,
    })
    const { address = '' } = listConnections(db())[0] ?? {}
    const answer = await fetch(`${product.config.publicUrl}/in/tilda/${address}`, {
      method: 'POST',
      body: JSON.stringify(call),
    })
    expect(answer.status).toBe(200)
    await until(() => product.count('webhook_inbox where body is not null') === 0, 'the call to be worked off')
    expect(product.rows(`select outcome, why, order_id from webhook_inbox where dedupe <> 'x'`)).toEqual([
      { outcome: 'nothing', why: 'forgotten', order_id: null },
    ])
    await until(() => found(product, id).length === 0, 'the log to be emptied')
    const backup = join(dirname(product.path), `${randomUUID()}.backup`)
    await backUp(product.path, backup)
    await product.restart()
    expect(found(product, id)).toEqual([])
    rmSync(backup)
    const folder = mkdtempSync(join(dirname(product.path), 'export-'))
    const { paths, rows } = await exportEverything(db(), { zone: 'UTC', folder, stem: 'all', language: 'en' })
    expect(rows).toMatchObject({ people: 0, orders: 3 })
    for (const path of paths)
      for (const [name, bytes] of await unzip(readFileSync(path))) writeFileSync(join(folder, name), bytes)
    expect(found(product, id)).toEqual([])
    rmSync(folder, { recursive: true })

    const chats = [product.ada, product.boris].flatMap(({ person }) =>
      person.messages().map(message => JSON.stringify(message)),
    )
    const passed = chats.filter(text => text.includes('call me'))
    expect(passed).toEqual([])

    expect(product.rows('select state, message_id, error from deliveries')).toEqual([
      { state: 'sent', message_id: null, error: null },
    ])
    expect(product.rows('select state, external_id, text, button, message_id, error from service_messages')).toEqual([
      { state: 'sent', external_id: null, text: null, button: null, message_id: null, error: null },
    ])
    expect(product.rows('select promo_code as code, click_delivery as click from orders order by id')).toEqual([
      { code: null, click: null },
      { code: 'SPRING', click: null },
      { code: 'Spring', click: null },
    ])
    expect(product.rows('select key, hash, properties, folded from events')).toEqual([
      { key: null, hash: null, properties: null, folded: null },
    ])
    expect([product.count('customer_claims'), product.count('customer_conflicts')]).toEqual([0, 0])
    await product.ada.send(`/who ${LAST}`)
    expect(product.ada.text()).toContain('nobody')

    const keys = { telegramId: null, phone: null, externalId: null }
    const named = [{ telegramId: id }, { phone: PHONE }, { externalId: EXTERNAL }, { email: EMAIL.toUpperCase() }]
    for (const key of named) expect(isErased(db(), { ...keys, ...key })).toBe(true)
    expect(isErased(db(), { ...keys, telegramId: 42 })).toBe(false)
    for (const told of [{ externalId: EXTERNAL }, { telegramId: id }, { phone: PHONE }])
      expect(() => recordCustomer(db(), { externalId: 'c-2', telegramId: null, phone: null, ...told }, 1)).toThrow(
        'customer_forgotten',
      )

    await hand.start()
    expect(findSubscriber(db(), id)).toMatchObject({ status: 'active', source: null })
    expect(createForgotten(db())).toBeNull()
    expect(recordCustomer(db(), { externalId: EXTERNAL, telegramId: null, phone: PHONE }, 1).kind).toBe('new')
    expect(product.refused().filter(call => !/delete|thread|edit/i.test(call))).toEqual([])
  })
})

describe.each(['en', 'ru'] as const)('what somebody reads of themselves (%s)', language => {
  const t = texts(language)

  /** The words of the file that came last into somebody's chat. */
  async function fileOf(product: Stage, hand: Hand): Promise<string> {
    const message = hand.person.messages().findLast(({ document }) => document !== undefined)
    const found = await fetch(
      `${product.emulator.apiRoot}/bot${product.emulator.token}/getFile?file_id=${message?.document?.file_id ?? ''}`,
    )
    const { result } = filed.parse(await found.json())
    const file = await fetch(`${product.emulator.apiRoot}/file/bot${product.emulator.token}/${result.file_path}`)
    return file.text()
  }

  test('is all of it, in their language, and of the CRM only what is proven to be theirs', async () => {
    const product = await stageProduct()
    const hand = await known(product, 501, language)
    await hand.send('/mydata')
    expect(hand.text()).toBe(t.subscriber.dataSent)
    const file = await fileOf(product, hand)
    const { ownData: words } = t
    for (const line of [
      words.title('Boot shop'),
      words.name(`${FIRST} ${LAST}`),
      words.username(USERNAME),
      words.id(501),
      words.source('ref_501'),
      words.phone(PHONE),
      words.status.active,
      words.events.start,
      'Left cart',
      `{"note":"${FIRST} ${LAST}, ${PHONE}"}`,
      `${FIRST} the ${LAST}`,
      words.states.sent,
      'your order is on its way',
      'VIP',
      words.customer(EXTERNAL),
      words.email(EMAIL),
      `${words.line('Boots', 1)} · ${words.sku('B-42')} · Shoes`,
      words.promoCode(`${FIRST}-10`),
      words.renewal,
      'QX-7',
      words.orderStates.pending,
    ])
      expect(file).toContain(line)
    for (const part of Object.values(words.parts))
      expect(file.includes(part.toUpperCase()), part).toBe(!EMPTY.includes(part))
    expect(file).not.toMatch(/undefined|null|\[object/)

    // A hand of the team is no proof that somebody's orders are theirs.
    product.db().sql("update customers set linked_by = 'admin'").run()
    product.passes(2 * MINUTE)
    await hand.send('/mydata')
    const other = await fileOf(product, hand)
    expect(other).toContain(words.unproven)
    for (const secret of [EXTERNAL, EMAIL, '1 × Boots']) expect(other).not.toContain(secret)
    await hand.send('/mydata')
    expect(hand.text()).toBe(t.subscriber.dataSoon)
  })

  test('says of a stranger only that they wrote, and of nobody nothing', async () => {
    const product = await stageProduct()
    const stranger = product.hand({ id: 601, firstName: 'Sam', language })
    stranger.person.start()
    await product.settled()
    product.db().write(() => {
      product.db().sql('delete from subscription_events').run()
      product.db().sql('delete from subscribers').run()
    })
    await stranger.send('/mydata')
    expect(await fileOf(product, stranger)).toContain(t.ownData.nothing)
    await stranger.send('Hello?')
    product.passes(2 * MINUTE)
    await stranger.send('/mydata')
    expect(await fileOf(product, stranger)).toContain(t.ownData.wroteOnly)
    await stranger.send('/forget')
    await stranger.press(t.subscriber.forgetMeYes)
    await isClean(product)
    expect(product.count('inbox') + product.count('inbox_copies')).toBe(0)
    expect(isErased(product.db(), { telegramId: 601, phone: null, externalId: null })).toBe(true)
  })
})

test('the team does both for somebody who asked, leaves a line without a name, and loses their topic', async () => {
  const product = await stageProduct()
  const { ada, boris } = product
  const group = product.emulator.group({ title: 'Staff' })
  for (const { person } of [ada, boris]) group.join(person)
  group.setBot(ada.person, { kind: 'administrator', topics: true })
  await ada.send('/settings')
  await ada.walk('👥 Team', 'Staff chat', 'Bind a group')
  group.send(ada.person, `/bind ${/\/bind (\w+)/.exec(ada.text())?.[1] ?? ''}`)
  await product.settled()
  const hand = product.hand({ id: 501, firstName: FIRST, lastName: LAST, language: 'en' })
  await hand.start()
  await hand.send('Where is my order?')
  await until(() => product.count('inbox where passed_at is null') === 0, 'it to be passed on')
  expect(
    group
      .topics()
      .map(({ name }) => name)
      .join(),
  ).toContain(FIRST)

  const t = texts('en').personCards
  await ada.send(`/who ${FIRST}`)
  await ada.press(t.theirData)
  expect(ada.person.messages().filter(({ document }) => document !== undefined)).toHaveLength(1)
  const card = ada.holding(t.erase)
  await ada.press(t.erase, card)
  expect(ada.person.message(card).text).toContain(FIRST)
  await ada.press(t.eraseYes, card)
  await ada.sees(t.done.erased)
  await ada.press(t.eraseYes, card).catch(() => null)
  await isClean(product)
  expect(
    group
      .topics()
      .map(({ name }) => name)
      .join(),
  ).not.toContain(FIRST)
  expect(found(product, 501).filter(trace => !trace.includes('501'))).toEqual([])
  expect(product.rows("select address, subject from audit_log where address glob 'pp.*' order by id")).toEqual([
    { address: 'pp.data:1', subject: 'person:1' },
    { address: 'pp.erase:1', subject: 'person:1' },
  ])

  // Those who work here have to leave first.
  await boris.start()
  await boris.send('/forget')
  expect(boris.text()).toBe(texts('en').subscriber.forgetInTeam)
  await ada.send('/who Boris')
  await ada.press(t.erase)
  expect(ada.text()).toContain(t.eraseInTeam)
})

test('what Telegram does not let us delete any more loses its words; one refused for now is tried again', async () => {
  const product = await stageProduct()
  const hand = product.hand({ id: 501, firstName: FIRST, lastName: LAST, language: 'en' })
  await hand.start()
  await hand.send('Where is my order?')
  await hand.does(person => person.sendPhoto({ caption: `${LAST} in boots` }))
  await until(() => product.count('inbox where passed_at is null') === 0, 'it to be passed on')
  const chat = () =>
    product.ada.person
      .messages()
      .filter(({ from }) => from.is_bot)
      .map(message => message.text ?? message.caption ?? '')
  expect(chat().join()).toContain(FIRST)
  product.passes(3 * DAY)
  const { clear } = product.emulator.fault({ kind: 'error', methods: ['deleteMessage'] })
  await hand.send('/forget')
  await hand.press(texts('en').subscriber.forgetMeYes)
  await product.settled()
  await until(() => product.count('withdrawals') > 0, 'what is to go')
  clear()
  product.passes(MINUTE)
  await isClean(product)
  expect(chat().join()).not.toMatch(/Zebedee|Quillfeather|order/)
  expect(new Set(chat())).toContain(texts('en').replies.forgotten)
})
