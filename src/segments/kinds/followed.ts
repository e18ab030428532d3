import { z } from 'zod'
import { happenedAfter, happenedAt, happenedBefore, isOver, isRarer, someHappened } from '../compile/happened-at.js'
import { sql } from '../compile/sql.js'
import { boughtNames } from '../missing/bought.js'
import { boughtShape, compareSchema, currencySchema, idSchema, plainBought } from '../parts.js'
import { linkPhrase, offerPhrase } from '../phrase/offer.js'
import { boughtPhrases, capital, moneyPhrase, type Phrasing } from '../phrase.js'
import { begunBy } from '../read/candidate.js'
import { type First, readNext, tiedBehind } from '../read/followed.js'
import type { Said } from '../read/lexicon.js'
import type { AnyLeaf } from '../rule.js'
import { PLAIN_NOT } from './complement.js'
import type { Kind, NameUse } from './kind.js'

const FIRST = ['received', 'seen', 'clicked', 'replied', 'ordered', 'subscribed', 'stopped'] as const
const NEXT = ['received', 'seen', 'clicked', 'replied', 'ordered', 'stopped'] as const
/** Of these an offer may be named. */
const OF_OFFER: ReadonlySet<string> = new Set(['received', 'seen', 'clicked'])

const order = z
  .strictObject({
    ...boughtShape,
    total: z.strictObject({ compare: compareSchema, currency: currencySchema }).nullable(),
  })
  .refine(({ product, category, total }) => product !== null || category !== null || total !== null, 'an empty order')
const about_ = {
  offer: idSchema.nullable(),
  link: z.exactOptional(z.int().min(0)),
  order: z.exactOptional(order),
}
type About = { event: string; offer: number | null; link?: number; order?: unknown }
const isOfOffer = ({ event, offer }: About) => offer === null || OF_OFFER.has(event)
const isOfLink = ({ event, offer, link }: About) => link === undefined || (event === 'clicked' && offer !== null)
const isOfOrder = ({ event, order }: About) => order === undefined || event === 'ordered'
const NO_OFFER = 'only messages and clicks are of an offer'
const NO_LINK = 'only clicks of an offer are of a link'
const NO_ORDER = 'only orders hold something'
const first = z
  .strictObject({ event: z.enum(FIRST), ...about_ })
  .refine(isOfOffer, NO_OFFER)
  .refine(isOfLink, NO_LINK)
  .refine(isOfOrder, NO_ORDER)
const next = z
  .strictObject({ event: z.enum(NEXT), ...about_ })
  .refine(isOfOffer, NO_OFFER)
  .refine(isOfLink, NO_LINK)
  .refine(isOfOrder, NO_ORDER)

const schema = z
  .strictObject({
    leaf: z.literal('followed'),
    ...{ first, next },
    happened: z.boolean(),
    n: z.int().min(1).max(10_000),
    unit: z.enum(['hours', 'days', 'weeks', 'sameDay']),
  })
  .refine(({ n, unit }) => unit !== 'sameDay' || n === 1, 'the same day is one')

