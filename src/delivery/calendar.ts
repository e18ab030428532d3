import type { Db } from '../db/open.js'
import { listBroadcastsIn } from './broadcast.js'
import { findSeries, listCampaigns, type Series } from './campaign/campaign.js'
import { upcomingRuns } from './campaign/repeat/next-run.js'
import { expectedOf } from './campaign/series/outlook.js'
import { placeOf } from './campaign/series/place.js'

/** The most runs of one repeat that are listed: more than three months of a daily one. */
const MOST_RUNS = 100
const MOST_CAMPAIGNS = 200

/**
 * Something that is planned. An approved broadcast: `people` as shown at approval, `rests` while it waits for an admin.
 * A run of a repeat. A message of a series: `people` are due for it on that day as things stand, `expected` is about how
 * many more will be; `place` is its number as people count. Reminders that
 * people wait for, of whichever message, by the broadcast that carries them.
 */
export type Coming =
  | { kind: 'broadcast'; id: number; name: string; at: number; people: number; rests: boolean }
  | { kind: 'run'; campaignId: number; name: string; at: number }
  | {
      kind: 'message'
      campaignId: number
      name: string
      position: number
      place: number
      people: number
      expected: number
    }
  | { kind: 'reminder'; id: number; name: string; people: number }

type ComingMessage = Extract<Coming, { kind: 'message' }>

/** Day by day, in the order of the index of who is due: looking up the day of each of a million people takes seconds. */
const DUE = `select c.id as campaignId, c.name, m.position, due.day, sum(due.people) as people from (
    select n.campaign_id as campaign, n.edition, n.position + 1 as position, k.key as day, count(*) as people
    from json_each(:spans) k cross join campaigns r cross join enrolments n indexed by enrolments_due on n.campaign_id = r.id
    where r.state = 'running' and r.kind = 'series' and n.state = 'on_way'
      and n.next_at >= k.value ->> 0 and n.next_at < k.value ->> 1
    group by 1, 2, 3, 4
    union all
    select m.campaign_id, m.edition, m.position, k.key, count(*)
    from json_each(:spans) k cross join campaigns r cross join campaign_messages m on m.campaign_id = r.id and m.edition = (select max(e.edition)
        from campaign_messages e where e.campaign_id = r.id and e.broadcast_id = m.broadcast_id)
      cross join deliveries d indexed by deliveries_queued on d.broadcast_id = m.broadcast_id
    where r.state = 'running' and r.kind = 'series' and d.state = 'queued'
      and d.due_at >= k.value ->> 0 and d.due_at < k.value ->> 1
    group by 1, 2, 3, 4
  ) due join campaigns c on c.id = due.campaign
    join campaign_messages m on m.campaign_id = due.campaign and m.edition = due.edition and m.position = due.position
  group by 1, 3, 4 order by 2, 3`

const REMINDERS = `select b.id, o.name, k.key as day, count(*) as people
  from json_each(:spans) k cross join broadcasts b indexed by broadcasts_nudges join offers o on o.id = b.offer_id
    cross join deliveries d indexed by deliveries_queued on d.broadcast_id = b.id
  where b.nudges is not null and b.standing = 1 and b.state = 'running' and d.state = 'queued'
    and d.due_at >= k.value ->> 0 and d.due_at < k.value ->> 1
  group by 1, 3 order by 2, 1`

/**
 * What is planned, day by day: first what has a time, in order of time, then the messages of series. What should have
 * started already stands on the first day.
 * @param days when each day begins and, last, when the last one ends, ms UTC
 * @param at ms UTC; overdue items are listed only if the days include it
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
  const running = listCampaigns(db, ['running'], { offset: 0, limit: MOST_CAMPAIGNS }).campaigns
  for (const campaign of running) {
    if (campaign.kind !== 'repeat') continue
    for (const run of upcomingRuns(db, campaign, at, MOST_RUNS, to))
      put(run, { kind: 'run', campaignId: campaign.id, name: campaign.name, at: run })
    // Clocks of zones are slow to ask, and there may be many repeats.
    await new Promise(resolve => setImmediate(resolve))
  }
  for (const day of coming) day.sort((a, b) => momentOf(a) - momentOf(b))
  const spans = JSON.stringify(days.slice(0, -1).map((start, i) => [now && i === 0 ? 0 : start, days[i + 1] ?? to]))
  const due = await db.people.rows<{ campaignId: number; name: string; position: number; day: number; people: number }>(
    DUE,
    { spans },
  )
  const known = new Map(running.map(one => [one.id, one]))
  for (const { day, ...message } of due) {
    const series = known.get(message.campaignId) ?? findSeries(db, message.campaignId)
    if (series?.kind === 'series')
      coming[day]?.push({ kind: 'message', ...message, place: placeOf(series, message.position), expected: 0 })
  }
  const reminders = await db.people.rows<{ id: number; name: string; day: number; people: number }>(REMINDERS, {
    spans,
  })
  for (const { day, ...reminder } of reminders) coming[day]?.push({ kind: 'reminder', ...reminder })
  for (const campaign of running) if (campaign.kind === 'series') await addExpected(db, campaign, coming, { days, at })
  return coming
}

/** Adds to each day the people who are expected to become due for a message of a series. */
async function addExpected(
  db: Db,
  series: Series,
  coming: Coming[][],
  { days, at }: { days: readonly number[]; at: number },
): Promise<void> {
  const { id: campaignId, name } = series
  for (const { position, place, day, people } of await expectedOf(db, series, days, at)) {
    const of = coming[day]
    const isIt = (one: Coming): one is ComingMessage =>
      one.kind === 'message' && one.campaignId === campaignId && one.position === position
    const found = of?.find(isIt)
    if (found !== undefined) found.expected += people
    else of?.push({ kind: 'message', campaignId, name, position, place, people: 0, expected: people })
  }
}

function momentOf(one: Coming): number {
  return one.kind === 'message' || one.kind === 'reminder' ? Number.POSITIVE_INFINITY : one.at
}
