import { describe, expect, test } from 'vitest'
import { connections } from '../../../src/bot/admin/connections/addresses.js'
import { DAY, HOUR, MINUTE } from '../../../src/clock.js'
import { findLock, hintOf } from '../../../src/crm/api-key.js'
import { connectShop, getConnection, listConnections } from '../../../src/crm/shop/connection.js'
import { createTroubleWatch } from '../../../src/crm/shop/trouble.js'
import { PATIENCE_MS } from '../../../src/sandbox/emulator/patience.js'
import { texts } from '../../../src/text/index.js'
import { NOW, shopifyOrder, tildaOrder } from '../../crm/shop/payloads.js'
import { connected, SECRET, shopOf, sign } from '../../crm/shop/shop.js'
import { ADMIN, type Stage, stage } from './stage.js'

const bytes = (on: Stage) =>
  on.db.sql<{ all: string }>(`select group_concat(body) as "all" from updates`).get()?.all ?? ''

async function open(on: Stage, language: 'en' | 'ru' = 'en') {
  const { settingsCards } = texts(language)
  await on.ada.send('/settings')
  await on.ada.walk(settingsCards.groups.data, settingsCards.ways.connections)
}

test.each(['en', 'ru'] as const)(
  'a shop is connected by three taps and one paste, works by itself, and is disconnected (%s)',
  async language => {
    const on = await stage({ at: NOW, language })
    const { db, ada, refused } = on
    const { connectionCards: t, admin, importCards } = texts(language)
    await open(on, language)
    expect(ada.text()).toContain(t.title(0).text)
    await ada.walk('Shopify')
    const [{ id = 0, address = '' } = {}] = listConnections(db)
    const path = `https://go.example/in/shopify/${address}`
    expect(ada.text()).toContain(path)
    const copied = ada
      .shown()
      .at(-1)
      ?.reply_markup?.inline_keyboard.flat()
      .find(({ text }) => text === t.keys.copy)
    expect(copied).toMatchObject({ copy_text: { text: path } })

    await ada.walk(t.keys.toSecret)
    const refusedOne = ada.person.send('what?')
    await on.settled()
    expect(ada.plain()).toContain(t.noSecret)
    expect(ada.person.messages().some(({ message_id }) => message_id === refusedOne.message_id)).toBe(false)
    const secret = ada.person.send(`Your webhooks will be signed with ${SECRET}`)
    await on.settled()
    expect(ada.person.messages().some(({ message_id }) => message_id === secret.message_id)).toBe(false)
    expect(ada.plain()).toContain(t.secretKept)
    expect(getConnection(db, id).secret).toBe(SECRET)

    const shop = shopOf(db, id)
    const card = ada.lastId()
    await shop.come(shopifyOrder({ test: true, name: '#9999' }))
    on.door().cards.touch(`connection:${id}`)
    on.clock.mono += MINUTE
    on.door().cards.run(on.clock.wall)
    await on.emulator.waitFor(() => ada.plain().includes(t.works), PATIENCE_MS, 'the card to be drawn again')
    expect(ada.lastId()).toBe(card)
    expect(ada.plain()).toContain(t.called.test('#9999'))
    expect(ada.plain()).toContain(t.counts('0', '0', '0'))
    expect(ada.labels()).toEqual(
      expect.arrayContaining([t.keys.old, t.keys.look, t.keys.newSecret, t.keys.remove, t.keys.refresh]),
    )

    await ada.walk(t.keys.look)
    expect(ada.plain()).toContain(t.noOrderYet('Shopify').text)
    await shop.come(shopifyOrder())
    await ada.walk(admin.back, t.keys.look)
    for (const words of [t.order('#1042', t.statuses.paid).text, 'AUTUMN', 'Boots - 38 × 1', t.notInBot])
      expect(ada.plain()).toContain(words)
    await ada.walk(admin.back, t.keys.old)
    expect(ada.plain()).toContain(importCards.home.text.slice(0, 20))

    await open(on, language)
    await ada.walk(t.open('Shopify', 'works'), t.keys.remove, t.keys.removeYes)
    expect(ada.plain()).toContain(t.removed('Shopify').text)
    expect(listConnections(db)).toEqual([])
    expect(db.sql('select count(*) as n from orders').get()).toEqual({ n: 1 })
    expect(refused()).toEqual([])
  },
)

