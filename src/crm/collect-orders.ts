import type { Bindable, SqliteFile } from '../db/binding.js'
import type { Order, OrderOutcome } from './recognise/row/orders.js'
import type { Grouping } from './role.js'
import type { ResultOrderRow } from './scratch.js'

/** Writes orders of a file down; `twice` of them have stood in it with two contents. */
export type OrderWriter = {
  write(outcome: OrderOutcome): void
  /** Money of an order (its row) given back, minor units. @returns false where the order is in another currency */
  giveBack(row: number, amount: number, currency: string | null): boolean
  twice(): number
  /** How often money was given back by a row of its own. */
  backs(): number
}

/** Of what was in an order no more is kept; its money is whole. */
const MOST_LINES = 1_000

/** How an order stands that was written. */
type Standing = Pick<ResultOrderRow, 'at' | 'status' | 'total' | 'refunded' | 'currency'>
type Bindings = [Record<string, Bindable>]

const ORDER_COLUMNS = [
  ...(['order_id', 'line', 'person', 'at', 'at_precision', 'status', 'total', 'refunded', 'discount'] as const),
  ...(['currency', 'promo_code', 'renewal'] as const),
] satisfies (keyof ResultOrderRow)[]

/** What a later part of the file does to an order that was written. */
const FURTHER = {
  once: 'update result_orders set person = coalesce(person, :person) where id = :id',
  sum: `update result_orders set total = total + :total, refunded = refunded + :refunded,
    discount = coalesce(discount + :discount, discount, :discount), person = coalesce(person, :person) where id = :id`,
  row: `update result_orders set order_id = :order_id, line = :line, person = :person, at = :at, at_precision = :at_precision,
    status = :status, total = :total, refunded = :refunded, discount = :discount, currency = :currency,
    promo_code = :promo_code, renewal = :renewal where id = :id`,
  again: `update result_orders set person = coalesce(:person, person), line = :line, at = :at, at_precision = :at_precision,
    status = :status, total = :total, refunded = :refunded, discount = coalesce(:discount, discount), currency = :currency,
    promo_code = coalesce(:promo_code, promo_code), renewal = coalesce(:renewal, renewal) where id = :id`,
} as const

