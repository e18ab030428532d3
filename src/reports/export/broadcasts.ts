import type { Db } from '../../db/open.js'
import { isAppError } from '../../errors.js'
import { findReport, type Report } from '../metrics.js'
import { type Cell, moment } from './csv.js'
import { bigTable, smallTable, type Table } from './table.js'

/** The figures of a report, as they are called in files. */
export const FIGURES = [
  ...['planned', 'delivered', 'not_delivered', 'left_out', 'control_group', 'no_answer', 'waiting', 'not_sent'],
  'taken_back',
  ...['seen_certain', 'seen_probably', 'clicked', 'replied', 'stopped', 'paused', 'blocked'],
  ...['opened_by_people', 'opened_by_robots', 'opened_unsure'],
]

/** Broadcasts with the figures of their reports. Those of one that cannot be counted in time stay empty. */
export function broadcastsTable(db: Db): Table {
  const headers = ['broadcast', 'offer', 'name', 'state', 'zone', 'starts_at', 'started_at', 'finished_at', ...FIGURES]
  return smallTable('broadcasts', headers, async () => {
    const rows: Cell[][] = []
    const all = await db.jobs.rows<Broadcast>(
      `select b.id, b.offer_id as offer, o.name, b.state, b.zone, b.starts_at as startsAt, b.started_at as startedAt,
         b.finished_at as finishedAt
       from broadcasts b join offers o on o.id = b.offer_id order by b.id`,
    )
    for (const { id, offer, name, state, zone, startsAt, startedAt, finishedAt } of all) {
      const report = await reportOf(db, id)
      const figures = report === null ? FIGURES.map(() => null) : figuresOf(report)
      rows.push([id, offer, name, state, zone, ...[startsAt, startedAt, finishedAt].map(moment), ...figures])
    }
    return rows
  })
}

type Broadcast = {
  id: number
  offer: number
  name: string
  state: string
  zone: string
  startsAt: number
  startedAt: number | null
  finishedAt: number | null
}

async function reportOf(db: Db, id: number): Promise<Report | null> {
  try {
    return await findReport(db, id)
  } catch (error) {
    if (!isAppError(error, 'query_timeout')) throw error
    return null
  }
}

/** The figures of a report, in the order of `FIGURES`. */
export function figuresOf(report: Report): number[] {
  const sum = (reasons: Report['leftOut']) => reasons.reduce((total, { people }) => total + people, 0)
  const { seen, openings } = report
  return [
    ...[report.planned, report.delivered, sum(report.notDelivered), sum(report.leftOut), report.heldOut],
    report.noAnswer,
    ...[report.waiting, report.notSent, report.takenBack, seen.certain, seen.probably, report.clicked],
    ...[report.replied, report.stopped, report.paused, report.blocked],
    ...[openings.human, openings.machine, openings.unsure],
  ]
}

/** What is said of everybody in every broadcast: of its message, of each opening, of each sign that it was seen, of each reply. */
export function deliveryTables(db: Db): Table[] {
  return [
    counted(
      db,
      'deliveries',
      { table: 'deliveries', key: 'id' },
      [
        ...[
          'delivery',
          'broadcast',
          'person',
          'telegram_id',
          'version',
          'state',
          'reason',
          'due_at',
          'asked_at',
          'sent_at',
        ],
        ...['first_click_at', 'read', 'taken_back_at'],
      ],
      `select d.id as delivery, d.broadcast_id as broadcast, d.subscriber_id as person, s.telegram_id, d.variant_id as version,
         d.state, d.reason, d.due_at, d.claimed_at as asked_at, d.sent_at,
         (select min(at) from clicks c where c.delivery_id = d.id and c.verdict = 'human') as first_click_at,
         (select min(grade) from reads r where r.delivery_id = d.id) as read, d.taken_back_at
       from deliveries d join subscribers s on s.id = d.subscriber_id where d.id > :after and d.id <= :upto order by d.id`,
    ),
    counted(
      db,
      'clicks',
      { table: 'clicks', key: 'id' },
      ['click', 'delivery', 'broadcast', 'person', 'link', 'opened_at', 'opened_by', 'why', 'with'],
      `select id as click, delivery_id as delivery, broadcast_id as broadcast, subscriber_id as person, link, at as opened_at,
         verdict as opened_by, why, agent as "with"
       from clicks where id > :after and id <= :upto order by id`,
    ),
    counted(
      db,
      'reads',
      { table: 'reads', key: 'delivery_id' },
      ['delivery', 'broadcast', 'person', 'evidence', 'grade', 'seen_at'],
      `select delivery_id as delivery, broadcast_id as broadcast, subscriber_id as person, evidence, grade, at as seen_at
       from reads where delivery_id > :after and delivery_id <= :upto order by delivery_id, evidence`,
    ),
    counted(
      db,
      'replies',
      { table: 'replies', key: 'id' },
      ['reply', 'delivery', 'broadcast', 'person', 'replied_at'],
      `select id as reply, delivery_id as delivery, broadcast_id as broadcast, subscriber_id as person, at as replied_at
       from replies where id > :after and id <= :upto order by id`,
    ),
    counted(
      db,
      'poll_votes',
      { table: 'poll_votes', key: 'delivery_id' },
      ['delivery', 'broadcast', 'person', 'option', 'answer', 'correct', 'voted_at'],
      `select p.delivery_id as delivery, p.broadcast_id as broadcast, p.subscriber_id as person, p.option + 1 as option,
         (select v.content ->> ('$.poll.options[' || p.option || '].text') from deliveries d join variants v
           on v.id = coalesce(d.shown_variant_id, d.variant_id) where d.id = p.delivery_id) as answer, p.correct, p.at as voted_at
       from poll_votes p where p.delivery_id > :after and p.delivery_id <= :upto order by p.delivery_id, p.option`,
    ),
  ]
}

/** A big table whose columns are called as its headers; those that end in `_at` are moments. */
export function counted(
  db: Db,
  name: string,
  keys: { table: string; key: string },
  headers: readonly string[],
  sql: string,
): Table {
  return bigTable(db, name, headers, keys, async span =>
    (await db.jobs.rows<Record<string, Cell>>(sql, span)).map(row =>
      headers.map(header => {
        const value = row[header] ?? null
        return header.endsWith('_at') && typeof value === 'number' ? moment(value) : value
      }),
    ),
  )
}
