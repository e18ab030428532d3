import { Composer } from 'grammy'
import { awaitsReason, recordReason, STOP_REASONS } from '../../../audience/subscription/reason.js'
import type { Db } from '../../../db/open.js'
import { texts } from '../../../text/index.js'
import { type Key, key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import { own } from '../addresses.js'
import { answer, forgiving, isEditable, onButton } from '../press.js'

/** The question under a stop that stands in a message of the bot's own, as buttons; none where it was answered. */
export function whyRows(db: Db, ctx: BotContext, subscriberId: number): Key[][] {
  if (!awaitsReason(db, subscriberId)) return []
  const { why, reasons } = texts(ctx.language).subscriber
  return [[key(why, own.why, {})], ...pairs(STOP_REASONS.map(reason => key(reasons[reason], own.reason, { reason })))]
}

/** Why somebody stopped: asked once, never needed. */
export function stopReasons({ db }: { db: Db }): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  onButton(composer, own.why, ctx => answer(ctx, texts(ctx.language).subscriber.whyToast))
  onButton(composer, own.reason, async (ctx, { reason }) => {
    const { subscriber } = ctx
    if (subscriber !== null) await ctx.deed(() => void recordReason(db, subscriber.id, reason))
    await Promise.all([answer(ctx, texts(ctx.language).subscriber.reasonTaken), dropQuestion(ctx)])
  })
  return composer
}

/** Takes the question's buttons away; what else stands there stays. */
async function dropQuestion(ctx: BotContext): Promise<void> {
  const message = ctx.callbackQuery?.message
  if (!isEditable(ctx) || message === undefined || !('reply_markup' in message)) return
  const rows = message.reply_markup?.inline_keyboard ?? []
  const asks = (data: string) => own.why.read(data) !== null || own.reason.read(data) !== null
  const rest = rows.filter(row => !row.some(button => 'callback_data' in button && asks(button.callback_data)))
  await forgiving(['not modified', 'message to edit not found', "message can't be edited"], () =>
    ctx.editMessageReplyMarkup({ reply_markup: { inline_keyboard: rest } }),
  )
}