/**
 * What happened within N units after something else did (`happened`), or did not, though that time is over: any pair of
 * the two is enough. A week is seven days of 24 hours; the same day is one of the calendar, and either may come first.
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
    en: [
      ...['after receiving', 'after getting', 'after the message', 'after the offer', 'of receiving', 'of getting'],
      ...['after they received', 'after they got', 'after receipt of', 'after we sent', 'after being sent'],
      ...['since receiving', 'after they were sent', 'after the campaign', 'after the broadcast', 'after our message'],
      ...['after our offer', 'after delivery of', 'following the offer', 'after a message', 'after it was sent'],
      ...['after reception of', 'after having received', 'upon receiving', 'after the newsletter', 'since getting'],
      ...['of the receipt of', 'after the mailing', 'after getting the', 'after receiving the offer'],
      ...['after receiving offer'],
    ],
    ru: [
      ...['после получения', 'после сообщения', 'после рассылки', 'после предложения', 'после того как получили'],
      ...['после доставки', 'с момента получения', 'как получили', 'после нашей рассылки', 'после того, как получили'],
      ...['после отправки', 'получив', 'после письма', 'после акции', 'с получения', 'после нашего сообщения'],
      ...['после оффера', 'после прихода', 'после кампании', 'после того как пришло', 'после получения рассылки'],
      ...['после получения предложения'],
    ],
  },
  afterSeen: {
    en: [
      ...['after seeing', 'after reading', 'after opening', 'of seeing', 'after they saw', 'after they opened'],
      ...['of opening', 'of reading', 'after viewing', 'after they read', 'after the view', 'upon opening'],
      ...['after having seen', 'after having opened', 'since opening', 'after an open', 'after the opening of'],
    ],
    ru: [
      ...['после просмотра', 'после прочтения', 'после открытия', 'после того как увидели', 'после того как открыли'],
      ...['после того, как открыли', 'увидев', 'открыв', 'прочитав', 'с момента просмотра', 'как увидели'],
      ...['как открыли', 'после того как посмотрели', 'после того, как увидели', 'после ознакомления', 'как прочитали'],
      ...['посмотрев'],
    ],
  },
  afterClicked: {
    en: [
      ...['after clicking', 'after clicking on', 'after the click', 'after the click on', 'after a click'],
      ...['of clicking', 'after they clicked', 'after they clicked on', 'after a click on', 'of clicking on'],
      ...['of the click', 'of a click', 'from clicking', 'after tapping', 'upon clicking', 'after having clicked'],
      ...['after click', 'after click on', 'since clicking', 'after pressing', 'of their click', 'after visiting'],
      ...['after clicking in', 'after clicking a link', 'after clicking through'],
    ],
    ru: [
      ...['после клика', 'после клика по', 'после перехода', 'после перехода по', 'после того как кликнули'],
      ...['после того, как кликнули', 'кликнув', 'перейдя', 'перейдя по ссылке', 'после нажатия', 'после нажатия на'],
      ...['после перехода по ссылке', 'с момента клика', 'как кликнули', 'после клика на', 'после клика в'],
      ...['после того как перешли', 'после перехода по ссылке в', 'после перехода из', 'нажав'],
      ...['после того как нажали', 'как перешли', 'после кликов'],
    ],
  },
  afterReplied: {
    en: [
      ...['after replying', 'after the reply', 'after a reply', 'after they replied', 'of replying', 'after answering'],
      ...['after they wrote', 'after they answered', 'upon replying', 'of their reply', 'after responding'],
      ...['after writing to us', 'after writing'],
    ],
    ru: [
      ...['после ответа', 'после того как ответили', 'после того, как ответили', 'ответив', 'как ответили'],
      ...['с момента ответа', 'после сообщения от них', 'написав', 'после того как написали'],
    ],
  },
  afterOrdered: {
    en: [
      ...['after ordering', 'after buying', 'after the order', 'after an order', 'after the purchase'],
      ...['after a purchase', 'of ordering', 'after they ordered', 'after they bought', 'of buying'],
      ...['after ordering something', 'after order', 'after purchase', 'after purchasing', 'of the order'],
      ...['of the purchase', 'of their order', 'of their purchase', 'since ordering', 'from the order'],
      ...['upon ordering', 'of the first order', 'after their order', 'after their purchase', 'of an order'],
      ...['of a purchase', 'after having bought', 'after buying something', 'after a buy'],
    ],
    ru: [
      ...['после заказа', 'после покупки', 'после того как купили', 'после того, как купили'],
      ...['после того как заказали', 'купив', 'заказав', 'с момента заказа', 'с момента покупки', 'как купили'],
      ...['как заказали', 'после того, как заказали', 'после заказов', 'после покупок', 'после оформления заказа'],
      ...['после оплаты', 'после совершения покупки'],
    ],
  },
  afterSubscribed: {
    en: [
      ...['after subscribing', 'after joining', 'after the subscription', 'of subscribing', 'of joining'],
      ...['after they subscribed', 'after they joined', 'of subscription', 'after subscription', 'after signing up'],
      ...['of signing up', 'from subscribing', 'after sign-up', 'after signup', 'after registration'],
      ...['after registering', 'of joining us', 'upon subscribing', 'upon joining', 'after they signed up'],
      ...['of their subscription', 'after starting the bot', 'of registration', 'from joining', 'of sign-up'],
    ],
    ru: [
      ...['после подписки', 'после того как подписались', 'после того, как подписались', 'подписавшись'],
      ...['с момента подписки', 'как подписались', 'после регистрации', 'после старта', 'после вступления'],
      ...['с подписки', 'после запуска бота', 'от подписки', 'после начала'],
    ],
  },
  afterStopped: {
    en: [
      ...['after stopping', 'after unsubscribing', 'after they unsubscribed', 'after opting out', 'after they stopped'],
      ...['of unsubscribing', 'of stopping', 'upon unsubscribing', 'after the unsubscription'],
    ],
    ru: [
      ...['после отписки', 'после того как отписались', 'отписавшись', 'как отписались', 'после того, как отписались'],
      ...['с момента отписки'],
    ],
  },
  afterThat: {
    en: ['then', 'after that', 'after which', 'afterwards'],
    ru: ['затем', 'потом', 'после этого', 'после чего'],
  },
}
const DAYS = {
  dayReceived: {
    en: [
      'on the day of receiving',
      'on the day they received',
      'on the same day as receiving',
      'the day they received',
      'the same day they received',
      'on the same day they received',
      'the same day as receiving',
    ],
    ru: ['в день получения', 'в день рассылки', 'в тот же день что получили', 'в один день с получением'],
  },
  daySeen: {
    en: ['on the day of seeing', 'on the day they saw', 'the same day they saw', 'the same day they opened'],
    ru: ['в день просмотра', 'в день прочтения'],
  },
  dayClicked: {
    en: [
      'on the day of clicking',
      'on the day of the click',
      'on the day they clicked',
      'on the same day as the click',
      'the same day they clicked',
      'on the same day they clicked',
      'the same day as clicking',
      'the same day as the click',
    ],
    ru: ['в день клика', 'в день перехода', 'в один день с кликом', 'в день клика по'],
  },
  dayReplied: { en: ['on the day of replying', 'on the day of the reply'], ru: ['в день ответа'] },
  dayOrdered: {
    en: [
      'on the day of ordering',
      'on the day of the order',
      'on the day of an order',
      'on the day they ordered',
      'the same day they ordered',
      'the same day as ordering',
    ],
    ru: ['в день заказа', 'в день покупки', 'в один день с заказом'],
  },
  daySubscribed: {
    en: [
      'on the day of subscribing',
      'on the day of joining',
      'on the day they joined',
      'on the day they subscribed',
      'the same day they joined',
      'the same day as they joined',
      'the same day they subscribed',
      'the same day as joining',
    ],
    ru: ['в день подписки', 'в день прихода'],
  },
  dayStopped: { en: ['on the day of stopping', 'on the day they stopped'], ru: ['в день отписки'] },
}
const DAY_OF: Record<keyof typeof DAYS, Followed['first']['event']> = {
  ...{ dayReceived: 'received', daySeen: 'seen', dayClicked: 'clicked', dayReplied: 'replied', dayOrdered: 'ordered' },
  ...{ daySubscribed: 'subscribed', dayStopped: 'stopped' },
}

/** What they say came first; null: what the condition before was about. */
const FIRST_OF: Record<keyof typeof BEGINS, Followed['first']['event'] | null> = {
  ...{ afterReceived: 'received', afterSeen: 'seen', afterClicked: 'clicked', afterReplied: 'replied' },
  ...{ afterOrdered: 'ordered', afterSubscribed: 'subscribed', afterStopped: 'stopped', afterThat: null },
}

