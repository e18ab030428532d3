import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { pickLanguage } from '../../text/format.js'
import { texts } from '../../text/index.js'
import type { BotContext } from '../context.js'
import { isWriting } from '../writing.js'
import { answerPerson, editAnswer, say } from './answer.js'
import { findConcerned } from './copies.js'
import type { ReplyDeps } from './deps.js'
import { onDone } from './done.js'
import type { Postman } from './postman.js'
import { bindStaffChat, findStaffChat, findTopicPerson, isStaffCode, loseStaffChat } from './staff.js'

/** What happens in groups: the staff group is bound, answers, and is lost. Any other group is left alone. */
export function groupFeature(deps: ReplyDeps & { postman: Postman }): Composer<BotContext> {
  const { db, clock, postman } = deps
  const composer = new Composer<BotContext>()

  composer.use(async (ctx, next) => {
    ctx.at = clock.now()
    ctx.subscriber = null
    ctx.language = pickLanguage(ctx.from?.language_code, deps.language())
    await next()
  })

  composer.command('bind', async ctx => {
    const { message, chat } = ctx
    if (message === undefined) return
    const words = texts(ctx.language).replies
    if (!isStaffCode(db, ctx.match, ctx.at)) return say(ctx, message, words.codeWrong)
    if (chat.type !== 'supergroup' || chat.is_forum !== true) return say(ctx, message, words.needsTopics)
    const me = await ctx.getChatMember(ctx.me.id)
    if (me.status !== 'administrator' || me.can_manage_topics !== true) return say(ctx, message, words.needsRights)
    await db.group(() => bindStaffChat(db, { chat: chat.id, title: chat.title }))
    await say(ctx, message, words.bound)
    postman.wake()
  })

  const staff = composer.filter(ctx => {
    const known = findStaffChat(db)
    return known?.kind === 'bound' && known.chat === ctx.chat?.id
  })

  staff.on('my_chat_member', async ctx => {
    const { new_chat_member: me } = ctx.myChatMember
    if (me.status === 'administrator' && me.can_manage_topics === true) return
    const there = me.status === 'administrator' || me.status === 'member' || me.status === 'restricted'
    await db.group(() => loseStaffChat(db, there ? 'rights' : 'removed'))
    postman.wake()
  })

  onDone(staff, deps)

  staff.on('message').filter(
    ctx => isWriting(ctx) && !isCommand(ctx.message),
    async ctx => {
      const person = addresseeOf(ctx.message)
      if (person !== null) await answerPerson(deps, ctx, person)
    },
  )
  staff.on('edited_message', ctx => editAnswer(deps, ctx))

  /** Whom a message in the staff group is for: the person of its topic, or of the message it answers. */
  function addresseeOf(message: Message): number | null {
    const { id } = message.chat
    const topic = message.is_topic_message === true ? message.message_thread_id : undefined
    const byTopic = topic === undefined ? null : findTopicPerson(db, id, topic)
    if (byTopic !== null || message.reply_to_message === undefined) return byTopic
    return findConcerned(db, id, message.reply_to_message.message_id)
  }

  return composer
}

function isCommand(message: Message): boolean {
  return (message.text ?? message.caption)?.startsWith('/') === true
}
