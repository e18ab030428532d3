import { z } from 'zod'
import { asksWhether, holdsWithout } from '../../compile/event.js'
import { compareSql } from '../../compile/field.js'
import { currencyIs, everOrdered, NET, orderedTimes } from '../../compile/order.js'
import { all, sql } from '../../compile/sql.js'
import { boughtNames } from '../../missing/bought.js'
import {
  boughtShape,
  type Count,
  compareSchema,
  currencySchema,
  eventShape,
  plainBought,
  type Thing,
} from '../../parts.js'
import {
  boughtPhrases,
  type Counted,
  countPhrase,
  eventPhrase,
  moneyPhrase,
  type Phrasing,
  type Verbs,
} from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, fail, peek, pick, see } from '../../read/cursor.js'
import { counted, readParts } from '../../read/events/event.js'
import { bareValues, namedAt } from '../../read/names/bare.js'
import { productCalled, severalCalled } from '../../read/names/inside.js'
import { anyOf } from '../../read/names/things.js'
import { countFirst, type Often, seesCount } from '../../read/numbers/count.js'
import { orderedAgain, takeAgain } from '../../read/orders/again.js'
import { eachOrder, together } from '../../read/orders/amounts.js'
import { bothOf } from '../../read/orders/both-of.js'
import { namedByNoun, onceSince, takeAtOnce, thingCalled } from '../../read/orders/bought.js'
import { seesBuyers, seesBuyersThere } from '../../read/orders/buyers.js'
import { asksAmount, asksPieces, orMore, seesCountOf, seesSingle, twiceWithin } from '../../read/orders/how-many.js'
import { lapsed } from '../../read/orders/lapsed.js'
import { type AskedOrder, takeOrderPart } from '../../read/orders/order.js'
import { otherThan, otherThanBefore } from '../../read/orders/other-than.js'
import { thingDone } from '../../read/orders/thing-done.js'
import { behindMany, ORDER_NOUNS, takeWas, thingFirst, withVerbBehind } from '../../read/orders/verb-behind.js'
import { readWindow, seesWindow } from '../../read/times/window.js'
import { sameWord } from '../../read/words/inflect.js'
import type { Rule } from '../../rule.js'
import { windowBounds } from '../../window.js'
import { countedOtherwise } from '../complement.js'
import type { Kind } from '../kind.js'
import { countSlot, FIRST_EVENT, windowSlot } from '../slot.js'

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
    en: [
      ...['ordered', 'order', 'orders', 'bought', 'purchased', 'purchase', 'purchases', 'buy', 'buys', 'buying'],
      ...['placed an order', 'placed orders', 'made an order', 'made a purchase', 'made purchases', 'have bought'],
      ...['placed', 'an order', 'any orders', 'any order', 'a purchase', 'any purchases', 'shopped'],
      ...['made any purchase', 'made an purchase', 'shopped with us', 'placed any order', 'buying from us', 'ordering'],
      ...['has orders', 'have orders', 'checked out', 'acquired', 'bought something', 'purchasing', 'got themselves'],
      ...['took', 'has taken', 'have taken'],
      ...['bought from us', 'buys from us', 'buy from us', 'order from us', 'made order', 'made orders'],
      ...['do a purchase', 'transactions', 'transaction', 'order count', 'number of orders', 'orders count'],
      ...['paid order', 'paid orders', 'paid for an order', 'paid for their order', 'a paid order'],
      ...['count of orders', 'number of purchases', 'purchase count', 'total orders'],
    ],
    ru: [
      ...['заказы', 'заказ', 'заказа', 'заказов', 'заказал', 'заказала', 'заказали', 'заказывал', 'заказывала'],
      ...['заказывали', 'покупка', 'покупки', 'покупок', 'покупку', 'купил', 'купила', 'купили', 'покупал', 'покупала'],
      ...['покупали', 'заказом', 'заказами', 'заказывают', 'покупают', 'покупает', 'покупками', 'покупкой'],
      ...['делали заказ', 'сделал заказ', 'сделали заказ', 'делал заказ', 'сделали покупку', 'оформил заказ'],
      ...['оформили заказ', 'оформляли заказ', 'заказаны', 'покупавшие', 'купивших', 'купившие', 'покупавших'],
      ...['заказавшие', 'приобрели', 'приобрел', 'приобретали', 'приобретал', 'приобретала', 'приобрела', 'брали'],
      ...['брал', 'брала', 'берут', 'взял', 'взяла', 'взявшие', 'бравшие'],
      ...['взяли', 'приобретают', 'приобретавшие', 'делали покупки', 'совершили покупку', 'совершали покупки'],
      ...['совершили заказ', 'совершали заказы', 'делали заказы', 'сделали заказы', 'оформляли заказы'],
      ...['оформили покупку', 'покупающие', 'купят', 'затаривались', 'закупались', 'закупились', 'заказавших'],
      ...['заказывавшие', 'покупочки', 'купила себе', 'есть заказы', 'есть покупки', 'имеют заказы', 'имеют покупки'],
      ...['были заказы', 'были покупки', 'сделавшие заказ', 'совершившие покупку', 'отоваривались', 'заказывает'],
      ...['купленные', 'куплен', 'куплены', 'продажи', 'продажа', 'количество заказов', 'число заказов'],
      ...['оплаченный заказ', 'оплаченные заказы', 'оплатили заказ', 'оплатил заказ', 'оплатили', 'оплатил'],
      ...['куплено', 'заказано', 'приобретено', 'закупили', 'закупали', 'совершил покупку', 'сделал покупку'],
      ...['кол-во заказов', 'количество покупок', 'число покупок', 'всего заказов'],
    ],
  },
}

