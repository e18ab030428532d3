import { unreachable } from '../../errors.js'
import type { Count, EventLeaf } from '../criterion.js'
import { type Sql, sql } from '../sql.js'
import { type Bounds, type EvaluationContext, ofOne, windowBounds, within } from '../window.js'

/**
 * What a person received, saw or clicked, counted within a window. Messages are counted for `received` and `seen`
 * (one message counts once, however many signs there are), openings by people for `clicked`.
 *
 * Of one offer, a message that was taken back was not received: whoever lost it may get it again.
 *
 * Conditions on one offer start from its broadcasts, those on a topic from the links that carry it (`cross join` keeps
 * SQLite to that order, whatever ANALYZE found). Conditions on any offer are one pass over the index (subscriber,
 * time), which counts without sorting: at a million people a quarter of the time of asking the index person by person.
 */
export function compileEvent(leaf: EventLeaf, context: EvaluationContext): Sql {
  const { reached, times } = timesOf(leaf.count)
  const people = peopleOf(leaf, windowBounds(leaf.window, context), times, context)
  return reached ? sql`(s.id in (${people}))` : sql`(s.id not in (${people}))`
}

/** Whether a number of times, at least one, is enough. */
export type Times = (n: Sql) => Sql

/** A count as a test of those to whom it happened at all; `reached` false means everybody but them. */
export function timesOf(count: Count): { reached: boolean; times: Times } {
  if (count === 'none') return { reached: false, times: n => sql`${n} >= 1` }
  if ('atLeast' in count) return { reached: true, times: n => sql`${n} >= ${count.atLeast}` }
  if ('atMost' in count) return { reached: false, times: n => sql`${n} > ${count.atMost}` }
  return { reached: true, times: n => sql`${n} = ${count.exactly}` }
}

function peopleOf(leaf: EventLeaf, bounds: Bounds, times: Times, context: EvaluationContext): Sql {
  if (leaf.offer !== null) {
    const { table, what, test } = eventRows(leaf, bounds, context)
    return sql`select e.subscriber_id from broadcasts b cross join ${table} e on e.broadcast_id = b.id
      where b.offer_id = ${leaf.offer} and ${test} group by e.subscriber_id having ${times(what)}`
  }
  if (leaf.leaf === 'received') return receivedAny(bounds, times, context)
  const { table, index, what, test } = eventRows(leaf, bounds, context)
  if (leaf.leaf === 'clicked' && leaf.topic !== undefined)
    return sql`select e.subscriber_id from link_topics t cross join broadcasts b on b.offer_id = t.offer_id
      cross join clicks e on e.broadcast_id = b.id and e.link = t.number
      where t.topic_id = ${leaf.topic} and ${test} group by e.subscriber_id having ${times(what)}`
  return sql`select e.subscriber_id from ${table} e indexed by ${index} where ${test}
    group by e.subscriber_id having ${times(what)}`
}

/**
 * A row with `sent_at` is a sent one, found by the index (subscriber_id, sent_at). Those that Telegram never answered
 * count too, by the time they were claimed; they are few, with an index of their own, so their people are counted one
 * by one, and everybody else in one pass.
 */
function receivedAny(bounds: Bounds, times: Times, context: EvaluationContext): Sql {
  const mine = ofOne(sql`e.subscriber_id`, context)
  const sent = sql`from deliveries e indexed by deliveries_sent where ${within(sql`e.sent_at`, bounds)}`
  return sql`with open as materialized (
      select e.subscriber_id as person, count(*) as n from deliveries e indexed by deliveries_uncertain
      where e.state = 'uncertain' and e.sent_at is null and ${within(sql`e.claimed_at`, bounds)} group by e.subscriber_id)
    select e.subscriber_id ${sent}${mine}
    group by e.subscriber_id having ${times(sql`count(*)`)} and e.subscriber_id not in (select person from open)
    union all
    select u.person from open u where ${times(sql`(u.n + (select count(*) ${sent} and e.subscriber_id = u.person))`)}${ofOne(sql`u.person`, context)}`
}

/** Where a kind of event is kept, by which index in the order of people, what is counted, and which rows `e` count. */
function eventRows(
  leaf: EventLeaf,
  bounds: Bounds,
  context: EvaluationContext,
): { table: Sql; index: Sql; what: Sql; test: Sql } {
  const mine = ofOne(sql`e.subscriber_id`, context)
  switch (leaf.leaf) {
    case 'received': {
      const kept = sql`(e.taken_back_at is null or e.taken_back_at > ${context.at})`
      const time = within(sql`coalesce(e.sent_at, e.claimed_at)`, bounds)
      const test = sql`e.state in ('sent', 'uncertain') and ${kept} and ${time}${mine}`
      return { table: sql`deliveries`, index: sql`deliveries_sent`, what: sql`count(*)`, test }
    }
    case 'seen': {
      const time = within(sql`e.at`, bounds)
      const test = leaf.grade === 'certain' ? sql`e.grade = 'confirmed' and ${time}${mine}` : sql`${time}${mine}`
      return { table: sql`reads`, index: sql`reads_subscriber`, what: sql`count(distinct e.delivery_id)`, test }
    }
    case 'clicked': {
      const human = sql`e.verdict = 'human' and ${within(sql`e.at`, bounds)}${mine}`
      const test = leaf.link === null ? human : sql`e.link = ${leaf.link} and ${human}`
      return { table: sql`clicks`, index: sql`clicks_subscriber`, what: sql`count(*)`, test }
    }
    default:
      return unreachable(leaf)
  }
}
