import type { Db } from '../db/open.js'

/** What one slice did: how many rows it deleted, and where the next one goes on; null at the end of the table. */
export type Slice = { gone: number; after: number | null }

/** Deletes clicks older than `before`, in one slice of the table. @param before ms UTC */
export function dropOldClicks(db: Db, before: number, after: number, most: number): Slice {
  return slice(db, {
    upto: 'select max(id) as id, count(*) as n from (select id from clicks where id > ? order by id limit ?)',
    drop: 'delete from clicks where id > ? and id <= ? and at < ?',
    ...{ before, after, most },
  })
}

/** Deletes evidence of reading older than `before`. @param before ms UTC */
export function dropOldReads(db: Db, before: number, after: number, most: number): Slice {
  return slice(db, {
    upto: `select max(id) as id, count(*) as n from (
      select delivery_id as id from reads where delivery_id > ? order by delivery_id limit ?)`,
    drop: 'delete from reads where delivery_id > ? and delivery_id <= ? and at < ?',
    ...{ before, after, most },
  })
}

/** Deletes answers to polls older than `before`. @param before ms UTC */
export function dropOldVotes(db: Db, before: number, after: number, most: number): Slice {
  return slice(db, {
    upto: `select max(id) as id, count(*) as n from (
      select delivery_id as id from poll_votes where delivery_id > ? order by delivery_id limit ?)`,
    drop: 'delete from poll_votes where delivery_id > ? and delivery_id <= ? and at < ?',
    ...{ before, after, most },
  })
}

/** Deletes replies to offers older than `before`. @param before ms UTC */
export function dropOldReplies(db: Db, before: number, after: number, most: number): Slice {
  return slice(db, {
    upto: 'select max(id) as id, count(*) as n from (select id from replies where id > ? order by id limit ?)',
    drop: 'delete from replies where id > ? and id <= ? and at < ?',
    ...{ before, after, most },
  })
}

/** Deletes events older than `before`. @param before ms UTC */
export function dropOldEvents(db: Db, before: number, after: number, most: number): Slice {
  return slice(db, {
    upto: 'select max(id) as id, count(*) as n from (select id from events where id > ? order by id limit ?)',
    drop: 'delete from events where id > ? and id <= ? and at < ?',
    ...{ before, after, most },
  })
}

type Wanted = { upto: string; drop: string; before: number; after: number; most: number }

function slice(db: Db, { upto, drop, before, after, most }: Wanted): Slice {
  const row = db.sql<{ id: number | null; n: number }>(upto).get(after, most)
  const last = row?.id ?? null
  if (last === null) return { gone: 0, after: null }
  const { changes } = db.sql(drop).run(after, last, before)
  return { gone: changes, after: row?.n === most ? last : null }
}
