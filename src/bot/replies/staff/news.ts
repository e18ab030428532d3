import type { Api } from 'grammy'
import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { languageFor } from '../../language.js'
import { findSetting, saveSetting } from '../../settings.js'
import { type FirstOwners, ownerIds } from '../../team.js'
import { attempt } from '../postman/attempt.js'

const newsSchema = z.object({ kind: z.enum(['bound', 'refused']), who: z.string(), title: z.string() })
const listSchema = z.array(newsSchema)

/** What the owners must hear of the staff chat: who bound which group, or tried to with a right code and may not. */
export type StaffNews = z.infer<typeof newsSchema>

const NEWS = 'staff_news'
/** A stranger who found a code has spent it; more than this cannot pile up but by owners. */
const MOST = 20

/** Keeps it until every owner was told. */
export function recordNews(db: Db, news: StaffNews): void {
  saveSetting(db, NEWS, listSchema, [...listNews(db), news].slice(-MOST))
}

/** What the owners were not told yet, the oldest first. */
function listNews(db: Db): StaffNews[] {
  return findSetting(db, NEWS, listSchema) ?? []
}

/**
 * Tells every owner, in their language; one who cannot be reached is left alone.
 * @param told owners who have heard of the oldest already; kept up to date
 * @returns seconds to wait where Telegram asked for a rest; null when all is told
 */
export async function tellNews(
  { db, api, language, adminIds }: FirstOwners & { db: Db; api: Api; language: () => Language },
  told: Set<number>,
): Promise<number | null> {
  for (let [news] = listNews(db); news !== undefined; [news] = listNews(db)) {
    for (const owner of ownerIds(db, { adminIds })) {
      if (told.has(owner)) continue
      const words = texts(languageFor(db, owner, language())).replies.news[news.kind](news.who, news.title)
      const sent = await attempt(() => api.sendMessage(owner, words))
      if (sent.kind === 'later') return sent.seconds
      told.add(owner)
    }
    await db.group(() => saveSetting(db, NEWS, listSchema, listNews(db).slice(1)))
    told.clear()
  }
  return null
}
