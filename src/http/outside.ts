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
 * What came back instead of our own answer: a status, who sent it if they say so, and whether it asks to prove that one
 * is human; or nothing, and why.
 */
export type Said =
  | { kind: 'answer'; status: number; by: string | null; challenge: boolean }
  | { kind: 'none'; reason: 'slow' | 'refused' | 'unknown_host' | 'certificate' | 'broken' }

/**
 * Whether tracked links open: nobody has looked yet, they do, or they do not since then (ms UTC), because nothing
 * answers under PUBLIC_URL (`silent`) or because somebody else does (`stranger`). `proven`: the look fails likewise, but a
 * person has opened a link meanwhile; that holds until then (ms UTC).
 */
export type OutsideState =
  | { kind: 'unknown' }
  | { kind: 'open' }
  | { kind: 'proven'; until: number; said: Said }
  | { kind: 'shut'; since: number; why: 'silent' | 'stranger'; said: Said }

/** An answer over HTTP, whatever its status. */
export type Answer = { status: number; headers: Readonly<Record<string, string | string[] | undefined>>; body: string }

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
  /** How the look calls itself, so that a firewall can be told to let it through. */
  agent: string
  /** Until when a person's opening proves that links open, ms UTC; null: nobody's does. */
  proven: () => number | null
  /** Gives what is found at an address, whatever its status; rejects when there is nothing within 5 s. */
  fetch?: (address: string) => Promise<Answer>
}

const answerSchema = z.object({ instance: z.string() })

/** Creates it; nothing is looked at before the first call. */
export function createOutside(deps: OutsideDeps): Outside {
  const { publicUrl, instance, clock, log, proven, fetch = address => fetchAnswer(address, deps.agent) } = deps
  let state: Exclude<OutsideState, { kind: 'proven' }> = { kind: 'unknown' }
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking: Promise<boolean> | null = null

  async function look(): Promise<boolean> {
    const said = await problem()
    lookedAt = clock.monotonic()
    if (said === null) {
      if (state.kind !== 'open') log.info({ address: publicUrl }, 'links open from outside')
      state = { kind: 'open' }
      return true
    }
    const why = said.kind === 'none' ? 'silent' : 'stranger'
    state = { kind: 'shut', since: state.kind === 'shut' ? state.since : clock.now(), why, said }
    return proven() !== null
  }

  async function problem(): Promise<Said | null> {
    const address = `${publicUrl}/health`
    let answer: Answer
    try {
      answer = await fetch(address)
    } catch (error) {
      log.warn({ address, error: describeError(error) }, 'PUBLIC_URL does not answer: links would not open')
      return { kind: 'none', reason: reasonOf(error) }
    }
    if (named(answer.body) === instance) return null
    const said = saidBy(answer)
    log.warn({ address, ...said }, 'somebody else answers at PUBLIC_URL: links would not open')
    return said
  }

  function seen(): OutsideState {
    const until = state.kind === 'shut' ? proven() : null
    return state.kind === 'shut' && until !== null ? { kind: 'proven', until, said: state.said } : state
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
    state: seen,
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

async function fetchAnswer(address: string, name: string): Promise<Answer> {
  const { origin, pathname, search } = new URL(address)
  const {
    statusCode: status,
    headers,
    body,
  } = await agent.request({
    origin,
    path: pathname + search,
    method: 'GET',
    headers: { 'user-agent': name, accept: 'application/json,*/*;q=0.8' },
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
  return { status, headers, body: Buffer.concat(chunks).toString('utf8') }
}

/** Who stands before sites, by what they write into their answers. */
const GUARDS: readonly [name: string, header: string, mark: RegExp][] = [
  ['Cloudflare', 'cf-ray', /./],
  ['Cloudflare', 'server', /cloudflare/i],
  ['DDoS-Guard', 'server', /ddos-guard/i],
  ['Qrator', 'server', /qrator/i],
  ['Sucuri', 'x-sucuri-id', /./],
  ['Imperva', 'x-iinfo', /./],
  ['Akamai', 'server', /akamai/i],
  ['AWS WAF', 'x-amzn-waf-action', /./],
  ['Vercel', 'server', /vercel/i],
  ['Fastly', 'x-served-by', /^cache-/i],
]
const CHALLENGES: readonly [header: string, mark: RegExp][] = [
  ['cf-mitigated', /challenge/i],
  ['x-vercel-mitigated', /challenge/i],
  ['x-amzn-waf-action', /challenge|captcha/i],
]
const CHALLENGE_PAGE = /just a moment|captcha|checking your browser|enable javascript and cookies|ddos-guard/i

function saidBy({ status, headers, body }: Answer): Said {
  const has = (header: string, mark: RegExp) => mark.test(String(headers[header] ?? '').slice(0, 200))
  const by = GUARDS.find(([, header, mark]) => has(header, mark))?.[0] ?? null
  const asks = CHALLENGES.some(([header, mark]) => has(header, mark))
  const refused = [401, 403, 429, 503].includes(status)
  return { kind: 'answer', status, by, challenge: asks || (refused && CHALLENGE_PAGE.test(body.slice(0, 20_000))) }
}

function reasonOf(error: unknown): (Said & { kind: 'none' })['reason'] {
  const codes = [error, error instanceof Error ? error.cause : null].map(one =>
    one instanceof Error && 'code' in one ? String(one.code) : '',
  )
  const has = (mark: RegExp) => codes.some(code => mark.test(code))
  if (has(/^(?:ENOTFOUND|EAI_AGAIN)$/)) return 'unknown_host'
  if (has(/CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME|ERR_TLS|ERR_SSL/)) return 'certificate'
  if (has(/^ECONNREFUSED$/)) return 'refused'
  const timedOut = error instanceof Error && /timeout|abort/i.test(error.name)
  return timedOut || has(/TIMEOUT|ETIMEDOUT|UNREACH/) ? 'slow' : 'broken'
}
