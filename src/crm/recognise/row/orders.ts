import type { LeftOutReason, Mapping, SkipReason } from '../../role.js'
import { toMinor } from '../cell/amount.js'
import { isSubtotal, returnedOrder } from './document.js'
import { createKeys, hashText } from './keys.js'
import { createOrderReader, joinParts, wrongIn } from './order.js'
import type { OrderPart, Wrong } from './part.js'
import type { People } from './people.js'
import { createPersonReader, type Person, type Reading } from './person.js'

/** An order as it is written down: whole, with money in minor units. `person` is a number of `people`. */
export type Order = Omit<OrderPart, 'items' | 'orderId' | 'at' | 'total' | 'currency' | 'refunded'> & {
  orderId: string
  at: number
  total: number
  refunded: number
  currency: string
  items: { product: string; sku: string | null; category: string | null; quantity: number; price: number | null }[]
}
export type OrderOutcome = {
  kind: 'order'
  row: number
  first: boolean
  /** The order was told before, and this says all of it once more: it may say it otherwise. */
  again: boolean
  person: number | null
  order: Order
}

/** Money of an order that was told, given back by a row of its own; `row` is the order's, `amount` minor units. */
export type BackOutcome = { kind: 'back'; row: number; amount: number; currency: string | null } & Omit<LeftOut, 'kind'>

type LeftOut = { kind: 'leftOut'; line: number; column: string | null; reason: LeftOutReason; cells: readonly string[] }
type Told =
  | OrderOutcome
  | BackOutcome
  | LeftOut
  | { kind: 'skipped'; line: number; reason: SkipReason }
  | { kind: 'person'; row: number; first: boolean; absorbs: readonly number[]; person: Person }

/** One row of the order that is being read. */
type RunRow = { line: number; cells: readonly string[]; person: Person | Wrong }
type Run = { id: string | null; part: OrderPart; rows: RunRow[]; cells: number; items: number }

/** So many rows of one order are held at a time; those after them are told as a further part of it. */
const MOST_ROWS = 1_000
const MOST_CELLS = 200_000
const MOST_ITEMS = 1_000
/** So many cells of rows that give money back wait for their orders, which may stand below them. */
const MOST_WAITING = 400_000

export type Orders = { read(line: number, cells: readonly string[]): Told[]; done(): Told[]; readonly count: number }

/**
 * Makes orders of rows: those with one number, next to one another, are one order; a later part of it is told as such.
 * A negative row with the number of an order gives back money of it, wherever in the file that order stands.
 * An order of nobody is told too, because the sum of the file has it, and its rows are left out.
 */
