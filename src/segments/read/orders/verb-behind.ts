import type { Thing } from '../../parts.js'
import type { Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, peek, pick, see, take, takeSign } from '../cursor.js'
import { counted, readParts } from '../events/event.js'
import { endsHere } from '../fields/field.js'
import { longestAt } from '../lexicon.js'
import { namedAt } from '../names/bare.js'
import { namesWith } from '../names/inside.js'
import { seesCount } from '../numbers/count.js'
import { readWindow, seesWindow } from '../times/window.js'
import { sameWord } from '../words/inflect.js'
import { type AskedOrder, takeOrderPart } from './order.js'
import { seesMoney, seesPrice } from './price.js'

/** What a number before them counts. */
export const ORDER_NOUNS: ReadonlySet<string> = new Set([
  ...['order', 'orders', 'purchase', 'purchases', 'заказ', 'заказа', 'заказов', 'заказы', 'заказами', 'заказом'],
  ...['покупкой', 'покупка', 'покупки', 'покупок', 'покупку', 'покупками'],
])
/** Whoever is called so behind what was bought has bought it. */
const BUYERS: ReadonlySet<string> = new Set([
  'clients',
  'customers',
  'buyers',
  'purchasers',
  'shoppers',
  'клиенты',
  'покупатели',
])
const WAS: ReadonlySet<string> = new Set(['был', 'была', 'было', 'были', 'куплен', 'куплена', 'куплены', 'bought'])

/** Takes «был» behind what somebody bought. */
export function takeWas(c: Cursor): void {
  if (WAS.has(peek(c)?.text ?? '') && endsHere({ ...c, at: c.at + 1, trying: true })) c.at++
}

/** «Сыворотку брали 3 раза», «абонемент не купили», "whitening clients": the verb stands behind what somebody bought. */
export function withVerbBehind(c: Cursor, rule: Rule): Rule {
  if ('any' in rule) return ofEachThing(rule.any, first => withVerbBehind(c, first))
  if (!('leaf' in rule) || rule.leaf !== 'ordered' || rule.window !== null) return rule
  c.named = 'product'
  const begin = c.at
  // «Кроме пиццы ничего не заказывали» ordered nothing else.
  if (peek(c)?.text === 'ничего') return rule
  const not = take(c, 'not') !== null
  // «Крем купили, а сыворотку нет».
  if (not && c.last?.leaf === 'ordered' && c.tokens[begin]?.text === 'нет') {
    const then = c.last.window ?? null
    // «В октябре покупали платья, а обувь нет»: in October, or never.
    if (endsHere({ ...c, trying: true }))
      return { not: then !== null && !('ago' in then) && pick(c, 2) === 0 ? { ...rule, window: then } : rule }
    if (seesWindow({ ...c, trying: true })) return { not: { ...rule, window: readWindow(c) } }
  }
  const orders = !not && ORDERS.has(peek(c)?.text ?? '')
  const length = orders ? 1 : verbAt(c, c.at)
  c.at += length
  const behind: Cursor = { ...c, trying: true }
  // "Whitening clients in 6 months": who they are was taken with the name; "oil change last year" needs no word for it.
  const often = length === 0 && !not && seesCount(behind)
  const timed = (length === 0 && !not && seesWindow(behind)) || often
  if (
    (length === 0 && !timed) ||
    (!endsHere(behind) && !seesWindow(behind) && !seesCount(behind) && !(orders && seesPriceAt(behind)))
  ) {
    // "Skincare buyers with dry skin": whoever is called so bought it, whatever else is said of them.
    if (length !== 1 || not || !BOUGHT_IT.test(c.tokens[c.at - 1]?.text ?? '')) c.at = begin
    return rule
  }
  const order: AskedOrder = { product: null, category: null, total: null }
  // "Coffee orders: 5 or more".
  if (orders && peek(c)?.text === ':' && seesCount({ ...c, at: c.at + 1 })) c.at++
  // "Sushi set orders over £60".
  const { count, negated, window } = readParts(c, () => orders && takeTotal(c, order))
  // A number that nothing says to be one of times.
  if (often && !c.tokens.slice(begin, c.at).some(({ text }) => SAYS_OFTEN.has(text))) {
    c.at = begin
    return rule
  }
  // A time of what comes next.
  if (timed && !endsHere({ ...c, trying: true }) && !BUYERS.has(c.tokens[begin - 1]?.text ?? '')) {
    c.at = begin
    return rule
  }
  const total = order.total === null ? {} : { total: order.total }
  const tree = counted({ ...rule, ...{ count: count ?? { atLeast: 1 }, window }, ...total }, negated)
  return not ? { not: tree } : tree
}

/** "Books or tickets in the last 90 days": what is said behind several things is said of each. */
function ofEachThing(things: readonly Rule[], read: (first: Rule) => Rule): Rule {
  const [first, ...others] = things
  if (first === undefined || !things.every(thing => 'leaf' in thing && thing.leaf === 'ordered'))
    return { any: [...things] }
  const whole = read(first)
  const leaf = 'not' in whole ? whole.not : whole
  if (!('leaf' in leaf) || leaf.leaf !== 'ordered') return { any: [whole, ...others] }
  const said = Object.fromEntries(Object.entries(leaf).filter(([key]) => SAID_BEHIND.has(key)))
  const each = things.map((thing): Rule => ({ ...thing, ...said }))
  return 'not' in whole ? { not: { any: each } } : { any: each }
}

const SAID_BEHIND: ReadonlySet<string> = new Set(['count', 'window', 'total'])

/** Behind what was bought they are orders of it. */
const ORDERS: ReadonlySet<string> = new Set(['orders', 'purchases'])

