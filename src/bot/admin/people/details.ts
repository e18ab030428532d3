import { segmentsHolding } from '../../../segments/holding.js'
import { date, money, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import type { Card } from '../../card.js'
import type { BotContext } from '../../context.js'
import { presses } from './addresses.js'
import { back, getPerson, type PeopleDeps, personName, turnPages } from './card.js'
import { linesOf, listBought } from './facts.js'

const ORDERS = 5
const SEGMENTS = 20

/** Their orders with what was in them; those in another currency are marked. */
export async function ordersOfPerson(deps: PeopleDeps, ctx: BotContext, id: number, page: number): Promise<Card> {
  const { language } = ctx
  const t = texts(language).personCards
  const name = personName(getPerson(deps, id))
  const own = deps.preferences.currency()
  const rows = await listBought(deps.db, id, { limit: ORDERS, offset: Math.max(0, page) * ORDERS })
  const shown = rows.map(order =>
    lines([
      t.order(money(order.paid, order.currency, language), date(order.at, deps.zone(), language), [
        ...(order.status === 'cancelled' ? [t.cancelled] : []),
        ...(order.refunded > 0 ? [t.refunded(money(order.refunded, order.currency, language))] : []),
        ...(order.currency === own ? [] : [t.otherCurrency]),
      ]),
      ...linesOf(deps.db, order.id).map(({ product, quantity }) => t.line(shorten(product, 60), quantity)),
    ]),
  )
  return {
    text: lines([t.orders(name), ...(shown.length === 0 ? [t.noOrders] : shown).flatMap(one => ['', one])]),
    keyboard: [...turnPages(presses.orders, id, { page, size: ORDERS, total: rows[0]?.total ?? 0 }), back(ctx, id)],
  }
}

/** The saved segments that hold them now, and how many could not be asked. */
export async function segmentsOfPerson(deps: PeopleDeps, ctx: BotContext, id: number, page: number): Promise<Card> {
  const t = texts(ctx.language).personCards
  const name = personName(getPerson(deps, id))
  const { segments, unasked } = await segmentsHolding(deps.db, id, { at: ctx.at, zone: deps.zone() })
  const shown = segments.slice(Math.max(0, page) * SEGMENTS, (Math.max(0, page) + 1) * SEGMENTS)
  return {
    text: lines([
      t.segments(name, segments.length),
      '',
      ...shown.map(({ name }) => `• ${name}`),
      ...(unasked === 0 ? [] : ['', t.unasked(unasked)]),
    ]),
    keyboard: [...turnPages(presses.segments, id, { page, size: SEGMENTS, total: segments.length }), back(ctx, id)],
  }
}
