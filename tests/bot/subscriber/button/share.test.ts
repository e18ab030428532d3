import { describe, expect, test } from 'vitest'
import { valuesOf } from '../../../../src/audience/attribute/value.js'
import { type Order, recordOrder } from '../../../../src/audience/order.js'
import { findSubscriber } from '../../../../src/audience/subscriber.js'
import { contactAskRow } from '../../../../src/delivery/button/contact.js'
import { findGlances } from '../../../../src/reports/glance.js'
import { findReport } from '../../../../src/reports/metrics.js'
import { reportText } from '../../../../src/reports/summary.js'
import { texts } from '../../../../src/text/index.js'
import { ADMIN, approveBroadcast } from '../../../support/campaign.js'
import { customerOf, recordCustomer } from '../../../support/customer.js'
import { type Hand, type Stage, stageProduct, until } from '../../../support/product.js'

const en = texts('en').subscriber
const ORDER: Omit<Order, 'externalId'> = {
  ...{
    at: Date.UTC(2026, 0, 2),
    atPrecision: 'time',
    status: 'paid',
    total: 4_900,
    refunded: 0,
    discount: null,
    renewal: null,
  },
  ...{ currency: 'EUR', promoCode: null, lines: [], clickDelivery: null },
}

/** Ann, who has just subscribed and opened her settings. */
async function ann(product: Stage, language = 'en'): Promise<Hand> {
  const hand = product.hand({ id: 501, firstName: 'Ann', language })
  await hand.start('spring')
  await hand.send('/settings')
  return hand
}

const about = (product: Stage, telegramId = 501) => {
  const id = findSubscriber(product.db(), telegramId)?.id ?? 0
  const [row] = product.rows<object>('select phone, lat, lon, place_from, time_zone from subscribers where id = ?', id)
  const values = valuesOf(product.db(), id).map(({ shown, provenance, origin }) =>
    [shown, provenance, origin].join(' '),
  )
  return { ...row, values: values.sort() }
}

const NOTHING = { phone: null, lat: null, lon: null, place_from: null, time_zone: null, values: [] }

test('an offer that wants to know orders asks for the number, finds the orders, and counts what it gained', async () => {
  const product = await stageProduct()
  const t = texts('ru').subscriber
  const { id } = recordCustomer(product.db(), { externalId: 'c1', telegramId: null, phone: '+371 2000 0001' }, 1)
  for (const externalId of ['o1', 'o2']) recordOrder(product.db(), id, { ...ORDER, externalId }, product.clock.now())
  const hand = await ann(product, 'ru')
  const other = product.hand({ id: 502, firstName: 'Bob', language: 'ru' })
  await other.start('spring')
  const broadcast = approveBroadcast(product.db(), 2, product.clock.now(), 'know_orders')
  await until(() => product.count(`deliveries where state = 'sent'`) === 2, 'both to have it')
  const [offer, theirs] = [hand.lastId(), other.lastId()]
  const hers = product.rows<{ id: number }>('select id from deliveries where message_id = ?', offer)[0]?.id ?? 0
  expect(hand.labels()).toEqual(['Choose', t.phoneCard.share, '🔕'])
  await hand.walk(t.phoneCard.share)
  expect(hand.text()).toBe(t.phoneCard.ask)
  expect(hand.person.keyboard()?.keyboard.flat()).toEqual([
    { text: t.phoneCard.share, request_contact: true },
    { text: t.phoneCard.notNow },
  ])
  // A new process knows that it was asked for.
  await product.restart()
  await hand.does(person => person.sendContact('37120000001'))
  expect(hand.text()).toBe(`${t.phoneTaken('+37120000001')}\n${t.phoneCard.found(2)}`)
  await other.walk(t.phoneCard.share)
  await other.send(t.phoneCard.notNow)
  expect([other.text(), other.person.keyboard()]).toEqual([t.nothingShared, null])
  expect(await hand.press(t.phoneCard.share, offer)).toBe(t.phoneCard.known)
  expect(await other.forge(contactAskRow({ kind: 'delivery', id: hers }, 'ru')[0]?.callback_data ?? '', theirs)).toBe(
    t.oldButton,
  )
  expect([product.count('contact_asks'), product.count('inbox'), product.refused()]).toEqual([2, 0, []])
  const report = await findReport(product.db(), broadcast)
  expect(report.contacts).toEqual({ asked: 2, shared: 1, found: 1 })
  expect(reportText(report, 'en', product.clock.now()).text).toContain(
    '🎯 Shared their number 50.0 % (1 person)\nPressed the button 2 · found among customers 1',
  )
  expect((await findGlances(product.db(), [broadcast])).get(broadcast)?.judged).toBe(1)
})