const AFTER = { en: 'after', ru: 'после' }
/** How the builder's question about time is answered by it. */
const SAME_DAY = { calendar: 'day' as const, back: 0 }
const ON_DAY = { en: 'on the day of', ru: 'в день' }
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
    const sameDay = first.event === next.event ? ('again' as const) : ('sameDay' as const)
    const span = unit === 'sameDay' ? sameDay : n * MS[unit]
    // Those of whom the rarer is known are looked at, for the other of the two.
    if (happened && isRarer(next, first))
      return sql`(s.id in (${happenedAt(next, context)} where ${happenedBefore(first, span, context)}))`
    const found = happenedAfter(next, span, context)
    const test = happened ? found : sql`not ${found} and ${isOver(span, context)}`
    if (!happened && first.offer === null) return sql`(${someHappened(first, test, context)})`
    return sql`(s.id in (${happenedAt(first, context)} where ${test}))`
  },
  not: PLAIN_NOT,
  plain: leaf => ({ ...leaf, first: plainly(leaf.first), next: plainly(leaf.next) }),
  refers: ({ first, next }) =>
    [first, next].flatMap(({ offer, link }) => [
      ...(offer === null ? [] : [{ kind: 'offer' as const, id: offer }]),
      ...(offer === null || link === undefined ? [] : [{ kind: 'link' as const, offer, number: link }]),
    ]),
  names: leaf => namesOf(leaf),
  restsOnOrders: true,
  ordersIn: ({ first, next }) => first.event === 'ordered' || next.event === 'ordered',
  facts: () => [],
  begins: { ...BEGINS, ...DAYS },
  read: c => [
    ...begunBy(c, { ...BEGINS, ...DAYS }, begun => readNext(c, firstOf(begun))),
    ...tiedBehind(c, [...Object.keys(BEGINS), ...Object.keys(DAYS)], begun => firstOf(begun)),
  ],
  say({ first, next, happened, n, unit }, phrasing) {
    const { language, words } = phrasing
    const after = unit === 'sameDay' ? ON_DAY[language] : AFTER[language]
    const said = happened ? SAID[next.event].some : SAID[next.event].none
    const about = objectOf(next, happened ? 'some' : 'none', phrasing)
    const on = language === 'en' && next.event === 'clicked' && !happened && about.length > 0 ? ['on'] : []
    const begin = [after, SAID[first.event].first[language], ...objectOf(first, 'some', phrasing)].join(' ')
    const span = unit === 'sameDay' ? [] : [words.inLast(n, unit)]
    return words.is(begin, [said[language], ...on, ...about, ...span].join(' '))
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
      link: {
        says: (leaf, link) => changed(leaf, isLinked, side => withLink(side, link)),
        of: leaf => leaf[sideOf(leaf, isLinked) ?? 'first'].link ?? null,
      },
      product: {
        says: (leaf, product) => changed(leaf, isOrder, side => withOrder(side, { product })),
        of: leaf => leaf[sideOf(leaf, isOrder) ?? 'next'].order?.product ?? null,
      },
      category: {
        says: (leaf, category) => changed(leaf, isOrder, side => withOrder(side, { category })),
        of: leaf => leaf[sideOf(leaf, isOrder) ?? 'next'].order?.category ?? null,
      },
      total: {
        says: (leaf, total) => changed(leaf, isOrder, side => withOrder(side, { total })),
        of: leaf => leaf[sideOf(leaf, isOrder) ?? 'next'].order?.total ?? null,
      },
      window: {
        asks: { en: 'Within what time?', ru: 'За какое время?' },
        options: [
          ...[1, 3, 7, 14, 30].map(n => ({
            ...{ number: n, answer: { in: n, unit: 'days' as const } },
            label: { en: n === 1 ? '1 day' : `${n} days`, ru: `${n} ${n === 1 ? 'день' : n === 3 ? 'дня' : 'дней'}` },
          })),
          { number: 0, answer: SAME_DAY, label: { en: 'On the same day', ru: 'В тот же день' } },
        ],
        says(leaf, window) {
          if (leaf === null || window === null) return null
          if ('calendar' in window && window.calendar === 'day') return { ...leaf, n: 1, unit: 'sameDay' }
          if (!('in' in window)) return null
          const { in: n, unit } = window
          return unit === 'months' || unit === 'years' ? null : { ...leaf, n, unit }
        },
        of: ({ n, unit }) => (unit === 'sameDay' ? SAME_DAY : { in: n, unit }),
      },
    },
    shown: ({ first, next }) => [
      ...(['first', 'next'] as const),
      ...(OF_OFFER.has(first.event) || OF_OFFER.has(next.event) ? (['offer'] as const) : []),
      ...(sideOf({ first, next }, isLinked) === null ? [] : (['link'] as const)),
      ...(sideOf({ first, next }, isOrder) === null ? [] : (['product', 'category', 'total'] as const)),
      'window',
    ],
  },
}

