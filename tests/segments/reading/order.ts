import type { Leaf } from '../../../src/segments/criterion.js'
import type { Bought, Thing } from '../../../src/segments/parts.js'
import type { EvaluationContext } from '../../../src/segments/window.js'
import type { Human, Order, Score, World } from '../fixture.js'
import { enough } from './event.js'
import { compares, plain } from './person.js'
import { dayOf, inside } from './time.js'

type Of<K extends Leaf['leaf']> = Extract<Leaf, { leaf: K }>

export function customerOf(person: Human, world: World): number | undefined {
  return world.customers.find(customer => customer.person === person.id)?.id
}

/** Orders that count: paid, not all of it given back, not after the evaluation. */
export function ordersOf(person: Human, world: World, context: EvaluationContext): Order[] {
  const customer = customerOf(person, world)
  return world.orders.filter(
    order =>
      order.customer === customer &&
      order.status === 'paid' &&
      (order.total - order.refunded > 0 || (order.total === 0 && order.refunded === 0)) &&
      whenOf(order, context) <= context.at,
  )
}

/** Orders that count, in a time. */
export function countedOrders(
  person: Human,
  world: World,
  { window, context }: { window: Of<'ordered'>['window']; context: EvaluationContext },
): Order[] {
  return ordersOf(person, world, context).filter(order => inside(whenOf(order, context), window, context))
}

/** When each of their orders was, as its row says. */
export function orderTimes(
  person: Human,
  world: World,
  context: EvaluationContext,
  asked: Pick<Of<'ordered'>, 'product' | 'category' | 'total'> = { product: null, category: null, total: null },
): number[] {
  const { total } = asked
  return ordersOf(person, world, context)
    .filter(order => has(order, asked))
    .filter(
      order =>
        total === null || (order.currency === total.currency && compares(order.total - order.refunded, total.compare)),
    )
    .map(({ at }) => at)
}

/** When an order was. One that stands at the end of the evaluation's day is there by then: only its day is known. */
export function whenOf(order: Order, context: EvaluationContext): number {
  const isBare = new Date(order.at).toISOString().endsWith('59.999Z')
  const today = dayOf({ ...context, at: order.at }) === dayOf(context)
  return isBare && today ? Math.min(order.at, context.at) : order.at
}

type Line = Order['lines'][number]

/** One name, one of several, or a part of it. */
function isThing(name: string | null | undefined, wanted: Thing, whole = false): boolean {
  if (name === null || name === undefined) return false
  if (typeof wanted === 'string') return plain(name) === plain(wanted)
  if ('any' in wanted) return wanted.any.some(one => plain(one) === plain(name))
  const part = plain(wanted.contains)
  if (whole || part === '') return false
  if (wanted.at === undefined) return plain(name).includes(part)
  return wanted.at === 'start' ? plain(name).startsWith(part) : plain(name).endsWith(part)
}

function isProduct({ product, sku }: Line, wanted: Thing | null): boolean {
  return wanted === null || isThing(product, wanted) || isThing(sku, wanted, true)
}

function isCategory({ category }: Line, wanted: Thing | null): boolean {
  return wanted === null || isThing(category, wanted)
}

function has(order: Order, { product, category }: Bought): boolean {
  return (
    (product === null || order.lines.some(line => isProduct(line, product))) &&
    (category === null || order.lines.some(line => isCategory(line, category)))
  )
}

function linesOf(order: Order, { product, category }: Bought): Line[] {
  return order.lines.filter(line => isProduct(line, product) && isCategory(line, category))
}

/** A line without a price is the whole order where it stands alone in it. */
function amountOf({ price = 0, quantity = 1 }: Line, order: Order): number {
  if (price !== null) return price * quantity
  return order.lines.length === 1 ? order.total - order.refunded : 0
}

export function holdsPieces(leaf: Of<'pieces'>, person: Human, world: World, context: EvaluationContext): boolean {
  const found = ordersOf(person, world, context).filter(order => inside(whenOf(order, context), leaf.window, context))
  const lines = found.flatMap(order => linesOf(order, leaf))
  return enough(
    lines.reduce((sum, { quantity = 1 }) => sum + quantity, 0),
    leaf.count,
  )
}

export function holdsNthOrder(leaf: Of<'nthOrder'>, person: Human, world: World, context: EvaluationContext): boolean {
  const orders = ordersOf(person, world, context).sort((a, b) => a.at - b.at || a.id - b.id)
  const order = leaf.which === 'last' ? orders.at(-1) : orders[leaf.which === 'first' ? 0 : leaf.which - 1]
  if (order === undefined || !inside(whenOf(order, context), leaf.window, context) || !has(order, leaf)) return false
  const { total } = leaf
  return total === null || (order.currency === total.currency && compares(order.total - order.refunded, total.compare))
}

export function holdsOrderGap(
  { days }: Of<'orderGap'>,
  person: Human,
  world: World,
  context: EvaluationContext,
): boolean {
  const [last, before] = ordersOf(person, world, context)
    .map(order => order.at)
    .sort((a, b) => b - a)
  if (last === undefined || before === undefined) return false
  return compares(Math.floor((last - before) / 86_400_000), days)
}

