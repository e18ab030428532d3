import { z } from 'zod'
import type { Db } from '../../db/open.js'
import type { importChanges } from '../../db/schema/index.js'
import { isAppError } from '../../errors.js'
import { archiveAttribute, changeOptions, findAttribute } from '../attribute.js'
import { joinedInto } from '../joining.js'
import { concernedBy, linkCustomer, linkSubscriber, lookAgain, releaseCustomer, releaseSubscriber } from '../linking.js'
import {
  type AddedTo,
  type Change,
  type Columns,
  columnsOf,
  type FieldState,
  fieldsOf,
  restoreColumns,
  restoreFields,
} from './change.js'
import { orderState, relinkOrdered, restoreOrder } from './order-state.js'
import { originOf } from './take.js'

/**
 * Why something that an import brought stays when it is taken back: the person pressed or wrote since (`pressed`), a later
 * import has it too (`imported`), somebody of the team or another system changed it (`changed`), it is `used` somewhere.
 */
export type WhyKept = NonNullable<(typeof importChanges.$inferSelect)['kept']>

/**
 * An import that is being taken back: `at` when it was brought in, `now` (both ms UTC). `claimed`: fields of which somebody
 * still has a claim, which only a long look tells.
 */
export type TakingBack = { importId: number; at: number; now: number; claimed: ReadonlySet<number> }

const columns: z.ZodType<Columns> = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
const fact = z.object({
  value: z.union([z.string(), z.number()]),
  shown: z.string(),
  provenance: z.string(),
  origin: z.string(),
  at: z.number(),
})
const claim = z.object({ provenance: z.string(), shown: z.string(), origin: z.string(), at: z.number() })
const fields: z.ZodType<Record<string, FieldState>> = z.record(
  z.string(),
  z.object({ values: z.array(fact), claims: z.array(claim) }),
)
const options = z.object({ options: z.array(z.string()) })

/** What a row looks like that an import added and nobody has changed since; of people it is seen when they do something. */
export function madeBy(importId: number, table: Change['table']): string {
  return table === 'subscribers' ? '{}' : JSON.stringify({ import_id: importId })
}

/**
 * Takes one change of an import back, as far as nothing has happened to it since. People whom it brought go: without a
 * trace, or, where a broadcast or a list already counts them, as an empty shell.
 * It runs where foreign keys are not looked up (see `slices`): whatever refers to a person is asked for here.
 * @returns null when it is as it was before; else why it stays as it is
 */
export function takeBack(db: Db, taking: TakingBack, change: Change): WhyKept | null {
  const { table, row, before, after } = change
  switch (table) {
    case 'subscribers':
      return before === null ? removePerson(db, taking, row) : returnPerson(db, taking, row, before, after)
    case 'attribute_values':
      return returnFields(db, row, before, after)
    case 'customers':
      return before === null ? removeCustomer(db, taking, row, after) : returnCustomer(db, taking, row, before, after)
    case 'orders':
      return before === null ? removeOrder(db, taking, row) : returnOrder(db, taking, row, before)
    case 'attributes':
      return before === null ? removeAttribute(db, taking, row) : returnOptions(db, row, before, after)
  }
}

