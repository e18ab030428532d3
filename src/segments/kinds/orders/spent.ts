import { z } from 'zod'
import { compareSql, holdsForNothing } from '../../compile/field.js'
import { buyers, currencyIs, LINE_AMOUNT, lineBuyers, NET } from '../../compile/order.js'
import { isAmong, sql } from '../../compile/sql.js'
import { boughtNames } from '../../missing/bought.js'
import {
  type Bought,
  boughtShape,
  compareSchema,
  currencySchema,
  type Money,
  plainBought,
  type Window,
  windowSchema,
} from '../../parts.js'
import { boughtPhrases, moneyPhrase, windowOf } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, fail, Mistake, peek, see, take, takeSign } from '../../read/cursor.js'
import { readParts } from '../../read/events/event.js'
import { endsHere } from '../../read/fields/field.js'
import { longestAt } from '../../read/lexicon.js'
import { mapCompare } from '../../read/numbers/money.js'
import { rateAt, takeRate } from '../../read/numbers/rate.js'
import { seesThingCalled } from '../../read/orders/bought.js'
import { takeBought } from '../../read/orders/order.js'
import { currencyAt, PRICE_WORDS, readMoney } from '../../read/orders/price.js'
import { seesWindow } from '../../read/times/window.js'
import { windowBounds } from '../../window.js'
import type { Kind } from '../kind.js'
import { windowSlot } from '../slot.js'

const schema = z.strictObject({
  leaf: z.literal('spent'),
  measure: z.enum(['sum', 'average']),
  compare: compareSchema,
  currency: currencySchema,
  window: windowSchema.nullable(),
  ...boughtShape,
})

/**
 * How much for all orders, or for one on average. Net of refunds, minor units; over nothing the sum is 0 and the average
 * unknown. A sum on a product or a category is that of its lines (see `LINE_AMOUNT`), an average that of the whole orders.
 */
export type Spent = z.infer<typeof schema>

const SAID = { sum: { en: 'spent', ru: 'потрачено' }, average: { en: 'average order', ru: 'средний чек' } }
const BEGINS = {
  spent: {
    en: [
      ...['spent', 'total spent', 'spend', 'sum of orders', 'spends', 'spending', 'has spent', 'have spent'],
      ...['lifetime spend', 'lifetime value', 'ltv', 'total spend', 'total purchases', 'total orders value'],
      ...['total revenue', 'overall spend', 'sum of purchases', 'money spent', 'purchases total', 'orders total'],
      ...['total of orders', 'spent in total', 'spent a total of', 'spent overall', 'spent altogether'],
      ...['total spending', 'clv', 'sum spent', 'amount spent'],
    ],
    ru: [
      ...['потрачено', 'потратил', 'потратила', 'потратили', 'сумма заказов', 'сумма покупок', 'купил на', 'траты'],
      ...['тратил', 'тратила', 'тратили', 'тратят', 'потратят', 'общая сумма заказов', 'общая сумма покупок'],
      ...['сумма всех заказов', 'сумма всех покупок', 'ltv', 'потраченная сумма', 'принесли', 'заплатили'],
      ...['оплатили на', 'купили всего на', 'всего потратили', 'итого потратили', 'сумма трат', 'накупили на'],
      ...['купили на общую сумму', 'потратившие', 'оставили у нас', 'потрачена сумма', 'всего заказов на сумму'],
      ...['закупились на', 'наличие трат', 'оборот', 'общий оборот', 'объем покупок', 'объем заказов', 'выкупили на'],
      ...['сумма чеков', 'общий чек', 'суммарный чек', 'общая сумма трат', 'общие траты', 'выручка', 'потратит'],
    ],
  },
  average: {
    en: [
      ...['average order', 'average check', 'average purchase', 'average bill', 'aov', 'average order value'],
      ...['avg order', 'avg order value', 'average basket', 'average cheque', 'average ticket', 'average receipt'],
      ...['average transaction', 'average purchase value', 'mean order', 'average spend per order', 'an average order'],
      ...['average order size', 'average order amount', 'average orders', 'avg check', 'avg cheque', 'avg basket'],
    ],
    ru: [
      ...['средний чек', 'средний заказ', 'среднего чека', 'средняя покупка', 'ср чек', 'ср. чек', 'чек в среднем'],
      ...['среднечек', 'средним чеком', 'средний размер заказа', 'средняя сумма заказа', 'средняя стоимость заказа'],
      ...['средняя корзина', 'среднем чеке', 'средняя сумма покупки', 'в среднем чек', 'в среднем тратят'],
      ...['средний чек заказа', 'со средним чеком', 'при среднем чеке', 'сред чек', 'сред. чек', 'средняк'],
      ...['с чеком в среднем', 'средний чек за все время', 'средней корзиной', 'среднему чеку'],
    ],
  },
}
const ORDERS = { menu: 'orders', begins: null, asks: 'amount', withLinked: true } as const

