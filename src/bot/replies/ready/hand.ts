import type { Db } from '../../../db/open.js'
import type { Content } from '../../../offers/content.js'
import type { BotContext } from '../../context.js'
import { type Posted, putOut, sendOut } from '../../lanes/outbox.js'
import { createPost } from '../../lanes/sender.js'
import { type Addressed, renderContent, type TextButton, wordsAlone } from '../../settings/texts.js'

/** Puts out what the shop wrote, for one person. To be called in the deed that decides it. @param rows buttons below it */
export function putContent(
  db: Db,
  ctx: BotContext,
  person: Addressed,
  content: Content,
  rows: TextButton[][] = [],
): void {
  putOut(db, ctx.update.update_id, [{ chat: person.telegramId, parcel: renderContent(content, person, rows) }])
}

/**
 * Sends it, once. Where Telegram no longer knows its medium, the words go alone.
 * @param content null: it was deleted after it had been put out
 * @returns what became of it; null when nothing was put out
 */
export async function handOver(
  db: Db,
  ctx: BotContext,
  person: Addressed,
  content: Content | null,
  rows: TextButton[][] = [],
): Promise<Posted | null> {
  const { update_id: updateId } = ctx.update
  const post = createPost(ctx.api)
  const sent = (await sendOut(db, post, updateId)).at(-1) ?? null
  if (sent?.state !== 'refused' || sent.code !== 400) return sent
  const words = content === null ? null : wordsAlone(content)
  await ctx.deed(() => {
    if (words !== null) putContent(db, ctx, person, words, rows)
  })
  return (await sendOut(db, post, updateId)).at(-1) ?? sent
}
