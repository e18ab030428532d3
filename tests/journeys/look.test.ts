import { join } from 'node:path'
import { type Api, InputFile } from 'grammy'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordContact } from '../../src/audience/contact.js'
import { quarterHoldout } from '../../src/audience/holdout.js'
import { takeOrder } from '../../src/audience/order.js'
import { broadcasts } from '../../src/bot/admin/broadcasts/addresses.js'
import { control } from '../../src/bot/admin/control/addresses.js'
import { orders } from '../../src/bot/admin/orders/addresses.js'
import { people } from '../../src/bot/admin/people/addresses.js'
import { settings } from '../../src/bot/admin/settings/addresses.js'
import { siteMap } from '../../src/bot/admin/site-map.js'
import { cardOptions, telegramEntities } from '../../src/bot/card.js'
import { hereFor } from '../../src/bot/here.js'
import { render } from '../../src/bot/screen/render.js'
import { createSite } from '../../src/bot/screen/site.js'
import type { Shown } from '../../src/bot/screen.js'
import { DAY } from '../../src/clock.js'
import { paintPicture } from '../../src/reports/picture/paint.js'
import { texts } from '../../src/text/index.js'
import { stage as openTown, type Stage as Town } from '../bot/admin/stage.js'
import { BOT, walkScreens } from '../bot/admin/walk/stage.js'
import { fillTown } from '../bot/admin/walk/town.js'
import { shopifyOrder } from '../crm/shop/payloads.js'
import { connected } from '../crm/shop/shop.js'
import { launchBrowser, noBrowser } from '../support/browser.js'
import { ADMIN, approveBroadcast } from '../support/campaign.js'
import { stageProduct, until } from '../support/product.js'
import { openLook, type Watched } from './look.stage.js'
import { sellResults } from './results.shop.js'

