import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHANGES } from '../../../../src/audience/incoming/changes-file.js'
import { DAY } from '../../../../src/clock.js'
import type { Draft } from '../../../../src/crm/import/draft.js'
import { filesOf } from '../../../../src/crm/import/folder.js'
import type { Look } from '../../../../src/crm/reading.js'
import { createProfiler } from '../../../../src/crm/recognise/column/profiler.js'
import { recognise } from '../../../../src/crm/recognise/recognise.js'
import { SCRATCH_TABLES } from '../../../../src/crm/scratch.js'
import { openFile } from '../../../../src/db/binding.js'
import type { Db } from '../../../../src/db/open.js'

const ORDER_HEADERS = ['Order number', 'Order date', 'Status', 'Total', 'Phone', 'Client']
const ORDER_ROWS = [
  ['A-1', '2026-03-01 10:00:00', 'Paid', '1,234.50', '+37120000001', 'Ann Smith'],
  ['A-2', '2026-03-02 10:00:00', 'The fairy took it', '99.00', '+37120000002', 'Bob'],
]
const HEADERS = ['id', 'Telegram', 'name', 'Phone', 'birthday', 'city']
const ROWS = [
  ['1', '700000001', 'Ann Smith', '+37120000001', '03/04/1990', 'Riga'],
  ['2', '700000002', 'Bob', '+37120000002', '05/06/1991', 'Vilnius'],
]
const COUNTS = {
  ...{ people: 2, new: 2, changed: 0, same: 0, stopped: 1, blocked: 0, phones: 2, values: 2, here: 0 },
  ...{ leftOut: { team: 1 }, fields: ['city'], attributes: [], size: 2, erasures: 0, kept: 0 },
}

const ORDERS = {
  ...{
    all: 2,
    new: 2,
    changed: 0,
    same: 0,
    forgotten: 1,
    twice: 1,
    moved: 1,
    buyers: 2,
    newBuyers: 2,
    changedBuyers: 0,
  },
  ...{ from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 2, 2) },
  totals: [{ currency: 'EUR', orders: 2, total: 133350, refunded: 1000, comes: 123450, counted: 123450 }],
  states: [{ status: 'pending', currency: 'EUR', orders: 1, total: 9900 }],
  found: { telegramId: 0, phone: 1, filePhone: 1, otherwise: 0 },
}

/** Files in every state that a screen shows, as if they had been dropped: their ids by what they are. */
export function fillImports(db: Db, adminId: number, at: number): void {
  const people = db
    .sql<{ id: number; telegramId: number }>('select id, telegram_id as telegramId from subscribers limit 3')
    .all()
  addList(db, adminId, at)
  const look = lookOf()
  const { mapping } = look.recognition
  const draft = { mapping, answered: [], touched: false, open: false, vouched: false, list: null }
  const asked = add(db, { adminId, at, file: 'asked.csv', state: 'looked', kind: null, draft })
  const open = add(db, {
    adminId,
    at,
    file: 'open.csv',
    state: 'looked',
    kind: null,
    draft: { ...draft, touched: true, open: true },
  })
  const answered = { ...draft, answered: look.recognition.questions.map((_, i) => i) }
  const ready = add(db, { adminId, at, file: 'ready.csv', state: 'ready', kind: 'subscribers', draft: answered })
  const list = {
    ...answered,
    mapping: { ...mapping, kind: 'list' as const },
    list: { lines: 4, people: people.length },
  }
  const listed = add(db, { adminId, at, file: 'vip.txt', state: 'looked', kind: null, draft: list })
  for (const id of [asked, open, ready, listed]) {
    mkdirSync(filesOf(db, id).folder, { recursive: true })
    writeFileSync(join(filesOf(db, id).folder, 'look.json'), JSON.stringify(look))
  }
  const scratch = openFile(filesOf(db, listed).read)
  scratch.exec(SCRATCH_TABLES)
  const insert = scratch.prepare('insert into result (line, telegram_id) values (?, ?)')
  for (const [i, id] of [...people.map(({ telegramId }) => telegramId), 5].entries()) insert.run(i + 1, id)
  scratch.close()
  addOrders(db, { adminId, at, draft, people: people.map(({ id }) => id) })
  add(db, { adminId, at, file: 'done.csv', state: 'done', kind: 'subscribers', draft: null })
  add(db, { adminId, at, file: 'undone.csv', state: 'undone', kind: 'customers', draft: null })
}

