import type { OrderLine } from '../../src/audience/order/line.js'
import { type Order, type Recorded, recordOrder } from '../../src/audience/order.js'
import type { Db } from '../../src/db/open.js'
import { findCustomer, recordCustomer } from './customer.js'

/** A paid order of 50 EUR without lines, with what is said otherwise. */
export function anOrder(said: Partial<Order> & { externalId: string; at: number }): Order {
  return {
    ...{ atPrecision: 'time', status: 'paid', total: 5_000, refunded: 0, discount: null, renewal: null },
    ...{ currency: 'EUR', promoCode: null, lines: [], clickDelivery: null },
    ...said,
  }
}

/** One piece of a product, with what is said otherwise. */
export function aLine(said: Partial<OrderLine> & { product: string }): OrderLine {
  return { sku: null, category: null, quantity: 1, price: null, ...said }
}

/** Records an order of the customer with this number in the CRM, who is made where they are not known. */
export function orderOf(
  db: Db,
  customer: string,
  order: Partial<Order> & { externalId: string; at: number },
  at: number,
): Recorded {
  const known = findCustomer(db, customer)?.id
  const id = known ?? recordCustomer(db, { externalId: customer, telegramId: null, phone: null }, at).id
  return recordOrder(db, id, anOrder(order), at)
}
