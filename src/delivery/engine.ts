import { type Clock, SECOND, sleep } from '../clock.js'
import type { Db } from '../db/open.js'
import { describeError, type Log } from '../log.js'
import type { Content } from '../offers/content.js'
import type { Language } from '../text/format.js'
import { listRunning, type Running } from './broadcast.js'
import { type BreakerState, createBreaker } from './engine/breaker.js'
import { type Claimed, claimNext } from './engine/claiming.js'
import { createCommit } from './engine/commit.js'
import { createLetters } from './engine/letter.js'
import { createLimits } from './engine/limit.js'
import type { Post } from './engine/posting.js'
import { createProbe } from './engine/probe.js'
import { createRepairer } from './engine/repairer.js'
import { rescueAll, rescueMessages } from './engine/rescue.js'
import type { RetryEvery } from './engine/retry.js'
import { createSending } from './engine/sending.js'
import { createServing } from './engine/serving.js'
import { createSetback } from './engine/setback.js'
import { restAll } from './engine/token.js'
import { createWatch } from './engine/watch.js'
import { promoteDeliveries } from './evidence.js'
import type { GateRules } from './gate.js'
import { finishBroadcast } from './lifecycle.js'
import type { Outcome } from './outcome.js'
import type { Pace } from './pace.js'
import { pauseService } from './service/pause.js'
import type { Transport } from './transport.js'

const IN_FLIGHT_SECONDS = 2
const TICK_MS = 8
const IDLE_MS = 500
const SWEEP_MS = 2 * SECOND
const RETRY_COMMIT_MS = SECOND
const STOP_MS = 6 * SECOND

/** What keeps everything from being sent: Telegram does not answer (see `BreakerState`), or people are not heard. */
export type Outage = BreakerState | 'unheard'

/** What the engine tells those who show it to people. */
export type EngineEvent =
  | { kind: 'changed'; broadcastId: number }
  | { kind: 'outage'; state: BreakerState }
  /** Something of service messages changed: one ended, or none leaves any more. */
  | { kind: 'service' }

/** What the engine needs. `address` makes a tracked link of a delivery's link number. */
export type EngineDeps = {
  db: Db
  clock: Clock
  log: Log
  pace: Pace
  transport: Transport
  address: (deliveryId: number, link: number) => string
  /** The bot's language, for the buttons of questions; English unless given. */
  language?: () => Language
  /** The shop's zone, in which deadlines are written; UTC unless given. */
  zone?: () => string
  /** What stands above the first offer of people who were moved in, in their language; nothing unless given. */
  firstLine?: (language: Language) => Content
  /** What stands below every offer, in its reader's language; nothing unless given. */
  shopLine?: (language: Language) => Content | null
  /** How often and when people may be disturbed, at this moment. */
  rules: () => GateRules
  event: (event: EngineEvent) => void
  /** Whether what people do reaches us; while it does not, nobody is written to who could not press Stop. */
  heard?: () => boolean
  /** Told the outcome of every message, for counting. */
  counted?: (outcome: Outcome['kind']) => void
  /** ms that `stop` waits for answers (6 s). */
  patience?: number
  /** How often an outcome that cannot be written is tried again, see `createRetry`. */
  retries?: RetryEvery
}

/** The loop that sends: claim, render, send, classify, settle; one for each process. */
export type Engine = {
  /** Declares what a dead process left on its way as unknown, then goes to work. */
  start(): void
  /** Something may wait: look now. */
  wake(): void
  /** Stops claiming and settles what is on its way within 8 s; what has no answer by then becomes uncertain. Never rejects. */
  stop(): Promise<void>
  /** `ok`: what was sent can be written down. */
  health(): { ok: boolean; outage: Outage; inFlight: number }
}

