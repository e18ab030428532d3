import { type Composer, GrammyError } from 'grammy'
import type { InlineKeyboardButton } from 'grammy/types'
import type { Codec } from '../../callback-data.js'
import { type QuietAction, type QuietTarget, quietData } from '../../delivery/button/quiet.js'
import { shorten } from '../../text/format.js'
import type { BotContext } from '../context.js'

const TOAST_LENGTH = 200

/** Handles the presses of a button; `handle` answers them. */
export function onButton<T extends object>(
  composer: Composer<BotContext>,
  button: Pick<Codec<T>, 'read'>,
  handle: (ctx: BotContext, values: T) => Promise<unknown>,
): void {
  composer.on('callback_query:data', async (ctx, next) => {
    const values = button.read(ctx.callbackQuery.data)
    await (values === null ? next() : handle(ctx, values))
  })
}

/** Answers a press with a short line, or only stops its clock. A query that is too old is left alone. */
export async function answer(ctx: BotContext, words = ''): Promise<void> {
  await forgiving(['query is too old', 'query id is invalid'], () =>
    ctx.answerCallbackQuery(words === '' ? {} : { text: shorten(words, TOAST_LENGTH) }),
  )
}

/** True when Telegram still lets the pressed message be edited. */
export function isEditable(ctx: BotContext): boolean {
  const message = ctx.callbackQuery?.message
  return message !== undefined && message.date !== 0
}

/**
 * Puts rows in place of the bell's (or of what it opened) under the pressed message; the offer's own rows stay.
 * A message that is gone, or looks so already, is left alone.
 */
export async function replaceQuietRows(
  ctx: BotContext,
  target: QuietTarget,
  rows: { label: string; action: QuietAction }[][],
): Promise<void> {
  const message = ctx.callbackQuery?.message
  if (message === undefined || !('reply_markup' in message)) return
  const mark = quietData(target, 'ask').slice(0, -1)
  const own = (button: InlineKeyboardButton) => 'callback_data' in button && button.callback_data.startsWith(mark)
  const offers = (message.reply_markup?.inline_keyboard ?? []).filter(row => !row.some(own))
  const added = rows.map(row =>
    row.map(({ label, action }) => ({ text: label, callback_data: quietData(target, action) })),
  )
  await forgiving(['not modified', 'message to edit not found', "message can't be edited"], () =>
    ctx.editMessageReplyMarkup({ reply_markup: { inline_keyboard: [...offers, ...added] } }),
  )
}

/** Takes the buttons away from under the pressed message. */
export async function dropKeyboard(ctx: BotContext): Promise<void> {
  await forgiving(['not modified', 'message to edit not found', "message can't be edited"], () =>
    ctx.editMessageReplyMarkup(),
  )
}

/** Does without Telegram's refusal when it says one of these. */
export async function forgiving(refusals: readonly string[], call: () => Promise<unknown>): Promise<void> {
  try {
    await call()
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
    const description = error.description.toLowerCase()
    if (!refusals.some(refusal => description.includes(refusal))) throw error
  }
}