function removePerson(db: Db, taking: TakingBack, id: number): WhyKept | null {
  const person = db
    .sql<{ erased: number; pressed: number }>(
      `select erased_at is not null as erased,
         last_seen_at is not null or chosen_language is not null or phone is not null
         or exists (select 1 from clicks c where c.subscriber_id = s.id and c.verdict <> 'machine')
         or exists (select 1 from reads r where r.subscriber_id = s.id)
         or exists (select 1 from wishes w where w.subscriber_id = s.id) as pressed
       from subscribers s where id = ?`,
    )
    .get(id)
  if (person === undefined || person.erased === 1) return null
  if (person.pressed === 1) return 'pressed'
  if (hasLaterImport(db, taking, 'subscribers', id)) return 'imported'
  const changed = db
    .sql(
      `select 1 from subscription_events where subscriber_id = :id
         and kind not in ('move_in', 'move_out', 'block', 'unblock', 'deactivate')
       union all select 1 from attribute_values where subscriber_id = :id and provenance in ('declared', 'corrected')
       union all select 1 from attribute_claims where subscriber_id = :id and provenance in ('declared', 'corrected')
       union all select 1 from awareness_overrides where subscriber_id = :id
       union all select 1 from customers where subscriber_id = :id and linked_by = 'admin'`,
    )
    .get({ id })
  if (changed !== undefined) return 'changed'
  const counted = isCounted(db, taking, id)
  const customers = releaseSubscriber(db, id)
  db.sql('delete from attribute_values where subscriber_id = ?').run(id)
  db.sql('delete from attribute_claims where subscriber_id = ?').run(id)
  db.sql('delete from unsettled where subscriber_id = ?').run(id)
  db.sql('delete from awareness where subscriber_id = ?').run(id)
  if (!counted) {
    db.sql('delete from subscription_events where subscriber_id = ?').run(id)
    db.sql('delete from subscribers where id = ?').run(id)
    lookAgain(db, customers, taking.now)
    return null
  }
  db.sql(
    `update subscribers set telegram_id = null, subscribed_at = null, first_name = '', last_name = null, username = null,
       telegram_language = null, file_phone = null, time_zone = null, lat = null, lon = null, place_from = null,
       vouched_by = null, ground = null, erased_at = ? where id = ?`,
  ).run(taking.now, id)
  db.sql(`insert into subscription_events (subscriber_id, kind, source, at) values (?, 'move_out', ?, ?)`).run(
    id,
    originOf(taking.importId),
    taking.now,
  )
  lookAgain(db, customers, taking.now)
  return null
}

/** True where something else counts them, which has to stay true: a broadcast, a comparison, a list, a segment that is watched. */
function isCounted(db: Db, { at }: TakingBack, id: number): boolean {
  const found = db
    .sql(
      `select 1 from broadcasts b cross join deliveries d on d.broadcast_id = b.id and d.subscriber_id = :id
         where b.finished_at is null or b.finished_at >= :at
       union all select 1 from segment_members where subscriber_id = :id
       union all select 1 from holdouts h cross join holdout_members m on m.holdout_id = h.id and m.subscriber_id = :id
       union all select 1 from awareness_moves where subscriber_id = :id
       union all select 1 from subscription_events where subscriber_id = :id and kind <> 'move_in'
       union all select 1 from survey_answers where subscriber_id = :id
       union all select 1 from clicks where subscriber_id = :id limit 1`,
    )
    .get({ id, at })
  return found !== undefined
}

/** True where an import that came later changed it, too. */
function hasLaterImport(db: Db, { importId }: TakingBack, table: AddedTo, id: number): boolean {
  const tables = table === 'subscribers' ? `'subscribers', 'attribute_values'` : `'${table}'`
  return (
    db
      .sql(
        `select 1 from imports i cross join import_changes c on c.import_id = i.id
           and c."table" in (${tables}) and c.row = cast(cast(:id as integer) as text) where i.id > :importId`,
      )
      .get({ id, importId }) !== undefined
  )
}

function returnPerson(db: Db, taking: TakingBack, id: number, before: string, after: string): WhyKept | null {
  const now = columnsOf(db, 'subscribers', id)
  if (now === null) return null
  const was = columns.parse(JSON.parse(before))
  if (!isAsAfter(now, after)) return 'changed'
  const seen = db
    .sql<{ seen: number | null; erased: number | null }>(
      'select last_seen_at as seen, erased_at as erased from subscribers where id = ?',
    )
    .get(id)
  if (seen?.erased !== null) return null
  const own = Object.keys(was).some(name => name !== 'file_phone')
  if (own && seen.seen !== null && seen.seen >= taking.at) return 'pressed'
  const concerned = concernedBy(db, id)
  restoreColumns(db, 'subscribers', id, was)
  if ('file_phone' in was) linkSubscriber(db, id, taking.now, concerned)
  db.sql('delete from subscription_events where subscriber_id = ? and source = ?').run(id, originOf(taking.importId))
  return null
}

