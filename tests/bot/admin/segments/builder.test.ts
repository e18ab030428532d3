import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recordValues } from '../../../../src/audience/attribute/value.js'
import { createAttribute, listAttributes } from '../../../../src/audience/attribute.js'
import { createInterest } from '../../../../src/audience/interest.js'
import { assignCustomer } from '../../../../src/audience/linking/assignment.js'
import { createSource } from '../../../../src/audience/source.js'
import { findSketch } from '../../../../src/bot/admin/segments/builder/sketch.js'
import { criterionOf } from '../../../../src/bot/admin/segments/builder/tree.js'
import { DAY } from '../../../../src/clock.js'
import { packageRoot } from '../../../../src/db/root.js'
import type { Criterion } from '../../../../src/segments/criterion.js'
import { KINDS } from '../../../../src/segments/kinds/all.js'
import { refreshMembership } from '../../../../src/segments/people/membership.js'
import { createSegment, listSegments } from '../../../../src/segments/segment.js'
import { en } from '../../../../src/text/en.js'
import { recordEvents } from '../../../../src/tracking/event.js'
import { declareProperty } from '../../../../src/tracking/event-name.js'
import type { Walk } from '../../../segments/cases/kind.js'
import { kindCases } from '../../../segments/kinds.js'
import { recordCustomer } from '../../../support/customer.js'
import { aLine, orderOf } from '../../../support/order.js'
import { ADMIN, addPerson, NOW, sendOffer, stage } from './stage.js'

type Stage = Awaited<ReturnType<typeof stage>>

/** The criterion of the segment saved last. */
function newest({ db }: Stage): Criterion | null | undefined {
  return listSegments(db, { offset: 0, limit: 1 }).segments[0]?.criterion
}

/** People of two towns with fields of every type, orders, a topic and a saved segment. */
function furnish({ db }: Stage) {
  const people = [
    addPerson(db, { language: 'ru', source: 'fb', days: 70 }),
    addPerson(db, { language: 'en', source: 'vk', days: 3 }),
  ]
  const [anna = 0, bob = 0] = people
  db.write(() => {
    db.sql('update subscribers set last_source = source').run()
    createSource(db, { name: 'vk', channel: 'VK', cost: null, createdBy: 1 }, 0)
  })
  const field = (label: string, type: 'number' | 'date' | 'yes_no' | 'one_of' | 'text') =>
    createAttribute(
      db,
      {
        label,
        group: 'behavioural',
        type,
        options: type === 'one_of' ? ['Boots', 'Hats'] : null,
        purpose: null,
        createdBy: ADMIN,
      },
      NOW,
    )
  return db.write(() => {
    const size = field('Size', 'number')
    const likes = field('Likes', 'one_of')
    const club = field('Club', 'yes_no')
    const since = field('Client since', 'date')
    const city = listAttributes(db).find(({ key }) => key === 'city')
    if (city === undefined) throw new Error('there is always a city')
    const say = (id: number, attribute: typeof city, value: string) =>
      recordValues(db, id, attribute, { values: [value], provenance: 'declared', origin: 'test' }, NOW)
    say(anna, city, 'Riga')
    say(bob, city, 'Vilnius')
    say(anna, likes, 'Boots')
    recordCustomer(db, { externalId: 'c1', telegramId: null, phone: null }, NOW)
    const { id } = db.sql<{ id: number }>('select id from customers').get() ?? { id: 0 }
    assignCustomer(db, id, anna, NOW)
    const lines = ['Boots', 'Winter "boots"'].map(product => aLine({ product, category: 'Shoes', price: 2_500 }))
    orderOf(db, 'c1', { externalId: 'o1', at: NOW - 5 * DAY, promoCode: 'SPRING', lines }, NOW)
    db.sql(`insert into topics (name_folded, name, rung, created_by, created_at) values ('ways', 'Ways', 3, 1, ?)`).run(
      NOW,
    )
    recordEvents(
      db,
      [
        {
          ...{ key: 'e1', said: '', subscriberId: anna, name: 'Left cart', at: NOW - DAY },
          properties: { sum: 120, category: 'Boots' },
        },
      ],
      NOW,
    )
    declareProperty(db, 1, 0, 'number')
    declareProperty(db, 1, 1, 'text')
    createInterest(db, { name: 'Sales', createdBy: ADMIN }, NOW)
    const vip = createSegment(db, { name: 'VIP', criterion: { leaf: 'premium', value: true }, createdBy: ADMIN }, NOW)
    return { people, size, likes, club, since, city, vip: vip.id }
  })
}

