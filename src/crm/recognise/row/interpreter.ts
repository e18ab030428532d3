import { unreachable } from '../../../errors.js'
import { OWN } from '../../own-file.js'
import type { LeftOutReason, Mapping, SkipReason } from '../../role.js'
import { bare } from '../cell.js'
import { type BackOutcome, createOrders, type OrderOutcome } from './orders.js'
import { readOwnPerson } from './own.js'
import { createPeople } from './people.js'
import { createPersonReader, type Person, type Reading } from './person.js'

/**
 * What comes of rows, for whoever writes it down.
 * - `person`: `row` is the number of the person (1 …). Not `first`: the same person again, to be joined with what was
 * written (`joinPeople`); `absorbs`: the numbers of people who turned out to be this one.
 * - `order`: likewise; not `first`: what a later part of the file says of an order that was written already.
 * - `leftOut`, `skipped`: a row of which nothing comes, and why.
 */
export type Outcome =
  | { kind: 'person'; row: number; first: boolean; absorbs: readonly number[]; person: Person }
  | OrderOutcome
  | BackOutcome
  | { kind: 'leftOut'; line: number; column: string | null; reason: LeftOutReason; cells: readonly string[] }
  | { kind: 'skipped'; line: number; reason: SkipReason }

/** How many rows there were, and what came of them: `accepted + leftOut + skipped = rows`. */
export type Counts = {
  rows: number
  accepted: number
  leftOut: number
  skipped: number
  people: number
  orders: number
  reasons: Partial<Record<LeftOutReason, number>>
}

/** Makes people and orders of rows. */
export type Interpreter = {
  /** What comes of a row, and of those before it that waited for it: rows of one order are told together. */
  read(line: number, cells: readonly string[]): Outcome[]
  /** What was still waiting, and all counts. */
  done(): { outcomes: Outcome[]; counts: Counts }
}

const TOTALS =
  /^(?:общий |всего\s)?(?:итого?|всего|total|totals|grand total|sum|summe|gesamt|gesamtsumme|total general|toplam|genel toplam|разом|усього|razem|suma|підсумок|totale|totaal|celkem|kopa|kopā|összesen|jami|барлығы)(?:$|[\s:.,(])/iu

/** A line under the table, in one cell: «Число платежей: 12». */
const FOOTER =
  /^(?:сумма|число|количество|всего|итого?|total|number of|sum|count|anzahl|summe|gesamt|cantidad|toplam|сгенерирован|generated|exported|выгружено|дата)(?![\p{L}]).{0,160}(?::|=|\d)/iu

/**
 * Reads rows by a mapping. It never throws, keeps nothing of a row but numbers (and the rows of the order that is being
 * read), and takes every row for exactly one thing.
 */
export function createInterpreter(mapping: Mapping, reading: Reading): Interpreter {
  const people = createPeople({ often: mapping.kind === 'orders', named: mapping.kind === 'list' })
  const orders = createOrders(mapping, reading, people)
  const readPerson =
    mapping.system === OWN
      ? (line: number, cells: readonly string[]) => readOwnPerson(line, cells, mapping, reading)
      : createPersonReader(mapping, reading)
  const counts: Counts = { rows: 0, accepted: 0, leftOut: 0, skipped: 0, people: 0, orders: 0, reasons: {} }
  const headers = reading.headers.map(header => header.trim())
  const titled = headers.filter(header => header !== '').length

  const noted = (outcomes: Outcome[]): Outcome[] => {
    for (const outcome of outcomes) {
      if (outcome.kind === 'leftOut') {
        counts.leftOut += 1
        counts.reasons[outcome.reason] = (counts.reasons[outcome.reason] ?? 0) + 1
      } else if (outcome.kind === 'skipped') counts.skipped += 1
    }
    return outcomes
  }

  return {
    read(line, cells) {
      counts.rows += 1
      const skipped = skipReason(cells, headers, titled, mapping)
      if (skipped !== null) return noted([{ kind: 'skipped', line, reason: skipped }])
      return noted(read(line, cells))
    },
    done() {
      const outcomes = noted(orders.done())
      counts.people = people.count
      counts.orders = orders.count
      counts.accepted = counts.rows - counts.leftOut - counts.skipped
      return { outcomes, counts: { ...counts, reasons: { ...counts.reasons } } }
    },
  }

  function read(line: number, cells: readonly string[]): Outcome[] {
    switch (mapping.kind) {
      case 'orders':
        return orders.read(line, cells)
      case 'subscribers':
      case 'customers':
      case 'list': {
        const read = readPerson(line, cells)
        if ('reason' in read) {
          const column = read.column === null ? null : (headers[read.column] ?? null)
          return [{ kind: 'leftOut', line, column, reason: read.reason, cells }]
        }
        const { row, first, absorbs, news } = people.add(read)
        return first || news || absorbs.length > 0 ? [{ kind: 'person', row, first, absorbs, person: read }] : []
      }
      case 'none':
        return [{ kind: 'leftOut', line, column: null, reason: 'no_key', cells }]
      default:
        return unreachable(mapping.kind)
    }
  }
}

/** Rows that are none: empty ones, sums at the end, the header once more. */
function skipReason(
  cells: readonly string[],
  headers: readonly string[],
  titled: number,
  mapping: Mapping,
): SkipReason | null {
  let first = ''
  let said = 0
  for (const cell of cells) {
    const text = bare(cell)
    if (text === '') continue
    if (said === 0) first = text
    said += 1
    // More are not asked about.
    if (said > 1) break
  }
  if (said === 0) return 'empty'
  if (titled > 1 && cells.every((cell, at) => cell.trim() === (headers[at] ?? ''))) return 'header_again'
  if (TOTALS.test(first) && first.length < 40 && !hasKey(cells, mapping)) return 'totals'
  if (said === 1 && titled > 3 && FOOTER.test(first)) return 'totals'
  return null
}

function hasKey(cells: readonly string[], { roles }: Mapping): boolean {
  const columns = [
    ...(roles.phone ?? []),
    ...(roles.email ?? []),
    ...(roles.telegram_id ?? []),
    ...(roles.ordered_at ?? []),
  ]
  return columns.some(column => /\d|@/.test(bare(cells[column] ?? '')))
}