function returnFields(db: Db, id: number, before: string | null, after: string): WhyKept | null {
  const was = fields.parse(JSON.parse(before ?? '{}'))
  const there = db.sql('select 1 from subscribers where id = ? and erased_at is null').get(id)
  if (there === undefined) return null
  const now = fieldsOf(db, id, Object.keys(was).map(Number))
  if (JSON.stringify(now) !== JSON.stringify(fields.parse(JSON.parse(after)))) return 'changed'
  restoreFields(db, id, was)
  return null
}

function removeCustomer(db: Db, taking: TakingBack, id: number, after: string): WhyKept | null {
  const customer = db
    .sql<{ linkedBy: string | null; erased: number; orders: number }>(
      `select linked_by as linkedBy, erased_at is not null as erased,
         exists (select 1 from orders o where o.customer_id = c.id) as orders
       from customers c where id = :id`,
    )
    .get({ id })
  if (customer === undefined || customer.erased === 1) return null
  if (hasLaterImport(db, taking, 'customers', id)) return 'imported'
  const now = columnsOf(db, 'customers', id)
  if (customer.linkedBy === 'admin' || (now !== null && !isAsAfter(now, after))) return 'changed'
  if (customer.orders === 1) return 'used'
  const people = releaseCustomer(db, id)
  for (const table of ['rfm_scores', 'rfm_moves'] as const) db.sql(`delete from ${table} where customer_id = ?`).run(id)
  db.sql('delete from customers where id = ?').run(id)
  for (const person of people) linkSubscriber(db, person, taking.now)
  return null
}

function returnCustomer(db: Db, taking: TakingBack, id: number, before: string, after: string): WhyKept | null {
  const was = columns.parse(JSON.parse(before))
  const now = columnsOf(db, 'customers', id)
  if (now === null) return partAgain(db, taking, id, was)
  if (hasLaterImport(db, taking, 'customers', id)) return 'imported'
  if (!isAsAfter(now, after)) return 'changed'
  restoreColumns(db, 'customers', id, was)
  linkCustomer(db, id, taking.now)
  return null
}

/** Whom the import joined with another one is somebody of their own again, unless another system told of them since. */
function partAgain(db: Db, taking: TakingBack, id: number, was: Columns): WhyKept | null {
  const joined = joinedInto(db, id)
  if (joined === null) return null
  if (joined.importId !== taking.importId) {
    db.sql('update orders set customer_id = ? where customer_id = ?').run(joined.into, id)
    return joined.importId === null ? 'changed' : 'imported'
  }
  db.sql('insert into customers (id, created_at) values (?, ?)').run(id, was['created_at'] ?? taking.at)
  db.sql('delete from joined_customers where id = ?').run(id)
  restoreColumns(db, 'customers', id, was)
  lookAgain(db, [id, joined.into], taking.now)
  return null
}

/** Whose an order is again: who was joined with another one since is that one, unless this import said so. */
function ownerBefore(db: Db, taking: TakingBack, now: Columns, was: Columns[string]): Columns[string] {
  if (typeof was !== 'number' || was === now['customer_id']) return was ?? null
  const joined = joinedInto(db, was)
  if (joined !== null) return joined.importId === taking.importId ? was : joined.into
  const there = db.sql('select 1 from customers where id = ? and created_at <= ?').get(was, taking.at)
  return there === undefined ? (now['customer_id'] ?? null) : was
}

function isAsAfter(now: Columns, after: string): boolean {
  return Object.entries(columns.parse(JSON.parse(after))).every(
    ([name, value]) => !(name in now) || now[name] === value,
  )
}

