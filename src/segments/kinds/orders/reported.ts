import { z } from 'zod'
import { fold } from '../../../text/fold.js'
import { happened } from '../../compile/event.js'
import { havingSql } from '../../compile/property.js'
import { type Sql, sql } from '../../compile/sql.js'
import { eventShape, idSchema } from '../../parts.js'
import { havingPhrase } from '../../phrase/property.js'
import { type Counted, countPhrase, eventPhrase, type Phrasing, quoted, type Verbs } from '../../phrase.js'
import { type Having, havingSchema } from '../../property.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, fail, peek, see, seeBeginning } from '../../read/cursor.js'
import { counted, readParts } from '../../read/events/event.js'
import { eventCalled } from '../../read/events/event-called.js'
import { countedAt, eventAt, takeEvent } from '../../read/events/event-named.js'
import { takeHaving } from '../../read/events/property.js'
import { saysDid } from '../../read/joining/did.js'
import { longestAt } from '../../read/lexicon.js'
import { countFirst, seesCount } from '../../read/numbers/count.js'
import { turned } from '../../read/times/quiet.js'
import { raw } from '../../read/value.js'
import { deedLike, isDeed, sameDeed } from '../../read/words/verb-form.js'
import type { Rule } from '../../rule.js'
import { type EvaluationContext, ofOne, windowBounds, within } from '../../window.js'
import { countedOtherwise } from '../complement.js'
import type { Kind } from '../kind.js'
import { countSlot, FIRST_EVENT, windowSlot } from '../slot.js'

const schema = z.strictObject({
  leaf: z.literal('reported'),
  ...eventShape,
  event: idSchema,
  having: havingSchema,
})

/** How often the shop reported an event of them; `having`: what came with it, of one and the same event. */
export type Reported = z.infer<typeof schema>

const VERBS: Verbs = {
  en: { some: 'event', times: 'event', none: 'no event', noneOf: 'no event' },
  ru: { some: 'событие', times: 'событие', none: 'нет события', noneOf: 'нет события' },
}
const BEGINS = {
  reported: {
    en: [
      ...['event', 'events', 'had event', 'had the event', 'had an event', 'has event', 'with event', 'the event'],
      ...['shop event', 'shop reported', 'the shop reported', 'site reported', 'the site reported', 'crm reported'],
      ...['reported event', 'shop events', 'custom event', 'site event', 'our site reported', 'our shop reported'],
    ],
    ru: [
      ...['событие', 'события', 'событием', 'событий', 'событию', 'было событие', 'были события', 'с событием'],
      ...['событие магазина', 'события магазина', 'событие сайта', 'события сайта', 'магазин сообщил', 'сайт сообщил'],
      ...['магазин сообщил о', 'сайт сообщил о', 'произошло событие', 'случилось событие', 'есть событие'],
      ...['событие из магазина', 'событие с сайта', 'магазин сообщил событие', 'crm сообщила'],
    ],
  },
}

export const reported: Kind<Reported> = {
  name: 'reported',
  schema,
  sql: (leaf, context) => happened(leaf.count, times => peopleOf(leaf, context, times(sql`count(*)`))),
  not: countedOtherwise(phrase),
  refers: ({ event, having }) => [
    { kind: 'event', id: event },
    ...having.map(({ property, test }) => ({ kind: 'property' as const, event, name: property, test })),
  ],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c => [
    ...begunBy(c, BEGINS, () => readReported(c, null)),
    ...calledAlone(c, true),
    ...deniedInside(c),
    ...deniedAmid(c),
    ...cartLeft(c),
  ],
  bare: c => [...calledAlone(c, false), ...deedHere(c), ...deedsCounted(c)],
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{ name: 'reported', number: 100, menu: 'orders', label: { en: '🔌 Shop reports', ru: '🔌 Событие' } },
        ...{ begins: null, asks: 'event' },
      },
    ],
    slots: {
      event: {
        says: (leaf, event) => ({ leaf: 'reported', ...(leaf ?? FIRST_EVENT), event, having: [] }),
        of: leaf => leaf.event,
      },
      having: {
        says: (leaf, having) => (leaf === null ? null : { ...leaf, having }),
        of: leaf => leaf.having,
      },
      count: countSlot({ en: 'How many times was it reported?', ru: 'Сколько раз это было?' }),
      window: windowSlot({ en: 'When did it happen?', ru: 'Когда это было?' }),
    },
    shown: () => ['event', 'having', 'count', 'window'],
  },
}

