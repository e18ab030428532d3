import type { Db } from '../../../db/open.js'
import type { Series } from '../campaign.js'
import { type Arrival, arrivalsSql, letIn, orderedSql } from '../entering.js'
import type { Road } from '../walk.js'
import { celebratingSql, dueDays } from './dates.js'
import { type Intake, savePosition } from './intake.js'
import { ROWS_AGAIN } from './start.js'

/** So many people are let in in one write: some milliseconds. */
const AT_ONCE = 50
/** So many rows of a log are looked at in one write. */
const ROWS = 250

/**
 * One write about a series that runs as it was read, or rests since, or was changed.
 * @returns what the write comes to; null: it is to be read anew
 */
export type Writing = <T>(series: Series, write: (road: Road) => T) => Promise<{ came: T } | null>

/** A log of rows that are numbered as they are written. */
export type RowLog = {
  /** Its newest row, as `id`. */
  newest: string
  /** What tells a row of it from another that has the same number, as `print`. */
  print: string
}

/**
 * What the last row was that was looked at, by intake. Where rows were taken out, such as those of people whose import was undone,
 * their numbers are given anew, at once perhaps: another row has the number then.
 */
export type LastRows = Map<string, { id: number; print: string | null }>

const nameOf = ({ id, of, nth }: Intake) => `${id} ${of ?? 'now'} ${nth}`

/**
 * Lets in whoever a log tells of, from where it was followed to. The people and the position behind them are one write: whatever ends the
 * program, nobody is lost and nobody comes in twice.
 * @param at ms UTC
 * @returns how many messages they were given
 */
export async function followLog(
  db: Db,
  writing: Writing,
  { series, intake, log, lastRows }: { series: Series; intake: Intake; log: RowLog; lastRows: LastRows },
  at: number,
): Promise<number> {
  const top = db.sql<{ id: number | null }>(log.newest).get()?.id ?? 0
  const end = intake.upto ?? top
  const printOf = (id: number) => db.sql<{ print: string }>(log.print).get(id)?.print ?? null
  let position = intake.position ?? end
  // Of an earlier start whatever is numbered anew is none of its own.
  if (intake.of === null) {
    const last = lastRows.get(nameOf(intake))
    const changed = last?.id === position && last.print !== null && printOf(position) !== last.print
    if (top < position || changed)
      position = Math.max(Math.min(top, position, intake.floor ?? 0), Math.min(top, position) - ROWS_AGAIN)
  }
  let given = 0
  while (position < end) {
    const range = { after: position, upto: Math.min(end, position + ROWS) }
    const came = await writing(series, road => {
      const rows = arrivalsSql(db, intake, range.after, range.upto)
      const arrivals = rows === null ? [] : db.sql<Arrival>(rows.text).all(...rows.params)
      const some = arrivals.slice(0, AT_ONCE)
      const last = arrivals.length > some.length ? (some.at(-1)?.id ?? range.upto) : range.upto
      const { given } = letIn(db, road, intake, some, at)
      savePosition(db, intake, last)
      return { given, last, print: printOf(last) }
    })
    if (came === null) return given
    given += came.came.given
    position = came.came.last
    lastRows.set(nameOf(intake), { id: position, print: came.came.print })
  }
  if (lastRows.get(nameOf(intake))?.id !== position)
    lastRows.set(nameOf(intake), { id: position, print: printOf(position) })
  return given
}

/** Lets in whose date has come since it was looked at last. @param at ms UTC @returns how many messages they were given */
export async function followDates(
  db: Db,
  writing: Writing,
  { series, intake }: { series: Series; intake: Intake },
  at: number,
): Promise<number> {
  const end = Math.min(at, intake.upto ?? at)
  const days = dueDays(db, intake, Math.min(intake.position ?? end, end), end)
  let given = 0
  for (const [i, day] of days.entries()) {
    const last = days[i + 1]?.at !== day.at
    for (let after: number | null = 0; after !== null; ) {
      const from: number = after
      const came = await writing(series, road => {
        const people = celebratingSql(db, intake.entry, day, from, AT_ONCE)
        const ids = db
          .sql<{ id: number }>(people.text)
          .all(...people.params)
          .map(({ id }) => id)
        const arrivals = ids.map(subscriberId => ({ subscriberId, id: day.day, startedAt: day.at }))
        const { given } = letIn(db, road, intake, arrivals, at)
        const over = ids.length < AT_ONCE
        // Where several zones have the same moment, it is over with the last of them.
        if (over && last) savePosition(db, intake, day.at)
        return { given, after: over ? null : (ids.at(-1) ?? null) }
      })
      if (came === null) return given
      given += came.came.given
      after = came.came.after
    }
  }
  // With its last day an earlier start is over.
  if (intake.upto !== null && end === intake.upto && (intake.position ?? 0) < end)
    await writing(series, () => savePosition(db, intake, end))
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
  { series, intake }: { series: Series; intake: Intake },
  customers: readonly number[] | null,
  at: number,
): Promise<number> {
  const { text, params } = orderedSql(intake, customers, at)
  const arrivals = await db.jobs.rows<Arrival>(text, params)
  let given = 0
  for (let i = 0; i < arrivals.length; i += AT_ONCE) {
    const some = arrivals.slice(i, i + AT_ONCE)
    const came = await writing(series, road => letIn(db, road, intake, some, at).given)
    if (came === null) break
    given += came.came
  }
  return given
}
