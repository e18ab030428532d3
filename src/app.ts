import { randomUUID } from 'node:crypto'
import type { Readable, Writable } from 'node:stream'
import { Api } from 'grammy'
import { createLadderWatch } from './audience/ladder/watch.js'
import { refreshRfm } from './audience/rfm.js'
import { createProgress } from './bot/admin/broadcasts/progress.js'
import { homeDoors } from './bot/admin/home/doors.js'
import { createHome } from './bot/admin/home/home.js'
import { announceTestOpened } from './bot/admin/offers/announce.js'
import { payloadOf } from './bot/admin/team/join.js'
import { createAlerts } from './bot/alert.js'
import { createBot } from './bot/bot.js'
import { publishCommands } from './bot/command.js'
import { findRoom } from './bot/disk.js'
import { createFetch, hadNoTurn } from './bot/fetch.js'
import { languageFor } from './bot/language.js'
import { createPoller } from './bot/poller.js'
import { createPreferences } from './bot/preference.js'
import { createPostman } from './bot/replies/postman.js'
import { createTransport } from './bot/sender.js'
import { keepEarlyStop } from './bot/subscriber/early-stop.js'
import { createClaim, listTeam, ownerIds } from './bot/team.js'
import { createIntake } from './bot/updates.js'
import { type Claim, claimUpdates, createTakeOverQuestion } from './bot/webhook.js'
import { type Clock, systemClock } from './clock.js'
import type { Config } from './config.js'
import { type Db, openDb } from './db/open.js'
import { createEngine, type EngineEvent } from './delivery/engine.js'
import { findLane, saveLane } from './delivery/lane.js'
import { createPace } from './delivery/pace.js'
import { createSchedule } from './delivery/schedule.js'
import { createSurveyor } from './delivery/survey.js'
import { unreachable } from './errors.js'
import { createMetrics } from './http/metrics.js'
import { createOutside } from './http/outside.js'
import { createHttpServer } from './http/server.js'
import { createJobs } from './jobs.js'
import { describeError, type Log } from './log.js'
import { addUtm, listTargets } from './offers/link.js'
import { getVariant } from './offers/variant.js'
import { type Resolve, visit } from './offers/visit.js'
import { refreshMembership } from './segments/membership.js'
import { createRedirect } from './tracking/click.js'
import { loadKeys } from './tracking/key.js'
import { createTokens } from './tracking/token.js'

/** What a start came to; everything but `working` has been logged in a sentence, and the program may end. */
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
  /** ms that the end waits for Telegram's answers (6 s). */
  patience?: number
  /** True: take the bot over from another platform without asking. */
  takeOver?: boolean
  /** Where to ask otherwise; null where nobody sits. */
  terminal?: { input: Readable; output: Writable } | null
}

/**
 * Puts the product together: the one place that knows everyone.
 * @throws AppError `database_locked` when another process has the database
 */
