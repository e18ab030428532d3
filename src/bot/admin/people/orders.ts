import { type Bought, findCustomerOf, listBought, purchasesOf } from '../../../audience/customer/bought.js'
import { linesOf } from '../../../audience/order/line.js'
import { findSubscriberById } from '../../../audience/subscriber.js'
import { date, dateTime, money, shorten } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { findCause } from '../../../tracking/conversion.js'
import type { Here } from '../../here.js'
import { type Entry, screen } from '../../screen.js'
import { pageWithin } from '../page.js'
import { shownName } from '../words/name.js'
import { personName } from '../words/person.js'
import { people } from './addresses.js'
import { back, getPerson, pagesOfPerson } from './person.js'

const SIZE = 5
const LINES = 5
const PRODUCT = 60

/** Their orders with what became of them and what was in them, the newest first. */
export const orderPlaces: Entry[] = [
  screen(people.orders, (here, { id, page: wanted }) => {
    const t = here.t.personCards
    const name = personName(here, getPerson(here, id))
    const customer = findCustomerOf(here.db, id)
    const total = customer === null ? 0 : purchasesOf(here.db, customer.id).orders
    const page = pageWithin(wanted, { size: SIZE, total })
    const shown = customer === null ? [] : listBought(here.db, customer.id, { offset: page * SIZE, limit: SIZE })
    return {
      text: lines([
        t.orders(name),
        ...(shown.length === 0
          ? ['', t.noOrders]
          : shown.flatMap(order => ['', ...orderLines(here, order, here.preferences.currency())])),
      ]),
      keyboard: [...pagesOfPerson(people.orders, id, { page, size: SIZE, total }), back(here, id)],
    }
  }),
]

/**
 * An order in words: what it came to, when, what became of it, and its first lines.
 * @param own the currency in which sums are kept, to be told of an order in another one; null: sums stand beside it
 */
export function orderLines(here: Here, order: Bought, own: string | null = null): (Piece | null)[] {
  const { language } = here
  const t = here.t.personCards
  const sum = (minor: number) => money(minor, order.currency, language)
  const when =
    order.atPrecision === 'day'
      ? date(order.at, here.zone(), language)
      : dateTime(order.at, here.zone(), language, here.at)
  const all = linesOf(here.db, order.id)
  return [
    t.order(sum(order.total), when, [
      t.orderStatus[order.status],
      ...(order.refunded > 0 && order.status !== 'refunded' ? [t.refunded(sum(order.refunded))] : []),
      ...(order.discount !== null && order.discount > 0 ? [t.discount(sum(order.discount))] : []),
      ...(order.promoCode === null ? [] : [t.promoCode(shorten(order.promoCode, PRODUCT))]),
      ...(order.renewal === 1 ? [t.renewal] : []),
      ...(own === null || order.currency === own ? [] : [t.otherCurrency]),
    ]),
    causeLine(here, order),
    ...all.slice(0, LINES).map(({ product, quantity }) => t.line(shorten(product, PRODUCT), quantity)),
    ...(all.length > LINES ? [t.moreLines(all.length - LINES)] : []),
  ]
}

/** Which message it came after, and why that is known; null: none. */
function causeLine(here: Here, { id, promoCode }: Bought): Piece | null {
  const cause = findCause(here.db, id)
  if (cause === null) return null
  const { by, owner } = cause
  const t = here.t.personCards.cameAfter
  const name = shownName(cause.name)
  const day = date(cause.evidenceAt, here.zone(), here.language)
  const code = shorten(promoCode ?? '', PRODUCT)
  if (by === 'shared') {
    const person = findSubscriberById(here.db, owner)
    return t.shared(name, code, person === null ? null : personName(here, person), day)
  }
  return t.line(name, by === 'code' ? t.code(code, day) : t[by](day))
}
