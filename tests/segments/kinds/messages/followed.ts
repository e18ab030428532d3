import fc from 'fast-check'
import { DAY } from '../../../../src/clock.js'
import type { Followed } from '../../../../src/segments/kinds/messages/followed.js'
import type { EvaluationContext } from '../../../../src/segments/window.js'
import { NOBODY } from '../../cases/conditions.js'
import { type Row, registerCases } from '../../cases/kind.js'
import { byId } from '../../fill.js'
import type { Human, World } from '../../fixture.js'
import { orderTimes } from '../../reading/order.js'
import { eventTimes } from '../../reading/reported.js'
import { dayOf } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'
import { smallHaving, wideHaving } from '../having.js'

type Event = Followed['first']['event']
type Next = Followed['next']['event']

const FIRST: Event[] = ['received', 'seen', 'clicked', 'replied', 'ordered', 'subscribed', 'stopped', 'reported']
const NEXT: Next[] = ['received', 'seen', 'clicked', 'replied', 'ordered', 'stopped', 'reported']
const OF_OFFER = ['received', 'seen', 'clicked']
const MS = { hours: DAY / 24, days: DAY, weeks: 7 * DAY }

function row(
  name: string,
  [first, firstOffer]: [Event, number | null],
  [next, nextOffer, happened]: [Next, number | null, boolean],
  n: number,
  people: string,
  en: string,
  ru: string,
): Row {
  const leaf: Followed = {
    ...{ leaf: 'followed', first: { event: first, offer: firstOffer }, next: { event: next, offer: nextOffer } },
    ...{ happened, n, unit: 'days' },
  }
  return [name, leaf, people, en, ru]
}

const held = (order: Partial<NonNullable<Followed['next']['order']>>) => ({
  ...{ product: null, category: null, total: null },
  ...order,
})

const cart = (having: Named['having']) => ({
  ...{ event: 'reported' as const, offer: null },
  reported: { event: 1, having },
})

type Days = number | 'sameDay' | 'ever'

function tied(first: Followed['first'], next: Followed['next'], happened: boolean, days: Days): Followed {
  const span = typeof days === 'string' ? { n: 1, unit: days } : { n: days, unit: 'days' as const }
  return { leaf: 'followed', first, next, happened, ...span }
}

