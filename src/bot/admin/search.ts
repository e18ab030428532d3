import { z } from 'zod'
import type { Db } from '../../db/open.js'
import { fold } from '../../text/fold.js'
import { findSetting, saveSetting } from '../settings.js'

const KEPT = 10
const LENGTH = 64
const schema = z.object({ next: z.int(), kept: z.array(z.object({ id: z.int(), words: z.string() })) })
const key = (adminId: number) => `searches:${adminId}`

/** A list that can be searched by name. */
export type Searched = 'segments' | 'broadcasts'

/** The same order as the whole list, the newest first. */
const statements: Record<Searched, string> = {
  segments: `from segments n where deleted_at is null and not exists
    (select 1 from json_each(?) where instr(n.name_folded, value) = 0) order by n.created_at desc, n.id desc`,
  broadcasts: `from broadcasts n join offers o on o.id = n.offer_id where not exists
    (select 1 from json_each(?) where instr(o.name_folded, value) = 0) order by n.created_at desc, n.id desc`,
}

/**
 * Ids of those whose name holds every one of the words, whatever their case, and how many there are in all.
 * @param words as they were typed
 */
export function findByName(
  db: Db,
  list: Searched,
  words: string,
  page: { offset: number; limit: number },
): { ids: number[]; total: number } {
  const rows = db
    .sql<{ id: number; total: number }>(
      `select n.id, count(*) over () as total ${statements[list]} limit ${page.limit} offset ?`,
    )
    .all(JSON.stringify(fold(words).split(' ')), page.offset)
  return { ids: rows.map(row => row.id), total: rows[0]?.total ?? 0 }
}

/**
 * Keeps what an admin looks for, so that buttons can name it by a number; the last ten are kept.
 * @returns its number; null when there is nothing to look for
 */
export function keepWords(db: Db, adminId: number, typed: string): number | null {
  const words = typed.replace(/\s+/gu, ' ').trim().slice(0, LENGTH)
  if (fold(words) === '') return null
  const { next, kept } = findSetting(db, key(adminId), schema) ?? { next: 1, kept: [] }
  saveSetting(db, key(adminId), schema, { next: next + 1, kept: [...kept, { id: next, words }].slice(-KEPT) })
  return next
}

/** What this admin looked for under that number; null when it is too long ago. */
export function findWords(db: Db, adminId: number, id: number): string | null {
  return findSetting(db, key(adminId), schema)?.kept.find(search => search.id === id)?.words ?? null
}
