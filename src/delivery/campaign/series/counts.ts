import { columnsOf, type RowOf } from '../../../db/columns.js'
import type { Db } from '../../../db/open.js'
import { enrolments } from '../../../db/schema/index.js'
import { listMessages } from '../message.js'
import { getSeries } from '../series.js'
import type { WhyEnded } from '../walk/exit.js'

/** What became of a message: how many got it (also where Telegram gave no answer), how many wait for it, how many it was skipped for, or who could not be reached. */
export type MessageCounts = { position: number; sent: number; waiting: number; skipped: number }

/**
 * How many came into a series, are on their way, had all of it, and went out before its end, and why. Whoever comes in twice is
 * counted twice.
 */
export type SeriesCounts = {
  entered: number
  onWay: number
  done: number
  ended: { why: WhyEnded; people: number }[]
  messages: MessageCounts[]
}

/**
 * Counts a series from its rows, in the people's reader.
 * @throws AppError `campaign_not_found`, `query_timeout`
 */
export async function seriesCounts(db: Db, id: number): Promise<SeriesCounts> {
  const { edition, state } = getSeries(db, id)
  const messages = listMessages(db, id, edition)
  const [people, rows] = await Promise.all([
    db.people.rows<{ state: string; why: WhyEnded | null; edition: number; position: number; n: number }>(
      `select state, why, edition, position, count(*) as n from enrolments where campaign_id = ?
       group by state, why, edition, position`,
      [id],
    ),
    db.people.rows<{ broadcast: number; state: string; n: number }>(
      `select b.value as broadcast, d.state, count(*) as n from json_each(?) b
         cross join deliveries d indexed by deliveries_state on d.broadcast_id = b.value group by b.value, d.state`,
      [JSON.stringify(messages.flatMap(({ broadcastId }) => broadcastId ?? []))],
    ),
  ])
  const sum = (which: (row: (typeof people)[number]) => boolean) =>
    people.filter(which).reduce((all, { n }) => all + n, 0)
  const over = state === 'ended'
  const onWay = sum(row => row.state === 'on_way')
  const whys = new Map<WhyEnded, number>()
  for (const { why, n } of people) if (why !== null) whys.set(why, (whys.get(why) ?? 0) + n)
  // Of a series that ended they are taken out a few at a time.
  if (over && onWay > 0) whys.set('ended', (whys.get('ended') ?? 0) + onWay)
  const of = (broadcast: number | null, states: readonly string[]) =>
    rows.filter(row => row.broadcast === broadcast && states.includes(row.state)).reduce((all, { n }) => all + n, 0)
  return {
    entered: sum(() => true),
    onWay: over ? 0 : onWay,
    done: sum(row => row.state === 'done'),
    ended: [...whys].map(([why, n]) => ({ why, people: n })).sort((a, b) => b.people - a.people),
    messages: messages.map(({ position, broadcastId }) => ({
      position,
      sent: of(broadcastId, ['sent', 'uncertain']),
      waiting: over
        ? 0
        : of(broadcastId, ['queued', 'sending']) +
          sum(row => row.state === 'on_way' && row.edition === edition && row.position === position - 1),
      skipped: of(broadcastId, ['skipped', 'failed']),
    })),
  }
}

const COLUMNS = columnsOf(
  enrolments,
  'id',
  'subscriberId',
  'edition',
  'position',
  'startedAt',
  'enteredAt',
  'nextAt',
  'state',
  'why',
  'endedAt',
)

/** Somebody in a series; `position`: how many of its messages they have behind them. Times are ms UTC. */
export type Enrolled = RowOf<typeof COLUMNS>

/** Who is in a series, the newest first, and how many; without `all` only those on their way. Fast: at most a page is read. */
export async function listEnrolled(
  db: Db,
  id: number,
  page: { offset: number; limit: number; all?: boolean },
): Promise<{ people: Enrolled[]; total: number }> {
  const which = page.all === true ? 'campaign_id = ?' : `campaign_id = ? and state = 'on_way'`
  const [people, total] = await Promise.all([
    db.people.rows<Enrolled>(
      `select ${COLUMNS.sql} from enrolments where ${which} order by entered_at desc, id desc limit ? offset ?`,
      [id, page.limit, page.offset],
    ),
    db.people.rows<{ n: number }>(`select count(*) as n from enrolments where ${which}`, [id]),
  ])
  return { people, total: total[0]?.n ?? 0 }
}