registerCases<Followed>('followed', {
  table: [
    row(
      'received it and clicked in it',
      ...([['received', 1] as [Event, number], ['clicked', 1, true] as [Next, number, boolean], 1, 'ann'] as const),
      'after receiving "Spring sale": clicked "Spring sale" in 1 day',
      'после получения "Spring sale": есть клик "Spring sale" за 1 день',
    ),
    row(
      'clicked, though later than that',
      ...([['received', 1] as [Event, number], ['clicked', 2, true] as [Next, number, boolean], 40, NOBODY] as const),
      'after receiving "Spring sale": clicked "Autumn boots" in 40 days',
      'после получения "Spring sale": есть клик "Autumn boots" за 40 дней',
    ),
    row(
      'received it and did not click',
      ...([['received', 1] as [Event, number], ['clicked', 1, false] as [Next, number, boolean], 3] as const),
      'ann bob cat dan eve',
      'after receiving "Spring sale": no clicks on "Spring sale" in 3 days',
      'после получения "Spring sale": нет кликов "Spring sale" за 3 дня',
    ),
    row(
      'the time is over, to the moment',
      ...([['received', 2] as [Event, number], ['replied', null, false] as [Next, null, boolean], 5] as const),
      'ann dan eve',
      'after receiving "Autumn boots": no replies in 5 days',
      'после получения "Autumn boots": нет ответов за 5 дней',
    ),
    row(
      'the time is not over',
      ...([['received', 2] as [Event, number], ['replied', null, false] as [Next, null, boolean], 6, NOBODY] as const),
      'after receiving "Autumn boots": no replies in 6 days',
      'после получения "Autumn boots": нет ответов за 6 дней',
    ),
    row(
      'ordered again',
      ...([['ordered', null] as [Event, null], ['ordered', null, true] as [Next, null, boolean], 30, 'ann'] as const),
      'after ordering: ordered in 30 days',
      'после заказа: есть заказ за 30 дней',
    ),
    row(
      'ordered again, too late',
      ...([['ordered', null] as [Event, null], ['ordered', null, true] as [Next, null, boolean], 29, NOBODY] as const),
      'after ordering: ordered in 29 days',
      'после заказа: есть заказ за 29 дней',
    ),
    row(
      'saw a message after joining',
      ...([['subscribed', null] as [Event, null], ['seen', 2, true] as [Next, number, boolean], 56, 'eve'] as const),
      'after subscribing: seen "Autumn boots" in 56 days',
      'после подписки: видел "Autumn boots" за 56 дней',
    ),
    row(
      'a message after a stop',
      ...([['stopped', null] as [Event, null], ['received', null, true] as [Next, null, boolean], 50, 'dan'] as const),
      'after stopping: received in 50 days',
      'после отписки: получено за 50 дней',
    ),
    [
      'clicked a link and did not order something',
      tied(
        { event: 'clicked', offer: 1, link: 1 },
        { event: 'ordered', offer: null, order: held({ product: 'Socks' }) },
        false,
        3,
      ),
      'ann',
      'after clicking "Spring sale" link 1 "": no orders of "Socks" in 3 days',
      'после клика "Spring sale" ссылка 1 "": нет заказов "Socks" за 3 дня',
    ],
    [
      'another link, whose time is over',
      tied({ event: 'clicked', offer: 1, link: 2 }, { event: 'ordered', offer: null }, false, 9),
      'ann',
      'after clicking "Spring sale" link 2 "": no orders in 9 days',
      'после клика "Spring sale" ссылка 2 "": нет заказов за 9 дней',
    ],
    [
      'a link that nobody opened',
      tied({ event: 'clicked', offer: 1, link: 9 }, { event: 'ordered', offer: null }, false, 1),
      NOBODY,
      'after clicking "Spring sale" link 9 "": no orders in 1 day',
      'после клика "Spring sale" ссылка 9 "": нет заказов за 1 день',
    ],
    [
      'ordered one thing after another',
      tied(
        { event: 'ordered', offer: null, order: held({ product: 'Socks' }) },
        {
          event: 'ordered',
          offer: null,
          order: held({ category: 'Shoes', total: { compare: { over: 5_000 }, currency: 'EUR' } }),
        },
        true,
        30,
      ),
      'ann',
      'after ordering "Socks": ordered category "Shoes" over 50 EUR in 30 days',
      'после заказа "Socks": есть заказ категория "Shoes" больше 50 EUR за 30 дней',
    ],
    [
      'on the same day of the calendar, before it or after it',
      tied({ event: 'received', offer: 1 }, { event: 'ordered', offer: null }, true, 'sameDay'),
      'ann',
      'on the day of receiving "Spring sale": ordered',
      'в день получения "Spring sale": есть заказ',
    ],
    [
      'not on that day',
      tied({ event: 'received', offer: 1 }, { event: 'clicked', offer: 1 }, false, 'sameDay'),
      'bob cat dan eve',
      'on the day of receiving "Spring sale": no clicks on "Spring sale"',
      'в день получения "Spring sale": нет кликов "Spring sale"',
    ],
    [
      'twice on a day',
      tied({ event: 'stopped', offer: null }, { event: 'stopped', offer: null }, true, 'sameDay'),
      NOBODY,
      'on the day of stopping: stopped',
      'в день отписки: отписывался',
    ],
    [
      'no order after what the shop reported',
      tied(cart([]), { event: 'ordered', offer: null }, false, 2),
      'ann bob cat',
      'after event "Left cart": no orders in 2 days',
      'после события "Left cart": нет заказов за 2 дня',
    ],
    [
      'what the shop reported after a message, with something',
      tied({ event: 'received', offer: null }, cart([{ property: 'sum', test: { number: { over: 100 } } }]), true, 60),
      'ann bob',
      'after receiving: event "Left cart" in 60 days property "sum" over 100',
      'после получения: событие "Left cart" за 60 дней свойство "sum" больше 100',
    ],
    [
      'one after another of the same name, and with something',
      tied(cart([{ property: 'Category', test: { is: ['hats', 'x'] } }]), cart([]), true, 400),
      'ann',
      'after event "Left cart" property "Category": "hats", "x": event "Left cart" in 400 days',
      'после события "Left cart" свойство "Category": "hats", "x": событие "Left cart" за 400 дней',
    ],
    [
      'another on the same day',
      tied(cart([]), { event: 'reported', offer: null, reported: { event: 2, having: [] } }, false, 'sameDay'),
      'ann bob cat',
      'on the day of event "Left cart": no event "Бонус, за 30 дней"',
      'в день события "Left cart": нет события "Бонус, за 30 дней"',
    ],
    [
      'nothing since, until now',
      tied({ event: 'received', offer: 2 }, { event: 'ordered', offer: null }, false, 'ever'),
      'ann dan eve',
      'after receiving "Autumn boots": no orders since then',
      'после получения "Autumn boots": нет заказов с тех пор',
    ],
    [
      'at any time since',
      tied({ event: 'received', offer: 1 }, { event: 'clicked', offer: 1 }, true, 'ever'),
      'ann',
      'after receiving "Spring sale": clicked "Spring sale" since then',
      'после получения "Spring sale": есть клик "Spring sale" с тех пор',
    ],
    [
      'not so',
      {
        not: {
          ...{ leaf: 'followed', first: { event: 'ordered', offer: null }, next: { event: 'ordered', offer: null } },
          ...{ happened: true, n: 30, unit: 'days' },
        },
      },
      'bob cat dan eve finn gus hana',
      'not after ordering: ordered in 30 days',
      'не после заказа: есть заказ за 30 дней',
    ],
  ],
  holds(leaf, person, world, context) {
    const after = timesOf(leaf.next, person, world, context)
    const { unit } = leaf
    const { first, next } = leaf
    const isSame = first.event === next.event && first.reported?.event === next.reported?.event
    if (unit === 'sameDay') {
      const day = (at: number) => dayOf({ ...context, at })
      return timesOf(leaf.first, person, world, context).some(at => {
        const found = after.some(time => (time !== at || !isSame) && day(time) === day(at))
        return leaf.happened ? found : !found && day(at) < dayOf(context)
      })
    }
    const ms = unit === 'ever' ? Number.POSITIVE_INFINITY : leaf.n * MS[unit]
    return timesOf(leaf.first, person, world, context).some(at => {
      const found = after.some(time => time > at && time <= at + ms)
      return leaf.happened ? found : !found && (unit === 'ever' || at + ms <= context.at)
    })
  },
  asked: leaves(fc.constantFrom(1, 7, 30, 60, 60, 400), fc.integer({ min: 1, max: 2 }), {
    link: fc.integer({ min: 1, max: 2 }),
    order: ordersOf(small.bought, small.money, small.currency),
    reported: fc.record({ event: fc.integer({ min: 1, max: 2 }), having: smallHaving }),
  }),
  weight: 2,
  any: leaves(fc.integer({ min: 1, max: 10_000 }), wide.offer, {
    link: fc.integer({ min: 0, max: 9 }),
    order: ordersOf(wide.bought, wide.compare(wide.minor), wide.currency),
    reported: fc.record({ event: fc.constantFrom(1, 2, 3, 4), having: wideHaving }),
  }),
  buttons: [
    [
      [
        ...['📣 Messages', '⏳ One after other', '📣 Which offer', 'Boots', '2️⃣ What came', 'Not seen', '🕒 When'],
        '14 days',
      ],
      {
        ...{ leaf: 'followed', first: { event: 'received', offer: 1 }, next: { event: 'seen', offer: 1 } },
        ...{ happened: false, n: 14, unit: 'days' },
      },
    ],
    [
      [
        ...['📣 Messages', '⏳ One after other', '1️⃣ What was', 'Clicking', '2️⃣ What came', 'Ordered', '🕒 When'],
        { type: '36 hours' },
      ],
      {
        ...{ leaf: 'followed', first: { event: 'clicked', offer: null }, next: { event: 'ordered', offer: null } },
        ...{ happened: true, n: 36, unit: 'hours' },
      },
    ],
    [
      [
        ...['📣 Messages', '⏳ One after other', '1️⃣ What was', 'Clicking', '2️⃣ What came', 'No orders'],
        ...['📦 Product', 'Boots', '🕒 When', 'On the same day'],
      ],
      {
        ...{ leaf: 'followed', first: { event: 'clicked', offer: null }, happened: false, n: 1, unit: 'sameDay' },
        next: { event: 'ordered', offer: null, order: held({ product: 'Boots' }) },
      },
    ],
    [
      [
        ...['📣 Messages', '⏳ One after other', '1️⃣ What was', 'Clicking', '2️⃣ What came', 'No orders', '🕒 When'],
        'At any time since',
      ],
      tied({ event: 'clicked', offer: null }, { event: 'ordered', offer: null }, false, 'ever'),
    ],
    [
      [
        ...['🛒 Orders', '⏳ After an event', 'Left cart', '🏷 With what', { type: 'sum over 100' }],
        ...['🕒 When', '7 days'],
      ],
      tied(cart([{ property: 'sum', test: { number: { over: 100 } } }]), { event: 'ordered', offer: null }, false, 7),
    ],
  ],
})