export function holdsOrdered(leaf: Of<'ordered'>, person: Human, world: World, context: EvaluationContext): boolean {
  const { total } = leaf
  const found = ordersOf(person, world, context).filter(
    order =>
      inside(whenOf(order, context), leaf.window, context) &&
      has(order, leaf) &&
      (total === null || (order.currency === total.currency && compares(order.total - order.refunded, total.compare))),
  )
  return enough(found.length, leaf.count)
}

export function holdsOrderStatus(
  leaf: Of<'orderStatus'>,
  person: Human,
  world: World,
  context: EvaluationContext,
): boolean {
  const customer = customerOf(person, world)
  const found = world.orders.filter(order => {
    const givenBack = order.status === 'paid' && order.total > 0 && order.refunded === order.total
    const counts = order.total > order.refunded || (order.total === 0 && order.refunded === 0)
    const status = givenBack ? 'refunded' : order.status === 'paid' && !counts ? null : order.status
    const asked = typeof leaf.status === 'string' ? leaf.status === status : leaf.status.some(one => one === status)
    return order.customer === customer && asked && inside(whenOf(order, context), leaf.window, context)
  })
  return enough(found.length, leaf.count)
}

function isCode(promo: string, code: NonNullable<Of<'promoCode'>['code']>): boolean {
  if (typeof code === 'string') return promo === plain(code)
  return plain(code.contains) !== '' && isPart(promo, plain(code.contains), code.at)
}

/** Whether a text has another in it, or at one end. */
export function isPart(text: string, part: string, at: 'start' | 'end' | undefined): boolean {
  if (at === undefined) return text.includes(part)
  return at === 'start' ? text.startsWith(part) : text.endsWith(part)
}

export function holdsPromoCode(
  leaf: Of<'promoCode'>,
  person: Human,
  world: World,
  context: EvaluationContext,
): boolean {
  const found = ordersOf(person, world, context).filter(
    order =>
      order.promo !== undefined &&
      inside(whenOf(order, context), leaf.window, context) &&
      (leaf.code === null || isCode(plain(order.promo), leaf.code)),
  )
  return enough(found.length, leaf.count)
}

export function holdsDiscount(leaf: Of<'discount'>, person: Human, world: World, context: EvaluationContext): boolean {
  const told = ordersOf(person, world, context).flatMap(order =>
    order.discount == null || order.currency !== leaf.currency || !inside(whenOf(order, context), leaf.window, context)
      ? []
      : [order.discount],
  )
  if (leaf.measure === 'order') return told.some(off => compares(off, leaf.compare))
  return (
    told.length > 0 &&
    compares(
      told.reduce((a, b) => a + b, 0),
      leaf.compare,
    )
  )
}

export function holdsOrderedAfter(
  leaf: Of<'orderedAfter'>,
  person: Human,
  world: World,
  context: EvaluationContext,
): boolean {
  const came = world.conversions.filter(({ order, delivery, by }) => {
    const row = world.orders.find(({ id }) => id === order)
    const broadcast = world.deliveries.find(({ id }) => id === delivery)?.broadcast
    const offer = world.broadcasts.find(({ id }) => id === broadcast)?.offer
    const owner = world.customers.find(({ id }) => id === row?.customer)?.person
    if (row === undefined || owner !== person.id || by === 'shared') return false
    return (leaf.offer === null || offer === leaf.offer) && inside(whenOf(row, context), leaf.window, context)
  })
  return enough(came.length, leaf.count)
}

export function holdsSpent(leaf: Of<'spent'>, person: Human, world: World, context: EvaluationContext): boolean {
  const found = ordersOf(person, world, context).filter(
    order =>
      order.currency === leaf.currency && inside(whenOf(order, context), leaf.window, context) && has(order, leaf),
  )
  const net = found.map(order => order.total - order.refunded)
  const some = leaf.product !== null || leaf.category !== null
  const parts = some ? found.flatMap(order => linesOf(order, leaf).map(line => amountOf(line, order))) : net
  const sum = parts.reduce((a, b) => a + b, 0)
  if (leaf.measure === 'sum') return compares(sum, leaf.compare)
  return net.length > 0 && compares(net.reduce((a, b) => a + b, 0) / net.length, leaf.compare)
}

export function holdsOrderTime(
  leaf: Of<'orderTime'>,
  person: Human,
  world: World,
  context: EvaluationContext,
): boolean {
  const times = ordersOf(person, world, context)
    .map(order => whenOf(order, context))
    .sort((a, b) => a - b)
  const time = leaf.which === 'first' ? times[0] : times.at(-1)
  return time !== undefined && inside(time, leaf.window, context)
}

function scoreOf(person: Human, world: World): Score | undefined {
  const customer = customerOf(person, world)
  return world.scores.find(score => score.customer === customer)
}

export function holdsRfm({ cells }: Of<'rfm'>, person: Human, world: World, context: EvaluationContext): boolean {
  const names: string[] = cells
  if (customerOf(person, world) === undefined) return names.includes('not_linked')
  const score = scoreOf(person, world)
  if (score !== undefined) return names.includes(score.cell)
  return names.includes(ordersOf(person, world, context).length > 0 ? 'bought_before' : 'never_bought')
}

export function holdsScore({ measure, from, to }: Of<'rfmScore'>, person: Human, world: World): boolean {
  const score = scoreOf(person, world)
  return score !== undefined && score[measure] >= from && score[measure] <= to
}
