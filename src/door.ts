import { z } from 'zod'
import { sourceOf } from './audience/source/payload.js'
import { NO_SOURCE, recordVisits } from './audience/source/visit.js'
import { findSourceOf } from './audience/source.js'
import { type Clock, sleep } from './clock.js'
import type { Config } from './config.js'
import { createShopInbox } from './crm/shop/inbox.js'
import { faultOf, isDiskFault } from './db/fault.js'
import { type Narrow, openNarrow } from './db/narrow.js'
import { type Db, openDb } from './db/open.js'
import { realFile } from './db/place.js'
import type { ReaderProcesses } from './db/reader-process.js'
import { AppError } from './errors.js'
import type { CrmDoor } from './http/crm.js'
import type { Health } from './http/health.js'
import type { Metrics } from './http/metrics.js'
import { createHttpServer } from './http/server.js'
import { describeError, type Log } from './log.js'
import { withClickId } from './offers/link/click-id.js'
import { addUtm } from './offers/link.js'
import { addressFor } from './offers/personal/address.js'
import { createRedirect, type Hit, type Redirected } from './tracking/click.js'
import { findKeys, loadKeys } from './tracking/key.js'
import { createTokens, type Tokens } from './tracking/token.js'
import { createVisitors } from './tracking/visit.js'

/** The setting that holds the bot's name, so that visitors of a source reach it even when nothing else works. */
export const BOT_NAME = 'bot_name'
const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 15_000

/** What the door leads to once the product works. */
export type Inside = {
  health: () => Health
  accept: (updates: readonly unknown[]) => Promise<void>
  testOpened: (opening: { testId: number; link: number }) => void | Promise<void>
  /** What other systems tell of people and orders; null: nothing. */
  api: ReturnType<CrmDoor['api']>
  /** Opens a link that proves that links open; null when it is none. */
  proof: (hit: Hit) => Redirected | null
  /** The bot's name at Telegram, without @; null while Telegram has not told it. */
  bot: () => string | null
  /** A call of a shop is on disk and waits to be worked off. */
  called: () => void
}

/** The web door together with the database behind it: links open whatever else cannot work yet. */
export type Door = {
  /**
   * Opens the database. While its disk takes nothing, and while data are brought to a new version, the door is open already:
   * it redirects, keeps clicks in memory, answers `/health` red with what is missing, and goes on by itself.
   * @throws what `openDb` throws, except the disk's errors; the signal's reason when it aborts meanwhile
   */
  openDb(signal?: AbortSignal): Promise<{ db: Db; tokens: Tokens }>
  /** From now on the product is behind it. */
  lead(inside: Inside): void
  /** Starts to listen, unless it does. @returns the port */
  listen(): Promise<{ port: number }>
  /** Lets running requests finish; writes the clicks that wait, if the disk takes them. */
  close(): Promise<void>
}

/** What a door is made of. */
export type DoorDeps = {
  config: Config
  clock: Clock
  log: Log
  metrics: Metrics
  /** What `/health` calls this process. */
  instance: string
  readers?: ReaderProcesses | undefined
}

