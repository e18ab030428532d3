import { createAttribute } from '../../../src/audience/attribute.js'
import { imports as places } from '../../../src/bot/admin/imports/addresses.js'
import type { Db } from '../../../src/db/open.js'
import { fillImports } from '../../bot/admin/brought.js'
import { ADMIN, askedAt, press, type Subject } from './scene.js'

/** A deed on one of the files that were dropped. */
const on = (name: string, file: string, act: (id: number, db: Db) => string): Subject => ({
  name,
  prepare(db, at) {
    fillImports(db, ADMIN, at)
    return press(act(idOf(db, file), db))
  },
})

const idOf = (db: Db, file: string) =>
  db.sql<{ id: number }>('select id from imports where file = ? order by id desc').get(file)?.id ?? 0
const listOf = (db: Db) => db.sql<{ id: number }>(`select id from segments where kind = 'list'`).get()?.id ?? 0
const fieldOf = (db: Db) =>
  createAttribute(
    db,
    { label: 'Club', group: 'behavioural', type: 'one_of', options: ['gold', 'blue'], purpose: null, createdBy: ADMIN },
    0,
  ).id
const phone = 1

/** Deeds about files that bring people. What they begin goes on beside, and is proved by `prove:import`. */
export const imports: readonly Subject[] = [
  on('somebody vouches for the people of a file', 'ready.csv', id => places.vouch.data({ id, on: 1 })),
  on('a file is left', 'ready.csv', id => places.leave.data({ id })),
  on('a column gets another meaning', 'open.csv', id => places.setRole.data({ id, role: phone, column: 4 })),
  {
    name: 'columns are typed',
    prepare(db, at) {
      fillImports(db, ADMIN, at)
      return askedAt(db, places.columns.data({ id: idOf(db, 'open.csv') }), 'phone = Phone')
    },
  },
  on('a status of a file of orders gets a meaning', 'asked-orders.csv', id =>
    places.setStatus.data({ id, word: 0, meaning: 0, page: 0 }),
  ),
  on('a new list is made of a file', 'vip.txt', id => places.newList.data({ id })),
  on('a field is set for the people of a file', 'vip.txt', (id, db) =>
    places.setValue.data({ id, field: fieldOf(db), option: 1 }),
  ),
  on('a list gets the people of a file', 'vip.txt', (id, db) =>
    places.change.data({ id, change: 0, segment: listOf(db) }),
  ),
]
