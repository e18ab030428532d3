import { dayOf, daySql, offsetsOf } from '../../audience/rfm/calendar.js'
import { DAY, HOUR } from '../../clock.js'
import type { Bought, Money } from '../parts.js'
import type { Having } from '../property.js'
import { type EvaluationContext, ofOne } from '../window.js'
import { countedSql, ofOneCustomer, orderedWithin, orderTest } from './order.js'
import { havingSql } from './property.js'
import { all, joinSql, type Sql, sql } from './sql.js'

/** Something that happens to people: of an offer, or (null) of any. */
export type Happening = {
  event: 'received' | 'seen' | 'clicked' | 'replied' | 'ordered' | 'subscribed' | 'stopped' | 'reported'
  offer: number | null
  /** Of a click: which link of the offer. */
  link?: number
  /** What is asked of an order. */
  order?: Bought & { total: Money | null }
  /** Which event of the shop, and what came with it. */
  reported?: { event: number; having: readonly Having[] }
}

/**
 * How soon one follows the other: within so many ms, at any time since (`ever`), or on the same day of the calendar, before it or
 * after it; `again`: the same thing once more on a day, at another moment.
 */
export type Span = number | 'ever' | 'sameDay' | 'again'

/** The less, the fewer rows there are; those of one offer are a part of them. */
const HOW_MANY = { stopped: 0, reported: 1, replied: 1, clicked: 2, subscribed: 3, ordered: 3, seen: 4, received: 5 }

/** True where less is known of one than of the other. */
export function isRarer(one: Happening, other: Happening): boolean {
  const many = ({ event, offer }: Happening) => HOW_MANY[event] - (offer === null ? 0 : 3)
  return many(one) < many(other)
}

/** Where events `e` are kept, whose they are and when; `all` and `each`: by which index everybody's and one person's are found. */
type Log = { table: Sql; all: Sql; each: Sql; person: Sql; at: Sql; test: Sql }

const byPerson = (index: Sql) => ({
  ...{ all: sql`indexed by ${index}`, each: sql`indexed by ${index}` },
  ...{ person: sql`e.subscriber_id`, at: sql`e.at`, test: sql`true` },
})

function logsOf(what: Happening, context: EvaluationContext): Log[] {
  const { event, reported } = what
  const { at, one } = context
  switch (event) {
    case 'received': {
      const kept = sql`(e.taken_back_at is null or e.taken_back_at > ${at})`
      const own = { table: sql`deliveries`, person: sql`e.subscriber_id` }
      const sent = sql`indexed by deliveries_sent`
      // The index holds all but what was taken back, which is little; whatever has `sent_at` was sent.
      const left = sql`e.id not in (select id from deliveries indexed by deliveries_taken_back where taken_back_at <= ${at})`
      return [
        {
          ...{ ...own, all: sent, each: sent, at: sql`e.sent_at` },
          test: sql`e.sent_at is not null and ${one === true ? kept : left}`,
        },
        {
          ...{ ...own, all: sql`indexed by deliveries_uncertain`, each: sql`indexed by deliveries_claimed` },
          ...{ at: sql`e.claimed_at`, test: sql`e.state = 'uncertain' and e.sent_at is null and ${kept}` },
        },
      ]
    }
    case 'seen':
      return [{ table: sql`reads`, ...byPerson(sql`reads_subscriber`) }]
    case 'clicked':
      return [{ table: sql`clicks`, ...byPerson(sql`clicks_subscriber`), test: sql`e.verdict = 'human'` }]
    case 'replied':
      return [{ table: sql`replies`, ...byPerson(sql`replies_subscriber`) }]
    case 'stopped':
      return [
        { table: sql`subscription_events`, ...byPerson(sql`subscription_events_stop`), test: sql`e.kind = 'stop'` },
      ]
    case 'reported': {
      const tests = (reported?.having ?? []).map(having => havingSql(having, context))
      return [
        {
          ...{ table: sql`events`, all: sql`indexed by events_name`, each: sql`indexed by events_person` },
          ...{ person: sql`e.subscriber_id`, at: sql`e.at` },
          test: all(sql`e.name_id = ${reported?.event ?? 0}`, ...tests),
        },
      ]
    }
    case 'ordered':
      return []
    case 'subscribed':
      return [
        {
          ...{ table: sql`subscribers`, all: sql`indexed by subscribers_subscribed_at`, each: sql`` },
          ...{ person: sql`e.id`, at: sql`e.subscribed_at`, test: sql`true` },
        },
      ]
  }
}

/** `select f.person` from everybody's rows `f` (`person`, `at`) of something, as of the evaluation. */
export function happenedAt(what: Happening, context: EvaluationContext): Sql {
  return sql`select f.person from (${what.event === 'ordered' ? ordersAt(what, context) : unionOf(what, context)}) f`
}

/**
 * True where something of it passes a test of its row `f`: by a look at each person's, one after the other, until one does.
 * Where most people have one that passes, a third of the time of testing everybody's.
 */
export function someHappened(what: Happening, test: Sql, context: EvaluationContext): Sql {
  const { event, offer, link } = what
  if (event === 'ordered')
    return sql`exists (select 1 from (${ordersAt(what, { ...context, one: true })}) f where ${test})`
  const found = logsOf(what, context).map(
    ({ table, each, person, at, test: counts }) =>
      sql`exists (select 1 from (select ${person} as person, ${at} as at from ${table} e ${each} where ${person} = s.id
        and ${at} <= ${context.at} and ${counts}${ofLink(link)}${offer === null ? sql`` : ofOffer(offer)}) f where ${test})`,
  )
  return joinSql(found, 'or')
}

