import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Db, openDb } from '../../src/db/open.js'
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/sandbox/emulator/emulator.js'
import { ADMIN, approveBroadcast, seedPeople } from '../support/campaign.js'
import { migratedPath, temporaryPath } from '../support/db.js'
import { PROGRAM, type Product, startProduct } from '../support/process.js'
import { freePort, until } from '../support/product.js'

async function telegram(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await createEmulator({ limits: null, ...options })
  onTestFinished(async () => {
    emulator.clearFaults()
    await emulator.close()
  })
  return emulator
}

/** Starts the program; it is killed when the test ends, unless it has ended. */
function product(...given: Parameters<typeof startProduct>): Product {
  const started = startProduct(...given)
  onTestFinished(async () => void (await started.end('SIGKILL')))
  return started
}

const call = async (emulator: Emulator, method: string): Promise<Record<string, unknown>> => {
  const answer: { result: Record<string, unknown> } = JSON.parse(
    await (await fetch(`${emulator.apiRoot}/bot${emulator.token}/${method}`)).text(),
  )
  return answer.result
}

const seconds = (since: number) => (performance.now() - since) / 1_000

/** s that an end at once may take; on a machine that is slow just now, as long as a start. */
const atOnce = () => Math.max(3, startSeconds)

// A second process on one database: its 15 s of patience pass while the other tests run.
const folder = mkdtempSync(join(tmpdir(), 'segcast-'))
const shared = join(folder, 'test.db')
let emulator: Emulator
let first: Product
let second: Product
let since: number
let startSeconds: number

beforeAll(async () => {
  emulator = await createEmulator({ limits: null })
  const asked = performance.now()
  // As `npm start` does, file by file.
  first = startProduct(emulator, shared, {}, [], PROGRAM)
  await first.says('"working"')
  startSeconds = seconds(asked)
  since = performance.now()
  second = startProduct(emulator, shared)
})

afterAll(async () => {
  await Promise.all([first.end('SIGKILL'), second.end('SIGKILL')])
  await emulator.close()
  rmSync(folder, { recursive: true, force: true })
})

test('wrong configuration: all problems at once, none of the values', async () => {
  const path = temporaryPath()
  const wrong = {
    BOT_TOKEN: 'my-secret-token',
    ADMIN_IDS: '12,ada',
    PUBLIC_URL: 'ftp://private-host',
    PORT: 'ninety',
    MODE: 'pigeon',
    WEBHOOK_SECRET: 'short!',
    TELEGRAM_API_ROOT: 'not an address',
    TIME_ZONE: 'Mars/Base',
    LANGUAGE: 'tlh',
    MESSAGES_PER_SECOND: 'fast',
    LOG_LEVEL: 'shout',
  }
  const started = product({ token: '', apiRoot: '' }, path, wrong)
  expect(await started.ended).toBe(1)
  expect(started.output()).toContain('needs 11 changes')
  for (const [name, value] of Object.entries(wrong)) {
    expect(started.output()).toContain(`- ${name} `)
    expect(started.output()).not.toContain(value)
  }
  expect(existsSync(path)).toBe(false)
  const missing = product({ token: '', apiRoot: '' }, path, { PUBLIC_URL: '', TELEGRAM_API_ROOT: '' })
  expect(await missing.ended).toBe(1)
  for (const name of ['BOT_TOKEN', 'PUBLIC_URL']) expect(missing.output()).toContain(`- ${name} is missing`)
})

test('Telegram down at start: it waits, says so, and works once Telegram is up', async () => {
  const port = await freePort()
  const apiRoot = `http://127.0.0.1:${port}`
  const web = await freePort()
  const started = product({ token: emulator.token, apiRoot }, temporaryPath(), { PORT: String(web) })
  await started.says('Telegram does not answer; waiting for it.')
  expect((await fetch(`http://127.0.0.1:${web}/health`)).status).toBe(200)
  const late = await telegram({ port })
  await started.says('"working"')
  const anna = late.user({ id: 1, firstName: 'Anna' })
  anna.start()
  await late.waitFor(() => anna.messages().some(message => message.from.is_bot))
  expect(started.output()).not.toContain(late.token)
})

test('Telegram down, and the owner gives up: it ends at once', async () => {
  const apiRoot = `http://127.0.0.1:${await freePort()}`
  const started = product({ token: emulator.token, apiRoot }, temporaryPath())
  await started.says('Telegram does not answer; waiting for it.')
  const asked = performance.now()
  expect(await started.end('SIGTERM')).toBe(0)
  expect(seconds(asked)).toBeLessThan(atOnce())
})

test('a webhook of another platform is taken over only on a yes, and nothing that waits is lost', async () => {
  const other = await telegram()
  await call(other, `setWebhook?url=${encodeURIComponent('http://127.0.0.1:9/other-platform')}`)
  const anna = other.user({ id: 1, firstName: 'Anna' })
  anna.start('old-platform')
  const path = temporaryPath()
  const refused = product(other, path)
  expect(await refused.ended).toBe(1)
  expect(refused.output()).toContain('This bot now talks to 127.0.0.1:9')
  expect(refused.output()).toContain('npm start -- --take-over')
  expect((await call(other, 'getWebhookInfo'))['url']).toContain('other-platform')
  expect(anna.messages().filter(message => message.from.is_bot)).toEqual([])

  const taken = product(other, path, {}, ['--take-over'])
  await taken.says('"working"')
  expect((await call(other, 'getWebhookInfo'))['url']).toBe('')
  await other.waitFor(() => anna.messages().some(message => message.from.is_bot))
})

