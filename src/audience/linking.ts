import { customerConflicts } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { markStale } from './customer/stale.js'
import {
  bothForms,
  CUSTOMERS_OF_PERSON,
  type CustomerRow,
  claimantsOf,
  findRow,
  type LinkedBy,
  MOST,
  MOST_LOOKED,
  type Named,
  type Person,
  type Reading,
  STRENGTH,
  whoIs,
} from './linking/evidence.js'

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
const MOST_WAITING = MOST_LOOKED

/**
 * Looks for a customer among the subscribers by all that is known (ADR 37). A stronger reason replaces a link that stands, and
 * what it rested on may be gone; of equals nobody is linked, and what is not certain waits for an admin. A link that an
 * admin made stays. Whoever loses somebody by it looks again.
 * @param at ms UTC
 * @throws AppError `customer_not_found`
 */
export function linkCustomer(db: Reading, customerId: number, at: number): Linking {
  const linking = lookAgain(db, [customerId], at)
  if (linking === null) throw new AppError('customer_not_found')
  return linking
}

/**
 * Looks for a subscriber among the customers: for one who is new, or of whom something is known now, or no longer.
 * @param at ms UTC
 * @param before customers whom it concerned before, as `concernedBy` told; none for one who is new
 */
export function linkSubscriber(db: Reading, subscriberId: number, at: number, before: Iterable<number> = []): void {
  lookAgain(db, [...before, ...concernedBy(db, subscriberId)], at)
}

/** Customers who are linked to a subscriber, wait for them, or are named by what is known of them now. */
export function concernedBy(db: Reading, subscriberId: number): Set<number> {
  const waiting = db
    .sql<{ id: number }>(
      `select id from customers where subscriber_id = :id
       union all select customer_id from customer_conflicts where subscriber_id = :id and resolved_at is null limit ${MOST_WAITING}`,
    )
    .all({ id: subscriberId })
  const person = db
    .sql<{ telegramId: number | null; phone: string | null; filePhone: string | null }>(
      'select telegram_id as telegramId, phone, file_phone as filePhone from subscribers where id = ?',
    )
    .get(subscriberId)
  if (person === undefined) return new Set(waiting.map(({ id }) => id))
  const [phone, other] = bothForms(person.phone)
  const [filePhone, otherFilePhone] = bothForms(person.filePhone)
  const keys = { id: subscriberId, telegramId: person.telegramId, phone, other, filePhone, otherFilePhone }
  const named = CUSTOMERS_OF_PERSON.flatMap(([, sql]) => db.sql<{ id: number }>(sql).all(keys))
  return new Set([...waiting, ...named].map(({ id }) => id))
}

