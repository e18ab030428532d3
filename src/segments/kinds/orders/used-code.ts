import { z } from 'zod'
import { asksWhether, happened } from '../../compile/event.js'
import { anyBuyers, buyers } from '../../compile/order.js'
import { any, isAmong, type Sql, sql } from '../../compile/sql.js'
import { eventShape, idSchema } from '../../parts.js'
import { meansAny, offerPhrase } from '../../phrase/offer.js'
import { type Counted, countPhrase, eventPhrase, type Phrasing, type Verbs } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, peek, seeAhead } from '../../read/cursor.js'
import { counted, readParts } from '../../read/events/event.js'
import { endsHere } from '../../read/fields/field.js'
import { longestAt } from '../../read/lexicon.js'
import { namedAt } from '../../read/names/bare.js'
import { byForm } from '../../read/names/things.js'
import { readOfOffer } from '../../read/offers/offer.js'
import { seesWindow } from '../../read/times/window.js'
import { windowBounds } from '../../window.js'
import { countedOtherwise } from '../complement.js'
import { type Kind, toOffer } from '../kind.js'
import { FIRST_EVENT, offerEventSlots } from '../slot.js'

const schema = z.strictObject({ leaf: z.literal('usedCode'), ...eventShape, offer: idSchema.nullable() })

/** How many orders that count carried a code of an offer, or (null) of any: that for everybody, or one that somebody was given. */
export type UsedCode = z.infer<typeof schema>

const VERBS: Verbs = {
  en: {
    ...{ some: 'used a code of', times: 'used codes of' },
    ...{ none: 'no orders with a code of', noneOf: 'no orders with a code of' },
  },
  ru: {
    ...{ some: 'применён код предложения', times: 'применены коды предложения' },
    ...{ none: 'не применён код предложения', noneOf: 'не применён код предложения' },
  },
}
/** Where an offer was named before, and this is of any. */
const OF_ANY: Verbs = {
  en: {
    ...{ some: 'used a code of any offer', times: 'used codes of any offer' },
    ...{ none: 'no orders with a code of any offer', noneOf: 'no orders with a code of any offer' },
  },
  ru: {
    ...{ some: 'применён код любого предложения', times: 'применены коды любого предложения' },
    ...{ none: 'не применён код ни одного предложения', noneOf: 'не применён код ни одного предложения' },
  },
}
const BEGINS = {
  usedCode: {
    en: [
      ...['used a code of', 'used codes of', 'orders with a code of', 'order with a code of', 'used a code from'],
      ...['used the code of', 'used code of', 'ordered with a code of', 'bought with a code of', 'used an offer code'],
      ...['used a promo code of'],
    ],
    ru: [
      ...['применен код предложения', 'применены коды предложения', 'применил код предложения'],
      ...['применила код предложения', 'применили код предложения', 'применили код из', 'применил код из'],
      ...['применила код из', 'купили по коду предложения'],
    ],
  },
  usedAnyCode: {
    en: [
      ...['used a code of any offer', 'used codes of any offer', 'orders with a code of any offer'],
      ...['order with a code of any offer', 'used the code of any offer'],
    ],
    ru: [
      ...['применен код любого предложения', 'применены коды любого предложения', 'применил код любого предложения'],
      ...['применила код любого предложения', 'применили код любого предложения'],
    ],
  },
  usedNoCode: {
    en: ['used a code of no offer'],
    ru: [
      ...['применен код ни одного предложения', 'применил код ни одного предложения'],
      ...['применила код ни одного предложения', 'применили код ни одного предложения'],
    ],
  },
}

