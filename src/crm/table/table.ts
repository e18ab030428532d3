import { statSync } from 'node:fs'
import { AppError, isAppError, unreachable } from '../../errors.js'
import { type Archive, openArchive } from './archive.js'
import type { Encoding } from './decoder.js'
import { readDelimited } from './delimited.js'
import type { EncodingCandidate } from './encoding.js'
import { type Grid, readGrid } from './grid.js'
import { isSomebody } from './header.js'
import { charsetOf, countTables, isTelegramPage, readHtml } from './html.js'
import { findLines, findObjects, isNdjson, readLines, readObjects } from './json.js'
import { kindOf, textKindOf } from './kind.js'
import { withoutLeftOut } from './left-out.js'
import type { TableRow } from './row.js'
import { countRows, readSheet } from './sheet.js'
import { encodingOfFile, headOf, headOfText, partsOf, type ReadOn, textOf } from './text.js'
import { readWorkbook, type Workbook } from './workbook.js'

/** How rows are kept in a file. */
export type Container = 'csv' | 'xlsx' | 'html' | 'json' | 'ndjson'

/**
 * What is known of a table before its rows are read. `encoding` is null for a workbook; where it is not `certain`,
 * `candidates` have cells as they would read otherwise. `sheet` is the one that is read, of `sheets`. `headerRow` is a
 * line, 0 where there is no header (or, in JSON, none is needed); `headers` are as written, doubled and empty ones too.
 */
export type TableFacts = {
  container: Container
  encoding: Encoding | null
  certain: boolean
  candidates: EncodingCandidate[]
  delimiter: string | null
  sheet: string | null
  sheets: string[]
  headerRow: number
  headers: string[]
}

/** A table that was opened. `dates` are the columns in which a workbook has days, complete once all rows were read. */
export type Table = TableFacts & {
  dates: ReadonlySet<number>
  /** Its rows, some at a time, in the order of the file; once. */
  rows(): AsyncIterable<TableRow[]>
}

/** What a person chose instead of what was found. */
export type TableChoice = { encoding?: Encoding | undefined; sheet?: string | undefined }

/**
 * Opens the table that a file holds. What it is shows in its bytes, whatever its name says.
 * @param readOn told of bytes that were read, for progress
 * @throws AppError `file_…` where there is none that can be read
 */
export async function openTable(path: string, choice: TableChoice = {}, readOn?: ReadOn): Promise<Table> {
  return withoutLeftOut(await openAny(path, choice, readOn))
}

async function openAny(path: string, choice: TableChoice, readOn?: ReadOn): Promise<Table> {
  if (statSync(path).size === 0) throw new AppError('file_empty')
  const head = headOf(path)
  const kind = kindOf(head)
  switch (kind) {
    case 'text':
      return openText(path, choice, charsetOf(Buffer.from(head).toString('latin1')), readOn)
    case 'zip':
      return openWorkbook(path, choice, readOn)
    case 'ole':
      throw oleError(path)
    default:
      throw new AppError('file_not_a_table', { kind })
  }
}

/** What a text has in place of a workbook's facts, and what has no header needs. */
const PLAIN = { dates: new Set<number>(), sheet: null, sheets: [], delimiter: null, headerRow: 0 }

async function openText(path: string, choice: TableChoice, said: string | null, readOn?: ReadOn): Promise<Table> {
  const found = encodingOfFile(path, said)
  const encoding = choice.encoding ?? found.encoding
  const { candidates } = found
  const written = { ...PLAIN, encoding, certain: found.certain || choice.encoding !== undefined, candidates }
  const text = () => textOf(path, encoding, readOn)
  const head = await headOfText(path, encoding)
  const kind = textKindOf(head)
  switch (kind) {
    case 'empty':
      throw new AppError('file_empty')
    case 'json': {
      if (isNdjson(head)) {
        const headers = await findLines(text())
        return { ...written, container: 'ndjson', headers, rows: () => readLines(text(), headers) }
      }
      const table = await findObjects(text())
      return { ...written, container: 'json', headers: table.headers, rows: () => readObjects(text(), table) }
    }
    case 'markup': {
      if (isTelegramPage(head)) throw new AppError('file_telegram_export')
      const counts = await countTables(text())
      const wanted = counts.indexOf(Math.max(0, ...counts))
      if (wanted < 0) throw new AppError('file_not_a_table', { kind: /^\s*<\?xml/.test(head) ? 'xml' : 'page' })
      return { ...written, container: 'html', ...factsOf(await readGrid(readHtml(text(), wanted), false)) }
    }
    case 'delimited': {
      const { delimiter, rows } = await readDelimited(text())
      return { ...written, container: 'csv', delimiter, ...factsOf(await readGrid(rows, true)) }
    }
    default:
      return unreachable(kind)
  }
}

