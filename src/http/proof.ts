import { randomBytes } from 'node:crypto'
import { type Clock, DAY, HOUR } from '../clock.js'
import { createAgents } from '../tracking/agent.js'
import type { Hit, Redirected } from '../tracking/click.js'
import { judge } from '../tracking/verdict.js'

/** As long as a link's token, 168 random bits: nobody guesses one, and firewalls take it for what it stands for. */
const CODE_BYTES = 21
const OPENS_MS = HOUR
const MOST = 100
/** How long a person's opening proves that links open. */
const PROVEN_MS = 7 * DAY

/** Links that prove by being opened that the address works, where the program itself may not look. */
export type Proof = {
  /** What stands behind `/r/` in a link for this admin: good for one opening by a person, within an hour. */
  issue(adminId: number): string
  /** Opens such a link; null when it is none. A preview or a robot is led on and proves nothing. */
  open(hit: Hit): Redirected | null
  /** Until when the address counts as proven, ms UTC; null: it does not. */
  until(): number | null
}

/**
 * Creates it.
 * @param deps.stored what an earlier process kept
 * @param deps.proved told when a person opened one: whose it was, and until when it holds (ms UTC), to be kept
 * @param deps.leadsTo where whoever opened it goes
 */
export function createProof(deps: {
  clock: Clock
  stored: number | null
  proved: (adminId: number, until: number) => void
  leadsTo: () => string
}): Proof {
  const { clock } = deps
  const recognise = createAgents()
  const issued = new Map<string, { adminId: number; until: number }>()
  let until = deps.stored

  return {
    issue(adminId) {
      for (const code of issued.keys()) {
        if (issued.size < MOST) break
        issued.delete(code)
      }
      const code = randomBytes(CODE_BYTES).toString('base64url')
      issued.set(code, { adminId, until: clock.monotonic() + OPENS_MS })
      return code
    },
    open(hit) {
      const found = issued.get(hit.token)
      if (found === undefined || clock.monotonic() >= found.until) return null
      const { method, prefetch, address } = hit
      if (prefetch) return { kind: 'early' }
      const { verdict } = judge({ method, prefetch, agent: recognise(hit.agent), address, sinceSent: null, links: 1 })
      if (verdict === 'human') {
        issued.delete(hit.token)
        until = clock.now() + PROVEN_MS
        deps.proved(found.adminId, until)
      }
      return { kind: 'found', url: deps.leadsTo() }
    },
    until: () => (until !== null && until > clock.now() ? until : null),
  }
}
