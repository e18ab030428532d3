import type { Said } from '../audience/incoming/orders.js'
import { type Bindable, openFile } from '../db/binding.js'
import { createOrderWriter } from './collect-orders.js'
import { saysPaid } from './recognise/column/switches.js'
import type { Counts, Outcome } from './recognise/row/interpreter.js'
import { joinPeople } from './recognise/row/people.js'
import type { Person } from './recognise/row/person.js'
import type { LeftOutReason, Mapping, SkipReason } from './role.js'
import { type ResultRow, SCRATCH_TABLES } from './scratch.js'

/** Money of one currency in a file, minor units; `matched` is what of it has a person. */
export type Total = { currency: string; orders: number; total: number; refunded: number; matched: number }

/** What came of a file: the facts that a card says. `from` and `to` are the first and the last order, ms UTC. */
export type Collected = {
  counts: Counts
  skipped: Partial<Record<SkipReason | string, number>>
  totals: Total[]
  from: number | null
  to: number | null
  /** People by what they can be found, each by the strongest key that they have. */
  keys: { telegram_id: number; phone: number; email: number }
}

/** Writes down what comes of rows, into a scratch file that is there and empty. */
export type Collector = {
  take(outcomes: readonly Outcome[]): void
  /** Counts a row that the reader of the table took for none. */
  skip(reason: string): void
  /** Closes the gaps that doubles left, writes the facts and closes the file. */
  done(counts: Counts): Collected
}

/** So many rows are one transaction: the file is nobody else's, and thrown away when anything fails. */
const BATCH = 5_000

/**
 * @param path of the scratch file, made by the caller with nobody else's rights
 * @param headers of the table that is read
 * @throws what SQLite throws, when the disk is full
 */
export function createCollector(path: string, mapping: Mapping, headers: readonly string[]): Collector {
  const file = openFile(path)
  file.pragma('journal_mode = off')
  file.pragma('synchronous = off')
  file.exec(SCRATCH_TABLES)
  const columns =
    'line, telegram_id, phone, email, external_id, first_name, last_name, username, language, stopped, reachable, subscribed_at, fields'
  const places = columns.replace(/\w+/g, '?')
  const insert = file.prepare<Bindable[]>(`insert into result (${columns}, rowid) values (${places}, ?)`)
  const update = file.prepare<Bindable[]>(`update result set (${columns}) = (${places}) where rowid = ?`)
  const find = file.prepare<[number], ResultRow>(`select ${columns} from result where rowid = ?`)
  const remove = file.prepare<[number]>('delete from result where rowid = ?')
  const leave = file.prepare<Bindable[]>('insert into left_out (line, "column", reason, cells) values (?, ?, ?, ?)')
  const orders = createOrderWriter(file, mapping.grouping)
  const absorbed = new Map<number, number>()
  const skipped: Collected['skipped'] = {}
  let waiting = 0

  const write = (outcome: Outcome) => {
    switch (outcome.kind) {
      case 'person':
        return writePerson(outcome.row, outcome.first, outcome.absorbs, outcome.person)
      case 'order':
        return orders.write(outcome)
      case 'back':
        // Of another currency it is no part of what was paid.
        if (!orders.giveBack(outcome.row, outcome.amount, outcome.currency)) write({ ...outcome, kind: 'leftOut' })
        return
      case 'leftOut':
        leave.run(outcome.line, outcome.column, outcome.reason satisfies LeftOutReason, JSON.stringify(outcome.cells))
        return
      case 'skipped':
        skipped[outcome.reason] = (skipped[outcome.reason] ?? 0) + 1
        return
    }
  }

  const writePerson = (row: number, first: boolean, absorbs: readonly number[], person: Person) => {
    if (first) {
      insert.run(...valuesOf(person), row)
      return
    }
    let whole = person
    for (const number of [row, ...absorbs]) {
      const known = find.get(number)
      if (known !== undefined) whole = joinPeople(personOf(known), whole)
    }
    for (const number of absorbs) {
      remove.run(number)
      absorbed.set(number, row)
    }
    update.run(...valuesOf(whole), row)
  }

  return {
    take(outcomes) {
      for (const outcome of outcomes) {
        if (waiting === 0) file.exec('begin')
        write(outcome)
        if (++waiting >= BATCH) {
          file.exec('commit')
          waiting = 0
        }
      }
    },
    skip(reason) {
      skipped[reason] = (skipped[reason] ?? 0) + 1
    },
    done(counts) {
      if (waiting === 0) file.exec('begin')
      closeGaps(file, absorbed)
      const collected: Collected = { counts, skipped, ...sums(file) }
      const fact = file.prepare<[string, string]>('insert into facts (key, value) values (?, ?)')
      for (const [key, value] of Object.entries({
        ...collected,
        said: saidBy(mapping, headers, orders.backs() > 0),
        twice: orders.twice(),
      }))
        fact.run(key, JSON.stringify(value))
      file.exec('commit')
      file.close()
      return collected
    },
  }
}

