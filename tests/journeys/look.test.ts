import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { recordContact } from '../../src/audience/contact.js'
import { takeOrder } from '../../src/audience/order.js'
import { orders } from '../../src/bot/admin/orders/addresses.js'
import { people } from '../../src/bot/admin/people/addresses.js'
import { DAY } from '../../src/clock.js'
import { texts } from '../../src/text/index.js'
import { shopifyOrder } from '../crm/shop/payloads.js'
import { connected } from '../crm/shop/shop.js'
import { launchBrowser, noBrowser, openMessenger } from '../support/browser.js'
import { ADMIN, approveBroadcast } from '../support/campaign.js'
import { type Hand, stageProduct, until } from '../support/product.js'

/** Where pictures of every screen, light and dark, are kept when somebody wants to look at them; nothing is done without. */
const PICTURES = process.env['PAGE_PICTURES'] ?? null
const PHONE = { width: 390, height: 844 }
const LIMIT_MS = 1_200_000
const DEPTH = 3

type Language = 'en' | 'ru'

/** People of another bot, as its export has them. */
const BROUGHT = [
  'id;platform_id;username;first_name;status;created_at;tags;city;phone',
  '1;990000001;anna_p;Анна;active;2025-03-01 10:00:00;VIP;Рига;+37120000001',
  '2;990000002;;Boris;unsubscribed;2025-04-01 10:00:00;VIP;Москва;+37120000002',
  '3;-100;group;Group;active;2025-05-01 10:00:00;;;',
].join('\n')

const SAID = {
  en: {
    offer: 'Autumn boots −20 %, {first_name|friend}',
    right: 'Autumn boots −15 %, {first_name|friend}',
    count: ['ordered 2+ in 60 days', 'city: Riga or age 25–40 and premium', 'citty: Riga'],
    pages: [
      ['Choose boots', 'boots'],
      ['Sizes', 'sizes'],
    ],
    asks: 'Do you have them in 41?',
    customer: ['Anna', 'P.'],
    product: 'Winter boots',
  },
  ru: {
    offer: 'Осенние ботинки −20 %, {first_name|друг}',
    right: 'Осенние ботинки −15 %, {first_name|друг}',
    count: ['заказ 2+ за 60 дней', 'город: Рига или возраст 25–40 и премиум', 'гоорд: Рига'],
    pages: [
      ['Выбрать ботинки', 'boots'],
      ['Размеры', 'sizes'],
    ],
    asks: 'А 41-й размер есть?',
    customer: ['Анна', 'П.'],
    product: 'Ботинки зимние',
  },
} as const

