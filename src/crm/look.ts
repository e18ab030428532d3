import { statSync } from 'node:fs'
import type { Guess, Look, Others, Progress, Shop } from './reading-task.js'
import { createProfiler } from './recognise/column/profiler.js'
import { recognise } from './recognise/recognise.js'
import type { Mapping } from './role.js'
import type { TableRow } from './table/row.js'
import { openTable, type Table, type TableChoice } from './table/table.js'

/** Rows that are shown to whoever has to say what a column is. */
const FIRST = 5
const LONGEST_CELL = 200
/** After so many a file of more is guessed at. */
const GUESSED = 2_000

/** Told how far a file was read. */
export type Onward = (progress: Progress) => void

/**
 * Reads a file once, and makes out what it is.
 * @param remembered how a file with these headers was read before
 * @param guess told what a long file looks like by its first rows; null where nobody asks
 */
export async function lookAtFile(
  path: string,
  choice: TableChoice,
  { country, currency, told = null }: Shop,
  remembered: (headers: string[]) => Promise<Mapping | null>,
  onward: Onward,
  guess: ((guess: Guess) => void) | null = null,
): Promise<Look> {
  const { rows: read, dates, ...facts } = await openWatched(path, choice, onward)
  const before = await remembered(facts.headers)
  const profiler = createProfiler(facts.headers, country)
  const first: Look['first'] = []
  const others: Others = {}
  const beside = { country, currency, remembered: before, told }
  let rows = 0
  let early = guess === null ? null : createProfiler(facts.headers, country)
  const addEarly = (line: number, cells: readonly string[]) => {
    early?.add(line, cells)
    rows += 1
    if (early === null || rows < GUESSED) return
    const { encoding, sheet } = facts
    const choice = { ...(encoding !== null && { encoding }), ...(sheet !== null && { sheet }) }
    guess?.({ mapping: recognise(early.done(), beside).mapping, choice })
    early = null
  }
  for await (const some of read()) {
    for (const { line, cells, what } of some) {
      if (what === 'data') {
        profiler.add(line, cells)
        addEarly(line, cells)
        if (first.length < FIRST) first.push({ line, cells: cells.map(cell => cell.slice(0, LONGEST_CELL)) })
      } else others[what] = (others[what] ?? 0) + 1
    }
  }
  const profiles = profiler.done()
  const recognition = recognise(profiles, beside)
  return { table: { ...facts, dates: [...dates] }, rows: profiles.rows, others, first, recognition }
}

/** The rows of a table whose first header is `mark`, `most` at most; no rows of any other. */
export async function rowsOfTable(
  path: string,
  choice: TableChoice,
  mark: string,
  most: number,
): Promise<{ headers: string[]; rows: string[][] }> {
  const table = await openTable(path, choice)
  const headers = table.headers.map(header => header.trim())
  const found: string[][] = []
  if (headers[0]?.toLowerCase() !== mark) return { headers, rows: found }
  for await (const some of table.rows()) {
    for (const { cells, what } of some) if (what === 'data') found.push([...cells])
    if (found.length >= most) break
  }
  return { headers, rows: found.slice(0, most) }
}

/** A table that tells how far it was read. */
export async function openWatched(path: string, choice: TableChoice, onward: Onward): Promise<Table> {
  const { size } = statSync(path)
  let rows = 0
  const table = await openTable(path, choice, bytes => onward({ rows, share: Math.min(1, bytes / size) }))
  async function* counted(): AsyncGenerator<TableRow[]> {
    for await (const some of table.rows()) {
      rows += some.length
      yield some
    }
  }
  return { ...table, rows: counted }
}
