/** The limit of bench:import: the rows as they were stored, brought into bare tables with the same indexes. */
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, createReadStream, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { openFile } from '../src/db/binding.js'
import type { Kind } from './import-files.js'

/** A table of the product: the columns of which something stands in the rows, and the indexes that rest on them: all that have entries. */
type Bare = { table: string; columns: readonly string[]; indexed: RegExp; order: string }

const TABLES: Readonly<Record<Kind, readonly Bare[]>> = {
  subscribers: [
    {
      table: 'subscribers',
      columns: [
        ...['id', 'telegram_id', 'first_name', 'last_name', 'username', 'telegram_language', 'source', 'subscribed_at'],
        ...['unsubscribed_at', 'last_seen_at', 'vouched_by', 'ground', 'dice', 'created_at', 'file_phone'],
      ],
      indexed: /subscribers_(telegram_id_unique|source|subscribed_at|last_seen_at|dice|file_phone)$/,
      // In no order, as a file has it.
      order: 'dice * 7919 % 1000003',
    },
  ],
  orders: [
    {
      table: 'customers',
      columns: ['id', 'telegram_id', 'phone', 'email', 'first_name', 'last_name', 'created_at'],
      indexed: /customers_(phone|telegram|email)$/,
      order: 'id',
    },
    {
      table: 'orders',
      columns: [
        ...['id', 'external_id', 'customer_id', 'at', 'at_precision', 'status', 'total', 'refunded', 'currency'],
        ...['discount', 'renewal', 'promo_code', 'promo_folded', 'click_delivery', 'import_id'],
      ],
      indexed: /orders_(external_id_unique|customer|at)$/,
      order: 'id',
    },
    {
      table: 'order_lines',
      columns: [
        ...['order_id', 'line', 'product', 'product_folded', 'category', 'category_folded', 'quantity', 'price'],
        ...['sku', 'sku_folded'],
      ],
      indexed: /order_lines_(product|category|sku)$/,
      order: 'order_id, line',
    },
  ],
}

const shapeOf = ({ columns }: Bare) =>
  columns.map(
    name =>
      `${name} ${/name|language|source|ground|phone|email|external|precision|status|currency|promo|product|category|sku/.test(name) ? 'text' : 'integer'}${name === 'id' ? ' primary key' : ''}`,
  )

/** Makes the bare tables, and a file of each one's rows. */
function makeBare(folder: string, product: string, kind: Kind, name: string): string {
  const path = join(folder, name)
  rmSync(path, { force: true })
  const target = openFile(path)
  target.pragma('journal_mode = wal')
  const source = openFile(product, { readonly: true })
  for (const bare of TABLES[kind]) {
    const { table, columns, indexed } = bare
    target.exec(`create table ${table} (${shapeOf(bare).join(', ')})`)
    const indexes = source
      .prepare<[string], { name: string; sql: string }>(
        `select name, sql from sqlite_master where tbl_name = ? and type = 'index' and sql is not null`,
      )
      .all(table)
    for (const { name: called, sql } of indexes)
      if (indexed.test(called)) target.exec(sql.replace(/, *`external_id`\)/, ')'))
    const file = openSync(join(folder, `${table}.csv`), 'w')
    const rows = source
      .prepare(`select ${columns.join(', ')} from ${table} order by ${bare.order}`)
      .raw()
      .iterate()
    for (const row of rows) writeSync(file, `${Papa.unparse([row as unknown[]])}\n`)
    closeSync(file)
  }
  source.close()
  target.close()
  return path
}

/** `sqlite3 .import` of all rows. @returns ms; null where there is no `sqlite3` */
export function importBare(folder: string, product: string, kind: Kind): number | null {
  const path = makeBare(folder, product, kind, 'bare.db')
  if (spawnSync('sqlite3', ['--version']).status !== 0) return null
  const imports = TABLES[kind].map(({ table }) => `.import --csv ${join(folder, `${table}.csv`)} ${table}`)
  const started = performance.now()
  execFileSync('sqlite3', [path, 'pragma synchronous = full;', 'pragma cache_size = -65536;', ...imports], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return performance.now() - started
}

/** papaparse and one prepared insert for each table, all in one transaction. @returns ms */
export async function insertBare(folder: string, product: string, kind: Kind): Promise<number> {
  const target = openFile(makeBare(folder, product, kind, 'bare2.db'))
  for (const pragma of ['synchronous = full', 'cache_size = -65536']) target.pragma(pragma)
  const started = performance.now()
  target.exec('begin')
  for (const { table, columns } of TABLES[kind]) {
    const insert = target.prepare(`insert into ${table} values (${columns.map(() => '?').join(', ')})`)
    await new Promise<void>((resolve, reject) => {
      Papa.parse<string[]>(createReadStream(join(folder, `${table}.csv`)), {
        chunk: ({ data }) => {
          for (const row of data) if (row.length === columns.length) insert.run(...row)
        },
        complete: () => resolve(),
        error: reject,
      })
    })
  }
  target.exec('commit')
  target.close()
  return performance.now() - started
}
