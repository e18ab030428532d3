import { Agent } from 'undici'
import { z } from 'zod'
import { type Clock, MINUTE, SECOND } from '../clock.js'
import { describeError, type Log } from '../log.js'

const PATIENCE_MS = 5 * SECOND
const LARGEST_BODY = 64 * 1024
const FRESH_MS = MINUTE
const EVERY_MS = 10 * MINUTE
const REDIRECTIONS = 3
const agent = new Agent()

/**
 * Whether tracked links open: nobody has looked yet, they do, or they do not since then (ms UTC), because nothing
 * answers under PUBLIC_URL (`silent`) or because somebody else does (`stranger`).
 */
export type OutsideState =
  | { kind: 'unknown' }
  | { kind: 'open' }
  | { kind: 'shut'; since: number; why: 'silent' | 'stranger' }

/** Looks at our own web door as the world sees it: through PUBLIC_URL. */
export type Outside = {
  /** Looks now; several at once share one look. @returns true when it is us who answer */
  check(): Promise<boolean>
  /** What a look within the last minute said when it was good, else a new look: to be asked before links are sent. */
  opens(): Promise<boolean>
  /** Looks when it is time: every ten minutes while all is well, else at each call. Call it about every minute. */
  run(): Promise<void>
  state(): OutsideState
}

/** What it needs. `instance`: what our own `/health` calls this process, so that nobody else passes for us. */
export type OutsideDeps = {
  publicUrl: string
  instance: string
  clock: Clock
  log: Log
  /** Gives the body found at an address, whatever its status; rejects when there is none within 5 s. */
  fetch?: (address: string) => Promise<string>
}

const answerSchema = z.object({ instance: z.string() })

/** Creates it; nothing is looked at before the first call. */
export function createOutside(deps: OutsideDeps): Outside {
  const { publicUrl, instance, clock, log, fetch = fetchBody } = deps
  let state: OutsideState = { kind: 'unknown' }
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking: Promise<boolean> | null = null

  async function look(): Promise<boolean> {
    const why = await problem()
    lookedAt = clock.monotonic()
    if (why === null) {
      if (state.kind !== 'open') log.info({ address: publicUrl }, 'links open from outside')
      state = { kind: 'open' }
      return true
    }
    state = { kind: 'shut', since: state.kind === 'shut' ? state.since : clock.now(), why }
    return false
  }

  async function problem(): Promise<'silent' | 'stranger' | null> {
    const address = `${publicUrl}/health`
    let body: string
    try {
      body = await fetch(address)
    } catch (error) {
      log.warn({ address, error: describeError(error) }, 'PUBLIC_URL does not answer: links would not open')
      return 'silent'
    }
    if (named(body) === instance) return null
    log.warn({ address }, 'somebody else answers at PUBLIC_URL: links would not open')
    return 'stranger'
  }

  function check(): Promise<boolean> {
    looking ??= look().finally(() => {
      looking = null
    })
    return looking
  }

  return {
    check,
    async opens() {
      return (state.kind === 'open' && clock.monotonic() - lookedAt < FRESH_MS) || check()
    },
    async run() {
      if (state.kind !== 'open' || clock.monotonic() - lookedAt >= EVERY_MS) await check()
    },
    state: () => state,
  }
}

/** The process that this answer comes from; null when it is no answer of ours. */
function named(body: string): string | null {
  try {
    return answerSchema.safeParse(JSON.parse(body)).data?.instance ?? null
  } catch {
    return null
  }
}

async function fetchBody(address: string): Promise<string> {
  const { origin, pathname, search } = new URL(address)
  const { body } = await agent.request({
    origin,
    path: pathname + search,
    method: 'GET',
    signal: AbortSignal.timeout(PATIENCE_MS),
    maxRedirections: REDIRECTIONS,
    // A connection kept open would hold up the close of the very server that it leads to.
    reset: true,
  })
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.length
    if (size > LARGEST_BODY) break
  }
  return Buffer.concat(chunks).toString('utf8')
}
