import { DAY } from '../clock.js'
import type { Db } from '../db/open.js'
import { countedSql, ORDERED_BY_NOW } from '../segments/compile/order.js'
import { sourceFigures, togetherOf } from './source.js'

/** What a shop can want to get better. Buttons hold their number: new ones come at the end. */
export const goalKinds = ['subscribe', 'firstOrder', 'secondOrder', 'bringBack', 'ladder', 'orders', 'leave'] as const

/** One of them. */
export type GoalKind = (typeof goalKinds)[number]

/** Of `of` people `n` did it. */
export type GoalFigure = { n: number; of: number }

/** How long the figure of now looks back. */
export const GOAL_DAYS = 30
/** Fewer people say nothing about a share. */
export const FEWEST_FOR_GOAL = 30
const QUIET_DAYS = 60

/** True where less is better. */
export function isLessBetter(kind: GoalKind): boolean {
  return kind === 'leave'
}

/** Signs of life: messages seen, links opened, replies, answers. */
const signs = (time: (column: string) => string) => `
  select subscriber_id from reads indexed by reads_subscriber where ${time('at')}
  union all select subscriber_id from clicks indexed by clicks_subscriber where verdict = 'human' and ${time('at')}
  union all select subscriber_id from replies indexed by replies_subscriber where ${time('at')}
  union all select a.subscriber_id from survey_questions q cross join survey_answers a indexed by survey_answers_question
    on a.question_id = q.id where ${time('a.answered_at')}`

/** Orders that count, of customers who are subscribers: how many before and within the newest days. */
const bought = `select c.id,
    count(*) filter (where o.at < :since) as before, count(*) filter (where o.at >= :since and ${ORDERED_BY_NOW}) as lately
  from customers c left join orders o indexed by orders_customer on o.customer_id = c.id and ${countedSql.text}
  where c.subscriber_id is not null group by c.id`

/** Each answers one row: `n` of `of`. Bound to `since` and `at`, ms UTC. */
const ASKED: Record<Exclude<GoalKind, 'subscribe'>, string> = {
  firstOrder: `select count(*) as "of", count(*) filter (where lately > 0) as n from (${bought}) where before = 0`,
  secondOrder: `select count(*) as "of", count(*) filter (where lately > 0) as n from (${bought}) where before = 1`,
  bringBack: `with asleep as materialized (
      select id from subscribers where status = 'active' and created_at < :since - :quiet
        and id not in (${signs(column => `${column} >= :since - :quiet and ${column} < :since`)}))
    select count(*) as "of",
      count(*) filter (where id in (${signs(column => `${column} >= :since and ${column} <= :at`)})) as n from asleep`,
  ladder: `with moves as materialized (
      select subscriber_id as person, "from", "to", row_number() over (partition by subscriber_id order by at, id) as place,
        row_number() over (partition by subscriber_id order by at desc, id desc) as back
      from awareness_moves where at >= :since and at <= :at),
    moved as materialized (
      select a.person, a."from" as was, b."to" as now from moves a join moves b on b.person = a.person and b.back = 1
      where a.place = 1)
    select (select count(*) from awareness where subscriber_id not in (select person from moved))
        + (select count(*) from moved where was is not null) as "of",
      (select count(*) from moved where was is not null and coalesce(now, 0) > was) as n`,
  orders: `select count(*) as "of", count(c.id) as n from subscribers s left join customers c on c.subscriber_id = s.id
    where s.status = 'active' and coalesce(s.paused_until, 0) <= :at`,
  leave: `select count(*) filter (where status = 'active' or gone) as "of", count(*) filter (where gone) as n from (
      select status, status not in ('active', 'erased')
        and max(coalesce(unsubscribed_at, 0), coalesce(unreachable_at, 0)) between :since and :at as gone
      from subscribers where created_at < :since)`,
}

/**
 * How it stands now, over the newest 30 days: of those who opened a counted link how many pressed Start; of those known to
 * the CRM who had ordered never (once) before, how many ordered; of those without a sign of life for 60 days how many gave
 * one; of those on a known step how many stand higher; of those who can be reached how many orders are known of; of those
 * who could be reached how many stopped or blocked.
 * @param at ms UTC
 * @throws AppError `query_timeout` after 5 s
 */
export async function goalFigure(db: Db, kind: GoalKind, at: number): Promise<GoalFigure> {
  if (kind === 'subscribe') {
    const figures = await sourceFigures(db, at)
    const together = togetherOf(figures.filter(({ sourceId }) => sourceId > 0))
    return together === null ? { n: 0, of: 0 } : { n: together.started, of: together.of }
  }
  const text = ASKED[kind]
  const all = { since: at - GOAL_DAYS * DAY, at, quiet: QUIET_DAYS * DAY }
  const params = Object.fromEntries(Object.entries(all).filter(([name]) => text.includes(`:${name}`)))
  const [row] = await db.people.rows<GoalFigure>(text, params)
  return row ?? { n: 0, of: 0 }
}
