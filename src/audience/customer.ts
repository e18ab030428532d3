import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { customers } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { isErased } from './erase/erasure.js'
import { readPhone } from './phone.js'

export { assignCustomer, denyConflicts, unlinkCustomer } from './linking/assignment.js'
export type { LinkedBy } from './linking/evidence.js'
export { type Conflict, type Linking, linkCustomer, linkSubscriber } from './linking.js'

const COLUMNS = columnsOf(customers, 'id', 'externalId', 'telegramId', 'phone', 'subscriberId', 'linkedBy')

/** A person of the CRM. `externalId` is null where a file names them otherwise; `phone` is E.164, `subscriberId` whom they are known to be; null where nothing is known. */
export type Customer = RowOf<typeof COLUMNS>

/** The customer of this id in the CRM; null when it never told of them. */
export function findCustomer(db: Db, externalId: string): Customer | null {
  return db.sql<Customer>(`select ${COLUMNS.sql} from customers where external_id = ?`).get(externalId) ?? null
}

/** The customer that a subscriber is known to be; null when that is not known. */
export function customerOf(db: Db, subscriberId: number): Customer | null {
  return db.sql<Customer>(`select ${COLUMNS.sql} from customers where subscriber_id = ?`).get(subscriberId) ?? null
}

/**
 * Takes what the CRM says of a customer. What it does not say (null) stays as it was; telling the same twice changes
 * nothing. It links nobody: see `linkCustomer`.
 * @param told.phone as it is written there, with the country's code
 * @param at ms UTC
 * @throws AppError `customer_invalid` with `why`: `id` (1 to 128 characters), `telegram_id` or `phone`; `customer_forgotten`:
 * they asked to be forgotten, so nothing of them is taken
 */
export function recordCustomer(
  db: Db,
  told: { externalId: string; telegramId: number | null; phone: string | null },
  at: number,
): { id: number; kind: 'new' | 'changed' | 'same' } {
  const { externalId, telegramId } = told
  if (externalId.trim() === '' || externalId.length > 128) throw new AppError('customer_invalid', { why: 'id' })
  if (telegramId !== null && !(Number.isSafeInteger(telegramId) && telegramId > 0))
    throw new AppError('customer_invalid', { why: 'telegram_id' })
  const phone = told.phone === null ? null : (readPhone(told.phone)?.number ?? null)
  if (told.phone !== null && phone === null) throw new AppError('customer_invalid', { why: 'phone' })
  if (isErased(db, { telegramId, phone, externalId })) throw new AppError('customer_forgotten')
  const known = findCustomer(db, externalId)
  if (known === null) {
    const row = db
      .sql<{ id: number }>(
        'insert into customers (external_id, telegram_id, phone, created_at) values (?, ?, ?, ?) returning id',
      )
      .get(externalId, telegramId, phone, at)
    if (row === undefined) throw new Error('the customer was not stored')
    return { id: row.id, kind: 'new' }
  }
  const { changes } = db
    .sql(
      `update customers set telegram_id = coalesce(:telegramId, telegram_id), phone = coalesce(:phone, phone),
         import_id = null
       where id = :id and (coalesce(:telegramId, telegram_id) is not telegram_id or coalesce(:phone, phone) is not phone)`,
    )
    .run({ telegramId, phone, id: known.id })
  return { id: known.id, kind: changes > 0 ? 'changed' : 'same' }
}
