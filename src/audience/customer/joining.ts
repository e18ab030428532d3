import type { Bindable } from '../../db/binding.js'
import { type Change, columnsOf, differing } from '../incoming/change.js'
import { orderState } from '../incoming/order-state.js'
import { bothForms, type LinkedBy, type Reading } from '../linking/evidence.js'
import { link, lookAgain, unlink } from '../linking.js'
import { markStale } from './stale.js'

type Row = {
  id: number
  externalId: string | null
  phone: string | null
  email: string | null
  telegramId: number | null
  subscriberId: number | null
  linkedBy: LinkedBy | null
}

const COLUMNS = `c.id, c.external_id as externalId, c.phone, c.email, c.telegram_id as telegramId,
  c.subscriber_id as subscriberId, c.linked_by as linkedBy`
const NAMELESS = 'c.external_id is null'
const NUMBERED = 'c.external_id is not null'

/** Those who have a key: `of` whom something stronger is known, and who are `bare` of it. Two of them are several. */
const HOLDERS = {
  phone: { index: 'customers_phone', has: 'c.phone in (:phone, :other)', of: NUMBERED, bare: NAMELESS },
  email: {
    index: 'customers_email',
    has: 'c.email = :email',
    of: `(c.phone is not null or ${NUMBERED})`,
    bare: `c.phone is null and ${NAMELESS}`,
  },
  telegramId: {
    index: 'customers_telegram',
    has: 'c.telegram_id = :telegramId',
    of: `(c.email is not null or c.phone is not null or ${NUMBERED})`,
    bare: `c.email is null and c.phone is null and ${NAMELESS}`,
  },
} as const
const KEYS = ['phone', 'email', 'telegramId'] as const
type Key = (typeof KEYS)[number]

/**
 * Joins a customer with all of whom it is certain now that they are the same one (ADR 44): two who share a key, nobody else
 * who may be meant has it, and nothing stronger that is known of them differs: neither number, phone, Telegram id, nor whom
 * they are linked to. Orders, claims and what waits for an admin go to the one that stays; whoever is concerned looks again.
 * @param at ms UTC
 * @param importId the import that says so, which takes it back with the rest; null: another system, for good
 * @returns who they are now, and what an import has to note
 */
export function joinSame(
  db: Reading,
  customerId: number,
  at: number,
  importId: number | null = null,
): { id: number; changes: Change[] } {
  const changes: Change[] = []
  let id = customerId
  for (let other = findSame(db, id); other !== null; other = findSame(db, id)) {
    const joined = join(db, id, other, at, importId)
    id = joined.id
    changes.push(...joined.changes)
  }
  if (id !== customerId || changes.length > 0) lookAgain(db, [id], at)
  return { id, changes }
}

/** The customer into whom one was joined that is there no more; null: it was not. */
export function joinedInto(db: Reading, customerId: number): { into: number; importId: number | null } | null {
  const sql = 'select into_id as "into", import_id as importId from joined_customers where id = ?'
  return db.sql<{ into: number; importId: number | null }>(sql).get(customerId) ?? null
}

/** Somebody else told of them since: whoever an import joined with them stays so when it is taken back. */
export function keepJoined(db: Reading, customerId: number): void {
  db.sql('update joined_customers set import_id = null where into_id = ? and import_id is not null').run(customerId)
}

function findSame(db: Reading, id: number): Row | null {
  const me = db.sql<Row>(`select ${COLUMNS} from customers c where c.id = ? and c.erased_at is null`).get(id)
  if (me === undefined) return null
  for (const key of KEYS) {
    if (me[key] === null) continue
    const [phone, other] = bothForms(me.phone)
    const all: Record<Key | 'other' | 'id', Bindable> = {
      ...{ id, phone, other },
      email: me.email,
      telegramId: me.telegramId,
    }
    const { index, has, of, bare } = HOLDERS[key]
    const keys = { id, [key]: all[key], ...(key === 'phone' ? { other } : {}) }
    const find = (which: string) =>
      db
        .sql<Row>(
          `select ${COLUMNS} from customers c indexed by ${index} where ${has} and ${which} and c.id <> :id and c.erased_at is null limit 2`,
        )
        .all(keys)
    const [strong, another] = find(of)
    if (another !== undefined || (strong !== undefined && !isSame(db, me, strong))) continue
    const same = strong ?? find(bare).find(row => isSame(db, me, row))
    if (same !== undefined) return same
  }
  return null
}

function isSame(db: Reading, one: Row, other: Row): boolean {
  const agrees = (key: 'externalId' | 'telegramId' | 'subscriberId') => one[key] === null || other[key] === null
  if (!agrees('externalId') || !agrees('subscriberId')) return false
  if (!agrees('telegramId') && one.telegramId !== other.telegramId) return false
  if (one.phone !== null && other.phone !== null && !bothForms(one.phone).includes(other.phone)) return false
  const denied = db.sql('select 1 from customer_conflicts where customer_id = ? and subscriber_id = ? and denied = 1')
  const isDenied = (customer: Row, { subscriberId }: Row) =>
    subscriberId !== null && denied.get(customer.id, subscriberId) !== undefined
  return !isDenied(one, other) && !isDenied(other, one)
}