/** A subscriber is nobody's any more: whatever links or would link them goes. @returns the customers who have to look again */
export function releaseSubscriber(db: Reading, subscriberId: number): number[] {
  const concerned = concernedBy(db, subscriberId)
  db.sql('delete from customer_conflicts where subscriber_id = ?').run(subscriberId)
  db.sql('delete from customer_claims where subscriber_id = ?').run(subscriberId)
  const holder = holderOf(db, subscriberId)
  if (holder !== null) unlink(db, holder.id)
  return [...concerned]
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
 * Looks at customers, and at whomever that concerns in turn, until nothing changes any more: what is known stays the same
 * meanwhile, so everybody is linked and unlinked once at most.
 * @param at ms UTC
 * @returns what came of the first; null when it is not there
 */
export function lookAgain(db: Reading, customerIds: Iterable<number>, at: number): Linking | null {
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
  const { id, subscriberId: standing } = customer
  if (customer.linkedBy === 'admin' && standing !== null) {
    const closed = closeConflicts(db, id, [])
    return { linking: { kind: 'already', subscriberId: standing }, next: closed.flatMap(one => nextFor(db, one)) }
  }
  const named = whoIs(db, customer)
  const kept = named === null ? null : keep(db, customer, named, at)
  if (standing !== null && kept === null) unlink(db, id)
  const linking = kept?.linking ?? (named === null ? NOBODY : choose(db, id, named))
  const next: number[] = []
  if (linking.kind === 'linked') {
    const other = holderOf(db, linking.subscriberId)
    if (other !== null) {
      unlink(db, other.id)
      next.push(other.id)
    }
    link(db, id, linking.subscriberId, linking.by, at)
  }
  const equals = named === null ? [] : equalsOf(db, named, linking)
  const why = linking.kind === 'conflict' ? linking.why : 'two_people'
  for (const person of equals) openConflict(db, id, person, why, at)
  const freed = closeConflicts(
    db,
    id,
    equals.map(person => person.id),
  )
  if (standing !== null && (kept === null || kept.changed)) freed.push(standing)
  // Whoever is claimed by a stronger reason than their link rests on is not that customer, though it is not certain who is.
  for (const person of named?.people ?? []) {
    settleWeaker(db, person.id, named?.strength ?? 0)
    if (linking.kind !== 'linked') next.push(...weakerHolder(db, person.id, named?.strength ?? 0, id))
  }
  return { linking, next: [...next, ...freed.flatMap(one => nextFor(db, one))].filter(one => one !== id) }
}

const NOBODY: Linking = { kind: 'nobody' }

/** A link that stays: nothing stronger speaks against it, and as good a reason for it. `changed`: it rests on another reason now. */
function keep(
  db: Reading,
  { id, subscriberId, linkedBy }: CustomerRow,
  { strength, people }: Named,
  at: number,
): { linking: Linking; changed: boolean } | null {
  const me = people.find(person => person.id === subscriberId)
  if (subscriberId === null || me === undefined) return null
  if ((claimantsOf(db, subscriberId)?.strength ?? 0) > strength) return null
  const [by] = me.by
  const changed = linkedBy === null || STRENGTH[linkedBy] !== strength
  if (changed) db.sql('update customers set linked_by = ?, linked_at = ? where id = ?').run(by, at, id)
  else if (by !== linkedBy) db.sql('update customers set linked_by = ? where id = ?').run(by, id)
  return { linking: { kind: 'already', subscriberId }, changed }
}

/** Of whom an admin is asked: those whom it names alike, but for whom they are linked to and of whom it is known better who they are. */
function equalsOf(db: Reading, { strength, people }: Named, linking: Linking): Person[] {
  if (linking.kind === 'nobody' || linking.kind === 'linked') return []
  const own = linking.kind === 'already' ? linking.subscriberId : null
  const others = people.filter(person => person.id !== own)
  return others.filter(person => (claimantsOf(db, person.id)?.strength ?? 0) <= strength)
}

/** Whom a customer who is linked to nobody becomes, by the strongest that is known of them. */
function choose(db: Reading, customerId: number, { strength, people }: Named): Linking {
  const [person, another] = people
  if (person === undefined) return NOBODY
  if (another !== undefined) return { kind: 'conflict', why: 'two_people' }
  const claimed = claimantsOf(db, person.id)
  if (claimed !== null && claimed.strength > strength) return NOBODY
  if (claimed === null || claimed.customers.every(id => id === customerId))
    return { kind: 'linked', subscriberId: person.id, by: person.by[0] }
  const by = holderOf(db, person.id)?.linkedBy ?? null
  return { kind: 'conflict', why: by !== null && STRENGTH[by] >= strength ? 'taken' : 'two_customers' }
}

/** The customers who claim a subscriber now. */
export function nextFor(db: Reading, subscriberId: number): number[] {
  return claimantsOf(db, subscriberId, MOST)?.customers ?? []
}

function weakerHolder(db: Reading, subscriberId: number, strength: number, customerId: number): number[] {
  const holder = holderOf(db, subscriberId)
  if (holder === null || holder.id === customerId || holder.linkedBy === null) return []
  return STRENGTH[holder.linkedBy] < strength ? [holder.id] : []
}

/** The customer who is linked to a subscriber, and by what; null: none. */
export function holderOf(db: Reading, subscriberId: number): { id: number; linkedBy: LinkedBy | null } | null {
  const sql = 'select id, linked_by as linkedBy from customers where subscriber_id = ?'
  return db.sql<{ id: number; linkedBy: LinkedBy | null }>(sql).get(subscriberId) ?? null
}

/** Links a customer; both sides are free. */
export function link(db: Reading, customerId: number, subscriberId: number, by: LinkedBy, at: number): void {
  db.sql('update customers set subscriber_id = ?, linked_by = ?, linked_at = ? where id = ?').run(
    subscriberId,
    by,
    at,
    customerId,
  )
  markStale(db, [customerId])
}

/** Undoes the link of a customer. */
export function unlink(db: Reading, customerId: number): void {
  db.sql('update customers set subscriber_id = null, linked_by = null, linked_at = null where id = ?').run(customerId)
  markStale(db, [customerId])
}

/** Who claimed a person by less than they are now known by waits no more. */
export function settleWeaker(db: Reading, subscriberId: number, strength: number): void {
  if (db.sql('select 1 from customer_conflicts where subscriber_id = ? limit 1').get(subscriberId) === undefined) return
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
export function closeConflicts(db: Reading, customerId: number, open: readonly number[]): number[] {
  if (db.sql('select 1 from customer_conflicts where customer_id = ? limit 1').get(customerId) === undefined) return []
  return db
    .sql<{ id: number }>(
      `delete from customer_conflicts where customer_id = ? and denied = 0
         and subscriber_id not in (select value from json_each(?)) returning subscriber_id as id`,
    )
    .all(customerId, JSON.stringify(open))
    .map(({ id }) => id)
}
