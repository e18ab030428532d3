import type { AddressInfo } from 'node:net'
import { type Clock, sleep as realSleep, systemClock } from '../../clock.js'
import { type Log, silentLog } from '../../log.js'
import { createPage } from '../page/page.js'
import { createBuckets, type Limits, TELEGRAM_LIMITS } from './bucket.js'
import { createControl } from './control.js'
import type { Driven } from './driven.js'
import { createFaults } from './faults.js'
import { createFiles } from './files.js'
import { createGroup } from './group.js'
import { isOwn } from './host.js'
import { PATIENCE_MS } from './patience.js'
import { createPerson } from './person.js'
import { type Person, userOf } from './profile.js'
import { createRandom } from './random.js'
import { createApiServer, type Latency } from './server.js'
import { createStore } from './store.js'
import { createTruth } from './truth.js'
import { createUpdates, type Sleep } from './updates.js'
import { createWebhook } from './webhook.js'
import type { World } from './world.js'

/** How the emulated Telegram should be. Everything may be left out. */
export type EmulatorOptions = {
  /** The token of the one bot it serves; its number is the bot's id. */
  token?: string
  /** The bot's name and username. */
  name?: string
  username?: string
  host?: string
  /** 0 takes a free port. */
  port?: number
  /** Telegram's own by default; null switches them off. */
  limits?: Limits | null
  latency?: Latency | null
  /** For latency, faults with a probability, and file ids. */
  seed?: number
  clock?: Clock
  /** How long polls, latency and webhook retries wait; give one that follows `clock`. */
  sleep?: Sleep
  log?: Log
  /** How long Telegram takes an answer to a press, in ms; one minute by default. */
  callbackLifetime?: number
  /** False: custom emoji of the bot arrive as ordinary ones. True unless given. */
  customEmoji?: boolean
  /** True: whoever reaches its port may drive it through `/control/*`. False unless given. */
  control?: boolean
  /** How many of the last calls are kept one by one; 10,000 by default. */
  keepCalls?: number
  /** Who sits in the left pane of the page; null lets the visitor choose. */
  marketer?: number | null
}

/** A running emulator: the server, its people, and what really happened. */
export type Emulator = Driven & {
  readonly port: number
  /** What a bot takes as its API root. */
  readonly apiRoot: string
}

const DEFAULT_TOKEN = '700000001:AAEmulatedTelegramTokenOfNoRealBot0'

/** Starts an emulated Telegram for one bot. Rejects when the port is taken. */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { token = DEFAULT_TOKEN, host = '127.0.0.1', clock = systemClock, log = silentLog } = options
  const sleep = options.sleep ?? realSleep
  const random = createRandom(options.seed ?? 1)
  const truth = createTruth(options.keepCalls ?? 10_000)
  const updates = createUpdates({
    clock,
    sleep,
    changed: update => truth.emit(update === null ? { kind: 'confirmed' } : { kind: 'update', update }),
  })
  const world: World = {
    bot: {
      id: Number(token.slice(0, token.indexOf(':'))),
      is_bot: true,
      first_name: options.name ?? 'Emulated bot',
      username: options.username ?? 'emulated_bot',
    },
    clock,
    log,
    store: createStore(),
    files: createFiles(createRandom((options.seed ?? 1) + 1)),
    updates,
    webhook: createWebhook({ updates, clock, sleep, log, failed: () => truth.emit({ kind: 'webhook failed' }) }),
    buckets: createBuckets(options.limits === undefined ? TELEGRAM_LIMITS : options.limits),
    faults: createFaults(random),
    truth,
    queries: new Map(),
    commands: new Map(),
    customEmoji: options.customEmoji ?? true,
  }
  let latency = options.latency ?? null
  const pauseFor = () => (latency === null ? null : sleep((latency.min + random() * (latency.max - latency.min)) / 2))

  const handles = new Map<number, Person>()
  const personDeps = {
    world,
    callbackLifetime: options.callbackLifetime ?? 60_000,
    nextQuery: counter(4_000_000_000_000),
    nextAlbum: counter(13_000_000_000_000),
  }

  const { page, handle } = createPage({
    world,
    person: id => emulator.person(id),
    user: profile => emulator.user(profile),
    marketer: options.marketer ?? null,
  })
  const emulator: Omit<Emulator, 'port' | 'apiRoot'> = {
    token,
    bot: world.bot,
    page,
    user(profile) {
      const account = world.store.add(userOf(profile))
      const known = handles.get(profile.id)
      if (known !== undefined) return known
      const person = createPerson(account, personDeps)
      handles.set(profile.id, person)
      return person
    },
    person(id) {
      const person = handles.get(id)
      if (person === undefined) throw new Error(`Telegram knows nobody by the id ${id}`)
      return person
    },
    people: () => [...handles.values()],
    group(options) {
      const { id = null, title, kind = 'supergroup', forum = kind === 'supergroup' } = options
      return createGroup(world.store.addGroup({ id, title, kind, forum }), personDeps)
    },
    chat: userId => [...(world.store.accounts.get(userId)?.messages.values() ?? [])],
    accepted: (since = 0) => (since === 0 ? truth.accepted : truth.accepted.slice(since)),
    changes: () => truth.changes,
    answers: () => truth.answers,
    calls: truth.calls,
    counts: truth.counts,
    pendingUpdates: () => updates.pendingCount(),
    fault: fault => world.faults.add(fault, clock.monotonic()),
    clearFaults: id => world.faults.clear(id),
    setLimits: limits => world.buckets.set(limits),
    setLatency(next) {
      latency = next
    },
    watch: truth.watch,
    waitFor: (check, limitMs = PATIENCE_MS, what = 'a condition') => waitFor(truth.watch, check, limitMs, what),
    async close() {
      world.webhook.remove()
      updates.interrupt('terminated by close')
      world.faults.clear()
      server.closeAllConnections()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }

  const control = options.control === true ? createControl(emulator) : null
  const server = createApiServer({
    world,
    token,
    pauseFor,
    pages: async (request, response, url) => {
      if (!isOwn(request)) return false
      return (await control?.(request, response, url)) === true || handle(request, response, url)
    },
  })
  const port = await listen(server, options.port ?? 0, host)
  return Object.assign(emulator, { port, apiRoot: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}` })
}

function listen(server: ReturnType<typeof createApiServer>, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address: AddressInfo | string | null = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function counter(start: number): () => string {
  let last = start
  return () => {
    last += 1
    return String(last)
  }
}

function waitFor<T>(
  watch: Emulator['watch'],
  check: () => T | null | undefined | false,
  limitMs: number,
  what: string,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const attempt = (): boolean => {
      try {
        const value = check()
        if (value === null || value === undefined || value === false) return false
        finish()
        resolve(value)
      } catch (error) {
        finish()
        reject(error)
      }
      return true
    }
    let stop = () => {}
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`waited ${limitMs} ms for ${what}`))
    }, limitMs)
    const finish = () => {
      clearTimeout(timer)
      stop()
    }
    if (!attempt()) stop = watch(attempt)
  })
}
