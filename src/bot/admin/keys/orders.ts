import { isAnythingBought } from '../../../audience/bought.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { orders } from '../orders/addresses.js'

/** The way to bring orders, for a screen that has none to show. */
export function bringOrders({ t: { orderCards: t } }: Pick<Here, 't'>): Key {
  return key(t.keys.bring, orders.home, {})
}

/** The same as a row of its own, while no order is known; nothing afterwards. */
export function bringOrdersRow(here: Pick<Here, 'db' | 't'>): Key[][] {
  return isAnythingBought(here.db) ? [] : [[bringOrders(here)]]
}