/** Where pictures of every screen, light and dark, are kept when somebody wants to look at them; nothing is done without. */
const PICTURES = process.env['PAGE_PICTURES'] ?? null
const LIMIT_MS = 1_200_000
const DEPTH = 3
/** When the town is looked at: Tue 24 Nov 2026, 18:40 in Moscow. */
const AT = Date.UTC(2026, 10, 24, 15, 40)

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
    results: ['Autumn boots −20 %', 'Size guide for everybody who skis', 'Loyalty news'],
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
    results: ['Осенние ботинки −20 %', 'Таблица размеров для лыжников', 'Новости клуба'],
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
        config: { messagesPerSecond: 4, language },
        people: 30,
        patience: 500,
      })
      const said = SAID[language]
      const { offerCards, repairCards, admin, segments, settingsCards, delivery } = texts(language)
      const anna = stage.hand({ id: 41, firstName: language === 'en' ? 'Anna' : 'Анна', language })
      const folder = join(PICTURES ?? '', language)
      const { look, tap, roam, draw } = openLook(browser, stage, { language, folder })

      /** Until something shows; time passes meanwhile, about as fast as it really does: else a poll of Telegram looks unanswered. */
      const soon = (check: () => boolean, what: string) =>
        until(() => {
          const there = check()
          if (!there) stage.passes(5)
          return there
        }, what)

      /** A file of another bot's people and a bare list, from the drop to the end. */
      async function dropFiles() {
        const { importCards } = texts(language)
        const drop = async (text: string, name: string) => {
          stage.ada.person.sendDocument({ bytes: Buffer.from(text), name })
          await stage.settled()
        }
        const stands = (words: string) => soon(() => stage.ada.text().includes(words), words)
        // What came of the broadcast is told by itself, and must not come in between.
        await stands('📊')
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
        // She had stopped when everything was looked at.
        await anna.send('/start')
        await anna.walk(subscriber.yesOffers)
        approveBroadcast(stage.db(), 31, stage.clock.now(), 'know_orders')
        stage.passes(3_000)
        await soon(() => anna.labels().includes(subscriber.phoneCard.share), 'the button')
        await look('an offer that asks for the number', anna)
        await anna.walk(subscriber.phoneCard.share)
        await look('the card that asks for the number', anna)
        await anna.send(subscriber.phoneCard.notNow)
      }

      const buttons = said.pages.map(([label, path]) => `${label} - http://127.0.0.1:4000/${path}`).join(' | ')
      const unwanted = new RegExp(`${settingsCards.ways.language}|🌐`)

      await anna.start('boots')
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
      expect(await draw()).toEqual([])
    },
    LIMIT_MS,
  )

  test.each<Language>(['en', 'ru'])(
    'no label of what came of it wraps (%s)',
    async language => {
      const stage = await stageProduct({
        emulator: { marketer: ADMIN, name: language === 'en' ? 'Boot shop' : 'Ботинки' },
        admin: { firstName: language === 'en' ? 'Ada' : 'Ада', language },
        config: { language },
      })
      const folder = join(PICTURES ?? '', `results-${language}`)
      const { look, tap, roam, draw } = openLook(browser, stage, { language, folder })
      const { results, offer } = SAID[language]
      const { codeCards, moneyCards, offerCards, resultCards, segments, admin, whyCards } = texts(language)
      sellResults(stage.db(), results, stage.clock.now())
      const open = async (data: string) => {
        await stage.ada.send('/admin')
        await stage.ada.forge(data, stage.ada.lastId())
      }

      await roam('/admin', 2, /➕|🔄/, [resultCards.door])
      for (const id of [1, 2, 3]) {
        await open(broadcasts.report.data({ id }))
        await look(`report ${id} without a margin`)
      }
      await open(settings.margin.data({}))
      await look('margin')
      await stage.ada.send('35')
      await look('margin set')
      await open(broadcasts.report.data({ id: 1 }))
      await look('report with a margin')
      for (const key of [moneyCards.keys.helps, moneyCards.keys.next, moneyCards.keys.happened].keys()) {
        await open(broadcasts.wayOn.data({ id: 1, what: key }))
        await look(`way on ${key}`)
      }
      for (const id of [1, 3]) {
        await open(broadcasts.hours.data({ id }))
        await look(`hours ${id}`)
        await open(broadcasts.more.data({ id }))
        await look(`more ${id}`)
        for (const data of [broadcasts.effectPicture, broadcasts.hoursPicture, broadcasts.messagesPicture]) {
          await open(data.data({ id }))
          await look('picture')
        }
      }
      await open(broadcasts.messages.data({ id: 1, page: 0 }))
      await look('by message')
      await open(broadcasts.links.data({ id: 1, page: 0 }))
      await look('by link')
      await open(broadcasts.figures.data({ id: 1 }))
      await look('figures')
      for (const figure of [6, 7, 9]) {
        await open(broadcasts.figure.data({ id: 1, figure }))
        await look(`figure ${figure}`)
      }
      await open(broadcasts.why.data({ id: 1 }))
      await look('why whom')
      await stage.ada.send('Anna P. 1')
      await look('why which of them')
      for (const person of [1, 100_001, 200_001, 200_002, 200_003, 200_004]) {
        await open(broadcasts.whyOf.data({ id: 1, person }))
        await look(`why ${person}`)
      }
      await stage.ada.send('/who 500001')
      await tap(whyCards.door)
      await look('why, of a person')

      await open(control.sizes.data({}))
      await look('control group, sizes')
      await open(control.confirm.data({ share: 1_000 }))
      await look('control group, confirm')
      await open(control.start.data({ share: 1_000 }))
      await look('control group, planned')
      const { id } = quarterHoldout(stage.db(), stage.clock.now()) ?? { id: 0 }
      await open(control.askEnd.data({ id }))
      await look('control group, call off')
      await open(control.end.data({ id }))
      await look('control group, called off')

      await stage.ada.send(offer)
      await tap(offerCards.keys.start)
      await tap(offerCards.keys.whom)
      await tap(segments.ready.everyone)
      await tap(admin.done)
      await tap(offerCards.keys.goal)
      await look('goal')
      await tap(offerCards.windows.keys.click(7))
      await look('click window')
      await tap(offerCards.windows.back)
      await tap(offerCards.windows.keys.window(7))
      await look('window')
      await tap(offerCards.windows.back)
      await tap(admin.card)
      await tap(codeCards.keys.more)
      await look('more of a draft')
      await tap(codeCards.keys.promo)
      await look('promo code')
      await stage.ada.send('AUTUMN20')
      await look('promo code for all')
      await stage.ada.send('A-100\nA-101\nA-102\ntwo words\nA-102')
      await look('promo codes')
      await tap(admin.card)
      await look('card with codes')
      await tap(offerCards.keys.check)
      await look('check with too few codes')
      await tap(codeCards.keys.only(3))
      await look('check of only three')
      expect(await draw()).toEqual([])
    },
    LIMIT_MS,
  )

  test.each<Language>(['en', 'ru'])(
    'no label of any screen of the team wraps (%s)',
    async language => {
      const on = await openTown({
        ...{ at: AT, language, goes: true, ada: { firstName: language === 'en' ? 'Ada' : 'Ада' } },
        emulator: { marketer: ADMIN, name: language === 'en' ? 'Boot shop' : 'Ботинки' },
      })
      const { db } = on
      await fillTown(db, AT)
      const ada = handIn(on)
      const folder = join(PICTURES ?? '', `screens-${language}`)
      const { look, tap, roam, draw } = openLook(browser, { ...on, ada }, { language, folder })
      const { works, api } = on.door()
      const here = hereFor({ ...works, bot: () => BOT }, ADMIN, AT)
      if (here === null) throw new Error('the owner is nobody')
      const shapes = new Set<string>()
      const site = createSite(siteMap)
      for await (const { card } of walkScreens(site, siteMap, here, { analyst: 0 })) {
        if (card === null) continue
        const { shown, screen } = card
        const labels = shown.keyboard.flat().map(({ label }) => label)
        const shape = [shown.text.text, ...labels].join('|').replace(/\d+/g, '#')
        if (shapes.has(shape)) continue
        shapes.add(shape)
        const { message_id } = await post(api, shown)
        await look(screen.to.name)
        await api.deleteMessage(ADMIN, message_id)
      }
      for (const { id } of db.sql<{ id: number }>('select broadcast_id as id from trials').all()) {
        await post(api, (await render(site, here, { data: broadcasts.trial.data({ id, part: 0 }), note: null })).shown)
        await look(`verdict ${id}`)
      }

      // What only stands while an offer, a series or a segment is being put together.
      const { offerCards, segments, admin, versionCards, codeCards, segmentCards } = texts(language)
      await ada.send(SAID[language].offer)
      await tap(offerCards.keys.start)
      await tap(offerCards.keys.whom)
      await tap(segments.ready.everyone)
      await tap(admin.done)
      await tap(versionCards.keys.door)
      await ada.send(SAID[language].right)
      await ada.send('/new')
      const name = ada.labels()[0] ?? ''
      await roam('/new', 2, /✅/, [name, versionCards.keys.door])
      await roam('/new', 2, null, [name, codeCards.keys.more])
      await roam('/new', 2, null, [name, offerCards.keys.when])
      for (const menu of Object.values(segmentCards.menus)) {
        const all = /^(?:All|Все) · /
        const enter = async () => {
          await ada.send('/segments')
          for (const label of [segmentCards.add, segmentCards.fromConditions, segmentCards.addCondition, menu])
            await tap(label)
          const more = ada.labels().find(label => all.test(label))
          if (more !== undefined) await tap(more)
        }
        await enter()
        await look(`conditions ${menu}`)
        for (const kind of ada.labels().slice(0, -1)) {
          await enter()
          await ada.press(kind)
          await look(`condition ${kind}`)
          const [first] = ada.labels()
          if (first === undefined || first.startsWith('←')) continue
          await ada.press(first)
          await look(`condition ${kind} ${first}`)
        }
      }
      await roam('/campaigns', 3, /🗑|⏹/)
      expect(await draw()).toEqual([])
    },
    LIMIT_MS,
  )
})

/** Puts a screen into the chat of the team's first, as it is shown there. */
async function post(api: Api, shown: Shown): Promise<{ message_id: number }> {
  const { text, keyboard, picture } = shown
  const { reply_markup } = cardOptions({ text, keyboard })
  if (picture === undefined)
    return api.sendMessage(ADMIN, text.text, { entities: telegramEntities(text), reply_markup })
  const file = new InputFile(await paintPicture(picture), 'picture.png')
  return api.sendPhoto(ADMIN, file, { caption: text.text, caption_entities: telegramEntities(text), reply_markup })
}

/** The hands of the marketer of a town, as they are looked at. */
function handIn({ ada }: Town): Watched['ada'] {
  const labels = (message = ada.lastId()) =>
    (ada.person.message(message).reply_markup?.inline_keyboard ?? []).flat().map(button => button.text)
  return {
    ...ada,
    labels,
    holding(label) {
      const found = ada.shown().findLast(({ message_id }) => labels(message_id).some(one => one.includes(label)))
      if (found === undefined) throw new Error(`no message has a button ${label}`)
      return found.message_id
    },
  }
}
