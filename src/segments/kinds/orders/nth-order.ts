import { z } from 'zod'
import { compareSql } from '../../compile/field.js'
import { currencyIs, NET, nthBuyers } from '../../compile/order.js'
import { all, isAmong, sql } from '../../compile/sql.js'
import { boughtNames } from '../../missing/bought.js'
import { boughtShape, compareSchema, currencySchema, plainBought, type Thing, windowSchema } from '../../parts.js'
import { boughtPhrases, moneyPhrase, type Phrasing, windowOf } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { type Cursor, fail, peek, pick, take, takeSign } from '../../read/cursor.js'
import { readParts } from '../../read/events/event.js'
import { followedBy } from '../../read/events/followed.js'
import { endsHere } from '../../read/fields/field.js'
import { readQuantity } from '../../read/numbers/number.js'
import { type AskedOrder, takeOrderPart } from '../../read/orders/order.js'
import type { Rule } from '../../rule.js'
import { windowBounds } from '../../window.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind } from '../kind.js'
import { windowSlot } from '../slot.js'

const MOST = 1_000
const schema = z
  .strictObject({
    leaf: z.literal('nthOrder'),
    which: z.union([z.enum(['first', 'last']), z.int().min(2).max(MOST)]),
    window: windowSchema.nullable(),
    ...boughtShape,
    total: z.strictObject({ compare: compareSchema, currency: currencySchema }).nullable(),
  })
  .refine(
    ({ which, product, category, total }) =>
      typeof which === 'number' || product !== null || category !== null || total !== null,
    'something of that order must be asked',
  )

/** What their first order held or came to, or their last one, or the so many-th; perhaps of a time. */
export type NthOrder = z.infer<typeof schema>

const BEGINS = {
  nthOrder: {
    en: ['order number', 'order no', 'order nr', 'purchase number'],
    ru: ['заказ номер', 'покупка номер', 'заказ №'],
  },
  secondOrder: {
    en: [
      ...['second order', 'second purchase', 'second ordered', '2nd order', '2nd purchase', 'second bought'],
      ...['their second order', 'their second purchase', 'the second order', 'the second purchase'],
    ],
    ru: [
      ...['второй заказ', 'вторая покупка', 'второго заказа', 'второй покупки', 'вторую покупку', '2-й заказ'],
      ...['во втором заказе', 'во второй покупке', 'во второй раз купили', 'во второй раз заказали'],
      ...['2-я покупка', 'вторым заказом', 'второй покупкой'],
    ],
  },
  thirdOrder: {
    en: [
      ...['third order', 'third purchase', '3rd order', '3rd purchase', 'their third order', 'their third purchase'],
      ...['the third order'],
    ],
    ru: [
      ...['третий заказ', 'третья покупка', 'третьего заказа', 'третьей покупки', '3-й заказ', '3-я покупка'],
      ...['в третьем заказе', 'в третьей покупке', 'в третий раз купили', 'в третий раз заказали'],
      ...['третью покупку', 'третьим заказом'],
    ],
  },
}
const SAID = {
  first: { en: 'first order', ru: 'первый заказ' },
  last: { en: 'last order', ru: 'последний заказ' },
  number: { en: 'order number', ru: 'заказ номер' },
}
const ORDERS = { menu: 'orders', begins: null, asks: 'product', withLinked: true } as const
const WHICH = { inFirst: 'first', inLast: 'last', inSecond: 2 } as const

export const nthOrder: Kind<NthOrder> = {
  name: 'nthOrder',
  schema,
  sql(leaf, context) {
    const test =
      leaf.total === null ? sql`true` : all(currencyIs(leaf.total.currency), compareSql(NET, leaf.total.compare))
    const { which, product, category } = leaf
    const rows = { bounds: windowBounds(leaf.window, context), product, category, test }
    return isAmong(nthBuyers(which === 'first' ? 1 : which, rows, context), { once: true })
  },
  not: OR_UNKNOWN,
  plain: plainBought,
  refers: () => [],
  names: leaf => boughtNames(leaf, false),
  restsOnOrders: true,
  facts: () => ['ordered', 'rfm'],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, begun => {
      const which = begun === 'secondOrder' ? 2 : begun === 'thirdOrder' ? 3 : readNumberOf(c)
      const none = readNone(c, which)
      if (none !== null) return none
      const begin = c.at
      const { window, ...order } = readOrderParts(c)
      const leaf = { leaf: 'nthOrder', which, window, ...order } satisfies NthOrder
      return soonAfter(c, begin, leaf) ?? leaf
    }),
  say: phrase,
  builder: {
    entries: [
      { ...ORDERS, name: 'inFirst', number: 60, label: { en: '🥇 In first order', ru: '🥇 В первом заказе' } },
      { ...ORDERS, name: 'inLast', number: 61, label: { en: '🏁 In last order', ru: '🏁 В последнем' } },
      { ...ORDERS, name: 'inSecond', number: 62, label: { en: '🥈 In second order', ru: '🥈 Во втором' } },
    ],
    slots: {
      product: {
        says: (leaf, product, begun) => (leaf === null ? begin(begun, product) : { ...leaf, product }),
        of: leaf => leaf.product,
      },
      category: { says: (leaf, category) => (leaf === null ? null : { ...leaf, category }), of: leaf => leaf.category },
      total: { says: (leaf, total) => (leaf === null ? null : { ...leaf, total }), of: leaf => leaf.total },
      window: windowSlot({ en: 'When was that order?', ru: 'Когда был этот заказ?' }),
    },
    shown: () => ['product', 'category', 'total', 'window'],
  },
}

