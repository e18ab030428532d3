import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { type customerConflicts, customers } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { isErased } from './erasure.js'
import { readPhone, sameNumbers } from './phone.js'

/** By what a customer was found to be a subscriber. */
export type LinkedBy = NonNullable<(typeof customers.$inferSelect)['linkedBy']>

const COLUMNS = columnsOf(customers, 'id', 'externalId', 'telegramId', 'phone', 'subscriberId', 'linkedBy')

/** A person of the CRM. `externalId` is null where a file names them otherwise; `phone` is E.164, `subscriberId` whom they are known to be; null where nothing is known. */
export type Customer = RowOf<typeof COLUMNS>

/**
 * What came of looking for a customer among the subscribers. `nobody`: none has their Telegram id or verified phone;
 * `conflict`: it is not certain who they are, and an admin has to say.
 */
export type Linking =
  | { kind: 'linked'; subscriberId: number; by: LinkedBy }
  | { kind: 'already'; subscriberId: number }
  | { kind: 'conflict'; why: Conflict }
  | { kind: 'nobody' }

/**
 * Why nobody was linked: `two_people`: Telegram id and phone belong to two subscribers; `taken`: the subscriber is
 * another customer already; `two_customers`: another customer has the same Telegram id, or the same phone.
 */
export type Conflict = (typeof customerConflicts.$inferSelect)['why']

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

/**
 * Looks for a customer among the subscribers: by Telegram id, then by verified phone. Both sides are linked at most once,
 * and a link that stands is kept; whatever is not certain is written down as a conflict for an admin, never guessed.
 * @param at ms UTC
 * @throws AppError `customer_not_found`
 */
export function linkCustomer(db: Db, customerId: number, at: number): Linking {
  const customer = getCustomer(db, customerId)
  const { telegramId, phone } = customer
  if (customer.subscriberId !== null) return { kind: 'already', subscriberId: customer.subscriberId }
  const byId = telegramId === null ? null : subscriberWith(db, telegramId)
  const byPhone = phone === null ? null : subscriberCalled(db, phone)
  const found = byId ?? byPhone
  if (found === null) return { kind: 'nobody' }
  const conflict = (why: Conflict): Linking => {
    for (const id of new Set([byId, byPhone])) if (id !== null) recordConflict(db, customerId, id, why, at)
    return { kind: 'conflict', why }
  }
  if (byId !== null && byPhone !== null && byId !== byPhone) return conflict('two_people')
  if (customerOf(db, found) !== null) return conflict('taken')
  const by: LinkedBy = byId === null ? 'phone' : 'telegram_id'
  if (hasRival(db, customer, by)) return conflict('two_customers')
  link(db, customerId, found, by, at)
  return { kind: 'linked', subscriberId: found, by }
}

/**
 * Looks for a subscriber among the customers: for one who is new, or has shown their phone.
 * @param at ms UTC
 */
export function linkSubscriber(db: Db, subscriberId: number, at: number): void {
  const phone =
    db.sql<{ phone: string | null }>('select phone from subscribers where id = ?').get(subscriberId)?.phone ?? null
  const customers = db
    .sql<{ id: number }>(
      `select c.id from customers c join subscribers s on s.id = ?
       where c.subscriber_id is null and c.telegram_id = s.telegram_id
       union select c.id from customers c
       where c.subscriber_id is null and c.phone in (select value from json_each(?))`,
    )
    .all(subscriberId, JSON.stringify(phone === null ? [] : sameNumbers(phone)))
  for (const { id } of customers) linkCustomer(db, id, at)
}

/**
 * An admin says who a customer is: whatever stood between is undone, and the conflicts of both are settled.
 * @param at ms UTC
 * @throws AppError `customer_not_found`
 */
export function assignCustomer(db: Db, customerId: number, subscriberId: number, at: number): void {
  getCustomer(db, customerId)
  db.sql('update customers set subscriber_id = null, linked_by = null, linked_at = null where subscriber_id = ?').run(
    subscriberId,
  )
  link(db, customerId, subscriberId, 'admin', at)
}

/** Undoes a link that rests on a phone only, when the phone is no longer theirs. */
export function unlinkPhone(db: Db, subscriberId: number): void {
  db.sql(
    `update customers set subscriber_id = null, linked_by = null, linked_at = null
     where subscriber_id = ? and linked_by = 'phone'`,
  ).run(subscriberId)
}

/** Who could not be linked and why, the latest first, and how many there are. */
export function listConflicts(
  db: Db,
  page: { offset: number; limit: number },
): {
  conflicts: { customerId: number; externalId: string | null; subscriberId: number; why: Conflict; at: number }[]
  total: number
} {
  const rows = db
    .sql<{
      customerId: number
      externalId: string | null
      subscriberId: number
      why: Conflict
      at: number
      total: number
    }>(
      `select f.customer_id as customerId, c.external_id as externalId, f.subscriber_id as subscriberId, f.why, f.at,
         count(*) over () as total
       from customer_conflicts f join customers c on c.id = f.customer_id where f.resolved_at is null
       order by f.at desc, f.customer_id, f.subscriber_id limit ? offset ?`,
    )
    .all(page.limit, page.offset)
  return { conflicts: rows.map(({ total: _total, ...conflict }) => conflict), total: rows[0]?.total ?? 0 }
}

function getCustomer(db: Db, id: number): Customer {
  const customer = db.sql<Customer>(`select ${COLUMNS.sql} from customers where id = ?`).get(id)
  if (customer === undefined) throw new AppError('customer_not_found')
  return customer
}

function subscriberWith(db: Db, telegramId: number): number | null {
  return db.sql<{ id: number }>('select id from subscribers where telegram_id = ?').get(telegramId)?.id ?? null
}

/** Whose number it is, in any of the ways one line is written; as it stands comes first. */
function subscriberCalled(db: Db, phone: string): number | null {
  const find = db.sql<{ id: number }>('select id from subscribers where phone = ?')
  for (const form of new Set([phone, ...sameNumbers(phone)])) {
    const row = find.get(form)
    if (row !== undefined) return row.id
  }
  return null
}

/** True when another customer claims the same person by as good a reason. */
function hasRival(db: Db, { id, telegramId, phone }: Customer, by: LinkedBy): boolean {
  return by === 'telegram_id'
    ? db.sql('select 1 from customers where telegram_id = ? and id <> ?').get(telegramId, id) !== undefined
    : db
        .sql('select 1 from customers where phone in (select value from json_each(?)) and id <> ?')
        .get(JSON.stringify(phone === null ? [] : sameNumbers(phone)), id) !== undefined
}

function link(db: Db, customerId: number, subscriberId: number, by: LinkedBy, at: number): void {
  db.sql('update customers set subscriber_id = ?, linked_by = ?, linked_at = ? where id = ?').run(
    subscriberId,
    by,
    at,
    customerId,
  )
  db.sql(
    'update customer_conflicts set resolved_at = ? where (customer_id = ? or (subscriber_id = ? and ?)) and resolved_at is null',
  ).run(at, customerId, subscriberId, by === 'admin' ? 1 : 0)
}

function recordConflict(db: Db, customerId: number, subscriberId: number, why: Conflict, at: number): void {
  db.sql(
    `insert into customer_conflicts (customer_id, subscriber_id, why, at) values (?, ?, ?, ?)
     on conflict do update set why = excluded.why, at = excluded.at, resolved_at = null
       where customer_conflicts.why <> excluded.why`,
  ).run(customerId, subscriberId, why, at)
}
