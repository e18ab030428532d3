import { keepJoined } from '../audience/customer/joining.js'
import type { Db } from '../db/open.js'
import { dropFromRanges } from './import/note.js'

/**
 * What imports changed of somebody is known no more, so that taking one back does not bring them back; nor the name of a
 * file that is called by them.
 * @param names whether a text names them
 */
export function eraseFromImports(
  db: Pick<Db, 'sql'>,
  { subscriberId, customers }: { subscriberId: number | null; customers: readonly number[] },
  names: (text: string) => boolean,
): void {
  const drop = db.sql(
    `delete from import_changes where import_id in (select id from imports) and "table" = ? and row = ?`,
  )
  if (subscriberId !== null)
    for (const table of ['subscribers', 'attribute_values', 'attribute_claims']) drop.run(table, String(subscriberId))
  if (subscriberId !== null) dropFromRanges(db, 'subscribers', subscriberId)
  const joined = db.sql<{ id: number }>('select id from joined_customers where into_id = ?')
  for (const id of customers) {
    for (const one of joined.all(id)) drop.run('customers', String(one.id))
    keepJoined(db, id)
    drop.run('customers', String(id))
    dropFromRanges(db, 'customers', id)
  }
  for (const { id, file } of db.sql<{ id: number; file: string }>('select id, file from imports').all())
    if (names(file)) db.sql('update imports set file = ? where id = ?').run('…', id)
}

/** Which of a shop's calls was about an order of theirs is known no more; what still waits is refused when it is worked off. */
export function eraseFromShops(db: Pick<Db, 'sql'>, customers: readonly number[]): void {
  db.sql(
    `update webhook_inbox set order_id = null where order_id in (
       select external_id from orders where customer_id in (select value from json_each(?)))`,
  ).run(JSON.stringify(customers))
}

/** Whoever brought these in, or connected a shop, is a number from now on. */
export function renumberInImports(db: Pick<Db, 'sql'>, admin: number, number: number): void {
  db.sql('update imports set admin_id = ? where admin_id = ?').run(number, admin)
  db.sql('update imports set vouched_by = ? where vouched_by = ?').run(number, admin)
  db.sql('update connections set created_by = ? where created_by = ?').run(number, admin)
  db.sql('update api_keys set created_by = ? where created_by = ?').run(number, admin)
}
