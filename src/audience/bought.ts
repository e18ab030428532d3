import type { Db } from '../db/open.js'

/** How many orders are known of somebody, whatever became of them; 0 where they are no customer. */
export function countBought(db: Db, subscriberId: number): number {
  const row = db
    .sql<{ n: number }>(
      'select count(*) as n from customers c join orders o on o.customer_id = c.id where c.subscriber_id = ?',
    )
    .get(subscriberId)
  return row?.n ?? 0
}

/** True once any order is known. */
export function isAnythingBought(db: Db): boolean {
  return db.sql('select 1 from orders limit 1').get() !== undefined
}
