import fc from 'fast-check'
import type { Top } from '../../../../src/segments/kinds/groups/top.js'
import type { EvaluationContext } from '../../../../src/segments/window.js'
import { days, NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import type { Human, World } from '../../fixture.js'
import { countedOrders } from '../../reading/order.js'
import { inside } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const first = (by: Top['by'], rest: Partial<Top> = {}): Top => ({
  ...{ leaf: 'top', by, end: 'top', window: null },
  ...(by === 'spend' && { currency: 'EUR' }),
  ...(rest.people === undefined && { share: 5_000 }),
  ...rest,
})
const BY: Top['by'][] = ['spend', 'orders', 'clicks', 'engagement']

registerCases<Top>('top', {
  table: [
    ['by spend', first('spend'), 'ann bob', 'top 50% by spend EUR', 'топ 50% по тратам EUR'],
    [
      'by spend in a time',
      first('spend', { share: 10_000, window: days(40) }),
      'ann',
      'top 100% by spend EUR in 40 days',
      'топ 100% по тратам EUR за 40 дней',
    ],
    ['two by orders', first('orders', { people: 2 }), 'ann dan', 'top 2 people by orders', 'топ 2 человека по заказам'],
    [
      'the last by clicks',
      first('clicks', { end: 'bottom', people: 1 }),
      'ann',
      'bottom 1 person by clicks',
      'нижние 1 человек по кликам',
    ],
    [
      'by signs, rounded up',
      first('engagement', { share: 1 }),
      'ann',
      'top 0.01% by engagement',
      'топ 0.01% по активности',
    ],
    [
      'nobody has any',
      first('spend', { currency: 'JPY', share: 10_000 }),
      NOBODY,
      'top 100% by spend JPY',
      'топ 100% по тратам JPY',
    ],
    [
      'of those who pass what stands beside it',
      { all: [first('orders', { people: 1, among: true }), { not: first('orders', { people: 1 }) }] },
      'dan',
      'top 1 person of these by orders and not top 1 person by orders',
      'топ 1 человек из них по заказам и не топ 1 человек по заказам',
    ],
    [
      'not so',
      { not: first('orders', { people: 2 }) },
      'bob cat eve finn gus hana',
      'not top 2 people by orders',
      'не топ 2 человека по заказам',
    ],
  ],
  holds({ by, end, share, people, currency, window }, person, world, context) {
    const all = world.people
      .map(one => ({ one, n: amountOf(by, one, world, { window, currency, context }) }))
      .filter(({ n }) => n > 0)
      .sort((a, b) => (end === 'top' ? b.n - a.n : a.n - b.n) || a.one.dice - b.one.dice || a.one.id - b.one.id)
    const most = people ?? Math.ceil((all.length * (share ?? 0)) / 10_000)
    return all.slice(0, most).some(({ one }) => one.id === person.id)
  },
  asked: fc
    .record({
      ...{ by: fc.constantFrom(...BY), end: fc.constantFrom('top' as const, 'bottom' as const) },
      ...{ window: fc.option(small.window), currency: small.currency, among: fc.boolean() },
      part: fc.oneof(
        fc.record({ share: fc.constantFrom(1, 2_500, 5_000, 10_000) }),
        fc.record({ people: fc.integer({ min: 1, max: 3 }) }),
      ),
    })
    .map(({ part, currency, among, ...rest }) => ({
      ...{ leaf: 'top' as const, ...rest, ...part },
      ...(rest.by === 'spend' && { currency }),
      ...(among && { among: true as const }),
    })),
  any: fc
    .record({
      ...{ by: fc.constantFrom(...BY), end: fc.constantFrom('top' as const, 'bottom' as const) },
      ...{ window: fc.option(wide.window), currency: wide.currency, among: fc.boolean() },
      part: fc.oneof(
        fc.record({ share: fc.integer({ min: 1, max: 10_000 }) }),
        fc.record({ people: fc.integer({ min: 1, max: 10_000_000 }) }),
      ),
    })
    .map(({ part, currency, among, ...rest }) => ({
      ...{ leaf: 'top' as const, ...rest, ...part },
      ...(rest.by === 'spend' && { currency }),
      ...(among && { among: true as const }),
    })),
  buttons: [
    [
      ['📊 Groups', '🏆 Top', '📏 By what', 'Bottom: orders', '🔢 How many', { type: '15%' }],
      first('orders', { end: 'bottom', share: 1_500, window: days(90) }),
    ],
    [
      ['📊 Groups', '🏆 Top', '📏 By what', 'Top: spend', '🔢 How many', '100 people'],
      { leaf: 'top', by: 'spend', people: 100 },
    ],
  ],
})

function amountOf(
  by: Top['by'],
  person: Human,
  world: World,
  { window, currency, context }: { window: Top['window']; currency: string | undefined; context: EvaluationContext },
): number {
  const when = (at: number) => inside(at, window, context)
  if (by === 'spend' || by === 'orders') {
    const orders = countedOrders(person, world, { window, context })
    if (by === 'orders') return orders.length
    return orders
      .filter(order => order.currency === currency)
      .reduce((sum, order) => sum + order.total - order.refunded, 0)
  }
  const ids = new Set(world.deliveries.filter(d => d.person === person.id).map(d => d.id))
  const clicks = world.clicks.filter(c => ids.has(c.delivery) && c.verdict === 'human' && when(c.at)).length
  if (by === 'clicks') return clicks
  const reads = world.reads.filter(r => ids.has(r.delivery) && when(r.at)).length
  const replies = world.replies.filter(r => r.person === person.id && when(r.at)).length
  const answers = world.answers.filter(a => a.person === person.id && a.at !== null && when(a.at)).length
  return clicks + reads + replies + answers
}
