import { writeFile } from 'node:fs/promises'
import { createAttribute } from '../../../src/audience/attribute.js'
import { imports as places } from '../../../src/bot/admin/imports/addresses.js'
import { createImports } from '../../../src/crm/import.js'
import type { Db } from '../../../src/db/open.js'
import { silentLog } from '../../../src/log.js'
import { fillImports } from '../../bot/admin/walk/brought.js'
import { AT, csvOf, type OrderRow, type Row, WORDS, writeScratch } from '../../crm/import.rows.js'
import { ADMIN, askedAt, leading, press, type Subject, subject, taken } from './scene.js'

/** A deed on one of the files that were dropped. */
const on = (name: string, file: string, act: (id: number, db: Db) => string): Subject => ({
  name,
  prepare(db, at) {
    fillImports(db, ADMIN, at)
    return press(act(idOf(db, file), db))
  },
})

/** The same, typed. @param ask the data of the screen that asks, and what is typed */
const typedOn = (name: string, file: string, ask: (id: number, db: Db) => string[]): Subject => ({
  name,
  prepare(db, at) {
    fillImports(db, ADMIN, at)
    const [data = '', words = ''] = ask(idOf(db, file), db)
    return askedAt(db, data, words)
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

const PEOPLE_OF_FILE: Row[] = [7_001, 7_002, 7_003].map(telegram_id => ({
  ...{ telegram_id, first_name: `P${telegram_id}`, phone: `+3712000${telegram_id}`, stopped: 0 },
  fields: { city: 'Riga' },
}))

const ORDERS_OF_FILE: OrderRow[] = [1, 2].map(person => ({
  ...{ order_id: `A-${person}`, person, at: AT, status: 'paid', total: 1_000 },
}))

/** A file of three people, or of their orders, is ready to come in. @param over it came in already */
async function brought(db: Db, at: number, kind: 'subscribers' | 'orders', over: boolean): Promise<void> {
  fillImports(db, ADMIN, at)
  const known =
    db.sql<{ mapping: string }>(`select mapping from imports where file = 'ready.csv'`).get()?.mapping ?? '{}'
  const mapping = JSON.stringify({ ...JSON.parse(known), vouched: true })
  const imports = createImports({ db, log: silentLog, now: () => at, team: () => [ADMIN] })
  const write = (upload: string) => writeFile(upload, csvOf(PEOPLE_OF_FILE))
  const { id } = await imports.receive({ adminId: ADMIN, name: 'people.csv', write }, at)
  const orders = kind === 'orders' ? ORDERS_OF_FILE : []
  const read = async (_upload: string, into: string) => writeScratch(into, PEOPLE_OF_FILE, [], orders)
  await imports.prepare(id, { kind, mapping, choice: {}, labels: {}, words: WORDS, read }, at)
  if (over) {
    await imports.begin(id, { by: ADMIN, ground: 'contract' }, at)
    await imports.idle()
  }
  await imports.close()
}

const onBrought = (
  name: string,
  act: (id: number) => string,
  { kind = 'subscribers', over = false }: { kind?: 'subscribers' | 'orders'; over?: boolean } = {},
): Subject => ({
  name,
  first: (db, at) => brought(db, at, kind, over),
  prepare: db => press(act(idOf(db, 'people.csv'))),
})

/** Nobody has seen the second person, or asked Telegram about them. */
const unseen = (db: Db) =>
  void db.sql('update subscribers set last_seen_at = null, checked_at = null where id = 2').run()

/** Deeds about files that bring people. Kills while they come in are proved by `prove:import`. */
export const imports: readonly Subject[] = [
  on('somebody vouches for the people of a file', 'ready.csv', id => places.vouch.data({ id, on: 1 })),
  on('a file is left', 'ready.csv', id => places.leave.data({ id })),
  on('a column gets another meaning', 'open.csv', id => places.setRole.data({ id, role: phone, column: 4 })),
  typedOn('columns are typed', 'open.csv', id => [places.columns.data({ id }), 'phone = Phone']),
  on('a status of a file of orders gets a meaning', 'asked-orders.csv', id =>
    places.setStatus.data({ id, word: 0, meaning: 0, page: 0 }),
  ),
  on('a new list is made of a file', 'vip.txt', id => places.newList.data({ id })),
  on('a field is set for the people of a file', 'vip.txt', (id, db) =>
    places.setValue.data({ id, field: fieldOf(db), option: 1 }),
  ),
  onBrought('the people of a file come in', id => places.begin.data({ id })),
  onBrought('the orders of a file come in', id => places.beginWith.data({ id, phones: 1 }), { kind: 'orders' }),
  onBrought('an import is undone', id => places.undoYes.data({ id }), { over: true }),
  onBrought('an offer for those moved in is begun', id => places.write.data({ id }), { over: true }),
  on('a file is taken for something else', 'open.csv', id => places.setKind.data({ id, kind: 1 })),
  on('a file is gone on with', 'ready.csv', id => places.goOn.data({ id })),
  on('a question about a file is answered', 'asked.csv', id => places.answer.data({ id, question: 0, choice: 0 })),
  typedOn('the answer about a file is typed', 'asked-orders.csv', id => [places.open.data({ id }), 'paid']),
  typedOn('a value for the people of a file is typed', 'vip.txt', (id, db) => [
    ...[places.value.data({ id, field: fieldOf(db) }), 'gold'],
  ]),
  taken(subject('lines are pasted', db => askedAt(db, places.home.data({ page: 0 }), 'telegram id\n1\n2'))),
  taken(subject('a file is dropped', () => ({ by: ADMIN, file: 'people.csv', content: csvOf(PEOPLE_OF_FILE) }))),
  subject('who can be reached is asked silently', db => {
    unseen(db)
    return press(places.checkStart.data({}))
  }),
  leading('a silent question that is over is stopped', () => press(places.checkStop.data({}))),
  on('a list gets the people of a file', 'vip.txt', (id, db) =>
    places.change.data({ id, change: 0, segment: listOf(db) }),
  ),
]