/** Several conditions make one segment; by itself stands what is more than one, and what another would change. */
function together(cases: readonly Walk[]): Walk[][] {
  const isAlone = ([, says]: Walk) => 'all' in says
  const others = cases.filter(one => !isAlone(one))
  const batches = Array.from({ length: Math.ceil(others.length / 8) }, (_none, i) => others.slice(8 * i, 8 * i + 8))
  return [...cases.filter(isAlone).map(one => [one]), ...batches]
}

test('every kind of condition can be made by buttons, and says what was pressed', async () => {
  const s = await stage()
  const { people, size, likes, club, since, city, vip } = furnish(s)
  for (const town of ['Tallinn', 'Nowhere, at all'])
    s.db.write(() =>
      recordValues(s.db, addPerson(s.db), city, { values: [town], provenance: 'declared', origin: 'test' }, NOW),
    )
  sendOffer(s.db, 'Boots', people, 5)
  const field = (id: number, test: object) => ({ leaf: 'field', field: id, test })
  const event = { count: { atLeast: 1 }, window: { in: 30, unit: 'days' } }
  const ordered = { leaf: 'ordered', ...event, product: null, category: null, total: null }
  const spent = { leaf: 'spent', window: null, product: null, category: null, currency: 'EUR' }
  const linked = { leaf: 'linked', value: true }
  const place = { name: 'Riga' }
  const cases: Walk[] = [
    [['🙂 Person', '🗂 Field', 'City', 'Riga', 'Vilnius', 'Done'], field(city.id, { is: ['Riga', 'Vilnius'] })],
    [
      [
        '🙂 Person',
        '🗂 Field',
        'City',
        { type: 'Tallinn, "Nowhere, at all"' },
        'Done',
        '🔀 These or others',
        'Other values',
      ],
      field(city.id, { isNot: ['Tallinn', 'Nowhere, at all'] }),
    ],
    [['🙂 Person', '🗂 Field', 'City', '← Back', '❔ Known', 'Unknown'], field(city.id, { known: false })],
    [
      ['🙂 Person', '🗂 Field', 'City', '← Back', '🔤 Contains', { type: 'ri, ga' }],
      field(city.id, { contains: 'ri, ga' }),
    ],
    [['🙂 Person', '🗂 Field', 'Likes', 'Hats', 'Done'], field(likes.id, { is: ['Hats'] })],
    [['🙂 Person', '🗂 Field', 'Size', { type: '38–42' }], field(size.id, { number: { from: 38, to: 42 } })],
    [['🙂 Person', '🗂 Field', 'Club', 'yes'], field(club.id, { yes: true })],
    [['🙂 Person', '🗂 Field', 'Client since', '1 year'], field(since.id, { day: { in: 1, unit: 'years' } })],
    [
      ['🙂 Person', '🗂 Field', 'Client since', { type: 'from 2026-01-01 to 2026-02-01' }],
      field(since.id, { day: { from: '2026-01-01', to: '2026-02-01' } }),
    ],
    [['🙂 Person', '🗂 Field', 'Client since', { type: '45' }], field(since.id, { day: { in: 45, unit: 'days' } })],
    [
      ['🙂 Person', '🗂 Field', 'Client since', '← Back', '🎉 Anniv', 'in next 7 days'],
      field(since.id, { anniversary: 7 }),
    ],
    [['🙂 Person', '🎂 Age', '25–34'], { leaf: 'age', years: { from: 25, to: 34 } }],
    [['🙂 Person', '🎂 Age', { type: 'over 50' }], { leaf: 'age', years: { over: 50 } }],
    [['🙂 Person', '🔔 Status', 'On pause', 'Blocked', 'Done'], { leaf: 'status', values: ['paused', 'blocked'] }],
    [['🔗 Came from', '🚪 Last source', 'fb', 'Done'], { leaf: 'source', values: ['fb'], last: true }],
    [['🙂 Person', '🌐 Language', { type: 'en, русский' }, 'Done'], { leaf: 'language', values: ['en', 'ru'] }],
    [['🙂 Person', '📱 Phone known', '❔ Known', 'Unknown'], { leaf: 'known', fact: 'phone', value: false }],
    [['🙂 Person', '📍 Location known'], { leaf: 'known', fact: 'place', value: true }],
    [
      ['📣 Messages', '📬 Received', '🔢 How often', { type: '4+' }],
      { leaf: 'received', ...event, count: { atLeast: 4 }, offer: null },
    ],
    [
      ['📣 Messages', '👆 Clicked', '🏷 Which topic', 'Ways'],
      { leaf: 'clicked', ...event, offer: null, link: null, topic: 1 },
    ],
    [
      ['📣 Messages', '🔕 Stopped before', '🔢 How often', 'exactly 1', '🕒 When', { type: 'in 2 months' }],
      { leaf: 'stopped', count: { exactly: 1 }, window: { in: 2, unit: 'months' } },
    ],
    [
      [
        '🛒 Orders',
        '🛒 Ordered',
        '📦 Product',
        'Boots',
        '🗃 Category',
        'Shoes',
        '💶 Order amount',
        { type: 'over 40 EUR' },
      ],
      {
        all: [
          { ...ordered, product: 'Boots', category: 'Shoes', total: { compare: { over: 4_000 }, currency: 'EUR' } },
          linked,
        ],
      },
    ],
    [
      [
        '🛒 Orders',
        '💶 Spent',
        { type: 'over 30,5 EUR' },
        '🕒 When',
        '1 year',
        '📦 Product',
        { type: 'Winter "boots"' },
      ],
      {
        all: [
          {
            ...spent,
            measure: 'sum',
            compare: { over: 3_050 },
            window: { in: 1, unit: 'years' },
            product: 'Winter "boots"',
          },
          linked,
        ],
      },
    ],
    [
      ['🛒 Orders', '🧾 Average order', { type: '20–100 EUR' }],
      { all: [{ ...spent, measure: 'average', compare: { from: 2_000, to: 10_000 } }, linked] },
    ],
    [
      ['🛒 Orders', '🕒 Last order', 'over 60 days ago'],
      { all: [{ leaf: 'orderTime', which: 'last', window: { ago: 'over', n: 60, unit: 'days' } }, linked] },
    ],
    [
      ['🛒 Orders', '🥇 First order', 'in 7 days'],
      { all: [{ leaf: 'orderTime', which: 'first', window: { in: 7, unit: 'days' } }, linked] },
    ],
    [['🛒 Orders', '🔗 Linked', '❔ Known', 'Not linked'], { leaf: 'linked', value: false }],
    [['📊 Groups', '⭐ RFM group', 'Champions', 'Loyal', 'Done'], { leaf: 'rfm', cells: ['champions', 'loyal'] }],
    [
      ['📊 Groups', '🔢 RFM score', '1–2', '📏 Measure', 'How much money'],
      { leaf: 'rfmScore', measure: 'm', from: 1, to: 2 },
    ],
    [['📊 Groups', '🪜 Ladder', 'Ready to buy', 'Unknown', 'Done'], { leaf: 'ladder', rungs: [5, 0] }],
    [
      ['📊 Groups', '💓 Engagement', 'Cooling', { type: 'asleep' }, 'Done'],
      { leaf: 'engagement', groups: ['cooling', 'asleep'] },
    ],
    [['⋯ More', '📍 Near a place', { type: 'Riga' }, '📏 How far', '10 km'], { leaf: 'near', km: 10, place }],
    [
      ['⋯ More', '🎲 Random share', '5%', '🏷 Sample name', { type: 'May' }],
      { leaf: 'random', share: 500, sample: 'May' },
    ],
    [['⋯ More', '🎲 Random share', { type: '12,5' }], { leaf: 'random', share: 1_250, sample: 'default' }],
    [['📊 Groups', '👥 In segment', { type: 'VIP' }], { leaf: 'segment', segment: vip }],
    [['📊 Groups', '🚫 Not in segment', { type: 'vip' }], { not: { leaf: 'segment', segment: vip } }],
    ...kindCases.flatMap(({ buttons = [] }) => buttons),
  ]
  await s.send('/segments')
  for (const some of together(cases)) {
    await s.walk('➕ New segment', '🧩 From conditions')
    for (const [i, [walk]] of some.entries()) {
      await s.walk('➕ Condition')
      for (const step of walk) await (typeof step === 'string' ? s.walk(step) : s.send(step.type))
      expect(s.text(), JSON.stringify(walk)).toContain(`🧩 Condition ${i + 1}`)
      await s.walk('← Conditions')
    }
    await s.walk('💾 Save', '💾 Take this name')
    const expected = some.map(([, says]) => says)
    expect(newest(s), JSON.stringify(some.map(([walk]) => walk))).toMatchObject(
      expected.length === 1 ? (expected[0] ?? {}) : { all: expected },
    )
    await s.walk('← Back')
  }
  expect(s.refused()).toEqual([])
  const made = new Set(
    cases.flatMap(([, says]) => [...JSON.stringify(says).matchAll(/"leaf":"(\w+)"/g)].map(m => m[1])),
  )
  const asked = KINDS.filter(({ builder }) => builder.entries.length > 0).map(({ name }) => name)
  expect(asked.filter(name => !made.has(name))).toEqual([])
})

