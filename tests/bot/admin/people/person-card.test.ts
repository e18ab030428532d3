import { describe, expect, test } from 'vitest'
import { claimsOf, forgetValues, recordValues, valuesOf } from '../../../../src/audience/attribute/value.js'
import { builtIn, createAttribute, listAttributes } from '../../../../src/audience/attribute.js'
import { LIST_BOUGHT } from '../../../../src/audience/customer/bought.js'
import { refreshAwareness } from '../../../../src/audience/ladder.js'
import { assignCustomer } from '../../../../src/audience/linking/assignment.js'
import { usualRules } from '../../../../src/audience/rfm/rules.js'
import { refreshRfm } from '../../../../src/audience/rfm.js'
import { findSubscriber } from '../../../../src/audience/subscriber.js'
import { people } from '../../../../src/bot/admin/people/addresses.js'
import { MEANT, OPENINGS } from '../../../../src/bot/admin/people/facts.js'
import { payloadOf } from '../../../../src/bot/admin/team/join.js'
import { createInvitation } from '../../../../src/bot/team.js'
import { DAY } from '../../../../src/clock.js'
import { date, type Language } from '../../../../src/text/format.js'
import { texts } from '../../../../src/text/index.js'
import { ADMIN, approveBroadcast } from '../../../support/campaign.js'
import { customerOf, findCustomer, recordCustomer } from '../../../support/customer.js'
import { aLine, orderOf } from '../../../support/order.js'
import { stageProduct } from '../../../support/product.js'

const t = texts('en').personCards
const { card: toCard, back } = texts('en').admin

async function stage(language: Language = 'en') {
  const product = await stageProduct({ people: 12, admin: { language } })
  const eva = product.hand({ id: 555, firstName: 'Алёна', lastName: "O'Neil", username: 'alena_on', language })
  await eva.start()
  const id = findSubscriber(product.db(), 555)?.id ?? 0
  return { ...product, eva, id }
}

type Scene = Awaited<ReturnType<typeof stage>>

/** Four orders of hers in euros, one in pounds; others bought less. */
async function buys({ db, clock, id }: Scene) {
  const now = clock.now()
  const order = (externalId: string, customer: string, total: number, currency: string, days: number) =>
    orderOf(
      db(),
      customer,
      { externalId, at: now - days * DAY, total, currency, lines: [aLine({ product: 'Boots', price: total })] },
      now,
    )
  const customer = recordCustomer(db(), { externalId: 'c1', telegramId: null, phone: null }, now)
  assignCustomer(db(), customer.id, id, now)
  for (const [i, days] of [3, 40, 80, 120].entries()) order(`o${i}`, 'c1', 10_000, 'EUR', days)
  order('gb', 'c1', 5_000, 'GBP', 20)
  for (let i = 0; i < 9; i++) order(`p${i}`, `x${i}`, 1_000 * (i + 1), 'EUR', 10 * (i + 1))
  await refreshRfm(db(), { rules: usualRules, currency: 'EUR', zone: 'UTC' }, now)
}

