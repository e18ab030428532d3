import type { Count, Window } from '../../../../../segments/criterion.js'
import { findNames } from '../../../../../segments/describe.js'
import { answerOf } from '../../../../../segments/kinds/buttons.js'
import type { Answers } from '../../../../../segments/kinds/slot.js'
import { windowPhrase } from '../../../../../segments/phrase.js'
import { shorten } from '../../../../../text/format.js'
import { isGroup } from '../tree.js'
import { fieldAt } from './field.js'
import { readRest, subjectOf } from './rest.js'
import { type At, type Option, ownAnswer, ownOptions, question, SIZE, type Slot, said } from './slot.js'

const LABEL = 40
/** Stand in a button for "any"; offers, links and topics are numbered from 1. */
const ANY = 0

const COUNTS: readonly Count[] = [
  ...[{ atLeast: 1 }, { atLeast: 2 }, { atLeast: 3 }, { atLeast: 5 }],
  'none',
  ...[{ atMost: 1 }, { exactly: 1 }, { atMost: 5 }, { from: 2, to: 4 }],
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
  { calendar: 'day', back: 0 },
  { calendar: 'month', back: 0 },
  { calendar: 'month', back: 1 },
]

/** How many times something must have happened. */
export const countSlot: Slot = {
  show(at) {
    const { segmentCards: words } = at.here.t
    const label = (count: Count) => {
      if (count === 'none') return words.none
      if ('atLeast' in count) return words.atLeast(count.atLeast)
      if ('from' in count) return `${count.from}–${count.to}`
      return 'exactly' in count ? words.exactly(count.exactly) : words.atMost(count.atMost)
    }
    return {
      asked: question(at, 'count', words.askCount),
      options: COUNTS.map((count, value) => ({ label: label(count), value })),
    }
  },
  choose(at, value) {
    const count = COUNTS[value]
    return count === undefined ? null : said(at, 'count', count)
  },
  typed: (at, { text }) =>
    readRest(at, 'received ', text, leaf => (leaf.leaf === 'received' ? said(at, 'count', leaf.count) : null)),
  hint: 'number',
}

/** When something happened. */
export const windowSlot: Slot = {
  show(at) {
    const { segmentCards: words, segments } = at.here.t
    const label = (window: Window | null) => {
      return window === null ? words.allTime : windowPhrase(window, segments)
    }
    const options = WINDOWS.flatMap((window, value): Option[] =>
      said(at, 'window', window) === null ? [] : [{ label: label(window), value }],
    )
    return { asked: question(at, 'window', words.askDay), options: ownOptions(at, 'window') ?? options }
  },
  choose(at, value) {
    if (ownOptions(at, 'window') !== null) return ownAnswer(at, 'window', value)
    const window = WINDOWS[value]
    return window === undefined ? null : said(at, 'window', window)
  },
  typed(at, { text }) {
    const field = fieldAt(at)
    const begin = field === null ? 'subscribed ' : `${subjectOf(field)} `
    const days = /^\d+$/.test(text)
    const rest = days ? `${begin}${field === null ? 'in' : 'in last'} ` : begin
    return readRest(at, rest, days ? `${text} days` : text, leaf => {
      if (leaf.leaf === 'subscribed') return said(at, 'window', leaf.window)
      return leaf.leaf === 'field' ? leaf : null
    })
  },
  hint: 'window',
}

/** Which offer a message was of. */
export const offerSlot: Slot = {
  show(at, page) {
    const { here } = at
    const { segmentCards: words } = here.t
    // Offers that somebody was sent, those of the newest broadcasts first.
    const rows = here.db
      .sql<{ id: number; name: string; total: number }>(
        `select o.id, o.name, count(*) over () as total from offers o join broadcasts b on b.offer_id = o.id
         where b.started_at is not null group by o.id order by max(b.started_at) desc, o.id desc limit ? offset ?`,
      )
      .all(SIZE, page * SIZE)
    return {
      asked: rows.length === 0 ? words.noOffers : words.askOffer,
      options: [
        ...(said(at, 'offer', null) === null ? [] : [{ label: words.anyOffer, value: ANY }]),
        ...rows.map(row => optionOf(row.id, row.name)),
      ],
      total: rows[0]?.total ?? 0,
    }
  },
  choose: (at, value) => said(at, 'offer', value === ANY ? null : value),
}