/** By the name of the event, of which a stretch of time is a range; of one person by their own. */
function peopleOf({ event, having, window }: Reported, context: EvaluationContext, times: Sql): Sql {
  const index = context.one === true ? sql`events_person` : sql`events_name`
  const time = within(sql`e.at`, windowBounds(window, context))
  const tests = having.map(one => sql` and ${havingSql(one, context)}`)
  return sql`select e.subscriber_id from events e indexed by ${index}
    where e.name_id = ${event} and ${time}${ofOne(sql`e.subscriber_id`, context)}${joined(tests)}
    group by e.subscriber_id having ${times}`
}

function joined(pieces: readonly Sql[]): Sql {
  return { text: pieces.map(({ text }) => text).join(''), params: pieces.flatMap(({ params }) => params) }
}

/** "event "left cart" 2+ in 7 days, with property sum over 5000". */
function readReported(c: Cursor, named: number | null): Rule {
  let event = named
  const having: Having[] = []
  const { count, negated, window } = readParts(c, () => {
    if (event !== null) return takeHaving(c, event, having)
    event = takeEvent(c)
    return event !== null
  })
  if (event === null) return fail(c, { kind: 'event' }, c.vocabulary.events.all())
  return counted({ leaf: 'reported', count: count ?? { atLeast: 1 }, window, event, having }, negated)
}

/**
 * "Left cart in 7 days": what an event is called is enough. @param long names of several words, which are words of its own;
 * of one word others may be meant
 */
function calledAlone(c: Cursor, long: boolean): Candidate[] {
  const found = eventAt(c)
  if (found === null) return []
  // «Заселялись» alone can be nothing else.
  const certain = found.to - c.at > 1 || (isDeed(peek(c)?.text ?? '') && seeBeginning(c) === null)
  if (certain !== long) return []
  // "Returned an item" is the shop's own "returned item", and no order that was given back.
  const own = long && FATES.some(([key]) => longestAt(c.begins.book, c, [key])?.length === found.to - c.at)
  const sure = own ? 'name' : long ? 'words' : 'value'
  return [{ to: found.to, sure, read: () => readBehind(c, found.to, found.value) }]
}

/** "Left no review": what did not happen stands between the verb and its noun. */
function deniedInside(c: Cursor): Candidate[] {
  const [verb, no, noun] = [peek(c), peek(c, 1), peek(c, 2)]
  if (verb?.kind !== 'word' || no?.text !== 'no' || noun?.kind !== 'word') return []
  const { events } = c.vocabulary
  for (let length = MOST_NOUN; length > 0; length--) {
    const to = c.at + 2 + length
    const event = to > c.end ? null : eventCalled(events, `${verb.text} ${raw(c, c.at + 2, to)}`)
    if (event !== null) return [{ to, sure: 'words', read: () => ({ not: readBehind(c, to, event) }) }]
  }
  return []
}

const MOST_NOUN = 3

/** «В зал не ходят». */
const PRESENT = /^\p{Script=Cyrillic}{2,}(?:[уюая]т|[еи]т)(?:ся)?$/u

