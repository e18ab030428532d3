import { z } from 'zod'
import { happened } from '../../compile/event.js'
import { type Sql, sql } from '../../compile/sql.js'
import { eventShape, idSchema } from '../../parts.js'
import { type AnyOffer, offerOfEvent } from '../../phrase/offer.js'
import { type Counted, countPhrase, eventPhrase, type Phrasing, type Verbs } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { counted } from '../../read/events/event.js'
import { readOfOffer } from '../../read/offers/offer.js'
import { type EvaluationContext, ofOne, windowBounds, within } from '../../window.js'
import { countedOtherwise } from '../complement.js'
import { type Kind, toOffer } from '../kind.js'
import { FIRST_EVENT, offerEventSlots } from '../slot.js'

const schema = z.strictObject({ leaf: z.literal('gotCode'), ...eventShape, offer: idSchema.nullable() })

/** How many promo codes of their own they got, out of the list of one offer or (null) of any. */
export type GotCode = z.infer<typeof schema>

const VERBS: Verbs = {
  en: { some: 'got a code of', times: 'got codes of', none: 'not given a code of', noneOf: 'not given a code of' },
  ru: { some: 'выдан код', times: 'выданы коды', none: 'не выдан код', noneOf: 'не выдан код' },
}
const ANY: AnyOffer = {
  en: { some: 'any offer', none: 'any offer' },
  ru: { some: 'любого предложения', none: 'ни одного предложения' },
}
const BEGINS = {
  gotCode: {
    en: [
      ...['got a code of', 'got a code', 'got codes of', 'got codes', 'given a code of', 'given a code', 'got code'],
      ...['got a promo code', 'got a code from', 'got their code', 'received a code', 'received a code of'],
    ],
    ru: [
      ...['выдан код', 'выданы коды', 'получил код', 'получила код', 'получили код', 'получили промокод'],
      ...['получил промокод', 'получила промокод', 'выдан промокод'],
    ],
  },
}

export const gotCode: Kind<GotCode> = {
  name: 'gotCode',
  schema,
  sql: (leaf, context) => happened(leaf.count, times => givenTo(leaf, context, times(sql`count(*)`))),
  not: countedOtherwise(phrase),
  refers: toOffer,
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () => {
      const { count, negated, window, offer } = readOfOffer(c)
      return counted({ leaf: 'gotCode', count: count ?? { atLeast: 1 }, window, offer }, negated)
    }),
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{ name: 'gotCode', number: 90, menu: 'messages', label: { en: '🎟 Got a code', ru: '🎟 Выдан код' } },
        ...{ begins: { leaf: 'gotCode', ...FIRST_EVENT, offer: null }, asks: null },
      },
    ],
    ...offerEventSlots(
      { en: 'How many codes did they get?', ru: 'Сколько кодов им выдано?' },
      { en: 'When did they get it?', ru: 'Когда его выдали?' },
    ),
  },
}

function givenTo({ offer, window }: GotCode, context: EvaluationContext, having: Sql): Sql {
  const given = within(sql`p.taken_at`, windowBounds(window, context))
  const from =
    context.one === true
      ? sql`broadcasts q cross join deliveries e indexed by deliveries_once on e.broadcast_id = q.id
          cross join promo_codes p on p.delivery_id = e.id`
      : offer === null
        ? sql`promo_codes p indexed by promo_codes_taken cross join deliveries e on e.id = p.delivery_id`
        : sql`promo_codes p cross join deliveries e on e.id = p.delivery_id`
  const which = offer === null ? sql`` : sql` and p.offer_id = ${offer}`
  // Of who was forgotten a number below 0 is left.
  return sql`select e.subscriber_id from ${from}
    where p.delivery_id > 0 and p.taken_at is not null and ${given}${which}${ofOne(sql`e.subscriber_id`, context)}
    group by e.subscriber_id having ${having}`
}

function phrase(leaf: GotCode, counted: Counted, phrasing: Phrasing): string {
  const object = offerOfEvent(leaf, counted, phrasing, ANY)
  return eventPhrase({ verbs: VERBS, object, window: leaf.window }, counted, phrasing)
}
