import { z } from 'zod'
import { edgeBuyers } from '../../compile/order.js'
import { isAmong } from '../../compile/sql.js'
import { windowSchema } from '../../parts.js'
import { windowPhrase } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, peek, see, take, takeSign } from '../../read/cursor.js'
import { endsHere } from '../../read/fields/field.js'
import { yearAt } from '../../read/times/calendar.js'
import { readWindow, seesWindow, takeAgoPair } from '../../read/times/window.js'
import { windowBounds } from '../../window.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind } from '../kind.js'
import { type NthOrder, readOrderParts } from './nth-order.js'

const schema = z.strictObject({ leaf: z.literal('orderTime'), which: z.enum(['first', 'last']), window: windowSchema })

/** When their first order was, or their last one. */
export type OrderTime = z.infer<typeof schema>

const SAID = { first: { en: 'first order', ru: 'первый заказ' }, last: { en: 'last order', ru: 'последний заказ' } }
const BEGINS = {
  firstOrder: {
    en: [
      ...['first order', 'first purchase', 'first ordered', 'first bought', 'first purchased', 'their first order'],
      ...['their first purchase', 'very first order', 'made their first order', 'made their first purchase'],
      ...['first-ever order', 'placed their first order', 'first time bought', 'first time ordered', 'initial order'],
      ...['bought for the first time', 'ordered for the first time', 'first-time purchase'],
      ...['purchased for the first time', 'in the first order', 'in their first order'],
    ],
    ru: [
      ...['первый заказ', 'первая покупка', 'первого заказа', 'первой покупки', 'первую покупку сделали'],
      ...['первый раз купили', 'впервые купили', 'впервые заказали', 'сделали первый заказ', 'сделали первую покупку'],
      ...['первый раз заказали', 'первый заказ сделали', 'первую покупку', 'самый первый заказ'],
      ...['самая первая покупка', 'первым заказом', 'в первом заказе', 'в первой покупке', 'купили первый раз'],
      ...['заказали первый раз', 'купили впервые', 'заказали впервые', 'купили в первый раз', 'заказали в первый раз'],
    ],
  },
  lastOrder: {
    en: [
      ...['last order', 'last purchase', 'latest order', 'last ordered', 'last bought', 'last purchased'],
      ...['most recent order', 'most recent purchase', 'latest purchase', 'recent order', 'last time ordered'],
      ...['last time bought', 'last order date', 'their last order', 'their last purchase', 'last shopped'],
      ...['last order made', 'last placed an order', 'the last order', 'the last purchase', 'last order happened'],
      ...['in the last order', 'in their last order'],
    ],
    ru: [
      ...['последний заказ', 'последняя покупка', 'последнего заказа', 'последний раз заказывали'],
      ...['последний раз покупали', 'последней покупки', 'последний раз заказали', 'последний раз купили'],
      ...['крайний заказ', 'крайняя покупка', 'последний раз заказ', 'самый последний заказ', 'дата последнего заказа'],
      ...['дата последней покупки', 'последнюю покупку сделали', 'последний заказ сделали', 'в последний раз покупали'],
      ...['в последний раз заказывали', 'в последний раз купили', 'последнюю покупку', 'последним заказом'],
      ...['крайний раз покупали', 'в последнем заказе', 'в последней покупке', 'покупали последний раз'],
      ...['купили последний раз', 'заказывали последний раз', 'заказали последний раз', 'покупал последний раз'],
      ...[
        'покупали в последний раз',
        'заказывали в последний раз',
        'купили в последний раз',
        'заказали в последний раз',
      ],
    ],
  },
}
const ENDS: ReadonlyMap<string, OrderTime['which']> = new Map([
  ...(['первый', 'первая', 'первую', 'first'] as const).map(word => [word, 'first'] as const),
  ...(['последний', 'последняя', 'последнюю', 'last'] as const).map(word => [word, 'last'] as const),
])

