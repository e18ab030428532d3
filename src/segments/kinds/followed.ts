import { z } from 'zod'
import { happenedAfter, happenedAt, happenedBefore, isRarer, someHappened } from '../compile/happened-at.js'
import { sql } from '../compile/sql.js'
import { idSchema } from '../parts.js'
import { offerPhrase } from '../phrase/offer.js'
import { capital } from '../phrase.js'
import { begunBy } from '../read/candidate.js'
import { type First, readNext, tiedBehind } from '../read/followed.js'
import type { Said } from '../read/lexicon.js'
import { PLAIN_NOT } from './complement.js'
import type { Kind } from './kind.js'

const FIRST = ['received', 'seen', 'clicked', 'replied', 'ordered', 'subscribed', 'stopped'] as const
const NEXT = ['received', 'seen', 'clicked', 'replied', 'ordered', 'stopped'] as const
/** Of these an offer may be named. */
const OF_OFFER: ReadonlySet<string> = new Set(['received', 'seen', 'clicked'])

const isOfOffer = ({ event, offer }: { event: string; offer: number | null }) => offer === null || OF_OFFER.has(event)
const NO_OFFER = 'only messages and clicks are of an offer'
const first = z.strictObject({ event: z.enum(FIRST), offer: idSchema.nullable() }).refine(isOfOffer, NO_OFFER)
const next = z.strictObject({ event: z.enum(NEXT), offer: idSchema.nullable() }).refine(isOfOffer, NO_OFFER)

const schema = z.strictObject({
  leaf: z.literal('followed'),
  ...{ first, next },
  happened: z.boolean(),
  n: z.int().min(1).max(10_000),
  unit: z.enum(['hours', 'days', 'weeks']),
})

/**
 * What happened within N units after something else did (`happened`), or did not, though that time is over: any pair of
 * the two is enough. A week is seven days of 24 hours.
 */
export type Followed = z.infer<typeof schema>

/** How each of them is said: as what came first, as what came next, and as what did not. */
const SAID = {
  received: {
    first: { en: 'receiving', ru: 'получения' },
    some: { en: 'received', ru: 'получено' },
    none: { en: 'not received', ru: 'не получено' },
  },
  seen: {
    first: { en: 'seeing', ru: 'просмотра' },
    some: { en: 'seen', ru: 'видел' },
    none: { en: 'not seen', ru: 'не видел' },
  },
  clicked: {
    first: { en: 'clicking', ru: 'клика' },
    some: { en: 'clicked', ru: 'есть клик' },
    none: { en: 'no clicks', ru: 'нет кликов' },
  },
  replied: {
    first: { en: 'replying', ru: 'ответа' },
    some: { en: 'replied', ru: 'есть ответ' },
    none: { en: 'no replies', ru: 'нет ответов' },
  },
  ordered: {
    first: { en: 'ordering', ru: 'заказа' },
    some: { en: 'ordered', ru: 'есть заказ' },
    none: { en: 'no orders', ru: 'нет заказов' },
  },
  stopped: {
    first: { en: 'stopping', ru: 'отписки' },
    some: { en: 'stopped', ru: 'отписывался' },
    none: { en: 'never stopped', ru: 'не отписывался' },
  },
  subscribed: { first: { en: 'subscribing', ru: 'подписки' } },
} satisfies Record<Followed['first']['event'], { first: Said; some?: Said; none?: Said }>

const BEGINS = {
  afterReceived: {
    en: ['after receiving', 'after getting', 'after the message', 'after the offer', 'of receiving', 'of getting'],
    ru: ['после получения', 'после сообщения', 'после рассылки', 'после предложения'],
  },
  afterSeen: {
    en: ['after seeing', 'after reading', 'after opening', 'of seeing'],
    ru: ['после просмотра', 'после прочтения'],
  },
  afterClicked: {
    en: [
      'after clicking',
      'after clicking on',
      'after the click',
      'after the click on',
      'after a click',
      'of clicking',
    ],
    ru: ['после клика', 'после клика по', 'после перехода', 'после перехода по'],
  },
  afterReplied: { en: ['after replying', 'after the reply', 'after a reply'], ru: ['после ответа'] },
  afterOrdered: {
    en: [
      ...['after ordering', 'after buying', 'after the order', 'after an order', 'after the purchase'],
      ...['after a purchase', 'of ordering'],
    ],
    ru: ['после заказа', 'после покупки'],
  },
  afterSubscribed: {
    en: ['after subscribing', 'after joining', 'after the subscription', 'of subscribing', 'of joining'],
    ru: ['после подписки'],
  },
  afterStopped: { en: ['after stopping', 'after unsubscribing'], ru: ['после отписки'] },
  afterThat: {
    en: ['then', 'after that', 'after which', 'afterwards'],
    ru: ['затем', 'потом', 'после этого', 'после чего'],
  },
}
/** What they say came first; null: what the condition before was about. */
const FIRST_OF: Record<keyof typeof BEGINS, Followed['first']['event'] | null> = {
  ...{ afterReceived: 'received', afterSeen: 'seen', afterClicked: 'clicked', afterReplied: 'replied' },
  ...{ afterOrdered: 'ordered', afterSubscribed: 'subscribed', afterStopped: 'stopped', afterThat: null },
}

const MS = { hours: 3_600_000, days: 86_400_000, weeks: 7 * 86_400_000 }

