import { GrammyError, HttpError } from 'grammy'
import { MINUTE } from '../../../clock.js'
import { texts } from '../../../text/index.js'
import type { BotContext } from '../../context.js'
import { roleOf } from '../../team.js'
import { findStaffChat, isStaffChat, isStaffCodeOpen } from '../staff.js'
import type { ReplyDeps } from '../works.js'

const REMEMBERED = 1_000

/**
 * Leaves groups that are nobody's of the team: says why once, in one sentence, and goes; brought in again, it goes
 * without a word. A group stays where somebody of the team writes, and everywhere while one may be about to be bound:
 * whoever binds may hide their name.
 * @returns a function that is true when the group gets no answer
 */
export function leaveStrangers({ db, clock, log, adminIds }: ReplyDeps): (ctx: BotContext) => Promise<boolean> {
  /** Groups that were told, and when they were last left, monotonic ms. */
  const left = new Map<number, number>()

  return async ctx => {
    const { chat } = ctx
    if (chat === undefined || (chat.type !== 'group' && chat.type !== 'supergroup')) return false
    if (isStaffChat(db, chat.id) || mayBecomeStaff(db, ctx.at)) return false
    if (ctx.from !== undefined && roleOf(db, { adminIds }, ctx.from.id) !== null) return false
    const standing = ctx.myChatMember?.new_chat_member.status
    if (standing === 'left' || standing === 'kicked') return true
    const before = left.get(chat.id)
    const now = clock.monotonic()
    if (before !== undefined && now - before < MINUTE) return true
    left.delete(chat.id)
    left.set(chat.id, now)
    const [oldest] = left.keys()
    if (left.size > REMEMBERED && oldest !== undefined) left.delete(oldest)
    if (before === undefined)
      await quietly(() => ctx.api.sendMessage(chat.id, texts(ctx.language).replies.notForGroups))
    await quietly(() => ctx.api.leaveChat(chat.id))
    log.info({ group: chat.id }, 'left a group that is not the staff chat')
    return true
  }
}

/** True while a group may be about to be bound, or bound again after it was lost. */
function mayBecomeStaff(db: ReplyDeps['db'], at: number): boolean {
  return isStaffCodeOpen(db, at) || findStaffChat(db)?.kind === 'lost'
}

/** Where the bot may not write, or is not any more, nothing need be said. */
async function quietly(call: () => Promise<unknown>): Promise<void> {
  try {
    await call()
  } catch (error) {
    if (!(error instanceof GrammyError) && !(error instanceof HttpError)) throw error
  }
}
