import type { MiddlewareFn } from 'grammy'
import { findSubscriber, languageOf, recordSeen } from '../audience/subscriber.js'
import { type Clock, SECOND } from '../clock.js'
import type { Db } from '../db/open.js'
import { type Language, pickLanguage } from '../text/format.js'
import { recordActivity, recordReaction } from '../tracking/read.js'
import { type BotContext, personOf } from './context.js'

/**
 * The first middleware: fills the context, keeps the person current, and takes note that they were there. Only people
 * in private chats get further; a block or an unblock is no sign of life.
 */
export function arrival(deps: { db: Db; clock: Clock; language: () => Language }): MiddlewareFn<BotContext> {
  const { db, clock } = deps
  return async (ctx, next) => {
    const user = ctx.from
    if (user === undefined || user.is_bot || (ctx.chat !== undefined && ctx.chat.type !== 'private')) return
    ctx.at = clock.now()
    ctx.happenedAt = happenedAt(ctx)
    ctx.subscriber =
      ctx.myChatMember === undefined
        ? await db.group(() => {
            const seen = recordSeen(db, personOf(user), ctx.happenedAt)
            if (seen === null) return null
            if (ctx.messageReaction !== undefined) {
              const messageId = ctx.messageReaction.message_id
              recordReaction(db, { subscriberId: seen.id, messageId }, ctx.happenedAt)
            }
            recordActivity(db, seen.id, ctx.happenedAt)
            return seen
          })
        : findSubscriber(db, user.id)
    const fallback = pickLanguage(user.language_code, deps.language())
    ctx.language = ctx.subscriber === null ? fallback : languageOf(ctx.subscriber, fallback)
    await next()
  }
}

/** Telegram's dates are whole seconds: the last moment of that second, but never later than now. */
function happenedAt(ctx: BotContext): number {
  const date =
    ctx.message?.date ?? ctx.editedMessage?.edit_date ?? ctx.myChatMember?.date ?? ctx.messageReaction?.date ?? null
  return date === null ? ctx.at : Math.min(ctx.at, date * SECOND + SECOND - 1)
}
