import type { TableRow } from './row.js'

/** Begins the headings of the columns that the product puts behind those of a file whose rows were left out. */
export const LEFT_OUT_MARK = '⟵ '

type Rows = { headers: string[]; rows(): AsyncIterable<TableRow[]> }

/**
 * A table that was mended and dropped again, without the columns that say why its rows had been left out, and without the
 * apostrophes that kept its cells from being formulas. Any other table as it is.
 */
export function withoutLeftOut<T extends Rows>(table: T): T {
  const own = table.headers.findIndex(header => header.trimStart().startsWith(LEFT_OUT_MARK.trim()))
  if (own < 1) return table
  async function* rows(): AsyncGenerator<TableRow[]> {
    for await (const some of table.rows())
      yield some.map(row => ({
        ...row,
        cells: row.cells.slice(0, own).map(cell => cell.replace(/^'(?=[=@+\-\t\r])/, '')),
      }))
  }
  return { ...table, headers: table.headers.slice(0, own), rows }
}
