import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../src/sandbox/emulator/emulator.js'
import { drawPicture } from '../../src/sandbox/emulator/picture.js'
import { type Look, launchBrowser, type Messenger, noBrowser, openMessenger } from '../support/browser.js'
import { startToyBot, type ToyBot } from './toy-bot.js'

const VERA = 1
const ANNA = 10
const BORIS = 11
const PHONE = { width: 390, height: 844 }

/** Where pictures of the page are kept when somebody wants to look at them. */
const PICTURES = process.env['PAGE_PICTURES'] ?? null

describe.skipIf(noBrowser !== null)(`the page in a browser${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  let browser: Browser
  let emulator: Emulator
  let toy: ToyBot
  const opened: Messenger[] = []

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  beforeEach(async () => {
    emulator = await createEmulator({ marketer: VERA, name: 'Boot shop', username: 'boot_bot', limits: null })
    emulator.user({ id: VERA, firstName: 'Vera', lastName: 'Stone', language: 'en' })
    emulator.user({ id: ANNA, firstName: 'Anna', lastName: 'Petrova', username: 'anna_p', language: 'en' })
    emulator.user({ id: BORIS, firstName: 'Boris', lastName: 'Klein' })
    toy = await startToyBot(emulator)
    return async () => {
      for (const messenger of opened.splice(0)) {
        await messenger.close()
        expect(messenger.complaints).toEqual([])
      }
      await toy.stop()
      await emulator.close()
      expect(toy.failures).toEqual([])
    }
  })

  const open = async (look: Look = {}): Promise<Messenger> => {
    const messenger = await openMessenger(browser, emulator, toy.settled, { query: `?right=${ANNA}`, ...look })
    opened.push(messenger)
    return messenger
  }

  test('start, press, and see a message change and go away; taps and messages are counted', async () => {
    const { page, subscriber, marketer } = await open()
    await subscriber.start()
    expect(await subscriber.labels()).toEqual(['Tell me more', 'Alert', 'Our shop'])
    await subscriber.press('Tell me more')
    expect(await subscriber.text()).toBe('Boots, shoes and everything for them.')
    expect(await page.locator('.toast').textContent()).toBe('There you are')
    const changed = await subscriber.sees('Boots, shoes')
    expect(await changed.locator('.meta').textContent()).toContain('edited')
    await subscriber.press('Take it away')
    expect(await subscriber.text()).toBe('/start')
    await subscriber.send('Thanks')
    expect([subscriber.taps, subscriber.messages, marketer.taps]).toEqual([3, 1, 0])
    expect(await page.locator('[data-count="presses"]').textContent()).toBe('2')
    expect(await page.locator('[data-count="delivered"]').textContent()).toBe('2')
  })

  test('an alert waits to be confirmed', async () => {
    const { page, subscriber } = await open()
    await subscriber.start()
    await subscriber.press('Alert')
    const alert = page.locator('.dialog')
    expect(await alert.locator('.alert-text').textContent()).toBe('This needs your attention.')
    await alert.locator('.primary').click()
    await alert.waitFor({ state: 'detached' })
  })

  test('a press shows the clock until the bot answers', async () => {
    const { page, subscriber } = await open()
    await subscriber.start()
    emulator.setLatency({ min: 1_000, max: 1_000 })
    const key = subscriber.pane.locator('.key', { hasText: 'Tell me more' })
    await key.click()
    await page.locator('.key[aria-busy="true"]').waitFor()
    emulator.setLatency(null)
    await subscriber.sees('Boots, shoes')
  })

  test('every look of a text is an element, and nothing in it is markup', async () => {
    const { subscriber } = await open()
    await subscriber.start()
    await subscriber.send('/looks')
    const message = await subscriber.sees('Bold')
    for (const [tag, words] of [
      ['strong', 'Bold'],
      ['em', 'italic'],
      ['u', 'under'],
      ['s', 'struck'],
      ['blockquote', 'Best boots I ever had.'],
      ['pre code', 'boots(20)'],
      ['button.spoiler', 'secret'],
      ['a[href="https://shop.example/boots"]', 'a link'],
      ['a[href="http://shop.example/"]', 'shop.example'],
    ] as const) {
      expect(await message.locator(tag).first().textContent(), tag).toBe(words)
    }
    expect(await message.locator('img').count()).toBe(0)
    expect(await message.textContent()).toContain('<img src=x onerror=alert(1)>')
    await message.locator('.spoiler').click()
    expect(await message.locator('.revealed').textContent()).toBe('secret')
    await message.locator('button.link', { hasText: '/help' }).click()
    await subscriber.sees('You said “/help”')
  })

  test('a mention of somebody known brings them in; a link opens a tab and is counted', async () => {
    const { page, subscriber } = await open()
    await subscriber.start()
    const { url, title } = await subscriber.open('Our shop')
    expect([url, title]).toEqual([`${emulator.apiRoot}/control/health`, ''])
    await page.locator('[data-count="clicks"]', { hasText: '1' }).waitFor()
    emulator.user({ id: BORIS, firstName: 'Boris', username: 'ann_k' })
    await subscriber.send('/looks')
    await subscriber.pane.locator('button.link', { hasText: '@ann_k' }).click()
    await page.locator(`.pane[data-person="${BORIS}"]`).waitFor()
  })

  test('a photo, the sample, files and stickers', async () => {
    const { page, marketer } = await open()
    await marketer.start()
    const path = join(mkdtempSync(join(tmpdir(), 'page-')), 'boots.png')
    writeFileSync(path, drawPicture(600, 400, [200, 100, 50], [20, 20, 60]))
    await marketer.sendPhoto('Autumn **boots**', path)
    expect(await marketer.text()).toBe('A photo with “Autumn boots”')
    expect(emulator.chat(VERA).at(-2)).toMatchObject({ caption_entities: [{ type: 'bold', offset: 7, length: 5 }] })
    const image = '[...document.querySelectorAll(".picture img")].at(-1)'
    expect(await page.evaluate<number>(`${image}.decode().then(() => ${image}.naturalWidth)`)).toBe(600)
    await marketer.sendPhoto('')
    expect(emulator.chat(VERA).at(-2)?.photo?.at(-1)).toMatchObject({ width: 960 })
    await marketer.pane.locator('input[data-files="document"]').setInputFiles(path)
    await page.locator('.parcel .primary').click()
    await marketer.sees('A file boots.png')
    await page.locator('.pane[data-side="marketer"] .field .icon-button').first().click()
    await page.getByRole('menuitem', { name: 'Sticker' }).click()
    await page.locator('.react-strip button').first().click()
    await marketer.sees('I cannot read that.')
  })

  test('reply, edit by the up arrow, react, delete', async () => {
    const { page, subscriber } = await open()
    await subscriber.start()
    await subscriber.send('Frist')
    const input = subscriber.pane.locator('.field textarea')
    await input.press('ArrowUp')
    expect(await input.inputValue()).toBe('Frist')
    await input.fill('First')
    await input.press('Enter')
    await subscriber.sees('You mean “First”')
    const choose = async (words: string, item: string) => {
      const message = await subscriber.sees(words)
      await message.hover()
      await message.locator('.actions').click()
      await page
        .locator('.menu')
        .getByRole(item.length > 2 ? 'menuitem' : 'button', { name: item })
        .click()
    }
    await choose('Hello!', '🔥')
    await subscriber.sees('Thank you')
    expect(await (await subscriber.sees('Hello!')).locator('.reaction').textContent()).toBe('🔥')
    await choose('Hello!', 'Reply')
    await subscriber.send('About that')
    expect(emulator.chat(ANNA).findLast(one => !one.from.is_bot)?.reply_to_message?.text).toContain('Hello!')
    await choose('About that', 'Delete')
    await subscriber.pane.locator('.message:not(.leaving)', { hasText: /^About that/ }).waitFor({ state: 'detached' })
  })

  test('the commands menu and a keyboard instead of the own one', async () => {
    const { subscriber } = await open()
    await subscriber.start()
    await subscriber.pane.locator('.field textarea').fill('/lo')
    await subscriber.pane.locator('.command-list button').click()
    await subscriber.sees('Bold')
    await subscriber.send('/keys')
    await subscriber.pane.locator('.reply-keyboard .key', { hasText: 'Left' }).click()
    await subscriber.sees('You said “Left”')
    await subscriber.pane.locator('.reply-keyboard .key', { hasText: 'My number' }).click()
    await subscriber.sees('A number')
  })

  test('block, restart, and start with a source', async () => {
    const { page, subscriber } = await open()
    await subscriber.start()
    const more = async (item: string) => {
      await subscriber.pane.locator('.pane-head .icon-button').click()
      await page.getByRole('menuitem', { name: item }).click()
    }
    await more('Stop and block')
    const restart = subscriber.pane.getByRole('button', { name: 'Restart the bot' })
    await restart.waitFor()
    expect(emulator.person(ANNA).state()).toBe('blocked')
    await subscriber.start()
    expect(emulator.person(ANNA).state()).toBe('open')
    await more('Start with a source')
    await page.locator('.dialog input').fill('fb_spring')
    await page.locator('.dialog input').press('Enter')
    await subscriber.sees('Hello from fb_spring!')
  })

  test('be somebody else: found by name, unread counted, drafts kept, new people join', async () => {
    const { page, subscriber } = await open()
    await subscriber.start()
    emulator.person(BORIS).start()
    await toy.settled()
    await subscriber.pane.locator('.field textarea').fill('half a thought')
    await subscriber.pane.locator('.who-am-i').click()
    expect(await page.locator('.person', { hasText: 'Boris' }).locator('.badge').textContent()).toBe('1')
    await page.keyboard.press('Escape')
    await subscriber.become('Boris')
    expect(await subscriber.pane.locator('.field textarea').inputValue()).toBe('')
    expect(page.url()).toContain(`right=${BORIS}`)
    await subscriber.become('Petrova')
    expect(await subscriber.pane.locator('.field textarea').inputValue()).toBe('half a thought')
    await subscriber.pane.locator('.who-am-i').click()
    await page.locator('.picker input').fill('Clara')
    await page.getByRole('button', { name: 'Join as “Clara”' }).click()
    await subscriber.start()
    expect(emulator.people().at(-1)?.profile().first_name).toBe('Clara')
  })

  test('who reads old messages is not thrown to the end; everybody else is', async () => {
    const { page, subscriber } = await open()
    await subscriber.start()
    for (let i = 0; i < 30; i++) await toy.bot.api.sendMessage(ANNA, `number ${i}`)
    await subscriber.shown()
    const scroller = subscriber.pane.locator('.scroller')
    const fromEnd = () =>
      page.evaluate<number>(`(one => one.scrollHeight - one.scrollTop - one.clientHeight)(
        document.querySelector('.pane[data-side="subscriber"] .scroller'))`)
    expect(await fromEnd()).toBeLessThan(3)
    await scroller.hover()
    await page.mouse.wheel(0, -600)
    await subscriber.pane.locator('.newest.there').waitFor()
    const before = await fromEnd()
    await toy.bot.api.sendMessage(ANNA, 'news')
    await subscriber.pane.locator('.newest .badge', { hasText: '1' }).waitFor()
    expect(await fromEnd()).toBeGreaterThan(before)
    await subscriber.pane.locator('.newest').click()
    await subscriber.pane.locator('.newest:not(.there)').waitFor({ state: 'attached' })
  })

  test('a pause of Telegram with its clock, a caption, and things to try', async () => {
    const { page, subscriber } = await open()
    emulator.fault({ kind: 'limit', retryAfter: 3, times: 1, methods: ['sendMessage'] })
    await toy.bot.api.sendMessage(ANNA, 'x').catch(() => {})
    const rest = page.locator('.rest')
    await rest.waitFor()
    expect(await rest.textContent()).toMatch(/Telegram asks the bot to wait[123] s/)
    emulator.page.setCaption('Five hundred people join')
    await page.locator('.caption', { hasText: 'Five hundred' }).waitFor()
    emulator.page.suggest([
      { label: 'Be Boris', description: 'stop and come back', run: () => emulator.page.pick(BORIS) },
    ])
    await page.locator('.card').click()
    await page.locator(`.pane[data-person="${BORIS}"]`).waitFor()
    await subscriber.start()
    await rest.waitFor({ state: 'hidden' })
  })

  test('works by keyboard alone, and every control has a name', async () => {
    const { page, subscriber } = await open()
    await subscriber.start()
    await subscriber.pane.locator('.key', { hasText: 'Tell me more' }).focus()
    await page.keyboard.press('Enter')
    await subscriber.sees('Boots, shoes')
    const nameless = await page.evaluate<string[]>(`[...document.querySelectorAll('button, a, input, textarea')]
      .filter(one => one.checkVisibility() && !(one.getAttribute('aria-label') || one.textContent.trim()))
      .map(one => one.outerHTML)`)
    expect(nameless).toEqual([])
  })

  test.each<[string, Look]>([
    ['desk-light-en', {}],
    ['desk-dark-ru', { dark: true, locale: 'ru-RU' }],
    ['phone-light-ru', { size: PHONE, touch: true, locale: 'ru-RU' }],
    ['phone-dark-en', { size: PHONE, touch: true, dark: true, query: `?right=${ANNA}&lang=en` }],
  ])('fits: %s', async (name, look) => {
    const { page, subscriber, marketer } = await open(look)
    await marketer.start()
    await marketer.sendPhoto('Autumn boots, **20 % off**')
    await subscriber.start()
    await subscriber.send('/photo')
    await subscriber.send('Do you have them in **41**?')
    const russian = look.locale === 'ru-RU'
    expect(await page.locator('html').getAttribute('lang')).toBe(russian ? 'ru' : 'en')
    expect(await page.locator('.role').last().textContent()).toBe(russian ? 'Подписчик' : 'Subscriber')
    const sides = look.touch === true ? 1 : 2
    expect(await page.locator('.pane').filter({ visible: true }).count()).toBe(sides)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    const wide = await page.evaluate<number>(
      "[...document.querySelectorAll('.scroller')].filter(one => one.scrollWidth > one.clientWidth).length",
    )
    expect(wide).toBe(0)
    if (PICTURES !== null) await page.screenshot({ path: join(PICTURES, `page-${name}.png`), animations: 'disabled' })
  })
})
