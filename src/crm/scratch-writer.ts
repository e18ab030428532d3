import { chmodSync, writeFileSync } from 'node:fs'
import { openFile } from '../db/binding.js'
import { unreachable } from '../errors.js'
import type { Outcome } from './recognise/interpreter.js'
import type { Order } from './recognise/orders.js'
import { joinPeople } from './recognise/people.js'
import type { Person } from './recognise/person.js'
import type { Grouping } from './role.js'
import { type ResultOrderRow, type ResultRow, SCRATCH_TABLES } from './scratch.js'

/** What comes of rows, and rows that could not be read at all. */
export type Written = Outcome | { kind: 'broken'; line: number; reason: string; cells: readonly string[] }

/** Writes down what comes of the rows of a file. */
export type ScratchWriter = {
  take(outcomes: readonly Written[]): void
  /** Numbers people without gaps, and keeps these facts. */
  finish(facts: Readonly<Record<string, unknown>>): void
  close(): void
}

/** Characters of a cell that are kept of a row that was left out. */
const LONGEST_CELL = 4_096

/**
 * A new scratch file, of nobody but its owner. It outlives no crash: one that was cut short is thrown away.
 * @param grouping whether later parts of an order are added to it
 */
export function createScratchWriter(into: string, grouping: Grouping): ScratchWriter {
  writeFileSync(into, '', { flag: 'wx', mode: 0o600 })
  chmodSync(into, 0o600)
  const sqlite = openFile(into)
  for (const pragma of ['journal_mode = off', 'synchronous = off', 'cache_size = -8192']) sqlite.pragma(pragma)
  sqlite.exec(SCRATCH_TABLES)
  sqlite.exec('begin')
  const people = peopleIn(sqlite)
  const orders = ordersIn(sqlite, grouping)
  const leaveOut = sqlite.prepare('insert into left_out (line, "column", reason, cells) values (?, ?, ?, ?)')
  const keep = sqlite.prepare('insert into facts (key, value) values (?, ?)')

  const write = (outcome: Written): void => {
    switch (outcome.kind) {
      case 'person':
        people.write(outcome.row, outcome.first, outcome.person, outcome.absorbs)
        return
      case 'order':
        orders.write(outcome.row, outcome.first, outcome.person, outcome.order)
        return
      case 'leftOut':
      case 'broken': {
        const cells = outcome.cells.map(cell => cell.slice(0, LONGEST_CELL))
        const column = outcome.kind === 'broken' ? null : outcome.column
        leaveOut.run(outcome.line, column, outcome.reason, JSON.stringify(cells))
        return
      }
      case 'skipped':
        return
      default:
        unreachable(outcome)
    }
  }

  return {
    take: outcomes => outcomes.forEach(write),
    finish(facts) {
      people.number()
      for (const [key, value] of Object.entries(facts)) keep.run(key, JSON.stringify(value))
      sqlite.exec('commit')
    },
    close: () => sqlite.close(),
  }
}

type Sqlite = ReturnType<typeof openFile>

/** People by their numbers; those who turned out to be another one leave gaps until the end. */
function peopleIn(sqlite: Sqlite) {
  const columns =
    'line, telegram_id, phone, email, external_id, first_name, last_name, username, language, stopped, reachable, subscribed_at, fields'
  const insert = sqlite.prepare(
    `insert or replace into result (rowid, ${columns}) values (:rowid, ${columns.replace(/\w+/g, ':$&')})`,
  )
  const read = sqlite.prepare<[number], ResultRow>(`select ${columns} from result where rowid = ?`)
  const remove = sqlite.prepare('delete from result where rowid = ?')
  const into = new Map<number, number>()

  const put = (row: number, person: Person) => insert.run({ rowid: row, ...rowOf(person) })
  const join = (row: number, person: Person) => {
    const before = read.get(row)
    put(row, before === undefined ? person : joinPeople(personOf(before), person))
  }

  return {
    write(row: number, first: boolean, person: Person, absorbs: readonly number[]) {
      if (first) put(row, person)
      else join(row, person)
      for (const other of absorbs) {
        const absorbed = read.get(other)
        if (absorbed !== undefined) join(row, personOf(absorbed))
        remove.run(other)
        into.set(other, row)
      }
    },
    number() {
      if (into.size === 0) return
      sqlite.exec(`
        create table numbers (id integer primary key, "from" integer not null unique) strict;
        insert into numbers ("from") select rowid from result order by rowid;
        create table numbered as select n.id as number, r.* from numbers n join result r on r.rowid = n."from";
        delete from result;
        insert into result (rowid, ${columns}) select number, ${columns} from numbered order by number;
        drop table numbered;
      `)
      const move = sqlite.prepare('update result_orders set person = ? where person = ?')
      sqlite.exec('create index orders_person on result_orders (person)')
      for (const other of into.keys()) move.run(rootOf(into, other), other)
      sqlite.exec(`
        drop index orders_person;
        update result_orders set person = (select id from numbers where "from" = person) where person is not null;
        drop table numbers;
      `)
    },
  }
}

