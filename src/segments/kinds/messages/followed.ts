import { z } from 'zod'
import { DAY, HOUR } from '../../../clock.js'
import { happenedAfter, happenedAt, happenedBefore, isOver, isRarer, someHappened } from '../../compile/happened-at.js'
import { isAmong, sql } from '../../compile/sql.js'
import { firstSchema, NEXT, nextSchema } from '../../criterion/side.js'
import { boughtNames } from '../../missing/bought.js'
import { plainBought } from '../../parts.js'
import { HAPPENED } from '../../phrase/happened.js'
import { linkPhrase, offerPhrase } from '../../phrase/offer.js'
import { havingPhrase } from '../../phrase/property.js'
import { boughtPhrases, capital, moneyPhrase, type Phrasing, quoted } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { CAME_FIRST, FIRST, firstOf, isSince, OF_OFFER } from '../../read/events/came-first.js'
import { readNext, tiedBehind } from '../../read/events/followed.js'
import type { Said } from '../../read/lexicon.js'
import type { AnyLeaf } from '../../rule.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind, NameUse } from '../kind.js'

const schema = z
  .strictObject({
    leaf: z.literal('followed'),
    ...{ first: firstSchema, next: nextSchema },
    happened: z.boolean(),
    n: z.int().min(1).max(10_000),
    unit: z.enum(['hours', 'days', 'weeks', 'sameDay', 'ever']),
  })
  .refine(({ n, unit }) => n === 1 || !['sameDay', 'ever'].includes(unit), 'the same day, and all time since, is one')

/**
 * What happened within N units after something else did (`happened`), or did not, though that time is over: any pair of
 * the two is enough. A week is seven days of 24 hours; the same day is one of the calendar, and either may come first. `ever`:
 * at any time since, until now.
 */
export type Followed = z.infer<typeof schema>

const AFTER = { en: 'after', ru: 'после' }
/** How the builder's question about time is answered by it. */
const SAME_DAY = { calendar: 'day' as const, back: 0 }
const ON_DAY = { en: 'on the day of', ru: 'в день' }
const SINCE = { en: 'since then', ru: 'с тех пор' }
const MS = { hours: HOUR, days: DAY, weeks: 7 * DAY }

/** What may come next, each of it or its lack, by the numbers of the buttons. */
const NEXT_OPTIONS = NEXT.flatMap((event, i) =>
  [true, false].map(happened => ({
    number: i * 2 + (happened ? 0 : 1),
    label: labelOf(happened ? HAPPENED[event].some : HAPPENED[event].none),
    answer: `${happened ? '' : '-'}${event}`,
  })),
)

