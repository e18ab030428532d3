import { segmentsOf } from '../../../segments/belonging.js'
import { date, money, shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import type { Values } from '../../address.js'
import type { Here } from '../../here.js'
import { type Entry, type Shown, screen } from '../../screen.js'
import { personName } from '../words/person.js'
import { people } from './addresses.js'
import { linesOf, listBought } from './facts.js'
import { back, getPerson, pagesOfPerson } from './person.js'

const ORDERS = 5
const SEGMENTS = 20

/** What they bought, and which saved segments hold them. */
export const detailPlaces: Entry[] = [
  screen(people.orders, ordersOfPerson),
  screen(people.segments, segmentsOfPerson, { costly: true }),
]

/** Their orders with what was in them; those in another currency are marked. */
async function ordersOfPerson(here: Here, { id, page }: Values<'id' | 'page'>): Promise<Shown> {
  const { language } = here
  const t = here.t.personCards
  const name = personName(here, getPerson(here, id))
  const own = here.preferences.currency()
  const rows = await listBought(here.db, id, { limit: ORDERS, offset: Math.max(0, page) * ORDERS })
  const shown = rows.map(order =>
    lines([
      t.order(money(order.paid, order.currency, language), date(order.at, here.zone(), language), [
        ...(order.status === 'pending' || order.status === 'cancelled' ? [t.orderStates[order.status]] : []),
        ...(order.refunded > 0 ? [t.refunded(money(order.refunded, order.currency, language))] : []),
        ...(order.promoCode === null ? [] : [t.promoCode(shorten(order.promoCode, 40))]),
        ...(order.currency === own ? [] : [t.otherCurrency]),
      ]),
      ...linesOf(here.db, order.id).map(({ product, quantity }) => t.line(shorten(product, 60), quantity)),
    ]),
  )
  return {
    text: lines([t.orders(name), ...(shown.length === 0 ? [t.noOrders] : shown).flatMap(one => ['', one])]),
    keyboard: [...pagesOfPerson(people.orders, id, { page, size: ORDERS, total: rows[0]?.total ?? 0 }), back(here, id)],
  }
}

/** The saved segments that hold them now, and how many could not be asked. */
async function segmentsOfPerson(here: Here, { id, page }: Values<'id' | 'page'>): Promise<Shown> {
  const t = here.t.personCards
  const name = personName(here, getPerson(here, id))
  const { segments, unasked } = await segmentsOf(here.db, id, { at: here.at, zone: here.zone() })
  const shown = segments.slice(Math.max(0, page) * SEGMENTS, (Math.max(0, page) + 1) * SEGMENTS)
  return {
    text: lines([
      t.segments(name, segments.length),
      '',
      ...shown.map(({ name }) => `• ${name}`),
      ...(unasked === 0 ? [] : ['', t.unasked(unasked)]),
    ]),
    keyboard: [...pagesOfPerson(people.segments, id, { page, size: SEGMENTS, total: segments.length }), back(here, id)],
  }
}
