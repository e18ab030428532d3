import type { Clock } from '../clock.js'
import type { Db } from '../db/open.js'
import { describeError, type Log } from '../log.js'
import { createAgents } from './agent.js'
import { createDropped } from './dropped.js'
import { createKeep } from './keep.js'
import { createBurst, createFlood, createRecent } from './recent.js'
import type { TokenContent, Tokens } from './token.js'
import { judge, type Verdict } from './verdict.js'

/** The UTM campaign of a link's offer, unless the link must be opened without UTM marks. */
const CAMPAIGN = 'iif(l.marked, o.utm_campaign, null)'
/** For a database that is still being migrated: links open meanwhile. */
const CAMPAIGN_BEFORE = 'o.utm_campaign'

/** The setting by which the shop is told who clicked. */
export const CLICK_IDS = 'click_ids'
/** Whether the shop is told who clicked: not where an address opens only without marks, or the setting is off. */
const TELLS = {
  column: `iif(l.marked, coalesce(k.value, 'true') = 'true', 0)`,
  join: `left join settings k on k.key = '${CLICK_IDS}'`,
}
const TELLS_BEFORE = { column: '0', join: '' }

const findLink = (campaign: string, tells: typeof TELLS) => `select l.url, d.subscriber_id as subscriberId,
    d.broadcast_id as broadcastId, coalesce(d.sent_at, d.claimed_at) as sentAt, ${campaign} as campaign, ${tells.column} as tells
  from deliveries d
  join links l on l.variant_id = coalesce(d.shown_variant_id, d.variant_id) and l.number = ?
  join broadcasts b on b.id = d.broadcast_id
  join offers o on o.id = b.offer_id
  ${tells.join}
  where d.id = ?`

const findTestLink = (campaign: string) => `select l.url, ${campaign} as campaign
  from tests t
  join variants v on v.id = t.variant_id
  join links l on l.variant_id = v.id and l.number = ?
  join offers o on o.id = v.offer_id
  where t.id = ?`

const FIND_LINK = [findLink(CAMPAIGN, TELLS), findLink(CAMPAIGN_BEFORE, TELLS_BEFORE)] as const
const FIND_TEST_LINK = [findTestLink(CAMPAIGN), findTestLink(CAMPAIGN_BEFORE)] as const

const INSERT_TEST_OPENING = `insert into test_openings (test_id, link, at) values (?, ?, ?) on conflict do nothing`

const TARGETS_REMEMBERED = 1_000

/**
 * One opening of a tracked link, as the web door saw it. `agent` and `address` are judged, never stored. Reading
 * anything but the token may be costly, so nothing else is read before the token has proved to be ours.
 */
export type Hit = {
  readonly token: string
  readonly method: 'GET' | 'HEAD'
  /** The User-Agent header; null when there was none. */
  readonly agent: string | null
  /** Where it came from; null when unknown. */
  readonly address: string | null
  /** True when the browser says that nobody has pressed yet. */
  readonly prefetch: boolean
}

/**
 * Where to lead. `early`: the browser only preloads, so nothing is recorded and the press itself must ask again.
 * `unknown`: not a link of ours, for whatever reason.
 */
export type Redirected = { kind: 'found'; url: string } | { kind: 'early' } | { kind: 'unknown' }

/**
 * How an opening was recorded, for counting. `kept`: redirected, its row waits in memory for the disk; `failed`:
 * redirected, its row could not be written.
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
  tokens: Pick<Tokens, 'open'>
  clock: Clock
  log: Log
  /** The address to open: the link's own with the campaign's UTM parameters (null: without). Always the same answer. */
  target: (url: string, campaign: string | null) => string
  /** That address for whom the delivery was sent to, filled with what is known of them; null: for a test. As it is unless given. */
  filled?: (url: string, deliveryId: number | null) => string
  /** That address with the id of this click, where it can carry one; the shop is told nothing unless given. */
  told?: (url: string, clickId: string) => string
  /** Told when a person opens a link of a test for the first time. */
  testOpened: (opening: { testId: number; link: number }) => void | Promise<void>
  /** Told the outcome of every opening. */
  counted?: (outcome: ClickOutcome) => void
}

