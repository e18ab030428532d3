import type { Db } from '../db/open.js'
import type { conversions } from '../db/schema/index.js'
import { attributionSql, COUNTED, type Scope, strengthSql } from './attribution.js'

/**
 * The evidence by which an order counts for a delivery; `shared`: its code was given to somebody else, whose delivery it
 * is.
 */
export type ConversionBy = (typeof conversions.$inferSelect)['by']

const COLUMNS = [
  ...['order_id', 'customer_id', 'delivery_id', 'broadcast_id', 'subscriber_id', 'link', '"by"', 'evidence_at'],
  ...['at', 'amount', 'currency', 'discount'],
]
const of = (alias: string) => COLUMNS.map(column => `${alias}.${column}`).join(', ')
const REST = COLUMNS.slice(1)

/** The stored rows of these customers, and of the orders that are theirs now. */
const OF_SOME = `where v.order_id in (
    select o.id from json_each(:who) x cross join orders o indexed by orders_customer on o.customer_id = x.value
    union select w.order_id from json_each(:who) x
      cross join conversions w indexed by conversions_customer on w.customer_id = x.value)`

/** A row of an order `o`, kept as it was: only what it came to follows. */
const KEPT = `s.order_id, o.customer_id, s.delivery_id, s.broadcast_id, s.subscriber_id, s.link, s."by", s.evidence_at, o.at,
  o.total - o.refunded, o.currency, o.discount`

/** The evidence of a stored row is gone: it was deleted for its age, since nothing else deletes it. */
const FORGOTTEN = `case s."by"
  when 'seen' then not exists (select 1 from reads r where r.delivery_id = s.delivery_id and r.at = s.evidence_at)
  when 'code' then s.evidence_at <> (select coalesce(d.sent_at, d.claimed_at) from deliveries d where d.id = s.delivery_id)
    and exists (select 1 from broadcasts b cross join offers f on f.id = b.offer_id
      where b.id = s.broadcast_id and f.promo_button = 1 and f.promo_folded = o.promo_folded)
    and not exists (select 1 from reads r where r.delivery_id = s.delivery_id and r.at = s.evidence_at)
  when 'shared' then 0
  else s.evidence_at <> (select coalesce(d.sent_at, d.claimed_at) from deliveries d where d.id = s.delivery_id)
    and not exists (select 1 from clicks k indexed by clicks_delivery where k.delivery_id = s.delivery_id and k.at = s.evidence_at) end`

/**
 * What differs from the stored rows: rows as they are now, and, with `delivery_id` null, orders that no longer came
 * after anything. Two things stay as they were while their orders count: rows whose evidence was deleted for its age,
 * until stronger evidence appears or somebody else turns out to have ordered; and all rows of customers who were
 * forgotten.
 */
export function differencesSql(scope: Scope): string {
  return `with stored as materialized (select ${of('v')} from conversions v ${scope === 'all' ? '' : OF_SOME}),
    told as materialized (${attributionSql(scope)}),
    aged as materialized (
      select ${KEPT} from stored s cross join orders o on o.id = s.order_id and o.at = s.at and ${COUNTED}
        cross join customers c on c.id = o.customer_id and c.erased_at is null and c.subscriber_id is s.subscriber_id
        left join told t on t.order_id = s.order_id
      where (t.order_id is null or (${strengthSql('t')}, -t.evidence_at) > (${strengthSql('s')}, -s.evidence_at)) and ${FORGOTTEN}),
    found as materialized (
      select t.* from told t where t.order_id not in (select order_id from aged)
      union all
      select * from aged
      union all
      select ${KEPT} from stored s cross join orders o on o.id = s.order_id and ${COUNTED}
        cross join customers c on c.id = o.customer_id and c.erased_at is not null)
    select ${of('n')} from found n left join conversions v on v.order_id = n.order_id where (${of('v')}) is not (${of('n')})
    union all
    select s.order_id, ${REST.map(() => 'null').join(', ')} from stored s where s.order_id not in (select order_id from found)`
}

const STORE = `insert into main.conversions (${COLUMNS.join(', ')}) select ${COLUMNS.join(', ')} from scratch.result
  where rowid > :after and rowid <= :upto and delivery_id is not null order by rowid
  on conflict (order_id) do update set ${REST.map(column => `${column} = excluded.${column}`).join(', ')}`

const DROP = `delete from main.conversions where order_id in (
  select order_id from scratch.result where rowid > :after and rowid <= :upto and delivery_id is null)`

/**
 * Works out anew which deliveries the orders of these customers came after. It reads in the reader for jobs and stores
 * the differences, a few rows at a time. The result does not depend on how often, or in what parts, it ran.
 * @param customers our own ids, also of customers who no longer exist; null: everybody
 * @returns how many orders now count for another delivery, for a first one, for none, or with another sum
 */
export async function refreshConversions(db: Db, customers: readonly number[] | null): Promise<number> {
  if (customers !== null && customers.length === 0) return 0
  const differences = await db.jobs.scratch(
    differencesSql(customers === null ? 'all' : 'some'),
    customers === null ? [] : { who: JSON.stringify(customers) },
  )
  try {
    await db.merge(differences, [STORE, DROP])
  } finally {
    await differences.drop()
  }
  return differences.count
}

/**
 * Why an order counts for a message: the name of the evidence, its kind, and since when it is known, ms UTC. `owner`:
 * whose message it was.
 */
export type Cause = { broadcastId: number; name: string; by: ConversionBy; evidenceAt: number; owner: number }

const CAUSE = `select v.broadcast_id as broadcastId, f.name, v."by", v.evidence_at as evidenceAt, d.subscriber_id as owner
  from conversions v join deliveries d on d.id = v.delivery_id join broadcasts b on b.id = v.broadcast_id
    join offers f on f.id = b.offer_id where v.order_id = ?`

/** Which message an order came after, and why; null: none that is known. */
export function findCause(db: Pick<Db, 'sql'>, orderId: number): Cause | null {
  return db.sql<Cause>(CAUSE).get(orderId) ?? null
}

/** Customers with an order ahead of a moment. */
export const AHEAD = 'select distinct customer_id as id from orders indexed by orders_at where at > :since'

/** Keeps `conversions` current. */
export type ConversionWatch = {
  /** Whoever's orders came, changed or went, and who was linked or unlinked; null: everybody. */
  follow(customers: readonly number[] | null): Promise<void>
  /** Orders whose time has not come yet, or came since the last look. @param at ms UTC */
  settle(at: number): Promise<void>
}

/**
 * An order's conversion depends on the order and on what happened before it, so it is worked out when the order changes.
 * Only an order that lies ahead of the clock can still gain evidence: one known by its day alone stands at the end of
 * that day. Those are looked at each time until their moment has passed.
 */
export function createConversionWatch(db: Db): ConversionWatch {
  let since: number | null = null

  return {
    async follow(customers) {
      if (customers === null && isEmpty('orders') && isEmpty('conversions')) return
      await refreshConversions(db, customers)
    },
    async settle(at) {
      since ??= at
      // Hardly ever is there any, and no process is to be woken for none.
      if (db.sql(`${AHEAD} limit 1`).get({ since }) !== undefined) {
        const ahead = await db.jobs.rows<{ id: number }>(AHEAD, { since })
        await refreshConversions(
          db,
          ahead.map(({ id }) => id),
        )
      }
      // Only now: what a look that failed had before it is before the next one still.
      since = at
    },
  }

  function isEmpty(table: 'orders' | 'conversions'): boolean {
    return db.sql(`select 1 from ${table} limit 1`).get() === undefined
  }
}
