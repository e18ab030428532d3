import type { Message } from 'grammy/types'
import { texts } from '../../../text/index.js'
import type { BotContext } from '../../context.js'
import type { Addressed, TextButton } from '../../settings/texts.js'
import { own } from '../../subscriber/addresses.js'
import { isMuted } from '../inbox/kept.js'
import { recordHandled, reopen } from '../inbox.js'
import type { Postman } from '../postman.js'
import { countSent, findReady, type Ready } from '../ready.js'
import type { ReplyDeps } from '../works.js'
import { handOver, putContent } from './hand.js'

/** True for a message that an answer may answer by itself: the writer's own words, and nothing else. */
export function answersItself({ text, forward_origin, via_bot, media_group_id }: Message): boolean {
  return text !== undefined && forward_origin === undefined && via_bot === undefined && media_group_id === undefined
}

/**
 * Answers a message with what is ready: nobody need answer it any more, and its writer may ask for somebody all the same.
 * To be called in the deed that keeps the message.
 * @param entry of the inbox
 */
export function putReady({ db }: ReplyDeps, ctx: BotContext, person: Addressed, ready: Ready, entry: number): void {
  recordHandled(db, entry, ready.id, ctx.at)
  countSent(db, ready.id, 'byWord')
  putContent(db, ctx, person, ready.content, rowsBelow({ db }, ctx, person, entry))
}

/** Sends it. Where Telegram took nothing of it, the message goes to people after all. */
export async function sendReady(
  { db, waits, postman }: ReplyDeps & { postman: Pick<Postman, 'wake'> },
  ctx: BotContext,
  person: Addressed,
  { entry, answer }: { entry: number; answer: number | null },
): Promise<void> {
  const ready = answer === null ? null : findReady(db, answer)
  const sent = await handOver(db, ctx, person, ready?.content ?? null, rowsBelow({ db }, ctx, person, entry))
  if (sent?.state === 'sent' || sent?.state === 'uncertain' || isMuted(db, person.telegramId)) return
  await db.group(() => void reopen(db, entry))
  waits(person.telegramId)
  postman.wake()
}

/** The way to people; who is muted has none. */
function rowsBelow(
  { db }: Pick<ReplyDeps, 'db'>,
  { language }: BotContext,
  { telegramId }: Addressed,
  entry: number,
): TextButton[][] {
  if (isMuted(db, telegramId)) return []
  return [[{ text: texts(language).replies.askPerson, callback_data: own.askPerson.data({ entry }) }]]
}
