import { DateTime } from 'luxon'
import { HOUR } from '../clock.js'
import type { Bindable } from '../db/binding.js'
import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { holdouts } from '../db/schema/index.js'
import { drawnSql } from './holdout/draw.js'

type Sql = { text: string; params: Bindable[] }

/** What is kept of a comparison. */
export const COLUMNS = columnsOf(
  holdouts,
  'id',
  'kind',
  'broadcastId',
  'share',
  'fromAt',
  'toAt',
  'createdBy',
  'createdAt',
  'assignedAt',
  'endedAt',
  'reportedAt',
)

/**
 * A comparison with people who are kept from offers: `share` of 10,000 by dice, in [`fromAt`, `toAt`), ms UTC; see the table
 * for the others.
 */
export type Holdout = RowOf<typeof COLUMNS>

/** A control group of a quarter as the gate needs it: who is drawn, and when that keeps them from offers, ms UTC. */
export type ControlGroup = Pick<Holdout, 'id' | 'share' | 'fromAt' | 'toAt'>

/** How long a control group of the quarter is kept from offers, months. */
const MONTHS = 3
/** The same in days, for what is reckoned before its days are known. */
export const QUARTER_DAYS = 91
/** What a quarter came to is told in the morning after its last day. */
const TOLD_AFTER = 10 * HOUR
/** How many of a quarter may still matter to a gate: the one that runs, and one that is over by less than a message waits. */
const LATEST = 3

/** They are known to the shop: orders of theirs are seen. @param person their id, as SQL */
export const linkedSql = (person: string) => `exists (select 1 from customers c where c.subscriber_id = ${person})`
/** Offers could come to them (`s` of subscribers). */
const REACHED = `s.erased_at is null and s.unreachable is null and s.unsubscribed_at is null`

/** The control group of the quarter that is planned or runs at `at` (ms UTC); null when there is none. */
export function quarterHoldout(db: Pick<Db, 'sql'>, at: number): Holdout | null {
  return (
    db
      .sql<Holdout>(
        `select ${COLUMNS.sql} from holdouts where kind = 'quarter' and to_at > ? and ended_at is null
         order by to_at limit 1`,
      )
      .get(at) ?? null
  )
}

/** One comparison; null when there is none of that id. */
export function findHoldout(db: Pick<Db, 'sql'>, id: number): Holdout | null {
  return db.sql<Holdout>(`select ${COLUMNS.sql} from holdouts where id = ?`).get(id) ?? null
}

/** The last quarter that ran to its end; null before the first. @param at ms UTC */
export function lastQuarter(db: Pick<Db, 'sql'>, at: number): Holdout | null {
  return (
    db
      .sql<Holdout>(
        `select ${COLUMNS.sql} from holdouts where kind = 'quarter' and to_at <= ? and ended_at is null
         order by to_at desc limit 1`,
      )
      .get(at) ?? null
  )
}

/** Quarters that are over, and nobody was told what they came to. @param at ms UTC */
export function listUnreported(db: Pick<Db, 'sql'>, at: number): Pick<Holdout, 'id' | 'createdBy'>[] {
  return db
    .sql<Pick<Holdout, 'id' | 'createdBy'>>(
      `select id, created_by as createdBy from holdouts
       where kind = 'quarter' and to_at <= ? and ended_at is null and reported_at is null order by to_at`,
    )
    .all(at - TOLD_AFTER)
}

/** Keeps that it was told. @param at ms UTC */
export function recordReported(db: Pick<Db, 'sql'>, id: number, at: number): void {
  db.sql('update holdouts set reported_at = ? where id = ? and reported_at is null').run(at, id)
}

/** How many people are on a side, and of how many of them orders were known when they were assigned. */
export type Side = { people: number; linked: number }

/** Both sides of a comparison, counted in the people's reader. @throws AppError `query_timeout` */
export async function countSides(db: Pick<Db, 'people'>, id: number): Promise<{ held: Side; others: Side }> {
  const rows = await db.people.rows<Side & { held: number }>(
    `select held, count(*) as people, sum(linked) as linked from holdout_members where holdout_id = ? group by held`,
    [id],
  )
  const side = (held: number): Side => rows.find(row => row.held === held) ?? { people: 0, linked: 0 }
  return { held: side(1), others: side(0) }
}

/** Control groups of quarters that nobody ended, the newest first, for the gate: it knows the moment of each message. */
export function listControlGroups(db: Pick<Db, 'sql'>): ControlGroup[] {
  return db
    .sql<ControlGroup>(
      `select id, share, from_at as fromAt, to_at as toAt from holdouts where kind = 'quarter' and ended_at is null
       order by to_at desc limit ${LATEST}`,
    )
    .all()
}

/**
 * Whether somebody is in the control group of a quarter, by their dice: each quarter is a draw of its own.
 * @param dice the column `dice`
 */
export function isHeldOutSql({ id, share }: Pick<ControlGroup, 'id' | 'share'>, dice = 's.dice'): Sql {
  return drawnSql(`quarter ${id}`, { text: dice, params: [] }, share)
}

