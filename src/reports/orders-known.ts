import type { Db } from '../db/open.js'

/** Of how many of those who can be reached orders are known: they are linked to a customer. */
export type KnownOf = { known: number; people: number }

/** Counted in the people's reader. @throws AppError `query_timeout` */
export async function countOrdersKnown(db: Db): Promise<KnownOf> {
  const [row] = await db.people.rows<KnownOf>(
    `select (select count(*) from customers c cross join subscribers s on s.id = c.subscriber_id
        where c.subscriber_id is not null and s.status = 'active') as known,
      (select count(*) from subscribers where status = 'active') as people`,
  )
  return row ?? { known: 0, people: 0 }
}
