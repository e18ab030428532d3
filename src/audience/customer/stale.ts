import type { Db } from '../../db/open.js'

/**
 * Notes customers of whom orders came, changed or went, or who were linked or unlinked: their scores and their step are
 * worked out anew within a minute. In the commit that changes them.
 */
export function markStale(db: Pick<Db, 'sql'>, customerIds: Iterable<number>): void {
  const note = db.sql('insert into stale_customers (customer_id) values (?) on conflict do nothing')
  for (const id of customerIds) note.run(id)
}

/**
 * Takes them off the list, for somebody who works them out anew. To be called in a group; who takes them and fails puts
 * them back.
 * @returns our own ids; `many`: more than so many, and they stay (see `dropStale`)
 */
export function takeStale(db: Db, limit: number): number[] | 'many' {
  const ids = db.sql<{ id: number }>('select customer_id as id from stale_customers limit ?').all(limit + 1)
  if (ids.length > limit) return 'many'
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