function unionOf(what: Happening, context: EvaluationContext): Sql {
  const { offer, link } = what
  const rows = logsOf(what, context).map(({ table, all: everybody, each, person, at, test }) => {
    const found = sql`select ${person} as person, ${at} as at`
    const which = sql`${at} <= ${context.at} and ${test}${ofLink(link)}${ofOne(person, context)}`
    if (offer === null) return sql`${found} from ${table} e ${context.one === true ? each : everybody} where ${which}`
    if (context.one === true) return sql`${found} from ${table} e ${each} where ${which}${ofOffer(offer)}`
    return sql`${found} from broadcasts b cross join ${table} e on e.broadcast_id = b.id where b.offer_id = ${offer} and ${which}`
  })
  return rows
    .slice(1)
    .reduce((sum, one) => sql`${sum} union all ${one}`, rows[0] ?? sql`select null as person, null as at`)
}

function ordersAt({ order }: Happening, context: EvaluationContext): Sql {
  const test = order === undefined ? sql`` : sql` and ${orderTest(order, context)}`
  return sql`select c.subscriber_id as person, o.at as at
    from orders o indexed by orders_customer cross join customers c on c.id = o.customer_id
    where ${countedSql} and ${knownBy(context)} and c.subscriber_id is not null${test}${ofOneCustomer(sql`o.customer_id`, context)}`
}

/** True where something happened to the person of a row `f` so soon after it, though not after the evaluation. */
export function happenedAfter(what: Happening, span: Span, context: EvaluationContext): Sql {
  if (span === 'ever') return oneOf(what, at => sql`${at} > f.at`, context)
  if (typeof span === 'string') return onSameDay(what, span, context)
  return oneOf(what, at => sql`${at} > f.at and ${at} <= f.at + ${span}`, context)
}

/** True where something happened to the person of a row `f` so soon before it. */
export function happenedBefore(what: Happening, span: Span, context: EvaluationContext): Sql {
  if (span === 'ever') return oneOf(what, at => sql`${at} < f.at`, context)
  if (typeof span === 'string') return onSameDay(what, span, context)
  return oneOf(what, at => sql`${at} < f.at and ${at} >= f.at - ${span}`, context)
}

/** True where the time in which something could follow a row `f` is over; of what may be at any time since, it is what is so now. */
export function isOver(span: Span, context: EvaluationContext): Sql {
  if (span === 'ever') return sql`true`
  if (typeof span === 'number') return sql`f.at <= ${context.at - span}`
  return sql`${dayIn(sql`f.at`, context)} < ${dayOf(context.at, context.zone)}`
}

/** A day is 25 hours long at most, so that what was on it is found by time. */
const LONGEST_DAY = 25 * HOUR

function onSameDay(what: Happening, span: 'sameDay' | 'again', context: EvaluationContext): Sql {
  const another = (at: Sql) => (span === 'again' ? sql` and ${at} <> f.at` : sql``)
  const same = (at: Sql) =>
    sql`${at} between f.at - ${LONGEST_DAY} and f.at + ${LONGEST_DAY} and ${dayIn(at, context)} = ${dayIn(sql`f.at`, context)}${another(at)}`
  return oneOf(what, same, context)
}

/** Nobody's clocks are known further back. */
const YEARS = 30
const known = new Map<string, ReturnType<typeof offsetsOf>>()

/** The calendar day of a moment in the evaluation's zone. */
function dayIn(at: Sql, { at: now, zone }: EvaluationContext): Sql {
  const until = now + 2 * DAY
  const key = `${zone} ${Math.floor(until / (7 * DAY))}`
  const offsets = known.get(key) ?? offsetsOf(zone, until - YEARS * 365 * DAY, until + 7 * DAY, 7 * DAY)
  if (!known.has(key)) known.clear()
  known.set(key, offsets)
  return { text: daySql(at.text, offsets), params: [] }
}

function oneOf(what: Happening, when: (at: Sql) => Sql, context: EvaluationContext): Sql {
  const { event, offer, link, order } = what
  const asked = order === undefined ? sql`` : sql` and ${orderTest(order, context)}`
  if (event === 'ordered')
    return sql`exists (select 1 from customers c cross join orders o indexed by orders_customer on o.customer_id = c.id
      where c.subscriber_id = f.person and ${countedSql} and ${when(sql`o.at`)} and ${knownBy(context)}${asked})`
  const rows = logsOf(what, context).map(
    ({ table, each, person, at, test }) =>
      sql`exists (select 1 from ${table} e ${each} where ${person} = f.person and ${when(at)} and ${at} <= ${context.at}
        and ${test}${ofLink(link)}${offer === null ? sql`` : ofOffer(offer)})`,
  )
  const joined = rows.slice(1).reduce((sum, one) => sql`${sum} or ${one}`, rows[0] ?? sql`false`)
  return sql`(${joined})`
}

function knownBy(context: EvaluationContext): Sql {
  return orderedWithin(sql`o.at`, { from: null, before: context.at + 1 }, context)
}

function ofLink(link: number | undefined): Sql {
  return link === undefined ? sql`` : sql` and e.link = ${link}`
}

function ofOffer(offer: number): Sql {
  return sql` and e.broadcast_id in (select id from broadcasts where offer_id = ${offer})`
}
