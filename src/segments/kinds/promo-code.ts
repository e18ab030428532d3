import { z } from 'zod'
import { fold } from '../../text/fold.js'
import { happened, holdsWithout } from '../compile/event.js'
import { buyers } from '../compile/order.js'
import { sql } from '../compile/sql.js'
import { eventShape, textSchema } from '../parts.js'
import { type Counted, countPhrase, eventPhrase, type Phrasing, quoted, type Verbs } from '../phrase.js'
import { begunBy } from '../read/candidate.js'
import { type Cursor, fail, peek, see, take, takeSign } from '../read/cursor.js'
import { counted, readEventName, readParts, seesName } from '../read/event.js'
import { takeNegation } from '../read/field.js'
import { failAt } from '../read/value.js'
import { windowBounds } from '../window.js'
import { countedOtherwise } from './complement.js'
import type { Kind } from './kind.js'
import { countSlot, FIRST_EVENT, windowSlot } from './slot.js'

const schema = z.strictObject({ leaf: z.literal('promoCode'), ...eventShape, code: textSchema.nullable() })

/** How many orders that count carried a promo code: this one, whatever the case, or any (null). */
export type PromoCode = z.infer<typeof schema>

const VERBS: Verbs = {
  en: { some: 'used promo code', times: 'used promo code', none: 'no promo codes', noneOf: 'no promo code' },
  ru: { some: 'есть промокод', times: 'промокоды', none: 'нет промокодов', noneOf: 'нет промокода' },
}
const BEGINS = {
  promoCode: {
    en: [
      ...['used promo code', 'promo code', 'promo codes', 'used promo codes', 'used code', 'used a promo code'],
      ...['promocode', 'promocodes', 'used promocode', 'used the code', 'bought with promo code', 'bought with code'],
      ...['ordered with promo code', 'ordered with code', 'order with promo code', 'orders with promo code'],
      ...['used coupon', 'coupon', 'coupons', 'discount code', 'with promo code', 'applied promo code'],
      ...['applied a promo code', 'redeemed promo code', 'redeemed', 'redeemed code', 'redeemed a code'],
      ...['applied code', 'used discount code', 'used a discount code', 'used a coupon', 'used promo', 'with coupon'],
      ...['with code', 'applied coupon', 'ordered using code', 'promo', 'used voucher', 'voucher', 'with promocode'],
      ...['by promo code', 'using promo code', 'using code', 'bought using promo code'],
    ],
    ru: [
      ...['промокод', 'промокоды', 'промокода', 'промокодов', 'промокодом', 'по промокоду', 'с промокодом'],
      ...['применил промокод', 'применила промокод', 'применили промокод', 'использовал промокод'],
      ...['использовала промокод', 'использовали промокод', 'применил код', 'применила код', 'применили код'],
      ...['купил по промокоду', 'купила по промокоду', 'купили по промокоду', 'купил с промокодом'],
      ...['купила с промокодом', 'купили с промокодом', 'заказ по промокоду', 'заказы по промокоду', 'купон', 'купоны'],
      ...['использовал код', 'использовали код', 'применяли промокод', 'применял промокод', 'активировали промокод'],
      ...['ввели промокод', 'воспользовались промокодом', 'с промиком', 'заказ с промокодом', 'заказы с промокодом'],
      ...['покупка по промокоду', 'использовали купон', 'применили купон', 'по купону', 'с купоном', 'есть промокод'],
      ...['купили по коду', 'по коду', 'скидочный код', 'пользовались промокодом', 'заказали по промокоду'],
      ...['заказали с промокодом', 'промик'],
    ],
  },
}

export const promoCode: Kind<PromoCode> = {
  name: 'promoCode',
  schema,
  sql({ count, window, code }, context) {
    const rows = {
      ...{ bounds: windowBounds(window, context), product: null, category: null },
      test: code === null ? sql`o.promo_folded is not null` : sql`o.promo_folded = ${fold(code)}`,
      access: sql`indexed by orders_promo`,
    }
    return happened(count, times => buyers(rows, context, times(sql`count(*)`)))
  },
  not: countedOtherwise(phrase),
  refers: () => [],
  names: leaf =>
    leaf.code === null
      ? []
      : [
          {
            ...{ kind: 'promoCode', of: 0, values: [leaf.code], holds: holdsWithout(leaf.count) },
            with: ([code]) => ({ ...leaf, code: code ?? leaf.code }),
          },
        ],
  restsOnOrders: true,
  facts: () => ['ordered'],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () => {
      let code: string | null = null
      const begin = c.at
      const other = takeNegation(c) && seesName(c)
      // "Not exactly 2" is how often.
      if (!other) c.at = begin
      if (!takeSign(c, ':', '=')) take(c, 'is')
      if (see(c, 'contains', 'startsWith', 'endsWith') !== null)
        return fail(c, { kind: 'promoCode' }, c.vocabulary.promoCodes.all())
      while (USED.has(peek(c)?.text ?? '') && peek(c)?.kind === 'word') c.at++
      const { count, negated, window } = readParts(c, () => {
        if (code !== null || !seesName(c)) return false
        code = readCode(c)
        return true
      })
      const leaf: PromoCode = { leaf: 'promoCode', count: count ?? { atLeast: 1 }, window, code }
      // They used one, and not this.
      if (other && code !== null)
        return {
          all: [
            { ...leaf, code: null },
            { ...leaf, count: 'none' as const },
          ],
        }
      return counted(leaf, negated)
    }),
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{ name: 'promoCode', number: 45, menu: 'orders', label: { en: '🎟 Promo code', ru: '🎟 Промокод' } },
        ...{ begins: { leaf: 'promoCode', ...FIRST_EVENT, code: null }, asks: null, withLinked: true },
      },
    ],
    slots: {
      count: countSlot({ en: 'How many orders with it?', ru: 'Сколько заказов с ним?' }),
      window: windowSlot({ en: 'When did they use it?', ru: 'Когда они его применили?' }),
      code: { says: (leaf, code) => (leaf === null ? null : { ...leaf, code }), of: leaf => leaf.code },
    },
    shown: () => ['code', 'count', 'window'],
  },
}

/** Behind the words for a code they say nothing: "promo code used this month". */
const USED: ReadonlySet<string> = new Set([
  ...['used', 'applied', 'redeemed', 'использовали', 'применили', 'использован', 'использовал', 'применил'],
])

/** What is in quotes is a code; without them it is one only if somebody used it. */
function readCode(c: Cursor): string {
  const written = readEventName(c) ?? fail(c, { kind: 'value' })
  const used = c.vocabulary.promoCodes
  return written.quoted || used.has(written.text) ? written.text : failAt(c, written, { kind: 'promoCode' }, used.all())
}

function phrase({ window, code }: PromoCode, counted: Counted, phrasing: Phrasing): string {
  return eventPhrase({ verbs: VERBS, object: code === null ? [] : [quoted(code)], window }, counted, phrasing)
}