test('a condition begun and left says nothing; a wrong answer is explained and asked again', async () => {
  const s = await stage()
  addPerson(s.db)
  await s.send('/segments')
  await s.walk('➕ New segment', '🧩 From conditions', '➕ Condition', '🛒 Orders', '💶 Spent')
  await s.send('a lot')
  expect(s.text()).toContain('👉 a')
  await s.send('over 5.5555 EUR')
  expect(s.text()).toContain('👉')
  const card = s.admin.messages().findLast(({ reply_markup: keys }) => keys !== undefined)?.message_id ?? 0
  await s.press('← Back', card)
  expect(s.admin.message(card).text).toContain('No conditions yet')
  expect(s.refused()).toEqual([])
})

test('sentences are added to what is open; several readings are buttons; mistakes show their place', async () => {
  const s = await stage()
  addPerson(s.db, { language: 'ru', premium: true })
  await s.send('/segments')
  await s.walk('➕ New segment', '🧩 From conditions')
  await s.send('language: ru and premium: yes')
  expect(s.text()).toContain('All of:\n1. language: Russian\n2. premium: yes\n\n1 of 1 person')
  await s.send('получено 3+ за 60 дней или есть клик за 7 дней')
  expect(s.text()).toContain('3. received 3+ in 60 days or clicked in 7 days')
  await s.send('seen in 7 days and phone known or premium: no')
  expect(s.text()).toContain('can mean two things')
  await s.walk('2️⃣')
  expect(s.text()).toContain('4. seen in 7 days\n5. phone known or premium: no')
  await s.send('langauge: ru')
  expect(s.text()).toContain('👉 langauge')
  expect(s.text()).toContain('language')
  await s.send('everyone')
  expect(s.text()).toMatch(/\n6. everyone\n/)

  // Inside a group, it joins that group.
  await s.walk('3. ⤵')
  await s.send('phone known')
  expect(s.text()).toContain('⤵ Group\n\nAny of:\n1. received 3+ in 60 days\n2. clicked in 7 days\n3. phone known')
  await s.walk('← Conditions', '📋 As text')
  const card = s.admin.lastMessage()
  const { offset = 0, length = 0 } = card.entities?.find(({ type }) => type === 'code') ?? {}
  const text = (card.text ?? '').slice(offset, offset + length)
  await s.send(text)
  await s.walk('💾 Save', '💾 Take this name')
  const first = newest(s)
  await s.walk('← Back', '➕ New segment', '🧩 From conditions')
  await s.send(text)
  await s.walk('💾 Save', '💾 Take this name')
  expect(newest(s)).toEqual(first)
  expect(s.refused()).toEqual([])
})

