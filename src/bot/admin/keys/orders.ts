import { isAnythingBought } from '../../../audience/customer/bought.js'
import { countConflicts } from '../../../audience/linking/conflict.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { orders } from '../orders/addresses.js'
import { whois } from '../whois/addresses.js'

/** The way to bring orders, for a screen that has none to show. */
export function bringOrders({ t: { orderCards: t } }: Pick<Here, 't'>): Key {
  return key(t.keys.bring, orders.home, {})
}

/** The same as a row of its own, while no order is known; nothing afterwards. */
export function bringOrdersRow(here: Pick<Here, 'db' | 't'>): Key[][] {
  return isAnythingBought(here.db) ? [] : [[bringOrders(here)]]
}

/** The way to the customers of whom it is not certain who they are, as a row of its own; nothing where nobody waits, or to who may not go there. */
export function whoIsWhoRow({ db, may, t: { whoCards: t } }: Pick<Here, 'db' | 'may' | 't'>): Key[][] {
  const waiting = may(whois.one) ? countConflicts(db) : 0
  return waiting === 0 ? [] : [[key(t.door(waiting), whois.one, { place: 0 })]]
}