export async function createApp(config: Config, options: AppOptions): Promise<App> {
  const { log } = options
  const clock = options.clock ?? systemClock
  const ownTargets = options.ownTargets ?? []
  const db = await openDb(config.databasePath)
  const metrics = createMetrics()
  const keepFailed = (error: unknown) => log.error({ error: describeError(error) }, 'the pace could not be kept')

  const pace = createPace({
    rate: config.messagesPerSecond,
    clock,
    stored: findLane(db),
    changed: state => void db.group(() => saveLane(db, state)).catch(keepFailed),
  })
  const tokens = createTokens(db.write(() => loadKeys(db, clock.now())))
  const replyFetch = createFetch({ pace, log, clock })
  const engineFetch = createFetch({ pace: null, log, clock, connections: Math.ceil(config.messagesPerSecond * 4) })
  const client = { apiRoot: config.telegramApiRoot, sensitiveLogs: false }
  const api = new Api(config.botToken, { ...client, fetch: replyFetch })
  const transport = createTransport(new Api(config.botToken, { ...client, fetch: engineFetch }))
  const preferences = createPreferences(db, config)
  const { zone, rules } = preferences
  const language = (adminId: number) => languageFor(db, adminId, preferences.language())

  const engine = createEngine({
    db,
    clock,
    log,
    pace,
    transport,
    rules,
    language: preferences.language,
    address: (delivery, link) => `${config.publicUrl}/r/${tokens.delivery(delivery, link)}`,
    event: onEngine,
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    counted: metrics.countMessage,
  })
  const instance = randomUUID()
  const outside = createOutside({ publicUrl: config.publicUrl, instance, clock, log })
  const hasLinks = (variantId: number) => listTargets(getVariant(db, variantId).content).length > 0
  const schedule = createSchedule({
    db,
    clock,
    log,
    rules,
    hold: async ({ parts }) =>
      parts.some(({ variantId }) => hasLinks(variantId)) && !(await outside.opens()) ? 'links' : null,
    changed: id => {
      engine.wake()
      progress.changed(id)
    },
  })
  const startDue = () => void schedule.run(clock.now())
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
  }
  const progress = createProgress({ ...admin, clock, languageFor: language })
  const sources = { ...admin, links: outside.state, room: () => findRoom(config.databasePath) }
  const home = createHome({ ...sources, clock, languageFor: language, doors: homeDoors })
  const owners = () => ownerIds(db, config)
  const alerts = createAlerts({ ...sources, clock, owners, languageFor: language })

  function onEngine(event: EngineEvent): void {
    switch (event.kind) {
      case 'changed':
        progress.changed(event.broadcastId)
        break
      case 'outage':
        progress.outage(event.state)
        break
      default:
        unreachable(event)
    }
  }

  const replying = { ...admin, clock, language: preferences.language, contact: preferences.contact }
  const postman = createPostman(replying)
  const menu = { ...sources, home, look: outside.check }
  const resolve = options.resolve === undefined ? {} : { resolve: options.resolve }
  const bot = createBot({
    visit: address => visit(address, { ownTargets, ...resolve }),
    config,
    client: { ...client, fetch: replyFetch },
    clock,
    admin,
    progress,
    menu,
    replies: { ...replying, postman },
  })
  const intake = createIntake({
    db,
    clock,
    log,
    handle: async update => {
      await bot.handleUpdate(update as Parameters<typeof bot.handleUpdate>[0])
    },
    isCrowded: hadNoTurn,
    keepStop: (update, at) =>
      keepEarlyStop({ db, adminIds: config.adminIds, language: preferences.language }, update, at),
  })
  const redirect = createRedirect({
    db,
    tokens,
    clock,
    log,
    target: (url, campaign) => (campaign === null ? url : addUtm(url, campaign)),
    testOpened: opening => announceTestOpened(api, db, opening, language),
    counted: metrics.countRedirect,
  })
  const accept = async (updates: readonly unknown[]) => {
    await intake.accept(updates)
    metrics.countUpdates(updates.length)
  }
  let receiving = true
  const health = () => {
    const { ok, outage, inFlight } = engine.health()
    return { instance, ok: ok && receiving, outage, inFlight, receiving, updatesWaiting: intake.waiting() }
  }
  const http = createHttpServer({
    host: config.host,
    port: config.port,
    log,
    redirect,
    accept: config.mode === 'webhook' ? update => accept([update]) : null,
    webhookSecret: config.webhookSecret,
    health,
    metrics: metrics.text,
  })
  const starting = new AbortController()
  const claim = () =>
    claimUpdates({
      api,
      config,
      log,
      signal: starting.signal,
      confirm: createTakeOverQuestion({ takeOver: options.takeOver ?? false, terminal: options.terminal ?? null }),
    })
  const poller = createPoller({
    api,
    intake: { accept, confirmed: intake.confirmed },
    log,
    reclaim: async () => (await claim()).kind === 'ours',
  })
  const ladder = createLadderWatch(db)
  const rfmTerms = () => ({ rules: preferences.rfm(), currency: preferences.currency(), zone: zone() })
  const surveyor = createSurveyor({ db, rules, survey: preferences.survey, language: preferences.language })
  const jobs = createJobs(
    [
      { name: 'start broadcasts that are due', cron: '* * * * * *', run: at => schedule.run(at) },
      { name: 'ask the next question of the survey', cron: '30 5 * * * *', run: at => surveyor.run(at) },
      { name: 'show progress and report', cron: '* * * * * *', run: at => progress.run(at) },
      { name: 'pass on what people wrote', cron: '* * * * * *', run: () => postman.run() },
      { name: 'keep the menu current', cron: '*/5 * * * * *', run: at => home.run(at) },
      { name: 'alert the owners', cron: '*/5 * * * * *', run: at => alerts.run(at) },
      { name: 'keep the ladder current', cron: '30 * * * * *', run: at => ladder.run(at) },
      { name: 'score customers', cron: '0 7 * * * *', run: async at => void (await refreshRfm(db, rfmTerms(), at)) },
      { name: 'take down sizes of segments', cron: '0 17 * * * *', run: takeDownSizes },
      { name: 'drop the numbers of old updates', cron: '0 47 * * * *', run: at => intake.dropOld(at) },
      { name: 'look whether links open', cron: '0 * * * * *', run: () => outside.run() },
    ],
    clock,
    log,
  )

  async function takeDownSizes(at: number): Promise<void> {
    for (const { segmentId, error } of (await refreshMembership(db, { zone: zone() }, at)).failed)
      log.error({ segment: segmentId, error: describeError(error) }, 'a segment could not be counted')
  }

  async function poll(): Promise<void> {
    const end = await poller.run()
    if (end !== 'closed') receiving = false
  }

  /** Whoever reads this log may own the bot, while nobody does. */
  async function printClaimLink(bot: string): Promise<void> {
    const code = await db.group(() => createClaim(db, config, clock.now()))
    if (code === null) return
    const link = `https://t.me/${bot}?start=${payloadOf.claim(code)}`
    log.warn({ link }, 'nobody owns this bot yet: whoever opens this link first, within an hour, becomes its owner')
  }

  return {
    db,
    async start() {
      const { port } = await http.listen()
      log.info({ port, host: config.host }, 'listening')
      void outside.check()
      const claimed = await claim()
      if (claimed.kind !== 'ours') return { kind: claimed.kind }
      bot.botInfo = claimed.me
      await publishCommands(api, listTeam(db, config), log)
      await printClaimLink(claimed.me.username)
      if (starting.signal.aborted) return { kind: 'cancelled' }
      intake.start()
      engine.start()
      jobs.start()
      if (config.mode === 'polling') void poll()
      log.info({ bot: claimed.me.username, mode: config.mode }, 'working')
      return { kind: 'working', port }
    },
    async stop() {
      starting.abort()
      progress.close()
      schedule.close()
      home.close()
      alerts.close()
      await Promise.all([postman.close(), jobs.stop(), poller.close(), http.close(), engine.stop(), intake.close()])
      await Promise.all([replyFetch.close(), engineFetch.close()])
      await db.close()
    },
  }
}