/**
 * What of an order the file can say: a day of payment, and a switch for it, tell the paid ones apart as a state does; other
 * switches say only which orders are over.
 */
function saidBy({ roles, switches }: Mapping, headers: readonly string[], backs: boolean): Said {
  const tellsPaid = switches.some(column => saysPaid(headers[column] ?? ''))
  const every = roles.order_status !== undefined || roles.paid_at !== undefined || tellsPaid
  return {
    status: every ? 'every' : switches.length > 0 ? 'over' : 'none',
    refunded: backs || roles.refunded !== undefined,
  }
}

type File = ReturnType<typeof openFile>

/** Numbers people from 1 on without gaps, and lets orders of those who were absorbed follow. */
function closeGaps(file: File, absorbed: ReadonlyMap<number, number>): void {
  if (absorbed.size === 0) return
  file.exec('create index result_orders_person on result_orders (person)')
  const move = file.prepare<[number, number]>('update result_orders set person = ? where person = ?')
  for (const row of absorbed.keys()) {
    let owner = row
    for (let next = absorbed.get(owner); next !== undefined; next = absorbed.get(owner)) owner = next
    move.run(owner, row)
  }
  const last = file.prepare<[], { last: number | null }>('select max(rowid) as last from result')
  const place = file.prepare<[number, number]>('update result set rowid = ? where rowid = ?')
  for (const gap of [...absorbed.keys()].sort((a, b) => a - b)) {
    const most = last.get()?.last ?? 0
    if (most <= gap) break
    place.run(gap, most)
    move.run(gap, most)
  }
  file.exec('drop index result_orders_person')
}

function sums(file: File): Omit<Collected, 'counts' | 'skipped'> {
  const totals = file
    .prepare<[], Total>(
      `select currency, count(*) as orders, sum(total) as total, sum(refunded) as refunded,
         coalesce(sum(total) filter (where person is not null), 0) as matched
       from result_orders group by currency order by count(*) desc, currency`,
    )
    .all()
  const span = file
    .prepare<[], { from: number | null; to: number | null }>(
      'select min(at) as "from", max(at) as "to" from result_orders',
    )
    .get()
  const keys = file
    .prepare<[], Collected['keys']>(
      `select count(telegram_id) as telegram_id, count(*) filter (where telegram_id is null and phone is not null) as phone,
         count(*) filter (where telegram_id is null and phone is null and email is not null) as email from result`,
    )
    .get()
  return {
    ...{ totals, from: span?.from ?? null, to: span?.to ?? null },
    keys: keys ?? { telegram_id: 0, phone: 0, email: 0 },
  }
}

/** Bound by place and made without detours: this is done for every row. */
function valuesOf(person: Person): Bindable[] {
  const { fields } = person
  return [
    person.line,
    person.telegramId,
    person.phone,
    person.email,
    person.externalId,
    person.firstName,
    person.lastName,
    person.username,
    person.language,
    person.stopped ? 1 : 0,
    person.reachable === null ? null : person.reachable ? 1 : 0,
    person.subscribedAt,
    hasAny(fields) ? JSON.stringify(fields) : '{}',
  ]
}

function hasAny(fields: Person['fields']): boolean {
  for (const _ in fields) return true
  return false
}

function personOf(row: ResultRow): Person {
  const fields: Person['fields'] = JSON.parse(row.fields)
  return {
    ...{ line: row.line, telegramId: row.telegram_id, phone: row.phone, email: row.email },
    ...{ externalId: row.external_id, firstName: row.first_name, lastName: row.last_name },
    ...{ username: row.username, language: row.language, stopped: row.stopped === 1 },
    reachable: row.reachable === null ? null : row.reachable === 1,
    subscribedAt: row.subscribed_at,
    fields,
  }
}