/** What may come next, each of it or its lack, by the numbers of the buttons. */
const NEXT_OPTIONS = NEXT.flatMap((event, i) =>
  [true, false].map(happened => ({
    number: i * 2 + (happened ? 0 : 1),
    label: labelOf(happened ? SAID[event].some : SAID[event].none),
    answer: `${happened ? '' : '-'}${event}`,
  })),
)

export const followed: Kind<Followed> = {
  name: 'followed',
  schema,
  sql({ first, next, happened, n, unit }, context) {
    const ms = n * MS[unit]
    // Those of whom the rarer is known are looked at, for the other of the two.
    if (happened && isRarer(next, first))
      return sql`(s.id in (${happenedAt(next, context)} where ${happenedBefore(first, ms, context)}))`
    const found = happenedAfter(next, ms, context)
    const test = happened ? found : sql`not ${found} and f.at <= ${context.at - ms}`
    if (!happened && first.offer === null) return sql`(${someHappened(first, test, context)})`
    return sql`(s.id in (${happenedAt(first, context)} where ${test}))`
  },
  not: PLAIN_NOT,
  refers: ({ first, next }) =>
    [first.offer, next.offer].flatMap(id => (id === null ? [] : [{ kind: 'offer' as const, id }])),
  names: () => [],
  restsOnOrders: true,
  ordersIn: ({ first, next }) => first.event === 'ordered' || next.event === 'ordered',
  facts: () => [],
  begins: BEGINS,
  read: c => [
    ...begunBy(c, BEGINS, begun => readNext(c, firstOf(begun))),
    ...tiedBehind(c, Object.keys(BEGINS), begun => firstOf(begun)),
  ],
  say({ first, next, happened, n, unit }, phrasing) {
    const { language, words } = phrasing
    const after = { en: 'after', ru: 'после' }[language]
    const said = happened ? SAID[next.event].some : SAID[next.event].none
    const about = offerPhrase(next.offer, phrasing)
    const on = language === 'en' && next.event === 'clicked' && !happened && about.length > 0 ? ['on'] : []
    const begin = [after, SAID[first.event].first[language], ...offerPhrase(first.offer, phrasing)].join(' ')
    return words.is(begin, [said[language], ...on, ...about, words.inLast(n, unit)].join(' '))
  },
  builder: {
    entries: [
      {
        ...{
          name: 'followed',
          number: 46,
          menu: 'messages',
          label: { en: '⏳ One after other', ru: '⏳ Одно за другим' },
        },
        begins: {
          leaf: 'followed',
          ...{ first: { event: 'received', offer: null }, next: { event: 'clicked', offer: null } },
          ...{ happened: false, n: 3, unit: 'days' },
        },
        asks: null,
      },
    ],
    slots: {
      first: {
        asks: { en: 'What happened first?', ru: 'Что было сначала?' },
        options: FIRST.map((event, number) => ({ number, label: labelOf(SAID[event].first), answer: event })),
        says: (leaf, answer) => (leaf === null ? null : { ...leaf, first: about(answer, leaf.first.offer) }),
        of: leaf => leaf.first.event,
      },
      next: {
        asks: { en: 'What happened after it, or did not?', ru: 'Что было потом или чего не было?' },
        options: NEXT_OPTIONS,
        says(leaf, answer) {
          if (leaf === null) return null
          const event = answer.replace('-', '')
          return { ...leaf, next: about(event, leaf.next.offer ?? leaf.first.offer), happened: event === answer }
        },
        of: leaf => `${leaf.happened ? '' : '-'}${leaf.next.event}`,
      },
      offer: {
        says(leaf, offer) {
          if (leaf === null) return null
          return { ...leaf, first: about(leaf.first.event, offer), next: about(leaf.next.event, offer) }
        },
        of: leaf => leaf.first.offer ?? leaf.next.offer,
      },
      window: {
        asks: { en: 'Within what time?', ru: 'За какое время?' },
        options: [1, 3, 7, 14, 30].map(n => ({
          ...{ number: n, answer: { in: n, unit: 'days' as const } },
          label: { en: n === 1 ? '1 day' : `${n} days`, ru: `${n} ${n === 1 ? 'день' : n === 3 ? 'дня' : 'дней'}` },
        })),
        says(leaf, window) {
          if (leaf === null || window === null || !('in' in window)) return null
          const { in: n, unit } = window
          return unit === 'months' || unit === 'years' ? null : { ...leaf, n, unit }
        },
        of: ({ n, unit }) => ({ in: n, unit }),
      },
    },
    shown: ({ first, next }) => [
      ...(['first', 'next'] as const),
      ...(OF_OFFER.has(first.event) || OF_OFFER.has(next.event) ? (['offer'] as const) : []),
      'window',
    ],
  },
}

/** What a phrase says came first, and whether an offer may be named behind it. */
function firstOf(begun: string): First {
  const event = Object.entries(FIRST_OF).find(([name]) => name === begun)?.[1] ?? null
  return event === null ? null : { event, ofOffer: OF_OFFER.has(event) }
}

function about<Event extends string>(event: Event, offer: number | null): { event: Event; offer: number | null } {
  return { event, offer: OF_OFFER.has(event) ? offer : null }
}

function labelOf({ en, ru }: Said): Said {
  return { en: capital(en, 'en'), ru: capital(ru, 'ru') }
}
