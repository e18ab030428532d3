import { type CustomerKeys, keepCustomer } from '../../src/audience/customer/keys.js'
import { columnsOf, type RowOf } from '../../src/db/columns.js'
import type { Db } from '../../src/db/open.js'
import { customers } from '../../src/db/schema/index.js'

const COLUMNS = columnsOf(customers, 'id', 'externalId', 'telegramId', 'phone', 'subscriberId', 'linkedBy')

/** A person of the CRM; null where nothing is known. `subscriberId`: whom they are known to be. */
type Customer = RowOf<typeof COLUMNS>

/** The customer of this id in the CRM; null when it never told of them. */
export function findCustomer(db: Db, externalId: string): Customer | null {
  return db.sql<Customer>(`select ${COLUMNS.sql} from customers where external_id = ?`).get(externalId) ?? null
}

/** The customer that a subscriber is known to be; null when that is not known. */
export function customerOf(db: Db, subscriberId: number): Customer | null {
  return db.sql<Customer>(`select ${COLUMNS.sql} from customers where subscriber_id = ?`).get(subscriberId) ?? null
}

/** The CRM tells of a customer who has no e-mail and no name; it links nobody. `at`: ms UTC. */
export function recordCustomer(
  db: Db,
  told: Pick<CustomerKeys, 'externalId' | 'telegramId' | 'phone'>,
  at: number,
): ReturnType<typeof keepCustomer> {
  return keepCustomer(db, { email: null, firstName: null, lastName: null, ...told }, at)
}
