import { AppError } from '../../errors.js'
import {
  type Conflict,
  closeConflicts,
  holderOf,
  type Linking,
  link,
  linkCustomer,
  lookAgain,
  nextFor,
  settleWeaker,
  unlink,
} from '../linking.js'
import { type CustomerRow, everybodyNamed, findRow, type Reading, type Reason, STRENGTH } from './evidence.js'

/**
 * Undoes the link of a customer: it was wrong, and only an admin may make it again. They look again for somebody else.
 * @param at ms UTC
 * @returns what came of it; null when they were linked to nobody, and nothing changed
 * @throws AppError `customer_not_found`
 */
export function unlinkCustomer(db: Reading, customerId: number, at: number): Linking | null {
  const { subscriberId, linkedBy } = getRow(db, customerId)
  if (subscriberId === null) return null
  deny(db, { customerId, subscriberId, why: 'taken', by: linkedBy === 'admin' ? null : linkedBy }, at)
  unlink(db, customerId)
  return lookAgain(db, [customerId, ...nextFor(db, subscriberId)], at)
}

/**
 * An admin says who a customer is: whatever stood between is undone, and the conflicts of both are settled.
 * @param at ms UTC
 * @throws AppError `customer_not_found`, also where they were forgotten; `subscriber_not_found`
 */
export function assignCustomer(db: Reading, customerId: number, subscriberId: number, at: number): void {
  const before = getRow(db, customerId).subscriberId
  if (db.sql('select 1 from subscribers where id = ? and erased_at is null').get(subscriberId) === undefined)
    throw new AppError('subscriber_not_found')
  const other = holderOf(db, subscriberId)
  if (other !== null) unlink(db, other.id)
  link(db, customerId, subscriberId, 'admin', at)
  settleWeaker(db, subscriberId, STRENGTH.admin)
  db.sql('delete from customer_conflicts where customer_id = ? and subscriber_id = ?').run(customerId, subscriberId)
  const freed = closeConflicts(db, customerId, [])
  if (before !== null && before !== subscriberId) freed.push(before)
  db.sql('update customer_conflicts set resolved_at = ? where customer_id = ? and resolved_at is null').run(
    at,
    customerId,
  )
  const waiting = other === null || other.id === customerId ? [] : [other.id]
  lookAgain(db, [...waiting, ...freed.flatMap(id => nextFor(db, id))], at)
}

/**
 * An admin says that a customer is none of those who come into question: all whom anything names are denied, and the one
 * whom they were linked to.
 * @param at ms UTC
 * @throws AppError `customer_not_found`
 */
export function denyConflicts(db: Reading, customerId: number, at: number): void {
  const row = getRow(db, customerId)
  const denied = new Map<number, Reason | null>(
    db
      .sql<{ id: number; by: Reason | null }>(
        'select subscriber_id as id, by from customer_conflicts where customer_id = ? and resolved_at is null',
      )
      .all(customerId)
      .map(({ id, by }) => [id, by]),
  )
  for (const { id, by } of everybodyNamed(db, row)) denied.set(id, by[0])
  if (row.subscriberId !== null) {
    if (!denied.has(row.subscriberId)) denied.set(row.subscriberId, null)
    unlink(db, customerId)
  }
  for (const [subscriberId, by] of denied) deny(db, { customerId, subscriberId, why: 'two_people', by }, at)
  lookAgain(db, [customerId, ...[...denied.keys()].flatMap(id => nextFor(db, id))], at)
}

/**
 * A subscriber said of a personal link that it is not theirs: the pair is denied, and stands among what admins look at.
 * @param at ms UTC
 */
export function denyPersonalLink(db: Reading, customerId: number, subscriberId: number, at: number): void {
  db.sql(
    `insert into customer_conflicts (customer_id, subscriber_id, why, by, at, denied)
     values (?, ?, 'not_them', 'personal_link', ?, 1)
     on conflict do update set why = excluded.why, by = excluded.by, at = excluded.at, denied = 1, resolved_at = null`,
  ).run(customerId, subscriberId, at)
  const row = findRow(db, customerId)
  if (row?.subscriberId === subscriberId && row.linkedBy !== 'admin') unlink(db, customerId)
  lookAgain(db, [customerId, ...nextFor(db, subscriberId)], at)
}

/**
 * A subscriber said by a personal link that they are this customer: the link is used up.
 * @param at ms UTC
 * @returns what came of looking for the customer
 */
export function recordClaim(db: Reading, customerId: number, subscriberId: number, at: number): Linking {
  db.sql(
    `insert into customer_claims (customer_id, subscriber_id, at) values (?, ?, ?)
     on conflict do update set at = excluded.at`,
  ).run(customerId, subscriberId, at)
  db.sql('update customers set link_number = link_number + 1 where id = ?').run(customerId)
  return linkCustomer(db, customerId, at)
}

function getRow(db: Reading, customerId: number): CustomerRow {
  const row = findRow(db, customerId)
  if (
    row === null ||
    db.sql('select 1 from customers where id = ? and erased_at is not null').get(customerId) !== undefined
  )
    throw new AppError('customer_not_found')
  return row
}

function deny(
  db: Reading,
  pair: { customerId: number; subscriberId: number; why: Conflict; by: Reason | null },
  at: number,
): void {
  db.sql(
    `insert into customer_conflicts (customer_id, subscriber_id, why, by, at, resolved_at, denied)
     values (:customerId, :subscriberId, :why, :by, :at, :at, 1)
     on conflict do update set resolved_at = excluded.resolved_at, denied = 1`,
  ).run({ ...pair, at })
}
