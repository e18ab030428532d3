import { z } from 'zod'
import type { Db } from '../../db/open.js'
import { lookAgain } from '../linking.js'
import type { Columns } from './change.js'

const columns: z.ZodType<Columns> = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
const stateSchema = z.object({ order: columns, lines: z.array(columns) })

/** All that other systems say of an order, by the names of the columns, and of what was in it. */
export type OrderState = z.infer<typeof stateSchema>

const ORDER = [
  ...(['customer_id', 'at', 'at_precision', 'status', 'total', 'refunded', 'currency', 'discount', 'renewal'] as const),
  ...(['promo_code', 'promo_folded', 'import_id'] as const),
]
const LINE = [
  ...(['line', 'product', 'product_folded', 'category', 'category_folded', 'quantity', 'price', 'sku'] as const),
  'sku_folded' as const,
]

/** How an order stands; null when there is none of this id. */
export function orderState(db: Pick<Db, 'sql'>, id: number): OrderState | null {
  const order = db.sql<Columns>(`select ${ORDER.join(', ')} from orders where id = ?`).get(id)
  if (order === undefined) return null
  const lines = db.sql<Columns>(`select ${LINE.join(', ')} from order_lines where order_id = ? order by line`).all(id)
  return { order, lines }
}

/** Puts an order back as it stood. @param state JSON of `orderState` @param ownerOf who its customer is by now @returns its columns */
export function restoreOrder(
  db: Db,
  id: number,
  state: string,
  ownerOf: (customer: Columns[string]) => Columns[string],
): Columns {
  const { order: stood, lines } = stateSchema.parse(JSON.parse(state))
  const order: Columns = { ...stood, customer_id: ownerOf(stood['customer_id'] ?? null) }
  const set = ORDER.map(name => `${name} = ?`).join(', ')
  db.sql(`update orders set ${set} where id = ?`).run(...ORDER.map(name => order[name] ?? null), id)
  db.sql('delete from order_lines where order_id = ?').run(id)
  const insert = db.sql(
    `insert into order_lines (order_id, ${LINE.join(', ')}) values (?, ${LINE.map(() => '?').join(', ')})`,
  )
  for (const line of lines) insert.run(id, ...LINE.map(name => line[name] ?? null))
  return order
}

/** An order that a click brought speaks for whoever ordered: both look again when it goes from one to the other. @param at ms UTC */
export function relinkOrdered(db: Db, orderId: number, customers: Iterable<Columns[string]>, at: number): void {
  if (db.sql('select 1 from orders where id = ? and click_delivery is not null').get(orderId) === undefined) return
  lookAgain(
    db,
    [...customers].filter(customer => typeof customer === 'number'),
    at,
  )
}
