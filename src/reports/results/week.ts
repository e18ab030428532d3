import { DateTime } from 'luxon'
import type { Db } from '../../db/open.js'
import type { Reader } from '../../db/reader.js'
import { NOT_TAKEN_BACK, type Sum } from '../results.js'

/** A week from Monday on, ms UTC: from `from` on, before `before`. `number` counts weeks since the Monday of 1970-01-05. */
export type CalendarWeek = { number: number; from: number; before: number }

const FIRST_MONDAY = '1970-01-05'

/** The week with this number, by the calendar of a zone. */
export function weekOf(number: number, zone: string): CalendarWeek {
  const start = DateTime.fromISO(FIRST_MONDAY, { zone }).plus({ weeks: number })
  return { number, from: start.toMillis(), before: start.plus({ weeks: 1 }).toMillis() }
}

/** The week in which a moment lies. @param at ms UTC */
export function weekAt(at: number, zone: string): CalendarWeek {
  const monday = DateTime.fromMillis(at, { zone }).startOf('week').setZone('utc', { keepLocalTime: true })
  return weekOf(Math.round(monday.diff(DateTime.fromISO(FIRST_MONDAY, { zone: 'utc' }), 'weeks').weeks), zone)
}

/** People who pressed Start, were moved in, stopped offers, and who blocked the bot. */
export type Growth = { came: number; moved: number; stopped: number; blocked: number }

/** What was sent in a stretch of time, and how many people blocked the bot because of it. */
export type Sent = { delivered: number; blocked: number }

/** An offer, or a campaign, after which orders came; `sums` by currency, the most orders first. */
export type Paid = { name: string; campaign: boolean; orders: number; sums: Sum[] }

const GROWTH = `select count(distinct iif(e.kind = 'start', e.subscriber_id, null)) as came,
    count(distinct iif(e.kind = 'move_in', e.subscriber_id, null)) as moved,
    count(distinct iif(e.kind = 'stop' and ${NOT_TAKEN_BACK}, e.subscriber_id, null)) as stopped,
    count(distinct iif(e.kind = 'block', e.subscriber_id, null)) as blocked
  from subscription_events e where e.at >= :from and e.at < :before
    and e.kind in ('start', 'move_in', 'stop', 'block')`

/** Only what was under way then is looked through; a message of a series goes on for ever. */
const DELIVERED = `select count(*) as n from broadcasts b cross join deliveries d indexed by deliveries_state
    on d.broadcast_id = b.id and d.state = 'sent' and d.sent_at >= :from and d.sent_at < :before
  where b.started_at < :before and coalesce(b.finished_at, :from) >= :from`

const BLOCKED = `select count(distinct subscriber_id) as n from subscription_events
  where kind = 'block' and delivery_id is not null and at >= :from and at < :before`

const PAID = `select b.campaign_id as campaign, b.offer_id as offer, coalesce(k.name, o.name) as name, c.currency,
    count(*) as orders, sum(c.amount) as amount
  from conversions c cross join broadcasts b on b.id = c.broadcast_id join offers o on o.id = b.offer_id
    left join campaigns k on k.id = b.campaign_id
  where c.at >= :from and c.at < :before and c.by <> 'shared'
  group by b.campaign_id, iif(b.campaign_id is null, b.offer_id, 0), c.currency order by orders desc`

type Span = { from: number; before: number }
const params = ({ from, before }: Span) => ({ from, before })

/** Who came and went in a stretch of time. @throws AppError `query_timeout` */
export async function findGrowth(db: Db, span: Span, reader: Reader = db.people): Promise<Growth> {
  const [row] = await reader.rows<Growth>(GROWTH, params(span))
  return row ?? { came: 0, moved: 0, stopped: 0, blocked: 0 }
}

/** What was sent in a stretch of time. @throws AppError `query_timeout` */
export async function findSent(db: Db, span: Span, reader: Reader = db.people): Promise<Sent> {
  const [[delivered], [blocked]] = await Promise.all([
    reader.rows<{ n: number }>(DELIVERED, params(span)),
    reader.rows<{ n: number }>(BLOCKED, params(span)),
  ])
  return { delivered: delivered?.n ?? 0, blocked: blocked?.n ?? 0 }
}

/** After what orders of a stretch of time came, the most orders first. @throws AppError `query_timeout` */
export async function findPaid(db: Db, span: Span, reader: Reader = db.people): Promise<Paid[]> {
  const rows = await reader.rows<Sum & { campaign: number | null; offer: number; name: string }>(PAID, params(span))
  const found = new Map<string, Paid>()
  for (const { campaign, offer, name, ...sum } of rows) {
    const key = campaign === null ? `offer ${offer}` : `campaign ${campaign}`
    const known = found.get(key) ?? { name, campaign: campaign !== null, orders: 0, sums: [] }
    found.set(key, { ...known, orders: known.orders + sum.orders, sums: [...known.sums, sum] })
  }
  return [...found.values()].sort((a, b) => b.orders - a.orders)
}
