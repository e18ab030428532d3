import type { Db } from '../../db/open.js'
import { dropStale, hasStale, markStale, takeStale } from '../customer/stale.js'
import { refreshAwareness } from '../ladder.js'
import type { RfmTerms } from '../rfm/rules.js'
import { orderedBySql } from '../rfm/statement.js'
import { findRefresh, refreshRfm, rescoreCustomers } from '../rfm.js'
import { ordersAreComing, WAITS_FOR_ORDERS } from './coming.js'

/** Past a tenth of those with scores all scores are worked out anew: the cuts move. */
const SHARE = 10

/** Keeps what rests on orders current. */
export type OrderWatch = { run(at: number): Promise<void> }

/** What else rests on orders: told of these customers once their scores and steps are worked out; null: of everybody. */
export type Followers = (customers: readonly number[] | null, at: number) => Promise<void>

/**
 * Works out anew, a moment after, whoever's orders came, changed or went, and whoever was linked or unlinked: their scores
 * by the cuts that stand, and where they stand on the ladder. While a file of orders comes in it waits, for 10 minutes at
 * most. At first everybody is scored: whoever was taken off the list when the last process ended is on no list.
 */
export function createOrderWatch(
  db: Db,
  { terms, followers }: { terms: () => RfmTerms; followers?: Followers },
): OrderWatch {
  let owed: 'scores' | 'all' | null = 'scores'
  let waitsSince: number | null = null

  return {
    async run(at) {
      if (owed !== null) await payOff(owed, at)
      waitsSince = ordersAreComing(db) ? (waitsSince ?? at) : null
      const waits = waitsSince !== null && at - waitsSince < WAITS_FOR_ORDERS
      if (waits || !hasStale(db)) return
      if (waitsSince !== null) waitsSince = at
      const customers = await db.group(() => takeStale(db))
      if (customers === 'many') {
        owed = 'all'
        await dropStale(db)
        return payOff(owed, at)
      }
      try {
        await follow(customers, at)
      } catch (error) {
        await db.group(() => markStale(db, customers))
        throw error
      }
    },
  }

  /** Everybody: it is owed until it is done. The ladder watch begins with everybody by itself. */
  async function payOff(what: 'scores' | 'all', at: number): Promise<void> {
    if (db.sql('select 1 from orders limit 1').get() !== undefined || what === 'all') await refreshRfm(db, terms(), at)
    if (what === 'all') await refreshAwareness(db, at)
    await followers?.(null, at)
    owed = null
  }

  async function follow(customers: readonly number[], at: number): Promise<void> {
    if (customers.length * SHARE > (findRefresh(db)?.customers ?? 0)) await refreshRfm(db, terms(), at)
    else await rescoreCustomers(db, terms(), customers, at)
    const people = await db.jobs.rows<{ id: number }>(PEOPLE, { who: JSON.stringify(customers) })
    await refreshAwareness(
      db,
      at,
      people.map(({ id }) => id),
    )
    await followers?.(customers, at)
    const early = await db.jobs.rows<{ id: number }>(EARLY, { who: JSON.stringify(customers), at })
    if (early.length > 0)
      await db.group(() =>
        markStale(
          db,
          early.map(({ id }) => id),
        ),
      )
  }
}

/** Of these customers those who have an order by a clock that is ahead of ours: it counts when ours has come so far. */
const EARLY = `select distinct customer_id as id from orders
  where customer_id in (select value from json_each(:who)) and at > :at and not ${orderedBySql('at', ':at', null)}`

/** Subscribers whom these customers are, and those who stand where an order put them and are nobody's customer any more. */
const PEOPLE = `
  select subscriber_id as id from customers
    where id in (select value from json_each(:who)) and subscriber_id is not null
  union select subscriber_id from awareness
    where because glob '{"kind":"order"*' and subscriber_id not in (
      select subscriber_id from customers where subscriber_id is not null)`
