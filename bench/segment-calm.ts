/**
 * What segment work costs those who press links meanwhile. In one process of its own (`work`) the product's web door
 * answers redirects while RFM, membership and counts go on and on over a large database; an idle process (`idle`)
 * beside it says how late this machine's own timers are.
 */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { z } from 'zod'
import { sleep } from '../src/clock.js'
import { openDb } from '../src/db/open.js'
import { loadKeys } from '../src/tracking/key.js'
import { createTokens } from '../src/tracking/token.js'
import { type Load, load, people, shuffle } from './redirect-load.js'
import { createRedirectServer } from './redirect-server.js'
import { createWork } from './segment-work.js'

const TOKENS = 50_000
const PER_SECOND = 200

const told = z.union([
  z.object({ port: z.number() }),
  z.object({ p99: z.number(), max: z.number(), rounds: z.number() }),
])

/** Event-loop delay of the working and of the idle process, ms; what became of the redirects; rounds of work. */
export type Calm = { busy: number; worst: number; idle: number; rounds: number; redirects: Load }

/** Loads redirects for `seconds` while everything that segments do is done over and over. `at`: as of when, ms UTC. */
export async function measureCalm(path: string, seconds: number, at: number): Promise<Calm> {
  const db = await openDb(path)
  const tokens = createTokens(loadKeys(db, at))
  const ids = db.sql<{ id: number }>("select id from deliveries where state = 'sent' limit ?").all(TOKENS)
  await db.close()
  const next = people(shuffle(ids.map(({ id }) => tokens.delivery(id, 1))))
  const working = start(['work', path, String(seconds), String(at)])
  const { port } = z.object({ port: z.number() }).parse(await working.heard())
  const idling = start(['idle', String(seconds)])
  const redirects = await load(port, next, { connections: 16, depth: 1, seconds, perSecond: PER_SECOND })
  const done = z.object({ p99: z.number(), max: z.number(), rounds: z.number() })
  const [busy, idle] = [done.parse(await working.heard()), done.parse(await idling.heard())]
  return { busy: busy.p99, worst: busy.max, idle: idle.p99, rounds: busy.rounds, redirects }
}

function start(args: string[]): { heard(): Promise<z.infer<typeof told>> } {
  const child = fork(join(import.meta.dirname, 'segment-calm.js'), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const heard: z.infer<typeof told>[] = []
  const waiting: ((message: z.infer<typeof told>) => void)[] = []
  child.on('message', message => {
    const parsed = told.parse(message)
    const next = waiting.shift()
    if (next === undefined) heard.push(parsed)
    else next(parsed)
  })
  return {
    heard: () =>
      new Promise((resolve, reject) => {
        const known = heard.shift()
        if (known !== undefined) return resolve(known)
        waiting.push(resolve)
        child.once('exit', code => reject(new Error(`a process ended with ${code}`)))
      }),
  }
}

async function idle(seconds: number): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await sleep(seconds * 1_000)
  delay.disable()
  process.send?.({ p99: delay.percentile(99) / 1e6, max: delay.max / 1e6, rounds: 0 })
}

async function work(path: string, seconds: number, at: number): Promise<void> {
  const db = await openDb(path)
  const server = createRedirectServer(db)
  const round = createWork(db, at)
  process.send?.(await server.listen())
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const ends = performance.now() + seconds * 1_000
  let rounds = 0
  while (performance.now() < ends) {
    await round(() => performance.now() < ends)
    rounds += 1
  }
  delay.disable()
  process.send?.({ p99: delay.percentile(99) / 1e6, max: delay.max / 1e6, rounds })
  await sleep(1_000)
  await server.close()
  await db.close()
  process.disconnect()
}

const [what, ...rest] = process.argv.slice(2)
if (what === 'work') await work(rest[0] ?? '', Number(rest[1]), Number(rest[2]))
if (what === 'idle') await idle(Number(rest[0]))
