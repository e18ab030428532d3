import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { parseQuietData } from '../../delivery/quiet.js'
import { texts } from '../../text/index.js'
import { recordReply } from '../../tracking/read.js'
import { sendCard } from '../admin/card.js'
import type { BotContext } from '../context.js'
import type { SubscriberDeps } from './deps.js'
import { membershipFeature } from './membership.js'
import { answer } from './press.js'
import { quietFeature } from './quiet.js'
import { settingsFeature } from './settings.js'
import { invite, startFeature } from './start.js'
import { stopFeature } from './stop.js'

/** Everything the bot does for those who get the offers. It answers whatever is left, so it comes last. */
export function subscriberFeature(deps: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(
    membershipFeature(deps),
    quietFeature(deps),
    startFeature(deps),
    stopFeature(deps),
    settingsFeature(deps),
  )
  composer.use(pagesFeature(), messageFeature(deps))
  composer.on('callback_query', ctx => answer(ctx, texts(ctx.language).subscriber.oldButton))
  return composer
}

/** `/privacy` and `/help`, for subscribers and everybody else. */
function pagesFeature(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  for (const page of ['privacy', 'help'] as const) {
    composer.command(page, async ctx => {
      await sendCard(ctx, { text: texts(ctx.language).subscriber[page](ctx.me.first_name), keyboard: [] })
    })
  }
  return composer
}

/** What people write: kept as a reply, without its words; an unknown command gets a hint, a stranger an invitation. */
function messageFeature({ db }: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('message').filter(isWriting, async ctx => {
    const { subscriber, message } = ctx
    if (subscriber === null) return invite(ctx)
    if (isCommand(message)) {
      await ctx.reply(texts(ctx.language).subscriber.unknownCommand)
      return
    }
    const reply = {
      subscriberId: subscriber.id,
      quotedMessageId: message.reply_to_message?.message_id ?? null,
      quotedDeliveryId: quotedDelivery(message),
      messageId: message.message_id,
    }
    await db.group(() => recordReply(db, reply, ctx.happenedAt))
  })
  return composer
}

/** False for what Telegram itself puts into a chat (a pinned message, a changed timer …). */
function isWriting(ctx: BotContext): boolean {
  return ctx.has([
    'message:text',
    'message:photo',
    'message:video',
    'message:animation',
    'message:document',
    'message:audio',
    'message:voice',
    'message:video_note',
    'message:sticker',
    'message:contact',
    'message:location',
    'message:poll',
    'message:dice',
    'message:story',
  ])
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