/** Makes the door; it is shut. */
export function createDoor({ config, clock, log, metrics, instance, readers }: DoorDeps): Door {
  let behind: (Pick<Db, 'sql' | 'group'> & { tokens: Tokens }) | null = null
  let inside: Inside | null = null
  let missing = 'starting'
  let listening: Promise<{ port: number }> | null = null

  const there = () => {
    if (behind === null) throw new Error('the database is not open yet')
    return behind
  }
  const redirect = createRedirect({
    db: { sql: text => there().sql(text), group: write => there().group(write) },
    tokens: {
      open: token => there().tokens.open(token),
    },
    clock,
    log,
    target: (url, campaign) => (campaign === null ? url : addUtm(url, campaign)),
    filled: (url, deliveryId) => addressFor(there(), url, deliveryId),
    told: withClickId,
    testOpened: opening => inside?.testOpened(opening),
    counted: metrics.countRedirect,
  })
  const visit = createVisitors({
    db: { group: write => there().group(write) },
    clock,
    log,
    bot: () => inside?.bot() ?? (behind === null ? null : findBotName(behind)),
    find: name => (sourceOf(name) === null ? null : findVisited(there(), name)),
    record: visits => recordVisits(there(), visits),
    counted: metrics.countVisit,
  })
  const shops = createShopInbox({
    db: { sql: text => there().sql(text), group: write => there().group(write) },
    clock,
    log,
    arrived: () => inside?.called(),
  })
  metrics.gauge('segcast_visits_waiting', 'Visits of sources kept in memory until the disk takes them', visit.waiting)
  metrics.gauge('segcast_clicks_waiting', 'Clicks kept in memory until the disk takes them', redirect.waiting)
  const http = createHttpServer({
    host: config.host,
    port: config.port,
    log,
    redirect: async hit => inside?.proof(hit) ?? redirect(hit),
    visit,
    accept:
      config.mode !== 'webhook'
        ? null
        : async update => {
            if (inside === null) throw new AppError('database_unwritable')
            await inside.accept([update])
          },
    webhookSecret: config.webhookSecret,
    crm: { api: () => inside?.api ?? null, counted: status => metrics.countApiRequest(String(status)) },
    inbound: shops,
    health: () => ({
      ...(inside?.health() ?? { instance, ok: false, missing }),
      clicksWaiting: redirect.waiting(),
    }),
    metrics: metrics.text,
    metricsKey: config.metricsKey,
  })

  function listen(): Promise<{ port: number }> {
    listening ??= http.listen().then(({ port }) => {
      log.info({ port, host: config.host }, 'listening')
      return { port }
    })
    return listening
  }

  /** Keys are only read: where none are stored, no link was ever sent. */
  async function show(reading: Narrow): Promise<void> {
    const keys = findKeys(reading)
    if (keys !== null) behind = { sql: reading.sql, group: reading.group, tokens: createTokens(keys) }
    await listen()
  }

  async function openPatiently(signal?: AbortSignal): Promise<Db> {
    let reading: Narrow | null = null
    const shut = () => {
      behind = null
      reading?.close()
      reading = null
    }
    for (let wait = FIRST_RETRY_MS; ; wait = Math.min(wait * 2, LONGEST_RETRY_MS)) {
      signal?.throwIfAborted()
      try {
        return await openDb(config.databasePath, {
          // What looks into the file without its index would keep the file from being opened.
          opening: shut,
          ...(readers === undefined ? {} : { readers }),
          migrating: old => {
            missing = 'the database is being brought to a new version'
            void show(old).catch(error => log.error({ error: describeError(error) }, 'the web door cannot be opened'))
          },
        })
      } catch (error) {
        if (!isDiskFault(error)) throw error
        const full = faultOf(error) === 'full'
        missing = full
          ? `The disk of ${config.databasePath} is full: make room. Links open meanwhile; everything else goes on by itself.`
          : `The disk of ${config.databasePath} takes no writes: put it or its permissions right. Links open meanwhile; everything else goes on by itself.`
        if (wait === FIRST_RETRY_MS) log.error({ error: describeError(error).message }, missing)
        reading ??= openNarrow(realFile(config.databasePath), error)
        if (reading === null) await listen()
        else await show(reading)
        await sleep(wait, signal)
      }
    }
  }

  return {
    async openDb(signal) {
      const db = await openPatiently(signal)
      const tokens = createTokens(await db.group(() => loadKeys(db, clock.now())))
      behind = { sql: db.sql, group: db.group, tokens }
      return { db, tokens }
    },
    lead(parts) {
      inside = parts
    },
    listen,
    async close() {
      if (listening !== null) await http.close()
      await Promise.all([redirect.close(), visit.close(), shops.idle()])
    },
  }
}

/** What the bot was called when it last spoke with Telegram; null when it never did. */
function findBotName({ sql }: Pick<Db, 'sql'>): string | null {
  const row = sql<{ value: string }>('select value from settings where key = ?').get(BOT_NAME)
  return row === undefined ? null : z.string().parse(JSON.parse(row.value))
}

/** The source that a name means; none in a file that does not know sources yet, as it is brought to a new version. */
function findVisited(db: Pick<Db, 'sql'>, name: string): number {
  try {
    return findSourceOf(db, name) ?? NO_SOURCE
  } catch {
    return NO_SOURCE
  }
}
