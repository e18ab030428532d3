import { SCRATCH_TABLES } from '../../src/crm/scratch.js'
import { openFile, type SqliteFile } from '../../src/db/binding.js'
import type { Db } from '../../src/db/open.js'

export const AT = Date.UTC(2026, 10, 29, 12)
export const OWNER = 900_000_001

/** A row of a file as it was understood; what is missing it does not say. */
export type Row = {
  telegram_id?: number | null
  phone?: string
  email?: string
  external_id?: string
  first_name?: string
  last_name?: string
  username?: string
  language?: string
  stopped?: 0 | 1
  reachable?: 0 | 1
  subscribed_at?: number
  fields?: Record<string, string | string[]>
}

/** An order as it was understood: `person` counts the rows of people from 1; what is missing it does not say. */
export type OrderRow = {
  order_id: string
  person: number | null
  at?: number
  at_precision?: 'time' | 'day'
  status?: 'paid' | 'pending' | 'cancelled' | 'refunded'
  total?: number
  refunded?: number
  discount?: number
  promo_code?: string
  lines?: { product: string; quantity: number; price?: number; sku?: string }[]
}

/** A row that could not be understood. */
export type Unread = { line: number; column: string | null; reason: string; cells: string[] }

const COLUMNS = [
  'telegram_id',
  'phone',
  'email',
  'external_id',
  'first_name',
  'last_name',
  'username',
  'language',
  'stopped',
  'reachable',
  'subscribed_at',
] as const

/** The upload of these rows, its header in the first line. */
export function csvOf(rows: readonly Row[]): string {
  const lines = rows.map(row => COLUMNS.map(name => row[name] ?? '').join(','))
  return `${COLUMNS.join(',')}\n${lines.join('\n')}\n`
}

/** Writes what the reading process would have made of the rows. */
export function writeScratch(
  into: string,
  rows: readonly Row[],
  unread: readonly Unread[] = [],
  orders: readonly OrderRow[] = [],
): void {
  const file = openFile(into)
  file.pragma('journal_mode = off')
  file.pragma('synchronous = off')
  file.exec(SCRATCH_TABLES)
  const insert = file.prepare(
    `insert into result (line, ${COLUMNS.join(', ')}, fields) values (?${', ?'.repeat(COLUMNS.length + 1)})`,
  )
  const left = file.prepare('insert into left_out (line, "column", reason, cells) values (?, ?, ?, ?)')
  file.transaction(() => {
    for (const [i, row] of rows.entries()) {
      const values = COLUMNS.map(name => (name === 'stopped' ? (row.stopped ?? 0) : (row[name] ?? null)))
      insert.run(i + 2, ...values, JSON.stringify(row.fields ?? {}))
    }
    for (const { line, column, reason, cells } of unread) left.run(line, column, reason, JSON.stringify(cells))
    writeOrders(file, orders)
  })()
  file.close()
}

function writeOrders(file: SqliteFile, orders: readonly OrderRow[]): void {
  const insert = file.prepare(
    `insert into result_orders (id, order_id, line, person, at, at_precision, status, total, refunded, discount, currency, promo_code)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'EUR', ?)`,
  )
  const line = file.prepare(
    'insert into result_lines (order_row, line, product, sku, quantity, price) values (?, ?, ?, ?, ?, ?)',
  )
  for (const [i, one] of orders.entries()) {
    const { order_id, person, at = AT - 1, at_precision = 'time', status = 'paid', total = 100, refunded = 0 } = one
    const said = [one.discount ?? null, one.promo_code ?? null]
    insert.run(i + 1, order_id, i + 2, person, at, at_precision, status, total, refunded, ...said)
    for (const [n, { product, quantity, price, sku }] of (one.lines ?? []).entries())
      line.run(i + 1, n + 1, product, sku ?? null, quantity, price ?? null)
  }
  file
    .prepare(`insert into facts (key, value) values ('said', '{"status":"every","refunded":true}'), ('twice', '0')`)
    .run()
}

export const WORDS = { line: 'line', column: 'column', reason: 'why', reasons: { twice: 'stands there twice' } }

/** Every row of every table but those that tell of imports; in each the rows in order. */
export function dump(db: Db, without: readonly string[] = ['imports', 'import_changes']): Record<string, unknown[]> {
  const tables = db
    .sql<{ name: string }>(
      `select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by name`,
    )
    .all()
    .map(({ name }) => name)
    .filter(name => !without.includes(name) && !name.startsWith('__'))
  return Object.fromEntries(
    tables.map(name => [
      name,
      db
        .sql(`select * from "${name}"`)
        .all()
        .map(row => JSON.stringify(row))
        .sort(),
    ]),
  )
}