const TOLD = ['telegram_id', 'phone', 'email', 'first_name', 'last_name'] as const

/** `me` is who was told of last: their word counts. The highest id stays, so that nobody is given the number of one who goes. */
function join(
  db: Reading,
  me: number,
  other: Row,
  at: number,
  importId: number | null,
): { id: number; changes: Change[] } {
  const newest = db.sql<{ id: number }>('select max(id) as id from customers').get()?.id
  const otherStays = other.id === newest || (me !== newest && (other.externalId !== null || other.id < me))
  const [stays, goes] = otherStays ? [other.id, me] : [me, other.id]
  const was = columnsOf(db, 'customers', stays)
  const gone = db
    .sql<{ subscriberId: number | null; by: LinkedBy | null; at: number | null; created: number; number: number }>(
      `select subscriber_id as subscriberId, linked_by as "by", linked_at as at, created_at as created,
         link_number as number from customers where id = ?`,
    )
    .get(goes)
  const keys = columnsOf(db, 'customers', goes)
  if (was === null || keys === null || gone === undefined) throw new Error('both are there')
  const said = otherStays ? keys : was
  const known = otherStays ? was : keys
  const changes = moveOrders(db, goes, stays, importId)
  for (const table of ['customer_conflicts', 'customer_claims'] as const) moveRows(db, table, goes, stays)
  if (gone.subscriberId !== null) unlink(db, goes)
  for (const table of ['rfm_scores', 'rfm_moves'] as const)
    db.sql(`delete from ${table} where customer_id = ?`).run(goes)
  db.sql('delete from customers where id = ?').run(goes)
  const whose = importId ?? (keys['import_id'] === was['import_id'] ? was['import_id'] : null) ?? null
  db.sql(
    `update customers set import_id = :whose, external_id = :number, ${TOLD.map(name => `${name} = :${name}`).join(', ')},
       by_file_phone = :byFilePhone where id = :stays`,
  ).run({
    ...Object.fromEntries(TOLD.map(name => [name, said[name] ?? known[name] ?? null])),
    ...{ number: was['external_id'] ?? keys['external_id'] ?? null, whose, stays },
    byFilePhone: Math.max(Number(was['by_file_phone']), Number(keys['by_file_phone'])),
  })
  if (gone.subscriberId !== null && gone.by !== null) link(db, stays, gone.subscriberId, gone.by, gone.at ?? at)
  // What was worked out of whom the orders were before is found by their number.
  markStale(db, [stays, goes])
  db.sql('update joined_customers set into_id = ? where into_id = ?').run(stays, goes)
  db.sql('delete from joined_customers where id in (?, ?)').run(goes, stays)
  db.sql('insert into joined_customers (id, into_id, import_id) values (?, ?, ?)').run(goes, stays, importId)
  if (importId === null) return { id: stays, changes: [] }
  const before = JSON.stringify({ ...keys, created_at: gone.created })
  changes.push({ table: 'customers', row: goes, before, after: JSON.stringify({ import_id: importId }) })
  const changed = differing(was, columnsOf(db, 'customers', stays) ?? was)
  if (changed !== null) changes.push({ table: 'customers', row: stays, ...changed })
  return { id: stays, changes }
}

/** An import that moves an order has said something of it, which is taken back with the rest. */
function moveOrders(db: Reading, from: number, to: number, importId: number | null): Change[] {
  const move = 'update orders set customer_id = :to where customer_id = :from'
  if (importId === null) {
    db.sql(move).run({ from, to })
    return []
  }
  const ids = db.sql<{ id: number }>('select id from orders where customer_id = ?').all(from)
  const after = JSON.stringify({ import_id: importId })
  const changes = ids.flatMap(({ id }): Change[] => {
    const before = orderState(db, id)
    return before === null ? [] : [{ table: 'orders', row: id, before: JSON.stringify(before), after }]
  })
  db.sql('update orders set customer_id = :to, import_id = :importId where customer_id = :from').run({
    from,
    to,
    importId,
  })
  return changes
}

const MOVED = {
  customer_conflicts: 'update or ignore customer_conflicts set customer_id = ? where customer_id = ?',
  customer_claims: 'update or ignore customer_claims set customer_id = ? where customer_id = ?',
} as const
const LEFT = {
  customer_conflicts: 'delete from customer_conflicts where customer_id = ?',
  customer_claims: 'delete from customer_claims where customer_id = ?',
} as const

/** Who was denied for one of them is denied for both. */
function moveRows(db: Reading, table: keyof typeof MOVED, from: number, to: number): void {
  if (table === 'customer_conflicts')
    db.sql(
      `delete from customer_conflicts where customer_id = :to and denied = 0 and subscriber_id in (
         select subscriber_id from customer_conflicts where customer_id = :from and denied = 1)`,
    ).run({ from, to })
  db.sql(MOVED[table]).run(to, from)
  db.sql(LEFT[table]).run(from)
}