/** «Первый заказ летом, последний осенью»: the noun stands once. */
function otherEnd(c: Cursor): Candidate[] {
  const which = ENDS.get(peek(c)?.text ?? '')
  const behind: Cursor = { ...c, at: c.at + 1 }
  if (which === undefined || c.last?.leaf !== 'orderTime' || seesWindow(c) || !seesWindow(behind)) return []
  const read = (): OrderTime => ({ leaf: 'orderTime', which, window: readWindow(c) })
  return [{ to: c.at + 1, sure: 'value', read }]
}

const LAST_ONE: readonly string[][] = [
  ...['the last one was', 'the last one', 'last one was', 'last one', 'their last one', 'the most recent one'],
  ...['most recent one', 'the latest one', 'latest one', 'the last being', 'last being', 'the last of them'],
].map(said => said.split(' '))

/** "Ordered 3 times, the last one over 20 days ago": of those orders; of what was bought in them it would say more. */
function endOfThose(c: Cursor): Candidate[] {
  const said = LAST_ONE.find(words => words.every((word, i) => peek(c, i)?.text === word))
  const of = said === undefined ? null : c.last
  if (said === undefined || of?.leaf !== 'ordered' || !seesWindow({ ...c, at: c.at + said.length })) return []
  const anything = ['product', 'category', 'total'].every(key =>
    Object.entries(of).some(([name, value]) => name === key && value === null),
  )
  const read = (): OrderTime => ({ leaf: 'orderTime', which: 'last', window: readWindow(c) })
  return anything ? [{ to: c.at + said.length, sure: 'words', read }] : []
}

const ORDERS = { menu: 'orders', begins: null, asks: 'window', withLinked: true } as const

export const orderTime: Kind<OrderTime> = {
  name: 'orderTime',
  schema,
  sql({ which, window }, context) {
    return isAmong(edgeBuyers(which, windowBounds(window, context), context), { once: true })
  },
  not: OR_UNKNOWN,
  refers: () => [],
  names: () => [],
  restsOnOrders: true,
  facts: () => ['ordered', 'rfm'],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, begun => {
      const which = begun === 'firstOrder' ? 'first' : 'last'
      const at = c.at
      takeSign(c, ':')
      take(c, 'is')
      const pair = takeAgoPair(c)
      if (pair !== null) return { leaf: 'orderTime', which, window: pair } satisfies OrderTime
      c.at = at
      // «До 2026» is a year here: a sum would have its currency.
      const year = see(c, 'from', 'to')
      const alone = year !== null && endsHere({ ...c, at: c.at + year.length + 1, trying: true })
      if (year !== null && alone && yearAt(c, year.length) !== null)
        return { leaf: 'orderTime', which, window: readWindow(c, { years: true }) } satisfies OrderTime
      const { window, ...order } = readOrderParts(c)
      if (order.product !== null || order.category !== null || order.total !== null)
        return { leaf: 'nthOrder', which, window, ...order } satisfies NthOrder
      // Says what is missing.
      return { leaf: 'orderTime', which, window: window ?? readWindow(c) } satisfies OrderTime
    }),
  bare: c => [...otherEnd(c), ...endOfThose(c)],
  say: ({ which, window }, { words, language }) => `${SAID[which][language]} ${windowPhrase(window, words)}`,
  builder: {
    entries: [
      { ...ORDERS, name: 'firstOrder', number: 17, label: { en: '🥇 First order', ru: '🥇 Первый заказ' } },
      { ...ORDERS, name: 'lastOrder', number: 18, label: { en: '🕒 Last order', ru: '🕒 Последний заказ' } },
    ],
    slots: {
      window: {
        asks: { en: 'When was that order?', ru: 'Когда был этот заказ?' },
        says(leaf, window, begun) {
          if (window === null) return null
          return { leaf: 'orderTime', which: leaf?.which ?? (begun === 'firstOrder' ? 'first' : 'last'), window }
        },
        of: leaf => leaf.window,
      },
    },
    shown: () => ['window'],
  },
}