export const followed: Kind<Followed> = {
  name: 'followed',
  schema,
  sql({ first, next, happened, n, unit }, context) {
    const same = first.event === next.event && first.reported?.event === next.reported?.event
    const sameDay = same ? ('again' as const) : ('sameDay' as const)
    const span = unit === 'sameDay' ? sameDay : unit === 'ever' ? unit : n * MS[unit]
    // Those of whom the rarer is known are looked at, for the other of the two.
    if (happened && isRarer(next, first))
      return isAmong(sql`${happenedAt(next, context)} where ${happenedBefore(first, span, context)}`)
    const found = happenedAfter(next, span, context)
    const test = happened ? found : sql`not ${found} and ${isOver(span, context)}`
    if (!happened && first.offer === null) return sql`(${someHappened(first, test, context)})`
    return isAmong(sql`${happenedAt(first, context)} where ${test}`)
  },
  not: PLAIN_NOT,
  plain: leaf => ({ ...leaf, first: plainly(leaf.first), next: plainly(leaf.next) }),
  refers: ({ first, next }) =>
    [first, next].flatMap(({ offer, link, reported }) => [
      ...(reported === undefined ? [] : [{ kind: 'event' as const, id: reported.event }]),
      ...(reported?.having ?? []).map(({ property, test }) => ({
        ...{ kind: 'property' as const, event: reported?.event ?? 0, name: property, test },
      })),
      ...(offer === null ? [] : [{ kind: 'offer' as const, id: offer }]),
      ...(offer === null || link === undefined ? [] : [{ kind: 'link' as const, offer, number: link }]),
    ]),
  names: leaf => namesOf(leaf),
  restsOnOrders: true,
  ordersIn: ({ first, next }) => first.event === 'ordered' || next.event === 'ordered',
  facts: () => [],
  begins: CAME_FIRST,
  read: c => [
    ...begunBy(c, CAME_FIRST, begun => readNext(c, firstOf(begun), isSince(begun))),
    ...tiedBehind(c, Object.keys(CAME_FIRST), firstOf),
  ],
  say({ first, next, happened, n, unit }, phrasing) {
    const { language, words } = phrasing
    const after = unit === 'sameDay' ? ON_DAY[language] : AFTER[language]
    const said = happened ? HAPPENED[next.event].some : HAPPENED[next.event].none
    const about = objectOf(next, happened ? 'some' : 'none', phrasing)
    const on = language === 'en' && next.event === 'clicked' && !happened && about.length > 0 ? ['on'] : []
    const came = HAPPENED[first.event].first[language]
    const begin = [after, came, ...objectOf(first, 'some', phrasing), ...havingOf(first, phrasing)].join(' ')
    const span = unit === 'sameDay' || unit === 'ever' ? [] : [words.inLast(n, unit)]
    const since = unit === 'ever' ? [SINCE[language]] : []
    return words.is(begin, [said[language], ...on, ...about, ...span, ...havingOf(next, phrasing), ...since].join(' '))
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
      {
        ...{
          name: 'followedEvent',
          number: 110,
          menu: 'orders',
          label: { en: '⏳ After an event', ru: '⏳ После события' },
        },
        ...{ begins: null, asks: 'event' },
      },
    ],
    slots: {
      event: {
        says(leaf, event) {
          const reported = { event, having: [] }
          if (leaf !== null) return changed(leaf, isReported, side => ({ ...side, reported }))
          const first = { event: 'reported' as const, offer: null, reported }
          return { leaf: 'followed', first, next: NO_ORDER, happened: false, n: 3, unit: 'days' }
        },
        of: leaf => leaf[sideOf(leaf, isReported) ?? 'first'].reported?.event ?? 0,
      },
      having: {
        says: (leaf, having) =>
          changed(leaf, isReported, ({ reported, ...side }) =>
            reported === undefined ? side : { ...side, reported: { ...reported, having } },
          ),
        of: leaf => leaf[sideOf(leaf, isReported) ?? 'first'].reported?.having ?? [],
      },
      first: {
        asks: { en: 'What happened first?', ru: 'После чего?' },
        options: FIRST.map((event, number) => ({ number, label: labelOf(HAPPENED[event].first), answer: event })),
        says: (leaf, answer) => (leaf === null ? null : { ...leaf, first: about(answer, leaf.first.offer, leaf) }),
        of: leaf => leaf.first.event,
      },
      next: {
        asks: { en: 'What happened after it, or did not?', ru: 'Что было потом или чего не было?' },
        options: NEXT_OPTIONS,
        says(leaf, answer) {
          if (leaf === null) return null
          const event = answer.replace('-', '')
          return { ...leaf, next: about(event, leaf.next.offer ?? leaf.first.offer, leaf), happened: event === answer }
        },
        of: leaf => `${leaf.happened ? '' : '-'}${leaf.next.event}`,
      },
      offer: {
        says(leaf, offer) {
          if (leaf === null) return null
          return { ...leaf, first: about(leaf.first.event, offer, leaf), next: about(leaf.next.event, offer, leaf) }
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
          { number: 99, answer: null, label: { en: 'At any time since', ru: 'С тех пор' } },
        ],
        says(leaf, window) {
          if (leaf === null) return null
          if (window === null) return { ...leaf, n: 1, unit: 'ever' }
          if ('calendar' in window && window.calendar === 'day') return { ...leaf, n: 1, unit: 'sameDay' }
          if (!('in' in window)) return null
          const { in: n, unit } = window
          return unit === 'months' || unit === 'years' ? null : { ...leaf, n, unit }
        },
        of: ({ n, unit }) => (unit === 'sameDay' ? SAME_DAY : unit === 'ever' ? null : { in: n, unit }),
      },
    },
    shown: ({ first, next }) => [
      ...(['first', 'next'] as const),
      ...(OF_OFFER.has(first.event) || OF_OFFER.has(next.event) ? (['offer'] as const) : []),
      ...(sideOf({ first, next }, isLinked) === null ? [] : (['link'] as const)),
      ...(sideOf({ first, next }, isReported) === null ? [] : (['event', 'having'] as const)),
      ...(sideOf({ first, next }, isOrder) === null ? [] : (['product', 'category', 'total'] as const)),
      'window',
    ],
  },
}

type Side = Followed['first'] | Followed['next']
type Sides = Pick<Followed, 'first' | 'next'>

const isLinked = ({ event, offer }: Side) => event === 'clicked' && offer !== null
const isOrder = ({ event }: Side) => event === 'ordered'
const isReported = ({ event }: Side) => event === 'reported'
const NO_ORDER = { event: 'ordered' as const, offer: null }

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

/** What must have come with an event of the shop: a stretch of time stands before it. */
function havingOf({ reported }: Side, phrasing: Phrasing): string[] {
  return (reported?.having ?? []).map(one => havingPhrase(one, phrasing))
}

/** What it was of: an offer and a link of it, what the order held and came to, or the name of an event. */
function objectOf({ offer, link, order, reported }: Side, verb: 'some' | 'none', phrasing: Phrasing): string[] {
  const { words } = phrasing
  if (reported !== undefined) {
    const name = phrasing.names.events.name(reported.event)
    return [name === null ? `#${reported.event}` : quoted(name)]
  }
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

/** An event of the shop is the one that the condition names already. */
function about<Event extends string>(event: Event, offer: number | null, { first, next }: Sides) {
  const reported = next.reported ?? first.reported
  const named = event === 'reported' && reported !== undefined ? { reported } : {}
  return { event, offer: OF_OFFER.has(event) ? offer : null, ...named }
}

function labelOf({ en, ru }: Said): Said {
  return { en: capital(en, 'en'), ru: capital(ru, 'ru') }
}