/** Files of orders: one that asks what a word means, one that could come in, one that has. */
function addOrders(db: Db, file: { adminId: number; at: number; draft: Draft; people: number[] }): void {
  const { adminId, at, people } = file
  const look = lookOf(ORDER_HEADERS, ORDER_ROWS)
  const draft = { ...file.draft, mapping: look.recognition.mapping }
  const answered = { ...draft, answered: look.recognition.questions.map((_, i) => i) }
  const counts = { ...COUNTS, leftOut: { date_missing: 1, forgotten: 1 }, orders: ORDERS }
  const asked = add(db, { adminId, at, file: 'asked-orders.csv', state: 'looked', kind: null, draft })
  const ready = add(db, { adminId, at, file: 'orders.csv', state: 'ready', kind: 'orders', draft: answered, counts })
  for (const id of [asked, ready]) {
    mkdirSync(filesOf(db, id).folder, { recursive: true })
    writeFileSync(join(filesOf(db, id).folder, 'look.json'), JSON.stringify(look))
  }
  const changes = openFile(filesOf(db, ready).changes)
  changes.exec(CHANGES)
  const insert = changes.prepare('insert into found (row, subscriber, by, called) values (?, ?, ?, ?)')
  for (const [i, id] of people.entries()) insert.run(i + 1, id, i === 0 ? 'phone' : 'file_phone', 'Ann Smith')
  changes.close()
  add(db, { adminId, at, file: 'done-orders.csv', state: 'done', kind: 'orders', draft: null, counts })
}

/** A fixed list of those who came by the site. */
function addList(db: Db, adminId: number, at: number): void {
  db.write(() => {
    const id =
      db
        .sql<{ id: number }>(
          `insert into segments (name, name_folded, kind, criterion, created_by, created_at)
           values ('Regulars', 'regulars', 'list', '', ?, ?) returning id`,
        )
        .get(adminId, at - 90 * DAY)?.id ?? 0
    db.sql('update segments set criterion = ? where id = ?').run(JSON.stringify({ leaf: 'listed', segment: id }), id)
    db.sql(
      `insert into segment_members (segment_id, subscriber_id, since)
       select ?, id, ? from subscribers where source = 'site' limit 5`,
    ).run(id, at)
  })
}

function lookOf(headers = HEADERS, rows = ROWS): Look {
  const profiler = createProfiler(headers, 'LV')
  for (const [i, cells] of rows.entries()) profiler.add(i + 2, cells)
  return {
    table: {
      ...{ container: 'csv', encoding: 'utf-8', certain: true, candidates: [], delimiter: ',' },
      ...{ sheet: null, sheets: [], headerRow: 1, headers, dates: [] },
    },
    rows: rows.length,
    others: {},
    first: rows.map((cells, i) => ({ line: i + 2, cells })),
    recognition: recognise(profiler.done(), { country: 'LV', currency: 'EUR' }),
  }
}

function add(
  db: Db,
  one: {
    adminId: number
    at: number
    file: string
    state: string
    kind: string | null
    draft: unknown
    counts?: unknown
  },
): number {
  const over = one.state === 'done' || one.state === 'undone'
  return db.write(
    () =>
      db
        .sql<{ id: number }>(
          `insert into imports (admin_id, at, file, sha256, kind, mapping, state, counts, finished_at, undone_at)
           values (?, ?, ?, x'00', ?, ?, ?, ?, ?, ?) returning id`,
        )
        .get(
          ...[
            one.adminId,
            one.at,
            one.file,
            one.kind,
            one.draft === null ? null : JSON.stringify(one.draft),
            one.state,
          ],
          ...[
            one.kind === null ? null : JSON.stringify(one.counts ?? COUNTS),
            over ? one.at : null,
            one.state === 'undone' ? one.at : null,
          ],
        )?.id ?? 0,
  )
}
