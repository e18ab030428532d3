import { closeSync, openSync, writeSync } from 'node:fs'
import Papa from 'papaparse'
import { z } from 'zod'
import type { SqliteFile } from '../../db/binding.js'
import { LEFT_OUT_MARK } from '../table/left-out.js'
import type { Table } from '../table/table.js'

/** A row that was left out: `column` is the header of the cell that was wrong, null where the whole row is. */
export type LeftOut = { line: number; column: string | null; reason: string; cells: readonly string[] }

/**
 * What the three columns behind the file's own are called, and each reason in words. A heading begins with a sign by which
 * the file is known again when it is dropped once more: those columns are not read.
 */
export type LeftOutWords = { line: string; column: string; reason: string; reasons: Readonly<Record<string, string>> }

const cellsSchema = z.array(z.string())

/**
 * The rows that were left out of a file, in its order: those that could not be read, as they were kept, and those of people
 * who stay out, as the table has them.
 */
export async function* leftOutRows(file: SqliteFile, table: Pick<Table, 'rows'>): AsyncGenerator<LeftOut> {
  const unread = file.prepare<[number, number], { line: number; column: string | null; reason: string; cells: string }>(
    'select line, "column", reason, cells from basis.left_out where line between ? and ? order by line, rowid',
  )
  const untaken = file.prepare<[number, number], { line: number; reason: string }>(
    'select line, reason from main.left_out where line between ? and ? order by line',
  )
  file.exec('create index if not exists basis.left_out_line on left_out (line)')
  file.exec('create index if not exists main.left_out_line on left_out (line)')
  for await (const rows of table.rows()) {
    const [first, last] = [rows[0]?.line ?? 0, rows.at(-1)?.line ?? -1]
    const why = new Map<number, LeftOut[]>()
    const add = (row: LeftOut) => why.set(row.line, [...(why.get(row.line) ?? []), row])
    for (const { cells, ...row } of unread.all(first, last))
      add({ ...row, cells: cellsSchema.parse(JSON.parse(cells)) })
    const taken = new Map(rows.map(({ line, cells }) => [line, cells]))
    for (const row of untaken.all(first, last)) add({ ...row, column: null, cells: taken.get(row.line) ?? [] })
    for (const line of [...why.keys()].sort((a, b) => a - b)) yield* why.get(line) ?? []
  }
}

/**
 * Writes the rows that were left out as a table of the file's own shape, in UTF-8 with its mark, for its user only; it can
 * be mended and dropped again. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
 * @param delimiter the file's own; a semicolon for files that had none
 * @returns how many rows
 */
export async function writeLeftOut(
  path: string,
  table: { headers: readonly string[]; delimiter: string | null },
  rows: AsyncIterable<LeftOut>,
  words: LeftOutWords,
): Promise<number> {
  const delimiter = table.delimiter ?? ';'
  const own = [words.line, words.column, words.reason].map(heading => LEFT_OUT_MARK + heading)
  const file = openSync(path, 'w', 0o600)
  let written = 0
  try {
    writeSync(file, `\ufeff${lineOf([...table.headers, ...own], delimiter)}`)
    for await (const { line, column, reason, cells } of rows) {
      const filled = table.headers.map((_, i) => cells[i] ?? '')
      const why = words.reasons[reason] ?? reason
      writeSync(file, lineOf([...filled, ...cells.slice(filled.length), String(line), column ?? '', why], delimiter))
      written += 1
    }
  } finally {
    closeSync(file)
  }
  return written
}

function lineOf(cells: readonly string[], delimiter: string): string {
  return `${Papa.unparse([cells.map(plain)], { delimiter })}\r\n`
}

/** Numbers and phones begin with a sign too, and stay as they are. */
function plain(cell: string): string {
  return /^[=@\t\r]/.test(cell) || (/^[+-]/.test(cell) && !/^[+-][\d\s().,-]*$/.test(cell)) ? `'${cell}` : cell
}
