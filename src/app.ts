import { randomUUID } from 'node:crypto'
import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import { announceProven, findProven } from './bot/admin/home/proven.js'
import { announceTestOpened } from './bot/admin/offers/test/opened.js'
import { printClaimLink } from './bot/admin/team/join.js'
import { createCleaning } from './bot/forget/cleaning.js'
import { createHouse } from './bot/house.js'
import { createLanes } from './bot/lanes/lanes.js'
import { languageFor } from './bot/language.js'
import { createHearing } from './bot/reception/hearing.js'
import type { Claim } from './bot/reception/webhook.js'
import { createReception } from './bot/reception.js'
import { isStaffChat } from './bot/replies/staff.js'
import { firstLine } from './bot/settings/first-line.js'
import { createPreferences } from './bot/settings/preference.js'
import { findRestored } from './bot/settings/restored.js'
import { shopLine } from './bot/settings/shop-line.js'
import { saveSetting } from './bot/settings.js'
import { publishCommands } from './bot/team/command.js'
import { listTeam, ownerIds, roleOf } from './bot/team.js'
import { type Clock, systemClock } from './clock.js'
import type { Config } from './config.js'
import type { Db } from './db/open.js'
import type { ReaderProcesses } from './db/reader-process.js'
import { listRunning } from './delivery/broadcast.js'
import { createRepeatWatch } from './delivery/campaign/repeat/run.js'
import { createSeriesWatch } from './delivery/campaign/walk/watch.js'
import { createEngine, type EngineEvent } from './delivery/engine.js'
import { createSchedule } from './delivery/schedule.js'
import { createSilentChecks } from './delivery/silent-check.js'
import { listTrials, versionsOf } from './delivery/trial/trial.js'
import { createDock } from './dock.js'
import { BOT_NAME, createDoor } from './door.js'
import { unreachable } from './errors.js'
import { createHealth } from './http/health.js'
import { createMetrics } from './http/metrics.js'
import { createOutside } from './http/outside.js'
import { createProof } from './http/proof.js'
import { createJobs } from './jobs.js'
import type { Log } from './log.js'
import { trackedLinks } from './offers/link/terms.js'
import { AGENT, type Resolve, visit } from './offers/link/visit.js'
import { getVariant } from './offers/variant.js'
import { revise } from './revision.js'
import { listJobs } from './timetable.js'

/** How a start ended; everything but `working` has been logged in a sentence, and the program may end. */
export type Started = { kind: 'working'; port: number } | { kind: Exclude<Claim['kind'], 'ours'> }

/** The whole product as a value. */
export type App = {
  readonly db: Db
  /** Opens the web door, waits for Telegram, then works until `stop`. */
  start(): Promise<Started>
  /** Settles what is on its way and closes everything, within 8 s. */
  stop(): Promise<void>
}

/** What an entry may choose. */
export type AppOptions = {
  log: Log
  clock?: Clock
  /** Origins that offers may link to although they are private (the demo's shop). */
  ownTargets?: readonly string[]
  /** How names are resolved when addresses are opened; by the system unless given. */
  resolve?: Resolve
  /** Where the processes of the database's readers come from; it starts its own unless given. */
  readers?: ReaderProcesses
  /** ms that the handler of one update may take (60 s). */
  handlerLimit?: number
  /** ms that the end waits for Telegram's answers (6 s). */
  patience?: number
  /** Ends the wait for a disk that takes no writes; what was begun after it ends by `stop`. */
  signal?: AbortSignal
  /** True: take the bot over from another platform without asking. */
  takeOver?: boolean
  /** Where to ask otherwise; null where nobody sits. */
  terminal?: { input: Readable; output: Writable } | null
}

/**
 * Puts the product together: the one place that knows everyone.
 * @throws what `openDb` throws, except the disk's errors: those it waits for, with links open; the reason of `signal`
 */
