import type { Db } from '../../db/open.js'
import type { customers } from '../../db/schema/index.js'
import { sameNumbers } from '../phone.js'

/** By what a customer was found to be a subscriber. */
export type LinkedBy = NonNullable<(typeof customers.$inferSelect)['linkedBy']>

/** What speaks for a customer being somebody, whatever an admin says. */
export type Reason = Exclude<LinkedBy, 'admin'>

/** How much each counts: the stronger decides, and of equals that name different people nobody. */
export const STRENGTH = {
  admin: 5,
  telegram_id: 4,
  phone: 4,
  personal_link: 3,
  file_phone: 2,
  click: 1,
} as const satisfies Record<LinkedBy, number>

/** Any connection to the file. */
export type Reading = Pick<Db, 'sql'>

/** By what a customer may be looked for. `byFilePhone` 1: also by a phone that only a file gave somebody. */
export type CustomerRow = {
  id: number
  telegramId: number | null
  phone: string | null
  subscriberId: number | null
  linkedBy: LinkedBy | null
  byFilePhone: number
}

/** Whom the strongest of what is known of a customer names: one, or several of whom nobody knows which. */
export type Named = { strength: number; people: Person[] }

/** Somebody whom a customer may be, and by what, the surest first. */
export type Person = { id: number; by: [Reason, ...Reason[]] }

/** The customers who claim a subscriber by the strongest of what is known: one, or some of many. */
export type Claimed = { strength: number; customers: number[] }

// They stand in the statements as numbers: SQLite plans a statement anew whenever the parameter of a limit is bound.
/** So many people are noted where one customer may be any of them. */
export const MOST = 20
/** So many customers are looked at for one person. */
export const MOST_LOOKED = 50

const undenied = (customer: string, person: string) =>
  `not exists (select 1 from customer_conflicts f
     where f.customer_id = ${customer} and f.subscriber_id = ${person} and f.denied = 1)`

/** Whom each reason names for a customer, the strongest first. */
export const PEOPLE_OF_CUSTOMER: readonly string[] = [
  `select s.id, 'telegram_id' as by from subscribers s where s.telegram_id = :telegramId and ${undenied(':id', 's.id')}
   union all select s.id, 'phone' from subscribers s where s.phone in (:phone, :other) and ${undenied(':id', 's.id')}`,
  `select e.subscriber_id as id, 'personal_link' as by from customer_claims e
   where e.customer_id = :id and ${undenied(':id', 'e.subscriber_id')} limit ${MOST}`,
  `select s.id, 'file_phone' as by from subscribers s
   where :byFilePhone = 1 and s.file_phone in (:phone, :other) and ${undenied(':id', 's.id')} limit ${MOST}`,
  `select distinct d.subscriber_id as id, 'click' as by from orders o
     cross join deliveries d on d.id = o.click_delivery
     cross join subscribers s on s.id = d.subscriber_id and s.erased_at is null
   where o.customer_id = :id and o.click_delivery is not null and d.claimed_at is not null and ${undenied(':id', 'd.subscriber_id')} limit ${MOST}`,
]

/** The customers whom each reason names for a person, the strongest first; whom an admin linked is nobody else. */
export const CUSTOMERS_OF_PERSON: readonly (readonly [number, string])[] = [
  [
    STRENGTH.phone,
    `select c.id from customers c
     where c.telegram_id = :telegramId and c.linked_by is not 'admin' and ${undenied('c.id', ':id')}
     union all select c.id from customers c
     where c.phone in (:phone, :other) and c.linked_by is not 'admin' and ${undenied('c.id', ':id')} limit ${MOST_LOOKED}`,
  ],
  [
    STRENGTH.personal_link,
    `select c.id from customer_claims e cross join customers c on c.id = e.customer_id and c.linked_by is not 'admin'
     where e.subscriber_id = :id and ${undenied('c.id', ':id')} limit ${MOST_LOOKED}`,
  ],
  [
    STRENGTH.file_phone,
    `select c.id from customers c where c.phone in (:filePhone, :otherFilePhone) and c.by_file_phone = 1
       and c.linked_by is not 'admin' and ${undenied('c.id', ':id')} limit ${MOST_LOOKED}`,
  ],
  [
    STRENGTH.click,
    `select distinct c.id from deliveries d
       cross join orders o on o.click_delivery = d.id
       cross join customers c on c.id = o.customer_id and c.linked_by is not 'admin' and c.erased_at is null
     where d.subscriber_id = :id and d.claimed_at is not null and ${undenied('c.id', ':id')} limit ${MOST_LOOKED}`,
  ],
]

