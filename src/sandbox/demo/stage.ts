import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, createApp } from '../../app.js'
import type { RfmTerms } from '../../audience/rfm/rules.js'
import { createSource } from '../../audience/source.js'
import { bindStaffChat, releaseStaffChat } from '../../bot/replies/staff.js'
import { createPreferences } from '../../bot/settings/preference.js'
import { SECOND, sleep, systemClock } from '../../clock.js'
import { type Config, parseConfig } from '../../config.js'
import { createApiKey, SCOPES } from '../../crm/api-key.js'
import type { Db } from '../../db/open.js'
import { createLog } from '../../log.js'
import type { Language } from '../../text/format.js'
import { type Limits, TELEGRAM_LIMITS } from '../emulator/bucket.js'
import type { Emulator } from '../emulator/emulator.js'
import type { Person } from '../emulator/profile.js'
import { openLocally } from '../people/browser.js'
import { createPeople, type People } from '../people/people.js'
import { HEALTHY_MIX, type Mix } from '../people/temperament.js'
import { ANNA_ID, MARKETER_ID, openEmulator, type PagePlace } from './emulator.js'
import { createShop, findFreePort, type Shop } from './shop.js'
import { demoWords } from './words.js'

const KEPT_LINES = 20
const LAST_DEEDS_MS = SECOND
/** By it a crowd of 500 does what its mix says: two stop, two block. By another, chance makes one of them, or five. */
const SEED = 218

/** How big and how quick a demo is. */
export type StageOptions = {
  language: Language
  /** How many people there are, Anna among them. */
  people: number
  /** The emulator's limits; Telegram's own unless said otherwise. */
  limits?: Limits | null
  /** How long after an offer somebody acts, ms. A click within two seconds would not be believed to be a person's. */
  delay: { min: number; max: number }
  /** What people do with an offer; those of a healthy audience unless said otherwise. */
  mix?: Mix
  zone: string
  /** Where the page with the chats listens. */
  page: PagePlace
  /** The emulator, where it is open already; it is closed with the stage. */
  emulator?: Emulator
}

/** Everything that takes part in the demo. */
export type Stage = {
  readonly emulator: Emulator
  readonly app: App
  readonly shop: Shop
  readonly people: People
  readonly marketer: Person
  /** Belongs to the audience but does nothing by herself: she is who one can be. */
  readonly anna: Person
  /** How many people there are, Anna among them. */
  readonly audience: number
  readonly language: Language
  readonly publicUrl: string
  /** A key of the API that may tell of everything. */
  readonly apiKey: string
  readonly limited: boolean
  /** By what the product scores customers. */
  rfmTerms(): RfmTerms
  /** Caps and quiet hours are off again, and what people write comes to the marketer's own chat. */
  handOver(): Promise<void>
  /** The people's browsers open nothing until the returned function is called. */
  delayVisits(): () => void
  /** The last warnings of the product's log. */
  warnings(): string[]
  /** The wall clock of the product, ms UTC; it goes as the machine's does, but for what `passes`. */
  now(): number
  /** So much time goes by at once, ms. */
  passes(ms: number): void
  /** Resolves when the product has handled everything that was done until now. */
  handled(): Promise<void>
  /** Ends everything and removes the database. */
  close(): Promise<void>
}

