import { AppError } from '../../errors.js'
import { fold } from '../../text/fold.js'
import { type FoundHeader, findHeader, groupedNames, isKey } from './header.js'
import { filledIn, isBlank, MOST_COLUMNS, type RawRow, type SkippedRow, type TableRow } from './row.js'
import { isTotals } from './totals.js'

/** Rows by which header and width are found. */
const SAMPLE = 200
/** Remarks below a table that are still remarks. */
const REMARKS = 10

/**
 * A table within rows: `headerRow` is its line, 0 where there is none; `headers` are as written, doubled ones and empty
 * ones too, without empty columns at the end.
 */
export type Grid = { headerRow: number; headers: string[]; rows: AsyncGenerator<TableRow[]> }

/**
 * Finds the table within the rows of a file or a sheet.
 * @param ragged whether a row longer than the header was cut wrongly (as in delimited text), so that its cells may stand
 * in other columns; in a spreadsheet they are a remark beside the table
 * @throws AppError `file_no_rows`, `file_too_wide`
 */
export async function readGrid(source: AsyncGenerator<RawRow[]>, ragged: boolean): Promise<Grid> {
  const sample: RawRow[] = []
  while (sample.length < SAMPLE) {
    const next = await source.next()
    if (next.done === true) break
    for (const row of next.value) sample.push(row)
  }
  if (ragged) sample.splice(0, sample.length, ...listedBelow(sample))
  const looked = sample.slice(0, SAMPLE)
  const found = findHeader(looked)
  if (found.width > MOST_COLUMNS) throw new AppError('file_too_wide', { limit: MOST_COLUMNS })
  const header = found.index === null ? null : looked[found.index]
  const lowest = Array.from({ length: found.width }, (_none, i) => header?.cells[i]?.trim() ?? '')
  const groups = found.grouped && found.index !== null ? (looked[found.index - 1]?.cells ?? []) : null
  const headers = groups === null ? lowest : groupedNames(groups, lowest, found.width)
  const from = found.index === null ? 0 : found.index + 1
  const skip = createSkip(found, lowest, ragged, cellsOf(header, looked.slice(from)))
  if (!sample.slice(from).some(({ cells }) => filledIn(cells) > 0) && (await nothingMore(source, sample))) {
    throw new AppError('file_no_rows')
  }
  return { headerRow: header?.line ?? 0, headers, rows: rowsOf(sample.slice(from), source, skip) }
}

/** A list in one line, `700000001, 700000003`, stands below one another; anything else is as it was. */
function listedBelow(sample: readonly RawRow[]): readonly RawRow[] {
  const [only, ...others] = sample.filter(({ cells }) => filledIn(cells) > 0)
  const written = only?.cells.filter(cell => !isBlank(cell)) ?? []
  if (only === undefined || others.length > 0 || written.length < 2 || !written.every(isKey)) return sample
  // Blank rows stay where they are: they are rows, and counted as such.
  return sample.flatMap(row =>
    row === only ? written.map(cell => ({ line: only.line, cells: [cell.trim()] })) : [row],
  )
}

/** Reads on until something comes, which is then in the sample as well. */
async function nothingMore(source: AsyncGenerator<RawRow[]>, sample: RawRow[]): Promise<boolean> {
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    for (const row of next.value) sample.push(row)
    if (next.value.some(({ cells }) => filledIn(cells) > 0)) return false
  }
  return true
}

type Skip = { of(rows: readonly RawRow[]): TableRow[]; end(): TableRow[] }

async function* rowsOf(
  sample: readonly RawRow[],
  source: AsyncGenerator<RawRow[]>,
  skip: Skip,
): AsyncGenerator<TableRow[]> {
  yield skip.of(sample)
  for await (const rows of source) yield skip.of(rows)
  yield skip.end()
}

/** Whether a cell says a folded name. Most cells begin with a digit, which folding leaves where it is, and no name does. */
function isCalled(cell: string, name: string): boolean {
  const first = cell.charCodeAt(0)
  if (first >= 0x30 && first <= 0x39 && first !== name.charCodeAt(0)) return false
  return fold(cell) === name
}

/**
 * Cells of a row that was cut as the header was, empty ones at the end among them; 0 where rows are not cut alike: then
 * only those that have a name are sure.
 */
function cellsOf(header: RawRow | null | undefined, rows: readonly RawRow[]): number {
  const length = header?.cells.length ?? 0
  const alike = rows.filter(({ cells }) => cells.length === length).length
  return alike * 2 > rows.length ? length : 0
}

/** Says of each row what it is. What may be a remark waits until it is known whether rows come behind it. */
function createSkip(
  { width, typical }: FoundHeader,
  headers: readonly string[],
  ragged: boolean,
  written: number,
): Skip {
  const names = headers.map(fold)
  const titled = names.filter(name => name !== '').length
  let waiting: RawRow[] = []

  const shaped = (cells: readonly string[]): readonly string[] => {
    if (cells.length === width) return cells
    return Array.from({ length: width }, (_none, i) => cells[i] ?? '')
  }

  const skipped = (cells: readonly string[], filled: number): SkippedRow | null => {
    if (filled === 0) return 'empty'
    if (isTotals(cells)) return 'totals'
    if (titled > 0 && filled >= titled && names.every((name, i) => isCalled(cells[i] ?? '', name)))
      return 'header_again'
    return null
  }

  const read = ({ line, cells }: RawRow): TableRow => {
    const why = skipped(cells, filledIn(cells))
    if (why !== null) return { line, cells, what: why }
    const long = cells.length > width && cells.slice(width).some(cell => !isBlank(cell))
    if (long && ((ragged && cells.length > written) || cells.length > MOST_COLUMNS))
      return { line, cells, what: 'too_many_cells' }
    return { line, cells: shaped(cells), what: 'data' }
  }

  const isRemark = (cells: readonly string[], filled: number): boolean => {
    if (filled !== 1 || typical < 2 || width < 3) return false
    const text = cells.find(cell => !isBlank(cell)) ?? ''
    if (isBlank(cells[0]) || !/\p{L}/u.test(text) || text.includes('@')) return false
    return ragged ? cells.length * 2 <= width : /[:\d]/.test(text) && text.includes(' ')
  }

  return {
    of(rows) {
      const out: TableRow[] = []
      for (const row of rows) {
        const filled = filledIn(row.cells)
        if (isRemark(row.cells, filled) || (waiting.length > 0 && filled === 0)) waiting.push(row)
        else {
          out.push(...waiting.map(read), read(row))
          waiting = []
        }
        if (waiting.length > REMARKS) {
          out.push(...waiting.map(read))
          waiting = []
        }
      }
      return out
    },
    end() {
      const rest = waiting.map(({ line, cells }): TableRow => {
        return { line, cells, what: skipped(cells, filledIn(cells)) ?? 'footer' }
      })
      waiting = []
      return rest
    },
  }
}