test('what a count rests on stands below it, and one tap puts it right', async () => {
  const s = await stage()
  furnish(s)
  await s.send('/segments')
  await s.walk('➕ New segment', '🧩 From conditions')
  await s.send('no orders in 30 days or not received in 30 days')
  expect(s.text()).toContain('🔗 This depends on orders: 1 is linked to the CRM; for 1 person no orders are known.')
  expect(s.text()).toContain('Orders are known of 1 of 2 who can be reached (50.0 %)')
  expect(s.text()).toContain('🕒 1 of them joined')
  await s.walk('🔗 Only linked')
  expect(s.text()).toContain(
    'All of:\n1. no orders in 30 days or not received in 30 days\n2. linked to CRM\n\n1 of 2 people',
  )
  expect(s.labels()).not.toContain('🔗 Only linked')
  await s.walk('← Back', '🧩 From conditions')
  await s.send('no orders in 30 days')
  await s.walk('💾 Save', '💾 Take this name')
  expect(s.text()).toContain('🔗 This depends on orders: 0 are linked')
  await s.walk('🕒 Leave them out')
  expect(s.text()).toContain('1. no orders in 30 days\n2. subscribed over 30 days ago')
  await s.walk('💾 Save')
  expect(newest(s)).toMatchObject({ all: [{ leaf: 'ordered' }, { leaf: 'subscribed' }] })
  expect(s.refused()).toEqual([])
})

