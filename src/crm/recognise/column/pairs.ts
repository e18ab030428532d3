import { isKey } from '../../table/header.js'
import { amountIn } from '../cell/amount.js'
import { bare } from '../cell.js'
import { headerWords } from './header.js'
import type { Profile } from './profile.js'
import { namedAs } from './words.js'

/**
 * How columns go together. `orders`: for a column of order numbers, how many there are (null when too many to say), and
 * how each column of amounts stands in further rows of a number: blank, as in its first row, given back, or other. `money`: for each
 * word of a column of few values, rows and plain sums by column of amounts: of all rows, and of first rows of a number.
 * `pieces`: for each column of amounts, of how many further rows of a number, with a price and a quantity, it is the one
 * times the other; `apart`: of how many of those another thing than in the first row.
 */
export type PairCounts = {
  orders: Map<number, { distinct: number | null; again: number; amounts: Map<number, Repeats> }>
  money: Map<number, Map<string, { rows: number; firsts: number; all: Map<number, number>; once: Map<number, number> }>>
  pieces: Map<number, { rows: number; equal: number; apart: number }>
}

/** `back`: one of the two is negative; `under`: filled in a row below that names nothing itself, as in merged cells; `example` is a number whose rows have other amounts, and the first of them. */
export type Repeats = {
  blank: number
  same: number
  back: number
  other: number
  under: number
  example: { order: string; totals: string[] } | null
}

export type Pairs = { add(line: number, cells: readonly string[]): void; done(): PairCounts }

/** Beyond so many numbers only rows next to one another are compared. */
const MOST_NUMBERS = 30_000
const MOST_WORDS = 60