describe('what is known', () => {
  test('a value is corrected, taken back and forgotten, with where from', async () => {
    const scene = await stage()
    const { ada, db, clock, id, refused } = scene
    const city = builtIn(db(), 'city')
    recordValues(db(), id, city, { values: ['Riga'], provenance: 'declared', origin: 'survey:1' }, clock.now())
    await ada.send('/who 555')
    await ada.walk(t.keys.fields)
    expect(ada.text()).toContain(`City: Riga\n${t.origins.survey}`)
    await ada.walk('✏️ City', t.correct)
    await ada.send('Vilnius')
    expect(ada.text()).toContain(`City: Vilnius\n${t.origins.admin('Ada')}`)
    expect(ada.text()).toContain('also said: Riga · answered in the survey')
    expect(valuesOf(db(), id)).toMatchObject([{ shown: 'Vilnius', provenance: 'corrected', origin: `admin:${ADMIN}` }])
    await ada.walk(t.takeBack)
    expect(valuesOf(db(), id)).toMatchObject([{ shown: 'Riga', provenance: 'declared' }])
    await ada.walk(t.forget)
    expect(valuesOf(db(), id)).toHaveLength(1)
    await ada.walk(t.forgetYes)
    expect([valuesOf(db(), id), claimsOf(db(), id), refused()]).toEqual([[], [], []])
    expect(ada.text()).toContain('City: not known')
  })

  test('what cannot be a value is answered with why, and the question stays', async () => {
    const { ada, db, id } = await stage()
    const make = (label: string, type: 'number' | 'many_of' | 'yes_no', options: string[] | null) =>
      createAttribute(db(), { label, type, options, group: 'behavioural', purpose: null, createdBy: ADMIN }, 1)
    make('Shoe size', 'number', null)
    make('Sports', 'many_of', ['Ski', 'Run'])
    make('Has a dog', 'yes_no', null)
    const table: [field: string, wrong: string, why: string, right: string, kept: string[]][] = [
      ['Shoe size', 'big', t.invalid.not_a_number, '38,5', ['38.5']],
      ['Sports', 'Chess', t.invalid.unknown_option, 'run, ski', ['Run', 'Ski']],
      ['Has a dog', 'perhaps', t.invalid.not_yes_or_no, 'да', ['yes']],
      ['Birthday', '30.02.1990', t.invalid.impossible_day, '24.12.1990', ['1990-12-24']],
      ['Country', 'Narnia', t.invalid.unknown_country, 'Латвия', ['LV']],
    ]
    for (const [field, wrong, why, right, kept] of table) {
      await ada.send('/who 555')
      await ada.walk(t.keys.fields, `✏️ ${field}`, t.correct)
      await ada.does(person => person.sendSticker())
      expect(ada.text(), field).toBe(field === 'Birthday' ? t.invalid.not_a_day : why)
      await ada.send(wrong)
      expect([field, ada.text()]).toEqual([field, why])
      await ada.send(right)
      const attribute = listAttributes(db()).find(({ label, key }) => label === field || key === field.toLowerCase())
      const values = valuesOf(db(), id).filter(({ attributeId }) => attributeId === attribute?.id)
      expect([field, values.map(({ shown }) => shown).sort()]).toEqual([field, kept])
    }
    expect(ada.text()).toContain('Country: Latvia')
    // A town of which there are several is asked about; one that is meant without a doubt is not.
    const city = builtIn(db(), 'city')
    const town = () => valuesOf(db(), id).filter(({ attributeId }) => attributeId === city.id)
    db().write(() => forgetValues(db(), id, builtIn(db(), 'country')))
    await ada.send('/who 555')
    await ada.walk(t.keys.fields, '✏️ City', t.correct)
    await ada.send('Kirovsk')
    expect(ada.text()).toBe(t.whichTown('Kirovsk').text)
    expect(town()).toEqual([])
    await ada.walk('Murmansk Oblast')
    expect(town()).toMatchObject([{ shown: 'Kirovsk, Murmansk Oblast', provenance: 'corrected' }])
    expect(ada.text()).toContain('City: Kirovsk, Murmansk Oblast')
    await ada.walk(t.correct)
    await ada.send('Вильнюс')
    expect(town()).toMatchObject([{ shown: 'Vilnius' }])
    await ada.send('/who 555')
    await ada.walk(t.keys.fields, '✏️ Shoe size', t.correct)
    await ada.send('45.000 €')
    expect([ada.text(), ada.labels()]).toEqual([texts('en').survey.whichNumber.text, ['45,000', '45']])
    await ada.walk('45,000')
    expect(ada.text()).toContain('Shoe size: 45000')
  })

  test('a claim without a standing value is shown, and many fields are paged', async () => {
    const { ada, db, clock, id } = await stage()
    const city = builtIn(db(), 'city')
    db()
      .sql(
        'insert into attribute_claims (subscriber_id, attribute_id, provenance, shown, origin, at) values (?,?,?,?,?,?)',
      )
      .run(id, city.id, 'imported', 'Oslo', 'crm', clock.now())
    for (let i = 0; i < 8; i++) {
      const wanted = { label: `Fact ${i}`, type: 'text', options: null, group: 'behavioural', purpose: null } as const
      createAttribute(db(), { ...wanted, createdBy: ADMIN }, 1)
    }
    await ada.send('/who 555')
    await ada.walk(t.keys.fields)
    expect(ada.text()).toContain('City: not known\nalso said: Oslo · from the CRM')
    expect(ada.text()).not.toContain('Fact 7')
    await ada.walk('›')
    expect(ada.text()).toContain('Fact 7: not known')
  })
})