/** «Корзину не бросали»: the *not* stands before the verb, behind its noun. */
function deniedAmid(c: Cursor): Candidate[] {
  for (let length = 1; length <= MOST_NOUN; length++) {
    const not = see({ ...c, at: c.at + length }, 'not')
    const verb = not === null ? null : peek(c, length + not.length)
    if (not === null || verb === null || !(isDeed(verb.text) || PRESENT.test(verb.text))) continue
    const { events } = c.vocabulary
    const object = raw(c, c.at, c.at + length)
    const same = sameDeed(`${object} ${verb.text}`, events.all()) ?? deedLike(`${verb.text} ${object}`, events.all())
    const event = same === null ? null : events.find(same)
    const to = c.at + length + not.length + 1
    if (event === null) return []
    const read = () => {
      Object.assign(c, { saidNever: false, saidBareTime: false, bareCount: null })
      const begin = c.at
      return turned(c, readBehind(c, to, event), begin)
    }
    return [{ to, sure: 'words', read }]
  }
  return []
}

/** «Без отзывов», «отзывы с оценкой 5»: by the noun of what they did. */
function deedHere(c: Cursor): Candidate[] {
  const found = countedAt(c)
  return found === null ? [] : [{ to: found.to, sure: 'value', read: () => readBehind(c, found.to, found.value) }]
}

/** «Больше двух отзывов», «3 записи на приём»: how often stands before the noun. */
function deedsCounted(c: Cursor): Candidate[] {
  if (!seesCount(c)) return []
  for (let at = c.at + 1; at <= c.at + MOST_COUNT && at < c.end; at++) {
    const found = countedAt({ ...c, at })
    // "Men over 30 returned an item" says how old they are.
    if (found === null || (c.bare && saysDid({ ...c, at }))) continue
    return countFirst(c, new Set([c.tokens[at]?.text ?? '']), first => {
      // «2 lessons or fewer»: the limit may have been taken.
      const rule = readBehind(c, Math.max(found.to, c.at), found.value)
      return 'leaf' in rule ? counted({ ...rule, count: first.count }, first.negated) : fail(c, { kind: 'once' })
    })
  }
  return []
}

const MOST_COUNT = 4

const NOUNS: ReadonlySet<string> = new Set(['event', 'events', 'событие', 'события'])

function readBehind(c: Cursor, to: number, event: number): Rule {
  c.at = to
  if (NOUNS.has(peek(c)?.text ?? '')) c.at++
  return readReported(c, event)
}

/** What becomes of an order, and how the shop's reports of the same are called. */
const FATES: readonly (readonly [begun: string, called: RegExp])[] = [
  ['pendingOrder', /cart|basket|корзин/u],
  ['refundedOrder', /возвра|вернул|return|refund/u],
  ['cancelledOrder', /отмен|cancel/u],
]

/** «Брошенные корзины» are an order that waits to be paid; where the shop reports of carts, they may be that. */
function cartLeft(c: Cursor): Candidate[] {
  const [begun, called] = FATES.flatMap(([key, called]) => {
    const begun = longestAt(c.begins.book, c, [key])
    return begun === null ? [] : ([[begun, called]] as const)
  })[0] ?? [null, /^$/u]
  if (begun === null) return []
  // An unpaid order is no cart that somebody left.
  if (begun.key === 'pendingOrder' && !c.tokens.slice(c.at, c.at + begun.length).some(({ text }) => called.test(text)))
    return []
  const { events } = c.vocabulary
  const to = c.at + begun.length
  return events.all().flatMap(name => {
    const event = called.test(fold(name)) ? events.find(name) : null
    return event === null ? [] : [{ to, sure: 'words' as const, read: () => readBehind(c, to, event) }]
  })
}

function phrase({ event, having, window }: Reported, counted: Counted, phrasing: Phrasing): string {
  const name = phrasing.names.events.name(event)
  const object = [name === null ? `#${event}` : quoted(name)]
  const said = eventPhrase({ verbs: VERBS, object, window }, counted, phrasing)
  return [said, ...having.map(one => havingPhrase(one, phrasing))].join(' ')
}
