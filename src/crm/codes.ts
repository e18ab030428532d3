import { isCodeHeader } from '../text/code-header.js'
import { isBlank } from './table/row.js'
import { openTable, type TableChoice } from './table/table.js'

/** So many rows say which column is that of the codes. */
const LOOKED_AT = 1_000
const LONGEST = 300

/**
 * Promo codes as they are written in a table: of the column that is called so, else of that which has most different
 * entries without spaces. What is no code is left to whoever takes them.
 * @param most so many at most
 */
export async function codesOfTable(path: string, choice: TableChoice, most: number): Promise<string[]> {
  const table = await openTable(path, choice)
  const named = table.headers.findIndex(isCodeHeader)
  const rows: string[][] = []
  // A list has no header, whatever its first code looks like.
  if (table.headerRow > 0 && named < 0 && table.headers.length === 1) rows.push(table.headers)
  let column = named >= 0 ? named : null
  const found: string[] = []
  const take = (cells: readonly string[]) => {
    const cell = cells[column ?? 0]
    if (!isBlank(cell) && found.length < most) found.push(cell?.replace(/[\r\n]+/gu, ' ').slice(0, LONGEST) ?? '')
  }
  for await (const some of table.rows()) {
    for (const { cells, what } of some) {
      if (what === 'empty' || what === 'header_again') continue
      if (column !== null) take(cells)
      else if (rows.push([...cells]) >= LOOKED_AT) {
        column = columnOfCodes(rows)
        for (const row of rows) take(row)
      }
    }
    if (found.length >= most) break
  }
  if (column === null) {
    column = columnOfCodes(rows)
    for (const row of rows) take(row)
  }
  return withoutHeader(found)
}

function columnOfCodes(rows: readonly (readonly string[])[]): number {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const different = Array.from(
    { length: width },
    (_none, i) => new Set(rows.map(row => row[i]?.trim() ?? '').filter(cell => /^\S+$/u.test(cell))).size,
  )
  return Math.max(0, different.indexOf(Math.max(0, ...different)))
}

/** The name of a lone column: without a figure above codes that all have some, and not as long as they all are. */
function withoutHeader(cells: string[]): string[] {
  const [first = '', second = '', ...more] = cells.map(cell => cell.trim())
  const lengths = new Set([second, ...more].map(code => code.length))
  const above = !/\p{N}/u.test(first) && more.length > 0 && [second, ...more].every(code => /\p{N}/u.test(code))
  return isCodeHeader(first) || (above && lengths.size === 1 && !lengths.has(first.length)) ? cells.slice(1) : cells
}