test('what was begun is gone on with; a second shop of a kind has a name of its own', async () => {
  const on = await stage({ at: NOW })
  const { connectionCards: t } = texts('en')
  await open(on)
  await on.ada.walk('Tilda', texts('en').admin.back, t.add('Tilda', true), t.keys.done)
  expect(listConnections(on.db)).toHaveLength(1)
  await shopOf(on.db, listConnections(on.db)[0]?.id ?? 0).come('test=test')
  await on.ada.walk(t.keys.refresh, texts('en').admin.back, t.add('Tilda', true))
  expect(listConnections(on.db).map(({ name }) => name)).toEqual(['Tilda', 'Tilda 2'])
})

test('WooCommerce is told its secret; made anew, the old one no longer works', async () => {
  const on = await stage({ at: NOW })
  const { connectionCards: t } = texts('en')
  await open(on)
  await on.ada.walk('WooCommerce')
  const [{ id = 0, secret = null } = {}] = listConnections(on.db)
  expect(on.ada.text()).toContain(secret)
  const shop = shopOf(on.db, id)
  await shop.come('webhook_id=3', { signature: null })
  await on.ada.walk(t.keys.done)
  expect(on.ada.plain()).toContain(t.hasKnocked)
  await shop.come('{"id":1}', { signature: sign('{"id":1}', secret ?? '') })
  await on.ada.walk(t.keys.refresh, t.keys.newSecret, t.keys.renewYes)
  const now = getConnection(on.db, id).secret
  expect(now).not.toBe(secret)
  expect(on.ada.text()).toContain(now)
  expect(await shop.come('{"id":2}', { signature: sign('{"id":2}', secret ?? '') })).toBe('forged')
})

test('only owners see an address or give a secret; an analyst sees how a shop stands and whose order it was by a number', async () => {
  const on = await stage({ at: NOW })
  const { connectionCards: t } = texts('en')
  const id = connectShop(on.db, 'shopify', ADMIN, NOW)
  for (const [telegramId, role] of [
    [51, 'marketer'],
    [52, 'analyst'],
  ] as const) {
    on.db
      .sql(`insert into admins (telegram_id, role, name, invited_by, created_at) values (?, ?, 'Mia', ?, ?)`)
      .run(telegramId, role, ADMIN, NOW)
    const hand = on.hand(on.emulator.user({ id: telegramId, firstName: 'Mia', language: 'en' }))
    await hand.send('/start', '/admin')
    await hand.forge(connections.list.data({ page: 0 }))
    expect(hand.plain()).toContain(t.ownersOnly)
    await hand.walk(t.open('Shopify', 'waits'))
    const owners: string[] = [t.keys.setup, t.keys.secret, t.keys.remove]
    expect(hand.labels().filter(label => owners.includes(label))).toEqual([])
    await hand.forge(connections.setup.data({ id }))
    expect(hand.text()).not.toContain(getConnection(on.db, id).address)
    await hand.forge(connections.add.data({ kind: 0 }))
    expect(listConnections(on.db)).toHaveLength(1)
  }
})

test('retailCRM gets a key that may tell of orders, and a text to paste; both are shown once', async () => {
  const on = await stage({ at: NOW })
  const { connectionCards: t, apiCards } = texts('en')
  await open(on)
  await on.ada.walk(t.keys.retail, t.keys.makeKey)
  const [key = ''] = /segcast_\S{61}/.exec(on.ada.text()) ?? []
  expect(findLock(on.db, hintOf(key) ?? '')?.scopes).toEqual(['orders'])
  expect(on.ada.text()).toContain('https://go.example/crm/orders')
  expect(on.ada.text()).toContain("order.number|default('')")
  expect(on.ada.text().length).toBeLessThan(4_096)
  await on.ada.walk(apiCards.keys.done)
  expect(on.ada.text()).not.toContain(key)
})

