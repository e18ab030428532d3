import { z } from 'zod'
import { byPerson, happened, ofOffer } from '../../compile/event.js'
import { orderedWithin } from '../../compile/order.js'
import { sql } from '../../compile/sql.js'
import { eventShape, idSchema } from '../../parts.js'
import { offerPhrase } from '../../phrase/offer.js'
import { type Counted, countPhrase, eventPhrase, type Phrasing, type Verbs } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, fail, see } from '../../read/cursor.js'
import { counted, readParts } from '../../read/events/event.js'
import { namedAt } from '../../read/names/bare.js'
import { byForm } from '../../read/names/things.js'
import { offerAbout, takeOffer } from '../../read/offers/offer.js'
import type { Rule } from '../../rule.js'
import { ofOne, windowBounds } from '../../window.js'
import { countedOtherwise } from '../complement.js'
import { type Kind, toOffer } from '../kind.js'
import { FIRST_EVENT, offerEventSlots } from '../slot.js'

const schema = z.strictObject({ leaf: z.literal('orderedAfter'), ...eventShape, offer: idSchema.nullable() })

/** How many of their orders came after a message of an offer, or (null) of any; the window is that of the orders. */
export type OrderedAfter = z.infer<typeof schema>

const VERBS: Verbs = {
  en: { some: 'ordered after', times: 'ordered after', none: 'no orders after', noneOf: 'no orders after' },
  ru: { some: 'есть заказ после', times: 'заказы после', none: 'нет заказов после', noneOf: 'нет заказов после' },
}
const ANY = { en: 'any offer', ru: 'любой рассылки' }

const ORDERS = {
  en: ['ordered', 'order', 'orders', 'bought', 'purchased', 'purchase', 'purchases'],
  ru: [
    ...['заказ', 'заказа', 'заказы', 'заказов', 'заказал', 'заказала', 'заказали', 'купил', 'купила', 'купили'],
    ...['заказывал', 'заказывала', 'заказывали', 'покупал', 'покупала', 'покупали', 'покупка', 'покупки', 'покупок'],
  ],
}
const of = (before: readonly string[], after: readonly string[]) =>
  before.flatMap(first => after.map(rest => `${first} ${rest}`))

const BEGINS = {
  orderedAfter: {
    en: of(ORDERS.en, ['after', 'after offer', 'after the offer', 'after the broadcast', 'after the campaign']),
    ru: of(ORDERS.ru, ['после', 'после рассылки', 'после предложения']),
  },
  afterAny: {
    en: of(ORDERS.en, ['after any offer', 'after any broadcast', 'after any campaign']),
    ru: of(ORDERS.ru, ['после любой рассылки', 'после любого предложения', 'после какой-нибудь рассылки']),
  },
}

export const orderedAfter: Kind<OrderedAfter> = {
  name: 'orderedAfter',
  schema,
  sql({ count, window, offer }, context) {
    const time = orderedWithin(sql`e.at`, windowBounds(window, context), context)
    const test = sql`e.subscriber_id is not null and e."by" <> 'shared' and ${time}${ofOne(sql`e.subscriber_id`, context)}`
    const rows = { table: sql`conversions`, index: sql`conversions_subscriber`, what: sql`count(*)`, test }
    return happened(count, times => (offer === null ? byPerson(rows, times) : ofOffer(offer, rows, times)))
  },
  not: countedOtherwise(phrase),
  refers: toOffer,
  names: () => [],
  restsOnOrders: true,
  facts: () => ['ordered'],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, begun => readAfter(c, begun === 'afterAny')).filter(candidate => names(c, candidate)),
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{
          name: 'orderedAfter',
          number: 95,
          menu: 'orders',
          label: { en: '📣 After an offer', ru: '📣 После рассылки' },
        },
        ...{ begins: { leaf: 'orderedAfter', ...FIRST_EVENT, offer: null }, asks: null, withLinked: true },
      },
    ],
    ...offerEventSlots(
      { en: 'How many orders after it?', ru: 'Сколько заказов после неё?' },
      { en: 'When did they order?', ru: 'Когда они заказали?' },
    ),
  },
}

/** "Ordered after" a date, or after a click, is said by others: here an offer has to stand in the words or behind them. */
function names(c: Cursor, { to }: Candidate): boolean {
  if (c.tokens[to - 1]?.text !== 'after' && c.tokens[to - 1]?.text !== 'после') return true
  const next = to < c.end ? c.tokens[to] : undefined
  if (next === undefined) return false
  const before = c.at
  c.at = to
  const noun = see(c, 'offer', 'offerNoun') !== null
  const named = namedAt(c, name => byForm(c.vocabulary.offers, name)) !== null
  c.at = before
  return noun || named || next.kind === 'quoted' || next.text.startsWith('#')
}

/** "ordered after "Spring sale" 2+ in 30 days". */
function readAfter(c: Cursor, any: boolean): Rule {
  let offer: number | null = null
  const { count, negated, window } = readParts(c, () => {
    if (any || offer !== null) return false
    offer = takeOffer(c)
    return offer !== null
  })
  if (offer === null && !any) return fail(c, { kind: 'offer' })
  const leaf: OrderedAfter = {
    leaf: 'orderedAfter',
    count: count ?? { atLeast: 1 },
    window,
    offer: offerAbout(c, offer, false),
  }
  return counted(leaf, negated)
}

function phrase({ offer, window }: OrderedAfter, counted: Counted, phrasing: Phrasing): string {
  const object = offer === null ? [ANY[phrasing.language]] : offerPhrase(offer, phrasing)
  return eventPhrase({ verbs: VERBS, object, window }, counted, phrasing)
}