test('a location is sent, named, and found again by its name', async () => {
  const s = await stage()
  addPerson(s.db)
  await s.send('/segments')
  await s.walk('➕ New segment', '🧩 From conditions', '➕ Condition', '⋯ More', '📍 Near a place')
  s.admin.sendLocation(56.95, 24.1)
  await s.settled()
  expect(s.text()).toBe(en.segmentCards.askPlaceName)
  await s.send('Our shop')
  expect(s.text()).toContain('within 25 km of "Our shop"')
  await s.walk('← Conditions', '➕ Condition', '⋯ More', '📍 Near a place', 'Our shop', '📏 How far')
  await s.send('2,5 km')
  expect(s.text()).toContain('within 2.5 km of "Our shop"')
  expect(s.refused()).toEqual([])
})

test('a picture sent while the builder is open is not taken for a sentence', async () => {
  const s = await stage()
  await s.send('/segments')
  await s.walk('➕ New segment', '🧩 From conditions')
  await s.sticker()
  expect(s.text()).toBe('I need a condition in words, like city: Riga.')
  await s.send('premium: yes')
  expect(s.text()).toContain('premium')

  // Where something of a condition is asked, that is what is asked again.
  const words = en.segmentCards
  const doors: [room: string, kind: string, asked: string][] = [
    ['🙂 Person', '🎂 Age', 'How old are they?'],
    ['🙂 Person', '🔔 Status', 'How do things stand between them and the bot? Tick one or more.'],
    ['🔗 Came from', '🚪 Last source', words.askLastSources],
  ]
  for (const [room, kind, asked] of doors) {
    await s.send('/segments')
    await s.walk('➕ New segment', '🧩 From conditions', '➕ Condition', room, kind)
    await s.sticker()
    expect(s.text()).toBe(asked)
  }
})

test.each([
  ['🔗 Came from', '🚪 Last source', 'fb', { leaf: 'source', values: ['fb'], last: true }],
  ['🔗 Came from', '🚪 First source', 'fb', { leaf: 'source', values: ['fb'] }],
  ['🙂 Person', '🔔 Status', 'Blocked', { leaf: 'status', values: ['blocked'] }],
] as const)(
  '%s %s: what was ticked and taken back says nothing, and asks the same again',
  async (room, kind, value, says) => {
    const s = await stage()
    addPerson(s.db, { source: 'fb' })
    s.db.write(() => s.db.sql('update subscribers set last_source = source').run())
    await s.send('/segments')
    await s.walk('➕ New segment', '🧩 From conditions', '➕ Condition', room, kind, value, value)
    expect(s.labels()).toContain('← Back')
    await s.walk('← Back')
    expect(s.text()).toContain('No conditions yet')
    await s.walk(
      '➕ Condition',
      room,
      kind,
      value,
      value,
      value,
      'Done',
      '← Conditions',
      '💾 Save',
      '💾 Take this name',
    )
    expect(newest(s)).toEqual(says)
  },
)

const EITHER = { any: [{ leaf: 'premium' }, { leaf: 'premium' }] }

/** As an earlier version kept what is typed next: in the sketch. */
const ASKED_BEFORE: [what: string, id: number, typed: string, after: object][] = [
  ['add', 0, 'phone known', { all: [{ leaf: 'received' }, EITHER, { leaf: 'known' }] }],
  ['add', 41, 'phone known', { all: [{ leaf: 'received' }, { any: [...EITHER.any, { leaf: 'known' }] }] }],
  ['replace', 0, 'phone known', { leaf: 'known' }],
  ['none', 1, 'phone known', { all: [{ leaf: 'received' }, EITHER, { leaf: 'known' }] }],
  ['window', 1, '45', { all: [{ window: { in: 45 } }, EITHER] }],
  ['sample', 1, 'May', { all: [{ sample: 'May' }, EITHER] }],
]

