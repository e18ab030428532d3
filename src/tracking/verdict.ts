import ipaddr from 'ipaddr.js'
import { SECOND } from '../clock.js'
import type { clicks } from '../db/schema/index.js'
import type { Agent } from './agent.js'

const SOON = 2 * SECOND
const LINKS_IN_A_BURST = 3

// Published by Telegram at core.telegram.org/resources/cidr.txt; its preview crawler lives there.
const TELEGRAM = [
  '91.105.192.0/23',
  '91.108.4.0/22',
  '91.108.8.0/22',
  '91.108.12.0/22',
  '91.108.16.0/22',
  '91.108.20.0/22',
  '91.108.56.0/22',
  '149.154.160.0/20',
  '185.76.151.0/24',
  '2001:67c:4e8::/48',
  '2001:b28:f23c::/48',
  '2001:b28:f23d::/48',
  '2001:b28:f23f::/48',
  '2a0a:f280::/32',
]
const TELEGRAM_RANGES = TELEGRAM.map(range => ipaddr.parseCIDR(range))
const TELEGRAM_STARTS = new Set(TELEGRAM.map(range => range.split(/[.:]/, 1)[0]))
const START = /^(?:::ffff:)?(\w+)[.:]/i

/** Who opened a link, as far as can be told. Only `human` counts as a click and as a read. */
export type Verdict = (typeof clicks.$inferSelect)['verdict']

/** The step that decided. */
export type Why = (typeof clicks.$inferSelect)['why']

/** What is known of one opening. */
export type Opening = {
  method: 'GET' | 'HEAD'
  /** The browser says that nobody has pressed yet. */
  prefetch: boolean
  agent: Agent
  /** Where it came from; null or nonsense when unknown. */
  address: string | null
  /** ms since the message was sent; null when that is not known. */
  sinceSent: number | null
  /** Different links of this message opened within a second, this one included. */
  links: number
}

type Step = { why: Exclude<Why, 'person'>; verdict: Verdict; applies: (opening: Opening) => boolean }

const STEPS: readonly Step[] = [
  { why: 'head', verdict: 'machine', applies: opening => opening.method === 'HEAD' },
  { why: 'prefetch', verdict: 'machine', applies: opening => opening.prefetch },
  { why: 'preview', verdict: 'machine', applies: opening => opening.agent.kind === 'preview' },
  { why: 'robot', verdict: 'machine', applies: opening => opening.agent.kind === 'robot' },
  { why: 'telegram', verdict: 'machine', applies: opening => isTelegram(opening.address) },
  { why: 'no_agent', verdict: 'unsure', applies: opening => opening.agent.kind === 'none' },
  { why: 'app', verdict: 'unsure', applies: opening => opening.agent.kind === 'app' },
  // Either side of zero: a wall clock that was set back must not make everybody suspect for an hour.
  { why: 'soon', verdict: 'unsure', applies: opening => Math.abs(opening.sinceSent ?? SOON) < SOON },
  { why: 'burst', verdict: 'unsure', applies: opening => opening.links >= LINKS_IN_A_BURST },
]

/** Takes an opening through the steps; the first that applies decides, and without one it was a person. */
export function judge(opening: Opening): { verdict: Verdict; why: Why } {
  for (const step of STEPS) {
    if (step.applies(opening)) return step
  }
  return { verdict: 'human', why: 'person' }
}

function isTelegram(address: string | null): boolean {
  // Parsing is slow, and nearly everybody else's address begins differently.
  if (address === null || !TELEGRAM_STARTS.has(START.exec(address)?.[1]?.toLowerCase())) return false
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return TELEGRAM_RANGES.some(range => parsed.kind() === range[0].kind() && parsed.match(range))
}
