import { Composer } from 'grammy'
import { awaitsReason, recordReason, STOP_REASONS, type StopReason } from '../../audience/reason.js'
import type { Db } from '../../db/open.js'
import { texts } from '../../text/index.js'
import { pairs } from '../card.js'
import type { BotContext } from '../context.js'
import { answer, forgiving, isEditable } from './press.js'

const WHY = 'me:why'
const dataOf = (reason: StopReason) => `${WHY}:${reason}`

/** The question under a stop that stands in a message of the bot's own, as buttons; none where it was answered. */
export function whyRows(db: Db, ctx: BotContext, subscriberId: number): { label: string; data: string }[][] {
  if (!awaitsReason(db, subscriberId)) return []
  const { why, reasons } = texts(ctx.language).subscriber
  return [
    [{ label: why, data: WHY }],
    ...pairs(STOP_REASONS.map(reason => ({ label: reasons[reason], data: dataOf(reason) }))),
  ]
}

/** Why somebody stopped: asked once, never needed. */
export function whyFeature({ db }: { db: Db }): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.callbackQuery(WHY, ctx => answer(ctx, texts(ctx.language).subscriber.whyToast))
  for (const reason of STOP_REASONS) {
    composer.callbackQuery(dataOf(reason), async ctx => {
      const { subscriber } = ctx
      if (subscriber !== null) await ctx.deed(() => void recordReason(db, subscriber.id, reason))
      await Promise.all([answer(ctx, texts(ctx.language).subscriber.reasonTaken), dropQuestion(ctx)])
    })
  }
  return composer
}

/** Takes the question's buttons away; what else stands there stays. */
async function dropQuestion(ctx: BotContext): Promise<void> {
  const message = ctx.callbackQuery?.message
  if (!isEditable(ctx) || message === undefined || !('reply_markup' in message)) return
  const rows = message.reply_markup?.inline_keyboard ?? []
  const rest = rows.filter(row => !row.some(key => 'callback_data' in key && key.callback_data.startsWith(WHY)))
  await forgiving(['not modified', 'message to edit not found', "message can't be edited"], () =>
    ctx.editMessageReplyMarkup({ reply_markup: { inline_keyboard: rest } }),
  )
}