const UNKNOWN: Redirected = { kind: 'unknown' }
const EARLY: Redirected = { kind: 'early' }

type Found = {
  url: string
  subscriberId: number
  broadcastId: number
  sentAt: number | null
  campaign: string | null
  tells: number
}

type Opened = Extract<TokenContent, { kind: 'delivery' }>

/** The first of two statements; the second where the database is not migrated yet and lacks columns. */
function prepared<Row>({ sql }: RedirectDeps['db'], [now, before]: readonly [string, string]) {
  try {
    return sql<Row>(now)
  } catch {
    return sql<Row>(before)
  }
}

/**
 * Opens tracked links. A click that was answered is a click on disk: the answer waits for the group's commit (at most
 * about 10 ms). When it cannot be written the person is redirected all the same, and the click waits (keep.ts).
 * A token opened more than 20 times in a minute is redirected and counted, without rows.
 */
export function createRedirect(deps: RedirectDeps): Redirector {
  const { db, tokens, clock, log, testOpened, counted = () => {}, filled = url => url, told } = deps
  const recognise = createAgents()
  const isFlood = createFlood()
  const countLinks = createBurst()
  const dropped = createDropped(db)
  const keep = createKeep(db, dropped, log)
  const target = rememberTargets(deps.target)

  async function openDelivery(hit: Hit, { deliveryId, link, clickId }: Opened): Promise<Redirected> {
    const found = prepared<Found>(db, FIND_LINK).get(link, deliveryId)
    if (found === undefined) return unknown()
    const { prefetch } = hit
    const redirected: Redirected = prefetch ? EARLY : { kind: 'found', url: addressOf(found, deliveryId, clickId) }
    const at = clock.now()
    const monotonic = Math.floor(clock.monotonic())
    if (isFlood(hit.token, monotonic)) {
      dropped.record('flood', at)
      counted('flood')
      return redirected
    }
    const agent = recognise(hit.agent)
    const { verdict, why } = judge({
      method: hit.method,
      prefetch,
      agent,
      address: hit.address,
      sinceSent: found.sentAt === null ? null : at - found.sentAt,
      links: countLinks(deliveryId, link, monotonic),
    })
    const { subscriberId, broadcastId } = found
    const click = { deliveryId, link, subscriberId, broadcastId, at, verdict, why, agent: agent.family }
    const kept = await keep.keep(click)
    counted(kept === 'written' ? verdict : kept === 'kept' ? 'kept' : 'failed')
    return redirected
  }

  function addressOf({ url, campaign, tells }: Found, deliveryId: number, clickId: string): string {
    const address = filled(target(url, campaign), deliveryId)
    return tells === 0 || told === undefined ? address : told(address, clickId)
  }

  function openTest(hit: Hit, testId: number, link: number): Redirected {
    const found = prepared<Pick<Found, 'url' | 'campaign'>>(db, FIND_TEST_LINK).get(link, testId)
    if (found === undefined) return unknown()
    const { method, prefetch, address } = hit
    const { verdict } = judge({ method, prefetch, agent: recognise(hit.agent), address, sinceSent: null, links: 1 })
    counted('test')
    if (verdict !== 'machine' && !isFlood(hit.token, clock.monotonic())) void tell({ testId, link }, clock.now())
    return prefetch ? EARLY : { kind: 'found', url: filled(target(found.url, found.campaign), null) }
  }

  /** Only the first opening is told; it is told even if it cannot be written down. */
  async function tell(opening: { testId: number; link: number }, at: number): Promise<void> {
    try {
      const first = await db
        .group(() => db.sql(INSERT_TEST_OPENING).run(opening.testId, opening.link, at).changes > 0)
        .catch(() => true)
      if (first) await testOpened(opening)
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
    return await openDelivery(hit, opened)
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