type Order = NonNullable<Followed['next']['order']>
type Named = NonNullable<Followed['next']['reported']>

function ordersOf(
  bought: { product: fc.Arbitrary<Order['product']>; category: fc.Arbitrary<Order['category']> },
  compare: fc.Arbitrary<NonNullable<Order['total']>['compare']>,
  currency: fc.Arbitrary<string>,
): fc.Arbitrary<Order> {
  return fc
    .record({ ...bought, total: fc.option(fc.record({ compare, currency })) })
    .filter(({ product, category, total }) => product !== null || category !== null || total !== null)
}

function leaves(
  n: fc.Arbitrary<number>,
  offer: fc.Arbitrary<number>,
  more: { link: fc.Arbitrary<number>; order: fc.Arbitrary<Order>; reported: fc.Arbitrary<Named> },
): fc.Arbitrary<Followed> {
  return fc
    .record({
      ...{ first: fc.constantFrom(...FIRST), next: fc.constantFrom(...NEXT), happened: fc.boolean(), n },
      ...{
        unit: fc.constantFrom(...(['hours', 'days', 'days', 'weeks', 'sameDay', 'ever'] as const)),
      },
      ...{ link: fc.option(more.link, { freq: 1 }), order: fc.option(more.order, { freq: 1 }) },
      ...{ one: fc.option(offer, { freq: 1 }), other: fc.option(offer, { freq: 1 }) },
      ...{ before: more.reported, after: more.reported },
    })
    .map(({ first, next, one, other, link, order, before, after, n, unit, happened }) => {
      const about = <E extends Event>(event: E, offer: number | null, reported: Named) => ({
        ...{ event, offer: OF_OFFER.includes(event) ? offer : null },
        ...(event === 'clicked' && offer !== null && link !== null && { link }),
        ...(event === 'ordered' && order !== null && { order }),
        ...(event === 'reported' && { reported }),
      })
      const span = { n: unit === 'sameDay' || unit === 'ever' ? 1 : n, unit }
      return {
        leaf: 'followed' as const,
        first: about(first, one, before),
        next: about(next, other, after),
        happened,
        ...span,
      }
    })
}

