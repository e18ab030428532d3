import { z } from 'zod'
import { holdsWithout, timesOf } from '../compile/event.js'
import { compareSql } from '../compile/field.js'
import { buyers, currencyIs, NET } from '../compile/order.js'
import { all, sql } from '../compile/sql.js'
import { boughtNames } from '../missing/bought.js'
import { type Bought, boughtShape, compareSchema, currencySchema, eventShape, type Money } from '../parts.js'
import {
  boughtPhrases,
  type Counted,
  countPhrase,
  eventPhrase,
  moneyPhrase,
  type Phrasing,
  type Verbs,
} from '../phrase.js'
import { begunBy } from '../read/candidate.js'
import { type Cursor, see } from '../read/cursor.js'
import { counted, readParts, seesName } from '../read/event.js'
import { readMoney, seesMoney, seesPrice, takeBought } from '../read/order.js'
import type { Tree } from '../rule.js'
import { windowBounds } from '../window.js'
import { countedOtherwise } from './complement.js'
import type { Kind } from './kind.js'
import { countSlot, FIRST_EVENT, windowSlot } from './slot.js'

const schema = z.strictObject({
  leaf: z.literal('ordered'),
  ...eventShape,
  ...boughtShape,
  total: z.strictObject({ compare: compareSchema, currency: currencySchema }).nullable(),
})

/** How many orders; `total` (minor units, net of refunds) and what was bought bind the same order. */
export type Ordered = z.infer<typeof schema>

const VERBS: Verbs = {
  en: { some: 'ordered', times: 'ordered', none: 'no orders', noneOf: 'no orders' },
  ru: { some: 'есть заказ', times: 'заказы', none: 'нет заказов', noneOf: 'нет заказов' },
}
const BEGINS = {
  ordered: {
    en: ['ordered', 'order', 'orders', 'bought', 'purchased', 'purchase', 'purchases', 'buy'],
    ru: [
      ...['заказы', 'заказ', 'заказа', 'заказов', 'заказал', 'заказала', 'заказали', 'заказывал'],
      ...['заказывала', 'заказывали', 'покупка', 'покупки', 'покупок', 'покупку', 'купил'],
      ...['купила', 'купили', 'покупал', 'покупала', 'покупали', 'заказом', 'заказами'],
    ],
  },
}

export const ordered: Kind<Ordered> = {
  name: 'ordered',
  schema,
  sql(leaf, context) {
    const { reached, times } = timesOf(leaf.count)
    const total =
      leaf.total === null ? sql`true` : all(currencyIs(leaf.total.currency), compareSql(NET, leaf.total.compare))
    const rows = { bounds: windowBounds(leaf.window, context), ...leaf, test: total }
    const people = buyers(rows, context, times(sql`count(*)`))
    return reached ? sql`(s.id in (${people}))` : sql`(s.id not in (${people}))`
  },
  not: countedOtherwise(phrase),
  refers: () => [],
  names: leaf => boughtNames(leaf, holdsWithout(leaf.count)),
  restsOnOrders: true,
  facts: () => ['ordered', 'rfm'],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, () => readOrdered(c)),
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{ name: 'ordered', number: 14, menu: 'orders', label: { en: '🛒 Ordered', ru: '🛒 Заказы' } },
        begins: { leaf: 'ordered', ...FIRST_EVENT, product: null, category: null, total: null },
        ...{ asks: null, withLinked: true },
      },
    ],
    slots: {
      count: countSlot({ en: 'How many orders?', ru: 'Сколько было заказов?' }),
      window: windowSlot({ en: 'When did they order?', ru: 'Когда они заказали?' }),
      product: { says: (leaf, product) => (leaf === null ? null : { ...leaf, product }), of: leaf => leaf.product },
      category: { says: (leaf, category) => (leaf === null ? null : { ...leaf, category }), of: leaf => leaf.category },
      total: { says: (leaf, total) => (leaf === null ? null : { ...leaf, total }), of: leaf => leaf.total },
    },
    shown: () => ['count', 'window', 'product', 'category', 'total'],
  },
}

/** "ordered 2+ of "Boots" over 100 EUR in 90 days". */
function readOrdered(c: Cursor): Tree<Ordered> {
  const bought: Bought = { product: null, category: null }
  let total: Money | null = null
  const { count, negated, window } = readParts(c, () => {
    if (total === null) {
      if (seesMoney(c)) {
        total = readMoney(c, c.vocabulary.currency)
        return true
      }
      const price = see(c, 'forTotal')
      if (price !== null && seesPrice(c, price.length)) {
        c.at += price.length
        total = readMoney(c, c.vocabulary.currency)
        return true
      }
    }
    return takeBought(c, bought, bought.product === null && see(c, 'category') === null && seesName(c))
  })
  return counted({ leaf: 'ordered', count: count ?? { atLeast: 1 }, window, ...bought, total }, negated)
}

function phrase(leaf: Ordered, counted: Counted, phrasing: Phrasing): string {
  const { words } = phrasing
  const things = boughtPhrases(leaf, words.product[counted.verb], words)
  const total = leaf.total === null ? [] : [moneyPhrase(leaf.total, words)]
  // Two numbers in a row could be taken for one.
  const object = [...things, ...(counted.count === null ? total : total.map(words.forTotal))]
  return eventPhrase({ verbs: VERBS, object, before: true, window: leaf.window }, counted, phrasing)
}
