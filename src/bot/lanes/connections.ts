import { Agent } from 'undici'
import { type Clock, SECOND } from '../../clock.js'

/** Telegram's servers keep a connection longer; whoever is idle for so long gives it up first. */
const KEEP_ALIVE_MS = 4 * SECOND
const LONGEST_KEEP_ALIVE_MS = 30 * SECOND
/** Whichever clock jumped by that much: this machine slept, and what it was connected to has forgotten it. */
const JUMP_MS = 3 * SECOND
const LOOK_MS = SECOND

/** Connections to one server, kept alive between requests, but never over a sleep of this machine. */
export type Connections = {
  /** What a request that leaves now goes through. */
  current(): Agent
  /** Aborts when connections opened until now are given up; a request that may be repeated ends with it. */
  awake(): AbortSignal
  close(): Promise<void>
}

/**
 * After a sleep connections look alive and are dead: what is written into them has no answer, and nobody knows whether it
 * arrived. So both clocks are looked at every second and before every request; when either has jumped, new connections are
 * opened. Requests under way on old ones may end as they can.
 * @param most sockets at most; more requests than that wait for one
 */
export function createConnections(clock: Clock, most: number): Connections {
  const open = () =>
    new Agent({
      connections: most,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: LONGEST_KEEP_ALIVE_MS,
    })
  let agent = open()
  let sleep = new AbortController()
  let wall = clock.now()
  let monotonic = clock.monotonic()
  const old = new Set<Agent>()

  function look(): void {
    const passed = clock.monotonic() - monotonic
    const passedOnWall = clock.now() - wall
    monotonic += passed
    wall += passedOnWall
    if (passed < LOOK_MS + JUMP_MS && Math.abs(passedOnWall - passed) < JUMP_MS) return
    const before = agent
    agent = open()
    old.add(before)
    void before.close().then(
      () => old.delete(before),
      () => old.delete(before),
    )
    sleep.abort()
    sleep = new AbortController()
  }

  const timer = setInterval(look, LOOK_MS)
  timer.unref()
  return {
    current() {
      look()
      return agent
    },
    awake: () => sleep.signal,
    async close() {
      clearInterval(timer)
      await Promise.all([agent, ...old].map(one => one.destroy()))
    },
  }
}
