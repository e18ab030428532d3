import { DateTime } from 'luxon'
import { DAY, MINUTE } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import type { Series } from '../campaign.js'
import { comingIn } from '../entering/coming.js'
import { type CampaignMessage, listMessages } from '../message.js'
import type { Wait } from '../terms.js'
import { placeOf } from './place.js'

const WEEK = 7

/** About how many people get a message of a series on a day (its place among some, from 0), beyond those who are due for it as it is. */
export type Expected = { position: number; place: number; day: number; people: number }

/**
 * What is to be expected of a series that runs, as things go on: what those on their way get after their next message, and what those
 * get who come in as fast as in the last seven days. Whoever will go out before is counted, too. In the people's reader.
 * @param days when each day begins and, last, when the last one ends, ms UTC
 * @param at ms UTC
 * @throws AppError `query_timeout`
 */
export async function expectedOf(db: Db, series: Series, days: readonly number[], at: number): Promise<Expected[]> {
  const { id, zone, edition } = series
  const offset = DateTime.fromMillis(at, { zone }).offset * MINUTE
  const numberOf = (moment: number) => Math.floor((moment + offset) / DAY)
  const first = numberOf((days[0] ?? at) + DAY / 2)
  const all = days.length - 1
  const today = numberOf(at)
  const people = new Map<string, number>()
  const add = (position: number, number: number, n: number) => {
    const day = number - first
    if (day < 0 || day >= all || number < today) return
    people.set(`${position} ${day}`, (people.get(`${position} ${day}`) ?? 0) + n)
  }
  const [rows, week] = await Promise.all([
    db.people.rows<{ edition: number; position: number; day: number; people: number }>(
      `select edition, position, cast((started_at + ?) / ${DAY} as integer) as day, count(*) as people from enrolments indexed by enrolments_state
       where campaign_id = ? and state = 'on_way' group by 1, 2, 3`,
      [offset, id],
    ),
    comingIn(db, series.entry, WEEK, at),
  ])
  const messages = new Map<number, CampaignMessage[]>()
  const messagesOf = (which: number) => {
    const known = messages.get(which) ?? listMessages(db, id, which)
    messages.set(which, known)
    return known
  }
  for (const row of rows)
    for (const { position, wait } of messagesOf(row.edition))
      if (position > row.position + 1) add(position, row.day + daysOf(wait), row.people)
  const daily = (week ?? 0) / WEEK
  for (const { position, wait } of messagesOf(edition))
    for (let day = Math.max(today, first - daysOf(wait)); day < first + all; day++)
      add(position, day + daysOf(wait), daily)
  return [...people]
    .map(([key, n]) => {
      const [position = 0, day = 0] = key.split(' ').map(Number)
      return { position, place: placeOf(series, position), day, people: Math.round(n) }
    })
    .filter(one => one.people > 0)
}

/** About how many days later a message comes. */
function daysOf(wait: Wait): number {
  if (wait.kind === 'at_once') return 0
  return wait.kind === 'after' ? Math.floor(wait.ms / DAY) : wait.days
}