describe('the step', () => {
  test('is set until a typed day for a reason, and dropped again', async () => {
    const { ada, db, id, refused } = await stage()
    await ada.send('/who 555')
    await ada.walk(t.keys.step)
    expect(ada.text()).toContain(t.stepUnknown)
    await ada.walk(t.setStep, texts('en').labels.rungs[4])
    await ada.send('31 February')
    expect(ada.text()).toContain('31 February')
    await ada.send('до 1 декабря')
    expect(ada.text()).toMatch(/Knows our product until 1 Dec/)
    await ada.send('x'.repeat(201))
    expect(ada.text()).toBe(texts('en').errors.override_reason({ limit: 200 }))
    await ada.send('Visited the shop')
    expect(ada.text()).toContain('Knows our product')
    expect(ada.text()).toContain('Visited the shop')
    expect(ada.text()).toContain('Set by Ada, until 1 Dec')
    const rung = () => db().sql<{ rung: number }>('select rung from awareness where subscriber_id = ?').get(id)?.rung
    expect(rung()).toBe(4)
    await ada.walk(t.dropStep)
    expect([rung(), refused()]).toEqual([undefined, []])
    expect(ada.text()).toContain(t.stepUnknown)
  })

  test('is set for 90 days by a button', async () => {
    const { ada, db, clock, id } = await stage()
    await ada.send('/who 555')
    await ada.walk(t.keys.step, t.setStep, texts('en').labels.rungs[2], t.forDays(90))
    await ada.send('Told us on the phone')
    const { until = 0 } =
      db().sql<{ until: number }>('select until from awareness_overrides where subscriber_id = ?').get(id) ?? {}
    expect(Math.round((until - clock.now()) / DAY)).toBe(90)
    await refreshAwareness(db(), clock.now() + 91 * DAY, [id])
    expect(db().sql('select 1 from awareness where subscriber_id = ?').get(id)).toBeUndefined()
  })
})

test('RFM shows scores, cut points and money by the terms of the refresh; without a score it says which group', async () => {
  const scene = await stage()
  const { ada, db } = scene
  await ada.send('/who 555')
  await ada.walk(t.keys.scores)
  expect(ada.text()).toContain(texts('en').labels.cells.not_linked)
  await buys(scene)
  await ada.walk(toCard, t.keys.scores)
  expect(ada.text()).toMatch(/F4 · 5 orders\nNumber of orders: cut at 1 · 2 · 3 · 5/)
  expect(ada.text()).toMatch(/M5 · €400/)
  expect(ada.text()).toContain('money in EUR')
  db().sql('delete from rfm_scores').run()
  await ada.walk(toCard, t.keys.scores)
  expect(ada.text()).toContain(texts('en').labels.cells.bought_before)
  db().sql("update orders set status = 'cancelled'").run()
  await ada.walk(toCard, t.keys.scores)
  expect(ada.text()).toContain(texts('en').labels.cells.never_bought)
  await ada.walk(toCard, t.keys.orders, t.allOrders(5))
  expect(ada.text()).toContain(t.otherCurrency)
})

test('an order says which message it came after, and why', async () => {
  const scene = await stage()
  const { ada, db, id } = scene
  await buys(scene)
  const day = Date.UTC(2026, 10, 3, 12)
  db().sql("update orders set status = 'paid', promo_code = 'AB12', promo_folded = 'ab12'").run()
  const [other] = db().sql<{ id: number }>('select id from subscribers where id <> ? limit 1').all(id)
  const approved = approveBroadcast(db(), 1, day, 'sell')
  db()
    .sql(
      `insert into deliveries (id, broadcast_id, subscriber_id, state, due_at, claimed_at, sent_at)
       values (901, :b, :id, 'sent', 0, :day, :day), (902, :b, :other, 'sent', 0, :day, :day)`,
    )
    .run({ b: approved, id, other: other?.id ?? null, day })
  const orders = db().sql<{ id: number; customer_id: number }>('select id, customer_id from orders order by id').all()
  const by = ['code', 'shared', 'click_id', 'click', 'seen']
  for (const [i, order] of orders.entries())
    db()
      .sql(
        `insert into conversions (order_id, customer_id, delivery_id, broadcast_id, subscriber_id, "by", evidence_at, at, amount, currency)
         values (?, ?, ?, ?, ?, ?, ?, ?, 1, 'EUR')`,
      )
      .run(...[order.id, order.customer_id, by[i] === 'shared' ? 902 : 901, approved, id, by[i] ?? 'click', day, day])
  await ada.send('/who 555')
  await ada.walk(t.keys.orders, t.allOrders(5))
  const said = ada.text()
  for (const why of [
    'code AB12 given 3 Nov 2026',
    'the shop named its click of 3 Nov 2026',
    'clicked 3 Nov 2026',
    'seen for certain 3 Nov 2026',
  ])
    expect(said).toContain(`↳ came after “Autumn boots are here”: ${why}`)
  expect(said).toMatch(/↳ by code AB12 of “Autumn boots.*”, given to .+ 3 Nov/)
})

