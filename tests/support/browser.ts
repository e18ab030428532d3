import { existsSync } from 'node:fs'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import type { Emulator } from '../../src/sandbox/emulator/emulator.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import type { Message } from '../../src/sandbox/emulator/wire.js'

const CHROMIUM = '/usr/bin/chromium'
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Nothing outside this machine is asked for, whatever a link says.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]
/** Without the word that makes a browser a robot, so that its clicks count as a person's. */
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const COMPARED = 8

/** Why tests with a browser are skipped; null where there is one. */
export const noBrowser: string | null = existsSync(CHROMIUM) ? null : `there is no Chromium at ${CHROMIUM}`

if (noBrowser !== null) console.warn(`Tests in a browser are skipped: ${noBrowser}.`)

/** Starts a browser with an empty profile of its own. */
export const launchBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: ARGS })

/** How the visitor's browser is. */
export type Look = {
  size?: { width: number; height: number }
  dark?: boolean
  /** The browser's language. */
  locale?: string
  /** Of the address, as `?lang=ru`. */
  query?: string
  touch?: boolean
}

/** The emulator's page in a browser. */
export type Messenger = {
  readonly page: Page
  readonly marketer: PaneHand
  readonly subscriber: PaneHand
  /** What went wrong in the page itself: uncaught errors and lines of level error. */
  readonly complaints: string[]
  close(): Promise<void>
}

/** One pane, as a person uses it. Each deed ends when the bot is done with it and the page shows the outcome. */
export type PaneHand = {
  readonly pane: Locator
  /** Buttons pressed and messages sent since the last `reset`. */
  readonly taps: number
  readonly messages: number
  reset(): void
  /** Presses Start or Restart. */
  start(): Promise<void>
  send(text: string): Promise<void>
  /** Sends a picture from a file, or the page's sample. */
  sendPhoto(caption: string, path?: string): Promise<void>
  /** Presses the newest button of this label, or with it as a part of its label. */
  press(label: string): Promise<void>
  /** Presses one after another. */
  walk(...labels: string[]): Promise<void>
  /** Opens a link in a new tab. @returns where it ended and that page's title; the tab is closed */
  open(label: string): Promise<{ url: string; title: string }>
  /** The newest message that holds the words; waits for it. */
  sees(words: string): Promise<Locator>
  /** What stands in the newest message: its text, and the labels under it. */
  text(): Promise<string>
  labels(): Promise<string[]>
  /** Becomes somebody else. */
  become(name: string): Promise<void>
  /** Resolves when the page shows what stands in the chat. */
  shown(): Promise<void>
}

/**
 * Opens the page of an emulator.
 * @param settled resolves when the bot has done everything it was asked
 */
