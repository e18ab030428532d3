import type { CustomerKeys } from '../audience/customer/keys.js'
import type { Order } from '../audience/order.js'

/** Money given back of an order: `id` is the shop's own, `amount` minor units of `currency`. */
export type ToldRefund = { id: string; amount: number; currency: string }

/**
 * What a shop says of one order. `shopId`: the id by which the shop itself means it, whatever number people see (that one
 * is `order.externalId`). `toldAt`: when the shop last changed it, ms UTC, 0 where it does not say. `dated`: false where
 * it does not say when it was made, and `order.at` is when we heard of it. `refunds`: what was given back so far, each
 * part by itself; null where only the sum is said, in `order.refunded`. `clickId`: what a tracked link left at the shop.
 */
export type ToldOrder = {
  shopId: string
  customer: CustomerKeys
  order: Order
  toldAt: number
  dated: boolean
  refunds: readonly ToldRefund[] | null
  clickId: string | null
}

/** Why a call says nothing for us: it is about something else, a draft, an order of nobody, of somebody forgotten. */
export type NothingTold = 'other' | 'draft' | 'nobody' | 'forgotten' | 'unknown_order' | 'older'

/**
 * What of a call cannot be read, or cannot be (`customer`: whose it is; the others are as in `order_invalid`). `fault`: it
 * could not be worked off, by a fault of ours.
 */
export type NotTold =
  | ('not_read' | 'customer' | 'fault')
  | ('id' | 'at' | 'future' | 'past' | 'total' | 'refunded' | 'discount' | 'currency' | 'promo_code' | 'lines')

/**
 * What a call of a shop says: an order as it stands now; money given back of an order; that it is gone from the shop; a
 * try; nothing for us; or something that cannot be read.
 */
export type Told =
  | ({ kind: 'order' } & ToldOrder)
  | { kind: 'refund'; shopId: string; refunds: readonly ToldRefund[] }
  | { kind: 'gone'; shopId: string }
  | { kind: 'test'; orderId: string | null }
  | { kind: 'nothing'; why: NothingTold; orderId: string | null }
  | { kind: 'failed'; why: NotTold }

/** A call as it came. `topic` is what the shop calls it, and is not signed; `at`: when it came, ms UTC. */
export type ShopCall = { topic: string; body: Buffer; at: number }

/** What the shop of the team is: its currency (ISO 4217), time zone, and country (ISO code; null: not known). */
export type ShopContext = { currency: string; zone: string; country: string | null }

/** Reads a call of one kind of shop; it never throws. */
export type ReadCall = (call: ShopCall, context: ShopContext) => Told
