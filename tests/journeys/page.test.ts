import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { texts } from '../../src/text/index.js'
import { launchBrowser, noBrowser, openMessenger, type PaneHand } from '../support/browser.js'
import { ADMIN } from '../support/campaign.js'
import { freePort, stageProduct, until } from '../support/product.js'

/** Where pictures of the screens are kept when somebody wants to look at them. */
const PICTURES = process.env['PAGE_PICTURES'] ?? null
const DESK = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }
/** A click sooner after the message came is not believed to be a person's. */
const BELIEVED_MS = 3_000
/** A card that is kept current is drawn anew so often. */
const CARD_MS = 3_000

type Language = 'en' | 'ru'

const SAID = {
  en: {
    boots: 'Autumn boots −20 %, {first_name|friend}',
    hats: 'Hats for you, {first_name|friend}',
    cheaper: 'Autumn boots −15 %, {first_name|friend}',
    buttons: ['Choose boots', 'Sizes'],
  },
  ru: {
    boots: 'Осенние ботинки −20 %, {first_name|друг}',
    hats: 'Шляпы для вас, {first_name|друг}',
    cheaper: 'Осенние ботинки −15 %, {first_name|друг}',
    buttons: ['Выбрать ботинки', 'Размеры'],
  },
} as const

/** Looking at every screen takes its time. */
const LIMIT_MS = PICTURES === null ? 30_000 : 90_000

