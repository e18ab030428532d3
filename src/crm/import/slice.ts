import { createForgotten } from '../../audience/erase/erasure.js'
import type { AddedTo } from '../../audience/incoming/change.js'
import { type Taken, takePeople } from '../../audience/incoming/take.js'
import { takeCustomers } from '../../audience/incoming/take-customers.js'
import { takeList } from '../../audience/incoming/take-list.js'
import { takeOrders } from '../../audience/incoming/take-orders.js'
import type { Db } from '../../db/open.js'
import { listOf } from './list.js'
import { noteChanges, noteNew } from './note.js'
import { type Import, recordPosition } from './record.js'

/**
 * How a slice of an import comes in, in the transaction of its caller: its rows are taken by whoever owns them, what they
 * change is noted, and how far it is.
 * @param at ms UTC
 */
export function createSlices(db: Db, imported: Import, at: number): (after: number, upto: number) => void {
  const { id, kind, mapping, counts, vouchedBy, ground } = imported
  if (counts === null) throw new Error(`import ${id} has no counts`)
  const by = vouchedBy ?? 0
  // Whoever was to be forgotten when the file was matched is left out of it already.
  const forgotten = () => (lastErasure(db) === counts.erasures ? null : createForgotten(db))
  const { attributes } = counts

  const people = (after: number, upto: number) => {
    if (kind === 'list') return takeList(db, { ...listOf(mapping), adminId: by, at }, after, upto)
    const terms = { importId: id, vouchedBy: by, ground: ground ?? '', attributes, at, forgotten: forgotten() }
    return takePeople(db, terms, after, upto)
  }
  const note = (table: AddedTo, { newest, changes }: Taken) => {
    noteNew(db, id, table, newest)
    noteChanges(db, id, changes)
  }

  return (after, upto) => {
    if (kind === 'customers' || kind === 'orders') {
      const terms = { importId: id, at, forgotten: forgotten(), filePhones: counts.filePhones }
      const buyers = kind === 'orders' ? lastBuyer(db) : upto
      if (after < buyers) note('customers', takeCustomers(db, terms, after, Math.min(upto, buyers)))
      if (upto > buyers) note('orders', takeOrders(db, { importId: id, at }, Math.max(after, buyers), upto))
    } else note('subscribers', people(after, upto))
    recordPosition(db, id, upto)
  }
}

/** Orders stand behind the customers whose they are. */
function lastBuyer(db: Db): number {
  return db.sql<{ id: number | null }>('select max(id) as id from incoming.result').get()?.id ?? 0
}

/** When somebody last asked to be forgotten, ms UTC; 0: nobody did. */
function lastErasure(db: Db): number {
  return db.sql<{ at: number | null }>('select max(at) as at from erasures').get()?.at ?? 0
}
