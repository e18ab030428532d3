import { customerConflicts } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import {
  bothForms,
  CUSTOMERS_OF_PERSON,
  type CustomerRow,
  claimantsOf,
  everybodyNamed,
  findRow,
  type LinkedBy,
  type Named,
  type Person,
  type Reading,
  type Reason,
  STRENGTH,
  whoIs,
} from './evidence.js'
import { markStale } from './stale.js'

/**
 * What came of looking for a customer among the subscribers. `nobody`: nothing speaks for anybody, or only for somebody
 * of whom it is known better who they are; `conflict`: it is not certain who they are, and an admin has to say.
 */
export type Linking =
  | { kind: 'linked'; subscriberId: number; by: LinkedBy }
  | { kind: 'already'; subscriberId: number }
  | { kind: 'conflict'; why: Conflict }
  | { kind: 'nobody' }

/**
 * Why nobody was linked: `two_people`: what is known of the customer names several subscribers alike; `taken`: the
 * subscriber is another customer already; `two_customers`: another customer claims them by as good a reason. `not_them`: a
 * subscriber said of a personal link that it is not theirs.
 */
export type Conflict = (typeof customerConflicts.$inferSelect)['why']

/** So many who wait for one person are looked at when something of theirs changes. */
const MOST_WAITING = 50

/**
 * Looks for a customer among the subscribers by all that is known (ADR 37). A stronger reason replaces a link that stands, and
 * what it rested on may be gone; of equals nobody is linked, and what is not certain waits for an admin. A link that an
 * admin made stays. Whoever loses somebody by it looks again.
 * @param at ms UTC
 * @throws AppError `customer_not_found`
 */
export function linkCustomer(db: Reading, customerId: number, at: number): Linking {
  const linking = settle(db, [customerId], at)
  if (linking === null) throw new AppError('customer_not_found')
  return linking
}

/**
 * Looks for a subscriber among the customers: for one who is new, has shown or taken back their phone, or said who they are.
 * @param at ms UTC
 */
export function linkSubscriber(db: Reading, subscriberId: number, at: number): void {
  settle(db, concernedBy(db, subscriberId), at)
}

/** Customers who are linked to a subscriber, wait for them, or are named by what is known now. */
function concernedBy(db: Reading, subscriberId: number): Set<number> {
  const waiting = db
    .sql<{ id: number }>(
      `select id from customers where subscriber_id = :id
       union all select customer_id from customer_conflicts where subscriber_id = :id and resolved_at is null limit :most`,
    )
    .all({ id: subscriberId, most: MOST_WAITING })
  const person = db
    .sql<{ telegramId: number | null; phone: string | null; filePhone: string | null }>(
      'select telegram_id as telegramId, phone, file_phone as filePhone from subscribers where id = ?',
    )
    .get(subscriberId)
  if (person === undefined) return new Set(waiting.map(({ id }) => id))
  const [phone, other] = bothForms(person.phone)
  const [filePhone, otherFilePhone] = bothForms(person.filePhone)
  const keys = { id: subscriberId, telegramId: person.telegramId, phone, other, filePhone, otherFilePhone }
  const named = CUSTOMERS_OF_PERSON.flatMap(([, sql]) =>
    db.sql<{ id: number }>(sql).all({ ...keys, most: MOST_WAITING }),
  )
  return new Set([...waiting, ...named].map(({ id }) => id))
}

/**
 * Looks at customers again who were concerned by something that is gone, as `releaseSubscriber` tells them.
 * @param at ms UTC
 */
export function lookAgain(db: Reading, customerIds: Iterable<number>, at: number): void {
  settle(db, customerIds, at)
}

/** A subscriber is nobody's any more: whatever links or would link them goes. @returns the customers who have to look again */
export function releaseSubscriber(db: Reading, subscriberId: number): number[] {
  const concerned = db
    .sql<{ id: number }>(
      `select id from customers where subscriber_id = :id
       union select customer_id from customer_conflicts where subscriber_id = :id
       union select customer_id from customer_claims where subscriber_id = :id`,
    )
    .all({ id: subscriberId })
  db.sql('delete from customer_conflicts where subscriber_id = ?').run(subscriberId)
  db.sql('delete from customer_claims where subscriber_id = ?').run(subscriberId)
  const holder = holderOf(db, subscriberId)
  if (holder !== null) unlink(db, holder.id)
  return concerned.map(({ id }) => id)
}

