import Papa from 'papaparse'

/** What can separate cells, in the order in which it is taken where all fit alike. */
const DELIMITERS = ['\t', ';', '|', ','] as const
const SAMPLE = 64 * 1_024
const ROWS = 200
const SAID = /^"?sep=([^\r\n"\p{L}\p{N}])"?(?:\n|$)/iu
/** A decimal comma in each cell makes one cell more than there are; only beyond that the comma is what separates. */
const MORE = 1

/** What separates the cells of a text, and whether its first line says so (`sep=;`, as Excel writes and reads it). */
export type FoundDelimiter = { delimiter: string; said: boolean }

/**
 * The sign that cuts most rows into the same number of cells.
 * @param text the beginning of a text; lines end with \n
 */
export function findDelimiter(text: string): FoundDelimiter {
  const said = SAID.exec(text)?.[1]
  if (said !== undefined) return { delimiter: said, said: true }
  const sample = text.slice(0, SAMPLE)
  const whole = sample.length < text.length ? sample.slice(0, sample.lastIndexOf('\n') + 1) || sample : sample
  const fits = DELIMITERS.map((delimiter, i) => ({ ...fitOf(whole, delimiter), preferred: -i }))
  const [best] = fits.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || b.preferred - a.preferred)
  if (best === undefined) return { delimiter: ',', said: false }
  const more = fits.find(({ score, cells }) => score >= best.score * 0.95 && cells > best.cells + MORE)
  return { delimiter: (more ?? best).delimiter, said: false }
}

/**
 * `score`: the share of rows that are cut at all, and of those that are cut into the commonest number of cells; rows in which a
 * quote is left inside a cell count against it, for a quote that holds something stands at the edge of one. A row that is cut
 * between digits only counts half: 1 200,50 and 1,234.50 may be a number each. So does one that holds more of what separates
 * elsewhere: commas stand in words, the others hardly do.
 */
function fitOf(sample: string, delimiter: string): { delimiter: string; score: number; cells: number } {
  const rows = Papa.parse<string[]>(sample, { delimiter, newline: '\n', preview: ROWS }).data.filter(
    cells => cells.length > 1 || cells[0]?.trim() !== '',
  )
  const counts = new Map<number, number>()
  for (const row of rows)
    if (row.length > 1)
      counts.set(row.length, (counts.get(row.length) ?? 0) + (isNumbers(row) || isOthers(row, delimiter) ? 1 / 2 : 1))
  const [[cells, most] = [1, 0]] = [...counts].sort(([a, n], [b, m]) => m - n || b - a)
  const cut = [...counts.values()].reduce((sum, n) => sum + n, 0)
  const strays = rows.filter(row => row.some(cell => cell.includes('"'))).length
  const score = rows.length === 0 ? 0 : (cut / 2 + most - strays / 2) / rows.length
  return { delimiter, score, cells }
}

function isNumbers(cells: readonly string[]): boolean {
  return cells.every((cell, i) => (i === 0 || /^\d/.test(cell)) && (i === cells.length - 1 || /\d$/.test(cell)))
}

function isOthers(cells: readonly string[], delimiter: string): boolean {
  const others = DELIMITERS.filter(other => other !== delimiter && other !== ',')
  return others.some(other => cells.reduce((n, cell) => n + cell.split(other).length - 1, 0) >= cells.length)
}