/** An order that the import added and nobody told of since. */
function removeOrder(db: Db, taking: TakingBack, id: number): WhyKept | null {
  const order = db
    .sql<{ customerId: number; own: number; clicked: number }>(
      `select customer_id as customerId, import_id is :importId as own, click_delivery is not null as clicked
       from orders where id = :id`,
    )
    .get({ id, importId: taking.importId })
  if (order === undefined) return null
  if (hasLaterImport(db, taking, 'orders', id)) return 'imported'
  if (order.own === 0) return 'changed'
  db.sql('insert or ignore into stale_customers (customer_id) values (?)').run(order.customerId)
  db.sql('delete from order_lines where order_id = ?').run(id)
  db.sql('delete from orders where id = ?').run(id)
  if (order.clicked === 1) linkCustomer(db, order.customerId, taking.now)
  return null
}

const OWN = 'id between :first and :last and import_id = :importId and click_delivery is null'

/**
 * Takes a run of orders back that an import added: those of which nobody told since all at once, the others one by one.
 * @returns what stays, and why
 */
export function takeBackOrders(
  db: Db,
  taking: TakingBack,
  first: number,
  last: number,
): { row: number; why: WhyKept }[] {
  const run = { importId: taking.importId, first, last }
  db.sql(
    `insert or ignore into stale_customers (customer_id) select distinct customer_id from orders where ${OWN}`,
  ).run(run)
  db.sql(`delete from order_lines where order_id in (select id from orders where ${OWN})`).run(run)
  db.sql(`delete from orders where ${OWN}`).run(run)
  const left = db
    .sql<{ id: number }>('select id from orders where id between ? and ? order by id desc')
    .all(first, last)
  return left.flatMap(({ id }) => {
    const why = removeOrder(db, taking, id)
    return why === null ? [] : [{ row: id, why }]
  })
}

/** An order that the import changed and nobody told of since. */
function returnOrder(db: Db, taking: TakingBack, id: number, before: string): WhyKept | null {
  const now = orderState(db, id)
  if (now === null) return null
  if (hasLaterImport(db, taking, 'orders', id)) return 'imported'
  if (now.order['import_id'] !== taking.importId) return 'changed'
  const was = restoreOrder(db, id, before, owner => ownerBefore(db, taking, now.order, owner))['customer_id']
  const stale = db.sql('insert or ignore into stale_customers (customer_id) values (?)')
  const customers = new Set([now.order['customer_id'] ?? null, was ?? null])
  for (const customer of customers) stale.run(customer)
  if (customers.size > 1) relinkOrdered(db, id, customers, taking.now)
  return null
}

function removeAttribute(db: Db, { now, claimed }: TakingBack, id: number): WhyKept | null {
  const attribute = findAttribute(db, id)
  if (attribute === null) return null
  const known = db
    .sql(
      `select 1 from attribute_values where attribute_id = :id
       union all select 1 from survey_questions where attribute_id = :id limit 1`,
    )
    .get({ id })
  if (
    claimed.has(id) ||
    known !== undefined ||
    !(isFree(() => archiveAttribute(db, id, now)) || attribute.archivedAt !== null)
  )
    return 'used'
  db.sql('delete from attributes where id = ?').run(id)
  return null
}

function returnOptions(db: Db, id: number, before: string, after: string): WhyKept | null {
  const attribute = findAttribute(db, id)
  if (attribute === null) return null
  if (JSON.stringify(attribute.options) !== JSON.stringify(options.parse(JSON.parse(after)).options)) return 'changed'
  return isFree(() => void changeOptions(db, id, options.parse(JSON.parse(before)).options)) ? null : 'used'
}

/** False where the rule refuses, because somebody needs it. */
function isFree(act: () => void): boolean {
  try {
    act()
    return true
  } catch (error) {
    if (isAppError(error)) return false
    throw error
  }
}
