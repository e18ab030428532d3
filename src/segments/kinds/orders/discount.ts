import { z } from 'zod'
import { compareSql } from '../../compile/field.js'
import { anyBuyers, buyers, currencyIs } from '../../compile/order.js'
import { all, isAmong, sql } from '../../compile/sql.js'
import { compareSchema, currencySchema, type Money, windowSchema } from '../../parts.js'
import { moneyPhrase, windowOf } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { type Cursor, fail, peek, see, takeSign } from '../../read/cursor.js'
import { readParts } from '../../read/events/event.js'
import { currencyAt, PRICE_WORDS, readMoney } from '../../read/orders/price.js'
import { seesWindow } from '../../read/times/window.js'
import { windowBounds } from '../../window.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind } from '../kind.js'
import { windowSlot } from '../slot.js'

const schema = z.strictObject({
  leaf: z.literal('discount'),
  measure: z.enum(['order', 'sum']),
  compare: compareSchema,
  currency: currencySchema,
  window: windowSchema.nullable(),
})

/**
 * What the shop took off, minor units, of orders that count and of which it says so: of one of them, or of all together. Where it
 * says nothing of any, it is not known.
 */
export type Discount = z.infer<typeof schema>

const SAID = {
  order: { en: 'order discount', ru: 'скидка заказа' },
  sum: { en: 'sum of discounts', ru: 'сумма скидок' },
}
const BEGINS = {
  orderDiscount: {
    en: [
      ...['order discount', 'order discounts', 'discount of an order', 'discount on an order', 'got a discount'],
      ...['ordered with a discount', 'ordered with discount', 'bought with a discount', 'bought with discount'],
    ],
    ru: [
      ...['скидка заказа', 'скидка в заказе', 'скидка на заказ', 'заказ со скидкой', 'заказы со скидкой'],
      ...['купил со скидкой', 'купила со скидкой', 'купили со скидкой', 'заказали со скидкой', 'покупали со скидкой'],
      ...[
        'получил скидку',
        'получила скидку',
        'получили скидку',
        'скидка',
        'со скидкой',
        'скидкой',
        'покупки со скидкой',
      ],
      ...['была скидка', 'получали скидку', 'купили по скидке', 'покупали по скидке', 'заказывали со скидкой'],
      ...['оплатили со скидкой', 'оплатил со скидкой', 'брали со скидкой', 'взяли со скидкой'],
    ],
  },
  discountSum: {
    en: ['sum of discounts', 'all discounts', 'discounts together', 'discounts', 'total discounts', 'total discount'],
    ru: [
      'сумма скидок',
      'суммарная скидка',
      'общая скидка',
      'скидка суммарно',
      'скидки в сумме',
      'суммы скидок',
      'скидки всего',
      'скидок всего',
      'все скидки',
      'сэкономили на скидках',
      'сэкономили',
      'сэкономил',
    ],
  },
}
const ORDERS = { menu: 'orders', begins: null, asks: 'amount', withLinked: true } as const

export const discount: Kind<Discount> = {
  name: 'discount',
  schema,
  sql({ measure, compare, currency, window }, context) {
    const told = all(currencyIs(currency), sql`o.discount is not null`)
    const test = measure === 'sum' ? told : all(told, compareSql(sql`o.discount`, compare))
    const rows = {
      bounds: windowBounds(window, context),
      product: null,
      category: null,
      test,
      access: sql`indexed by orders_discount`,
    }
    const people =
      measure === 'sum' ? buyers(rows, context, compareSql(sql`sum(o.discount)`, compare)) : anyBuyers(rows, context)
    return isAmong(people, { once: true })
  },
  not: OR_UNKNOWN,
  refers: () => [],
  names: () => [],
  restsOnOrders: true,
  facts: () => ['ordered'],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, begun => readDiscount(c, begun === 'discountSum' ? 'sum' : 'order')),
  say: (leaf, { words, language }) =>
    [SAID[leaf.measure][language], moneyPhrase(leaf, words), ...windowOf(leaf.window, words)].join(' '),
  builder: {
    entries: [
      { ...ORDERS, name: 'orderDiscount', number: 96, label: { en: '🏷 Order discount', ru: '🏷 Скидка заказа' } },
      { ...ORDERS, name: 'totalDiscounts', number: 97, label: { en: '🏷 All discounts', ru: '🏷 Сумма скидок' } },
    ],
    slots: {
      amount: {
        asks: {
          en: 'How much was taken off? Send: over 10 EUR, 5–20 EUR, at least 500 RUB.',
          ru: 'Какая скидка? Пришлите: больше 500 RUB, 100–300 RUB, не меньше 5 EUR.',
        },
        says(leaf, amount, begun) {
          if (leaf !== null) return { ...leaf, ...amount }
          const measure = begun === 'totalDiscounts' ? 'sum' : 'order'
          return { leaf: 'discount', measure, ...amount, window: null }
        },
        of: ({ compare, currency }) => ({ compare, currency }),
      },
      window: windowSlot({ en: 'Orders of which time?', ru: 'Заказы за какое время?' }),
    },
    shown: () => ['amount', 'window'],
  },
}

/** Takes «в заказе», «в одном заказе»: that is what is meant anyway. */
function takeOfOrder(c: Cursor): boolean {
  // «Сэкономили 1000 рублей на скидках».
  if (peek(c)?.text === 'на' && peek(c, 1)?.text === 'скидках') {
    c.at += 2
    return true
  }
  if (peek(c)?.text !== 'в') return false
  const at = c.at + (peek(c, 1)?.text === 'одном' ? 2 : 1)
  if (c.tokens[at]?.text !== 'заказе' || at >= c.end) return false
  c.at = at + 1
  return true
}

/** "sum of discounts over 500 EUR in 1 year"; without an amount, any at all. */
function readDiscount(c: Cursor, measure: Discount['measure']): Discount {
  let total: Money | null = null
  takeSign(c, ':')
  if (peek(c)?.text === 'of' && see({ ...c, at: c.at + 1 }, ...PRICE_WORDS) !== null) c.at++
  const { count, window } = readParts(c, () => {
    if (takeOfOrder(c)) return true
    if (total !== null || seesWindow(c)) return false
    const begins = peek(c)?.kind === 'number' || peek(c)?.text === '-' || currencyAt(c, 0) !== null
    if (!begins && see(c, ...PRICE_WORDS) === null) return false
    total = readMoney(c, c.vocabulary.currency)
    return true
  })
  if (count !== null) return fail(c, { kind: 'amount' })
  const { compare, currency }: Money = total ?? { compare: { over: 0 }, currency: c.vocabulary.currency }
  return { leaf: 'discount', measure, compare, currency, window }
}
