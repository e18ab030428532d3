import type { Count, Leaf, Window } from '../../../../segments/criterion.js'
import { findNames } from '../../../../segments/describe.js'
import { shorten } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { readRest, subjectOf } from '../rest.js'
import type { Body } from '../sketch.js'
import { type At, type Option, SIZE, type Slot } from '../slot.js'
import { fieldAt } from './field.js'

const LABEL = 40
/** Stand in a button for "any"; offers, links and topics are numbered from 1. */
const ANY = 0

const COUNTS: readonly Count[] = [
  ...[{ atLeast: 1 }, { atLeast: 2 }, { atLeast: 3 }, { atLeast: 5 }],
  'none',
  ...[{ atMost: 1 }, { exactly: 1 }, { atMost: 5 }],
]

/** Windows to press; null is all time, which only what happens many times has. */
const WINDOWS: readonly (Window | null)[] = [
  { in: 7, unit: 'days' },
  { in: 30, unit: 'days' },
  { in: 60, unit: 'days' },
  { in: 90, unit: 'days' },
  { in: 1, unit: 'years' },
  { ago: 'over', n: 60, unit: 'days' },
  null,
]

/** How many times something must have happened. */
export const countSlot: Slot = {
  show({ ctx, part: { body } }) {
    const { segmentCards: words } = texts(ctx.language)
    const asked = 'leaf' in body && 'count' in body ? words.askCount[body.leaf] : ''
    const label = (count: Count) => {
      if (count === 'none') return words.none
      if ('atLeast' in count) return words.atLeast(count.atLeast)
      return 'exactly' in count ? words.exactly(count.exactly) : words.atMost(count.atMost)
    }
    return { asked, options: COUNTS.map((count, value) => ({ label: label(count), value })) }
  },
  choose: ({ part: { body } }, value) => withCount(body, COUNTS[value]),
  async typed(at, message) {
    const leaf = await readRest(at, 'received ', message)
    return leaf?.leaf === 'received' ? withCount(at.part.body, leaf.count) : null
  },
}

function withCount(body: Body, count: Count | undefined): Leaf | null {
  return count !== undefined && 'leaf' in body && 'count' in body ? { ...body, count } : null
}

/** When something happened. */
export const windowSlot: Slot = {
  show({ ctx, part: { body } }) {
    const { segmentCards: words, segments } = texts(ctx.language)
    const name = 'blank' in body ? body.blank : 'leaf' in body ? body.leaf : ''
    const asked = name === 'subscribed' ? words.askSubscribed : (when(words.askWhen, name) ?? words.askDay)
    const label = (window: Window | null) => {
      if (window === null || 'from' in window) return words.allTime
      return 'in' in window ? segments.inLast(window.in, window.unit) : segments.ago(window.ago, window.n, window.unit)
    }
    const options = WINDOWS.flatMap((window, value): Option[] =>
      withWindow(body, window) === null ? [] : [{ label: label(window), value }],
    )
    return { asked, options }
  },
  choose: ({ part: { body } }, value) => withWindow(body, WINDOWS[value]),
  async typed(at, message) {
    const { body } = at.part
    const days = /^\d+$/.test((message.text ?? '').trim())
    const field = fieldAt(at)
    const begin = field === null ? 'subscribed ' : `${subjectOf(field)} `
    const leaf = await readRest(
      at,
      days ? `${begin}${field === null ? 'in' : 'in last'} ` : begin,
      days ? inDays(message) : message,
    )
    if (leaf?.leaf === 'subscribed') return withWindow(body, leaf.window)
    return leaf?.leaf === 'field' ? leaf : null
  },
}

function inDays<Typed extends { text?: string }>(message: Typed): Typed {
  return { ...message, text: `${message.text} days` }
}

function when<Kind extends string>(questions: Record<Kind, string>, name: string): string | null {
  for (const kind in questions) if (kind === name) return questions[kind]
  return null
}

/** What a condition says with another window; null where it cannot have that one. */
function withWindow(body: Body, window: Window | null | undefined): Leaf | null {
  if (window === undefined || 'parts' in body) return null
  if ('blank' in body) {
    if (window === null) return null
    if (body.blank === 'subscribed') return { leaf: 'subscribed', window }
    if (body.blank === 'firstOrder') return { leaf: 'orderTime', which: 'first', window }
    return body.blank === 'lastOrder' ? { leaf: 'orderTime', which: 'last', window } : null
  }
  if (body.leaf === 'subscribed' || body.leaf === 'orderTime') return window === null ? null : { ...body, window }
  if (body.leaf === 'field') return window === null ? null : { ...body, test: { day: window } }
  return 'window' in body ? { ...body, window } : null
}

