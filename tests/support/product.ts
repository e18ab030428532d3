import { createServer } from 'node:net'
import { onTestFinished } from 'vitest'
import { seedSubscribers } from '../../bench/seed.js'
import { type App, createApp, type Started } from '../../src/app.js'
import { systemClock } from '../../src/clock.js'
import { type Config, parseConfig } from '../../src/config.js'
import type { Bindable } from '../../src/db/binding.js'
import type { Db } from '../../src/db/open.js'
import type { Log } from '../../src/log.js'
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/sandbox/emulator/emulator.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import type { Person, Profile } from '../../src/sandbox/emulator/profile.js'
import type { Message } from '../../src/sandbox/emulator/wire.js'
import { ADMIN } from './campaign.js'
import { migratedPath } from './db.js'
import { switchOffGates } from './gates.js'
import { readers } from './migrated.js'

/** A second admin. */
export const COLLEAGUE = ADMIN + 1

/** How the product of one journey should be. Everything may be left out. */
export type StageOptions = {
  emulator?: EmulatorOptions
  config?: Partial<Config>
  /** Names, usernames and languages of the first admin. */
  admin?: Partial<Profile>
  /** So many people, with the ids from 1 on, who are subscribed from the beginning. */
  people?: number
  /** ms that the end waits for Telegram's answers. */
  patience?: number
  /** Origins of this machine that offers may link to. */
  ownTargets?: readonly string[]
  /** Lines of level error that belong to the journey; any other fails the test. */
  expected?: readonly RegExp[]
}

/** What somebody does and sees in their chat with the bot. Every deed resolves once the bot is done with it. */
export type Hand = {
  readonly person: Person
  start(payload?: string): Promise<void>
  send(...texts: string[]): Promise<void>
  does(deed: (person: Person) => unknown): Promise<void>
  /** Presses a button of the newest message, or of another. @returns the words of the answer, null without any */
  press(label: string, message?: number): Promise<string | null>
  forge(data: string, message?: number): Promise<string | null>
  /** Presses one after another, none of which may be answered with words. */
  walk(...labels: string[]): Promise<void>
  text(): string
  labels(message?: number): string[]
  lastId(): number
  /** The newest message of the bot with a button of this label (or a part of it). */
  holding(label: string): number
  /** The newest message of the bot whose text or caption holds the words; waits for it. */
  sees(words: string, limit?: number): Promise<Message>
}

/** The product in this process, an emulated Telegram before it, and a database of its own. */
export type Stage = Awaited<ReturnType<typeof stageProduct>>

