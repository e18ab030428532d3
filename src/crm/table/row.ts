/**
 * A row of a file. `line` counts as a spreadsheet does: from 1, blank rows count, and a cell that holds line ends is
 * still in one row; in JSON it is the number of the element. Cells are as written, without quotes around them.
 */
export type RawRow = { line: number; cells: string[] }

/** Why a row is no row of the table: nothing in it, its totals, the header once more, a remark below. */
export type SkippedRow = 'empty' | 'totals' | 'header_again' | 'footer'

/** Why a row cannot be read: it holds more than the header names, or is no JSON. */
export type BrokenRow = 'too_many_cells' | 'not_json'

/** A row below the header, with as many cells as there are headers, unless it is broken. */
export type TableRow = { line: number; cells: readonly string[]; what: 'data' | SkippedRow | BrokenRow }

/** Columns that a table may have; of real exports the widest have some 500. */
export const MOST_COLUMNS = 1_000

/** True where nothing is written. */
export function isBlank(cell: string | undefined): boolean {
  return cell === undefined || cell === '' || cell.trim() === ''
}

/** How many cells hold something. */
export function filledIn(cells: readonly string[]): number {
  let filled = 0
  for (const cell of cells) if (!isBlank(cell)) filled += 1
  return filled
}