/** Creates the engine; nothing moves before `start`. */
export function createEngine(deps: EngineDeps): Engine {
  const { db, clock, log, pace, transport } = deps
  const letters = createLetters(db, { ...deps, now: clock.now })
  const stopping = new AbortController()
  const breaker = createBreaker(state => {
    log.warn({ outage: state }, 'telegram outage breaker')
    deps.event({ kind: 'outage', state })
  })
  const limits = createLimits(pace)
  const post: Post = {
    db,
    clock,
    log,
    transport,
    breaker,
    limits,
    most: () => most(),
    owe: pace.owe,
    failing: failing => {
      commitFailed = failing
    },
    isOver: () => over,
    counted: deps.counted,
    retries: deps.retries,
  }
  const commit = createCommit(post)
  const sending = createSending({
    ...post,
    letters,
    changed: broadcastId => deps.event({ kind: 'changed', broadcastId }),
  })
  const serving = createServing({ ...post, changed: () => deps.event({ kind: 'service' }) })
  const repairer = createRepairer({
    db,
    clock,
    log,
    transport,
    letters,
    breaker,
    limits,
    most: () => most(),
    owe: pace.owe,
    commit,
    unauthorized: stopAll,
    changed: broadcastId => deps.event({ kind: 'changed', broadcastId }),
  })
  const probe = createProbe({ clock, log, transport, breaker })
  const setback = createSetback({ db, clock, log, commit })
  const watch = createWatch({ db, clock, log, commit, changed: halted })
  let running: Running[] = []
  let awake = new AbortController()
  let commitFailed = false
  let over = false
  let loop: Promise<void> = Promise.resolve()
  let sweptAt = Number.NEGATIVE_INFINITY
  let turn = 0

  const heard = deps.heard ?? (() => true)
  const most = () => Math.max(1, Math.ceil(pace.rate() * IN_FLIGHT_SECONDS))
  const nap = (ms: number) => sleep(ms, awake.signal)

  async function claim(n: number): Promise<Claimed> {
    try {
      const at = clock.now()
      turn += 1
      const claimed = await db.group(() => claimNext(db, { serving, running, turn, rules: deps.rules() }, n, at))
      commitFailed = false
      return claimed
    } catch (error) {
      commitFailed = true
      log.error({ error: describeError(error) }, 'claiming failed; nothing is sent until it works')
      await nap(RETRY_COMMIT_MS)
      return { messages: [], service: [], skipped: 0 }
    }
  }

  /** Also what was paused meanwhile is claimed no more. */
  function halted(broadcastId: number): void {
    refresh()
    deps.event({ kind: 'changed', broadcastId })
  }

  async function stopAll(error: string): Promise<void> {
    for (const broadcastId of await commit(() => restAll(db, error, clock.now())))
      deps.event({ kind: 'changed', broadcastId })
    if (await commit(() => pauseService(db, { reason: 'unauthorized', error, at: clock.now(), adminId: null })))
      deps.event({ kind: 'service' })
  }

  function refresh(): void {
    running = listRunning(db, clock.now())
    repairer.refresh()
    if (running.length === 0) sending.rest()
  }

  async function finishDrained(): Promise<void> {
    const candidates = running.map(({ id }) => id)
    const at = clock.now()
    for (const broadcastId of await commit(() => candidates.filter(id => finishBroadcast(db, id, at))))
      deps.event({ kind: 'changed', broadcastId })
    refresh()
  }

  async function sweep(): Promise<void> {
    sweptAt = clock.monotonic()
    for (const broadcastId of await commit(() => promoteDeliveries(db))) deps.event({ kind: 'changed', broadcastId })
    // One broadcast may be done while another still sends, or while the lane rests.
    await finishDrained()
  }

  async function step(): Promise<number> {
    breaker.watch(clock.monotonic())
    probe()
    await setback.look()
    await watch.look(running)
    if (clock.monotonic() - sweptAt >= SWEEP_MS) await sweep()
    const idle = () => running.length === 0 && !repairer.busy() && !serving.busy()
    if (idle()) {
      refresh()
      if (idle()) return IDLE_MS
    }
    const n = Math.min(pace.available(), breaker.room(most()), limits.room())
    if (n < 1) return Math.min(IDLE_MS, Math.max(TICK_MS, pace.wait()))
    // What is wrong in people's chats is repaired before anybody new is written to.
    const repaired = await repairer.work(n)
    pace.spend(repaired)
    if (repaired === n || (running.length === 0 && !serving.busy())) return TICK_MS
    if (!heard()) return IDLE_MS
    const claimed = await claim(n - repaired)
    pace.spend(claimed.messages.length + claimed.service.length)
    serving.begin(claimed.service)
    sending.begin(claimed.messages)
    if (claimed.messages.length + claimed.service.length + claimed.skipped > 0) return TICK_MS
    await finishDrained()
    return breaker.inFlight() > 0 ? TICK_MS : IDLE_MS / 5
  }

  /** What a dead process left on its way; nothing is claimed before that is written. */
  async function rescue(): Promise<void> {
    const settle = () => rescueAll(db, 'the program ended before Telegram answered', clock.now())
    let lost: number
    try {
      lost = db.write(settle)
    } catch {
      lost = await commit(settle)
    }
    if (lost > 0) log.warn({ lost }, 'messages were on their way when the program ended; their outcome is unknown')
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        if (awake.signal.aborted) {
          awake = new AbortController()
          refresh()
        }
        await nap(await step())
      } catch (error) {
        log.error({ error: describeError(error) }, 'the sending loop stumbled; it goes on')
        await nap(RETRY_COMMIT_MS)
      }
    }
  }

  /** Nothing more is claimed, and everything that was is written down. */
  async function settled(): Promise<void> {
    await loop
    await watch.idle()
    while (sending.underWay() + serving.underWay() + repairer.repairing() > 0 && !over) await sleep(TICK_MS)
  }

  return {
    start() {
      loop = rescue()
        .then(run)
        .catch(error => log.error({ error: describeError(error) }, 'the sending loop never began'))
    },
    wake() {
      awake.abort()
    },
    async stop() {
      stopping.abort()
      awake.abort()
      const patience = new AbortController()
      await Promise.race([settled(), sleep(deps.patience ?? STOP_MS, patience.signal)])
      patience.abort()
      over = true
      try {
        const why = 'the program was stopped before Telegram answered'
        await db.group(() => rescueMessages(db, why))
      } catch (error) {
        log.error({ error: describeError(error) }, 'what is on its way could not be written; the next start does it')
      }
    },
    health: () => ({
      ok: !commitFailed,
      outage: breaker.state() === 'open' || heard() ? breaker.state() : 'unheard',
      inFlight: breaker.inFlight(),
    }),
  }
}