/** Starts them; they end with the test. No limits, latency or faults, and 500 messages a second unless told otherwise. */
export async function stageProduct(options: StageOptions = {}) {
  const path = await migratedPath()
  const clock = {
    shift: 0,
    ahead: 0,
    now: () => systemClock.now() + clock.shift,
    monotonic: () => systemClock.monotonic() + clock.ahead,
  }
  const emulator = await createEmulator({ limits: null, clock, name: 'Boot shop', ...options.emulator })
  let config: Config = { ...(await usualConfig(emulator, path)), ...options.config }
  const log = createMemory()
  let app: App | null = null
  onTestFinished(async () => {
    emulator.clearFaults()
    await app?.stop()
    await emulator.close()
    const surprises = log.errors.filter(line => !options.expected?.some(known => known.test(line)))
    if (surprises.length > 0) throw new Error(`the log has errors:\n${surprises.join('\n')}`)
  })

  function running(): App {
    if (app === null) throw new Error('the product is not running')
    return app
  }

  async function start(takeOver = false): Promise<Started> {
    app = await createApp(config, {
      log,
      clock,
      takeOver,
      readers,
      ...(options.patience === undefined ? {} : { patience: options.patience }),
      ownTargets: options.ownTargets ?? ['http://127.0.0.1:4000'],
      resolve: async () => [],
    })
    return app.start()
  }

  async function stop(): Promise<void> {
    const ending = running()
    app = null
    await ending.stop()
  }

  const db = (): Db => running().db
  const rows = <Row>(sql: string, ...params: Bindable[]): Row[] =>
    db()
      .sql<Row>(sql)
      .all(...params)
  const count = (sql: string, ...params: Bindable[]): number =>
    rows<{ n: number }>(`select count(*) as n from ${sql}`, ...params)[0]?.n ?? 0

  /** Nothing waits at Telegram, and nothing of what was taken in is unhandled. */
  const settled = () =>
    until(
      () => emulator.pendingUpdates() === 0 && count('updates where handled_at is null') === 0,
      'the bot to be done',
    )

  function hand(profile: Profile): Hand {
    const person = emulator.user(profile)
    const messages = () => person.messages().filter(message => message.from.is_bot)
    return {
      person,
      async start(payload) {
        person.start(payload)
        await settled()
      },
      async send(...texts) {
        for (const text of texts) {
          person.send(text)
          await settled()
        }
      },
      async does(deed) {
        await deed(person)
        await settled()
      },
      async press(label, message = person.lastMessage().message_id) {
        const answer = await person.press(message, label)
        await settled()
        if (answer === null) throw new Error(`the press on ${label} was not answered`)
        return answer.text
      },
      async forge(data, message = person.lastMessage().message_id) {
        const answer = await person.forge(message, data)
        await settled()
        if (answer === null) throw new Error(`the press of ${data} was not answered`)
        return answer.text
      },
      async walk(...labels) {
        for (const label of labels) {
          const words = await this.press(label)
          if (words !== null) throw new Error(`${label}: ${words}`)
        }
      },
      text: () => wordsOf(person.lastMessage()),
      labels: (message = person.lastMessage().message_id) =>
        (person.message(message).reply_markup?.inline_keyboard ?? []).flat().map(button => button.text),
      lastId: () => person.lastMessage().message_id,
      holding(label) {
        const found = messages().findLast(({ message_id }) => this.labels(message_id).some(one => one.includes(label)))
        if (found === undefined) throw new Error(`${profile.firstName} has no message with a button ${label}`)
        return found.message_id
      },
      sees: (words, limit) =>
        until(() => messages().findLast(message => wordsOf(message).includes(words)), `“${words}”`, limit).catch(() => {
          const seen = messages().map(wordsOf)
          throw new Error(`${profile.firstName} never saw “${words}”, but:\n${seen.slice(-5).join('\n---\n')}`)
        }),
    }
  }

  const ada = hand({ id: ADMIN, firstName: 'Ada', language: 'en', ...options.admin })
  const boris = hand({ id: COLLEAGUE, firstName: 'Boris', language: 'en' })
  const { people = 0 } = options
  const crowd = Array.from({ length: people }, (_none, i) => emulator.user({ id: i + 1, firstName: `Person ${i + 1}` }))
  await openChats(emulator, [ada.person, boris.person, ...crowd])
  await start()
  switchOffGates(db())
  seedSubscribers(db(), people, clock.now())
  return {
    emulator,
    clock,
    config,
    path,
    log,
    start,
    stop,
    /** Ends it as SIGTERM does, and begins anew on the same file; `meanwhile` happens in between. */
    async restart(meanwhile: () => unknown = () => {}, changes: Partial<Config> = {}) {
      await stop()
      await meanwhile()
      config = { ...config, ...changes }
      await start()
    },
    db,
    rows,
    count,
    settled,
    /** So much time goes by on both clocks at once; best where nothing is on its way to Telegram. */
    passes(ms: number) {
      clock.shift += ms
      clock.ahead += ms
    },
    hand,
    /** The two admins, who may be written to; neither is a subscriber. */
    ada,
    boris,
    /** A request to the product's web door. */
    get: (address: string, headers: Record<string, string> = {}) =>
      fetch(new URL(address, config.publicUrl), { redirect: 'manual', headers }),
    /** Everything a journey must not change without a reason, as one string. */
    picture: () => JSON.stringify(PICTURE.map(table => [table, rows(`select * from ${table}`)])),
    /** Calls that Telegram refused, except those that are expected whenever somebody presses twice. */
    refused: () =>
      emulator
        .calls()
        .filter(call => call.code !== 200 && !/not modified|query is too old|terminated/.test(call.description ?? ''))
        .map(call => `${call.method}: ${call.code} ${call.description}`),
  }
}

const PICTURE = [
  'subscription_events',
  'wordings',
  'segments',
  'offers',
  'variants',
  'links',
  'tests',
  'broadcasts',
  'deliveries',
  'clicks',
  'reads',
  'replies',
] as const

/** Resolves to the first value of `check` that is not null, undefined, false or 0; rejects after `limit` ms (two minutes). */
export async function until<T>(
  check: () => T | null | undefined | false | 0,
  what: string,
  limit = PATIENCE_MS,
): Promise<T> {
  const deadline = performance.now() + limit
  for (;;) {
    const value = check()
    if (value !== null && value !== undefined && value !== false && value !== 0) return value
    if (performance.now() > deadline) throw new Error(`waited ${limit} ms for ${what}`)
    await new Promise(resolve => setTimeout(resolve, 4))
  }
}

/** People whom the bot may write to, although it will never hear of their start. */
export async function openChats(emulator: Emulator, people: readonly Person[]): Promise<void> {
  for (const person of people) person.start()
  const drop = () => fetch(`${emulator.apiRoot}/bot${emulator.token}/deleteWebhook?drop_pending_updates=true`)
  // A connection kept open may be closed by the other side just then; asked again, it does the same.
  await drop().catch(drop)
}

function wordsOf(message: Message): string {
  return message.text ?? message.caption ?? ''
}

async function usualConfig(emulator: Emulator, databasePath: string): Promise<Config> {
  const port = await freePort()
  return parseConfig({
    BOT_TOKEN: emulator.token,
    ADMIN_IDS: `${ADMIN},${COLLEAGUE}`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    DATABASE_PATH: databasePath,
    TELEGRAM_API_ROOT: emulator.apiRoot,
    LANGUAGE: 'en',
    MESSAGES_PER_SECOND: '500',
  })
}

/** A port nobody listens to. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

/** A log that prints nothing and keeps what it was told. */
function createMemory(): Log & { errors: string[]; warnings: string[]; lines: string[] } {
  const line = (details: object, message: string) => `${message} ${JSON.stringify(details)}`
  const errors: string[] = []
  const warnings: string[] = []
  const lines: string[] = []
  const keep = (list: string[]) => (details: object, message: string) => {
    lines.push(line(details, message))
    if (list !== lines) list.push(line(details, message))
  }
  return {
    errors,
    warnings,
    lines,
    debug: keep(lines),
    info: keep(lines),
    warn: keep(warnings),
    error: keep(errors),
  }
}