export const spent: Kind<Spent> = {
  name: 'spent',
  schema,
  sql(leaf, context) {
    const rows = { bounds: windowBounds(leaf.window, context), ...leaf, test: currencyIs(leaf.currency) }
    if (leaf.measure === 'average')
      return isAmong(buyers(rows, context, compareSql(sql`avg(${NET})`, leaf.compare)), { once: true })
    // Of what was bought only its lines count.
    const ofLines = leaf.product !== null || leaf.category !== null
    const passes = compareSql(ofLines ? sql`sum(${LINE_AMOUNT})` : sql`sum(${NET})`, leaf.compare)
    const spenders = ofLines ? lineBuyers : buyers
    // Over nothing the sum is 0: where that passes, everybody does but the buyers who do not.
    return holdsForNothing(leaf.compare)
      ? sql`(s.id not in (${spenders(rows, context, sql`not (${passes})`)}))`
      : isAmong(spenders(rows, context, passes), { once: true })
  },
  // A sum over nothing is 0, an average of nothing is not known.
  not: { turned: () => null, holdsUnknown: ({ measure }) => measure === 'average' },
  plain: plainBought,
  refers: () => [],
  names: leaf => boughtNames(leaf, leaf.measure === 'sum' && holdsForNothing(leaf.compare)),
  restsOnOrders: true,
  facts: () => ['ordered', 'rfm'],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, begun => readSpent(c, begun === 'average' ? 'average' : 'sum')),
  bare: c => [...cheque(c), ...moneyFirst(c)],
  say(leaf, { words, language }) {
    const what = [SAID[leaf.measure][language], moneyPhrase(leaf, words)]
    return [...what, ...boughtPhrases(leaf, words.product.spent, words), ...windowOf(leaf.window, words)].join(' ')
  },
  builder: {
    entries: [
      { ...ORDERS, name: 'spent', number: 15, label: { en: '💶 Spent', ru: '💶 Потрачено' } },
      { ...ORDERS, name: 'average', number: 16, label: { en: '🧾 Average order', ru: '🧾 Средний чек' } },
    ],
    slots: {
      amount: {
        says(leaf, amount, begun) {
          if (leaf !== null) return { ...leaf, ...amount }
          const measure = begun === 'average' ? 'average' : 'sum'
          return { leaf: 'spent', measure, ...amount, window: null, product: null, category: null }
        },
        of: ({ compare, currency }) => ({ compare, currency }),
      },
      window: windowSlot({ en: 'Orders of which time?', ru: 'Заказы за какое время?' }),
      product: { says: (leaf, product) => (leaf === null ? null : { ...leaf, product }), of: leaf => leaf.product },
      category: { says: (leaf, category) => (leaf === null ? null : { ...leaf, category }), of: leaf => leaf.category },
    },
    shown: () => ['amount', 'window', 'product', 'category'],
  },
}

