import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import { MINUTE } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { parseQuietData } from '../../delivery/button/quiet.js'
import { recordServiceSeen } from '../../delivery/service/seen.js'
import { texts } from '../../text/index.js'
import { recordReply } from '../../tracking/read.js'
import { teamCard } from '../admin/team-help.js'
import { sendCard } from '../card-message.js'
import { type BotContext, personOf } from '../context.js'
import { isWriting } from '../reception/writing.js'
import { editPassed } from '../replies/edit.js'
import { recordWritten } from '../replies/inbox.js'
import { answersItself, putReady, sendReady } from '../replies/ready/by-word.js'
import { isTalking, matchReady } from '../replies/ready/keyword.js'
import { putReceipt, sendReceipt } from '../replies/receipt.js'
import { mayAnswer } from '../replies/works.js'
import { roleOf } from '../team.js'
import { actionButtons } from './button/action.js'
import { codeButtons } from './button/code.js'
import { endedButtons } from './button/ended.js'
import { bell } from './button/quiet.js'
import { sharing } from './button/share.js'
import { ownData } from './data.js'
import { forgetting } from './forget.js'
import { membership } from './membership.js'
import { menuCard, ownMenu } from './menu.js'
import { askedForPeople } from './person.js'
import { personalAnswers } from './personal/link.js'
import { answer } from './press.js'
import { ownWishes } from './settings/wishes.js'
import { ownSettings } from './settings.js'
import { invite, starts } from './start.js'
import { stopReasons } from './stop/why.js'
import { stops } from './stop.js'
import { ownAnswers } from './survey/answers.js'
import { questionButtons } from './survey.js'
import type { SubscriberDeps } from './works.js'

/** What keeping a message came to: its entry of the inbox, and the ready answer that it got (null: none). Null: it is nobody's to answer. */
const cameOf = z.object({ entry: z.int(), answer: z.int().nullable() }).nullable()

/** Everything the bot does for those who get the offers. It answers whatever is left, so it comes last. */
export function subscriberChat(deps: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    membership(deps),
    bell(deps),
    starts(deps),
    personalAnswers(deps),
    stops(deps),
    stopReasons(deps),
    ownSettings(deps),
    ownWishes(deps),
    ownMenu(deps),
    askedForPeople(deps),
    sharing(deps),
    codeButtons(deps),
    actionButtons(deps),
    endedButtons(deps),
    questionButtons(deps),
    ownAnswers(deps),
    forgetting(deps),
    ownData(deps),
  )
  composer.use(pages(deps), messages(deps), edits(deps), oldButtons(deps))
  return composer
}

/** Buttons of nobody's (an earlier platform's): answered with a word, and with the menu, at most once a minute. The team has /admin. */
function oldButtons({ db, clock, replies }: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  const shown = new Map<number, number>()
  composer.on('callback_query', async ctx => {
    if (roleOf(replies.db, replies, ctx.from.id) !== null) {
      return answer(ctx, texts(ctx.language).admin.oldButton)
    }
    await answer(ctx, texts(ctx.language).subscriber.oldMenu)
    const now = clock.monotonic()
    for (const [id, at] of shown) if (at < now - MINUTE) shown.delete(id)
    if (shown.has(ctx.from.id)) return
    shown.set(ctx.from.id, now)
    if (ctx.subscriber === null) return invite(ctx)
    await sendCard(ctx, menuCard(db, ctx))
  })
  return composer
}

/** `/privacy` and `/help`, for subscribers and everybody else; the team reads first what it can do. */
function pages({ replies, kept }: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.command('privacy', async ctx => {
    await sendCard(ctx, { text: texts(ctx.language).subscriber.privacy(ctx.me.first_name, kept()), keyboard: [] })
  })
  composer.command('help', async ctx => {
    const help = texts(ctx.language).subscriber.help(ctx.me.first_name)
    const role = roleOf(replies.db, replies, ctx.from?.id ?? 0)
    await sendCard(ctx, role === null ? { text: help, keyboard: [] } : teamCard(ctx, role, help))
  })
  return composer
}

/**
 * What people write is kept, counted as a reply, and passed on to those who answer; or it is answered by itself, where one of
 * the shop's words stands in it. An unknown command gets a hint, a stranger an invitation. What those who answer write for
 * themselves is passed on to nobody.
 */
function messages({ db, replies }: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('message').filter(isWriting, async ctx => {
    const { subscriber, message, from } = ctx
    if (from === undefined) return
    if (isCommand(message)) {
      if (subscriber === null) return invite(ctx)
      await ctx.reply(texts(ctx.language).subscriber.unknownCommand)
      return
    }
    const answers = mayAnswer(replies, from.id)
    const came = await ctx.deed(cameOf, () => {
      const deliveryId = subscriber === null ? null : recordReply(db, replyOf(subscriber.id, message), ctx.at)
      if (subscriber !== null) quoteSeen(db, subscriber.id, message, ctx.at)
      if (answers) return null
      const album = message.media_group_id ?? null
      const written = { telegramId: from.id, messageId: message.message_id, deliveryId, at: ctx.at, album }
      const ready =
        answersItself(message) && !isTalking(db, from.id, ctx.at) ? matchReady(db, message.text ?? '') : null
      const entry = recordWritten(db, written)
      if (ready === null) putReceipt(replies, ctx, personOf(from), entry)
      else putReady(replies, ctx, personOf(from), ready, entry)
      return { entry, answer: ready?.id ?? null }
    })
    if (came !== null && came.answer !== null) {
      await sendReady(replies, ctx, personOf(from), came)
    } else if (came !== null) {
      const { entry } = came
      replies.waits(from.id)
      replies.postman.wake()
      await sendReceipt(replies, ctx, entry)
    }
    if (subscriber === null) await invite(ctx)
  })
  return composer
}

function replyOf(subscriberId: number, message: Message) {
  return {
    subscriberId,
    quotedMessageId: message.reply_to_message?.message_id ?? null,
    quotedDeliveryId: quotedDelivery(message),
    messageId: message.message_id,
  }
}

/** Whoever quotes a service message has seen it. */
function quoteSeen(db: Db, subscriberId: number, { reply_to_message: quoted }: Message, at: number): void {
  if (quoted?.from?.is_bot !== true) return
  recordServiceSeen(db, subscriberId, { messageId: quoted.message_id, text: quoted.text ?? null }, at)
}

/** What somebody changes afterwards is changed where it was passed on to. */
function edits({ replies }: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('edited_message', ctx => editPassed(replies, ctx))
  return composer
}

function isCommand(message: Message): boolean {
  return message.entities?.some(entity => entity.type === 'bot_command' && entity.offset === 0) ?? false
}

/** The delivery whose bell stands under the quoted message; null without one. */
function quotedDelivery(message: Message): number | null {
  for (const button of message.reply_to_message?.reply_markup?.inline_keyboard.flat() ?? []) {
    const press = 'callback_data' in button ? parseQuietData(button.callback_data) : null
    if (press?.target.kind === 'delivery') return press.target.id
  }
  return null
}