describe.skipIf(noBrowser !== null || PICTURES === null)('how every screen looks', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())

  test.each<Language>(['en', 'ru'])(
    'no label beside another wraps (%s)',
    async language => {
      const stage = await stageProduct({
        emulator: { marketer: ADMIN, name: language === 'en' ? 'Boot shop' : 'Ботинки' },
        admin: { firstName: language === 'en' ? 'Ada' : 'Ада', language },
        config: { messagesPerSecond: 4 },
        people: 30,
        patience: 500,
      })
      const said = SAID[language]
      const { offerCards, repairCards, admin, segments, settingsCards, delivery } = texts(language)
      const anna = stage.hand({ id: 41, firstName: language === 'en' ? 'Anna' : 'Анна', language })
      const messenger = await openMessenger(browser, stage.emulator, stage.settled, {
        size: PHONE,
        locale: language === 'ru' ? 'ru-RU' : 'en-GB',
      })
      onTestFinished(() => messenger.close())
      const { page } = messenger
      const folder = join(PICTURES ?? '', language)
      mkdirSync(join(folder, 'dark'), { recursive: true })
      const faults: string[] = []
      let taken = 0

      /** Keeps how the newest message looks, and what is wrong with its labels. */
      async function look(name: string, who: Hand = stage.ada): Promise<void> {
        const side = who === stage.ada ? 'marketer' : 'subscriber'
        const pane = messenger[side]
        const tab = page.locator('.tab').nth(side === 'marketer' ? 0 : 1)
        if (await tab.isVisible()) await tab.click()
        await pane.shown()
        await page.waitForTimeout(60)
        taken += 1
        const file = `${String(taken).padStart(3, '0')}-${name.replace(/[^\p{L}\p{N}-]+/gu, '_').slice(-60)}`
        await page.screenshot({ path: join(folder, `${file}.png`), animations: 'disabled' })
        await page.emulateMedia({ colorScheme: 'dark' })
        await page.screenshot({ path: join(folder, 'dark', `${file}.png`), animations: 'disabled' })
        await page.emulateMedia({ colorScheme: 'light' })
        const wrapped = await page.evaluate<string[]>(
          `[...[...document.querySelectorAll('.pane[data-side="${side}"] .message:not(.leaving)')].at(-1)?.querySelectorAll('.row:has(.key + .key) .label') ?? []]
            .filter(one => one.getBoundingClientRect().height > 26).map(one => one.textContent)`,
        )
        const rows = who.person.lastMessage().reply_markup?.inline_keyboard ?? []
        const keys = rows.map(row => row.map(one => `[${one.text}]`).join(' ')).join('\n')
        appendFileSync(join(folder, 'all.txt'), `=== ${file}\n${who.text()}\n${keys}\n`)
        for (const label of wrapped) faults.push(`${name}: ${label}`)
        for (const label of wrapped) appendFileSync(join(folder, 'all.txt'), `!! WRAPS ${label}\n`)
      }

      /** Presses the newest button of this label, once there is one. */
      const tap = async (label: string) => {
        await stage.settled()
        const labels = () => stage.ada.labels(stage.ada.holding(label))
        await until(() => {
          try {
            return stage.ada.holding(label)
          } catch {
            return null
          }
        }, label)
        return stage.ada.press(labels().find(one => one.includes(label)) ?? label, stage.ada.holding(label))
      }

      const seen = new Set<string>()
      /** Presses everything that can be pressed from a screen on, and keeps each kind of screen once. */
      async function roam(root: string, depth: number, skip: RegExp | null, first: readonly string[] = []) {
        const queue: string[][] = [[...first]]
        for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
          try {
            await stage.ada.send(root)
            let toast: string | null = null
            for (const label of path) toast = await stage.ada.press(label)
            if (toast !== null) appendFileSync(join(folder, 'all.txt'), `--- toast ${path.join(' > ')}: ${toast}\n`)
          } catch (error) {
            appendFileSync(join(folder, 'all.txt'), `--- lost ${path.join(' > ')}: ${String(error).slice(0, 120)}\n`)
            continue
          }
          const labels = stage.ada.labels()
          const shape = `${stage.ada.text()} ${labels.join('|')}`.replace(/[\d:]+/g, '#')
          if (seen.has(shape)) continue
          seen.add(shape)
          await look(`${root}${path.map(one => `-${one}`).join('')}`)
          if (path.length - first.length >= depth) continue
          for (const label of labels) {
            if (label.startsWith('←') || label === '◀️' || label === '▶️' || skip?.test(label)) continue
            queue.push([...path, label])
          }
        }
      }

      /** A file of another bot's people and a bare list, from the drop to the end. */
      async function dropFiles() {
        const { importCards } = texts(language)
        const drop = async (text: string, name: string) => {
          stage.ada.person.sendDocument({ bytes: Buffer.from(text), name })
          await stage.settled()
        }
        const stands = (words: string) =>
          until(() => stage.ada.text().includes(words) || (stage.passes(20), false), words, 60_000)
        await drop(BROUGHT, 'contacts.csv')
        await stands(importCards.vouch.slice(0, 20))
        await look('a file')
        await tap(importCards.keys.columns)
        await look('columns')
        await tap(importCards.roleKeys['status'] ?? '')
        await look('which column')
        await tap(admin.back)
        await tap(importCards.keys.goOn)
        await stands(importCards.vouch.slice(0, 20))
        await tap(importCards.keys.vouch(false))
        await look('vouched')
        await tap(importCards.keys.moveIn)
        await stands('✅')
        await look('moved in')
        await tap(importCards.keys.undo)
        await look('undo')
        await tap(admin.back)
        await tap(importCards.keys.check)
        await look('silent check')
        await drop('990000001\n990000002\n990000009', 'vip.txt')
        await stands(importCards.listWhat)
        await look('a list')
        await tap(importCards.keys.setField)
        await look('which field')
        await stage.ada.send('/import')
        await look('import')
      }

      /** Orders before there are any and after, who is who, one person's orders, personal links, and the card that asks for a number. */
      async function bringOrders() {
        const { orderCards, whoCards, personCards, subscriber } = texts(language)
        const open = async (data: string) => {
          await stage.ada.send('/admin')
          await stage.ada.forge(data, stage.ada.lastId())
        }
        await open(orders.home.data({}))
        await look('no orders yet')
        const [first, second] = stage.rows<{ id: number; telegramId: number }>(
          'select id, telegram_id as telegramId from subscribers order by id limit 2',
        )
        if (first === undefined || second === undefined) throw new Error('nobody is here')
        const at = stage.clock.now()
        const person = { email: null, firstName: said.customer[0], lastName: said.customer[1] }
        await stage.db().group(() => {
          recordContact(stage.db(), second.id, '37120000042', at)
          for (const [externalId, telegramId, phone] of [
            ['10442', first.telegramId, '+37120000042'],
            ['10443', null, '+37120000043'],
          ] as const)
            for (const n of [1, 2, 3])
              takeOrder(
                stage.db(),
                { ...person, externalId, telegramId, phone },
                {
                  ...{ externalId: `${externalId}-${n}`, at: at - n * DAY, atPrecision: 'time', status: 'paid' },
                  ...{
                    total: 413_300 * n,
                    refunded: n === 2 ? 10_000 : 0,
                    discount: null,
                    renewal: null,
                    currency: 'RUB',
                  },
                  ...{ promoCode: n === 1 ? 'AUTUMN' : null, clickDelivery: null },
                  lines: [{ product: said.product, sku: null, category: null, quantity: n, price: null }],
                },
                at,
              )
        })
        await open(orders.home.data({}))
        await look('orders')
        await tap(whoCards.door(1))
        await look('who is who')
        await stage.ada.press(stage.ada.labels()[0] ?? '')
        await look('who is who, all told')
        await stage.ada.send(`/who ${first.telegramId}`)
        await tap(personCards.keys.orders)
        await look('a customer')
        await tap(personCards.allOrders(3))
        await look('orders of a customer')
        await open(people.customer.data({ id: first.id }))
        await tap(personCards.linkKeys.unlink)
        await look('unlink')
        await open(people.customer.data({ id: second.id }))
        await look('no customer')
        await tap(personCards.linkKeys.link)
        await look('which customer')
        await stage.ada.send('10443')
        await look('link to a customer')
        await open(orders.links.data({ which: 0, page: 0 }))
        await look('personal links')
        await stage.ada.send('10443')
        await look('a personal link')
        await tap(orderCards.keys.code)
        await look('its picture')
        approveBroadcast(stage.db(), 31, stage.clock.now(), 'know_orders')
        stage.passes(3_000)
        await until(() => anna.labels().includes(subscriber.phoneCard.share), 'the button', 120_000)
        await look('an offer that asks for the number', anna)
        await anna.walk(subscriber.phoneCard.share)
        await look('the card that asks for the number', anna)
        await anna.send(subscriber.phoneCard.notNow)
      }

      const buttons = said.pages.map(([label, path]) => `${label} - http://127.0.0.1:4000/${path}`).join(' | ')
      const unwanted = new RegExp(`${settingsCards.ways.language}|🌐`)

      await anna.start('boots')
      await messenger.subscriber.become(language === 'en' ? 'Anna' : 'Анна')
      await look('welcome', anna)
      for (const command of ['/settings', '/privacy', '/help', '/stop', '/start', '/nonsense']) {
        await anna.send(command)
        await look(command, anna)
      }
      for (const words of said.count) {
        await stage.ada.send(`/count ${words}`)
        await look(`count ${words}`)
      }
      await stage.ada.send(said.offer)
      await look('unasked')
      await tap(offerCards.keys.start)
      await tap(offerCards.keys.whom)
      await tap(segments.ready.everyone)
      await tap(admin.done)
      await tap(offerCards.keys.buttons)
      await stage.ada.send(buttons)
      await tap(offerCards.keys.test)
      await look('tested')
      await tap(offerCards.keys.check)
      await look('check')
      await tap(offerCards.keys.sendNow)
      await look('pending')
      await tap(offerCards.keys.atOnce)
      await until(() => stage.count(`deliveries where state = 'sent'`) > 8, 'some to have it')
      stage.passes(3_000)
      await until(() => stage.ada.holding(delivery.buttons.pause), 'its card')
      await look('running')
      await tap(delivery.buttons.pause)
      await look('paused')
      await tap(repairCards.buttons.fix)
      await look('fix')
      await tap(repairCards.buttons.link)
      await look('fix a link')
      await tap(said.pages[0][0])
      await look('fix this link')
      await tap(admin.back)
      await tap(admin.back)
      await tap(repairCards.buttons.text)
      await look('fix the text')
      await stage.ada.send(said.right)
      await look('fix the text so')
      await tap(repairCards.buttons.edit)
      await until(() => stage.count(`repairs where state = 'finished'`), 'the text to be repaired')
      await look('mended')
      // It was paused by hand.
      stage.passes(3_000)
      await tap(delivery.buttons.resume)
      stage.passes(3_000)
      await until(() => stage.count(`deliveries where state = 'sent'`) >= 30, 'all to have it', 120_000)
      await stage.ada.send('/broadcasts')
      await look('broadcasts')
      const name = stage.ada.labels()[0] ?? ''
      await roam('/broadcasts', 3, /➕/, [name])
      await dropFiles()
      await bringOrders()
      await anna.send(said.asks)
      await roam('/admin', DEPTH, unwanted)
      await roam('/segments', 2, null)
      const { settingsCards: ways } = texts(language)
      const shop = connected(stage.db())
      shop.time.now = stage.clock.now()
      await shop.come(shopifyOrder())
      await shop.come('no order')
      for (let i = 0; i < 3; i++) await shop.come('forged', { signature: 'x' })
      await shop.inbox.idle()
      await roam('/settings', 4, /🗑 .*,|Disconnect it|🔑 Make it/, [ways.groups.data, ways.ways.connections])
      appendFileSync(join(folder, 'all.txt'), `TAKEN ${taken}\n`)
      expect(faults).toEqual([])
    },
    LIMIT_MS,
  )
})
