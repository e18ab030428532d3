import type { Db } from '../../../db/open.js'
import { joinedInto } from '../../customer/joining.js'
import { linkCustomer, linkSubscriber, lookAgain, releaseCustomer } from '../../linking.js'
import { type Columns, columnsOf, restoreColumns } from '../change.js'
import { columns, hasLaterImport, isAsAfter, type TakingBack, type WhyKept } from './taking.js'

/** A customer whom the import added, nobody told of since and who has no orders. */
export function removeCustomer(db: Db, taking: TakingBack, id: number, after: string): WhyKept | null {
  const customer = db
    .sql<{ linkedBy: string | null; erased: number; orders: number }>(
      `select linked_by as linkedBy, erased_at is not null as erased,
         exists (select 1 from orders o where o.customer_id = c.id) as orders
       from customers c where id = :id`,
    )
    .get({ id })
  if (customer === undefined) return whyJoined(db, taking, id)
  if (customer.erased === 1) return null
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

/** Whom a later import joined with another one is somebody again when that one is taken back, and goes only then. */
function whyJoined(db: Db, { importId }: TakingBack, id: number): WhyKept | null {
  const joined = joinedInto(db, id)
  if (joined === null || joined.importId === importId) return null
  return joined.importId === null ? 'changed' : 'imported'
}

/** A customer as they were before the import, or on their own again where it joined them with another one. */
export function returnCustomer(db: Db, taking: TakingBack, id: number, before: string, after: string): WhyKept | null {
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
  // Where somebody told of the other one since, that one keeps the number.
  const has = db.sql<{ id: number }>('select id from customers where external_id = ?').get(was['external_id'] ?? null)
  if (has !== undefined) return hasLaterImport(db, taking, 'customers', has.id) ? 'imported' : 'changed'
  db.sql('insert into customers (id, created_at) values (?, ?)').run(id, was['created_at'] ?? taking.at)
  db.sql('delete from joined_customers where id = ?').run(id)
  restoreColumns(db, 'customers', id, was)
  lookAgain(db, [id, joined.into], taking.now)
  return null
}
