import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { interests as table } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { onOneLine } from '../text/edges.js'
import { fold } from '../text/fold.js'
import { recordEvent } from './subscription/history.js'
import type { Change } from './subscription.js'

/** How long a name may be, in UTF-16 units: it stands on a button beside another, with a tick before it. */
export const INTEREST_LENGTH = 16
/** How many there may be: they stand on one card of everybody's settings. */
export const MOST_INTERESTS = 10

const COLUMNS = columnsOf(table, 'id', 'name', 'archivedAt')

/** What people may choose to hear about. `archivedAt`: since when nobody is asked any more, ms UTC; null: they are. */
export type Interest = RowOf<typeof COLUMNS>

const SELECT = `select ${COLUMNS.sql} from interests`

/** Those that people may choose among, the oldest first; none until the shop makes some. */
export function interests(db: Db): Interest[] {
  return db.sql<Interest>(`${SELECT} where archived_at is null order by id`).all()
}

/** One of them, one that was put away as well; null when there is none. */
export function findInterest(db: Db, id: number): Interest | null {
  return db.sql<Interest>(`${SELECT} where id = ?`).get(id) ?? null
}

/** One that people may choose. @throws AppError `interest_not_found` */
export function getInterest(db: Db, id: number): Interest {
  const interest = findInterest(db, id)
  if (interest === null || interest.archivedAt !== null) throw new AppError('interest_not_found')
  return interest
}

/** Adds one. @throws AppError `interest_name_invalid` {limit}, `interest_name_taken` {name}, `interests_full` {limit} */
export function createInterest(db: Db, interest: { name: string; createdBy: number }, at: number): Interest {
  const name = freeName(db, interest.name, null)
  if (interests(db).length >= MOST_INTERESTS) throw new AppError('interests_full', { limit: MOST_INTERESTS })
  const { lastInsertRowid } = db
    .sql('insert into interests (name_folded, name, created_by, created_at) values (?, ?, ?, ?)')
    .run(fold(name), name, interest.createdBy, at)
  return getInterest(db, Number(lastInsertRowid))
}

/** @throws AppError `interest_not_found`, `interest_name_invalid` {limit}, `interest_name_taken` {name} */
export function renameInterest(db: Db, id: number, name: string): void {
  getInterest(db, id)
  const free = freeName(db, name, id)
  db.sql('update interests set name = ?, name_folded = ? where id = ?').run(free, fold(free), id)
}

/**
 * Puts one away: nobody is asked about it any more. What people said holds on for what was approved under it.
 * @throws AppError `interest_not_found`
 */
export function archiveInterest(db: Db, id: number, at: number): void {
  getInterest(db, id)
  db.sql('update interests set archived_at = ? where id = ?').run(at, id)
}

/** How many people do not want to hear about it. */
export function countDeclined(db: Db, id: number): number {
  const row = db
    .sql<{ n: number }>('select count(*) as n from interest_answers where interest_id = ? and wants = 0')
    .get(id)
  return row?.n ?? 0
}

/** What somebody may choose among, and whether they want it: they do until they say otherwise. */
export function interestsOf(db: Db, subscriberId: number): (Interest & { wants: boolean })[] {
  return db
    .sql<Interest & { refused: number }>(
      `select ${COLUMNS.of('i')}, exists (select 1 from interest_answers a
         where a.subscriber_id = ? and a.interest_id = i.id and a.wants = 0) as refused
       from interests i where i.archived_at is null order by i.id`,
    )
    .all(subscriberId)
    .map(({ refused, ...interest }) => ({ ...interest, wants: refused === 0 }))
}

/** What somebody said they do (`wants` 1) or do not want to hear about, and when, ms UTC; the last word on each. */
export function listInterestAnswers(db: Db, subscriberId: number): { name: string; wants: number; at: number }[] {
  return db
    .sql<{ name: string; wants: number; at: number }>(
      `select i.name, a.wants, a.at from interest_answers a join interests i on i.id = a.interest_id
       where a.subscriber_id = ? order by a.at, i.id`,
    )
    .all(subscriberId)
}

/**
 * They want to hear about it, or do not.
 * @param at ms UTC
 * @returns false when they had said so before, and nothing changed
 * @throws AppError `interest_not_found`
 */
export function answerInterest(
  db: Db,
  subscriberId: number,
  answer: { interest: number; wants: boolean },
  change: Change,
  at: number,
): boolean {
  getInterest(db, answer.interest)
  const { changes } = db
    .sql(
      `insert into interest_answers (subscriber_id, interest_id, wants, at) values (?, ?, ?, ?)
       on conflict (subscriber_id, interest_id) do update set wants = excluded.wants, at = excluded.at
       where wants <> excluded.wants`,
    )
    .run(subscriberId, answer.interest, answer.wants ? 1 : 0, at)
  if (changes === 0) return false
  recordEvent(db, subscriberId, 'about', change, at)
  return true
}

function freeName(db: Db, typed: string, id: number | null): string {
  const name = onOneLine(typed)
  if (!/[\p{L}\p{N}]/u.test(name) || name.length > INTEREST_LENGTH) {
    throw new AppError('interest_name_invalid', { limit: INTEREST_LENGTH })
  }
  const taken = db
    .sql<{ id: number; name: string }>('select id, name from interests where name_folded = ? and archived_at is null')
    .get(fold(name))
  if (taken !== undefined && taken.id !== id) throw new AppError('interest_name_taken', { name: taken.name })
  return name
}