/** Which offer a message was of. */
export const offerSlot: Slot = {
  show({ deps, ctx }, page) {
    const { segmentCards: words } = texts(ctx.language)
    // Offers that somebody was sent, those of the newest broadcasts first.
    const rows = deps.db
      .sql<{ id: number; name: string; total: number }>(
        `select o.id, o.name, count(*) over () as total from offers o join broadcasts b on b.offer_id = o.id
         where b.started_at is not null group by o.id order by max(b.started_at) desc, o.id desc limit ? offset ?`,
      )
      .all(SIZE, page * SIZE)
    return {
      asked: rows.length === 0 ? words.noOffers : words.askOffer,
      options: [{ label: words.anyOffer, value: ANY }, ...rows.map(row => optionOf(row.id, row.name))],
      total: rows[0]?.total ?? 0,
    }
  },
  choose({ part: { body } }, value) {
    if (!('leaf' in body) || !('offer' in body)) return null
    const offer = value === ANY ? null : value
    if (body.leaf !== 'clicked') return { ...body, offer }
    const { topic: _topic, ...clicked } = body
    return { ...clicked, offer, link: null }
  },
}

/** Which link of the offer was opened. */
export const linkSlot: Slot = {
  show({ deps, ctx, part: { body } }, page) {
    const { segmentCards: words } = texts(ctx.language)
    const offer = 'leaf' in body && body.leaf === 'clicked' ? (body.offer ?? ANY) : ANY
    // Links in all versions of the offer; one number is one link.
    const rows = deps.db
      .sql<{ number: number; name: string; total: number }>(
        `select l.number, coalesce(nullif(min(l.label), ''), min(l.url)) as name, count(*) over () as total
         from variants v join links l on l.variant_id = v.id where v.offer_id = ?
         group by l.number order by l.number limit ? offset ?`,
      )
      .all(offer, SIZE, page * SIZE)
    const name = findNames(deps.db).offers.name(offer) ?? `#${offer}`
    return {
      asked: words.askLink(name),
      options: [
        { label: words.anyLink, value: ANY },
        ...rows.map(row => optionOf(row.number, `${row.number} ${row.name}`)),
      ],
      total: rows[0]?.total ?? 0,
    }
  },
  choose: ({ part: { body } }, value) =>
    'leaf' in body && body.leaf === 'clicked' && body.offer !== null
      ? { ...body, link: value === ANY ? null : value }
      : null,
}

/** What the link was about. */
export const topicSlot: Slot = {
  show({ deps, ctx }, page) {
    const { segmentCards: words } = texts(ctx.language)
    const rows = deps.db
      .sql<{ id: number; name: string; total: number }>(
        `select id, name, count(*) over () as total from topics where archived_at is null
         order by rung, name_folded limit ? offset ?`,
      )
      .all(SIZE, page * SIZE)
    return {
      asked: rows.length === 0 ? words.noTopics : words.askTopic,
      options: [{ label: words.anyTopic, value: ANY }, ...rows.map(row => optionOf(row.id, row.name))],
      total: rows[0]?.total ?? 0,
    }
  },
  choose({ part: { body } }, value) {
    if (!('leaf' in body) || body.leaf !== 'clicked') return null
    const { topic: _topic, ...clicked } = body
    return value === ANY ? clicked : { ...clicked, offer: null, link: null, topic: value }
  },
}

/** How sure it must be that a message was seen. */
export const gradeSlot: Slot = {
  show({ ctx }: At) {
    const { segmentCards: words } = texts(ctx.language)
    return {
      asked: words.askGrade,
      options: [
        { label: words.alsoProbable, value: 0 },
        { label: words.onlyCertain, value: 1 },
      ],
    }
  },
  choose: ({ part: { body } }, value) =>
    'leaf' in body && body.leaf === 'seen' ? { ...body, grade: value === 1 ? 'certain' : 'any' } : null,
}

function optionOf(value: number, name: string): Option {
  return { label: shorten(name, LABEL), value }
}