/** Puts up the emulator, the shop, the product on a fresh database, and the people; nothing happens yet. */
export async function createStage(options: StageOptions): Promise<Stage> {
  const { language, limits = TELEGRAM_LIMITS } = options
  const words = demoWords(language)
  const closers: (() => Promise<void> | void)[] = []
  const close = async () => {
    for (const end of closers.toReversed()) await end()
    closers.length = 0
  }
  try {
    const emulator = options.emulator ?? (await openEmulator(language, options.page, limits))
    closers.push(() => emulator.close())
    const shop = await createShop(language)
    closers.push(() => shop.close())
    const folder = mkdtempSync(join(tmpdir(), 'segcast-demo-'))
    closers.push(() => rmSync(folder, { recursive: true, force: true }))
    const port = await findFreePort()
    const publicUrl = `http://127.0.0.1:${port}`
    const config = parseConfig({
      BOT_TOKEN: emulator.token,
      ADMIN_IDS: String(MARKETER_ID),
      PUBLIC_URL: publicUrl,
      PORT: String(port),
      DATABASE_PATH: join(folder, 'demo.db'),
      TELEGRAM_API_ROOT: emulator.apiRoot,
      TIME_ZONE: options.zone,
      LANGUAGE: language,
    })
    const warnings: string[] = []
    const log = createLog('warn', line => {
      warnings.push(line.trim())
      if (warnings.length > KEPT_LINES) warnings.shift()
    })
    let passed = 0
    const clock = { ...systemClock, now: () => systemClock.now() + passed }
    const app = await createApp(config, { log, clock, ownTargets: [shop.origin], resolve: onlyHere })
    closers.push(() => app.stop())
    switchOffGates(app.db, config)
    const marketer = emulator.person(MARKETER_ID)
    await bindTeam(emulator, app.db, marketer, words.team)
    await makeSources(app.db, words.source)
    const anna = emulator.person(ANNA_ID)
    let opened: Promise<void> = Promise.resolve()
    const people = createPeople({
      emulator,
      open: async (url, how) => {
        await opened
        return openLocally(url, how)
      },
      count: options.people - 1,
      seed: SEED,
      language,
      delay: options.delay,
      mix: options.mix ?? HEALTHY_MIX,
      sources: [null, words.source, 'site', 'qr-shop'],
    })
    // Who still waits for an answer to a press when the demo ends is not waited for.
    closers.push(() => Promise.race([people.close(), sleep(LAST_DEEDS_MS)]))
    const { text: apiKey } = createApiKey(app.db, { name: words.title, scopes: SCOPES, by: MARKETER_ID }, Date.now())
    const started = await app.start()
    if (started.kind !== 'working') throw new Error(`the product did not start: ${started.kind}`)
    return {
      emulator,
      app,
      shop,
      people,
      marketer,
      anna,
      audience: options.people,
      language,
      publicUrl,
      apiKey,
      limited: limits !== null,
      rfmTerms() {
        const { rfm, currency } = createPreferences(app.db, config)
        return { rules: rfm(), currency: currency(), zone: options.zone }
      },
      handOver: () =>
        app.db.group(() => {
          switchOffGates(app.db, config)
          releaseStaffChat(app.db)
        }),
      delayVisits() {
        let release = () => {}
        opened = new Promise(resolve => {
          release = resolve
        })
        return release
      },
      warnings: () => warnings,
      now: clock.now,
      passes(ms) {
        passed += ms
      },
      async handled() {
        await emulator.waitFor(() => emulator.pendingUpdates() === 0, 20 * SECOND, 'the bot to fetch its updates')
        for (let tries = 0; (await waiting(publicUrl)) > 0; tries++) {
          if (tries === 200) throw new Error('the bot has not handled its updates within 20 s')
          await sleep(SECOND / 10)
        }
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** A demo is over in minutes, at whatever hour it runs: nobody is spared by caps or quiet hours. */
function switchOffGates(db: Db, config: Config): void {
  const { save } = createPreferences(db, config)
  db.write(() => {
    save.frequency(null)
    save.quiet(null)
  })
}

/** Two of the links by which the crowd comes were made; the third is a name that somebody printed. */
function makeSources(db: Db, busiest: string): Promise<void> {
  const made = { cost: null, createdBy: MARKETER_ID }
  return db.group(() => {
    createSource(db, { ...made, name: busiest, channel: 'Instagram' }, Date.now())
    createSource(db, { ...made, name: 'qr-shop', channel: 'QR' }, Date.now())
  })
}

/** What people write goes to a group of its own, so that the marketer's chat stays clear. */
async function bindTeam(emulator: Emulator, db: Db, marketer: Person, title: string): Promise<void> {
  const group = emulator.group({ title })
  group.join(marketer)
  group.setBot(marketer, { kind: 'administrator', topics: true })
  await db.group(() => bindStaffChat(db, { chat: group.id, title }))
}

/** Names and addresses of this machine: the demo opens nothing outside of it. */
async function onlyHere(hostname: string): Promise<string[]> {
  return ['127.0.0.1', 'localhost', '::1'].includes(hostname) ? ['127.0.0.1'] : []
}

/** How many updates the product has taken but not handled yet. */
async function waiting(publicUrl: string): Promise<number> {
  const answer = await fetch(`${publicUrl}/health`)
  const health: unknown = await answer.json()
  if (typeof health === 'object' && health !== null && 'updatesWaiting' in health) {
    return Number(health.updatesWaiting)
  }
  throw new Error('the product does not say how many updates wait')
}
