import { statSync } from 'node:fs'
import { AppError } from '../../errors.js'
import type { Encoding } from './decoder.js'
import { readDelimited } from './delimited.js'
import type { EncodingCandidate } from './encoding.js'
import { type Grid, readGrid } from './grid.js'
import { kindOf, textKindOf } from './kind.js'
import type { TableRow } from './row.js'
import { encodingOfFile, headOf, headOfText, type ReadOn, textOf } from './text.js'

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
  if (statSync(path).size === 0) throw new AppError('file_empty')
  const kind = kindOf(headOf(path))
  if (kind !== 'text') throw new AppError('file_not_a_table', { kind })
  return openText(path, choice, readOn)
}

async function openText(path: string, choice: TableChoice, readOn?: ReadOn): Promise<Table> {
  const found = encodingOfFile(path)
  const encoding = choice.encoding ?? found.encoding
  const { candidates } = found
  const written = { encoding, certain: found.certain || choice.encoding !== undefined, candidates }
  const text = () => textOf(path, encoding, readOn)
  const kind = textKindOf(await headOfText(path, encoding))
  if (kind === 'empty') throw new AppError('file_empty')
  const { delimiter, rows } = await readDelimited(text())
  const grid = await readGrid(rows, true)
  return { ...FLAT, ...factsOf(grid), ...written, container: 'csv', delimiter }
}

/** What a text has in place of a workbook's facts. */
const FLAT = { dates: new Set<number>(), sheet: null, sheets: [], delimiter: null }

function factsOf({ headerRow, headers, rows }: Grid): Pick<Table, 'headerRow' | 'headers' | 'rows'> {
  return { headerRow, headers, rows: () => rows }
}
