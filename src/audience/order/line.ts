import { columnsOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { orderLines } from '../../db/schema/index.js'
import { fold } from '../../text/fold.js'

/** One position of an order. `price` is minor units for one piece, null where it is not said. */
export type OrderLine = {
  product: string
  sku: string | null
  category: string | null
  quantity: number
  price: number | null
}

/** A position as it is kept: names on one line, and each as it is compared; a product of which nothing is left is empty. */
export type ReadyLine = OrderLine & {
  folded: { product: string; sku: string | null; category: string | null }
}

const LINE = columnsOf(orderLines, 'product', 'sku', 'category', 'quantity', 'price')

/** Makes a position ready to be kept; one that is stays as it is, so that a long order can be made ready piece by piece. */
export function readyLine(line: OrderLine | ReadyLine): ReadyLine {
  if ('folded' in line) return line
  const product = oneLine(line.product)
  const [sku, category] = [named(line.sku), named(line.category)]
  return {
    ...{ product, sku, category, quantity: line.quantity, price: line.price },
    folded: { product: fold(product), sku: folded(sku), category: folded(category) },
  }
}

/** The positions of an order, by our own id of it, in their order. */
export function linesOf(db: Db, orderId: number): OrderLine[] {
  return db.sql<OrderLine>(`select ${LINE.sql} from order_lines where order_id = ? order by line`).all(orderId)
}

/** Whether these are the positions that are kept of an order. */
export function areLinesOf(db: Db, orderId: number, lines: readonly ReadyLine[]): boolean {
  const plain = lines.map(({ folded: _, ...line }) => line)
  return JSON.stringify(linesOf(db, orderId)) === JSON.stringify(plain)
}

/** Adds the positions of an order that has none. */
export function insertLines(db: Db, orderId: number, lines: readonly ReadyLine[]): void {
  const insert = db.sql(
    `insert into order_lines
       (order_id, line, product, product_folded, sku, sku_folded, category, category_folded, quantity, price)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  for (const [i, { product, sku, category, quantity, price, folded }] of lines.entries())
    insert.run(
      ...[orderId, i + 1, product, folded.product, sku, folded.sku, category, folded.category, quantity, price],
    )
}

/** As screens show it: what breaks a line in a name would stand there as a line of its own. */
function oneLine(written: string): string {
  return written.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

/** A name on one line; null where nothing is left that could be compared. */
export function named(written: string | null): string | null {
  const name = oneLine(written ?? '')
  return fold(name) === '' ? null : name
}

/** A name as it is compared. */
export function folded(name: string | null): string | null {
  return name === null ? null : fold(name)
}