test('what the shop reported of them is listed, with what came with it for who may know who they are', async () => {
  const { ada, db, id, clock } = await stage()
  await ada.send('/who 555')
  expect(ada.labels()).not.toContain(t.keys.events)
  db()
    .sql(
      `insert into event_names (id, name_folded, name, properties, first_at, last_at) values (1, 'cart', 'Cart left', '[]', 0, 0), (2, 'visit', 'Visit', '[]', 0, 0)`,
    )
    .run()
  const report = db().sql(
    'insert into events (key, subscriber_id, name_id, at, received_at, properties) values (?, ?, ?, ?, ?, ?)',
  )
  for (let i = 0; i < 6; i++) report.run(`v${i}`, id, 2, clock.now() - 3_600_000 * (i + 2), 0, null)
  report.run('c', id, 1, clock.now() - 3_600_000, 0, JSON.stringify({ sum: 100, sku: ['A', 'B'], a: 1, b: 2, c: 3 }))
  await ada.send('/who 555')
  await ada.walk(t.keys.events)
  const text = ada.text()
  expect(text.match(/Cart left/g)).toHaveLength(1)
  expect(text.match(/Visit/g)).toHaveLength(5)
  expect(text.indexOf('Cart left')).toBeLessThan(text.indexOf('Visit'))
  expect(text).toContain('sum: 100\nsku: ["A","B"]\na: 1\nb: 2\nand 1 more')
  await ada.walk('›')
  expect(ada.text().match(/Visit/g)).toHaveLength(1)
})

test('who they are in the shop is shown, undone, and said by the team, each once', async () => {
  const scene = await stage()
  const { ada, db, clock, id, refused } = scene
  await buys(scene)
  db().sql(`update customers set first_name = 'Anna', last_name = 'P.' where external_id = 'c1'`).run()
  await ada.send('/who c1')
  await ada.walk(t.keys.orders)
  const day = date(clock.now(), 'UTC', 'en')
  expect(ada.text()).toContain(`Customer c1 “Anna P.”\n5 orders, €400 + £50\n${t.lastIs}\n€100 · `)
  expect(ada.text()).toContain(`paid\n   Boots × 1\n\n🔗 ${t.links.admin} · since ${day}`)
  const card = ada.lastId()
  await ada.walk(t.linkKeys.unlink)
  expect(ada.text()).toContain('The customer and all 5 orders are kept.')
  await ada.walk(t.linkKeys.unlinkYes)
  expect([ada.text(), customerOf(db(), id)]).toEqual([expect.stringContaining(t.noCustomer), null])
  expect(ada.text()).toContain(t.done.unlinked)
  const customer = findCustomer(db(), 'c1')?.id ?? 0
  await ada.forge(people.unlink.data({ id, customer }), card)
  expect(ada.text()).toContain(t.linkChanged)
  await ada.walk(t.linkKeys.link)
  await ada.send('nobody of that name')
  expect(ada.text()).toContain('I found no customer')
  await ada.send('ann')
  expect(ada.text()).toContain("Is Алёна O'Neil customer c1 “Anna P.”?\n5 orders, €400 + £50")
  await ada.walk(t.linkKeys.linkYes)
  expect([ada.text(), customerOf(db(), id)?.linkedBy]).toEqual([expect.stringContaining(t.done.linked), 'admin'])
  // Several are meant: they are listed, and whoever is somebody already is moved over only when that was said.
  db().sql(`update customers set first_name = 'Anna' where external_id glob 'x*'`).run()
  await ada.walk(t.linkKeys.another)
  await ada.send('Anna')
  expect(ada.labels().filter(label => label.includes('Anna'))).toHaveLength(6)
  await ada.walk('›')
  expect(ada.labels()).toContain('7. x5 “Anna”')
  await ada.walk('7. x5 “Anna”')
  expect(ada.text()).toContain('⚠️ In place of customer c1 “Anna P.”.')
  await ada.walk(t.linkKeys.linkYes)
  expect([customerOf(db(), id)?.externalId, findCustomer(db(), 'c1')?.subscriberId]).toEqual(['x5', null])
  expect(refused()).toEqual([])
})

