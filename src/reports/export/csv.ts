import papaparse from 'papaparse'
import { guardCell } from '../../crm/own-file.js'

/** What stands in one cell of a file; null is an empty one. */
export type Cell = string | number | null

/** What stands between two cells: spreadsheets open the one or the other, by the language of the machine. */
export type Delimiter = ',' | ';'

/** Without it spreadsheets take UTF-8 for something else. */
export const BOM = '\uFEFF'

/** Rows of a CSV file, each with its end; no cell runs as a formula. */
export function csvRows(rows: readonly (readonly Cell[])[], delimiter: Delimiter): string {
  if (rows.length === 0) return ''
  const cells = rows.map(row => row.map(cell => (typeof cell === 'string' ? guardCell(cell) : cell)))
  return `${papaparse.unparse(cells, { delimiter, newline: '\r\n' })}\r\n`
}

/** A moment as it stands in a file: ISO 8601, in UTC. @param at ms UTC; null: it never was */
export function moment(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

/** Yes and no as they stand in a file. */
export function yesNo(value: number | boolean): 'yes' | 'no' {
  return Number(value) === 0 ? 'no' : 'yes'
}
