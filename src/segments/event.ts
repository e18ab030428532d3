import { unreachable } from '../errors.js'
import { within } from './column.js'
import type { Count, EventLeaf } from './criterion.js'
import { type Sql, sql } from './sql.js'
import { type Bounds, type EvaluationContext, windowBounds } from './window.js'

/**
 * What a person received, saw or clicked, counted within a window. Messages are counted for `received` and `seen`
 * (one message counts once, however many signs there are), openings by people for `clicked`.
 *
 * Of one offer, a message that was taken back was not received: whoever lost it may get it again.
 *
 * Conditions on one offer start from its broadcasts (`cross join` keeps SQLite to that order, whatever ANALYZE found).
 * Conditions on any offer ask the index (subscriber, time) person by person: as fast as one pass over the index for
 * everyone, and nearly free where another condition leaves few people.
 */
export function compileEvent(leaf: EventLeaf, context: EvaluationContext, wanted: boolean): Sql {
  const { atLeast, reached } = threshold(leaf.count)
  const bounds = windowBounds(leaf.window, context)
  const test =
    leaf.offer === null
      ? ofAnyOffer(leaf, bounds, atLeast, context)
      : ofOffer(leaf, leaf.offer, bounds, atLeast, context)
  return reached === wanted ? test : sql`not ${test}`
}

/** Every count is "at least so many" or its complement. */
function threshold(count: Count): { atLeast: number; reached: boolean } {
  if (count === 'none') return { atLeast: 1, reached: false }
  if ('atLeast' in count) return { atLeast: count.atLeast, reached: true }
  return { atLeast: ('atMost' in count ? count.atMost : count.exactly) + 1, reached: false }
}

function ofOffer(leaf: EventLeaf, offer: number, bounds: Bounds, atLeast: number, context: EvaluationContext): Sql {
  const { table, what, test } = eventRows(leaf, bounds, context)
  const from = sql`from broadcasts b cross join ${table} e on e.broadcast_id = b.id where b.offer_id = ${offer} and ${test}`
  if (atLeast === 1) return sql`(s.id in (select e.subscriber_id ${from}))`
  return sql`(s.id in (select e.subscriber_id ${from} group by e.subscriber_id having count(${what}) >= ${atLeast}))`
}

function ofAnyOffer(leaf: EventLeaf, bounds: Bounds, atLeast: number, context: EvaluationContext): Sql {
  if (leaf.leaf === 'received') return receivedAny(bounds, atLeast)
  const { table, what, test } = eventRows(leaf, bounds, context)
  const from = sql`from ${table} e where e.subscriber_id = s.id and ${test}`
  if (atLeast === 1) return sql`(exists (select 1 ${from}))`
  return sql`((select count(${what}) ${from}) >= ${atLeast})`
}

/**
 * A row with `sent_at` is a sent one, found by the index (subscriber_id, sent_at). The few that Telegram never answered
 * count too, by the time they were claimed; they have an index of their own, by state and not by person, and are
 * therefore gathered once.
 */
function receivedAny(bounds: Bounds, atLeast: number): Sql {
  const sent = sql`from deliveries e where e.subscriber_id = s.id and ${within(sql`e.sent_at`, bounds)}`
  const open = sql`from deliveries e indexed by deliveries_uncertain where e.state = 'uncertain' and e.sent_at is null and ${within(sql`e.claimed_at`, bounds)}`
  if (atLeast === 1) return sql`(exists (select 1 ${sent}) or s.id in (select e.subscriber_id ${open}))`
  const opened = sql`select e.subscriber_id, count(*) as n ${open} group by e.subscriber_id`
  const more = sql`coalesce((select u.n from (${opened}) u where u.subscriber_id = s.id), 0)`
  return sql`((select count(*) ${sent}) + ${more} >= ${atLeast})`
}

/** Where a kind of event is kept, what is counted of it, and which rows `e` count. */
function eventRows(leaf: EventLeaf, bounds: Bounds, { at }: EvaluationContext): { table: Sql; what: Sql; test: Sql } {
  switch (leaf.leaf) {
    case 'received': {
      const kept = sql`(e.taken_back_at is null or e.taken_back_at > ${at})`
      const time = within(sql`coalesce(e.sent_at, e.claimed_at)`, bounds)
      const test = sql`e.state in ('sent', 'uncertain') and ${kept} and ${time}`
      return { table: sql`deliveries`, what: sql`*`, test }
    }
    case 'seen': {
      const time = within(sql`e.at`, bounds)
      const test = leaf.grade === 'certain' ? sql`e.grade = 'confirmed' and ${time}` : time
      return { table: sql`reads`, what: sql`distinct e.delivery_id`, test }
    }
    case 'clicked': {
      const human = sql`e.verdict = 'human' and ${within(sql`e.at`, bounds)}`
      const test = leaf.link === null ? human : sql`e.link = ${leaf.link} and ${human}`
      return { table: sql`clicks`, what: sql`*`, test }
    }
    default:
      return unreachable(leaf)
  }
}
