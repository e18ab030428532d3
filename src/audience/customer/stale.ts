import type { Db } from '../../db/open.js'

/** Past so many customers at once everybody is worked out anew, and nobody else need be listed. */
export const MANY = 5_000

/**
 * Notes customers of whom orders came, changed or went, or who were linked or unlinked: their scores and their step are
 * worked out anew within a minute. In the commit that changes them.
 */
export function markStale(db: Pick<Db, 'sql'>, customerIds: Iterable<number>): void {
  const note = db.sql('insert into stale_customers (customer_id) values (?) on conflict do nothing')
  for (const id of customerIds) note.run(id)
}

/**
 * Notes whose the newest orders are, until the list says *many*: each of a million would be a page of its own to write.
 * @param newest the last order that was there before
 */
export function markBuyers(db: Pick<Db, 'sql'>, newest: number): void {
  if (db.sql(`select 1 from stale_customers limit 1 offset ${MANY}`).get() !== undefined) return
  db.sql(`insert or ignore into stale_customers (customer_id) select customer_id from orders where id > ?`).run(newest)
}

/**
 * Takes them off the list, for somebody who works them out anew. To be called in a group; who takes them and fails puts
 * them back.
 * @returns our own ids; `many`: more than `MANY`, and they stay (see `dropStale`)
 */
export function takeStale(db: Db): number[] | 'many' {
  const ids = db.sql<{ id: number }>('select customer_id as id from stale_customers limit ?').all(MANY + 1)
  if (ids.length > MANY) return 'many'
  db.sql('delete from stale_customers').run()
  return ids.map(({ id }) => id)
}

/** Takes all of them off the list, a few at a time, for somebody who works out everybody anew. */
export async function dropStale(db: Db): Promise<void> {
  const drop = db.sql(
    'delete from stale_customers where customer_id in (select customer_id from stale_customers limit ?)',
  )
  await db.slices(rows => drop.run(rows).changes)
}

/** True while anybody is to be worked out anew. */
export function hasStale(db: Db): boolean {
  return db.sql('select 1 from stale_customers limit 1').get() !== undefined
}