export async function createApp(config: Config, options: AppOptions): Promise<App> {
  const { log } = options
  const clock = options.clock ?? systemClock
  const ownTargets = options.ownTargets ?? []
  const instance = randomUUID()
  const metrics = createMetrics()
  const door = createDoor({ config, clock, log, metrics, instance, readers: options.readers })
  const { db, tokens } = await openDoor()
  const isTeam = (chat: number) => roleOf(db, config, chat) !== null || isStaffChat(db, chat)
  const lanes = createLanes({ config, db, clock, log, isTeam, refused: metrics.countLimited })
  const { pace, api, transport } = lanes
  const preferences = createPreferences(db, config)
  const { zone, rules } = preferences
  const language = (adminId: number) => languageFor(db, adminId, preferences.language())

  const hearing = createHearing({ clock, log })
  const heard = () => hearing.state().kind === 'heard'
  const engine = createEngine({
    db,
    clock,
    log,
    pace,
    transport,
    rules,
    language: preferences.language,
    zone: preferences.zone,
    firstLine: language => firstLine(db, language, preferences.title() ?? bot.botInfo.first_name),
    shopLine: language => shopLine(db, language),
    heard,
    address: (delivery, link) => `${config.publicUrl}/r/${tokens.delivery(delivery, link)}`,
    event: onEngine,
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    counted: metrics.countMessage,
  })
  const proof = createProof({
    clock,
    stored: findProven(db),
    proved: (owner, until) => void announceProven(admin, owner, { until, language: language(owner) }).then(startDue),
    leadsTo: () => `https://t.me/${bot.botInfo.username}`,
  })
  const outside = createOutside({
    publicUrl: config.publicUrl,
    instance,
    clock,
    log,
    agent: AGENT,
    proven: proof.until,
  })
  const changed = (broadcastId: number) => {
    engine.wake()
    cards.touch(`broadcast:${broadcastId}`)
  }
  const hasLinks = (variantId: number) => trackedLinks(getVariant(db, variantId)).length > 0
  const schedule = createSchedule({
    db,
    clock,
    log,
    rules,
    hold: async ({ id, parts }) =>
      versionsOf(parts, listTrials(db, id)).some(hasLinks) && !(await outside.opens()) ? 'links' : null,
    changed,
  })
  const series = createSeriesWatch({
    db,
    clock,
    log,
    zone,
    changed(id, given) {
      cards.touch(`campaign:${id}`)
      if (given > 0) engine.wake()
    },
  })
  /** After a backup was brought back nothing begins by itself. */
  const begins = () => findRestored(db) === null
  const startDue = () => (begins() ? schedule.run(clock.now()) : undefined)
  const admin = {
    db,
    log,
    api,
    adminIds: config.adminIds,
    preferences,
    zone,
    rules,
    publicUrl: config.publicUrl,
    ownTargets,
    tokens,
    transport,
    pace,
    engine,
    startDue,
    linksOpen: outside.opens,
    waitsForLinks: schedule.waits,
  }

  function onEngine(event: EngineEvent): void {
    switch (event.kind) {
      case 'changed':
        cards.touch(`broadcast:${event.broadcastId}`)
        break
      case 'outage':
        for (const { id } of listRunning(db, clock.now())) cards.touch(`broadcast:${id}`)
        break
      case 'service':
        cards.touch('service')
        cards.touch('home')
        break
      default:
        unreachable(event)
    }
  }

  const resolve = options.resolve === undefined ? {} : { resolve: options.resolve }
  const team = () => listTeam(db, config).map(({ telegramId }) => telegramId)
  const dock = createDock({
    ...{ db, clock, log, publicUrl: config.publicUrl, ownTargets, preferences, tokens, team },
    owner: () => ownerIds(db, config)[0] ?? null,
    touch: subject => cards.touch(subject),
    accepted() {
      engine.wake()
      cards.touch('service')
    },
    counted: metrics.countApiItem,
  })
  const repeats = createRepeatWatch({ db, log, changed: id => cards.touch(`campaign:${id}`) })
  const silentChecks = createSilentChecks({
    db,
    clock,
    log,
    pace,
    transport,
    changed: id => cards.touch(`silent_check:${id}`),
  })
  const house = createHouse({
    ...{ ...admin, clock, config, client: lanes.client, silentChecks },
    ...{ imports: dock.imports, bringing: dock.bringing },
    hearing: hearing.state,
    visit: address => visit(address, { ownTargets, ...resolve }),
    links: outside.state,
    look: outside.check,
    agent: AGENT,
    proof: proof.issue,
  })
  const { bot, cards } = house
  const starting = new AbortController()
  const { intake, listener, claim } = createReception({
    ...{ config, db, api, clock, log, bot, hearing, language: preferences.language, isTeam },
    signal: starting.signal,
    takeOver: options.takeOver ?? false,
    terminal: options.terminal ?? null,
    ...(options.handlerLimit === undefined ? {} : { limit: options.handlerLimit }),
    arrived: metrics.countUpdates,
    gaveUp: metrics.countDroppedUpdate,
  })
  door.lead({
    api: dock.api,
    health: createHealth({ instance, engine, db, pace, intake, heard, linksWait: schedule.waits }),
    accept: listener.accept,
    testOpened: opening => announceTestOpened(api, db, opening, language),
    proof: proof.open,
    bot: () => (bot.isInited() ? bot.botInfo.username : null),
    called: dock.shops.wake,
  })
  const cleaning = createCleaning({ db, api, clock, language: preferences.language, kept: preferences.kept, team })
  const timed = { ...house, ...dock, series, repeats, listener, outside, intake, cleaning }
  const jobs = createJobs(listJobs({ db, log, preferences, begins, startDue, changed, ...timed }), clock, log)

  async function openDoor() {
    try {
      return await door.openDb(options.signal)
    } catch (error) {
      await door.close()
      throw error
    }
  }

  return {
    db,
    async start() {
      const { port } = await door.listen()
      void outside.check()
      const claimed = await claim()
      if (claimed.kind !== 'ours') return { kind: claimed.kind }
      bot.botInfo = claimed.me
      await db.group(() => saveSetting(db, BOT_NAME, z.string(), claimed.me.username))
      await publishCommands(api, listTeam(db, config), log)
      await printClaimLink(db, config, log, claimed.me.username, clock.now())
      if (starting.signal.aborted) return { kind: 'cancelled' }
      intake.start()
      revise(db, log, starting.signal)
      dock.resume()
      if (begins()) silentChecks.resume()
      engine.start()
      jobs.start()
      listener.start()
      log.info({ bot: claimed.me.username, mode: config.mode }, 'working')
      return { kind: 'working', port }
    },
    async stop() {
      starting.abort()
      schedule.close()
      await Promise.all([
        house.close(),
        dock.close(),
        silentChecks.close(),
        jobs.stop(),
        listener.close(),
        door.close(),
        engine.stop(),
        intake.close(),
      ])
      await lanes.close()
      await db.close()
    },
  }
}