function takeTotal(c: Cursor, order: AskedOrder): boolean {
  const than = see(c, 'priceOver', 'priceUnder', 'over', 'under', 'forTotal')
  return (than !== null || seesMoney(c)) && takeOrderPart(c, order, 0)
}

const SAYS_OFTEN: ReadonlySet<string> = new Set([
  ...['times', 'time', 'twice', 'once', 'thrice', 'раз', 'раза', 'дважды', 'трижды', 'orders', 'purchases'],
])
/** What one does with what was bought: «ходили на пробный урок», «делали отбеливание». */
export const DONE =
  /^(?:ход(?:ил[аи]?|ят)|при(?:ходил[аи]?|шл[аи]|шел)|запис(?:ал[аи]?с[ья]|ан[аы]?)|(?:об)?уч(?:ил[аи]?с[ья]|атся)|(?:с?дела|посеща|съе|е|пробова|попробова|пользова|воспользова|проб[оу]ва|посети)л[аи]?(?:с[ья])?|посещают|пользуются)$/u

/** How many tokens say that what stands before them was bought; 0: none. */
function verbAt(c: Cursor, at: number): number {
  const text = at < c.end ? (c.tokens[at]?.text ?? '') : ''
  if (BUYERS.has(text) || DONE.test(text)) return 1
  return ORDER_NOUNS.has(text) ? 0 : (longestAt(c.begins.book, { ...c, at }, ['ordered'])?.length ?? 0)
}

const MOST_WORDS = 5

/** «Шины заказывали дважды», «косметика дороже 4000»: what was bought in another form, or a category, with what says so behind it. */
export function thingFirst(c: Cursor): Candidate[] {
  if (peek(c)?.kind !== 'word' || !seesVerbAhead(c)) return []
  const { products, categories } = c.vocabulary
  const category = (name: string) => categories.shown(name) ?? sameWord(name, categories.all())
  const found = namedAt<{ product: Thing | null; category: Thing | null }>(c, name => {
    const whole = products.shown(name) === null ? sameWord(name, products.all()) : null
    const sort = whole === null ? category(name) : null
    // "Bouquets" are the category, and not the only product with a bouquet in its name.
    const isPart = whole === null && sort === null && products.shown(name) === null
    const bought = isPart ? thingOf(namesWith(name, products.all())) : whole
    return bought === null && sort === null ? null : { product: bought, category: sort }
  })
  if (found === null) return []
  takeOthers(c, found)
  // "Cosmetics category over 40".
  if (found.value.category !== null) found.to += see({ ...c, at: found.to }, 'category')?.length ?? 0
  const not = see({ ...c, at: found.to }, 'not')?.length ?? 0
  const verb = verbAt(c, found.to + not) > 0
  if (!verb && !seesPriceAt({ ...c, at: found.to })) return []
  const once = { leaf: 'ordered', count: { atLeast: 1 }, window: null, total: null, ...found.value } as const
  const read = () => {
    if (verb) return withVerbBehind(c, once)
    const order: AskedOrder = { ...found.value, total: null }
    const { count, negated, window } = readParts(c, () => takeOrderPart(c, order))
    return counted({ ...once, ...order, count: count ?? once.count, window }, negated)
  }
  const surely = BOUGHT_IT.test(c.tokens[found.to]?.text ?? '')
  return [{ to: found.to, sure: surely ? 'words' : 'value', of: 'product', read }]
}

/** Whoever is called so bought what stands before it. */
const BOUGHT_IT = /^(?:buyers|purchasers|shoppers|покупател(?:и|ей|ям))$/u

/** "Bags or shoes buyers": with those that stand behind it, of the same sort. */
function takeOthers(c: Cursor, found: { value: { product: Thing | null; category: Thing | null }; to: number }): void {
  const { products, categories } = c.vocabulary
  const kind = found.value.product === null ? 'category' : 'product'
  const used = kind === 'product' ? products : categories
  const names = [found.value[kind]].filter(name => typeof name === 'string')
  for (;;) {
    const place: Cursor = { ...c, at: found.to, trying: true }
    if (!takeSign(place, ',', '/') && take(place, 'or') === null) break
    take(place, 'or')
    const next = namedAt(place, name => used.shown(name) ?? sameWord(name, used.all()))
    if (next === null) break
    names.push(next.value)
    found.to = next.to
  }
  if (names.length > 1) found.value[kind] = { any: names }
}

/** Looking through all names is dear: something must say that they were bought. */
function seesVerbAhead(c: Cursor): boolean {
  for (let at = c.at + 1; at <= c.at + MOST_WORDS + 1 && at < c.end; at++)
    if (verbAt(c, at) > 0 || seesPriceAt({ ...c, at })) return true
  return false
}

function seesPriceAt(c: Cursor): boolean {
  const than = see(c, 'priceOver', 'priceUnder')
  return (than !== null && seesPrice(c, than.length)) || seesMoney(c)
}

/** One of these names, or any of them; null where there is none. */
function thingOf(names: readonly string[]): Thing | null {
  const [only, ...others] = names
  return only === undefined || others.length === 0 ? (only ?? null) : { any: [only, ...others] }
}

const MANY = /^(?:много|куча|кучу|масса|немало|множество|полно|lots|many)$/u

/** The token behind «много заказов», "lots of orders"; null where nothing of that kind stands. */
export function behindMany(c: Cursor): number | null {
  const noun = c.at + (peek(c)?.text === 'lots' ? 2 : 1)
  const says = MANY.test(peek(c)?.text ?? '') && noun < c.end && ORDER_NOUNS.has(c.tokens[noun]?.text ?? '')
  return says ? noun + 1 : null
}