/** @param file a scratch file with its tables */
export function createOrderWriter(file: SqliteFile, grouping: Grouping): OrderWriter {
  const order = file.prepare<Bindable[]>(
    `insert into result_orders (${ORDER_COLUMNS.join(', ')}, id) values (${ORDER_COLUMNS.map(() => '?').join(', ')}, ?)`,
  )
  const further = file.prepare<Bindings>(FURTHER[grouping])
  const line = file.prepare<Bindable[]>(
    `insert or replace into result_lines (order_row, line, product, sku, category, quantity, price) values (?, ?, ?, ?, ?, ?, ?)`,
  )
  const lastLine = file.prepare<[number], { last: number }>(
    'select coalesce(max(line), 0) as last from result_lines where order_row = ?',
  )
  const replace = file.prepare<Bindings>(FURTHER.again)
  const standing = file.prepare<[number], Standing>(
    'select at, status, total, refunded, currency from result_orders where id = ?',
  )
  const had = file.prepare<Bindable[]>('select 1 from result_lines where order_row = ? and product = ? and sku is ?')
  const known = file.prepare<Bindable[]>(
    'select 1 from result_lines where order_row = ? and product = ? and sku is ? and quantity = ? and price is ?',
  )
  const back = file.prepare<Bindings>(
    `update result_orders set refunded = min(total, refunded + :amount),
       status = iif(refunded + :amount >= total, 'refunded', status)
     where id = :row and currency = coalesce(:currency, currency)`,
  )
  const twice = new Set<number>()
  let backs = 0
  const giveBack: OrderWriter['giveBack'] = (row, amount, currency) => {
    const { changes } = back.run({ amount, row, currency })
    backs += changes
    return changes > 0
  }
  const forgetLines = file.prepare<[number]>('delete from result_lines where order_row = ?')

  const writeLines = (id: number, items: Order['items'], from: number) => {
    let at = from
    for (const { product, sku, category, quantity, price } of items) {
      if (at >= MOST_LINES) break
      line.run(id, ++at, product, sku, category, quantity, price)
    }
  }

  const run = (how: typeof further, id: number, values: Bindable[]) =>
    how.run({ id, ...Object.fromEntries(ORDER_COLUMNS.map((name, at) => [name, values[at] ?? null])) })

  /** A return told in a row of its own, before its order or behind it. @returns false where it is none */
  const writeReturn = ({ row: id, person, order: told }: OrderOutcome, stands: Standing): boolean => {
    const isBack = told.state === 'refunded'
    if (told.currency !== stands.currency || isBack === (stands.status === 'refunded')) return false
    const [back, sale] = isBack ? [told, stands] : [stands, told]
    // Refunded as a whole, and newer words of it, are what the order is.
    if (grouping === 'once' && (back.total >= sale.total || sale.at > back.at)) return false
    // Where rows are positions, another thing is one more of them, bought and given back.
    const more = grouping === 'sum' && !told.items.every(({ product, sku }) => had.get(id, product, sku) !== undefined)
    if (isBack && more) run(further, id, orderValuesOf(told, person))
    if (!isBack) run(replace, id, orderValuesOf(more ? { ...told, total: told.total + back.total } : told, person))
    if (more || !isBack) writeLines(id, told.items, lastLine.get(id)?.last ?? 0)
    return giveBack(id, back.total, back.currency)
  }

  /** One number with two contents: the later one counts; of two of one time the one further down. */
  const writeAgain = (outcome: OrderOutcome) => {
    const { row: id, person, order: told } = outcome
    const stands = standing.get(id)
    if (stands === undefined) return
    const values = orderValuesOf(told, person)
    if (writeReturn(outcome, stands)) return
    const same =
      stands.at === told.at &&
      stands.status === told.state &&
      stands.total === told.total &&
      stands.refunded === told.refunded &&
      stands.currency === told.currency
    // Of rows of one order with sums of their own the first one's is taken.
    if (same || (stands.at === told.at && stands.total !== told.total)) {
      run(further, id, values)
      const more = told.items.filter(
        item => known.get(id, item.product, item.sku, item.quantity, item.price) === undefined,
      )
      return writeLines(id, more, lastLine.get(id)?.last ?? 0)
    }
    twice.add(id)
    if (told.at < stands.at) return
    run(replace, id, values)
    if (told.items.length === 0) return
    forgetLines.run(id)
    writeLines(id, told.items, 0)
  }

  const write = (outcome: OrderOutcome) => {
    const { row: id, first, person, order: told } = outcome
    if (outcome.again && grouping === 'once') return writeAgain(outcome)
    const values = orderValuesOf(told, person)
    const stands = first || grouping !== 'sum' ? undefined : standing.get(id)
    if (stands !== undefined && outcome.again && writeReturn(outcome, stands)) return
    if (first) order.run(...values, id)
    else run(further, id, values)
    if (told.items.length === 0) return
    // The last word counts where every row is an order of its own; parts of one order follow one another.
    if (!first && grouping === 'row') forgetLines.run(id)
    writeLines(id, told.items, first ? 0 : (lastLine.get(id)?.last ?? 0))
  }

  return { write, giveBack, twice: () => twice.size, backs: () => backs }
}

function orderValuesOf(order: Order, person: number | null): Bindable[] {
  return [
    order.orderId,
    order.line,
    person,
    order.at,
    order.precision,
    order.state ?? 'pending',
    order.total,
    order.refunded,
    order.discount,
    order.currency,
    order.promoCode,
    order.renewal === null ? null : order.renewal ? 1 : 0,
  ]
}
