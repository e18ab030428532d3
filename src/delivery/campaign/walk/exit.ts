import type { enrolments } from '../../../db/schema/index.js'
import { type Sql, sql } from '../../../segments/compile/sql.js'
import { COUNTED } from '../../../tracking/attribution.js'
import type { Series } from '../campaign.js'
import { segmentOf } from '../entering/start.js'
import type { Entry, Exit } from '../terms.js'
import { LATE_MS } from '../timing.js'

/** Why somebody was taken out of a series before its end; `ended`: the series itself was. */
export type WhyEnded = NonNullable<(typeof enrolments.$inferSelect)['why']>

/**
 * Why an enrolment `n` of the person `s` of subscribers is to end, or NULL, as SQL: whoever stopped offers always is out, and
 * for the rest what their edition of the series says, counted from what brought them in.
 * @param at ms UTC; what is dated after it has not happened
 */
export function exitSql(series: Pick<Series, 'id' | 'exit' | 'entry' | 'before' | 'moving'>, at: number): Sql {
  const { id, moving } = series
  // Those who are being taken into an edition go by its end from the moment on at which that was said.
  const before = series.before.filter(({ edition }) => edition >= (moving ?? 0))
  let later: Terms = series
  let all = endsBy(id, series, at)
  for (const earlier of before.reverse()) {
    if (!isSameExit(earlier, later)) all = sql`iif(n.edition <= ${earlier.edition}, ${endsBy(id, earlier, at)}, ${all})`
    later = earlier
  }
  return sql`(case when s.status in ('erased', 'unsubscribed') then 'stopped' else ${all} end)`
}

type Terms = { entry: Entry; exit: Exit }

function isSameExit(one: Terms, other: Terms): boolean {
  const of = ({ entry, exit }: Terms) => JSON.stringify([exit, segmentLeft(entry, exit)])
  return of(one) === of(other)
}

/** The segment that takes out whoever leaves it; null: none does. */
export function segmentLeft({ on }: Entry, exit: Exit): number | null {
  return on.kind === 'enters' && exit.left ? segmentOf(on) : null
}

/** What one edition ends by, as SQL. */
function endsBy(id: number, { entry, exit }: Terms, at: number): Sql {
  const cases: Sql[] = []
  const ours = sql`select 1 from deliveries d cross join broadcasts b on b.id = d.broadcast_id and b.campaign_id = ${id}`
  if (exit.ordered)
    cases.push(sql`when exists (select 1 from customers c cross join orders o indexed by orders_customer on o.customer_id = c.id
      where c.subscriber_id = n.subscriber_id and o.at > n.started_at and o.at <= ${at} and ${{ text: COUNTED, params: [] }}) then 'ordered'`)
  if (exit.clicked)
    cases.push(sql`when exists (select 1 from clicks k indexed by clicks_subscriber where k.subscriber_id = n.subscriber_id
      and k.at >= n.started_at and k.at <= ${at} and k.verdict = 'human'
      and exists (${ours} where d.id = k.delivery_id and d.occurrence = n.occurrence)) then 'clicked'`)
  if (exit.replied)
    cases.push(sql`when exists (select 1 from replies r indexed by replies_subscriber where r.subscriber_id = n.subscriber_id
      and r.at >= n.started_at and r.at <= ${at}
      and exists (${ours} where d.id = r.delivery_id and d.occurrence = n.occurrence))
      or exists (select 1 from poll_votes r indexed by poll_votes_subscriber where r.subscriber_id = n.subscriber_id
      and r.at >= n.started_at and r.at <= ${at}
      and exists (${ours} where d.id = r.delivery_id and d.occurrence = n.occurrence)) then 'replied'`)
  const segment = segmentLeft(entry, exit)
  if (segment !== null)
    cases.push(sql`when exists (select 1 from segment_changes g indexed by segment_changes_person
      where g.segment_id = ${segment} and g.entered = 0 and g.subscriber_id = n.subscriber_id
      and g.at > n.started_at and g.at <= ${at}) then 'left'`)
  if (cases.length === 0) return sql`null`
  const all = cases.reduce((text, one) => sql`${text} ${one}`)
  return sql`(case ${all} end)`
}

/**
 * Adds to the gate's reason, as a claim asks it of `d` of deliveries and `s` of subscribers, that they are out of the series.
 * @param reminds it is asked of a reminder: what a series ends by keeps it from whoever had the last message, too
 */
export function seriesReason(reason: Sql, series: Series, { reminds, at }: { reminds: boolean; at: number }): Sql {
  const exit = exitSql(series, at)
  const through: Sql = { text: reminds ? '0' : `n.state = 'done'`, params: [] }
  const within: Sql = { text: reminds ? `n.state in ('on_way', 'done')` : `n.state = 'on_way'`, params: [] }
  return sql`coalesce(${reason}, iif(exists (select 1 from enrolments n where n.campaign_id = ${series.id}
    and n.subscriber_id = d.subscriber_id and n.occurrence = d.occurrence
    and (${through} or (${within} and ${exit} is null))), null, 'ended'))`
}

/** Leaves out the first rows that wait (`waiting`, see queue.ts) longer after their time than a message may be late. */
export const dropLateSql = (waiting: string) =>
  `update deliveries set state = 'skipped', reason = 'late' where attempts = 0 and due_at < ? - ${LATE_MS}
   and id in (select id from (${waiting})) returning id`