/** Which link of the offer was opened. */
export const linkSlot: Slot = {
  show({ here, part: { body } }, page) {
    const { segmentCards: words } = here.t
    const offer = (isGroup(body) ? null : answerOf(body, 'offer')) ?? ANY
    // Links in all versions of the offer; one number is one link.
    const rows = here.db
      .sql<{ number: number; name: string; total: number }>(
        `select l.number, coalesce(nullif(min(l.label), ''), min(l.url)) as name, count(*) over () as total
         from variants v join links l on l.variant_id = v.id where v.offer_id = ?
         group by l.number order by l.number limit ? offset ?`,
      )
      .all(offer, SIZE, page * SIZE)
    const name = findNames(here.db).offers.name(offer) ?? `#${offer}`
    return {
      asked: words.askLink(name),
      options: [
        { label: words.anyLink, value: ANY },
        ...rows.map(row => optionOf(row.number, `${row.number} ${row.name}`)),
      ],
      total: rows[0]?.total ?? 0,
    }
  },
  choose: (at, value) => said(at, 'link', value === ANY ? null : value),
}

/** What the link was about. */
export const topicSlot: Slot = {
  show({ here }, page) {
    const { segmentCards: words } = here.t
    const rows = here.db
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
  choose: (at, value) => said(at, 'topic', value === ANY ? null : value),
}

/** Which of two things that happened was first. */
export const firstSlot: Slot = ownSlot('first')

/** What came next, or did not. */
export const nextSlot: Slot = ownSlot('next')

/** Which of the offer's messages. */
export const messageSlot: Slot = ownSlot('message')

/** Which question of the survey. */
export const questionSlot: Slot = {
  show({ here }, page) {
    const { segmentCards: words } = here.t
    const rows = here.db
      .sql<{ id: number; text: string; total: number }>(
        `select id, text, count(*) over () as total from survey_questions
         where archived_at is null order by position, id limit ? offset ?`,
      )
      .all(SIZE, page * SIZE)
    return {
      asked: rows.length === 0 ? words.noQuestions : words.askQuestion,
      options: [{ label: words.anyQuestion, value: ANY }, ...rows.map(row => optionOf(row.id, row.text))],
      total: rows[0]?.total ?? 0,
    }
  },
  choose: (at, value) => said(at, 'question', value === ANY ? null : value),
}

/** Which series, the newest first. */
export const seriesSlot: Slot = {
  show({ here }, page) {
    const { segmentCards: words } = here.t
    const rows = here.db
      .sql<{ id: number; text: string; total: number }>(
        `select id, name as text, count(*) over () as total from campaigns
         where kind = 'series' and state <> 'discarded' order by created_at desc, id desc limit ? offset ?`,
      )
      .all(SIZE, page * SIZE)
    return {
      asked: rows.length === 0 ? words.noSeries : words.askSeries,
      options: [{ label: words.anySeries, value: ANY }, ...rows.map(row => optionOf(row.id, row.text))],
      total: rows[0]?.total ?? 0,
    }
  },
  choose: (at, value) => said(at, 'series', value === ANY ? null : value),
}

/** By what people are put in order. Sums are in the shop's currency. */
export const bySlot: Slot = {
  show: at => ({ asked: question(at, 'by', ''), options: ownOptions(at, 'by', inOurs(at)) ?? [] }),
  choose: (at, value) => ownAnswer(at, 'by', value, inOurs(at)),
}

const inOurs =
  ({ here }: At) =>
  (answer: Answers['by']): Answers['by'] => ({ ...answer, currency: here.preferences.currency() })

/** One of the buttons that the condition's kind has. */
export function ownSlot(name: 'first' | 'next' | 'message' | 'fromGroup' | 'toGroup' | 'did'): Slot {
  return {
    show: at => ({ asked: question(at, name, ''), options: ownOptions(at, name) ?? [] }),
    choose: (at, value) => ownAnswer(at, name, value),
  }
}

/** How sure it must be that a message was seen. */
export const gradeSlot: Slot = {
  show({ here }: At) {
    const { segmentCards: words } = here.t
    return {
      asked: words.askGrade,
      options: [
        { label: words.alsoProbable, value: 0 },
        { label: words.onlyCertain, value: 1 },
      ],
    }
  },
  choose: (at, value) => said(at, 'grade', value === 1 ? 'certain' : 'any'),
}

function optionOf(value: number, name: string): Option {
  return { label: shorten(name, LABEL), value }
}
