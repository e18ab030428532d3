import Papa, { type ParseError } from 'papaparse'
import { AppError } from '../../errors.js'
import { findDelimiter } from './delimiter.js'
import { MOST_COLUMNS, type RawRow } from './row.js'

/** Signs of a row that is still being read: more than any cell holds; else a quote that nothing closes takes the rest. */
const LONGEST = 1024 * 1_024
/** Rows whose quotes do not match, after which quotes mean something within a line only. */
const FORGIVEN = 25
const SAMPLE = 64 * 1_024

/** What Papa's parser gives for a part of a text: `cursor` is where the last whole row ends. */
type Parsed = { data: string[][]; errors: ParseError[]; meta: { cursor: number } }

/** The rows of a delimited text; what separates its cells is known once the first ones were read. */
export type Delimited = { delimiter: string; rows: AsyncGenerator<RawRow[]> }

/**
 * Reads text with delimiters, a part at a time. Quotes hold delimiters and line ends; where they do not match, a row is
 * one line, and its neighbours stay as they are.
 * @param parts the text; what it is cut into does not matter
 * @throws AppError `file_too_wide`, `file_not_a_table` for a row that does not end
 */
export async function readDelimited(parts: AsyncIterable<string>): Promise<Delimited> {
  const lines = withLineEnds(parts)
  let head = ''
  let ended = false
  while (head.length < SAMPLE && !ended) {
    const next = await lines.next()
    if (next.done === true) ended = true
    else head += next.value
  }
  const { delimiter, said } = findDelimiter(head)
  return { delimiter, rows: rowsOf(head, lines, delimiter, said) }
}

async function* rowsOf(
  head: string,
  parts: AsyncIterable<string>,
  delimiter: string,
  said: boolean,
): AsyncGenerator<RawRow[]> {
  const cut = createCut(delimiter)
  let line = said ? 2 : 1
  const numbered = (rows: readonly string[][]): RawRow[] => rows.map(cells => ({ line: line++, cells }))
  let { rows, rest } = cut(said ? head.slice(head.indexOf('\n') + 1 || head.length) : head, false)
  if (rows.length > 0) yield numbered(rows)
  for await (const part of parts) {
    ;({ rows, rest } = cut(rest + part, false))
    if (rows.length > 0) yield numbered(rows)
  }
  while (rest !== '') {
    ;({ rows, rest } = cut(rest, true))
    if (rows.length > 0) yield numbered(rows)
  }
}

type Cut = { rows: string[][]; rest: string }

/** Cuts whole rows off the beginning of a text; `last`: nothing comes behind it. */
function createCut(delimiter: string): (text: string, last: boolean) => Cut {
  const config = { delimiter, newline: '\n', quoteChar: '"' } as const
  const parser = new Papa.Parser(config)
  let forgiven = 0

  /** The first line of a text, as a row. */
  const firstLine = (text: string): { row: string[]; rest: string } => {
    const end = text.indexOf('\n')
    const row = splitLine(end < 0 ? text : text.slice(0, end), delimiter)
    return { row, rest: end < 0 ? '' : text.slice(end + 1) }
  }

  /** The rows up to the first whose quotes do not match, and that one: as the parser took it, or a line of its own. */
  const mend = (text: string, wrong: ParseError, data: readonly string[][]): Cut => {
    forgiven += 1
    const row = wrong.row ?? 0
    const start = offsetOf(text, row)
    const line = firstLine(text.slice(start))
    const taken = data[row] ?? []
    // A line that is whole by itself was not the beginning of a longer row.
    const whole = wrong.code === 'MissingQuotes' || line.row.length >= taken.length
    if (whole) return { rows: [...data.slice(0, row), line.row], rest: line.rest }
    return { rows: data.slice(0, row + 1), rest: text.slice(offsetOf(text, row + 1)) }
  }

  const offsetOf = (text: string, rows: number): number => {
    if (rows === 0) return 0
    const parsed: Parsed = new Papa.Parser({ ...config, preview: rows, fastMode: false }).parse(text, 0, false)
    return parsed.meta.cursor
  }

  const byLines = (text: string, last: boolean): Cut => {
    const end = last ? text.length : text.lastIndexOf('\n') + 1
    if (end === 0) return { rows: [], rest: text }
    const lines = text.slice(0, end).replace(/\n$/, '').split('\n')
    return { rows: lines.map(line => splitLine(line, delimiter)), rest: text.slice(end) }
  }

  const parse = (text: string, last: boolean): Cut & { whole: boolean } => {
    if (forgiven >= FORGIVEN) return { ...byLines(text, last), whole: true }
    const { data, errors, meta }: Parsed = parser.parse(text, 0, !last)
    // What is not whole yet may become right.
    const wrong = errors.find(({ type, row }) => type === 'Quotes' && (row ?? 0) < data.length)
    if (wrong !== undefined) return { ...mend(text, wrong, data), whole: false }
    // A line end ends a row, and begins none.
    if (last && text.endsWith('\n') && isEmptyLine(data.at(-1))) data.pop()
    return { rows: data, rest: last ? '' : text.slice(meta.cursor), whole: true }
  }

  return (text, last) => {
    const rows: string[][] = []
    let rest = text
    for (let whole = false; rest !== '' && !whole; ) {
      const cut = parse(rest, last)
      for (const row of cut.rows) rows.push(row)
      rest = cut.rest
      whole = cut.whole
    }
    while (rest.length > LONGEST) {
      if (!rest.includes('\n')) throw tooLong(rest, delimiter)
      forgiven += 1
      const line = firstLine(rest)
      rows.push(line.row)
      rest = line.rest
    }
    return { rows, rest }
  }
}

function isEmptyLine(cells: readonly string[] | undefined): boolean {
  return cells?.length === 1 && cells[0] === ''
}

/** Cells of one line in which quotes do not match: one ends a cell where a delimiter or nothing follows it. */
function splitLine(line: string, delimiter: string): string[] {
  const cells: string[] = []
  let from = 0
  while (from <= line.length) {
    const quoted = line[from] === '"' ? closingQuote(line, from + 1, delimiter) : -1
    const end = quoted >= 0 ? quoted + 1 : line.indexOf(delimiter, from)
    const cell = quoted >= 0 ? line.slice(from + 1, quoted) : line.slice(from, end < 0 ? line.length : end)
    cells.push(cell.replaceAll('""', '"'))
    if (end < 0 || end >= line.length) return cells
    from = end + delimiter.length
  }
  cells.push('')
  return cells
}

function closingQuote(line: string, from: number, delimiter: string): number {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 1)) {
    if (at + 1 === line.length || line.startsWith(delimiter, at + 1)) return at
  }
  return -1
}

function tooLong(row: string, delimiter: string): AppError {
  const cells = row.split(delimiter).length
  return cells > MOST_COLUMNS
    ? new AppError('file_too_wide', { limit: MOST_COLUMNS })
    : new AppError('file_not_a_table', { kind: 'text' })
}

/** Every line ends with \n. */
async function* withLineEnds(parts: AsyncIterable<string>): AsyncGenerator<string> {
  let held = ''
  for await (const part of parts) {
    const text = held + part
    held = text.endsWith('\r') ? '\r' : ''
    const whole = held === '' ? text : text.slice(0, -1)
    yield whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole
  }
  if (held !== '') yield '\n'
}
