import type { Db } from '../db/open.js'

/**
 * Notes customers of whom orders came, changed or went, or who were linked or unlinked: their scores and their step are
 * worked out anew within a minute. In the commit that changes them.
 */
export function markStale(db: Pick<Db, 'sql'>, customerIds: Iterable<number>): void {
  const note = db.sql('insert into stale_customers (customer_id) values (?) on conflict do nothing')
  for (const id of customerIds) note.run(id)
}