/** Until when somebody gets no offers because they are in the control group of the quarter, ms UTC; null when they are not. */
export function heldOutUntil(db: Pick<Db, 'sql'>, subscriberId: number, at: number): number | null {
  const quarter = quarterHoldout(db, at)
  if (quarter === null || quarter.fromAt > at) return null
  const held = isHeldOutSql(quarter)
  const found = db
    .sql(`select 1 from subscribers s where s.id = ? and s.erased_at is null and ${held.text}`)
    .get(subscriberId, ...held.params)
  return found === undefined ? null : quarter.toAt
}

/** A quarter that begins with the next day in the zone, in ms UTC: three months, the last moment not included. */
export function nextQuarter(at: number, zone: string): { fromAt: number; toAt: number } {
  const from = DateTime.fromMillis(at, { zone }).startOf('day').plus({ days: 1 }).startOf('day')
  return { fromAt: from.toMillis(), toAt: from.plus({ months: MONTHS }).startOf('day').toMillis() }
}

/**
 * Plans the control group of the quarter that begins with the next day. To be called in a group.
 * @param quarter.share so many of 10,000
 * @param quarter.createdBy who decided it, a Telegram id
 * @returns null when one is planned or runs
 */
export function planQuarter(
  db: Db,
  quarter: { share: number; zone: string; createdBy: number },
  at: number,
): Holdout | null {
  if (quarterHoldout(db, at) !== null) return null
  const { fromAt, toAt } = nextQuarter(at, quarter.zone)
  const { lastInsertRowid } = db
    .sql(`insert into holdouts (kind, share, from_at, to_at, created_by, created_at) values ('quarter', ?, ?, ?, ?, ?)`)
    .run(quarter.share, fromAt, toAt, quarter.createdBy, at)
  return findHoldout(db, Number(lastInsertRowid))
}

/** Ends a control group of the quarter early: everybody gets offers again, and it shows nothing. @returns false when it is over */
export function endQuarter(db: Db, id: number, at: number): boolean {
  return (
    db
      .sql(`update holdouts set ended_at = ? where id = ? and kind = 'quarter' and ended_at is null and to_at > ?`)
      .run(at, id, at).changes > 0
  )
}

/** Who is on which side of a quarter, and whether their orders are known, ordered by id. */
const SIDES = (held: Sql) => `select s.id as person, ${held.text} as held, ${linkedSql('s.id')} as linked
  from subscribers s where ${REACHED} order by s.id`

/** Takes sides in; whoever was assigned meanwhile keeps theirs, and whoever went is nobody. */
const TAKE_SIDES = `insert or ignore into main.holdout_members (holdout_id, subscriber_id, held, linked, at)
  select :holdout, person, held, linked, :at from scratch.result join main.subscribers s on s.id = person and s.erased_at is null
  where scratch.result.rowid > :after and scratch.result.rowid <= :upto order by scratch.result.rowid`

/**
 * Gives everybody whom offers can reach their side once a quarter has begun, a few at a time: whoever it held is kept from
 * offers by their dice from its first moment on, this says who is compared. Cut short, it is done again.
 */
export async function assignQuarter(db: Db, at: number): Promise<void> {
  const quarter = quarterHoldout(db, at)
  if (quarter === null || quarter.fromAt > at || quarter.assignedAt !== null) return
  const held = isHeldOutSql(quarter)
  const scratch = await db.jobs.scratch(SIDES(held), held.params)
  try {
    await db.merge(scratch, TAKE_SIDES, { holdout: quarter.id, at })
  } finally {
    await scratch.drop()
  }
  db.write(() => {
    db.sql('update holdouts set assigned_at = ? where id = ? and assigned_at is null').run(at, quarter.id)
  })
}

/**
 * Gives somebody who can be reached from now on their side of the quarter that runs, by the same dice as everybody: in the
 * commit in which they subscribed, were moved in, or came back. Whoever has one keeps it.
 */
export function assignNewcomer(db: Pick<Db, 'sql'>, subscriberId: number, at: number): void {
  assign(db, 's.id = ?', subscriberId, at)
}

/** The same of all who came after the person with this id: those whom a slice of an import brought. */
export function assignNewcomers(db: Pick<Db, 'sql'>, after: number, at: number): void {
  assign(db, 's.id > ?', after, at)
}

function assign(db: Pick<Db, 'sql'>, who: 's.id = ?' | 's.id > ?', id: number, at: number): void {
  const quarter = quarterHoldout(db, at)
  // A long import goes by the moment at which it was begun, which may lie before the quarter that began meanwhile.
  if (quarter === null || (quarter.fromAt > at && quarter.assignedAt === null)) return
  const held = isHeldOutSql(quarter)
  db.sql(
    `insert or ignore into holdout_members (holdout_id, subscriber_id, held, linked, at)
     select ?, s.id, ${held.text}, ${linkedSql('s.id')}, ? from subscribers s where ${who} and ${REACHED}`,
  ).run(quarter.id, ...held.params, Math.max(at, quarter.fromAt), id)
}
