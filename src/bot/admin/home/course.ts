import { MINUTE, SECOND } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { findGlances } from '../../../reports/glance.js'
import { type Figure, judgedBy } from '../../../reports/summary/figure.js'
import { findUsual } from '../../../reports/summary/usual.js'

const MOST_NOW = 3

/** A broadcast on its way. */
export type Under = {
  name: string
  state: 'planning' | 'running' | 'paused'
  /** Of those who get it, how many are through, 0–100; null while that is not known. */
  percent: number | null
  /** ms at the present pace; null while that is not known, or nothing moves. */
  left: number | null
  /** Nobody is written to before, ms UTC; null: they are. */
  waitsUntil: number | null
}

/** The next one to start, with the people it was approved for, and how many more wait for their time. */
export type Next = { name: string; at: number; people: number; others: number }

/** The last one that ended: people behind the figure its goal is judged by, and the usual share (null: not known). */
export type Last = {
  name: string
  figure: Figure
  judged: number
  delivered: number
  usual: number | null
}

/** Now, next and last; `others` are on their way too but are not shown. */
export type Course = { now: Under[]; others: number; next: Next | null; last: Last | null }

type Row = { id: number; name: string; state: Under['state']; nextDue: number | null }

/** @param pace messages a second at present; `at`: ms UTC. @throws AppError `query_timeout` */
export async function findCourse(db: Db, pace: number, at: number): Promise<Course> {
  const rows = db
    .sql<Row>(
      `select b.id, o.name, b.state, (select min(due_at) from deliveries
         where broadcast_id = b.id and state = 'queued') as nextDue
       from broadcasts b join offers o on o.id = b.offer_id
       where b.standing = 0 and (b.state in ('planning', 'running')
         or (b.state = 'paused' and b.pause_reason in ('admin', 'fix', 'change')))
       order by b.starts_at, b.id`,
    )
    .all()
  const shown = rows.slice(0, MOST_NOW)
  const glances =
    shown.length === 0
      ? null
      : await findGlances(
          db,
          shown.map(({ id }) => id),
        )
  const now = shown.map(({ id, name, state, nextDue }): Under => {
    const { toSend, done } = glances?.get(id) ?? { toSend: 0, done: 0 }
    const waitsUntil = state === 'running' && nextDue !== null && nextDue > at + MINUTE ? nextDue : null
    return {
      name,
      state,
      percent: toSend === 0 ? null : Math.floor((done * 100) / toSend),
      left: state === 'running' && waitsUntil === null && toSend > 0 ? ((toSend - done) * SECOND) / pace : null,
      waitsUntil,
    }
  })
  return { now, others: rows.length - shown.length, next: findNext(db), last: await findLast(db) }
}

function findNext(db: Db): Next | null {
  const row = db
    .sql<Next>(
      `select o.name, b.starts_at as at, b.shown_audience as people, count(*) over () - 1 as others
       from broadcasts b join offers o on o.id = b.offer_id
       where b.state = 'scheduled' order by b.starts_at, b.id limit 1`,
    )
    .get()
  return row ?? null
}

async function findLast(db: Db): Promise<Last | null> {
  const row = db
    .sql<{ id: number; name: string }>(
      `select b.id, o.name from broadcasts b join offers o on o.id = b.offer_id
       where b.state = 'finished' and b.standing = 0 order by b.finished_at desc, b.id desc limit 1`,
    )
    .get()
  if (row === undefined) return null
  const glance = (await findGlances(db, [row.id])).get(row.id)
  if (glance === undefined) return null
  const { judged, delivered, goal, ordersKnown } = glance
  const figure = judgedBy(goal, ordersKnown)
  const usual = figure === 'shared' ? null : ((await findUsual(db, row.id))?.[figure] ?? null)
  return { name: row.name, figure, judged, delivered, usual }
}