function begin(begun: string, product: Thing | null): NthOrder | null {
  const which = begun === 'inFirst' || begun === 'inLast' || begun === 'inSecond' ? WHICH[begun] : null
  return which === null ? null : { leaf: 'nthOrder', which, window: null, product, category: null, total: null }
}

/** What stands behind "first order": what of it is asked, and when it was. */
export function readOrderParts(c: Cursor): AskedOrder & { window: NthOrder['window'] } {
  // A dash before a number is a minus.
  if (peek(c, 1)?.kind === 'number') takeSign(c, ':')
  else takeSign(c, ':', '-')
  take(c, 'is')
  const order: AskedOrder = { product: null, category: null, total: null }
  const { count, window } = readParts(c, () => takeSaid(c) || takeOrderPart(c, order, 0))
  if (count !== null) return fail(c, { kind: 'once' })
  return { ...order, window }
}

/** "Second order within 30 days": in the last 30, or so soon after an order before it, is asked; null where it says of which. */
function soonAfter(c: Cursor, begin: number, { window, ...order }: NthOrder): Rule | null {
  const within = c.tokens.findIndex(({ text }, at) => at >= begin && at < c.at && text === 'within')
  if (
    within < 0 ||
    window === null ||
    !('in' in window) ||
    /^(?:the|last|past)$/.test(c.tokens[within + 1]?.text ?? '')
  )
    return null
  const { which, ...bought } = order
  const again = followedBy(
    { leaf: 'ordered', count: { atLeast: 1 }, window: null, ...{ product: null, category: null, total: null } },
    { ...bought, leaf: 'ordered', count: { atLeast: 1 }, window },
  )
  return again !== null && pick(c, 2) === 0 ? again : null
}

/** «Второго заказа не было»: whether the first one was is asked; null, and nothing is taken, for anything else. */
function readNone(c: Cursor, which: number): Rule | null {
  const begin = c.at
  const once = { leaf: 'ordered', window: null, product: null, category: null, total: null } as const
  if (take(c, 'not') !== null && endsHere(c))
    return { ...once, count: pick(c, 2) === 0 ? { exactly: which - 1 } : { atMost: which - 1 } }
  c.at = begin
  return null
}

function readNumberOf(c: Cursor): number {
  const which = readQuantity(c, 2)
  if (which <= MOST) return which
  c.at--
  return fail(c, { kind: 'quantity', of: MOST })
}

function phrase(leaf: NthOrder, { words, language }: Phrasing): string {
  const { which, total } = leaf
  const named = typeof which === 'string'
  return [
    named ? SAID[which][language] : `${SAID.number[language]} ${which}`,
    ...boughtPhrases(leaf, words.product.some, words),
    // Two numbers in a row could be taken for one.
    ...(total === null ? [] : [named ? moneyPhrase(total, words) : words.forTotal(moneyPhrase(total, words))]),
    ...windowOf(leaf.window, words),
  ].join(' ')
}

const DEEDS = ['брали', 'взяли', 'купили', 'покупали', 'заказали', 'заказывали', 'приобрели', 'стал', 'был', 'была']

/** Takes what says nothing between the order and what it held: "contained", «с». */
function takeSaid(c: Cursor): boolean {
  const said = [
    'included',
    'contained',
    'with',
    'had',
    'has',
    'сделали',
    'с',
    'со',
    'это',
    'включал',
    ...DEEDS,
  ].includes(peek(c)?.text ?? '')
  if (said && peek(c, 1)?.kind !== 'number') c.at++
  return said && peek(c, 0)?.kind !== 'number'
}
