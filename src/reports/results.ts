import { z } from 'zod'
import type { Db } from '../db/open.js'
import type { Reader } from '../db/reader.js'
import type { broadcasts, offers } from '../db/schema/index.js'
import { countedSql } from '../segments/compile/order.js'
import { buyersAfter, repliesTo } from './reply.js'

/** Orders and what they came to, minor units net of refunds. */
export type Sum = { currency: string; orders: number; amount: number }

/**
 * A broadcast of a stretch of time at a glance. `delivered`, `stopped`, `blocked`, `replied` and `bought` are people; `orders`:
 * those that came after it, by currency, the most orders first.
 */
export type ResultRow = {
  id: number
  name: string
  kind: (typeof offers.$inferSelect)['kind']
  state: (typeof broadcasts.$inferSelect)['state']
  startedAt: number
  delivered: number
  stopped: number
  blocked: number
  replied: number
  bought: number
  orders: Sum[]
}

/**
 * Which broadcasts: those that began from `from` on, before `before`, ms UTC; of a message of a series, which goes on for as long as the series
 * does, what left in that time.
 */
export type Stretch = { from: number; before: number }

/** What the very next word of the person took back does not count. */
export const NOT_TAKEN_BACK = `coalesce((select u.kind from subscription_events u where u.subscriber_id = e.subscriber_id and u.id > e.id
  and u.kind in ('stop', 'pause', 'resume', 'undo') order by u.id limit 1), '') <> 'undo'`

/** Of broadcasts `b`. */
const BEGAN = `(b.started_at >= :from and b.started_at < :before and b.standing = 0
  or b.standing = 1 and b.started_at < :before and coalesce(b.finished_at, :from) >= :from)`
/** Of their messages `d`. */
const WITHIN = `(b.standing = 0 or d.sent_at >= :from and d.sent_at < :before)`
/** Of messages of series those of which any left then. */
const SENT = `(b.standing = 0 or exists (select 1 from deliveries d where d.broadcast_id = b.id and d.state = 'sent' and ${WITHIN}))`

export const ROWS = `select b.id, o.name, o.kind, b.state, b.started_at as startedAt,
    (select count(*) from deliveries d where d.broadcast_id = b.id and d.state = 'sent' and ${WITHIN}) as delivered,
    (select count(distinct subscriber_id) from ${repliesTo('b.id', WITHIN)}) as replied
  from broadcasts b join offers o on o.id = b.offer_id where ${BEGAN} and ${SENT} order by b.started_at desc, b.id desc`

/** Deliveries of one broadcast lie close together: the range keeps the search among few events. */
export const LEFT = `select b.id, e.kind, count(distinct e.subscriber_id) as people
  from (select b.id, b.standing, (select min(id) from deliveries where broadcast_id = b.id) as low,
      (select max(id) from deliveries where broadcast_id = b.id) as high from broadcasts b where ${BEGAN}) b
  cross join subscription_events e indexed by subscription_events_delivery on e.delivery_id between b.low and b.high and e.kind in ('stop', 'block')
  cross join deliveries d on d.id = e.delivery_id and d.broadcast_id = b.id and ${WITHIN}
  where e.kind = 'block' or ${NOT_TAKEN_BACK} group by b.id, e.kind`

export const BOUGHT = `select c.broadcast_id as id, c.currency, count(*) as orders, sum(c.amount) as amount
  from broadcasts b cross join conversions c indexed by conversions_broadcast on c.broadcast_id = b.id
  cross join deliveries d on d.id = c.delivery_id and ${WITHIN}
  where ${BEGAN} and c.by <> 'shared' group by c.broadcast_id, c.currency order by orders desc, c.currency`
export const BUYERS = `select b.id, (select count(distinct person) from ${buyersAfter('b.id', WITHIN)}) as people
  from broadcasts b where ${BEGAN}`

/** Every broadcast that began in a stretch of time, the newest first. @throws AppError `query_timeout` */
export async function findResults(db: Db, stretch: Stretch, reader: Reader = db.people): Promise<ResultRow[]> {
  const params = { from: stretch.from, before: stretch.before }
  const [rows, left, sums, buyers] = await Promise.all([
    reader.rows<Pick<ResultRow, 'id' | 'name' | 'kind' | 'state' | 'startedAt' | 'delivered' | 'replied'>>(
      ROWS,
      params,
    ),
    reader.rows<{ id: number; kind: 'stop' | 'block'; people: number }>(LEFT, params),
    reader.rows<Sum & { id: number }>(BOUGHT, params),
    reader.rows<{ id: number; people: number }>(BUYERS, params),
  ])
  const leftBy = (id: number, kind: 'stop' | 'block') =>
    left.find(row => row.id === id && row.kind === kind)?.people ?? 0
  return rows.map(row => ({
    ...row,
    stopped: leftBy(row.id, 'stop'),
    blocked: leftBy(row.id, 'block'),
    bought: buyers.find(({ id }) => id === row.id)?.people ?? 0,
    orders: sums
      .filter(({ id }) => id === row.id)
      .map(({ currency, orders, amount }) => ({ currency, orders, amount })),
  }))
}