test('a token that Telegram does not know: one sentence', async () => {
  const other = await telegram()
  const started = product({ token: '12345678:NobodyKnowsThisTokenHere', apiRoot: other.apiRoot }, temporaryPath())
  expect(await started.ended).toBe(1)
  expect(started.output()).toContain('Telegram does not know this bot token')
  expect(started.output()).not.toContain('NobodyKnows')
})

test('by webhook, end to end; a wrong secret is refused', async () => {
  const hooked = await telegram()
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const path = temporaryPath()
  const env = { MODE: 'webhook', WEBHOOK_SECRET: 'right-secret-0123', PUBLIC_URL: base, PORT: String(port) }
  const started = product(hooked, path, env, [], PROGRAM)
  await started.says('"working"')
  expect((await call(hooked, 'getWebhookInfo'))['url']).toBe(`${base}/telegram`)
  const anna = hooked.user({ id: 1, firstName: 'Anna' })
  anna.start('site')
  await hooked.waitFor(() => anna.messages().some(message => message.from.is_bot))

  const eva = { id: 2, is_bot: false, first_name: 'Eva' }
  const chat = { id: 2, type: 'private', first_name: 'Eva' }
  const entities = [{ type: 'bot_command', offset: 0, length: 6 }]
  const update = {
    update_id: 999_999,
    message: { message_id: 5, date: 1_700_000_000, chat, from: eva, text: '/start', entities },
  }
  hooked.user({ id: 2, firstName: 'Eva' })
  const post = async (body: string, secret?: string) => {
    const headers = secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }
    return (await fetch(`${base}/telegram`, { method: 'POST', body, headers })).status
  }
  const whole = JSON.stringify(update)
  expect(await post(whole)).toBe(401)
  expect(await post(whole, 'wrong-secret-0123')).toBe(401)
  expect(await post(whole, '')).toBe(401)
  expect(await post('{', 'right-secret-0123')).toBe(400)
  expect(await post('{"no":"update"}', 'right-secret-0123')).toBe(400)
  expect(await post('x'.repeat(2_000_000), 'right-secret-0123')).toBe(413)
  expect((await fetch(`${base}/telegram`)).status).toBe(404)
  expect(await post(whole, 'right-secret-0123')).toBe(200)
  expect(await post(whole, 'right-secret-0123'), 'again, as Telegram does when an answer was lost').toBe(200)
  await started.end('SIGTERM')
  await withDb(path, db => {
    const people = db.sql<{ id: number; source: string | null }>('select telegram_id as id, source from subscribers')
    expect(people.all()).toEqual([
      { id: 1, source: 'site' },
      { id: 2, source: null },
    ])
    expect(db.sql(`select 1 from subscription_events where kind = 'start'`).all()).toHaveLength(2)
  })
})

describe('SIGTERM during a broadcast', () => {
  async function underWay(people: number, latency: EmulatorOptions['latency']) {
    const busy = await telegram(latency === undefined ? {} : { latency })
    const path = await migratedPath()
    const at = Date.now()
    await withDb(path, async db => {
      await seedPeople(db, busy, people, at)
      approveBroadcast(db, people, at)
    })
    const started = product(busy, path, { MESSAGES_PER_SECOND: '100' })
    await busy.waitFor(() => busy.accepted().length >= people / 5)
    return { busy, path, started }
  }

  const states = (db: Db) =>
    Object.fromEntries(
      db
        .sql<{ state: string; n: number }>('select state, count(*) as n from deliveries group by state')
        .all()
        .map(({ state, n }) => [state, n]),
    )

  test('ends it with exit 0; everything that left is settled, the rest goes out at the next start', async () => {
    const { busy, path, started } = await underWay(150, { min: 100, max: 200 })
    const asked = performance.now()
    expect(await started.end('SIGTERM')).toBe(0)
    expect(seconds(asked)).toBeLessThan(atOnce())
    const accepted = busy.accepted().filter(({ chat }) => chat !== ADMIN).length
    expect(accepted).toBeLessThan(150)
    await withDb(path, db => expect(states(db)).toEqual({ sent: accepted, queued: 150 - accepted }))
    const again = product(busy, path, { MESSAGES_PER_SECOND: '500' })
    await until(() => busy.accepted().filter(({ chat }) => chat !== ADMIN).length === 150, 'the rest')
    expect(await again.end('SIGTERM')).toBe(0)
    await withDb(path, db => expect(states(db)).toEqual({ sent: 150 }))
    expect(new Set(busy.accepted().map(({ chat }) => chat)).size).toBe(busy.accepted().length)
  })

  test('that hangs ends within 8 s all the same, with nothing left on its way', async () => {
    const { busy, path, started } = await underWay(100, null)
    const fault = busy.fault({ kind: 'hang', methods: ['send*'] })
    await until(() => fault.hits() >= 5, 'messages to hang')
    // Past 8 s by its own clock it would end with 1.
    expect(await started.end('SIGTERM')).toBe(0)
    await withDb(path, db => expect(states(db)['sending']).toBeUndefined())
  })
})

test('a second process on the same database ends after 15 s with one sentence, and the first goes on', async () => {
  expect(await second.ended).toBe(1)
  expect(seconds(since)).toBeGreaterThan(14)
  expect(second.output().trim().split('\n')).toEqual([
    `Another segcast already works with ${shared}. Stop it first, or give this one a DATABASE_PATH of its own.`,
  ])
  const anna = emulator.user({ id: 1, firstName: 'Anna' })
  anna.start()
  await emulator.waitFor(() => anna.messages().some(message => message.from.is_bot))
  expect(await first.end('SIGTERM')).toBe(0)
})

async function withDb(path: string, look: (db: Db) => unknown): Promise<void> {
  const db = await openDb(path)
  try {
    await look(db)
  } finally {
    await db.close()
  }
}