function rootOf(into: ReadonlyMap<number, number>, row: number): number {
  let root = row
  for (let next = into.get(root); next !== undefined; next = into.get(root)) root = next
  return root
}

/** Orders by their numbers. What a later part of the file says of one is added where parts are summed up, else its items only. */
function ordersIn(sqlite: Sqlite, grouping: Grouping) {
  const columns: (keyof ResultOrderRow)[] = [
    ...(['id', 'order_id', 'line', 'person', 'at', 'at_precision', 'status'] as const),
    ...(['total', 'refunded', 'discount', 'currency', 'promo_code', 'renewal'] as const),
  ]
  const insert = sqlite.prepare(
    `insert into result_orders (${columns.join(', ')}) values (${columns.map(name => `:${name}`).join(', ')})`,
  )
  const add = sqlite.prepare(
    `update result_orders set total = total + :total, refunded = refunded + :refunded,
       discount = case when discount is null then :discount else discount + coalesce(:discount, 0) end,
       person = coalesce(person, :person)
     where id = :id and currency = :currency`,
  )
  const claim = sqlite.prepare('update result_orders set person = coalesce(person, :person) where id = :id')
  const lines = sqlite.prepare<[number], { n: number }>(
    'select coalesce(max(line), 0) as n from result_lines where order_row = ?',
  )
  const insertLine = sqlite.prepare(
    'insert into result_lines (order_row, line, product, sku, category, quantity, price) values (?, ?, ?, ?, ?, ?, ?)',
  )

  return {
    write(id: number, first: boolean, person: number | null, order: Order) {
      const { total, refunded, discount, currency } = order
      if (first) {
        insert.run({
          ...{
            id,
            person,
            total,
            refunded,
            discount,
            currency,
            order_id: order.orderId,
            line: order.line,
            at: order.at,
          },
          ...{ at_precision: order.precision, status: order.state ?? 'pending', promo_code: order.promoCode },
          renewal: order.renewal === null ? null : Number(order.renewal),
        })
      } else if (grouping === 'sum') add.run({ id, person, total, refunded, discount, currency })
      else claim.run({ id, person })
      let line = first ? 0 : (lines.get(id)?.n ?? 0)
      for (const { product, sku, category, quantity, price } of order.items) {
        line += 1
        insertLine.run(id, line, product, sku, category, quantity, price)
      }
    },
  }
}

function rowOf(person: Person): ResultRow {
  const { reachable } = person
  return {
    ...{ line: person.line, telegram_id: person.telegramId, phone: person.phone, email: person.email },
    ...{ external_id: person.externalId, first_name: person.firstName, last_name: person.lastName },
    ...{ username: person.username, language: person.language, stopped: person.stopped ? 1 : 0 },
    reachable: reachable === null ? null : reachable ? 1 : 0,
    subscribed_at: person.subscribedAt,
    fields: JSON.stringify(person.fields),
  }
}

function personOf(row: ResultRow): Person {
  const fields: Person['fields'] = JSON.parse(row.fields)
  return {
    ...{ line: row.line, telegramId: row.telegram_id, phone: row.phone, email: row.email, externalId: row.external_id },
    ...{ firstName: row.first_name, lastName: row.last_name, username: row.username, language: row.language },
    ...{ stopped: row.stopped === 1, subscribedAt: row.subscribed_at, fields },
    reachable: row.reachable === null ? null : row.reachable === 1,
  }
}
