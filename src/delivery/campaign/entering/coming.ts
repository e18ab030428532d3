import { DAY } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { unreachable } from '../../../errors.js'
import { among, type Sql, sql } from '../../../segments/compile/sql.js'
import { watchOf } from '../../../segments/people/membership.js'
import { COUNTED } from '../../../tracking/attribution.js'
import { FIRST_ORDER, startsSql } from '../entering.js'
import type { Entry } from '../terms.js'
import { comingRound } from './dates.js'
import { dateFieldOf } from './start.js'

/**
 * About how many people would come into a series in so many days: as many as in the days before, or whose date is ahead. In the
 * people's reader.
 * @param at ms UTC
 * @returns null where nobody knows: who enters and leaves the segment was not taken down for so long
 * @throws AppError `query_timeout`
 */
export async function comingIn(db: Db, { on }: Pick<Entry, 'on'>, days: number, at: number): Promise<number | null> {
  const since = at - days * DAY
  if (on.kind === 'enters' || on.kind === 'leaves') {
    const watch = watchOf(db, on.segmentId)
    if (watch === null || watch.since === null || watch.since > since) return null
  }
  const { text, params } = countSql(db, on, since, at, days)
  const [found] = await db.people.rows<{ n: number }>(text, params)
  return found?.n ?? 0
}

function countSql(db: Db, on: Entry['on'], since: number, at: number, days: number): Sql {
  switch (on.kind) {
    case 'subscribed':
      return sql`select count(distinct e.subscriber_id) as n from subscribers s indexed by subscribers_subscribed_at
        cross join subscription_events e on e.subscriber_id = s.id and e.at >= ${since} and e.at <= ${at} and ${startsSql(db, on)}
        where s.subscribed_at >= ${since} and s.subscribed_at <= ${at}`
    case 'ordered': {
      const counted: Sql = { text: COUNTED, params: [] }
      const first = on.which === 'any' ? sql`true` : FIRST_ORDER
      return sql`select count(distinct c.subscriber_id) as n from orders o indexed by orders_at
        cross join customers c on c.id = o.customer_id where o.at >= ${since} and o.at <= ${at} and c.subscriber_id is not null
          and ${counted} and ${first}`
    }
    case 'enters':
    case 'leaves':
      return sql`select count(distinct subscriber_id) as n from segment_changes
        where segment_id = ${on.segmentId} and entered = ${on.kind === 'enters' ? 1 : 0} and at >= ${since} and at <= ${at}`
    case 'event':
      return sql`select count(distinct subscriber_id) as n from events where name_id = ${on.nameId} and at >= ${since} and at <= ${at}`
    case 'date': {
      const today = Math.floor(at / DAY) - on.days
      const ahead = Array.from({ length: days }, (_, i) => today + i)
      return sql`select count(distinct v.subscriber_id) as n from attribute_values v
        where v.attribute_id = ${dateFieldOf(db, on) ?? 0} and v.value in ${among(on.yearly ? ahead.flatMap(comingRound) : ahead)}`
    }
    default:
      return unreachable(on)
  }
}