/** A customer is nobody any more: whatever links or would link them goes. @returns the subscribers who have to look again */
export function releaseCustomer(db: Reading, customerId: number): number[] {
  const concerned = db
    .sql<{ id: number }>(
      `select subscriber_id as id from customers where id = :id and subscriber_id is not null
       union select subscriber_id from customer_conflicts where customer_id = :id
       union select subscriber_id from customer_claims where customer_id = :id`,
    )
    .all({ id: customerId })
  db.sql('delete from customer_conflicts where customer_id = ?').run(customerId)
  db.sql('delete from customer_claims where customer_id = ?').run(customerId)
  return concerned.map(({ id }) => id)
}

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
  return settle(db, [customerId, ...nextFor(db, subscriberId)], at)
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
  db.sql('delete from customer_conflicts where customer_id = ? and (denied = 0 or subscriber_id = ?)').run(
    customerId,
    subscriberId,
  )
  db.sql('update customer_conflicts set resolved_at = ? where customer_id = ? and resolved_at is null').run(
    at,
    customerId,
  )
  const waiting = other === null || other.id === customerId ? [] : [other.id]
  settle(db, [...waiting, ...(before === null || before === subscriberId ? [] : nextFor(db, before))], at)
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
  settle(db, [customerId, ...[...denied.keys()].flatMap(id => nextFor(db, id))], at)
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
  settle(db, [customerId, ...nextFor(db, subscriberId)], at)
}

/**
 * A subscriber said by a personal link that they are this customer.
 * @param at ms UTC
 * @returns what came of looking for the customer
 */
export function recordClaim(db: Reading, customerId: number, subscriberId: number, at: number): Linking {
  db.sql(
    `insert into customer_claims (customer_id, subscriber_id, at) values (?, ?, ?)
     on conflict do update set at = excluded.at`,
  ).run(customerId, subscriberId, at)
  return linkCustomer(db, customerId, at)
}

/**
 * Looks at customers, and at whomever that concerns in turn, until nothing changes any more: what is known stays the same
 * meanwhile, so everybody is linked and unlinked once at most.
 * @returns what came of the first; null when it is not there
 */
function settle(db: Reading, customerIds: Iterable<number>, at: number): Linking | null {
  const queue = [...customerIds]
  let first: Linking | null | undefined
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const row = findRow(db, id)
    const looked = row === null ? null : look(db, row, at)
    if (first === undefined) first = looked?.linking ?? null
    for (const next of looked?.next ?? []) if (!queue.includes(next)) queue.push(next)
  }
  return first ?? null
}

type Looked = { linking: Linking; next: number[] }

/** One look at a customer, and which customers have to look again because of it. */
function look(db: Reading, customer: CustomerRow, at: number): Looked {
  const { id, subscriberId: standing, linkedBy } = customer
  if (linkedBy === 'admin' && standing !== null) {
    const closed = closeConflicts(db, id, [])
    return { linking: { kind: 'already', subscriberId: standing }, next: closed.flatMap(one => nextFor(db, one)) }
  }
  const named = whoIs(db, customer)
  const people = named?.people ?? []
  const kept = standing !== null && named !== null && keeps(db, customer, named, at)
  if (standing !== null && !kept) unlink(db, id)
  const linking: Linking =
    kept && standing !== null
      ? { kind: 'already', subscriberId: standing }
      : named === null
        ? { kind: 'nobody' }
        : choose(db, id, named)
  const next: number[] = []
  if (linking.kind === 'linked') {
    const other = holderOf(db, linking.subscriberId)
    if (other !== null) {
      unlink(db, other.id)
      next.push(other.id)
    }
    link(db, id, linking.subscriberId, linking.by, at)
  }
  const equals =
    kept || linking.kind === 'conflict' ? people.filter(person => person.id !== (kept ? standing : null)) : []
  const why = linking.kind === 'conflict' ? linking.why : 'two_people'
  for (const person of equals) openConflict(db, id, person, why, at)
  const closed = closeConflicts(
    db,
    id,
    equals.map(person => person.id),
  )
  if (standing !== null && !kept) closed.push(standing)
  // Whoever is claimed by a stronger reason than their link rests on is not that customer, though it is not certain who is.
  if (named !== null && linking.kind !== 'linked')
    next.push(...people.flatMap(person => weakerHolder(db, person.id, named.strength, id)))
  return { linking, next: [...next, ...closed.flatMap(one => nextFor(db, one))].filter(one => one !== id) }
}

