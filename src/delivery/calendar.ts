import type { Db } from '../db/open.js'
import { type Broadcast, listBroadcastsIn } from './broadcast.js'
import { listCampaigns } from './campaign/campaign.js'
import { upcomingRuns } from './campaign/next-run.js'
import type { GateRules } from './gate.js'
import { reachedSql } from './overlap.js'

/** So many of a day's broadcasts are held against each other; a day with more is one for a file. */
const MOST_HELD = 5
/** So many runs of a repeat are looked ahead: a daily one's of more than three months. */
const MOST_RUNS = 100
const MOST_REPEATS = 200

/**
 * What is to go to people: an approved broadcast (`people`: as many as were shown then; `rests`: it waits for somebody), a run of
 * a repeat, or a message of a series with all who are due for it on that day as things stand.
 */
export type Coming =
  | { kind: 'broadcast'; id: number; name: string; at: number; people: number; rests: boolean }
  | { kind: 'run'; campaignId: number; name: string; at: number }
  | { kind: 'message'; campaignId: number; name: string; position: number; people: number }

const DUE = `select c.id as campaignId, c.name, m.position, due.day, sum(due.people) as people from (
    select n.campaign_id as campaign, n.edition, n.position + 1 as position,
      (select max(k.key) from json_each(:days) k where k.value <= max(n.next_at, :from)) as day, count(*) as people
    from campaigns r cross join enrolments n on n.campaign_id = r.id
    where r.state = 'running' and r.kind = 'series' and n.state = 'on_way' and n.next_at < :to and (n.next_at >= :from or :now)
    group by 1, 2, 3, 4
    union all
    select m.campaign_id, m.edition, m.position,
      (select max(k.key) from json_each(:days) k where k.value <= max(d.due_at, :from)) as day, count(*)
    from campaigns r cross join campaign_messages m on m.campaign_id = r.id
      cross join deliveries d indexed by deliveries_queued on d.broadcast_id = m.broadcast_id
    where r.state = 'running' and r.kind = 'series' and d.state = 'queued' and d.due_at < :to and (d.due_at >= :from or :now)
    group by 1, 2, 3, 4
  ) due join campaigns c on c.id = due.campaign
    join campaign_messages m on m.campaign_id = due.campaign and m.edition = due.edition and m.position = due.position
  group by 1, 3, 4 order by 2, 3`

/**
 * What is to go out day by day: of each day what has an hour in its order, then messages of series. What should have begun and waits stands on
 * the first day.
 * @param days when each day begins and, last, when the last one ends, ms UTC
 * @param at ms UTC; what is overdue belongs to a stretch that holds it
 * @throws AppError `query_timeout`
 */
export async function listComing(db: Db, days: readonly number[], at: number): Promise<Coming[][]> {
  const [from = 0, to = 0] = [days[0], days.at(-1)]
  const now = from <= at && at < to
  const coming: Coming[][] = days.slice(1).map(() => [])
  const put = (moment: number, one: Coming) => {
    const within = Math.max(moment, now ? from : moment)
    coming[days.findLastIndex(start => start <= within)]?.push(one)
  }
  for (const { id, offerName: name, startsAt, shownAudience: people, state, standing, pauseReason } of listBroadcastsIn(
    db,
    ['scheduled', 'planning', 'paused'],
  )) {
    if (standing || (state === 'paused' && pauseReason !== 'change' && startsAt < at)) continue
    put(startsAt, { kind: 'broadcast', id, name, at: startsAt, people, rests: state === 'paused' })
  }
  for (const campaign of listCampaigns(db, ['running'], { offset: 0, limit: MOST_REPEATS }).campaigns) {
    if (campaign.kind !== 'repeat') continue
    for (const run of upcomingRuns(db, campaign, at, MOST_RUNS))
      if (run < to) put(run, { kind: 'run', campaignId: campaign.id, name: campaign.name, at: run })
  }
  for (const day of coming) day.sort((a, b) => momentOf(a) - momentOf(b))
  const due = await db.people.rows<{ campaignId: number; name: string; position: number; day: number; people: number }>(
    DUE,
    { days: JSON.stringify(days.slice(0, -1)), from, to, now: now ? 1 : 0 },
  )
  for (const { day, ...message } of due) coming[day]?.push({ kind: 'message', ...message })
  return coming
}

function momentOf(one: Coming): number {
  return one.kind === 'message' ? Number.POSITIVE_INFINITY : one.at
}

/** How broadcasts of one day meet in people. */
export type Meeting = {
  /** Two that some of the same people get. */
  both: { first: number; second: number; people: number }[]
  /** People who would get more than `most` that day, so that they are left out of what comes last; null where that cannot be. */
  beyond: { people: number; most: number } | null
}

/**
 * Counts who is in more than one of the marketing broadcasts of a day, by their criteria as they fit now, the first five of
 * them, in the people's reader.
 * @param ids of broadcasts, in the order in which they go
 * @throws AppError `query_timeout`
 */
export async function countMeeting(db: Db, ids: readonly number[], rules: GateRules, at: number): Promise<Meeting> {
  const wanted = new Set(ids)
  const day = listBroadcastsIn(db, ['scheduled', 'planning', 'paused'])
    .filter(({ id, marketing, readable }) => wanted.has(id) && marketing && readable)
    .slice(0, MOST_HELD)
  const reached = (broadcast: Broadcast) => reachedSql(broadcast, { at, rules })
  const both: Meeting['both'] = []
  for (const [i, second] of day.entries()) {
    const first = day[i - 1]
    if (first === undefined) continue
    const [one, other] = [reached(first), reached(second)]
    const [row] = await db.people.rows<{ n: number }>(
      `select count(*) as n from (${one.text} intersect ${other.text})`,
      [...one.params, ...other.params],
    )
    if ((row?.n ?? 0) > 0) both.push({ first: first.id, second: second.id, people: row?.n ?? 0 })
  }
  const most = rules.perDay
  if (most === null || day.length <= most) return { both, beyond: null }
  const all = day.map(reached)
  const [row] = await db.people.rows<{ n: number }>(
    `select count(*) as n from (select person from (${all.map(({ text }) => text).join(' union all ')})
       group by person having count(*) > ?)`,
    [...all.flatMap(({ params }) => params), most],
  )
  return { both, beyond: (row?.n ?? 0) === 0 ? null : { people: row?.n ?? 0, most } }
}