/** When it happened to somebody, as far as that is known at the evaluation. */
function timesOf(
  { event, offer, link, order, reported }: Followed['first'] | Followed['next'],
  person: Human,
  world: World,
  context: EvaluationContext,
): number[] {
  if (event === 'ordered') return orderTimes(person, world, context, order)
  const mine = world.deliveries.filter(
    d => d.person === person.id && (offer === null || byId(world.broadcasts, d.broadcast).offer === offer),
  )
  const ids = new Set(mine.map(d => d.id))
  const ofEvent = (): number[] => {
    switch (event) {
      case 'received':
        return mine
          .filter(d => ['sent', 'uncertain'].includes(d.state) && (d.takenBackAt ?? Infinity) > context.at)
          .map(d => d.at)
      case 'seen':
        return world.reads.filter(r => ids.has(r.delivery)).map(r => r.at)
      case 'clicked':
        return world.clicks
          .filter(c => ids.has(c.delivery) && c.verdict === 'human' && (link === undefined || c.link === link))
          .map(c => c.at)
      case 'replied':
        return world.replies.filter(r => r.person === person.id).map(r => r.at)
      case 'reported':
        return reported === undefined ? [] : eventTimes(person, world, context, reported)
      case 'subscribed':
        return [person.subscribedAt]
      case 'stopped':
        return world.stops.filter(s => s.person === person.id).map(s => s.at)
      default:
        return []
    }
  }
  return ofEvent().filter(at => at <= context.at)
}