describe.skipIf(noBrowser !== null)(`the product in a browser${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())

  /** A shop with customers who came by two links, and the page with the marketer on the left and Anna on the right. */
  async function open(language: Language) {
    const shop = await openShop()
    const stage = await stageProduct({
      emulator: { marketer: ADMIN, name: 'Boot shop' },
      admin: { lastName: 'Stone', language },
      ownTargets: [shop],
    })
    const come = (id: number, firstName: string, source: string) =>
      stage.hand({ id, firstName, language }).start(source)
    await come(41, 'Anna', 'boots')
    await come(42, 'Vera', 'boots')
    await come(43, 'Clara', 'boots')
    await come(51, 'Hugo', 'hats')
    await come(52, 'Oleg', 'hats')
    const messenger = await openMessenger(browser, stage.emulator, stage.settled, {
      size: DESK,
      locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    })
    onTestFinished(async () => {
      await messenger.close()
      expect(messenger.complaints).toEqual([])
    })
    const { page } = messenger
    /** Keeps how it looks now, at a desk and on a phone. */
    async function picture(name: string): Promise<void> {
      if (PICTURES === null) return
      for (const [device, size] of Object.entries({ desk: DESK, phone: PHONE })) {
        await page.setViewportSize(size)
        await page.waitForTimeout(250)
        await page.screenshot({ path: join(PICTURES, `${language}-${name}-${device}.png`), animations: 'disabled' })
      }
      await page.setViewportSize(DESK)
    }
    return { stage, shop, ...messenger, picture, words: texts(language), said: SAID[language] }
  }

  type Opened = Awaited<ReturnType<typeof open>>

  const buttonsOf = ({ shop, said }: Opened) =>
    `${said.buttons[0]} - ${shop}/boots | ${said.buttons[1]} - ${shop}/sizes`

  /** Sends one photo with two buttons to those who came by `hats`, up to and with the test. */
  async function compose(opened: Opened): Promise<void> {
    const { marketer, words, said } = opened
    const { keys } = words.offerCards
    await marketer.sendPhoto(said.boots)
    await marketer.walk(keys.start, keys.whom, `☐ ${words.segments.ready.source('hats')} · 2`, words.admin.done)
    await marketer.press(keys.buttons)
    await marketer.send(buttonsOf(opened))
    await marketer.press(keys.test)
  }

  const spent = ({ taps, messages }: PaneHand) => ({ taps, messages })

  test.each<Language>(PICTURES === null ? ['en'] : ['en', 'ru'])(
    'one message with photo and two buttons, tested, for tomorrow: 9 taps, 2 messages (%s)',
    async language => {
      const opened = await open(language)
      const { marketer, words, stage } = opened
      await compose(opened)
      await marketer.walk(words.offerCards.keys.when, language === 'en' ? 'Tomorrow 10:00' : 'Завтра 10:00')
      await opened.picture('check-later')
      await marketer.press(words.offerCards.keys.schedule)
      expect(spent(marketer)).toEqual({ taps: 9, messages: 2 })
      expect(stage.count(`broadcasts where state = 'scheduled'`)).toBe(1)
      await opened.picture('scheduled')
      await marketer.send('/admin')
      await opened.picture('admin')
      await marketer.press(words.settingsCards.keys.settings)
      await opened.picture('settings')
    },
  )

  test('the same, sent now: 8 taps', async () => {
    const opened = await open('en')
    const { marketer, words, stage } = opened
    await compose(opened)
    await marketer.walk(words.offerCards.keys.check, words.offerCards.keys.sendNow)
    expect(spent(marketer)).toEqual({ taps: 8, messages: 2 })
    await marketer.press(words.offerCards.keys.undo)
    expect(stage.count('deliveries')).toBe(0)
  })

  test('three versions, tested, for tomorrow: at most 15 taps, 4 messages', async () => {
    const opened = await open('en')
    const { marketer, words, stage, said } = opened
    const { keys } = words.offerCards
    const { source } = words.segments.ready
    await stage.hand({ id: 61, firstName: 'Gleb', language: 'en' }).start('gloves')
    await marketer.sendPhoto(said.boots)
    await marketer.walk(keys.start, keys.whom)
    await marketer.walk(...['boots · 3', 'hats · 2', 'gloves · 1'].map(one => `☐ ${source(one)}`))
    await marketer.walk(words.admin.done, keys.forEach, keys.keepIt)
    await marketer.send(said.hats)
    await marketer.send('Gloves, {first_name|friend}')
    await marketer.press(keys.buttons)
    await marketer.send(buttonsOf(opened))
    await marketer.press(keys.test)
    await opened.marketer.open(said.buttons[0])
    await marketer.walk(keys.when, 'Tomorrow 10:00', keys.schedule)
    expect(spent(marketer).taps).toBeLessThanOrEqual(15)
    expect(spent(marketer).messages).toBeLessThanOrEqual(4)
    expect(stage.rows<{ n: number }>('select shown_audience as n from broadcasts')).toEqual([{ n: 6 }])
  })

  test.each(['en', 'ru'] as const)(
    'two segments, two versions, a click, the report, a repaired link; in English also a corrected text, taken back (%s)',
    async language => {
      const opened = await open(language)
      const { marketer, subscriber, words, stage, said, shop, picture } = opened
      const { analysisCards, exportCards, segmentCards, segments, admin, offerCards, reports, repairCards } = words
      const { keys } = offerCards
      const { source } = segments.ready

      await marketer.send('/segments')
      await marketer.walk(
        segmentCards.add,
        segmentCards.readyGroups.origin,
        source('boots'),
        segmentCards.save,
        segmentCards.takeName,
      )
      await picture('segment')
      await marketer.walk(
        admin.back,
        segmentCards.add,
        segmentCards.readyGroups.origin,
        source('hats'),
        segmentCards.save,
        segmentCards.takeName,
      )
      await marketer.press(admin.back)
      expect(await marketer.labels()).toEqual([
        `${source('hats')} · 2`,
        `${source('boots')} · 3`,
        analysisCards.buttons.map,
        analysisCards.buttons.ladder,
        segmentCards.add,
        exportCards.file,
        admin.back,
      ])

      await marketer.sendPhoto(said.boots)
      await marketer.press(keys.start)
      await picture('draft')
      await marketer.press(keys.whom)
      await picture('whom')
      await marketer.walk(`☐ ${source('boots')} · 3`, `☐ ${source('hats')} · 2`, admin.done)
      await picture('mode')
      await marketer.walk(keys.forEach, keys.keepIt)
      await marketer.send(said.hats)
      await marketer.press(keys.buttons)
      await marketer.send(buttonsOf(opened))
      await picture('buttons')
      await marketer.press(keys.test)
      await picture('tested')
      await marketer.press(keys.check)
      await picture('check')
      await marketer.press(keys.sendNow)
      await picture('pending')
      await marketer.press(keys.atOnce)

      // Who got what, in their own chats.
      await subscriber.become('Hugo')
      await subscriber.sees(said.hats.replace(/\{.+\}/, 'Hugo'))
      await subscriber.become('Anna')
      await subscriber.sees(said.boots.replace(/\{.+\}/, 'Anna'))
      expect(await subscriber.labels()).toEqual([...said.buttons, '🔕'])
      stage.passes(CARD_MS)
      await marketer.sees(reports.headline('').text)
      await picture('report')

      const press = async () => {
        stage.clock.shift += BELIEVED_MS
        return subscriber.open(said.buttons[0])
      }
      const landed = await press()
      expect(landed.url.startsWith(`${shop}/boots?`)).toBe(true)
      expect(landed.title).toBe('boots')
      await marketer.press(reports.buttons.refresh)
      expect(await marketer.text()).toContain(reports.clicked(1, language === 'en' ? '20.0 %' : '20,0 %', null))

      // The link is repaired in the message that Anna has already.
      await marketer.press(reports.buttons.more)
      marketer.reset()
      await marketer.press(repairCards.buttons.fix)
      await picture('fix')
      await marketer.press(repairCards.buttons.link)
      await picture('fix-links')
      await marketer.press(said.buttons[0])
      await marketer.send(`${shop}/boots-2026`)
      await picture('fix-link')
      await marketer.press(repairCards.buttons.change)
      expect(spent(marketer)).toEqual({ taps: 4, messages: 1 })
      await picture('fix-link-done')
      expect(await press()).toMatchObject({ title: 'boots-2026' })

      // In Russian the rest is only looked at.
      if (language === 'ru' && PICTURES === null) return

      // The text is corrected in every chat.
      await marketer.walk(
        repairCards.buttons.broadcast,
        reports.buttons.more,
        repairCards.buttons.fix,
        repairCards.buttons.text,
      )
      await marketer.press(source('boots'))
      await marketer.send(said.cheaper)
      await picture('fix-text')
      await marketer.press(repairCards.buttons.edit)
      await subscriber.sees(said.cheaper.replace(/\{.+\}/, 'Anna'))
      stage.passes(CARD_MS)
      await marketer.sees(repairCards.edited(3, 0, '').text)
      await marketer.pane
        .locator('.key', { hasText: repairCards.buttons.writeTo(1) })
        .last()
        .waitFor()
      await picture('edited')

      // All of it is taken back.
      await marketer.walk(
        repairCards.buttons.broadcast,
        reports.buttons.more,
        repairCards.buttons.fix,
        repairCards.buttons.people,
      )
      await picture('wrong-people')
      await marketer.walk(repairCards.buttons.takeBackOnly, repairCards.buttons.takeBack(5))
      await until(() => stage.count(`repairs where kind = 'take_back' and state = 'finished'`), 'it to be taken back')
      stage.passes(CARD_MS)
      await marketer.sees(repairCards.takenBack(5, 0, '').text)
      const offers = subscriber.pane.locator('.message:not(.leaving)', { hasText: '−15 %' })
      await offers.waitFor({ state: 'detached' })
      await picture('taken-back')
      expect(stage.refused()).toEqual([])
    },
    LIMIT_MS,
  )
})

/** A web shop of a page for every path. @returns its origin */
async function openShop(): Promise<string> {
  const port = await freePort()
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shop')
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(
      `<!doctype html><link rel="icon" href="data:,"><title>${pathname.slice(1)}</title><h1>${pathname}</h1>`,
    )
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return `http://127.0.0.1:${port}`
}