async function openWorkbook(path: string, choice: TableChoice, readOn?: ReadOn): Promise<Table> {
  const archive = await openArchive(path, readOn)
  try {
    const workbook = await readWorkbook(archive)
    const { sheet, sheets, grid, dates } = await findSheet(archive, workbook, choice.sheet)
    const { rows, ...facts } = factsOf(grid)
    const written = { encoding: null, certain: true, candidates: [], delimiter: null, dates }
    return { ...written, ...facts, container: 'xlsx', sheet, sheets, rows: () => closing(archive, rows()) }
  } catch (error) {
    archive.close()
    throw error
  }
}

type FoundSheet = { sheet: string; sheets: string[]; grid: Grid; dates: Set<number> }

/**
 * The sheet with the most rows that looks like a table, of those that name somebody if any does: sums by month may stand
 * in another. One that Excel hides only where no other does.
 */
async function findSheet(archive: Archive, workbook: Workbook, wanted: string | undefined): Promise<FoundSheet> {
  const counted = []
  for (const sheet of workbook.sheets) {
    const alone = workbook.sheets.length === 1
    const rows = alone ? 1 : await countRows(await archive.stream(sheet.part))
    const names = !alone && rows > 0 && (await namesSomebody(archive, workbook, sheet.part))
    counted.push({ ...sheet, rows, names })
  }
  const filled = counted.filter(({ rows }) => rows > 0)
  const ordered = filled.toSorted(
    (a, b) => Number(a.hidden) - Number(b.hidden) || Number(b.names) - Number(a.names) || b.rows - a.rows,
  )
  const sheets = filled.map(({ name }) => name)
  let first: unknown = new AppError('file_no_rows')
  for (const { name, part } of wanted === undefined ? ordered : filled.filter(({ name }) => name === wanted)) {
    const dates = new Set<number>()
    try {
      const grid = await readGrid(readSheet(await archive.stream(part), workbook, dates), false)
      return { sheet: name, sheets, grid, dates }
    } catch (error) {
      if (!isAppError(error, 'file_no_rows') && !isAppError(error, 'file_too_wide')) throw error
      if (name === ordered[0]?.name) first = error
    }
  }
  throw first
}

/** So many rows of a sheet say whether it is one of people. */
const LOOKED_AT = 100

async function namesSomebody(archive: Archive, workbook: Workbook, part: string): Promise<boolean> {
  let left = LOOKED_AT
  for await (const rows of readSheet(await archive.stream(part), workbook, new Set())) {
    if (rows.slice(0, left).some(({ cells }) => cells.some(isSomebody))) return true
    left -= rows.length
    if (left <= 0) return false
  }
  return false
}

async function* closing(archive: Archive, rows: AsyncIterable<TableRow[]>): AsyncGenerator<TableRow[]> {
  try {
    yield* rows
  } finally {
    archive.close()
  }
}

/** Old Office, and what new Excel locks by a password, are in files of one kind, whose parts have names of two bytes a sign. */
function oleError(path: string): AppError {
  const has = (name: string) => {
    const wide = Buffer.from(name, 'utf16le')
    for (const part of partsOf(path)) if (Buffer.from(part).includes(wide)) return true
    return false
  }
  if (has('EncryptedPackage')) return new AppError('file_locked')
  if (has('Workbook') || has('Book')) return new AppError('file_old_excel')
  return new AppError('file_not_a_table', { kind: 'document' })
}

function factsOf({ headerRow, headers, rows }: Grid): Pick<Table, 'headerRow' | 'headers' | 'rows'> {
  return { headerRow, headers, rows: () => rows }
}
