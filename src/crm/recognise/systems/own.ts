import { ORDER_HEADERS, OWN } from '../../own-file.js'
import type { System } from './system.js'

/** Orders that went out of here: a customer's number in them is the shop's, whatever else is known of them. */
export const OWN_ORDERS: System = {
  ...{ system: OWN, kind: 'orders', grouping: 'row', byNumber: true },
  rare: ORDER_HEADERS,
  roles: { order_id: ['order'], external_id: ['customer'], order_status: ['status'] },
}
