import { z } from 'zod'
import { openDb } from '../../src/db/open.js'
import { createEmulator, type Emulator } from '../../src/sandbox/emulator/emulator.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import { createRandom } from '../../src/sandbox/emulator/random.js'
import { approveBroadcast, seedPeople } from '../support/campaign.js'
import { startProduct } from '../support/process.js'
import { freePort } from '../support/product.js'
import { compare, isOffer, waitForRows } from './crash.js'
import { createMovedClock, type MovedClock } from './moved-clock.js'

const LATENCY = { min: 50, max: 100 }
const LOOK_MS = 200
/** A machine may stall for seconds; whoever does not answer for so long hangs. */
const HANGS_MS = 10_000

/** A broadcast through a real process, with trouble on the way and people who say Stop all along. */
export type TroublePlan = {
  path: string
  people: number
  pace: number
  seed: number
  /** How many people send /stop, at moments of chance from a tenth of the way on until the trouble is over. */
  stops: number
  /** What happens once a fifth of the messages is there; resolves when it is over. */
  trouble: (emulator: Emulator, clock: MovedClock) => Promise<void>
  /** What the product's wall clock shows at its start, ms UTC; the real time unless given. The broadcast is due `inMs` later. */
  from?: number
  inMs?: number
  env?: Record<string, string>
  say?: (line: string) => void
}

/** What it came to, by the emulator's own truth. */
export type TroubleResult = Awaited<ReturnType<typeof compare>> & {
  people: number
  skipped: number
  /** People who sent /stop, and how many of them are not stopped in the end. */
  stops: number
  lostStops: number
  /** The longest that nothing left while it should have and `/health` was not red, s; looks are counted, as a machine may stall. */
  longestUnsaid: number
  /** What `/health` said broadcasts waited for. */
  waits: string[]
  seconds: number
}

/** Sends it, strikes, waits until all is over, and compares. */
export async function trouble(plan: TroublePlan): Promise<TroubleResult> {
  const { path, people, say = () => {} } = plan
  const random = createRandom(plan.seed)
  const started = performance.now()
  const emulator = await createEmulator({ limits: null, latency: LATENCY, seed: plan.seed, keepCalls: 10 })
  const clock = createMovedClock(path, plan.from === undefined ? 0 : plan.from - Date.now())
  try {
    const at = Date.now() + clock.moved()
    const db = await openDb(path)
    await seedPeople(db, emulator, people, at)
    approveBroadcast(db, people, at + (plan.inMs ?? 0))
    // So many stop that it would halt, which is not what is proved here.
    db.sql('update broadcasts set stop_limit = 1000').run()
    await db.close()
    const port = await freePort()
    const product = startProduct(emulator, path, {
      MESSAGES_PER_SECOND: String(plan.pace),
      LOG_LEVEL: 'warn',
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ...clock.env,
      ...plan.env,
    })
    const arrived = (share: number) => () => emulator.counts().accepted >= people * share
    await emulator.waitFor(arrived(0.1), PATIENCE_MS, 'a tenth of the messages')
    const watch = watchHealth(emulator, port)
    let isOver = false
    const stopping = sayStop(emulator, plan, random, () => isOver)
    await emulator.waitFor(arrived(0.2), PATIENCE_MS, 'a fifth of the messages')
    say('  trouble begins')
    await plan.trouble(emulator, clock)
    isOver = true
    say('  trouble is over')
    const stopped = await stopping
    await waitForRows(path, `select count(*) as n from broadcasts where state <> 'finished'`, 0, 300_000)
    const seen = watch.end()
    await waitForRows(path, 'select count(*) as n from updates where body is not null', 0)
    await product.end('SIGTERM')
    const after = await openDb(path)
    const now = new Set(
      after
        .sql<{ id: number }>('select telegram_id as id from subscribers where unsubscribed_at is not null')
        .all()
        .map(({ id }) => id),
    )
    const skipped = after.sql<{ n: number }>(`select count(*) as n from deliveries where state = 'skipped'`).get()?.n
    await after.close()
    return {
      ...(await compare(emulator, path)),
      people,
      skipped: skipped ?? 0,
      stops: stopped.length,
      lostStops: stopped.filter(id => !now.has(id)).length,
      ...seen,
      seconds: (performance.now() - started) / 1_000,
    }
  } finally {
    emulator.clearFaults()
    await emulator.close()
  }
}

/** People say Stop, whether they have the message or wait for it. @returns who did */
async function sayStop(emulator: Emulator, plan: TroublePlan, random: () => number, isOver: () => boolean) {
  const who = new Set<number>()
  while (who.size < plan.stops) {
    const id = 1 + Math.floor(random() * plan.people)
    if (who.has(id)) continue
    who.add(id)
    emulator.person(id).send('/stop')
    if (!isOver()) await new Promise(resolve => setTimeout(resolve, random() * 600))
  }
  return [...who]
}

const healthSchema = z.looseObject({ waits: z.string().nullish() })

async function askHealth(port: number, signal: AbortSignal) {
  const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal })
  return { status: answer.status, waits: healthSchema.parse(await answer.json()).waits ?? null }
}

/** Asks `/health` five times a second, and notes how long nothing left without its being red; while it hangs it says nothing. */
function watchHealth(emulator: Emulator, port: number) {
  const waits = new Set<string>()
  let longest = 0
  let goesOn = true
  let seen = 0
  let looks = 0
  /** True when an offer has left since the last look. */
  const goesOut = () => {
    const fresh = emulator.accepted(seen)
    seen += fresh.length
    return fresh.some(({ payload }) => isOffer(payload))
  }
  const watching = (async () => {
    while (goesOn) {
      const asked = performance.now()
      const signal = AbortSignal.timeout(HANGS_MS)
      const answer = await askHealth(port, signal).catch(() => null)
      const hangs = performance.now() - asked >= HANGS_MS
      if (typeof answer?.waits === 'string') waits.add(answer.waits)
      looks += hangs ? HANGS_MS / LOOK_MS : 1
      longest = Math.max(longest, looks * LOOK_MS)
      if (goesOut() || (answer === null && !hangs) || answer?.status === 503) looks = 0
      await new Promise(resolve => setTimeout(resolve, LOOK_MS))
    }
  })()
  watching.catch(() => {})
  return {
    end() {
      goesOn = false
      return { longestUnsaid: longest / 1_000, waits: [...waits] }
    },
  }
}
