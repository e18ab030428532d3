import { z } from 'zod'
import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { awareness } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { isRung, RUNGS, type Rung } from './ladder/rung.js'
import { differencesSql, OLD_AFTER } from './ladder/statement.js'
import { inTurn } from './turn.js'

const STANDING = columnsOf(awareness, 'rung', 'because', 'evidenceAt', 'fadesAt', 'since')

/**
 * Works out anew where people stand on the ladder as of `at`, from what is stored of them, and keeps what differs; every
 * step up or down becomes a move.
 * @param who ids of subscribers; without it everybody
 * @returns how many people stand elsewhere, or for another reason
 */
export function refreshAwareness(db: Db, at: number, who?: readonly number[]): Promise<number> {
  if (who?.length === 0) return Promise.resolve(0)
  return inTurn(db, 'ladder', async () => {
    const params = who === undefined ? { at } : { at, who: JSON.stringify(who) }
    const scratch = await db.jobs.scratch(differencesSql(who !== undefined), params)
    try {
      await db.merge(scratch, [MOVE, STORE, DROP], { at })
    } finally {
      await scratch.drop()
    }
    return scratch.count
  })
}

const MOVE = `insert into main.awareness_moves (subscriber_id, "from", "to", at)
  select r.person, a.rung, r.rung, cast(:at as integer)
    from scratch.result r left join main.awareness a on a.subscriber_id = r.person
    where r.rowid > :after and r.rowid <= :upto and a.rung is not r.rung order by r.rowid`

const STORE = `insert into main.awareness (subscriber_id, rung, because, evidence_at, fades_at, since)
  select person, rung, because, evidence_at, fades_at, cast(:at as integer) from scratch.result
    where rowid > :after and rowid <= :upto and rung is not null order by rowid
  on conflict (subscriber_id) do update set rung = excluded.rung, because = excluded.because,
    evidence_at = excluded.evidence_at, fades_at = excluded.fades_at,
    since = iif(rung = excluded.rung, since, excluded.since)`

const DROP = `delete from main.awareness where subscriber_id in (
  select person from scratch.result where rowid > :after and rowid <= :upto and rung is null)`

/** How long an override's reason may be, in UTF-16 units. */
const REASON_LENGTH = 200

/**
 * An admin's word on where somebody stands, whatever else is known of them, until a moment. It shows after the next
 * refresh of this person. @throws AppError `override_reason` {limit}, `date_past`
 */
export function setOverride(
  db: Db,
  override: { subscriberId: number; rung: Rung; until: number; reason: string; adminId: number },
  at: number,
): void {
  const reason = override.reason.trim()
  if (reason === '' || reason.length > REASON_LENGTH) throw new AppError('override_reason', { limit: REASON_LENGTH })
  if (override.until <= at) throw new AppError('date_past')
  db.sql(
    `insert into awareness_overrides (subscriber_id, rung, until, reason, admin_id, at) values (?, ?, ?, ?, ?, ?)
       on conflict (subscriber_id) do update set rung = excluded.rung, until = excluded.until, reason = excluded.reason,
         admin_id = excluded.admin_id, at = excluded.at`,
  ).run(override.subscriberId, override.rung, override.until, reason, override.adminId, at)
}

/** Takes an override back; what is known of the person decides again after the next refresh. */
export function dropOverride(db: Db, subscriberId: number): void {
  db.sql('delete from awareness_overrides where subscriber_id = ?').run(subscriberId)
}

const because = z.discriminatedUnion('kind', [
  /** An answer, a click, or the second of two clicks, on this topic. */
  z.object({ kind: z.enum(['answer', 'click', 'clicks']), rung: z.int(), what: z.int() }),
  z.object({ kind: z.literal('order'), rung: z.int(), what: z.null() }),
  z.object({ kind: z.literal('override'), rung: z.int(), what: z.string() }),
])

/** What put somebody on a step: the topic they showed interest in, an order, or an admin's reason. */
export type Because =
  | { kind: 'answer' | 'click' | 'clicks'; topic: string }
  | { kind: 'order' }
  | { kind: 'override'; reason: string }

/**
 * Where somebody stands and why. `evidenceAt`: when that was, ms UTC; `since`: since when they stand there; `fadesAt`:
 * until when, null: for good; `faded`: they were ready to buy and time has passed; `old`: nothing new for 180 days.
 */
export type Standing = {
  rung: Rung
  because: Because
  evidenceAt: number
  since: number
  fadesAt: number | null
  faded: boolean
  old: boolean
}

/** Explains where somebody stands; null: unknown. */
export function explainRung(db: Db, subscriberId: number, at: number): Standing | null {
  const row = db
    .sql<RowOf<typeof STANDING>>(`select ${STANDING.sql} from awareness where subscriber_id = ?`)
    .get(subscriberId)
  if (row === undefined || !isRung(row.rung)) return null
  const why = because.parse(JSON.parse(row.because))
  return {
    rung: row.rung,
    because: named(db, why),
    evidenceAt: row.evidenceAt,
    since: row.since,
    fadesAt: row.fadesAt,
    faded: why.rung > row.rung,
    old: at - row.evidenceAt > OLD_AFTER,
  }
}

function named(db: Db, why: z.infer<typeof because>): Because {
  if (why.kind === 'order') return { kind: 'order' }
  if (why.kind === 'override') return { kind: 'override', reason: why.what }
  const topic = db.sql<{ name: string }>('select name from topics where id = ?').get(why.what)?.name ?? '—'
  return { kind: why.kind, topic }
}

/** How many subscribers stand on a step; 0 is unknown. */
export type RungSize = { rung: Rung | 0; people: number }

/** The ladder from the bottom, unknown first. */
export async function listRungSizes(db: Db): Promise<RungSize[]> {
  const rows = await db.people.rows<{ rung: number; people: number }>(
    `select rung, count(*) as people from awareness group by rung
     union all select 0, (select count(telegram_id) from subscribers) - (select count(*) from awareness)`,
  )
  return ([0, ...RUNGS] as const).map(rung => ({ rung, people: rows.find(row => row.rung === rung)?.people ?? 0 }))
}

/** How many subscribers went from one step to another, or stayed (the same twice); 0 is unknown. */
export type RungMove = { from: number; to: number; people: number }

/**
 * Where subscribers stood at two moments, unknown included, as it was known then; a clock set back does not shuffle the
 * moves. Only those who moved since are looked at; all others stand where they stand now, and are counted by their step.
 */
export async function ladderMovement(db: Db, from: number, to: number): Promise<RungMove[]> {
  return db.people.rows<RungMove>(
    `with first as materialized (
        select subscriber_id as person, coalesce("from", 0) as rung, min(id) from awareness_moves where at > :from group by 1),
      later as materialized (
        select subscriber_id as person, coalesce("from", 0) as rung, min(id) from awareness_moves where at > :to group by 1),
      moved as (
        select f.rung as "from", coalesce(l.rung, a.rung, 0) as "to", coalesce(a.rung, 0) as now
        from first f cross join subscribers s on s.id = f.person and s.erased_at is null
          left join later l on l.person = f.person left join awareness a on a.subscriber_id = f.person),
      stand as (
        select rung, count(*) as people from awareness group by rung
        union all select 0, (select count(telegram_id) from subscribers) - (select count(*) from awareness)
        union all select now, -count(*) from moved group by now)
      select "from", "to", sum(people) as people from (
        select rung as "from", rung as "to", people from stand
        union all select "from", "to", count(*) from moved group by 1, 2)
      group by 1, 2 having sum(people) > 0 order by 1, 2`,
    { from, to },
  )
}
