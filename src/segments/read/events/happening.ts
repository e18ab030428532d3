import { z } from 'zod'
import { boughtShape, compareSchema, countSchema, currencySchema, idSchema, windowSchema } from '../../parts.js'
import { type Having, havingSchema } from '../../property.js'
import { type Cursor, fail, peek, see, seeBeginning, take } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { namedAt } from '../names/bare.js'
import { readLink, takeLinksCalled } from '../offers/link.js'
import { takeOffer } from '../offers/offer.js'
import { type AskedOrder, takeOrderPart } from '../orders/order.js'
import { seesWindow } from '../times/window.js'
import { takeEvent } from './event-named.js'
import { takeHaving } from './property.js'

/** What a phrase says came first, and whether an offer may be named behind it; null: what the condition before was about. */
export type First = { event: string; ofOffer: boolean; sameDay?: true } | null

/** Something that happened, of what offer and link, with what in the order, or which event of the shop. */
export type Happening = {
  event: string
  offer: number | null
  link?: number
  order?: AskedOrder
  reported?: { event: number; having: Having[] }
}

/** An amount against a limit, in minor units of a currency, as it is stored. */
export const moneySchema = z.strictObject({ compare: compareSchema, currency: currencySchema })

/** What such an event may say: what happened, of what, once or not at all. */
export const eventSchema = z.strictObject({
  leaf: z.enum(['received', 'seen', 'clicked', 'replied', 'ordered', 'stopped', 'subscribed', 'reported']),
  ...{ count: countSchema.optional(), window: windowSchema.nullable(), offer: idSchema.nullable().optional() },
  ...{ grade: z.literal('any').optional(), link: z.int().nullable().optional() },
  ...{ product: boughtShape.product.optional(), category: boughtShape.category.optional() },
  ...{ total: moneySchema.nullable().optional(), event: idSchema.optional(), having: havingSchema.optional() },
})

/** What an event says. */
export function happeningOf(event: z.infer<typeof eventSchema>): Happening {
  const { leaf, offer = null, link = null, product = null, category = null, total = null, having = [] } = event
  const bought = product !== null || category !== null || total !== null
  return {
    ...{ event: leaf, offer },
    ...(link !== null && { link }),
    ...(bought && { order: { product, category, total } }),
    ...(event.event !== undefined && { reported: { event: event.event, having } }),
  }
}

/** What the condition before was about; null where that is no event, or says more of it than can be tied. */
export function lastEvent({ last }: Cursor): Happening | null {
  const event = last === null ? undefined : eventSchema.safeParse(last).data
  return event === undefined ? null : happeningOf(event)
}

/** What is said of what came first: its offer, and a link of it, or what was ordered. */
export function happeningHere(c: Cursor, { event, ofOffer }: NonNullable<First>): Happening {
  if (event === 'ordered') return { event, offer: null, ...orderHere(c) }
  if (event === 'reported') return reportedHere(c)
  return linkHere(c, event) ?? withLink(c, event, ofOffer ? offerHere(c) : null)
}

/** The same, where the offer may be the one that was spoken of before. */
export function happeningAbout(c: Cursor, { event, ofOffer }: NonNullable<First>): Happening {
  if (event === 'ordered') return { event, offer: null, ...orderHere(c) }
  if (event === 'reported') return reportedHere(c)
  const called = linkHere(c, event)
  if (called !== null) return called
  const last = lastEvent(c)
  const happening = withLink(c, event, ofOffer ? offerAbout(c, event) : null)
  const same = happening.link === undefined && last?.event === event && last.offer === happening.offer
  return same ? last : happening
}

/** The event of the shop that is named here, and what came with it. */
function reportedHere(c: Cursor): Happening {
  const event = takeEvent(c)
  if (event === null) return fail(c, { kind: 'event' }, c.vocabulary.events.all())
  const having: Having[] = []
  while (takeHaving(c, event, having));
  return { event: 'reported', offer: null, reported: { event, having } }
}

/** One link by its label alone: "after clicking Prices". */
function linkHere(c: Cursor, event: string): Happening | null {
  if (event !== 'clicked' || endsHere(c) || see(c, 'it') !== null) return null
  const inside: Cursor = { ...c, end: colonOf(c) }
  const called = takeLinksCalled(inside)
  if (called === null || called.of.length > 1) return null
  Object.assign(c, { at: inside.at, picks: inside.picks })
  return { event, ...called.of[0] }
}

function withLink(c: Cursor, event: string, offer: number | null): Happening {
  if (event !== 'clicked' || offer === null) return { event, offer }
  const inside: Cursor = { ...c, end: colonOf(c) }
  const link = take(inside, 'link') === null ? null : readLink(inside, offer)
  c.at = inside.at
  return link === null ? { event, offer } : { event, offer, link }
}

function orderHere(c: Cursor): { order?: AskedOrder } {
  const order: AskedOrder = { product: null, category: null, total: null }
  const inside: Cursor = { ...c, end: colonOf(c) }
  while (!endsHere(inside) && peek(inside)?.text !== ',' && takeOrderPart(inside, order));
  c.at = inside.at
  const empty = order.product === null && order.category === null && order.total === null
  return empty ? {} : { order }
}

function colonOf(c: Cursor): number {
  const colon = c.tokens.findIndex((token, at) => at >= c.at && token.kind === 'sign' && token.text === ':')
  return colon < 0 ? c.end : Math.min(colon, c.end)
}

/** The offer that is named here; null where none is. */
function offerHere(c: Cursor): number | null {
  const token = peek(c)
  if (token === null || endsHere(c) || see(c, 'not') !== null || seesWindow(c)) return null
  if (
    token.kind !== 'quoted' &&
    token.text !== '#' &&
    (token.kind === 'sign' || (seeBeginning(c) !== null && !seesOffer(c)))
  )
    return null
  const inside: Cursor = { ...c, end: colonOf(c) }
  const offer = takeOffer(inside)
  c.at = inside.at
  return offer
}

/** True before the whole name of an offer of several words, which may begin like a condition: "Open day". */
function seesOffer(c: Cursor): boolean {
  return (namedAt(c, name => c.vocabulary.offers.find(name))?.to ?? 0) > c.at + 1
}

/** The offer of what came first: the one named here, else the one that the condition before was about. */
function offerAbout(c: Cursor, event: string): number | null {
  const named = offerHere(c)
  const last = lastEvent(c)
  if (named !== null || last?.event === event) return named ?? last?.offer ?? null
  return c.offer
}
