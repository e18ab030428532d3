import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import { pickLanguage } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type BotContext, personOf } from '../../context.js'
import { isWriting } from '../../reception/writing.js'
import { fullName, roleOf } from '../../team.js'
import { answerPerson, editAnswer, say } from '../answer.js'
import { findConcerned } from '../copies.js'
import { groupKeys } from '../keys.js'
import type { Postman } from '../postman.js'
import { cannedAnswers } from '../ready/canned.js'
import { bindStaffChat, findTopicPerson, isStaffChat, isStaffCode, loseStaffChat, spendStaffCode } from '../staff.js'
import type { ReplyDeps } from '../works.js'
import { leaveStrangers } from './leave.js'
import { recordNews } from './news.js'

const bindSchema = z.enum(['bound', 'needsTopics', 'needsRights'])

/** What happens in groups: the staff group is bound, answers, and is lost. Any other group gets no answer and is left. */
export function staffGroup(deps: ReplyDeps & { postman: Postman }): Composer<BotContext> {
  const { db, clock, postman } = deps
  const composer = new Composer<BotContext>()

  composer.use(async (ctx, next) => {
    ctx.at = clock.now()
    ctx.subscriber = null
    ctx.language = pickLanguage(ctx.from?.language_code, deps.language())
    await next()
  })

  const leave = leaveStrangers(deps)
  composer.use(async (ctx, next) => {
    if (!(await leave(ctx))) await next()
  })

  composer.command('bind', async ctx => {
    const { message, chat } = ctx
    if (message === undefined) return
    const { title = '' } = chat
    const words = texts(ctx.language).replies
    const owner = ctx.from !== undefined && roleOf(db, deps, ctx.from.id) === 'owner'
    const before = ctx.deed.before(bindSchema)
    if (before === null && !isStaffCode(db, ctx.match, ctx.at))
      return owner ? say(ctx, message, words.codeWrong) : undefined
    const why = owner && before === null ? await obstacle(ctx) : null
    // A code that was seen in a group is worth nothing any more, so nobody who reads it there can use it.
    const came = await ctx.deed(bindSchema, () => {
      spendStaffCode(db)
      if (owner && why !== null) return why
      if (owner) bindStaffChat(db, { chat: chat.id, title })
      recordNews(db, { kind: owner ? 'bound' : 'refused', who: writerOf(ctx), title })
      return 'bound'
    })
    postman.wake()
    if (owner) await say(ctx, message, words[came])
  })

  /** What keeps this group from answering; null when nothing does. */
  async function obstacle(ctx: BotContext): Promise<'needsTopics' | 'needsRights' | null> {
    if (ctx.chat?.type !== 'supergroup' || ctx.chat.is_forum !== true) return 'needsTopics'
    const me = await ctx.getChatMember(ctx.me.id)
    return me.status === 'administrator' && me.can_manage_topics === true ? null : 'needsRights'
  }

  /** Who wrote in a group; somebody who writes in the group's own name cannot be told. */
  function writerOf(ctx: BotContext): string {
    if (ctx.from === undefined || ctx.message?.sender_chat !== undefined) return texts(ctx.language).replies.hiddenAdmin
    const person = personOf(ctx.from)
    return person.username === null ? fullName(person) : `${fullName(person)} @${person.username}`
  }

  const staff = composer.filter(ctx => ctx.chat !== undefined && isStaffChat(db, ctx.chat.id))

  staff.on('my_chat_member', async ctx => {
    const { new_chat_member: me } = ctx.myChatMember
    if (me.status === 'administrator' && me.can_manage_topics === true) return
    const there = me.status === 'administrator' || me.status === 'member' || me.status === 'restricted'
    await ctx.deed(() => loseStaffChat(db, there ? 'rights' : 'removed'))
    postman.wake()
  })

  staff.use(groupKeys(deps), cannedAnswers(deps))

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