export async function openMessenger(
  browser: Browser,
  emulator: Emulator,
  settled: () => Promise<unknown>,
  look: Look = {},
): Promise<Messenger> {
  const context = await browser.newContext({
    userAgent: AGENT,
    viewport: look.size ?? { width: 1280, height: 800 },
    colorScheme: look.dark === true ? 'dark' : 'light',
    // Nothing that is pressed has to come to rest first.
    reducedMotion: 'reduce',
    locale: look.locale ?? 'en-GB',
    hasTouch: look.touch ?? false,
    isMobile: look.touch ?? false,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('console', line => {
    if (line.type() === 'error') complaints.push(line.text())
  })
  await page.goto(`${emulator.apiRoot}/${look.query ?? ''}`)
  const handOf = (side: 'marketer' | 'subscriber') => createHand(page, emulator, settled, side)
  return {
    page,
    marketer: handOf('marketer'),
    subscriber: handOf('subscriber'),
    complaints,
    close: () => context.close(),
  }
}

function createHand(
  page: Page,
  emulator: Emulator,
  settled: () => Promise<unknown>,
  side: 'marketer' | 'subscriber',
): PaneHand {
  const pane = page.locator(`.pane[data-side="${side}"]`)
  const count = { taps: 0, messages: 0 }

  const front = async () => {
    const tab = page.locator('.tab').nth(side === 'marketer' ? 0 : 1)
    if (await tab.isVisible()) await tab.click()
  }

  const drawn = () => page.evaluate<Drawn[]>(scriptFor(side))

  const shown = async () => {
    await settled()
    const person = Number(await pane.getAttribute('data-person'))
    if (person === 0) return
    const deadline = performance.now() + PATIENCE_MS
    for (;;) {
      const there = await drawn()
      const wanted = emulator.chat(person).slice(-COMPARED).map(expected)
      if (JSON.stringify(there.slice(-COMPARED)) === JSON.stringify(wanted)) return
      if (performance.now() > deadline) {
        throw new Error(
          `the page shows\n${JSON.stringify(there.slice(-COMPARED))}\nbut there is\n${JSON.stringify(wanted)}`,
        )
      }
      await page.waitForTimeout(15)
    }
  }

  const does = async (kind: 'taps' | 'messages', deed: () => Promise<unknown>) => {
    await front()
    count[kind] += 1
    await deed()
    await page.locator('.key[aria-busy]').waitFor({ state: 'detached' })
    await shown()
  }

  const key = (label: string) => pane.locator('.message:not(.leaving) .key', { hasText: label }).last()

  const hand: PaneHand = {
    pane,
    get taps() {
      return count.taps
    },
    get messages() {
      return count.messages
    },
    reset: () => void Object.assign(count, { taps: 0, messages: 0 }),
    start: () => does('taps', () => pane.locator('.composer > .primary').click()),
    send: text =>
      does('messages', async () => {
        await pane.locator('.field textarea').fill(text)
        await pane.locator('.send').click()
        await pane.locator('.message.own').last().waitFor()
      }),
    sendPhoto: (caption, path) =>
      does('messages', async () => {
        const before = Number(await pane.locator('.message').last().getAttribute('data-id'))
        if (path === undefined) {
          await pane.locator('.field .icon-button').first().click()
          await page.locator('.menu > button').nth(1).click()
        } else {
          await pane.locator('input[data-files="photo"]').setInputFiles(path)
        }
        await page.locator('.parcel textarea').fill(caption)
        await page.locator('.parcel .primary').click()
        const person = Number(await pane.getAttribute('data-person'))
        const arrived = () => emulator.chat(person).some(one => one.message_id > before && !one.from.is_bot)
        await emulator.waitFor(arrived, PATIENCE_MS, 'the photo')
      }),
    press: label => does('taps', () => key(label).click()),
    async walk(...labels) {
      for (const label of labels) await hand.press(label)
    },
    async open(label) {
      await front()
      count.taps += 1
      const link = pane.locator('.message:not(.leaving) a', { hasText: label }).last()
      const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click()])
      await tab.waitForLoadState()
      const outcome = { url: tab.url(), title: await tab.title() }
      await tab.close()
      await settled()
      return outcome
    },
    async sees(words) {
      await front()
      const found = pane.locator('.message:not(.leaving)', { hasText: words }).last()
      await found.waitFor()
      return found
    },
    async text() {
      await shown()
      return (await drawn()).at(-1)?.text ?? ''
    },
    async labels() {
      await shown()
      return (await drawn()).at(-1)?.keys ?? []
    },
    async become(name) {
      await front()
      await pane.locator('.who-am-i').click()
      await page.locator('.picker input').fill(name)
      await page.locator('.person', { hasText: name }).first().click()
      await page.locator('.picker').waitFor({ state: 'detached' })
      await pane.locator('.composer').waitFor()
      await shown()
    },
    shown,
  }
  return hand
}

/** A message as far as a reader can compare it. */
type Drawn = { id: number; text: string; keys: string[] }

/** Reads the messages of a pane off the page; runs there. */
const scriptFor = (side: string): string => `
  [...document.querySelectorAll('.pane[data-side="${side}"] .message:not(.leaving)')].map(one => ({
    id: Number(one.dataset.id),
    text: [...(one.querySelector('.text')?.childNodes ?? [])]
      .filter(node => node.className !== 'meta')
      .map(node => node.textContent)
      .join(''),
    keys: [...one.querySelectorAll('.key .label')].map(label => label.textContent),
  }))`

const expected = (message: Message): Drawn => ({
  id: message.message_id,
  text: message.text ?? message.caption ?? message.poll?.description ?? '',
  keys: (message.reply_markup?.inline_keyboard ?? []).flat().map(button => button.text),
})