describe('the own number', () => {
  test.each(['en', 'ru'] as const)(
    'is shared by a button, finds the customer, and is forgotten again (%s)',
    async language => {
      const product = await stageProduct()
      const t = texts(language).subscriber
      recordCustomer(product.db(), { externalId: 'c1', telegramId: null, phone: '+371 2000 0001' }, 1)
      const hand = await ann(product, language)
      const card = hand.lastId()
      await hand.walk(t.sharePhone)
      expect(hand.person.keyboard()?.keyboard.flat()).toEqual([
        { text: t.sharePhone, request_contact: true },
        { text: t.notNow },
      ])
      await hand.does(person => person.sendContact('37120000001'))
      expect(hand.text()).toBe(t.phoneTaken('+37120000001'))
      expect(hand.person.keyboard()).toBeNull()
      expect(about(product)).toMatchObject({ phone: '+37120000001', values: ['LV observed contact'] })
      expect(customerOf(product.db(), 1)?.externalId).toBe('c1')
      expect(product.count('inbox')).toBe(0)
      await hand.send('/settings')
      expect(hand.text()).toContain('+37120000001')
      const before = about(product)
      await hand.walk(t.forgetPhone)
      expect([hand.text(), about(product)]).toEqual([t.forgetPhoneAsked.text, before])
      await hand.walk(t.back, t.forgetPhone, t.forgetYes)
      expect(about(product)).toEqual(NOTHING)
      expect(customerOf(product.db(), 1)).toBeNull()
      expect(card).toBeLessThan(hand.lastId())
      expect(product.refused()).toEqual([])
    },
  )

  test('somebody else’s is not kept', async () => {
    const product = await stageProduct()
    const hand = await ann(product)
    await hand.walk(en.sharePhone)
    await hand.does(person => person.sendContact('37120000002', 502))
    expect(hand.text()).toBe(en.phoneNotOwn)
    expect(about(product)).toEqual(NOTHING)
    await hand.does(person => person.sendContact('12'))
    expect(hand.text()).toBe(en.phoneUnreadable)
    expect(about(product)).toEqual(NOTHING)
  })

  test('can be left for later', async () => {
    const product = await stageProduct()
    const hand = await ann(product)
    await hand.walk(en.sharePhone)
    await hand.send(en.notNow)
    expect([hand.text(), hand.person.keyboard()]).toEqual([en.nothingShared, null])
    expect(product.count('inbox')).toBe(0)
  })
})

describe('where somebody is', () => {
  test('tells town, country and clock, and is forgotten with all of it', async () => {
    const product = await stageProduct()
    const hand = await ann(product)
    await hand.walk(en.sharePlace)
    await hand.does(person => person.sendLocation(56.95, 24.1))
    expect(hand.text()).toBe(en.placeTaken('Riga'))
    expect(about(product)).toEqual({
      phone: null,
      lat: 56.95,
      lon: 24.1,
      place_from: 'location',
      time_zone: 'Europe/Riga',
      values: ['LV declared location', 'Riga declared location'],
    })
    await hand.send('/settings')
    await hand.walk(en.forgetPlace)
    expect(hand.text()).toBe(en.forgetPlaceAsked.text)
    expect(about(product)).toMatchObject({ place_from: 'location' })
    await hand.walk(en.forgetYes)
    expect(about(product)).toEqual(NOTHING)
    expect(hand.labels()).toContain(en.sharePlace)
    // Each reads the town in their own language.
    const boris = product.hand({ id: 502, firstName: 'Борис', language: 'ru' })
    await boris.start('spring')
    await boris.send('/settings')
    await boris.walk(texts('ru').subscriber.sharePlace)
    await boris.does(person => person.sendLocation(56.95, 24.1))
    expect(boris.text()).toBe('✅ Спасибо: Рига. Забыть это можно в /settings.')
  })

  test('in the middle of the sea there is no town', async () => {
    const product = await stageProduct()
    const hand = await ann(product)
    await hand.walk(en.sharePlace)
    await hand.does(person => person.sendLocation(0, -150))
    expect(hand.text()).toBe(en.placeTaken(null))
    expect(about(product)).toMatchObject({ lat: 0, values: [] })
  })

  test('coordinates that do not exist change nothing', async () => {
    const product = await stageProduct()
    const hand = await ann(product)
    await hand.does(person => person.sendLocation(91, 0))
    await hand.sees(en.placeUnreadable)
    expect(about(product)).toEqual(NOTHING)
  })

  test('a venue and a forwarded place are no word about themselves', async () => {
    const product = await stageProduct()
    const hand = await ann(product)
    await hand.does(person => person.sendVenue(56.95, 24.1, 'Boot shop'))
    await hand.does(person => person.forward(person.sendLocation(56.95, 24.1).message_id))
    await hand.walk(...[])
    expect(product.count('inbox')).toBe(3)
    expect(about(product)).toMatchObject({ place_from: 'location' })
  })
})

test('what an inline bot wrote proves nothing: neither a number nor a place; it is passed on', async () => {
  const product = await stageProduct()
  recordCustomer(product.db(), { externalId: 'c1', telegramId: null, phone: '+371 2000 0001' }, 1)
  const hand = await ann(product)
  await hand.walk(en.sharePhone)
  await hand.does(person => person.sendContact('+37120000001', 501, { viaBot: 9_001 }))
  await hand.does(person => person.sendLocation(56.95, 24.1, { viaBot: 9_001 }))
  expect(about(product)).toEqual(NOTHING)
  expect(customerOf(product.db(), 1)).toBeNull()
  expect(product.count('inbox')).toBe(2)
  await hand.does(person => person.sendContact('+37120000001'))
  expect(about(product)).toMatchObject({ phone: '+37120000001' })
})

test('those who run the bot share theirs too', async () => {
  const product = await stageProduct()
  const { ada } = product
  await ada.start()
  await ada.does(person => person.sendContact('37120000009'))
  await ada.sees(en.phoneTaken('+37120000009'))
  expect(about(product, ADMIN)).toMatchObject({ phone: '+37120000009' })
})

test('the latest source is kept beside the first', async () => {
  const product = await stageProduct()
  const hand = await ann(product)
  await hand.start('autumn')
  await hand.start()
  expect(product.rows('select source, last_source from subscribers where telegram_id = 501')).toEqual([
    { source: 'spring', last_source: 'autumn' },
  ])
})