/** What is known of a customer; null when there is none of this id. */
export function findRow(db: Reading, customerId: number): CustomerRow | null {
  const row = db
    .sql<CustomerRow>(
      `select id, telegram_id as telegramId, phone, subscriber_id as subscriberId, linked_by as linkedBy,
         by_file_phone as byFilePhone from customers where id = ?`,
    )
    .get(customerId)
  return row ?? null
}

/** Whom the strongest of what is known of a customer names; pairs that were denied are left out. Null: nobody. */
export function whoIs(db: Reading, customer: CustomerRow): Named | null {
  for (const people of namedBy(db, customer)) {
    const [first] = people
    if (first !== undefined) return { strength: STRENGTH[first.by[0]], people }
  }
  return null
}

/** Whom all that is known of a customer names, the strongest reason first; pairs that were denied are left out. */
export function everybodyNamed(db: Reading, customer: CustomerRow): Person[] {
  return merged([...namedBy(db, customer)].flat().map(({ id, by }) => ({ id, by })))
}

/** Whom each strength of reason names, the strongest first. */
function* namedBy(db: Reading, customer: CustomerRow): Generator<Person[]> {
  const { id, telegramId, byFilePhone } = customer
  const [phone, other] = bothForms(customer.phone)
  const keys = { id, telegramId, phone, other, byFilePhone }
  for (const sql of PEOPLE_OF_CUSTOMER) {
    const rows = db.sql<{ id: number; by: Reason }>(sql).all(keys)
    yield merged(rows.map(row => ({ id: row.id, by: [row.by] })))
  }
}

function merged(rows: readonly Person[]): Person[] {
  const people = new Map<number, Person>()
  for (const { id, by } of rows) {
    const known = people.get(id)
    if (known === undefined) people.set(id, { id, by })
    else known.by.push(...by)
  }
  return [...people.values()]
}

/**
 * Who of the customers claims a subscriber by the strongest that is known. A customer claims only those whom the strongest
 * of what is known of them names: weaker hints are overruled by it. Null: nobody.
 * @param enough how many of them are looked for at most
 */
export function claimantsOf(db: Reading, subscriberId: number, enough = 2): Claimed | null {
  const said = db
    .sql<{ id: number }>(`select id from customers where subscriber_id = ? and linked_by = 'admin'`)
    .get(subscriberId)
  if (said !== undefined) return { strength: STRENGTH.admin, customers: [said.id] }
  const person = db
    .sql<{ telegramId: number | null; phone: string | null; filePhone: string | null }>(
      'select telegram_id as telegramId, phone, file_phone as filePhone from subscribers where id = ?',
    )
    .get(subscriberId)
  if (person === undefined) return null
  const [phone, other] = bothForms(person.phone)
  const [filePhone, otherFilePhone] = bothForms(person.filePhone)
  const keys = { id: subscriberId, telegramId: person.telegramId, phone, other, filePhone, otherFilePhone }
  for (const [strength, sql] of CUSTOMERS_OF_PERSON) {
    const rows = db.sql<{ id: number }>(sql).all(keys)
    const claiming = firstOf(new Set(rows.map(({ id }) => id)), enough, id => claimsBy(db, id, strength))
    // Too many to look at them all: then it is not certain that it is this one.
    const customers =
      claiming.length < 2 && rows.length === MOST_LOOKED ? rows.slice(0, 2).map(({ id }) => id) : claiming
    if (customers.length > 0) return { strength, customers }
  }
  return null
}

/** A phone in both ways in which its line is written; the same twice where there is one. */
export function bothForms(phone: string | null): [string | null, string | null] {
  if (phone === null) return [null, null]
  const [first = phone, second = first] = sameNumbers(phone)
  return first === phone || second === phone ? [first, second] : [phone, first]
}

/** Telegram's id and a phone of their own are the strongest that is known of anybody. */
function claimsBy(db: Reading, customerId: number, strength: number): boolean {
  if (strength === STRENGTH.phone) return true
  const row = findRow(db, customerId)
  return row !== null && whoIs(db, row)?.strength === strength
}

function firstOf(ids: Iterable<number>, enough: number, is: (id: number) => boolean): number[] {
  const found: number[] = []
  for (const id of ids) {
    if (is(id)) found.push(id)
    if (found.length === enough) break
  }
  return found
}
