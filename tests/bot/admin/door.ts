import { Api, type ApiClientOptions, Bot } from 'grammy'
import { noticeKinds } from '../../../src/bot/admin/notices.js'
import { siteMap } from '../../../src/bot/admin/site-map.js'
import { type BotDeps, createBot } from '../../../src/bot/bot.js'
import type { BotContext } from '../../../src/bot/context.js'
import { createExports } from '../../../src/bot/files/exports.js'
import { importingOf } from '../../../src/bot/files/importing.js'
import { createAlerts } from '../../../src/bot/health/alert.js'
import type { Room } from '../../../src/bot/health/disk.js'
import type { LinksState } from '../../../src/bot/health/links.js'
import { createTransport } from '../../../src/bot/lanes/sender.js'
import { createSpeeds } from '../../../src/bot/lanes/speed.js'
import { languageFor } from '../../../src/bot/language.js'
import { createNotices } from '../../../src/bot/notice.js'
import type { HearingState } from '../../../src/bot/reception/hearing.js'
import { touchWaiting } from '../../../src/bot/replies/inbox/waiting.js'
import { createPostman } from '../../../src/bot/replies/postman.js'
import { createCards } from '../../../src/bot/screen/cards.js'
import { createSite } from '../../../src/bot/screen/site.js'
import { createPreferences } from '../../../src/bot/settings/preference.js'
import { listTeam } from '../../../src/bot/team.js'
import type { Clock } from '../../../src/clock.js'
import { createBringing } from '../../../src/crm/bringing.js'
import { createMatcher } from '../../../src/crm/import/matching.js'
import { createImports } from '../../../src/crm/import.js'
import type { Db } from '../../../src/db/open.js'
import type { Outage } from '../../../src/delivery/engine.js'
import type { GateRules } from '../../../src/delivery/gate.js'
import { createPace } from '../../../src/delivery/pace.js'
import { createSilentChecks } from '../../../src/delivery/silent-check.js'
import { silentLog } from '../../../src/log.js'
import type { Visit } from '../../../src/offers/link/visit.js'
import type { Language } from '../../../src/text/format.js'
import { loadKeys } from '../../../src/tracking/key.js'
import { createTokens } from '../../../src/tracking/token.js'
import { acceptsUpdates } from '../../support/accepted.js'
import { noRules } from '../../support/gates.js'

export const ADMIN = 900_000_001
export const COLLEAGUE = 900_000_002
export const GB = 1024 ** 3

/** What lies outside the door, in the test's hands, and what the door asked of it. */
export function createWorld() {
  return {
    links: { kind: 'open' } as LinksState,
    /** What a look at the links finds. */
    found: { kind: 'open' } as LinksState,
    room: { free: 50 * GB, low: false } as Room,
    outage: 'closed' as Outage,
    hearing: { kind: 'heard' } as HearingState,
    owners: [ADMIN, COLLEAGUE],
    rules: noRules as GateRules,
    /** What opening an address comes to. */
    visit: (_address: string): Visit => ({ kind: 'opens', title: null }),
    visited: [] as string[],
    /** How often the engine was woken, and how often somebody looked for broadcasts that are due. */
    woken: 0,
    started: 0,
  }
}

export type World = ReturnType<typeof createWorld>

/** What one door is built on. */
export type DoorOptions = {
  db: Db
  token: string
  client: ApiClientOptions
  clock: Clock
  world: World
  language?: Language
  zone?: string
  adminIds?: readonly number[]
  /** Messages a second. */
  rate?: number
  /** Where a test wants something else of what the door works with. */
  change?: (deps: BotDeps) => Partial<BotDeps>
}

/** One process works out what the files of all tests would change. */
const matcher = createMatcher(true)

/** The whole door as the product assembles it, in one process; what is not started by an update runs when the test says so. */
export function createDoor(options: DoorOptions) {
  const { db, token, client, clock, world, language = 'en', zone = 'Europe/Moscow' } = options
  const api = new Api(token, client)
  const preferences = createPreferences(db, { timeZone: zone, language })
  const admin = {
    db,
    log: silentLog,
    api,
    adminIds: options.adminIds ?? [ADMIN, COLLEAGUE],
    preferences,
    zone: preferences.zone,
    publicUrl: 'https://go.example',
    ownTargets: ['http://127.0.0.1:4000'],
    tokens: createTokens(loadKeys(db, clock.now())),
    rules: () => world.rules,
    transport: createTransport(api),
    pace: createPace({ rate: options.rate ?? 29, clock }),
    engine: {
      health: () => ({ ok: true, outage: world.outage, inFlight: 0 }),
      wake: () => void world.woken++,
    },
    startDue: () => void world.started++,
    linksOpen: async () => world.links.kind === 'open',
  }
  const speak = { clock, languageFor: (id: number) => languageFor(db, id, preferences.language()) }
  const sources = { ...admin, links: () => world.links, room: async () => world.room }
  const alerts = createAlerts({ ...sources, ...speak, hearing: () => world.hearing, owners: () => world.owners })
  const waits = (telegramId: number) => touchWaiting(db, cards, telegramId)
  const replies = { ...admin, clock, language: preferences.language, contact: preferences.contact, waits }
  const postman = createPostman(replies)
  const exports = createExports({ db, api, log: silentLog })
  const bot = new Bot<BotContext>(token, { client })
  const team = () => listTeam(db, admin).map(({ telegramId }) => telegramId)
  const changed = (id: number) => cards.touch(`import:${id}`)
  const imports = createImports({ db, log: silentLog, now: clock.now, team, matcher, changed })
  const bringing = createBringing({
    ...importingOf(db, preferences),
    ...{ db, log: silentLog, imports, now: clock.now, changed },
  })
  const silentChecks = createSilentChecks({ ...admin, clock })
  const works = {
    ...admin,
    clock,
    bot: () => bot.botInfo,
    visit: async (address: string) => {
      world.visited.push(address)
      return world.visit(address)
    },
    speeds: createSpeeds(clock),
    postman,
    links: sources.links,
    room: sources.room,
    exports,
    imports,
    bringing,
    silentChecks,
    look: async () => {
      world.links = world.found
      return world.links.kind === 'open'
    },
    agent: 'Mozilla/5.0 (compatible; segcast)',
    proof: (owner: number) => `proof-of-${owner}`,
  }
  const site = createSite(siteMap)
  const cards = createCards(works, site)
  const notices = createNotices({ works, site, cards }, noticeKinds)
  const usual: BotDeps = {
    config: { botToken: token },
    client,
    house: { works, site, cards },
    replies: { ...replies, postman },
  }
  bot.use(acceptsUpdates(db), createBot({ ...usual, ...options.change?.(usual) }))
  return {
    works,
    bot,
    api,
    preferences,
    tokens: admin.tokens,
    pace: admin.pace,
    notices,
    cards,
    alerts,
    postman,
    async close() {
      notices.close()
      cards.close()
      alerts.close()
      await Promise.all([exports.close(), postman.close()])
    },
  }
}

export type Door = ReturnType<typeof createDoor>
