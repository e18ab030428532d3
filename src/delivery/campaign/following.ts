import type { Db } from '../../db/open.js'
import type { Series } from './campaign.js'
import { celebratingSql, dueDays } from './dates.js'
import { type Arrival, arrivalsSql, letIn, orderedSql } from './entering.js'
import { ROWS_AGAIN } from './start.js'
import type { Road } from './walk.js'

/** So many people are let in in one write: some milliseconds. */
const AT_ONCE = 50
/** So many rows of a log are looked at in one write. */
const ROWS = 250

/** One write about a series that runs, which may rest since it was read. @returns what the write comes to; null: it rests */
export type Writing = <T>(id: number, write: (road: Road) => T) => Promise<{ came: T } | null>

/**
 * Lets in whoever a log tells of, from where it was followed to. The people and the position behind them are one write: whatever ends the
 * program, nobody is lost and nobody comes in twice.
 * @param newest SQL of the log's newest row
 * @param at ms UTC
 * @returns how many messages they were given
 */
export async function followLog(db: Db, writing: Writing, series: Series, newest: string, at: number): Promise<number> {
  const top = db.sql<{ id: number | null }>(newest).get()?.id ?? 0
  let position = series.position ?? top
  if (top < position) position = Math.max(0, top - ROWS_AGAIN)
  let given = 0
  while (position < top) {
    const range = { after: position, upto: Math.min(top, position + ROWS) }
    const came = await writing(series.id, road => {
      const rows = arrivalsSql(db, road.series, range.after, range.upto)
      const arrivals = rows === null ? [] : db.sql<Arrival>(rows.text).all(...rows.params)
      const some = arrivals.slice(0, AT_ONCE)
      const last = arrivals.length > some.length ? (some.at(-1)?.id ?? range.upto) : range.upto
      const { given } = letIn(db, road, some, at)
      db.sql('update campaigns set position = ? where id = ?').run(last, series.id)
      return { given, last }
    })
    if (came === null) return given
    given += came.came.given
    position = came.came.last
  }
  return given
}

/** Lets in whose date has come since it was looked at last. @param at ms UTC @returns how many messages they were given */
export async function followDates(db: Db, writing: Writing, series: Series, at: number): Promise<number> {
  const days = dueDays(db, series, Math.min(series.position ?? at, at), at)
  let given = 0
  for (const [i, day] of days.entries()) {
    const last = days[i + 1]?.at !== day.at
    for (let after: number | null = 0; after !== null; ) {
      const from: number = after
      const came = await writing(series.id, road => {
        const people = celebratingSql(db, road.series, day, from, AT_ONCE)
        const ids = db
          .sql<{ id: number }>(people.text)
          .all(...people.params)
          .map(({ id }) => id)
        const arrivals = ids.map(subscriberId => ({ subscriberId, id: day.day, startedAt: day.at }))
        const { given } = letIn(db, road, arrivals, at)
        const over = ids.length < AT_ONCE
        // Where several zones have the same moment, it is over with the last of them.
        if (over && last) db.sql('update campaigns set position = ? where id = ?').run(day.at, series.id)
        return { given, after: over ? null : (ids.at(-1) ?? null) }
      })
      if (came === null) return given
      given += came.came.given
      after = came.came.after
    }
  }
  return given
}

/**
 * Lets in whoever ordered and has not come in for it: what is found follows from the orders alone, so it may be asked at any time.
 * @param customers whose orders, our own ids; null: everybody's
 * @param at ms UTC
 * @returns how many messages they were given
 */
export async function followOrders(
  db: Db,
  writing: Writing,
  series: Series,
  customers: readonly number[] | null,
  at: number,
): Promise<number> {
  const { text, params } = orderedSql(series, customers, at)
  const arrivals = await db.jobs.rows<Arrival>(text, params)
  let given = 0
  for (let i = 0; i < arrivals.length; i += AT_ONCE) {
    const some = arrivals.slice(i, i + AT_ONCE)
    const came = await writing(series.id, road => letIn(db, road, some, at).given)
    if (came === null) break
    given += came.came
  }
  return given
}
