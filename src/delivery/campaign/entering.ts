import { listAliases } from '../../audience/source.js'
import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { unreachable } from '../../errors.js'
import { among, type Sql, sql } from '../../segments/compile/sql.js'
import { COUNTED } from '../../tracking/attribution.js'
import { type Intake, occurrenceOf } from './entering/intake.js'
import { sinceOf } from './entering/start.js'
import type { Again, Entry, Start } from './terms.js'
import { type Road, walkOne } from './walk.js'

/** Something that brings somebody into a series: `id` is its number in its log, `startedAt` when it happened, ms UTC. */
export type Arrival = { subscriberId: number; id: number; startedAt: number }

/**
 * Lets people in, each with whatever of their messages is due at once, in one write. To be called in a group. Whoever stopped
 * offers does not come in, nobody who is in it or was in it when this happened, and nobody whom it lets in no more.
 * @param at ms UTC
 * @returns how many came in, and how many messages they were given
 */
export function letIn(
  db: Pick<Db, 'sql'>,
  road: Road,
  intake: Intake,
  arrivals: readonly Arrival[],
  at: number,
): { entered: number; given: number } {
  const { series } = road
  const again = againOf(intake)
  const barred = barredSql(again)
  const insert = db.sql<{ id: number }>(
    `insert into enrolments (campaign_id, subscriber_id, occurrence, edition, started_at, entered_at, next_at, state)
     select :campaign, s.id, :occurrence, :edition, :started, :at, :at, 'on_way' from subscribers s
     where s.id = :person and s.status = 'active' and not exists (select 1 from enrolments n
       where n.campaign_id = :campaign and n.subscriber_id = s.id and ${barred})
     on conflict do nothing returning id`,
  )
  const within = db.sql<{ id: number }>(
    `select id from enrolments indexed by enrolments_once where campaign_id = ? and subscriber_id = ? and state = 'on_way'`,
  )
  const came = { entered: 0, given: 0 }
  for (const { subscriberId, id, startedAt } of arrivals) {
    // Whoever is through with it since they were last looked at may come in again.
    if (again.kind !== 'once')
      for (const one of within.all(series.id, subscriberId)) came.given += walkOne(db, road, one.id, at)
    const occurrence = occurrenceOf(intake, again.kind === 'once' ? 0 : id)
    const row = insert.get({
      campaign: series.id,
      occurrence,
      edition: intake.edition,
      // By a clock that was set back since, it lies ahead.
      started: Math.min(startedAt, at),
      at,
      person: subscriberId,
    })
    if (row === undefined) continue
    came.entered += 1
    came.given += walkOne(db, road, row.id, at)
  }
  return came
}

/** A date that comes round brings whoever it is in again; one that was corrected by a few days does not. */
const YEARLY: Again = { kind: 'after', days: 300 }

/** Whether people come in again. What goes by dates goes by each date of a person. */
function againOf({ entry: { on, again } }: { entry: Entry }): Again {
  if (on.kind !== 'date' || again.kind === 'after') return again
  return on.yearly ? YEARLY : { kind: 'each' }
}

/** What of an enrolment `n` keeps its person from coming in again: they are on their way, or were when it happened, or it is too soon. */
function barredSql(again: Again): string {
  switch (again.kind) {
    case 'once':
      return 'true'
    case 'each':
      return `(n.state = 'on_way' or n.ended_at > :started)`
    case 'after':
      return `(n.state = 'on_way' or n.ended_at > :started or n.started_at > :started - ${again.days * DAY})`
    default:
      return unreachable(again)
  }
}

/**
 * The rows of the log that a series starts by that bring somebody in, the oldest first, with `id`, `subscriberId` and
 * `startedAt`, as SQL; null where a start goes by no log of rows. Rows are looked at by their ids alone: a few are always few.
 * @param position the last row that was looked at
 * @param upto the last row to look at
 */
export function arrivalsSql(db: Db, { entry, startedAt }: Intake, position: number, upto: number): Sql | null {
  const { on } = entry
  const since = sinceOf(entry, startedAt ?? 0)
  switch (on.kind) {
    case 'subscribed':
      return sql`select e.id, e.subscriber_id as subscriberId, e.at as startedAt from subscription_events e not indexed
        where e.id > ${position} and e.id <= ${upto} and e.at >= ${since} and ${startsSql(db, on)} order by e.id`
    case 'enters':
    case 'leaves':
      return sql`select id, subscriber_id as subscriberId, at as startedAt from segment_changes not indexed
        where id > ${position} and id <= ${upto} and segment_id = ${on.segmentId} and entered = ${on.kind === 'enters' ? 1 : 0}
          and at >= ${since} order by id`
    case 'event':
      return sql`select id, subscriber_id as subscriberId, at as startedAt from events not indexed
        where id > ${position} and id <= ${upto} and name_id = ${on.nameId} and at >= ${since} order by id`
    case 'ordered':
    case 'date':
      return null
    default:
      return unreachable(on)
  }
}

/** Of the history of subscriptions (`e`) what begins one: they pressed Start, or were moved in; by one of the sources. */
export function startsSql(db: Db, { sources, movedIn }: Extract<Start, { kind: 'subscribed' }>): Sql {
  const kinds: Sql = { text: movedIn ? `e.kind in ('start', 'move_in')` : `e.kind = 'start'`, params: [] }
  if (sources === null) return kinds
  const payloads = sources.flatMap(source => listAliases(db, source))
  return sql`(${kinds} and lower(e.source) in ${among(payloads)})`
}

/** Before this order (`o`) its person, whichever customers (`c`) they are, had none that counts. */
export const FIRST_ORDER: Sql = {
  text: `not exists (select 1 from customers p cross join orders q indexed by orders_customer on q.customer_id = p.id
    where p.subscriber_id = c.subscriber_id and (q.at < o.at or (q.at = o.at and q.id < o.id))
      and ${COUNTED.replaceAll('o.', 'q.')})`,
  params: [],
}

/**
 * Orders that bring people into a series and have not, the oldest first, with `id`, `subscriberId` and `startedAt`.
 * @param customers our own ids; null: everybody
 */
export function orderedSql(intake: Intake, customers: readonly number[] | null, at: number): Sql {
  const { entry, startedAt, id, nth, position, upto } = intake
  const counted = { text: COUNTED, params: [] }
  const some =
    customers === null ? sql`true` : sql`o.customer_id in (select value from json_each(${JSON.stringify(customers)}))`
  const first = entry.on.kind === 'ordered' && entry.on.which === 'first' ? sql`and ${FIRST_ORDER}` : sql``
  const came = againOf(intake).kind === 'once' ? sql`true` : sql`n.occurrence = ${occurrenceOf({ nth }, 0)} + o.id`
  const own = sql`o.id > ${position ?? 0} and o.id <= ${upto ?? Number.MAX_SAFE_INTEGER}`
  return sql`select o.id, c.subscriber_id as subscriberId, o.at as startedAt from orders o cross join customers c on c.id = o.customer_id
    where ${some} and ${own} and o.at >= ${sinceOf(entry, startedAt ?? 0)} and o.at <= ${at} and c.subscriber_id is not null and ${counted} ${first}
      and not exists (select 1 from enrolments n where n.campaign_id = ${id} and n.subscriber_id = c.subscriber_id
        and ${came})
    order by o.at, o.id`
}
