import { closeSync, openSync, writeSync } from 'node:fs'
import Papa from 'papaparse'

/** A row that was left out: `column` is the header of the cell that was wrong, null where the whole row is. */
export type LeftOut = { line: number; column: string | null; reason: string; cells: readonly string[] }

/**
 * What the three columns behind the file's own are called, and each reason in words. A heading begins with a sign by which
 * the file is known again when it is dropped once more: those columns are not read.
 */
export type LeftOutWords = { line: string; column: string; reason: string; reasons: Readonly<Record<string, string>> }

/** Begins the headings of the columns that stand behind the file's own. */
export const LEFT_OUT_MARK = '⟵ '

/** True for a heading that the product itself has put behind the file's own. */
export function isLeftOutHeading(header: string): boolean {
  return header.trimStart().startsWith(LEFT_OUT_MARK.trim())
}

/**
 * Writes the rows that were left out as a table of the file's own shape, in UTF-8 with its mark, for its user only; it can
 * be mended and dropped again. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
 * @param delimiter the file's own; a semicolon for files that had none
 * @returns how many rows
 */
export function writeLeftOut(
  path: string,
  table: { headers: readonly string[]; delimiter: string | null },
  rows: Iterable<LeftOut>,
  words: LeftOutWords,
): number {
  const delimiter = table.delimiter ?? ';'
  const own = [words.line, words.column, words.reason].map(heading => LEFT_OUT_MARK + heading)
  const file = openSync(path, 'w', 0o600)
  let written = 0
  try {
    writeSync(file, `\ufeff${lineOf([...table.headers, ...own], delimiter)}`)
    for (const { line, column, reason, cells } of rows) {
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