/** Orders that count of a stretch of time, whoever bought, by currency. @throws AppError `query_timeout` */
export async function findAllOrders(db: Db, stretch: Stretch, reader: Reader = db.people): Promise<Sum[]> {
  return reader.rows<Sum>(
    `select o.currency, count(*) as orders, sum(o.total - o.refunded) as amount from orders o indexed by orders_at
     where o.at >= ? and o.at < ? and ${countedSql.text} group by o.currency order by orders desc, o.currency`,
    [stretch.from, stretch.before],
  )
}

/** Adds up sums of several broadcasts, the most orders first. */
export function addSums(all: readonly (readonly Sum[])[]): Sum[] {
  const sums = new Map<string, Sum>()
  for (const { currency, orders, amount } of all.flat()) {
    const known = sums.get(currency) ?? { currency, orders: 0, amount: 0 }
    sums.set(currency, { currency, orders: known.orders + orders, amount: known.amount + amount })
  }
  return [...sums.values()].sort((a, b) => b.orders - a.orders || (a.currency < b.currency ? -1 : 1))
}

/** How many orders these are, in all currencies. */
export function ordersIn(sums: readonly Sum[]): number {
  return sums.reduce((total, { orders }) => total + orders, 0)
}

/** Too few messages say nothing about a broadcast beside others. */
export const FEWEST_MESSAGES = 30

/** The broadcast after which most orders came, and the one that most of its people stopped after; null where none stands out. */
export function standingOut(rows: readonly ResultRow[]): { best: ResultRow | null; worst: ResultRow | null } {
  const offered = rows.filter(({ kind, delivered }) => kind === 'marketing' && delivered >= FEWEST_MESSAGES)
  if (offered.length < 2) return { best: null, worst: null }
  const by = (figure: (row: ResultRow) => number) =>
    offered.reduce<ResultRow | null>((top, row) => (figure(row) > (top === null ? 0 : figure(top)) ? row : top), null)
  const best = by(({ orders }) => ordersIn(orders))
  const worst = by(({ stopped, delivered }) => stopped / delivered)
  return { best, worst: worst === best ? null : worst }
}

/** What came of the messages for one segment, or for several that had one message together. */
export type SegmentResult = {
  /** Of the segments, when it was approved; null: everyone (else). */
  names: (string | null)[]
  broadcasts: number
  delivered: number
  stopped: number
  clicked: number
  bought: number
  orders: Sum[]
}

const json = z.string().transform((text): unknown => JSON.parse(text))
const partsSchema = json.pipe(z.array(z.object({ variantId: z.number(), name: z.string().nullable() })))

/**
 * Which versions are of one message, as rows of `versions`: JSON of pairs, each of an earlier one and one that it became by an edit, or
 * that was tried beside it.
 * @param broadcast SQL of the broadcast's id
 */
export function sameMessage(broadcast: string): string {
  return `select versions from (
      select (select json_group_array(json_array(t.variants ->> '$[0]', v.value)) from json_each(t.variants) v where v.key > 0) as versions,
        0 as edit, t.part as nth from trials t where t.broadcast_id = ${broadcast}
      union all select versions, 1, id from repairs where broadcast_id = ${broadcast} and kind = 'edit')
    order by edit, nth`
}

export const VERSIONS = `select b.id, b.parts, (select json_group_array(json(versions)) from (${sameMessage('b.id')})) as edits
  from broadcasts b join offers o on o.id = b.offer_id where ${BEGAN} and ${SENT} and o.kind = 'marketing'`
export const DELIVERED = `select d.variant_id as version, count(*) as people from broadcasts b
  cross join deliveries d on d.broadcast_id = b.id and d.state = 'sent' and ${WITHIN} where ${BEGAN} group by d.variant_id`
