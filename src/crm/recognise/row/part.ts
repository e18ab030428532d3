import type { AtPrecision } from '../../../audience/order.js'
import type { LeftOutReason, OrderWord } from '../../role.js'
import type { LineItem } from './line-items.js'

/** What has become of an order. */
export type OrderState = Exclude<OrderWord, 'partly'>

/**
 * What one row says of an order, null where it says nothing. `at` is ms UTC, of a bare day its last; money is minor units
 * of `currency`.
 */
export type OrderPart = {
  line: number
  orderId: string | null
  at: number | null
  precision: AtPrecision
  state: OrderState | null
  total: number | null
  refunded: number | null
  discount: number | null
  currency: string | null
  promoCode: string | null
  renewal: boolean | null
  items: LineItem[]
}

/** A part of a row that cannot be: which column (index), and why. */
export type Wrong = { reason: LeftOutReason; column: number | null }
