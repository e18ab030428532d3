import type { Db } from '../../db/open.js'
import { CONTACT } from '../contact.js'
import { everybodyNamed, findRow, type LinkedBy, type Reason, STRENGTH } from './evidence.js'

/** Something that speaks for somebody; `at` since when, ms UTC, null where nobody knows. */
export type Speaks = { by: LinkedBy; at: number | null }

/**
 * Somebody whom a customer may be. `speaks`: the surest first. `linked`: they are linked now. `denied`: they said themselves
 * that it is not them. `other`: the customer whom they are linked to instead, by our id; null: none.
 */
export type Candidate = {
  subscriberId: number
  speaks: Speaks[]
  linked: boolean
  denied: boolean
  other: number | null
}

/**
 * A customer of whom it is not certain who they are, since `at` (ms UTC). `orders` are those that count, `spent` what was
 * paid for them less what was given back, in minor units of each currency.
 */
export type Unclear = {
  customerId: number
  externalId: string | null
  firstName: string | null
  lastName: string | null
  phone: string | null
  orders: number
  spent: { currency: string; sum: number }[]
  candidates: Candidate[]
  at: number
}

/** Customers of whom something waits for an admin. */
const WAITING = `select customer_id as customerId, max(at) as at from customer_conflicts where resolved_at is null
  group by customer_id`

/** Who could not be linked for certain, one customer after another in the order in which they came, and how many there are. */
export function listConflicts(
  db: Db,
  page: { offset: number; limit: number },
): { conflicts: Unclear[]; total: number } {
  const rows = db
    .sql<{ customerId: number; at: number }>(`${WAITING} order by customer_id limit ? offset ?`)
    .all(page.limit, page.offset)
  return { conflicts: rows.flatMap(({ customerId }) => findConflict(db, customerId) ?? []), total: countConflicts(db) }
}

/** How many customers wait for an admin to say who they are. */
export function countConflicts(db: Db): number {
  return db.sql<{ n: number }>(`select count(*) as n from (${WAITING})`).get()?.n ?? 0
}

/** What waits of a customer; null: nothing. */
export function findConflict(db: Db, customerId: number): Unclear | null {
  const waits = db
    .sql<{ at: number | null }>(
      'select max(at) as at from customer_conflicts where customer_id = ? and resolved_at is null',
    )
    .get(customerId)
  const at = waits?.at ?? null
  const customer = db
    .sql<Pick<Unclear, 'customerId' | 'externalId' | 'firstName' | 'lastName' | 'phone'>>(
      `select id as customerId, external_id as externalId, first_name as firstName, last_name as lastName, phone
       from customers where id = ?`,
    )
    .get(customerId)
  if (at === null || customer === undefined) return null
  const sums = db
    .sql<{ currency: string; sum: number; n: number }>(
      `select currency, sum(total - refunded) as sum, count(*) as n from orders
       where customer_id = ? and status = 'paid' group by currency order by sum desc`,
    )
    .all(customerId)
  return {
    ...customer,
    orders: sums.reduce((n, one) => n + one.n, 0),
    spent: sums.map(({ currency, sum }) => ({ currency, sum })),
    candidates: candidatesOf(db, customerId),
    at,
  }
}

/** Everybody whom a customer may be, the surest first: whom anything names, whom they are linked to, and who said no themselves. */
export function candidatesOf(db: Db, customerId: number): Candidate[] {
  const row = findRow(db, customerId)
  if (row === null) return []
  const speaks = new Map<number, LinkedBy[]>(everybodyNamed(db, row).map(({ id, by }) => [id, by]))
  const { subscriberId, linkedBy } = row
  if (subscriberId !== null && linkedBy !== null && speaks.get(subscriberId)?.includes(linkedBy) !== true)
    speaks.set(subscriberId, [linkedBy, ...(speaks.get(subscriberId) ?? [])])
  const denied = db
    .sql<{ id: number }>(
      `select subscriber_id as id from customer_conflicts where customer_id = ? and denied = 1 and resolved_at is null`,
    )
    .all(customerId)
  for (const { id } of denied) if (!speaks.has(id)) speaks.set(id, [])
  const other = db.sql<{ id: number }>('select id from customers where subscriber_id = ? and id <> ?')
  return [...speaks]
    .map(([id, by]) => ({
      subscriberId: id,
      speaks: by.map(one => ({ by: one, at: since(db, customerId, id, one) })),
      linked: id === subscriberId,
      denied: denied.some(one => one.id === id),
      other: other.get(id, customerId)?.id ?? null,
    }))
    .sort((a, b) => weight(b) - weight(a))
}

function weight({ speaks: [first] }: Candidate): number {
  return first === undefined ? 0 : STRENGTH[first.by]
}

const SINCE: Readonly<Record<Exclude<Reason, 'telegram_id' | 'file_phone'> | 'admin', string>> = {
  admin: 'select linked_at as at from customers where id = :customerId and subscriber_id = :subscriberId',
  phone: `select max(at) as at from attribute_values where subscriber_id = :subscriberId and origin = '${CONTACT}'`,
  personal_link: 'select at from customer_claims where customer_id = :customerId and subscriber_id = :subscriberId',
  click: `select max(o.at) as at from orders o cross join deliveries d on d.id = o.click_delivery
    where o.customer_id = :customerId and o.click_delivery is not null and d.subscriber_id = :subscriberId`,
}

/** Since when something speaks for them: when they showed their phone, opened the link, ordered. */
function since(db: Db, customerId: number, subscriberId: number, by: LinkedBy): number | null {
  if (by === 'telegram_id' || by === 'file_phone') return null
  return db.sql<{ at: number | null }>(SINCE[by]).get({ customerId, subscriberId })?.at ?? null
}
