import { Composer } from 'grammy'
import { recordReachable, recordUnreachable } from '../../audience/subscription.js'
import type { BotContext } from '../context.js'
import type { SubscriberDeps } from './works.js'

/** Blocks and unblocks, which change only whether people can be reached. */
export function membership({ db }: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('my_chat_member', async ctx => {
    const { subscriber, at } = ctx
    if (subscriber === null) return
    const { status } = ctx.myChatMember.new_chat_member
    if (status === 'kicked') await ctx.deed(() => recordUnreachable(db, subscriber.id, 'blocked', at))
    if (status === 'member') await ctx.deed(() => recordReachable(db, subscriber.id, at))
  })
  return composer
}