export const ordered: Kind<Ordered> = {
  name: 'ordered',
  schema,
  sql(leaf, context) {
    const total =
      leaf.total === null ? sql`true` : all(currencyIs(leaf.total.currency), compareSql(NET, leaf.total.compare))
    const rows = { bounds: windowBounds(leaf.window, context), ...leaf, test: total }
    const ever = asksWhether(leaf.count) ? everOrdered(leaf.count, rows, context) : null
    return ever ?? orderedTimes(leaf.count, rows, context)
  },
  not: countedOtherwise(phrase),
  plain: plainBought,
  refers: () => [],
  names: leaf => boughtNames(leaf, holdsWithout(leaf.count)),
  restsOnOrders: true,
  facts: () => ['ordered', 'rfm'],
  begins: BEGINS,
  read: c => [
    ...begunBy(c, BEGINS, () => readOrdered(c)),
    ...otherThan(c),
    ...otherThanBefore(c),
    ...thingDone(c, place => readOrdered(place)),
    ...singleOrder(c),
    ...eachOrder(c),
  ],
  bare: c => [
    ...countFirst(c, ORDER_NOUNS, first => readOrdered(c, first)),
    ...bareValues(c, {
      find: name => productNamed(c, name),
      leafOf: products => anyOf(products.map(bought)),
      of: 'product',
      plain: true,
      behind: () => takeWas(c),
    }).map(candidate => ({ ...candidate, read: () => withVerbBehind(c, candidate.read()) })),
    ...thingFirst(c),
    ...sorts(c),
    ...thingSaid(c),
    ...thingsCounted(c),
    ...againOften(c),
    ...manyOrders(c),
    ...buyersCalled(c),
    ...lapsed(c),
  ],
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

/** A product by its name or another form of it; behind another product several that have that noun: «шарф и помаду». */
function productNamed(c: Cursor, name: string): Thing | null {
  const { products, categories } = c.vocabulary
  // «Но не сумки»: a category of that very name is rather meant than a product of another form.
  if (c.named === 'product')
    return (
      products.shown(name) ??
      (categories.has(name) ? null : (productCalled(c.vocabulary, name) ?? severalCalled(c.vocabulary, name)))
    )
  const isSort = categories.has(name) || sameWord(name, categories.all()) !== null
  const whole = isSort || !name.includes(' ') ? null : sameWord(name, products.all())
  return products.shown(name) ?? whole ?? (isSort ? null : namedByNoun(name, products.all()))
}

/** «Клиенты отбеливания»: whoever bought it. */
const CLIENTS = { key: 'buyers', length: 1 } as const

/** "Repeat buyers", «постоянные покупатели». */
function buyersCalled(c: Cursor): Candidate[] {
  const seen = see(c, 'repeatBuyers', 'oneTimeBuyers') ?? (seesBuyers(c) ? (see(c, 'buyers') ?? CLIENTS) : null)
  if (seen === null) return []
  const count: Count = seen.key === 'oneTimeBuyers' ? { exactly: 1 } : { atLeast: seen.key === 'buyers' ? 1 : 2 }
  // "Repeat customers in Bristol" are of that town.
  const there = see({ ...c, at: c.at + seen.length }, 'livesIn', 'cameFrom', 'older', 'younger', 'speaks') !== null
  const alone = seesBuyersThere(c) !== null || (seen.key !== 'buyers' && there)
  const read = () => (alone ? ofAnything(count) : readOrdered(c, { count, negated: false }))
  return [{ to: c.at + seen.length, sure: 'words', read }]
}

function ofAnything(count: Count): Ordered {
  return { leaf: 'ordered', count, window: null, product: null, category: null, total: null }
}

/** «Много заказов», «куча покупок»: how many is asked. */
function manyOrders(c: Cursor): Candidate[] {
  const to = behindMany(c)
  const read = (n: number) => () => readOrdered(c, { count: { atLeast: n }, negated: false })
  return to === null ? [] : [3, 5, 10].map(n => ({ to, sure: 'words', read: read(n) }))
}

/** "ordered 2+ of "Boots" over 100 EUR in 90 days". */
function readOrdered(c: Cursor, first: Often | null = null): Rule {
  const begin = c.at
  const order: AskedOrder = { product: null, category: null, total: null }
  const again = { said: false }
  const before = first === null ? null : { ...first }
  const parts = readParts(
    c,
    () => takeAgain(c, again) || (order.total !== null && takeAtOnce(c)) || takeOrderPart(c, order),
    before,
  )
  const { negated } = parts
  const count = parts.count === null ? null : orMore(c, parts.count, order)
  const window = count !== parts.count && parts.window === null && seesWindow(c) ? readWindow(c) : parts.window
  const both = first === null && count === null ? bothOf(c, begin, order, window) : null
  if (both !== null) return both
  if (first !== null && count !== null) return fail(c, { kind: 'once' })
  if (again.said && first === null && count === null) return orderedAgain(c, begin, order, window)
  if (count !== null && asksAmount(c, begin, count)) return fail(c, { kind: 'timesOrUnit' })
  // Whoever bought at least one piece ordered it.
  const once = typeof count === 'object' && count !== null && 'atLeast' in count && count.atLeast === 1
  if (
    count !== null &&
    typeof count === 'object' &&
    !once &&
    !negated &&
    asksPieces(c, begin, order) &&
    pick(c, 2) === 1
  )
    return { leaf: 'pieces', ...{ count, window, product: order.product, category: order.category } }
  const all = together(c, begin, before?.count ?? count, window, order)
  if (all !== null) return all
  const times = before?.count ?? count ?? { atLeast: 1 }
  const gap = twiceWithin(c, begin, times, window, order)
  if (gap !== null && pick(c, 2) === 0) return gap
  const other = onceSince(c, first === null ? begin : null, { leaf: 'ordered', count: times, window, ...order })
  if (other !== null && (first?.negated ?? negated) === false) return other
  return counted({ leaf: 'ordered', count: times, window, ...order }, first?.negated ?? negated)
}

function phrase(leaf: Ordered, counted: Counted, phrasing: Phrasing): string {
  const { words } = phrasing
  const things = boughtPhrases(leaf, words.product[counted.verb], words)
  const total = leaf.total === null ? [] : [moneyPhrase(leaf.total, words)]
  // Two numbers in a row could be taken for one.
  const object = [...things, ...(counted.count === null ? total : total.map(words.forTotal))]
  return eventPhrase({ verbs: VERBS, object, before: true, window: leaf.window }, counted, phrasing)
}

function bought(product: Thing): Ordered {
  return { leaf: 'ordered', count: { atLeast: 1 }, window: null, product, category: null, total: null }
}

/** A category behind a product or another: "bought Bag or Shoes". */
function sorts(c: Cursor): Candidate[] {
  const { categories } = c.vocabulary
  const named = c.named === 'product' || c.named === 'thing'
  return bareValues(c, {
    find: name => (named || name.length > 3 ? (categories.shown(name) ?? sameWord(name, categories.all())) : null),
    leafOf: found => anyOf(found.map(category => ({ ...bought(''), product: null, category }))),
    ...(named && { of: 'product' as const }),
    plain: true,
  }).map(candidate => ({ ...candidate, read: () => withVerbBehind(c, candidate.read()) }))
}

const TIMES: ReadonlySet<string> = new Set(['раз', 'раза', 'дважды', 'трижды', 'times', 'twice', 'once'])

/** «Купили два раза ботинки и один раз сумку»: how often, and what, of the same verb. */
function againOften(c: Cursor): Candidate[] {
  if (c.last?.leaf !== 'ordered' || !seesCount(c)) return []
  const at = [c.at, c.at + 1].find(at => at < c.end && TIMES.has(c.tokens[at]?.text ?? ''))
  const thing = at === undefined ? null : namedAt({ ...c, at: at + 1 }, name => thingCalled(c, name))
  return thing === null ? [] : [{ to: c.at, sure: 'value', of: 'product', read: () => readOrdered(c) }]
}

const THINGS: ReadonlySet<string> = new Set(['product', 'products', 'item', 'товар', 'товары', 'category', 'категория'])

/** "Product contains boot", «категория обувь»: what was bought stands without a word for that. */
function thingSaid(c: Cursor): Candidate[] {
  if (!THINGS.has(peek(c)?.text ?? '') || peek(c, 1) === null) return []
  const begun = see(c, 'product', 'category')
  return begun === null ? [] : [{ to: c.at, sure: 'words', read: () => readOrdered(c) }]
}

/** "5+ books", "at least 2 dresses": so many of what was bought, with no verb. */
function thingsCounted(c: Cursor): Candidate[] {
  const { at } = c
  const to = seesCountOf(c)
  const read = (): Rule => {
    c.at = at
    return readOrdered(c)
  }
  return to === null ? [] : [{ to, sure: 'words', read }]
}

/** "A single purchase ever": one and no more; "not a single order" denies any, and "a single order over 100" is of one of them. */
function singleOrder(c: Cursor): Candidate[] {
  const to = seesSingle(c)
  const read = (): Rule => {
    const window = seesWindow(c) ? readWindow(c) : null
    return { ...ofAnything({ exactly: 1 }), window }
  }
  return to === null ? [] : [{ to, sure: 'words', read }]
}
