import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { createEmulator, type Emulator } from '../../src/sandbox/emulator/emulator.js'
import type { Act, Listed } from '../../src/sandbox/page/protocol.js'
import { type Look, launchBrowser, type Messenger, openMessenger } from '../support/browser.js'
import { createParser } from './events.js'
import { startToyBot, type ToyBot } from './toy-bot.js'

/** The marketer, and two people. */
export const VERA = 1
export const ANNA = 10
export const BORIS = 11

function present<T>(value: T | null): T {
  if (value === null) throw new Error('only within a test')
  return value
}

/** A browser for all tests of a suite, and an emulator with a toy bot anew for each. */
export function browserStage() {
  let browser: Browser | null = null
  let emulator: Emulator | null = null
  let toy: ToyBot | null = null
  const opened: Messenger[] = []

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())

  beforeEach(async () => {
    emulator = await createEmulator({
      marketer: VERA,
      name: 'Boot shop',
      username: 'boot_bot',
      limits: null,
      control: true,
    })
    emulator.user({ id: VERA, firstName: 'Vera', lastName: 'Stone', language: 'en' })
    emulator.user({ id: ANNA, firstName: 'Anna', lastName: 'Petrova', username: 'anna_p', language: 'en' })
    emulator.user({ id: BORIS, firstName: 'Boris', lastName: 'Klein' })
    toy = await startToyBot(emulator)
  })
  afterEach(async () => {
    for (const messenger of opened.splice(0)) {
      await messenger.close()
      expect(messenger.complaints).toEqual([])
    }
    await toy?.stop()
    await emulator?.close()
    expect(toy?.failures).toEqual([])
  })

  return {
    get emulator() {
      return present(emulator)
    },
    get toy() {
      return present(toy)
    },
    /** Opens the page with Anna on the right; whatever it complains of fails the test. */
    async open(look: Look = {}): Promise<Messenger> {
      const { settled } = present(toy)
      const messenger = await openMessenger(present(browser), present(emulator), settled, {
        query: `?right=${ANNA}`,
        ...look,
      })
      opened.push(messenger)
      return messenger
    },
  }
}

/** An emulator for each test, spoken to as a page and as a bot would. Anna has started the bot, Boris has not. */
export function serverStage() {
  let running: Emulator | null = null
  const ends: (() => void)[] = []

  beforeEach(async () => {
    running = await createEmulator({ marketer: VERA, username: 'boot_bot', limits: null, control: true })
    running.user({ id: VERA, firstName: 'Vera', language: 'en' })
    running.user({ id: ANNA, firstName: 'Anna', lastName: 'Petrova', username: 'anna_p', language: 'ru' }).start()
    running.user({ id: BORIS, firstName: 'Борис' })
  })
  afterEach(async () => {
    for (const end of ends.splice(0)) end()
    await running?.close()
  })

  const root = () => present(running).apiRoot

  const post = (path: string, body: unknown, type = 'application/json') =>
    fetch(root() + path, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) })

  const call = async (method: string, params: unknown): Promise<{ ok: boolean; result: { message_id: number } }> =>
    JSON.parse(await (await post(`/bot${present(running).token}/${method}`, params)).text())

  return {
    get emulator() {
      return present(running)
    },
    call,
    /** The bot writes to somebody. @returns the message's id */
    say: async (chat: number, text: string): Promise<number> =>
      (await call('sendMessage', { chat_id: chat, text })).result.message_id,
    post: (body: unknown, type?: string) => post('/page/act', body, type),
    async act(body: Act): Promise<unknown> {
      const response = await post('/page/act', body)
      const text = await response.text()
      expect(response.status, text).toBe(200)
      return JSON.parse(text).result
    },
    async people(words = ''): Promise<{ people: Listed[]; total: number }> {
      const response = await fetch(`${root()}/page/people?q=${encodeURIComponent(words)}`)
      return JSON.parse(await response.text())
    },
    /** An open page without a browser. */
    async listen(query = '') {
      const over = new AbortController()
      ends.push(() => over.abort())
      return createParser(await fetch(`${root()}/page/events${query}`, { signal: over.signal }))
    },
  }
}