/** What a phrase says came first, and whether an offer may be named behind it. */
function firstOf(begun: string): First {
  const day = Object.entries(DAY_OF).find(([name]) => name === begun)?.[1] ?? null
  if (day !== null) return { event: day, ofOffer: OF_OFFER.has(day), sameDay: true }
  const event = Object.entries(FIRST_OF).find(([name]) => name === begun)?.[1] ?? null
  return event === null ? null : { event, ofOffer: OF_OFFER.has(event) }
}

type Side = Followed['first'] | Followed['next']
type Sides = Pick<Followed, 'first' | 'next'>

const isLinked = ({ event, offer }: Side) => event === 'clicked' && offer !== null
const isOrder = ({ event }: Side) => event === 'ordered'

/** Which of the two buttons ask more of: what came next, where that is one. */
function sideOf(sides: Sides, is: (side: Side) => boolean): keyof Sides | null {
  if (is(sides.next)) return 'next'
  return is(sides.first) ? 'first' : null
}

function changed(leaf: Followed | null, is: (side: Side) => boolean, how: (side: Side) => Side): AnyLeaf | null {
  const which = leaf === null ? null : sideOf(leaf, is)
  if (leaf === null || which === null) return null
  const { first, next } = leaf
  const sides = which === 'next' ? { first, next: how(next) } : { first: how(first), next }
  return { ...leaf, ...sides }
}