export const usedCode: Kind<UsedCode> = {
  name: 'usedCode',
  schema,
  sql({ count, window, offer }, context) {
    const bounds = windowBounds(window, context)
    const rows = { ...{ bounds, product: null, category: null }, access: sql`indexed by orders_promo` }
    const given = sql`o.promo_folded is not null and exists (${givenSql(offer)})`
    const forAll = sql`o.promo_folded is not null and o.promo_folded in (${forAllSql(offer)})`
    if (!asksWhether(count))
      return happened(count, times => buyers({ ...rows, test: any(given, forAll) }, context, times(sql`count(*)`)))
    // Each by itself: of two that are joined by a word SQLite makes no join.
    const people = sql`${anyBuyers({ ...rows, test: given }, context)} union all ${anyBuyers({ ...rows, test: forAll }, context)}`
    return count === 'none' ? sql`(s.id not in (${people}))` : isAmong(people)
  },
  not: countedOtherwise(phrase),
  refers: toOffer,
  names: () => [],
  restsOnOrders: true,
  facts: () => ['ordered'],
  begins: BEGINS,
  read: c => [
    ...usedIt(c),
    ...begunBy(c, BEGINS, begun => {
      if (begun === 'usedNoCode') c.saidNever = true
      const { count, negated, window, offer } = begun === 'usedCode' ? readOfOffer(c) : { ...readParts(c), offer: null }
      const often = begun === 'usedNoCode' ? 'none' : { atLeast: 1 }
      return counted({ leaf: 'usedCode', count: count ?? often, window, offer }, negated)
    }),
    ...codeOfOffer(c),
  ],
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{
          name: 'usedCode',
          number: 91,
          menu: 'orders',
          label: { en: '🎟 Code of an offer', ru: '🎟 Код предложения' },
        },
        ...{ begins: { leaf: 'usedCode', ...FIRST_EVENT, offer: null }, asks: null, withLinked: true },
      },
    ],
    ...offerEventSlots(
      { en: 'How many orders with it?', ru: 'Сколько заказов с ним?' },
      { en: 'When did they use it?', ru: 'Когда они его применили?' },
    ),
  },
}

/** Behind "got a code": it was used. */
const USED: ReadonlySet<string> = new Set([
  ...['used', 'use', 'redeemed', 'applied', 'применили', 'применил', 'применила', 'использовали', 'использовал'],
  ...[
    'воспользовались',
    'воспользовался',
    'применяли',
    'использовали',
    'активировали',
    'ввели',
    'потратили',
    'погасили',
  ],
  ...['воспользовалась', 'использовала', 'вводили', 'активировал', 'пользовались'],
])
/** What was used, behind the verb. */
const IT: ReadonlySet<string> = new Set([
  ...['им', 'код', 'промокод', 'купон', 'кодом', 'промокодом', 'купоном', 'ваучер', 'кода', 'промокода', 'купона'],
])

/** "Got a code of “A” and haven't used it": that code. */
function usedIt(c: Cursor): Candidate[] {
  const { last } = c
  if (last?.leaf !== 'gotCode' || !USED.has(peek(c)?.text ?? '')) return []
  const it = seeAhead(c, 1, 'it')?.length ?? (IT.has(peek(c, 1)?.text ?? '') ? 1 : 0)
  const behind: Cursor = { ...c, at: c.at + 1 + it, trying: true }
  if (!endsHere(behind) && !seesWindow(behind)) return []
  const offer = 'offer' in last && typeof last.offer === 'number' ? last.offer : null
  const read = () => {
    const { count, negated, window } = readParts(c)
    return counted({ leaf: 'usedCode', count: count ?? { atLeast: 1 }, window, offer }, negated)
  }
  return [{ to: c.at + 1 + it, sure: 'words', read }]
}

/** «С промокодом летнего лагеря»: no code is called so, but an offer. */
function codeOfOffer(c: Cursor): Candidate[] {
  const begun = longestAt(c.begins.book, c, ['promoCode'])
  if (begun === null) return []
  const { offers, promoCodes } = c.vocabulary
  const found = namedAt({ ...c, at: c.at + begun.length }, name => (promoCodes.has(name) ? null : byForm(offers, name)))
  if (found === null) return []
  const read = () => {
    c.at = found.to
    const { count, negated, window } = readParts(c)
    return counted({ leaf: 'usedCode', count: count ?? { atLeast: 1 }, window, offer: found.value }, negated)
  }
  return [{ to: found.to, sure: 'words', read }]
}

/** The code of an order `o` where it was given to somebody out of the list of the offer, or of any. */
function givenSql(offer: number | null): Sql {
  const of = offer === null ? sql`` : sql` and p.offer_id = ${offer}`
  return sql`select 1 from promo_codes p where p.folded = o.promo_folded and p.delivery_id is not null${of}`
}

/** The code for everybody of the offer, or those of all. */
function forAllSql(offer: number | null): Sql {
  const of = offer === null ? sql`` : sql` and f.id = ${offer}`
  return sql`select f.promo_folded from offers f where f.promo_folded is not null${of}`
}

function phrase(leaf: UsedCode, counted: Counted, phrasing: Phrasing): string {
  const verbs = meansAny(leaf, counted, phrasing) ? OF_ANY : VERBS
  return eventPhrase({ verbs, object: offerPhrase(leaf.offer, phrasing), window: leaf.window }, counted, phrasing)
}
