import { GrammyError, type MiddlewareFn } from 'grammy'
import { findSubscriber, languageOf, recordSeen } from '../../audience/subscriber.js'
import type { Unreachable } from '../../audience/subscription/reachability.js'
import { recordUnreachable } from '../../audience/subscription.js'
import type { Clock } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { classify } from '../../delivery/outcome.js'
import { recordServiceActivity, recordServiceSeen } from '../../delivery/service/seen.js'
import { type Language, pickLanguage } from '../../text/format.js'
import { recordActivity, recordReaction } from '../../tracking/read.js'
import { type BotContext, personOf } from '../context.js'

/**
 * The first middleware: fills the context, keeps the person current, and takes note that they were there. Only people
 * in private chats get further; a block, an unblock or an edit (Telegram edits too) is no sign of life. Who blocks the bot while it answers needs no
 * answer: that is noted, and the update is done.
 */
export function arrival(deps: { db: Db; clock: Clock; language: () => Language }): MiddlewareFn<BotContext> {
  const { db, clock } = deps
  return async (ctx, next) => {
    // grammY names nobody whom an answer to a poll comes from.
    const user = ctx.from ?? ctx.pollAnswer?.user
    if (user === undefined || user.is_bot || (ctx.chat !== undefined && ctx.chat.type !== 'private')) return
    ctx.at = clock.now()
    ctx.subscriber =
      ctx.myChatMember === undefined && ctx.editedMessage === undefined
        ? await db.group(() => {
            const seen = recordSeen(db, personOf(user), ctx.at)
            if (seen === null) return null
            if (ctx.messageReaction !== undefined) {
              const messageId = ctx.messageReaction.message_id
              recordReaction(db, { subscriberId: seen.id, messageId }, ctx.at)
              recordServiceSeen(db, seen.id, { messageId, text: null }, ctx.at)
            }
            // An answer to a poll says by itself what it was that they saw.
            if (ctx.pollAnswer === undefined) recordActivity(db, seen.id, ctx.at)
            recordServiceActivity(db, seen.id, ctx.at)
            return seen
          })
        : findSubscriber(db, user.id)
    const fallback = pickLanguage(user.language_code, deps.language())
    ctx.language = ctx.subscriber === null ? fallback : languageOf(ctx.subscriber, fallback)
    try {
      await next()
    } catch (error) {
      const gone = goneBy(error, user.id)
      if (gone === null) throw error
      await db.group(() => {
        const subscriber = findSubscriber(db, user.id)
        if (subscriber !== null) recordUnreachable(db, subscriber.id, gone, ctx.at)
      })
    }
  }
}

/** Why this person cannot be written to, if that is what Telegram's refusal says. */
function goneBy(error: unknown, id: number): Unreachable | null {
  if (!(error instanceof GrammyError) || error.payload['chat_id'] !== id) return null
  const { error_code: code, description } = error
  const outcome = classify({ kind: 'answered', code, description, retryAfter: null })
  if (outcome.kind !== 'refused') return null
  return outcome.reason === 'blocked' || outcome.reason === 'deactivated' ? outcome.reason : null
}