export const LEFT_BY = `select d.variant_id as version, count(distinct e.subscriber_id) as people
  from (select b.id, b.standing, (select min(id) from deliveries where broadcast_id = b.id) as low,
      (select max(id) from deliveries where broadcast_id = b.id) as high from broadcasts b where ${BEGAN}) b
  cross join subscription_events e indexed by subscription_events_delivery on e.delivery_id between b.low and b.high and e.kind = 'stop'
  cross join deliveries d on d.id = e.delivery_id and d.broadcast_id = b.id and ${WITHIN}
  where ${NOT_TAKEN_BACK} group by d.variant_id`
export const CLICKED = `select d.variant_id as version, count(distinct c.subscriber_id) as people from broadcasts b
  cross join clicks c on c.broadcast_id = b.id and c.verdict = 'human'
  cross join deliveries d on d.id = c.delivery_id and d.state = 'sent' and ${WITHIN} where ${BEGAN} group by d.variant_id`
export const ORDERED = `select d.variant_id as version, c.currency, count(*) as orders, sum(c.amount) as amount
  from broadcasts b cross join conversions c on c.broadcast_id = b.id and c.by <> 'shared'
  cross join deliveries d on d.id = c.delivery_id and ${WITHIN} where ${BEGAN} group by d.variant_id, c.currency`
export const ORDERERS = `select d.variant_id as version, count(distinct d.subscriber_id) as people
  from broadcasts b cross join conversions c on c.broadcast_id = b.id and c.by <> 'shared'
  cross join deliveries d on d.id = c.delivery_id and ${WITHIN} where ${BEGAN} group by d.variant_id`

type Counted = { version: number | null; people: number }

/**
 * What came of the offers of a stretch of time, by the segments that they were for. Which of several segments with one
 * message somebody was in is not kept: they stand together. People are added up over broadcasts.
 * @throws AppError `query_timeout`
 */
export async function findSegmentResults(
  db: Db,
  stretch: Stretch,
  reader: Reader = db.people,
): Promise<SegmentResult[]> {
  const params = { from: stretch.from, before: stretch.before }
  const [versions, delivered, left, clicked, ordered, orderers] = await Promise.all([
    reader.rows<{ id: number; parts: string; edits: string }>(VERSIONS, params),
    reader.rows<Counted>(DELIVERED, params),
    reader.rows<Counted>(LEFT_BY, params),
    reader.rows<Counted>(CLICKED, params),
    reader.rows<Sum & { version: number | null }>(ORDERED, params),
    reader.rows<Counted>(ORDERERS, params),
  ])
  const results = new Map<string, SegmentResult>()
  for (const { parts: stored, edits } of versions) {
    const parts = partsSchema.safeParse(stored)
    if (!parts.success) continue
    const later = laterVersions(edits)
    for (const approved of new Set(parts.data.map(({ variantId }) => variantId))) {
      const names = parts.data.filter(({ variantId }) => variantId === approved).map(({ name }) => name)
      const own = new Set([approved, ...later.filter(([, first]) => first === approved).map(([version]) => version)])
      const people = (rows: readonly Counted[]) =>
        rows.reduce((sum, row) => sum + (row.version !== null && own.has(row.version) ? row.people : 0), 0)
      const key = JSON.stringify([...names].sort())
      const known = results.get(key)
      results.set(key, {
        names,
        broadcasts: (known?.broadcasts ?? 0) + 1,
        delivered: (known?.delivered ?? 0) + people(delivered),
        stopped: (known?.stopped ?? 0) + people(left),
        clicked: (known?.clicked ?? 0) + people(clicked),
        bought: (known?.bought ?? 0) + people(orderers),
        orders: addSums([
          known?.orders ?? [],
          ordered.filter(row => row.version !== null && own.has(row.version)).map(({ version: _, ...sum }) => sum),
        ]),
      })
    }
  }
  return [...results.values()].sort((a, b) => ordersIn(b.orders) - ordersIn(a.orders) || b.delivered - a.delivered)
}

/** Versions that an edit made, each with the one that was approved. */
function laterVersions(edits: string): [number, number][] {
  const first = new Map<number, number>()
  for (const [from, to] of z
    .array(z.array(z.tuple([z.number(), z.number()])))
    .parse(JSON.parse(edits))
    .flat())
    first.set(to, first.get(from) ?? from)
  return [...first]
}

/** Quarters are counted by the months of a broadcast's beginning; the first one of all, ms UTC; null: nothing ever began. */
export function firstBeginning(db: Db): number | null {
  return db.sql<{ at: number | null }>('select min(started_at) as at from broadcasts').get()?.at ?? null
}
