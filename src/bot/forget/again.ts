import { listForgotten, takeErasures } from '../../audience/erase/erasure.js'
import { eraseCustomer } from '../../audience/erase.js'
import type { Db } from '../../db/open.js'
import { takeErasureKeys } from '../../tracking/key.js'
import { erasePerson } from './erase.js'
import { findActsAtOnce } from './traces.js'

/**
 * Forgets in a backup that is brought back everybody who asked for it since it was made, before anything else is done with
 * it: the file that it takes the place of knows who. To be called in one transaction.
 * @param old the file that it takes the place of
 * @param at ms UTC
 * @returns how many people that were
 */
export function forgetAgain(db: Pick<Db, 'sql'>, old: Pick<Db, 'sql'>, at: number): number {
  takeErasureKeys(db, old)
  if (!takeErasures(db, old)) return 0
  const { people, customers } = listForgotten(db)
  for (const telegramId of people) erasePerson(db, telegramId, findActsAtOnce(db, telegramId), at)
  const left = customers.filter(id => db.sql('select 1 from customers where id = ? and erased_at is null').get(id))
  for (const id of left) eraseCustomer(db, id, at)
  return people.length + left.length
}