/** Chooses the columns worth looking at together by their headers and first rows. */
export function createPairs(columns: readonly Profile[]): Pairs {
  const numbers = chosen(columns, 3, (column, words) => (isAmountOnly(column) ? 0 : namedAs('order_id', words)))
  const amounts = chosen(columns, 8, (column, words) => {
    const share = column.amounts.all / Math.max(1, column.filled)
    const moneyish = column.amounts.fractions > 0 || column.amounts.named.size > 0 ? 0.3 : 0
    return share < 0.6 || column.days.all > column.filled / 2 ? 0 : namedAs('total', words) + moneyish + 0.01
  })
  const words = chosen(columns, 6, (column, headers) =>
    column.values === null || column.values.size > 40 || column.amounts.all > column.filled / 2
      ? 0
      : namedAs('order_status', headers) + (column.values.size < 12 && column.filled > 10 ? 0.05 : 0),
  )
  const orders: PairCounts['orders'] = new Map(
    numbers.map(column => [
      column,
      {
        ...{ distinct: 0, again: 0 },
        amounts: new Map(
          amounts.map(amount => [amount, { blank: 0, same: 0, back: 0, other: 0, under: 0, example: null }]),
        ),
      },
    ]),
  )
  const [price] = chosen(columns, 1, (column, words) => (column.amounts.all === 0 ? 0 : namedAs('price', words)))
  const [quantity] = chosen(columns, 1, (column, words) => (column.amounts.all === 0 ? 0 : namedAs('quantity', words)))
  const pieces: PairCounts['pieces'] = new Map(amounts.map(amount => [amount, { rows: 0, equal: 0, apart: 0 }]))
  const [product] = chosen(columns, 1, (_column, words) => namedAs('product', words))
  const money: PairCounts['money'] = new Map(words.map(column => [column, new Map()]))
  const seen = new Map(numbers.map(column => [column, new Map<string, string[]>()]))
  const last = new Map<number, { number: string; amounts: string[] }>()
  const [main] = numbers

  const valueIn = (cell: string) => amountIn(bare(cell), null)?.value ?? null
  const isNegative = (cell: string) => (valueIn(cell) ?? 0) < 0
  const addNumber = (column: number, number: string, cells: readonly string[]): boolean => {
    const counts = orders.get(column)
    const known = seen.get(column)
    if (counts === undefined || known === undefined) return true
    const before = last.get(column)
    const first = known.get(number) ?? (before?.number === number ? before.amounts : undefined)
    if (first === undefined) {
      const now = [...amounts, ...(product === undefined ? [] : [product])].map(at => cells[at] ?? '')
      last.set(column, { number, amounts: now })
      if (known.size >= MOST_NUMBERS) counts.distinct = null
      else known.set(number, now)
      if (counts.distinct !== null) counts.distinct = known.size
      return true
    }
    counts.again += 1
    if (column === main) addPieces(cells, product !== undefined && first.at(-1) !== (cells[product] ?? ''))
    amounts.forEach((amount, at) => {
      const repeats = counts.amounts.get(amount)
      if (repeats === undefined) return
      const [before, now] = [first[at] ?? '', cells[amount] ?? '']
      if (bare(now) === '' || bare(before) === '') repeats.blank += 1
      else if (now === before) repeats.same += 1
      // What was given back is no other total.
      else if (isNegative(now) !== isNegative(before)) repeats.back += 1
      else {
        repeats.other += 1
        repeats.example ??= { order: number, totals: [before, now] }
      }
    })
    return false
  }

  /** Of one row, in the order of the amounts: each of its words is asked about all of them. */
  const valuesIn = (cells: readonly string[]) => amounts.map(amount => valueIn(cells[amount] ?? '') ?? 0)
  const addUnder = (column: number, cells: readonly string[]) => {
    const above = last.get(column)
    if (above === undefined || product === undefined || bare(cells[product] ?? '') === '' || cells.some(isKey)) return
    addPieces(cells, true)
    amounts.forEach((amount, at) => {
      const repeats = orders.get(column)?.amounts.get(amount)
      const now = cells[amount] ?? ''
      if (repeats === undefined || valueIn(now) === null) return
      repeats.under += 1
      repeats.example ??= { order: above.number, totals: [above.amounts[at] ?? '', now] }
    })
  }
  const addPieces = (cells: readonly string[], other: boolean) => {
    if (price === undefined || quantity === undefined) return
    const [one, many] = [valueIn(cells[price] ?? ''), valueIn(cells[quantity] ?? '')]
    if (one === null || many === null) return
    for (const [amount, counts] of pieces) {
      const value = valueIn(cells[amount] ?? '')
      if (value === null) continue
      counts.rows += 1
      if (Math.abs(one * many - value) >= 0.02) continue
      counts.equal += 1
      if (other) counts.apart += 1
    }
  }

  return {
    add(_line, cells) {
      let isFirst = true
      for (const column of numbers) {
        const number = bare(cells[column] ?? '')
        if (number === '' && column === main) addUnder(column, cells)
        const first = number === '' || addNumber(column, number, cells)
        if (column === main) isFirst = first
      }
      const sums = money.size === 0 ? [] : valuesIn(cells)
      for (const [column, byWord] of money) {
        const word = bare(cells[column] ?? '')
        if (word === '' || word.length > 80) continue
        let counts = byWord.get(word)
        if (counts === undefined) {
          if (byWord.size >= MOST_WORDS) continue
          counts = { rows: 0, firsts: 0, all: new Map(), once: new Map() }
          byWord.set(word, counts)
        }
        counts.rows += 1
        if (isFirst) counts.firsts += 1
        for (const [at, value] of sums.entries()) {
          const amount = amounts[at]
          if (value === 0 || amount === undefined) continue
          counts.all.set(amount, (counts.all.get(amount) ?? 0) + value)
          if (isFirst) counts.once.set(amount, (counts.once.get(amount) ?? 0) + value)
        }
      }
    },
    done: () => ({ orders, money, pieces }),
  }
}

/** The columns for which something speaks most, at most so many. */
function chosen(
  columns: readonly Profile[],
  most: number,
  score: (column: Profile, words: readonly string[]) => number,
): number[] {
  return columns
    .map((column, at) => ({ at, score: column.filled === 0 ? 0 : score(column, headerWords(column.header)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, most)
    .map(({ at }) => at)
}

function isAmountOnly(column: Profile): boolean {
  return column.amounts.fractions > 0 || column.days.all > 0
}