function withLink({ link: _before, ...side }: Side, link: number | null): Side {
  return link === null ? side : { ...side, link }
}

const NOTHING = { product: null, category: null, total: null }

function withOrder({ order = NOTHING, ...side }: Side, part: Partial<NonNullable<Side['order']>>): Side {
  const asked = { ...order, ...part }
  const empty = asked.product === null && asked.category === null && asked.total === null
  return empty ? side : { ...side, order: asked }
}

function plainly<S extends Side>(side: S): S {
  return side.order === undefined ? side : { ...side, order: plainBought(side.order) }
}

/** What it was of: an offer and a link of it, or what the order held and came to. */
function objectOf({ offer, link, order }: Side, verb: 'some' | 'none', phrasing: Phrasing): string[] {
  const { words } = phrasing
  if (order !== undefined)
    return [
      ...boughtPhrases(order, words.product[verb], words),
      ...(order.total === null ? [] : [moneyPhrase(order.total, words)]),
    ]
  const linked = offer === null || link === undefined ? [] : [linkPhrase(offer, link, phrasing)]
  return [...offerPhrase(offer, phrasing), ...linked]
}

/** Products and categories that somebody must have bought: whoever lacks one of them did not. */
function namesOf(leaf: Followed): NameUse<Followed>[] {
  return (['first', 'next'] as const).flatMap(side => {
    const { order } = leaf[side]
    if (order === undefined) return []
    const holds = side === 'next' && !leaf.happened
    return boughtNames({ leaf: 'ordered', ...order }, holds).map(use => ({
      ...use,
      with(values: string[]) {
        const { leaf: _, ...bought } = use.with(values)
        return { ...leaf, [side]: { ...leaf[side], order: bought } }
      },
    }))
  })
}

function about<Event extends string>(event: Event, offer: number | null): { event: Event; offer: number | null } {
  return { event, offer: OF_OFFER.has(event) ? offer : null }
}

function labelOf({ en, ru }: Said): Said {
  return { en: capital(en, 'en'), ru: capital(ru, 'ru') }
}
