import type { Db } from '../../../db/open.js'

/** Forgets what people wrote longer ago than that, a few rows at once. @param before ms UTC @returns how many went */
export function dropOldInbox(db: Db, before: number, most: number): number {
  return db
    .sql('delete from inbox where id in (select id from (select id, at from inbox order by id limit ?) where at < ?)')
    .run(most, before).changes
}

/** Where messages stand that were passed on longer ago than that, as JSON of chat and message; it looks at all of them. */
export async function listOldCopies(db: Db, before: number, most: number): Promise<string | null> {
  const rows = await db.jobs.rows<{ chat: number; message: number }>(
    'select chat_id as chat, message_id as message from inbox_copies where at < ? limit ?',
    [before, most],
  )
  return rows.length === 0 ? null : JSON.stringify(rows)
}

/** Forgets those. @param copies as `listOldCopies` gave them @returns how many went */
export function dropCopies(db: Db, copies: string): number {
  return db
    .sql(
      `delete from inbox_copies where (chat_id, message_id) in (
         select value ->> '$.chat', value ->> '$.message' from json_each(?))`,
    )
    .run(copies).changes
}

/**
 * Telegram ids of people who wrote, never pressed Start, and have not written since then, the longest silent first.
 * @param before ms UTC
 * @param team Telegram ids of those who work here
 */
export async function listSilentStrangers(
  db: Db,
  before: number,
  team: readonly number[],
  most: number,
): Promise<number[]> {
  const rows = await db.jobs.rows<{ id: number }>(
    `select telegram_id as id from inbox
     where telegram_id not in (select value from json_each(?))
       and telegram_id not in (select telegram_id from subscribers where telegram_id is not null)
     group by telegram_id having max(at) < ? order by max(at) limit ?`,
    [JSON.stringify(team), before, most],
  )
  return rows.map(({ id }) => id)
}
