import type { Composer } from 'grammy'
import type { InlineKeyboardButton } from 'grammy/types'
import { texts } from '../../text/index.js'
import type { BotContext } from '../context.js'
import { onPress, stopClock } from '../press.js'
import { presses } from './addresses.js'
import type { ReplyDeps } from './deps.js'
import { muteKey } from './header.js'
import { setMuted } from './kept.js'
import type { Postman } from './postman.js'

/** The buttons that mute somebody, let them be heard again, and bring what is kept of them. */
export function onMute(composer: Composer<BotContext>, deps: Pick<ReplyDeps, 'db'> & { postman: Postman }): void {
  const { db, postman } = deps

  onPress(composer, presses.mute, async (ctx, { person, muted }) => {
    const on = muted === 1
    await ctx.deed(() => setMuted(db, person, on, ctx.at))
    const words = texts(ctx.language).replies
    await ctx.answerCallbackQuery({ text: on ? words.muted : words.unmuted })
    const { callbackQuery } = ctx
    const pressed = callbackQuery?.message
    const rows = pressed !== undefined && 'reply_markup' in pressed ? pressed.reply_markup?.inline_keyboard : undefined
    if (rows === undefined) return
    const turned = muteKey(person, on, ctx.language)
    const turn = (button: InlineKeyboardButton): InlineKeyboardButton =>
      'callback_data' in button && button.callback_data === callbackQuery?.data && 'data' in turned
        ? { text: turned.label, callback_data: turned.data }
        : button
    await ctx.editMessageReplyMarkup({ reply_markup: { inline_keyboard: rows.map(row => row.map(turn)) } })
  })

  onPress(composer, presses.more, async (ctx, { person }) => {
    const chat = ctx.chatId
    await stopClock(ctx)
    if (chat === undefined) return
    const topic =
      ctx.callbackQuery?.message?.is_topic_message === true ? ctx.callbackQuery.message.message_thread_id : null
    if (await postman.bringKept({ chat, topic: topic ?? null }, person)) return
    await ctx.reply(texts(ctx.language).replies.later, topic == null ? {} : { message_thread_id: topic })
  })
}