test('a question that an earlier version asked is answered after the upgrade', async () => {
  const s = await stage()
  addPerson(s.db)
  await s.send('/segments')
  const sql = readFileSync(join(packageRoot(), 'drizzle/0016_segments.sql'), 'utf8').split('--> statement-breakpoint')
  const event = { count: { atLeast: 1 }, window: { in: 30, unit: 'days' } }
  for (const [i, [what, id, typed, after]] of ASKED_BEFORE.entries()) {
    const place = { chat: ADMIN, message: s.lastId() }
    const leaf =
      what === 'sample'
        ? { leaf: 'random', share: 500, sample: 'default' }
        : { leaf: 'received', ...event, offer: null }
    const either = [true, false].map((value, i) => ({ id: 42 + i, negated: false, body: { leaf: 'premium', value } }))
    const group = { join: 'any', parts: either }
    const parts = [
      { id: 1, negated: false, body: leaf },
      { id: 41, negated: false, body: group },
    ]
    const number = 34 + i
    const sketch = { number, open: true, segmentId: null, offerId: null, name: null, next: 44, join: 'all', parts }
    const before = { ...sketch, card: place, asked: { what, id, spot: null }, readings: [] }
    s.db.write(() => {
      s.db.sql('insert or replace into settings values (?, ?)').run(`sketch:${ADMIN}`, JSON.stringify(before))
      s.db
        .sql(
          `insert or replace into prompts (admin_id, update_id, topic, args, chat, message, at) values (?, 1, 'segmentTyped', ?, ?, ?, 0)`,
        )
        .run(ADMIN, JSON.stringify({ sketch: number }), place.chat, place.message)
      for (const statement of sql) s.db.sql(statement).run()
    })
    await s.send(typed)
    const kept = findSketch(s.db, ADMIN)
    expect(kept === null ? null : criterionOf(kept), `${what} ${id}`).toMatchObject(after)
  }
  expect(s.refused()).toEqual([])
})

test('asking who entered a segment that nobody watches offers to watch it, and says since when it is known', async () => {
  const s = await stage()
  const { vip } = furnish(s)
  await s.send('/count entered segment VIP in 7 days')
  expect(s.text()).toContain(en.countCards.unwatched('VIP'))
  await s.walk(en.countCards.watch)
  expect(s.text()).toContain('VIP')
  expect(s.db.sql<{ on: number }>('select listened as "on" from segments where id = ?').get(vip)?.on).toBe(1)
  await s.send('/count entered segment VIP in 7 days')
  expect(s.text()).toContain(en.countCards.watchBegins('VIP'))
  await refreshMembership(s.db, { zone: 'UTC' }, NOW)
  await s.send('/count left segment VIP')
  expect(s.text()).toMatch(/is known since \d/)
})

test('watching ends where the segment stands, once it is asked; RFM groups are watched and let go in the same way', async () => {
  const s = await stage()
  furnish(s)
  const watched = () => s.db.sql<{ n: number }>('select count(*) as n from segments where listened = 1').get()?.n
  const groups = () => s.db.sql<{ n: number }>('select count(*) as n from rfm_watch').get()?.n
  await s.send('/count entered segment VIP in 7 days')
  await s.walk(en.countCards.watch, en.countCards.unwatch)
  expect(s.text()).toContain('VIP')
  expect(watched()).toBe(1)
  await s.walk(en.countCards.unwatch)
  expect(s.text()).toContain(en.countCards.unwatchedNow('VIP'))
  expect(watched()).toBe(0)

  await s.send('/count fell out of Champions in 30 days')
  expect(s.text()).toContain(en.countCards.groupsUnwatched)
  expect(await s.press(en.countCards.watchGroups)).toBe(en.countCards.groupsWatchBegins)
  expect(groups()).toBe(1)
  await s.send('/count became Champions')
  expect(s.text()).toMatch(/RFM groups is known since \d/)
  await s.walk('💾 Save', '💾 Take this name', en.countCards.unwatchGroups, en.countCards.unwatch)
  expect(groups()).toBe(0)
  expect(s.refused()).toEqual([])
})