describe('what goes wrong is said in words, and once unasked', () => {
  const { connectionCards: t, home } = texts('en')

  test('calls with a wrong signature', async () => {
    const on = await stage({ at: NOW })
    const shop = connected(on.db)
    await shop.come(shopifyOrder())
    shop.time.now += MINUTE
    for (let i = 0; i < 3; i++) await shop.come(shopifyOrder(), { signature: sign('other') })
    await shop.inbox.idle()
    on.clock.wall += 2 * MINUTE
    await createTroubleWatch(on.db, NOW, () => undefined).run(on.clock.wall)
    expect(getConnection(on.db, shop.id).trouble).toBe('refused')
    const said = on.ada.shown().length
    for (let i = 0; i < 3; i++) {
      on.door().notices.run(on.clock.wall)
      await on.door().notices.idle()
    }
    expect(on.ada.shown().length).toBe(said + 1)
    expect(on.ada.plain()).toContain(t.forged.shopify(3, '15:01:00'))
    expect(on.ada.labels()).toContain(t.keys.again)
    await on.ada.send('/admin')
    expect(on.ada.plain()).toContain(t.need.refused('Shopify'))
    await on.ada.walk(home.buttons.needs(1))
    expect(on.ada.labels()).toContain(t.need.refused('Shopify'))
  })

  test('a silence that is longer than the shop’s own days explain, and not one that they do', async () => {
    const on = await stage({ at: NOW })
    const shop = connected(on.db)
    const began = NOW - 14 * DAY
    on.db.write(() => {
      // Forty calls a day, between nine and nineteen.
      for (let day = 0; day < 13; day++)
        for (let i = 0; i < 40; i++)
          on.db
            .sql(
              `insert into webhook_inbox (connection_id, dedupe, topic, at, outcome) values (?, ?, 'x', ?, 'nothing')`,
            )
            .run(shop.id, `${day} ${i}`, began + day * DAY - 3 * HOUR + i * 15 * MINUTE)
    })
    const last = on.db.sql<{ at: number }>('select max(at) as at from webhook_inbox').get()?.at ?? 0
    const watch = createTroubleWatch(on.db, began, () => undefined)
    const troubleAfter = async (ms: number) => {
      await watch.run(last + ms)
      return getConnection(on.db, shop.id).trouble
    }
    expect(await troubleAfter(14 * HOUR)).toBeNull()
    expect(await troubleAfter(26 * HOUR)).toBe('silent')
    on.clock.wall = last + 26 * HOUR
    on.door().notices.run(on.clock.wall)
    await on.door().notices.idle()
    expect(on.ada.plain()).toContain(t.silent(26, 42, 'Shopify'))
    shop.time.now = last + 27 * HOUR
    await shop.come(shopifyOrder())
    expect(await troubleAfter(27 * HOUR)).toBeNull()
    // After our own night nobody knows what would have come.
    await createTroubleWatch(on.db, last + 60 * HOUR, () => undefined).run(last + 60 * HOUR)
    expect(getConnection(on.db, shop.id).trouble).toBeNull()
  })

  test('orders that cannot be taken', async () => {
    const on = await stage({ at: NOW })
    const shop = connected(on.db, 'tilda')
    await shop.come(tildaOrder({ payment: { orderid: '5', amount: 'free' } }))
    on.clock.wall += 10 * MINUTE
    await open(on)
    await on.ada.walk(t.open('Tilda', 'trouble'))
    expect(on.ada.plain()).toContain(`Tilda · ${t.lastFailed}`)
    expect(on.ada.plain()).toContain(`${t.failed.total} · once`)
    expect(on.ada.plain()).toContain(t.counts('0', '0', '1'))
  })
})

test('a secret that was sent stays neither in the chat nor on the disk', async () => {
  const on = await stage({ at: NOW })
  const { connectionCards: t } = texts('en')
  await open(on)
  await on.ada.walk('Shopify', t.keys.toSecret)
  await on.ada.send(SECRET)
  on.db.sql(`update updates set outcome = ''`).run()
  expect(bytes(on)).not.toContain(SECRET)
  expect(on.ada.person.messages().some(({ text }) => text?.includes(SECRET) === true)).toBe(false)
})