/** "spent over 500 EUR in 1 year", "average order 50–100 EUR"; `first`: how much, where that stood before it. */
function readSpent(c: Cursor, said: Spent['measure'], first: Money | null = null): Spent {
  let measure = said
  const bought: Bought = { product: null, category: null }
  let total = first
  let each = 1
  let often: Window | null = null
  takeSign(c, ':')
  take(c, 'is')
  if (peek(c)?.text === 'of' && see({ ...c, at: c.at + 1 }, ...PRICE_WORDS) !== null) c.at++
  const { count, window } = readParts(c, () => {
    if (takeEach(c)) {
      measure = 'average'
      return true
    }
    const rate = often === null && measure === 'sum' ? rateAt(c, true) : null
    if (rate !== null) {
      const taken = takeRate(c, rate)
      each = taken.times
      often = taken.window
      return true
    }
    if (seesWindow(c)) return false
    const amount = peek(c)?.kind === 'number' || peek(c)?.text === '-' || currencyAt(c, 0) !== null
    if (total === null && (amount || see(c, ...PRICE_WORDS) !== null)) {
      total = readMoney(c, c.vocabulary.currency)
      return true
    }
    if (takeAlso(c, bought)) return true
    return takeBought(c, bought, peek(c)?.kind === 'quoted' || seesThingCalled(c))
  })
  if (total === null && count === 'none')
    return { leaf: 'spent', measure, compare: { exactly: 0 }, currency: c.vocabulary.currency, window, ...bought }
  // "Spent" alone, and «ничего не потратили».
  if (
    total === null &&
    count === null &&
    measure === 'sum' &&
    isNamed(window) &&
    endsHere(c) &&
    bought.product === null
  )
    total = { compare: { over: 0 }, currency: c.vocabulary.currency }
  if (total === null || count !== null) return fail(c, { kind: 'amount' })
  const { compare, currency }: Money = total
  if (often === null) return { leaf: 'spent', measure, compare, currency, window, ...bought }
  if (window !== null || measure === 'average') return fail(c, { kind: 'once' })
  return {
    leaf: 'spent',
    measure,
    ...{ compare: mapCompare(compare, n => n * each), currency, window: often },
    ...bought,
  }
}

const EACH = [
  'в среднем за заказ',
  'в среднем на заказ',
  'за заказ в среднем',
  'в среднем',
  'за один заказ',
  'за заказ',
].map(phrase => phrase.split(' '))

/** Takes «в среднем», «за заказ»: it is what an order comes to. */
function takeEach(c: Cursor): boolean {
  const said = EACH.find(words => words.every((word, i) => c.tokens[c.at + i]?.text === word))
  if (said === undefined) return false
  c.at += said.length
  return true
}

/** Takes one more of the same sort: «потратили на книги и билеты больше 5000» is what both came to. */
function takeAlso(c: Cursor, bought: Bought): boolean {
  const kind = bought.category === null ? 'product' : 'category'
  const before = bought[kind]
  if (before === null || (typeof before === 'object' && !('any' in before)) || peek(c)?.text !== 'и') return false
  const place: Cursor = { ...c, at: c.at + 1 }
  if (['на', 'за'].includes(peek(place)?.text ?? '')) place.at++
  if (!seesThingCalled(place)) return false
  const another: Bought = { product: null, category: null }
  takeBought(place, another, true)
  const named = another[kind]
  if (typeof named !== 'string') return false
  bought[kind] = { any: [...(typeof before === 'string' ? [before] : before.any), named] }
  c.at = place.at
  return true
}

/** True for a time that is called by its name; "spent 30 days" rather lacks an amount. */
function isNamed(window: Spent['window']): boolean {
  return window === null || 'calendar' in window || 'from' in window
}

/** "2k–5k spent", «5000+ потратили»: how much stands before it. */
function moneyFirst(c: Cursor): Candidate[] {
  const begin = c.at
  if (peek(c)?.kind !== 'number' && see(c, ...PRICE_WORDS) === null && currencyAt(c, 0) === null) return []
  const inside: Cursor = { ...c, made: new Set(), trying: true }
  try {
    readMoney(inside, c.vocabulary.currency)
  } catch (error) {
    if (error instanceof Mistake) return []
    throw error
  }
  const begun = longestAt(c.begins.book, inside, ['spent'])
  if (begun === null) return []
  const read = () => {
    c.at = begin
    const money = readMoney(c, c.vocabulary.currency)
    c.at += begun.length
    return readSpent(c, 'sum', money)
  }
  return [{ to: inside.at + begun.length, sure: 'words', read }]
}

const CHEQUE: ReadonlySet<string> = new Set(['чек', 'чеком', 'чека', 'check', 'cheque', 'basket', 'bill', 'receipt'])

/** «Чек больше 100»: of the average or of one order is asked. */
function cheque(c: Cursor): Candidate[] {
  if (!CHEQUE.has(peek(c)?.text ?? '') || see({ ...c, at: c.at + 1 }, ...PRICE_WORDS) === null) return []
  const order = () => ({ leaf: 'ordered', count: { atLeast: 1 }, window: null, product: null, category: null })
  const to = c.at + 1
  return [
    { to, sure: 'words', read: () => readSpent(c, 'average') },
    { to, sure: 'words', read: () => ({ ...order(), total: readMoney(c, c.vocabulary.currency) }) },
  ]
}
