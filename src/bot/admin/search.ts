import { z } from 'zod'
import type { Db } from '../../db/open.js'
import { LISTED } from '../../delivery/broadcast.js'
import { IN_LIBRARY } from '../../delivery/library.js'
import { fold } from '../../text/fold.js'
import { concat } from '../../text/rich.js'
import type { Address } from '../address.js'
import { type Key, key } from '../card.js'
import type { Here } from '../here.js'
import { type Entry, go, say, screen, words } from '../screen.js'
import { findSetting, saveSetting } from '../settings.js'
import { pageRow, pageWithin } from './page.js'

const KEPT = 10
const LENGTH = 64
/** Fewer digits name nobody; a number is also typed without its country. */
const DIGITS = 5
const NATIONAL = 8
/** `at`: ms UTC; what was kept before that was noted is as old as can be. */
const searchSchema = z.object({ id: z.int(), words: z.string(), at: z.int().default(0) })
const schema = z.object({ next: z.int(), kept: z.array(searchSchema) })
const setting = (adminId: number) => `searches:${adminId}`

/** A list that can be searched by name. */
export type Searched = 'segments' | 'broadcasts' | 'offers'

/** The same order as the whole list, the newest first. */
const statements: Record<Searched, string> = {
  segments: `n.id, count(*) over () as total from segments n where deleted_at is null and listed = 1 and not exists
    (select 1 from json_each(?) where instr(n.name_folded, value) = 0) order by n.created_at desc, n.id desc`,
  broadcasts: `b.id, count(*) over () as total from broadcasts b join offers o on o.id = b.offer_id where ${LISTED} and not exists
    (select 1 from json_each(?) where instr(o.name_folded, value) = 0) order by b.created_at desc, b.id desc`,
  offers: `o.id, count(*) over () as total from offers o where o.archived_at is null and ${IN_LIBRARY} and not exists
    (select 1 from json_each(?) where instr(o.name_folded, value) = 0) order by o.created_at desc, o.id desc`,
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
    .sql<{ id: number; total: number }>(`select ${statements[list]} limit ${page.limit} offset ?`)
    .all(JSON.stringify(fold(words).split(' ')), page.offset)
  return { ids: rows.map(row => row.id), total: rows[0]?.total ?? 0 }
}

/** What is looked for, as it is kept; null when there is nothing to look for. */
export function wordsToFind(typed: string): string | null {
  const words = typed.replace(/\s+/gu, ' ').trim().slice(0, LENGTH)
  return fold(words) === '' ? null : words
}

/**
 * Keeps what an admin looks for, so that buttons can name it by a number; the last ten are kept.
 * @param at ms UTC
 * @returns its number; null when there is nothing to look for
 */
export function keepWords(db: Db, adminId: number, typed: string, at: number): number | null {
  const words = wordsToFind(typed)
  if (words === null) return null
  const { next, kept } = findSetting(db, setting(adminId), schema) ?? { next: 1, kept: [] }
  saveSetting(db, setting(adminId), schema, { next: next + 1, kept: [...kept, { id: next, words, at }].slice(-KEPT) })
  return next
}

/** Nobody's search holds this number any more, whole or in part, however it was typed. @param phone E.164 */
export function forgetSearches(db: Db, phone: string): void {
  const number = phone.replace(/\D/g, '')
  const names = (words: string) => {
    const digits = words.replace(/\D/g, '')
    return digits.length >= DIGITS && (number.includes(digits) || digits.endsWith(number.slice(-NATIONAL)))
  }
  eraseSearches(db, names)
}

/** Drops what the team looked for where the words name somebody. */
export function eraseSearches(db: Pick<Db, 'sql'>, names: (words: string) => boolean): void {
  keepSearches(db, search => !names(search.words))
}

/** Drops what nobody of the team has looked for since then. @param before ms UTC */
export function dropOldSearches(db: Pick<Db, 'sql'>, before: number): void {
  keepSearches(db, ({ at }) => at >= before)
}

function keepSearches(db: Pick<Db, 'sql'>, stays: (search: z.infer<typeof searchSchema>) => boolean): void {
  const keys = db.sql<{ key: string }>(`select key from settings where key glob 'searches:*'`).all()
  for (const { key: name } of keys) {
    const found = findSetting(db, name, schema)
    if (found === null || found.kept.every(stays)) continue
    saveSetting(db, name, schema, { ...found, kept: found.kept.filter(stays) })
  }
}

/** What this admin looked for under that number; null when it is too long ago. */
export function findWords(db: Db, adminId: number, id: number): string | null {
  return findSetting(db, setting(adminId), schema)?.kept.find(search => search.id === id)?.words ?? null
}

/**
 * A list that can be searched. `find` asks for the words, `found` shows a page of what holds them, `all` is the whole list;
 * `rows`: the buttons of some of it, by their ids.
 */
export type SearchOf = {
  list: Searched
  find: Address<never>
  found: Address<'search' | 'page'>
  all: Address<'page'>
  size: number
  rows(here: Here, ids: readonly number[]): Key[][] | Promise<Key[][]>
}

/** The 🔎 of a list and the pages of what was found; words from too long ago lead back to the whole list. */
export function searchPlaces({ list, find, found, all, size, rows }: SearchOf): Entry[] {
  return [
    screen(
      find,
      ({ t: { admin } }) => ({ text: concat([admin.askFind]), keyboard: [[key(admin.back, all, { page: 0 })]] }),
      {
        words: words(
          ({ db, me, t, at }, _, { text }) => {
            const search = keepWords(db, me, text, at)
            return search === null ? say(t.admin.wordsNeeded) : go(found, { search, page: 0 })
          },
          here => here.t.admin.wordsNeeded,
        ),
      },
    ),
    screen(found, async (here, { search, page: wanted }) => {
      const { admin } = here.t
      const typed = findWords(here.db, here.me, search)
      if (typed === null) return go(all, { page: 0 })
      const { total } = findByName(here.db, list, typed, { offset: 0, limit: 1 })
      const page = pageWithin(wanted, { size, total })
      const { ids } = findByName(here.db, list, typed, { offset: page * size, limit: size })
      return {
        text: admin.found(typed, total),
        keyboard: [
          ...(await rows(here, ids)),
          ...pageRow(page => found.data({ search, page }), { page, size, total }),
          [key(admin.findAgain, find, {}), key(admin.all, all, { page: 0 })],
        ],
      }
    }),
  ]
}
