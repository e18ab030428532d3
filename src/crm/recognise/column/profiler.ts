import { bare } from '../cell.js'
import { addCell, settle } from './cells.js'
import { createPairs, type PairCounts, type Pairs } from './pairs.js'
import { createBudget, emptyProfile, type Profile } from './profile.js'

/** What was seen of a file, row by row. */
export type Profiles = {
  columns: Profile[]
  rows: number
  /** How columns go together: order numbers with amounts, words with money. */
  pairs: PairCounts
}

/** Looks at a file row by row, in memory that its width bounds, not its length. */
export type Profiler = {
  /** Adds a row. `line` is one of the file; cells beyond the headers are not looked at. */
  add(line: number, cells: readonly string[]): void
  done(): Profiles
}

/** So many rows say which columns are worth looking at together. */
const FIRST = 200

/**
 * @param headers as they are written; empty texts where a file has none
 * @param country the country (ISO code) whose phones are read as they are dialled at home; null for none
 */
export function createProfiler(headers: readonly string[], country: string | null = null): Profiler {
  const columns = headers.map(emptyProfile)
  const budget = createBudget()
  let before: readonly string[] = []
  let first: { line: number; cells: readonly string[] }[] | null = []
  let pairs: Pairs | null = null
  let rows = 0

  const begin = () => {
    if (first === null) return
    pairs = createPairs(columns)
    for (const { line, cells } of first) pairs.add(line, cells)
    first = null
  }

  return {
    add(line, cells) {
      rows += 1
      columns.forEach((column, at) => {
        const cell = cells[at] ?? ''
        if (cell === '') return
        addCell(column, cell, line, budget, country)
        if (before[at] === cell && bare(cell) !== '') column.repeats += 1
      })
      before = cells
      if (first === null) pairs?.add(line, cells)
      else {
        first.push({ line, cells })
        if (first.length >= FIRST || first.length * cells.length > FIRST * 1_000) begin()
      }
    },
    done() {
      begin()
      return { columns: columns.map(settle), rows, pairs: (pairs ?? createPairs(columns)).done() }
    },
  }
}
