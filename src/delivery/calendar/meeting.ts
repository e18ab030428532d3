import type { Db } from '../../db/open.js'
import { isAppError, unreachable } from '../../errors.js'
import { endOf } from '../../offers/draft/deadline.js'
import { type Sql, sql } from '../../segments/compile/sql.js'
import { listBroadcastsIn } from '../broadcast.js'
import type { Coming } from '../calendar.js'
import { findCampaign } from '../campaign/campaign.js'
import { turnsSql } from '../campaign/repeat/run-audience.js'
import { offerOf } from '../campaign/repeat.js'
import type { GateRules } from '../gate.js'
import { audienceOf } from '../plan/addressed.js'
import { planSql } from '../plan.js'
import { reachedSql } from './overlap.js'

/** So many of a day's are held against each other; a day with more is one for a file. */
const MOST_HELD = 5

/** How what goes out on one day meets in people. */
export type Meeting = {
  /** Two of the day, by their places in it, that some of the same people get. */
  both: { first: number; second: number; people: number }[]
  /** People who would get more than `most` that day, so that they are left out of what comes last; null where that cannot be. */
  beyond: { people: number; most: number } | null
}

/**
 * Counts who is in more than one of what goes out on a day and counts towards how often people are written to: broadcasts and
 * runs of repeats by their criteria as they fit now, messages of series by who is due for them; the first five of them, in the people's
 * reader.
 * @param day what goes out, in its order
 * @param span when the day begins and ends, ms UTC
 * @throws AppError `query_timeout`
 */
export async function countMeeting(
  db: Db,
  day: readonly Coming[],
  span: { from: number; to: number },
  rules: GateRules,
  at: number,
): Promise<Meeting> {
  // What is overdue is of the day that holds now.
  const due = { from: span.from <= at && at < span.to ? 0 : span.from, to: span.to }
  const held = day
    .flatMap((one, place) => {
      const reached = whomSql(db, one, due, rules, at)
      return reached === null ? [] : [{ place, reached }]
    })
    .slice(0, MOST_HELD)
  const both: Meeting['both'] = []
  for (const [i, second] of held.entries()) {
    const first = held[i - 1]
    if (first === undefined) continue
    const met = sql`select count(*) as n from (${first.reached} intersect ${second.reached})`
    const [row] = await db.people.rows<{ n: number }>(met.text, met.params)
    if ((row?.n ?? 0) > 0) both.push({ first: first.place, second: second.place, people: row?.n ?? 0 })
  }
  const most = rules.perDay
  if (most === null || held.length <= most) return { both, beyond: null }
  const all = held.map(({ reached }) => reached)
  const [row] = await db.people.rows<{ n: number }>(
    `select count(*) as n from (select person from (${all.map(({ text }) => text).join(' union all ')})
       group by person having count(*) > ?)`,
    [...all.flatMap(({ params }) => params), most],
  )
  return { both, beyond: (row?.n ?? 0) === 0 ? null : { people: row?.n ?? 0, most } }
}

/** Whom it is to reach, as `person`; null where it does not count, or nobody can tell. */
function whomSql(db: Db, one: Coming, span: { from: number; to: number }, rules: GateRules, at: number): Sql | null {
  switch (one.kind) {
    case 'broadcast': {
      const broadcast = listBroadcastsIn(db, ['scheduled', 'planning', 'paused']).find(({ id }) => id === one.id)
      if (broadcast === undefined || !broadcast.marketing || !broadcast.readable) return null
      return sql`select person from (${reachedSql(broadcast, { at, rules })})`
    }
    case 'run':
      return runSql(db, one, rules, at)
    case 'message':
      return one.people === 0 ? null : dueSql(one, span)
    case 'reminder':
      return sql`select subscriber_id as person from deliveries indexed by deliveries_queued
        where broadcast_id = ${one.id} and state = 'queued' and due_at >= ${span.from} and due_at < ${span.to}`
    default:
      return unreachable(one)
  }
}

function runSql(
  db: Db,
  { campaignId, at: run }: Extract<Coming, { kind: 'run' }>,
  rules: GateRules,
  at: number,
): Sql | null {
  const repeat = findCampaign(db, campaignId)
  if (repeat?.kind !== 'repeat') return null
  const offer = offerOf(db, repeat)
  if (offer.kind === 'service') return null
  try {
    const { zone, course } = repeat
    const terms = { marketing: true, notLaterThan: endOf(offer), interestId: offer.interestId }
    const ownClock = course.rhythm.own ? { at: run, zone } : null
    const plan = planSql(audienceOf(db, offer), { at, zone }, { ...terms, ownClock, at: run, rules })
    return sql`select person from (${turnsSql(db, plan, repeat, { run: null, planned: run })}) where reason is null`
  } catch (error) {
    // A segment of it is gone: it rests as soon as it would run.
    if (!isAppError(error)) throw error
    return null
  }
}

/** Who is due for a message of a series in a stretch of time: by their next look, or with a row that waits. */
function dueSql(
  { campaignId, position }: Extract<Coming, { kind: 'message' }>,
  { from, to }: { from: number; to: number },
): Sql {
  return sql`select person from (select n.subscriber_id as person from enrolments n indexed by enrolments_state where n.campaign_id = ${campaignId}
      and n.state = 'on_way' and n.position = ${position - 1} and n.next_at >= ${from} and n.next_at < ${to}
    union select d.subscriber_id from campaign_messages m cross join deliveries d indexed by deliveries_queued
      on d.broadcast_id = m.broadcast_id where m.campaign_id = ${campaignId} and m.position = ${position} and d.state = 'queued'
      and d.due_at >= ${from} and d.due_at < ${to})`
}
