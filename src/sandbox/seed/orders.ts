import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { fold } from '../../text/fold.js'
import { createBulk } from './bulk.js'
import type { Chance } from './chance.js'
import { products } from './names.js'

const SPAN = 730 * DAY
/** Shares of the crowd that the shop's own books know, and of its customers who never started the bot. */
const LINKED = 0.6
const STRANGERS = 0.2

/**
 * Customers, most of them linked to a subscriber, and their orders over two years: half of the customers bought once, a
 * few very often. 3 % are cancelled, 3 % refunded in full or in part, 2 % in another currency.
 * @param at the newest moment, ms UTC
 */
export function seedOrders(db: Db, people: number, orders: number, chance: Chance, at: number): void {
  const customers = createBulk(db, 'customers', 'external_id, subscriber_id, linked_by, linked_at, created_at')
  const linked = Math.floor(people * LINKED)
  const all = linked + Math.floor(people * STRANGERS)
  for (let id = 1; id <= all; id++) {
    const known = id <= linked
    customers.add(
      `C-${id}`,
      known ? 1 + Math.floor((id - 1) / LINKED) : null,
      known ? 'phone' : null,
      known ? at : null,
      at,
    )
  }
  customers.end()
  const rows = createBulk(db, 'orders', 'external_id, customer_id, at, status, total, refunded, currency')
  const lines = createBulk(
    db,
    'order_lines',
    'order_id, line, product, product_folded, category, category_folded, quantity, price',
  )
  for (let id = 1; id <= orders; id++) {
    // The first orders go round, so that nearly everybody has one; the others go to regulars.
    const customer = id <= all * 0.9 ? id : 1 + Math.floor(all * chance.share() ** 2)
    const sold = products[chance.favourite(products.length)]
    if (sold === undefined) throw new Error('nothing is sold')
    const { product, category, price } = sold
    const quantity = 1 + chance.below(2)
    const total = quantity * price
    rows.add(
      `O-${id}`,
      customer,
      Math.floor(at - SPAN * chance.share()),
      chance.in(0.03) ? 'cancelled' : 'paid',
      total,
      chance.in(0.03) ? (chance.in(0.7) ? total : Math.floor(total / 2)) : 0,
      chance.in(0.02) ? 'USD' : 'EUR',
    )
    lines.add(id, 1, product, fold(product), category, fold(category), quantity, price)
  }
  rows.end()
  lines.end()
}
