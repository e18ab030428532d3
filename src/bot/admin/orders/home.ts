import { ordersAreComing } from '../../../audience/order/coming.js'
import { listConnections } from '../../../crm/shop/connection.js'
import { findOrdersKnown, type OrdersKnown } from '../../../reports/orders-known.js'
import { date, money, share, shorten } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, screen } from '../../screen.js'
import { api } from '../api/addresses.js'
import { connections } from '../connections/addresses.js'
import { beginAsking } from '../drafts/ask.js'
import { home } from '../home/addresses.js'
import { imports } from '../imports/addresses.js'
import { whoIsWhoRow } from '../keys/orders.js'
import { unlessSlow } from '../patience.js'
import { settings, toGroup } from '../settings/addresses.js'
import { nameList } from '../words/name.js'
import { orders } from './addresses.js'

const CURRENCIES = 6
const FILE = 40

/** What is known of orders; where nothing is, every way by which they come in. All screens without orders lead here. */
export const homePlaces: Entry[] = [
  screen(
    orders.home,
    async here => {
      const known = await unlessSlow(findOrdersKnown(here.db, here.at), null)
      return {
        text: textOf(here, known),
        keyboard: [
          ...whoIsWhoRow(here),
          ...pairs(waysOf(here, known?.customers ?? 0)),
          [here.may(settings.home) ? toGroup(here.t.admin.back, 'data') : key(here.t.home.buttons.menu, home.home, {})],
        ],
      }
    },
    { costly: true },
  ),

  deed(orders.ask, doing => beginAsking(doing)),
]

function textOf(here: Here, known: OrdersKnown | null) {
  const { orderCards: t } = here.t
  if (known === null) return lines([t.title, '', t.tooLong])
  if (known.orders === 0 && known.customers === 0)
    return lines([t.unknown, t.why, '', here.may(imports.home) ? t.how : t.others])
  return lines([t.title, '', ...orderLines(here, known), '', ...peopleLines(here, known), ...lastLines(here)])
}

/** How many orders, and what those that count came to in each currency. */
function orderLines({ language, t: { orderCards: t } }: Here, { orders, counted }: OrdersKnown): Piece[] {
  if (orders === 0) return [t.onlyCustomers]
  const more = counted.length - CURRENCIES
  return [
    t.orders(
      orders,
      counted.reduce((sum, one) => sum + one.orders, 0),
    ),
    ...counted.slice(0, CURRENCIES).map(one => t.sum(money(one.sum, one.currency, language), one.orders)),
    ...(more > 0 ? [t.moreCurrencies(more)] : []),
  ]
}

/** Of how many people orders are known, and by what. */
function peopleLines({ db, language, t: { orderCards: t } }: Here, { known, people, unsure }: OrdersKnown): Piece[] {
  const all = known.reduce((sum, one) => sum + one.people, 0)
  return [
    ...(ordersAreComing(db) ? [t.coming] : []),
    t.known(all, people, share(all, people, language)),
    ...known.map(one => t.knownBy(t.by[one.by], one.people)),
    ...(unsure === 0 ? [] : [t.unsure(unsure)]),
  ]
}

/** The last file of customers or orders that came in, and the shops that tell of theirs by themselves. */
function lastLines({ db, zone, language, t: { orderCards: t } }: Here): Piece[] {
  const last = db
    .sql<{ at: number; file: string }>(
      `select at, file from imports where state = 'done' and kind in ('orders', 'customers') order by at desc, id desc limit 1`,
    )
    .get()
  const shops = listConnections(db).map(({ name }) => name)
  const said = [
    ...(last === undefined ? [] : [t.last(date(last.at, zone(), language), shorten(last.file, FILE))]),
    ...(shops.length === 0 ? [] : [t.shops(nameList(shops, language))]),
  ]
  return said.length === 0 ? [] : ['', ...said]
}

/** Every way by which orders come in, for those who may go it. */
function waysOf({ may, t: { orderCards: t } }: Here, customers: number): Key[] {
  return [
    ...(may(imports.home) ? [key(t.keys.file, imports.home, { page: 0 })] : []),
    key(t.keys.shop, connections.list, { page: 0 }),
    ...(may(orders.links) && customers > 0 ? [key(t.keys.personal, orders.links, { which: 0, page: 0 })] : []),
    ...(may(api.list) ? [key(t.keys.api, api.list, { page: 0 })] : []),
    ...(may(orders.ask) ? [key(t.keys.ask, orders.ask, {})] : []),
  ]
}
