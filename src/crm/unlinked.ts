import { COUNTED } from '../audience/rfm/statement.js'
import { DAY } from '../clock.js'
import type { Db } from '../db/open.js'

/** Which of the customers who are linked to nobody: all, who bought in the last 90 days, who bought twice or more. Buttons hold their number: new ones come at the end. */
export const UNLINKED = ['all', 'lately', 'often'] as const
export type Unlinked = (typeof UNLINKED)[number]

const LATELY = 90 * DAY

/** How many customers there are in all, how many of them are linked to nobody by which kind, and how many personal links were used. */
export type PersonalLinks = { customers: number; unlinked: Record<Unlinked, number>; used: number; linked: number }

/** A customer of whom a link is made. */
export type LinkedTo = { id: number; number: string | null; name: string | null; phone: string | null }

/** The condition over `customers`, as SQL. @param at ms UTC */
export function unlinkedSql(which: Unlinked, at: number): string {
  const nobody = 'subscriber_id is null and erased_at is null'
  const bought = (since: number, atLeast: number) =>
    `(select count(*) from (select 1 from orders where customer_id = customers.id and ${COUNTED} and at >= ${since} limit ${atLeast})) = ${atLeast}`
  switch (which) {
    case 'all':
      return nobody
    case 'lately':
      return `${nobody} and ${bought(at - LATELY, 1)}`
    case 'often':
      return `${nobody} and ${bought(0, 2)}`
  }
}

/** How many of each there are, counted in the people's reader. @param at ms UTC @throws AppError `query_timeout` */
export async function countUnlinked(db: Db, at: number): Promise<PersonalLinks> {
  const counts = UNLINKED.map(which => `count(*) filter (where ${unlinkedSql(which, at)}) as "${which}"`).join(', ')
  const [row] = await db.people.rows<Record<Unlinked | 'customers' | 'used' | 'linked', number>>(
    `select count(*) filter (where erased_at is null) as customers, ${counts}, coalesce(sum(link_number), 0) as used,
       count(*) filter (where linked_by = 'personal_link') as linked from customers`,
  )
  const { customers = 0, used = 0, linked = 0, all = 0, lately = 0, often = 0 } = row ?? {}
  return { customers, unlinked: { all, lately, often }, used, linked }
}

/** Some of them in the order of our ids, in the reader of jobs. */
export function listUnlinked(
  db: Db,
  which: Unlinked,
  at: number,
  page: { offset: number; limit: number },
): Promise<LinkedTo[]> {
  return db.jobs.rows<LinkedTo>(
    `${COLUMNS} from customers where ${unlinkedSql(which, at)} order by id limit ? offset ?`,
    [page.limit, page.offset],
  )
}

/** Those of a span of our ids, in the reader of jobs. */
export function spanUnlinked(
  db: Db,
  which: Unlinked,
  at: number,
  span: { after: number; upto: number },
): Promise<LinkedTo[]> {
  return db.jobs.rows<LinkedTo>(
    `${COLUMNS} from customers where ${unlinkedSql(which, at)} and id > :after and id <= :upto order by id`,
    span,
  )
}

const COLUMNS = `select id, external_id as number, phone,
  nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '') as name`
