import { Composer } from 'grammy'
import { z } from 'zod'
import { takeVote, type Voted } from '../../delivery/poll.js'
import { texts } from '../../text/index.js'
import { recordActivity } from '../../tracking/read.js'
import type { BotContext } from '../context.js'
import { endedWords } from './button/ended.js'
import type { SubscriberDeps } from './works.js'

const votedSchema: z.ZodType<Voted> = z.union([
  z.object({ kind: z.enum(['counted', 'late']), delivery: z.int() }),
  z.object({ kind: z.enum(['kept', 'strange']) }),
])

/**
 * Answers to polls. They come without a chat, so nothing behind this sees them: no question, no conversation of anybody's. Telegram shows an
 * answer itself, so nothing is said, unless it came too late to count.
 */
export function pollAnswers({ db, zone }: Pick<SubscriberDeps, 'db' | 'zone'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('poll_answer', async ctx => {
    const { subscriber } = ctx
    const { user, poll_id: pollId, option_ids: options } = ctx.pollAnswer
    if (subscriber === null || user === undefined) return
    const voted = await ctx.deed(votedSchema, () => {
      const came = takeVote(db, { pollId, subscriberId: subscriber.id, options }, zone(), ctx.at)
      // Elsewhere they may have answered what was passed on to them.
      if (came.kind !== 'strange') recordActivity(db, subscriber.id, ctx.at)
      return came
    })
    if (voted.kind !== 'late' || options.length === 0) return
    const { notCounted } = texts(ctx.language).subscriber.deadline
    await ctx.api.sendMessage(user.id, `${endedWords(db, voted.delivery, zone(), ctx.language)} ${notCounted}`)
  })
  return composer
}
