import type { Clock } from '../clock.js'
import type { Db } from '../db/open.js'
import { describeError, type Log } from '../log.js'
import { createAgents } from './agent.js'
import { createDropped } from './dropped.js'
import { createKeep } from './keep.js'
import { createBurst, createFlood, createRecent } from './recent.js'
import type { Tokens } from './token.js'
import { judge, type Verdict } from './verdict.js'

const FIND_LINK = `select l.url, d.subscriber_id as subscriberId, d.broadcast_id as broadcastId,
    coalesce(d.sent_at, d.claimed_at) as sentAt, o.utm_campaign as campaign
  from deliveries d
  join links l on l.variant_id = coalesce(d.shown_variant_id, d.variant_id) and l.number = ?
  join broadcasts b on b.id = d.broadcast_id
  join offers o on o.id = b.offer_id
  where d.id = ?`

const FIND_TEST_LINK = `select l.url, o.utm_campaign as campaign
  from tests t
  join variants v on v.id = t.variant_id
  join links l on l.variant_id = v.id and l.number = ?
  join offers o on o.id = v.offer_id
  where t.id = ?`

const TARGETS_REMEMBERED = 1_000

/** One opening of a tracked link, as the web door saw it. `agent` and `address` are judged, never stored. */
export type Hit = {
  token: string
  method: 'GET' | 'HEAD'
  /** The User-Agent header; null when there was none. */
  agent: string | null
  /** Where it came from; null when unknown. */
  address: string | null
  /** True when the browser says that nobody has pressed yet. */
  prefetch: boolean
}

/** Where to go; `unknown` covers everything that is not a link of ours, alike. */
export type Redirected = { kind: 'found'; url: string } | { kind: 'unknown' }

/**
 * What became of an opening, for counting. `kept`: redirected, its row waits in memory for the disk; `failed`: redirected,
 * its row could not be written.
 */
export type ClickOutcome = Verdict | 'test' | 'flood' | 'kept' | 'failed' | 'unknown'

/** Opens tracked links. It rejects only when the database cannot be read. */
export type Redirector = ((hit: Hit) => Promise<Redirected>) & {
  /** Clicks that wait in memory until the disk takes them. */
  waiting(): number
  /** Writes what waits, if the disk takes it now. */
  close(): Promise<void>
}

/** What a redirect needs. */
export type RedirectDeps = {
  db: Pick<Db, 'sql' | 'group'>
  tokens: Tokens
  clock: Clock
  log: Log
  /** The address to open: the link's own with the campaign's UTM parameters (null: without). Always the same answer. */
  target: (url: string, campaign: string | null) => string
  /** Told when a person opens a link of a test. */
  testOpened: (opening: { testId: number; link: number }) => void | Promise<void>
  /** Told the outcome of every opening. */
  counted?: (outcome: ClickOutcome) => void
}

const UNKNOWN: Redirected = { kind: 'unknown' }

/**
 * Opens tracked links. A click that was answered is a click on disk: the answer waits for the group's commit (at most
 * about 10 ms). When it cannot be written the person is redirected all the same, and the click waits (keep.ts).
 * A token opened more than 20 times in a minute is redirected and counted, without rows.
 */
export function createRedirect(deps: RedirectDeps): Redirector {
  const { db, tokens, clock, log, testOpened, counted = () => {} } = deps
  const recognise = createAgents()
  const isFlood = createFlood()
  const countLinks = createBurst()
  const dropped = createDropped(db)
  const keep = createKeep(db, dropped, log)
  const target = rememberTargets(deps.target)

  async function openDelivery(hit: Hit, deliveryId: number, link: number): Promise<Redirected> {
    const found = db
      .sql<{ url: string; subscriberId: number; broadcastId: number; sentAt: number | null; campaign: string | null }>(
        FIND_LINK,
      )
      .get(link, deliveryId)
    if (found === undefined) return unknown()
    const url = target(found.url, found.campaign)
    const at = clock.now()
    const monotonic = Math.floor(clock.monotonic())
    if (isFlood(hit.token, monotonic)) {
      dropped.record('flood', at)
      counted('flood')
      return { kind: 'found', url }
    }
    const agent = recognise(hit.agent)
    const { verdict, why } = judge({
      method: hit.method,
      prefetch: hit.prefetch,
      agent,
      address: hit.address,
      sinceSent: found.sentAt === null ? null : at - found.sentAt,
      links: countLinks(deliveryId, link, monotonic),
    })
    const { subscriberId, broadcastId } = found
    const click = { deliveryId, link, subscriberId, broadcastId, at, verdict, why, agent: agent.family }
    const kept = await keep.keep(click)
    counted(kept === 'written' ? verdict : kept === 'kept' ? 'kept' : 'failed')
    return { kind: 'found', url }
  }

  function openTest(hit: Hit, testId: number, link: number): Redirected {
    const found = db.sql<{ url: string; campaign: string | null }>(FIND_TEST_LINK).get(link, testId)
    if (found === undefined) return unknown()
    const { method, prefetch, address } = hit
    const { verdict } = judge({ method, prefetch, agent: recognise(hit.agent), address, sinceSent: null, links: 1 })
    counted('test')
    if (verdict !== 'machine' && !isFlood(hit.token, clock.monotonic())) void tell({ testId, link })
    return { kind: 'found', url: target(found.url, found.campaign) }
  }

  async function tell(opening: { testId: number; link: number }): Promise<void> {
    try {
      await testOpened(opening)
    } catch (error) {
      log.warn({ error: describeError(error), ...opening }, 'the opening of a test link could not be told')
    }
  }

  function unknown(): Redirected {
    counted('unknown')
    return UNKNOWN
  }

  async function redirect(hit: Hit): Promise<Redirected> {
    const opened = tokens.open(hit.token)
    if (opened === null) return unknown()
    if (opened.kind === 'test') return openTest(hit, opened.testId, opened.link)
    return await openDelivery(hit, opened.deliveryId, opened.link)
  }

  return Object.assign(redirect, { waiting: keep.waiting, close: keep.close })
}

/** The parsing of an address costs as much as its look-up; the addresses of living offers are few. */
function rememberTargets(target: RedirectDeps['target']): RedirectDeps['target'] {
  const known = createRecent<string, string>(TARGETS_REMEMBERED)
  return (url, campaign) => {
    const key = `${campaign ?? ''}\n${url}`
    let address = known.get(key)
    if (address === undefined) {
      address = target(url, campaign)
      known.set(key, address)
    }
    return address
  }
}