describe('messages and clicks', () => {
  test('say what was written, whether it was seen, and what was opened; a stop by the team is not the message’s doing', async () => {
    const { ada, db, clock, id, count } = await stage()
    const broadcast = approveBroadcast(db(), 13, clock.now() + DAY)
    const { variant } = db().sql<{ variant: number }>('select max(id) as variant from variants').get() ?? { variant: 0 }
    const delivery = db()
      .sql<{ id: number }>(
        `insert into deliveries (broadcast_id, variant_id, subscriber_id, state, due_at, claimed_at, sent_at, message_id)
         values (?, ?, ?, 'sent', :at, :at, :at, 1) returning id`.replaceAll(':at', String(clock.now())),
      )
      .get(broadcast, variant, id)
    const click = db().sql(
      `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent) values (?, 1, ?, ?, ?, ?, '', '')`,
    )
    click.run(delivery?.id ?? 0, id, broadcast, clock.now(), 'human')
    click.run(delivery?.id ?? 0, id, broadcast, clock.now() - 1, 'machine')
    db()
      .sql(
        "insert into reads (delivery_id, evidence, grade, subscriber_id, broadcast_id, at) values (?, 'click', 'confirmed', ?, ?, ?)",
      )
      .run(delivery?.id ?? 0, id, broadcast, clock.now())
    await ada.send('/who 555')
    await ada.walk(t.keys.messages)
    expect(ada.text()).toContain('“Autumn boots are here')
    expect(ada.text()).toContain(`delivered · ${t.seen.confirmed} · 1 click`)
    await ada.walk(toCard, t.keys.clicks)
    expect(ada.text()).toContain('Choose')
    expect(ada.text()).toContain(t.verdicts.machine)
    await ada.walk(toCard, t.stop, t.stopYes)
    expect(ada.text()).toContain(t.stoppedBy('Ada'))
    const stop = "subscription_events where kind = 'stop' and subscriber_id = ?"
    expect([count(stop, id), count(`${stop} and delivery_id is not null`, id)]).toEqual([1, 0])
  })

  test('every list is found by an index', async () => {
    const { db } = await stage()
    for (const query of [MEANT, OPENINGS, LIST_BOUGHT]) {
      const plan = db()
        .sql<{ detail: string }>(`explain query plan ${query}`)
        .all(...(query === MEANT ? [1] : []), 1, 10, 0)
        .map(({ detail }) => detail)
      // Broadcasts are few, and walked; a subquery is the page itself. Nothing else may be.
      expect(plan.filter(step => /^SCAN (?!b\b|\(subquery)/.test(step))).toEqual([])
    }
  })
})

describe('whom they mean', () => {
  test('a forwarded message, a contact, a phone; hidden writers and stickers are told about', async () => {
    const { ada, eva, db, id } = await stage()
    db().sql("update subscribers set phone = '+37120000000' where id = ?").run(id)
    const title = "Алёна O'Neil · @alena_on"
    const contact = (user?: number) => ({
      phone_number: '+371 20000000',
      first_name: 'A',
      ...(user && { user_id: user }),
    })
    const table: [name: string, message: Record<string, unknown>, words: string][] = [
      [
        'forward',
        {
          text: 'hi',
          forward_origin: { type: 'user', sender_user: { id: 555, is_bot: false, first_name: 'A' }, date: 1 },
        },
        title,
      ],
      [
        'stranger',
        {
          text: 'hi',
          forward_origin: { type: 'user', sender_user: { id: 4, is_bot: false, first_name: 'A' }, date: 1 },
        },
        '',
      ],
      ['hidden', { text: 'hi', forward_origin: { type: 'hidden_user', sender_user_name: 'A', date: 1 } }, t.hidden],
      [
        'channel',
        {
          text: 'hi',
          forward_origin: { type: 'channel', chat: { id: -1, type: 'channel', title: 'c' }, message_id: 1, date: 1 },
        },
        t.unreadable,
      ],
      ['contact', { contact: contact(555) }, title],
      ['phone', { contact: contact() }, title],
      [
        'sticker',
        {
          sticker: {
            file_id: 'f',
            file_unique_id: 'u',
            type: 'regular',
            width: 1,
            height: 1,
            is_animated: false,
            is_video: false,
          },
        },
        t.unreadable,
      ],
      ['unknown', { contact: contact(77_777) }, t.unknown],
    ]
    for (const [name, message, words] of table) {
      await ada.send('/who')
      expect([name, ada.text()]).toEqual([name, expect.stringContaining('Who should I look up?')])
      await ada.does(person => Object.assign(person.send('Hello'), { text: undefined, ...message }))
      expect([name, ada.text()]).toEqual([name, expect.stringContaining(words)])
    }
    expect(eva.person).toBeDefined()
  })

  test('many are paged; the reply to what somebody wrote opens them', async () => {
    const { ada, eva, db, id, count, settled } = await stage()
    db().sql("update subscribers set first_name = 'Person ' || id where id <> ?").run(id)
    await ada.send('/who person')
    expect(ada.labels()).toContain('1 / 2')
    await ada.walk('›', back)
    await eva.send('Are you open?')
    const heading = await ada.sees(texts('en').replies.hint)
    await settled()
    await ada.press(texts('en').replies.keys.card, heading.message_id)
    expect(ada.text()).toContain('alena_on')
    expect(ada.labels()).toContain(t.answer)
    expect(count('inbox')).toBe(1)
  })

  test('to an analyst a person is a number, without name, username, id, phone or words of their own', async () => {
    const { ada, hand, db, config, id } = await stage()
    db().sql("update subscribers set phone = '+37120000123' where id = ?").run(id)
    await ada.send('/who 555')
    expect(ada.text()).toContain('+37120000123')
    for (const [telegramId, role] of [
      [901, 'marketer'],
      [902, 'analyst'],
    ] as const) {
      const invitation = createInvitation(db(), config, role, ADMIN, Date.now())
      const one = hand({ id: telegramId, firstName: 'Al', language: 'en' })
      await one.start(payloadOf.join(invitation?.code ?? ''))
      await one.send('/who 555')
      if (role === 'analyst') expect(one.text()).toBe(texts('en').teamCards.onlyNumbers)
      await one.forge(people.open.data({ id }))
      const known = [t.phone('+37120000123'), '@alena_on', t.id(555).text]
      expect(known.map(words => one.text().includes(words))).toEqual(known.map(() => role === 'marketer'))
      expect(one.text().includes(`№ ${id}`)).toBe(role === 'analyst')
      await one.walk(t.keys.step)
      expect([role, one.labels().includes(t.setStep)]).toEqual([role, role === 'marketer'])
    }
  })
})

test('a Russian admin reads all of it in Russian', async () => {
  const scene = await stage('ru')
  const { ada, db, clock, id, refused } = scene
  const ru = texts('ru').personCards
  recordValues(
    db(),
    id,
    builtIn(db(), 'country'),
    { values: ['LV'], provenance: 'observed', origin: 'contact' },
    clock.now(),
  )
  await buys(scene)
  db()
    .sql(
      `insert into event_names (id, name_folded, name, properties, first_at, last_at) values (1, 'корзина', 'Корзина', '[]', 0, 0)`,
    )
    .run()
  db()
    .sql(
      `insert into events (key, subscriber_id, name_id, at, received_at, properties) values ('1', ?, 1, ?, 0, '{"сумма":5}')`,
    )
    .run(id, clock.now())
  await ada.send('/who алена')
  const screens: string[] = [ada.text()]
  for (const key of Object.values(ru.keys)) {
    await ada.walk(key)
    screens.push(ada.text())
    await ada.walk(texts('ru').admin.card)
  }
  await ada.walk(ru.keys.step, ru.setStep, texts('ru').labels.rungs[3])
  await ada.send('1 декабря')
  await ada.send('Был разговор')
  screens.push(ada.text())
  expect(ada.text()).toContain('Указано командой (Ada), действует до 1 дек')
  const known = /RFM|CRM|Ada|Boots|O'Neil|alena_on|EUR|UTC|settings|Premium|\bid\b|\bru\b|[RFM]\d|[a-f\d]{12}/g
  for (const screen of screens) expect(screen.replace(known, '')).not.toMatch(/[A-Za-z]{2,}/)
  expect(screens.join()).toContain('Латвия')
  expect(refused()).toEqual([])
})
