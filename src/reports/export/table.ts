import type { Db } from '../../db/open.js'
import type { Cell } from './csv.js'

/** Rows that are read at a time: a page of them takes the event loop a few milliseconds. */
const ROWS = 150

/** How far a table is: `done` of `of`, in whatever it counts. */
export type Far = { done: number; of: number }

/** What becomes one file: its name without an ending, its headers, and its rows a page at a time. */
export type Table = {
  name: string
  headers: readonly string[]
  pages(far: (far: Far) => void): AsyncIterable<Cell[][]>
}

/** Rows that stand in memory already. */
export function smallTable(name: string, headers: readonly string[], rows: () => Promise<Cell[][]> | Cell[][]): Table {
  return {
    name,
    headers,
    async *pages() {
      const all = await rows()
      for (let i = 0; i < all.length; i += ROWS) yield all.slice(i, i + ROWS)
    },
  }
}

/** Which rows of a big table a page holds: those whose key is over `after`, up to `upto`. */
export type Span = { after: number; upto: number }

/**
 * A table of the database, page by page in the order of a number, in the reader of jobs: nothing is held but one page,
 * and nobody waits for more than one.
 * @param keys the table and the number of its rows by which the pages are cut; `where`: only these rows
 * @param read the rows of one page
 * @param size keys of a page
 */
export function bigTable(
  db: Db,
  name: string,
  headers: readonly string[],
  keys: { table: string; key: string; where?: string },
  read: (span: Span) => Promise<Cell[][]>,
  size = ROWS,
): Table {
  const { table, key, where = 'true' } = keys
  return {
    name,
    headers,
    async *pages(far) {
      const [{ of } = { of: 0 }] = await db.jobs.rows<{ of: number }>(
        `select coalesce(max(${key}), 0) as of from ${table} where ${where}`,
      )
      for (let after = Number.MIN_SAFE_INTEGER; ; ) {
        const [{ upto } = { upto: null }] = await db.jobs.rows<{ upto: number | null }>(
          `select max(k) as upto from (
             select distinct ${key} as k from ${table} where ${where} and ${key} > ? order by ${key} limit ?)`,
          [after, size],
        )
        if (upto === null) return
        const rows = await read({ after, upto })
        if (rows.length > 0) yield rows
        after = upto
        far({ done: Math.max(0, after), of })
      }
    },
  }
}
