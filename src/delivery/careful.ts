import { drawSql } from '../audience/holdout/draw.js'
import { MINUTE } from '../clock.js'
import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { carefulStarts } from '../db/schema/index.js'
import { type Sql, sql } from '../segments/compile/sql.js'
import { trialLots } from './trial/split.js'

/** The first wave is one person of 100, and the second one of ten; the first has at least 100. */
const SHARES = { first: 100, second: 10 } as const
const LEAST = 100
/** How long people have to say what they think of it, ms, before the next wave: after the first, after the second. */
export const WAITS = [15 * MINUTE, 60 * MINUTE] as const
/** Of a wave so great a part must have had it; the others may sleep, and are not waited for. */
const PART = 2

/** Of a plan those who are in a wave. */
const FIRST = 'reason is null and lot is null'

/** How many people are in each wave of so many; a wave may be empty. */
export function wavesOf(people: number): [first: number, second: number, rest: number] {
  const first = Math.min(people, Math.max(LEAST, Math.ceil(people / SHARES.first)))
  const second = Math.min(people - first, Math.max(first, Math.ceil(people / SHARES.second)))
  return [first, second, people - first - second]
}

/**
 * Adds to a plan which `wave` of a careful start each person is in, by dice of its own, person by person: 1, 2, or NULL for
 * the rest and for those who get nothing. By everyone's own clock each wave is so much later than the hour agreed, in each
 * zone for itself: nobody waits for another zone's people. Who waits for a version (`lot`) is in none of them.
 * @param plan with the columns of `versionSql`
 * @param rest in which wave the rest is; null: in none
 */
export function waveSql(plan: Sql, broadcastId: number, ownClock: boolean, rest: number | null): Sql {
  const draw = drawSql(`broadcast ${broadcastId}, waves`, sql`dice`)
  const [second, third] = [WAITS[0], WAITS[0] + WAITS[1]]
  const due = ownClock ? `due + case wave when 1 then 0 when 2 then ${second} else ${third} end` : 'due'
  const first = `max(${LEAST}, (people + ${SHARES.first - 1}) / ${SHARES.first})`
  return {
    text: `select person, dice, reason, variant, iif(${FIRST}, ${due}, due) as due, coalesce(lot, wave, ${rest}) as wave from (
      select *, case when not (${FIRST}) then null when nth <= ${first} then 1
        when nth <= ${first} + max(${first}, (people + ${SHARES.second - 1}) / ${SHARES.second}) then 2 end as wave
      from (select *, row_number() over (partition by ${FIRST} order by ${draw.text}, person) as nth,
          count(*) filter (where ${FIRST}) over () as people from (${plan.text})))`,
    params: [...draw.params, ...plan.params],
  }
}

const COLUMNS = columnsOf(carefulStarts, 'broadcastId', 'wave', 'first', 'second', 'opensAt')

/** How far a careful start is: `wave` is the last that may be sent (3: everybody); `opensAt`: when the next may, ms UTC. */
export type CarefulStart = RowOf<typeof COLUMNS>

/** How far a broadcast is that starts carefully; null for any other. */
export function findCarefulStart(db: Db, broadcastId: number): CarefulStart | null {
  return (
    db.sql<CarefulStart>(`select ${COLUMNS.sql} from careful_starts where broadcast_id = ?`).get(broadcastId) ?? null
  )
}

/** Begins with the first wave. To be called with the write that starts the broadcast. */
export function beginCarefully(db: Db, broadcastId: number, sizes: { first: number; second: number }): void {
  db.sql(
    `insert or replace into careful_starts (broadcast_id, wave, first, second, opens_at) values (?, 1, ?, ?, null)`,
  ).run(broadcastId, sizes.first, sizes.second)
}

/**
 * Goes one step on with a careful start of a broadcast that runs: when a wave is sent, its wait begins; when that is over,
 * the next wave may be sent. A wave is sent when nobody of it is due or on the way any more and at least half of it had it:
 * who sleeps is not waited for, and no wave follows one that nearly all still wait for. Past its deadline nothing waits.
 * @param at ms UTC
 * @returns true when something changed
 */
export function goOnCarefully(
  db: Db,
  start: CarefulStart,
  terms: { notLaterThan: number | null },
  at: number,
): boolean {
  const { broadcastId: id, wave, opensAt } = start
  const wait = WAITS[wave - 1]
  if (wait === undefined) return false
  if (terms.notLaterThan !== null && at > terms.notLaterThan) return openWaves(db, id)
  if (opensAt === null) return isSent(db, start, at) && waitUntil(db, id, at + wait)
  if (opensAt <= at) {
    db.sql('update careful_starts set wave = wave + 1, opens_at = null where broadcast_id = ? and wave = ?').run(
      id,
      wave,
    )
    return true
  }
  // Only a clock that was set back makes it longer than it is.
  return opensAt - at > wait && waitUntil(db, id, at + wait)
}

/** Everybody may have it now. @returns false when nobody waited for that */
export function openWaves(db: Db, broadcastId: number): boolean {
  return (
    db.sql('update careful_starts set wave = 3, opens_at = null where broadcast_id = ? and wave < 3').run(broadcastId)
      .changes > 0
  )
}

function waitUntil(db: Db, id: number, at: number): true {
  db.sql('update careful_starts set opens_at = ? where broadcast_id = ?').run(at, id)
  return true
}

/** Some row of a wave waits and is due. */
export const WAVE_DUE = `select 1 from deliveries
  where broadcast_id = ? and wave = ? and state = 'queued' and due_at <= ? limit 1`
/** More rows of a wave wait than so many. */
export const WAVE_WAITS = `select 1 from deliveries
  where broadcast_id = ? and wave = ? and state = 'queued' limit 1 offset ?`
const ON_THE_WAY = `select 1 from deliveries where state = 'sending' and broadcast_id = ? limit 1`

function isSent(db: Db, { broadcastId: id, wave, first, second }: CarefulStart, at: number): boolean {
  if (db.sql(ON_THE_WAY).get(id) !== undefined) return false
  const size = wave === 1 ? first : second
  if (size > 0 && db.sql(WAVE_WAITS).get(id, wave, Math.floor(size / PART)) !== undefined) return false
  for (let earlier = 1; earlier <= wave; earlier++)
    if (db.sql(WAVE_DUE).get(id, earlier, at) !== undefined) return false
  return true
}

/**
 * In which lots a broadcast's rows are claimed: wave after wave while some may not be sent yet, or wait for a version; null: all
 * that wait, in one.
 */
export function openLots(db: Db, broadcastId: number): (number | null)[] {
  const start = findCarefulStart(db, broadcastId)
  const trial = trialLots(db, broadcastId)
  if (start !== null && start.wave <= 2) return Array.from({ length: start.wave }, (_, i) => i + 1)
  return trial === null ? [null] : [...trial.tried, ...trial.decided]
}

/** So few are one wave: there is nothing to wait for. */
export function isTooSmall(people: number): boolean {
  return people <= LEAST
}