export function createOrders(mapping: Mapping, reading: Reading, people: People): Orders {
  const readOrder = createOrderReader(mapping, reading)
  const readPerson = createPersonReader(mapping, reading)
  const numbers = createKeys()
  /** Orders of nobody, so far. */
  const ownerless = new Set<number>()
  let run: Run | null = null
  let last = 0
  const backs: { line: number; cells: readonly string[]; part: OrderPart; of: string | null; wrong: Wrong }[] = []
  let waiting = 0
  /** Documents that gave something back; where each says the whole of it, it does so once. */
  const documents = new Set<string>()
  /** What the rows since the last subtotal come to, and all of them. */
  const sums = [createSum(), createSum()]

  const headerOf = (column: number | null) => (column === null ? null : (reading.headers[column]?.trim() ?? null))
  const leftOut = (row: { line: number; cells: readonly string[] }, { reason, column }: Wrong): LeftOut => ({
    ...{ kind: 'leftOut', line: row.line, column: headerOf(column), reason, cells: row.cells },
  })

  const negative: Wrong = { reason: 'total_negative', column: mapping.roles.total?.[0] ?? null }
  const unplaced: Wrong = { reason: 'return_unplaced', column: mapping.roles.order_id?.[0] ?? null }
  const giveBack = ({ part, of, wrong, ...row }: (typeof backs)[number]): Told => {
    const order = of === null ? 0 : numbers.get(of)
    const left = leftOut(row, wrong)
    if (order === 0) return left
    return { ...left, kind: 'back', row: order, amount: Math.abs(part.total ?? 0), currency: part.currency }
  }
  /** Until its order is known, which may stand below. */
  const wait = (row: Omit<(typeof backs)[number], 'wrong'>, wrong: Wrong): Told[] => {
    waiting += row.cells.length
    if (row.of === null || waiting > MOST_WAITING) return [leftOut(row, wrong)]
    backs.push({ ...row, wrong })
    return []
  }

  const flush = (): Told[] => {
    if (run === null) return []
    const { part, rows } = run
    run = null
    const known = part.orderId === null ? 0 : numbers.get(part.orderId)
    const wrong = wrongIn(part, mapping)
    // What an order that was told already lacks in a later part of the file, it has.
    const lacks = wrong?.reason === 'date_missing' || wrong?.reason === 'total_missing'
    if (wrong !== null && !(lacks && known !== 0 && mapping.grouping !== 'row'))
      return rows.map(row => leftOut(row, wrong))
    const told: Told[] = []
    let owner: number | null = null
    for (const { person } of rows) {
      if ('reason' in person) continue
      const { row, first, absorbs, news } = people.add(person)
      owner ??= row
      if (first || news || absorbs.length > 0) told.push({ kind: 'person', row, first, absorbs, person })
    }
    const id = part.orderId ?? nameless(part, rows)
    const row = known === 0 ? ++last : known
    if (known === 0) numbers.set(id, row)
    if (owner !== null) ownerless.delete(row)
    else if (known === 0 || mapping.grouping === 'row') ownerless.add(row)
    if (ownerless.has(row))
      told.push(...rows.flatMap(row => ('reason' in row.person ? [leftOut(row, row.person)] : [])))
    const again = known !== 0 && part.at !== null && part.total !== null && part.state !== null
    told.push({ kind: 'order', row, first: known === 0, again, person: owner, order: whole(part, id) })
    return told
  }

  /** A number for an order that has none: the same for the same row of the same file, another for a second one like it. */
  const nameless = (part: OrderPart, rows: readonly RunRow[]): string => {
    const [first] = rows
    const person = first === undefined || 'reason' in first.person ? null : first.person
    const said = JSON.stringify([
      person?.telegramId ?? person?.phone ?? person?.email ?? person?.externalId ?? null,
      ...[part.at, part.total, part.currency, part.items[0]?.product ?? null],
    ])
    const name = hashText(said, 0x5eed).toString(36)
    for (let nth = 1; ; nth++) {
      const id = nth === 1 ? `row-${name}` : `row-${name}-${nth}`
      if (numbers.get(id) === 0) return id
    }
  }

  /** Of nobody, without a number or a thing: named so, or as much as the rows above. */
  const isSum = ({ orderId, total, items }: OrderPart, cells: readonly string[]): boolean =>
    total !== null &&
    items.length === 0 &&
    (isSubtotal(cells) || (orderId === null && sums.some(sum => sum.orders > 1 && sum.total === total)))

  return {
    read(line, cells) {
      const read = readOrder(line, cells)
      if ('reason' in read) return [leftOut({ line, cells }, read)]
      const returned = returnedOrder(cells, mapping, reading)
      if (returned !== null && read.total !== null) {
        const again = mapping.grouping === 'once' && read.orderId !== null && documents.has(read.orderId)
        if (read.orderId !== null) documents.add(read.orderId)
        return again
          ? [{ kind: 'skipped', line, reason: 'double' }]
          : wait({ line, cells, part: read, of: returned }, unplaced)
      }
      if (read.total !== null && read.total < 0 && mapping.grouping !== 'sum')
        return wait({ line, cells, part: read, of: read.orderId }, negative)
      const person = readPerson(line, cells)
      if ('reason' in person && isSum(read, cells)) {
        sums[0] = createSum()
        return [...flush(), { kind: 'skipped', line, reason: 'totals' }]
      }
      const row: RunRow = { line, cells, person }
      const joins =
        run !== null &&
        mapping.grouping !== 'row' &&
        !tellsOtherwise(read, run.part, mapping) &&
        (continues(read, mapping) || (read.orderId !== null && run.id === read.orderId))
      if (!joins || mapping.grouping === 'sum') for (const sum of sums) sum.add(read.total)
      if (run !== null && joins) {
        if (mapping.grouping === 'once' && isDouble(run, cells)) return [{ kind: 'skipped', line, reason: 'double' }]
        if (run.rows.length < MOST_ROWS && run.cells < MOST_CELLS) {
          if (run.items + read.items.length > MOST_ITEMS) read.items = []
          run.items += read.items.length
          const items = run.part.items
          items.push(...read.items)
          run.part = {
            ...joinParts({ ...run.part, items: [] }, { ...read, items: [] }, mapping.grouping === 'sum'),
            items,
          }
          run.rows.push(row)
          run.cells += cells.length
          return []
        }
      }
      const told = flush()
      run = { id: read.orderId, part: read, rows: [row], cells: cells.length, items: read.items.length }
      return told
    },
    done: () => [...flush(), ...backs.splice(0).map(giveBack)],
    get count() {
      return last
    },
  }
}

type Sum = { readonly orders: number; readonly total: number; add(total: number | null): void }

function createSum(): Sum {
  let [orders, total] = [0, 0]
  return {
    get orders() {
      return orders
    },
    get total() {
      return total
    },
    add(of) {
      orders += 1
      total += of ?? 0
    },
  }
}

/**
 * A row that says all of the order above it once more and another state: the order later on, or a return. Positions that
 * are added up may have states of their own, of which only *refunded* says something of their money.
 */
function tellsOtherwise(part: OrderPart, order: OrderPart, { grouping }: Mapping): boolean {
  if (part.state === null || order.state === null || part.state === order.state) return false
  const whole = part.at !== null && part.total !== null
  return whole && (grouping === 'once' || part.state === 'refunded' || order.state === 'refunded')
}

/** A row that names no order, but something that was in the one above it. */
function continues(part: OrderPart, { roles, grouping }: Mapping): boolean {
  return (
    roles.order_id !== undefined &&
    part.orderId === null &&
    part.at === null &&
    (part.total === null || grouping === 'sum') &&
    part.items.length > 0
  )
}

/** The row before said the same in every cell: exports repeat rows. */
function isDouble(run: Run, cells: readonly string[]): boolean {
  const before = run.rows.at(-1)?.cells ?? []
  return before.length === cells.length && cells.every((cell, at) => cell === before[at])
}

/** Asked only of a part in which `wrongIn` finds nothing. */
function whole(part: OrderPart, orderId: string): Order {
  const currency = part.currency ?? ''
  return {
    line: part.line,
    orderId,
    at: part.at ?? 0,
    precision: part.precision,
    state: part.state ?? 'pending',
    total: part.total ?? 0,
    refunded: part.refunded ?? 0,
    discount: part.discount,
    currency,
    promoCode: part.promoCode,
    renewal: part.renewal,
    items: part.items.map(({ product, sku, category, quantity, price }) => ({
      product,
      sku,
      category,
      quantity,
      price: price === null ? null : toMinor(price, currency),
    })),
  }
}
