import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { customers, orders } from '../../db/schema/index.js'
import { foldSearch } from '../../text/fold.js'
import { phoneForms } from '../phone.js'
import { COUNTED } from '../rfm/statement.js'
import { globOf } from '../search.js'

const CUSTOMER = columnsOf(
  customers,
  ...(['id', 'externalId', 'firstName', 'lastName', 'phone', 'email', 'subscriberId', 'linkedBy', 'linkedAt'] as const),
)
const ORDER = columnsOf(
  orders,
  ...(['id', 'externalId', 'at', 'atPrecision', 'status', 'total', 'refunded', 'currency', 'discount'] as const),
  ...(['renewal', 'promoCode'] as const),
)

/** A customer with how they were found to be somebody, since when (ms UTC); null where nobody is known to be them. */
export type CustomerOf = RowOf<typeof CUSTOMER>

/** An order as it is kept; see `Order`. */
export type Bought = RowOf<typeof ORDER>

/** How many orders of a customer are known, how many of them count, what those came to net of refunds, and the newest. */
export type Purchases = {
  orders: number
  counted: number
  spent: { currency: string; sum: number }[]
  last: Bought | null
}

/** The customer that somebody is known to be; null when that is not known. */
export function findCustomerOf(db: Db, subscriberId: number): CustomerOf | null {
  return db.sql<CustomerOf>(`select ${CUSTOMER.sql} from customers where subscriber_id = ?`).get(subscriberId) ?? null
}

/** A customer by our id; null where there is none, or they asked to be forgotten. */
export function findCustomerById(db: Db, id: number): CustomerOf | null {
  const sql = `select ${CUSTOMER.sql} from customers where id = ? and erased_at is null`
  return db.sql<CustomerOf>(sql).get(id) ?? null
}

/** What a customer bought in all. */
export function purchasesOf(db: Db, customerId: number): Purchases {
  const sums = db
    .sql<{ currency: string; orders: number; counted: number; sum: number }>(
      `select currency, count(*) as orders, count(*) filter (where ${COUNTED}) as counted,
         coalesce(sum(total - refunded) filter (where ${COUNTED}), 0) as sum
       from orders where customer_id = ? group by currency order by counted desc, currency`,
    )
    .all(customerId)
  return {
    orders: sums.reduce((n, { orders }) => n + orders, 0),
    counted: sums.reduce((n, { counted }) => n + counted, 0),
    spent: sums.filter(({ counted }) => counted > 0).map(({ currency, sum }) => ({ currency, sum })),
    last: listBought(db, customerId, { offset: 0, limit: 1 })[0] ?? null,
  }
}

/** Orders of a customer, the newest first. */
export function listBought(db: Db, customerId: number, page: { offset: number; limit: number }): Bought[] {
  return db.sql<Bought>(LIST_BOUGHT).all(customerId, page.limit, page.offset)
}

export const LIST_BOUGHT = `select ${ORDER.sql} from orders where customer_id = ? order by at desc, id desc limit ? offset ?`

/**
 * Customers by what an admin typed: their number in the shop, phone, e-mail, else every word as a part of their name, whatever
 * its case. Whoever has exactly that number comes first.
 * @throws AppError `query_timeout` after 5 s
 */
export async function findCustomersBy(
  db: Db,
  typed: string,
  page: { offset: number; limit: number },
): Promise<{ customers: CustomerOf[]; total: number }> {
  const words = typed.normalize('NFKC').trim()
  const globs = foldSearch(words)
    .split(' ')
    .filter(word => word !== '')
    .map(word => `*${globOf(word)}*`)
  const forms = phoneForms(typed)
  // A number of some digits is a phone or the shop's number; else its digits would be looked for in every name.
  const byName =
    globs.length === 0 || forms.length > 0
      ? 'false'
      : globs.map(() => `coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '') glob ?`).join(' and ')
  const rows = await db.people.rows<CustomerOf & { total: number }>(
    `select ${CUSTOMER.of('c')}, count(*) over () as total from customers c where c.erased_at is null and (
       c.external_id = ? or c.phone in (select value from json_each(?)) or c.email = ? or (${byName}))
     order by c.external_id is not ?, c.id limit ? offset ?`,
    [
      words,
      JSON.stringify(forms),
      words.toLowerCase(),
      ...(byName === 'false' ? [] : globs),
      words,
      page.limit,
      page.offset,
    ],
  )
  return { customers: rows.map(({ total: _total, ...customer }) => customer), total: rows[0]?.total ?? 0 }
}

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