/** True where a link stays: nothing stronger speaks against it, and as good a reason for it. */
function keeps(db: Reading, customer: CustomerRow, named: Named, at: number): boolean {
  const { id, subscriberId, linkedBy } = customer
  if (subscriberId === null || linkedBy === null) return false
  const me = named.people.find(person => person.id === subscriberId)
  if (me === undefined) return false
  if ((claimantsOf(db, subscriberId)?.strength ?? 0) > named.strength) return false
  if (!me.by.some(by => by === linkedBy)) {
    db.sql('update customers set linked_by = ?, linked_at = ? where id = ?').run(me.by[0], at, id)
    settleWeaker(db, subscriberId, named.strength)
  }
  return true
}

/** Whom a customer who is linked to nobody becomes, by the strongest that is known of them. */
function choose(db: Reading, customerId: number, { strength, people }: Named): Linking {
  const [person, another] = people
  if (person === undefined) return { kind: 'nobody' }
  if (another !== undefined) return { kind: 'conflict', why: 'two_people' }
  const claimed = claimantsOf(db, person.id)
  if (claimed !== null && claimed.strength > strength) return { kind: 'nobody' }
  if (claimed === null || claimed.customers.every(id => id === customerId))
    return { kind: 'linked', subscriberId: person.id, by: person.by[0] }
  const by = holderOf(db, person.id)?.linkedBy ?? null
  return { kind: 'conflict', why: by !== null && STRENGTH[by] >= strength ? 'taken' : 'two_customers' }
}

/** The only customer who claims somebody, if they are not linked yet. */
function nextFor(db: Reading, subscriberId: number): number[] {
  const claimed = claimantsOf(db, subscriberId)
  return claimed?.customers.length === 1 ? claimed.customers : []
}

function weakerHolder(db: Reading, subscriberId: number, strength: number, customerId: number): number[] {
  const holder = holderOf(db, subscriberId)
  if (holder === null || holder.id === customerId || holder.linkedBy === null) return []
  return STRENGTH[holder.linkedBy] < strength ? [holder.id] : []
}

function holderOf(db: Reading, subscriberId: number): { id: number; linkedBy: LinkedBy | null } | null {
  const sql = 'select id, linked_by as linkedBy from customers where subscriber_id = ?'
  return db.sql<{ id: number; linkedBy: LinkedBy | null }>(sql).get(subscriberId) ?? null
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

function link(db: Reading, customerId: number, subscriberId: number, by: LinkedBy, at: number): void {
  db.sql('update customers set subscriber_id = ?, linked_by = ?, linked_at = ? where id = ?').run(
    subscriberId,
    by,
    at,
    customerId,
  )
  settleWeaker(db, subscriberId, STRENGTH[by])
  markStale(db, [customerId])
}

function unlink(db: Reading, customerId: number): void {
  db.sql('update customers set subscriber_id = null, linked_by = null, linked_at = null where id = ?').run(customerId)
  markStale(db, [customerId])
}

/** Who claimed a person by less than they are now known by waits no more. */
function settleWeaker(db: Reading, subscriberId: number, strength: number): void {
  db.sql(
    `delete from customer_conflicts where subscriber_id = :subscriberId and denied = 0
       and by in (select value from json_each(:weaker))`,
  ).run({
    subscriberId,
    weaker: JSON.stringify(customerConflicts.by.enumValues.filter(by => STRENGTH[by] < strength)),
  })
}

function openConflict(db: Reading, customerId: number, person: Person, why: Conflict, at: number): void {
  db.sql(
    `insert into customer_conflicts (customer_id, subscriber_id, why, by, at) values (?, ?, ?, ?, ?)
     on conflict do update set why = excluded.why, by = excluded.by, at = excluded.at, resolved_at = null
       where customer_conflicts.why <> excluded.why or customer_conflicts.by is not excluded.by
         or customer_conflicts.resolved_at is not null`,
  ).run(customerId, person.id, why, person.by[0], at)
}

/** Settles what waited of a customer but for these people. @returns the people of whom something waited */
function closeConflicts(db: Reading, customerId: number, open: readonly number[]): number[] {
  return db
    .sql<{ id: number }>(
      `delete from customer_conflicts where customer_id = ? and denied = 0
         and subscriber_id not in (select value from json_each(?)) returning subscriber_id as id`,
    )
    .all(customerId, JSON.stringify(open))
    .map(({ id }) => id)
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
