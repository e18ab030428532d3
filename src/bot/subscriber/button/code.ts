import { Composer } from 'grammy'
import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { copyRow, parseCodeButton, type ShownCode, showCode } from '../../../delivery/button/code.js'
import { findTest } from '../../../offers/offer/tested.js'
import { sampleCode } from '../../../offers/promo.js'
import { getVariant } from '../../../offers/variant.js'
import { texts } from '../../../text/index.js'
import type { BotContext } from '../../context.js'
import { stopClock } from '../../press.js'
import { answer, forgiving, onButton } from '../press.js'
import type { SubscriberDeps } from '../works.js'
import { endedWords } from './ended.js'

const shownSchema: z.ZodType<ShownCode> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('code'), code: z.string() }),
  z.object({ kind: z.literal('over') }),
  z.object({ kind: z.literal('ended') }),
  z.object({ kind: z.literal('strange') }),
])

/** The button of an offer that shows a promo code: the answer to the press is the code, and the button copies it from then on. */
export function codeButtons({ db, zone }: Pick<SubscriberDeps, 'db' | 'zone'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  onButton(composer, { read: parseCodeButton }, async (ctx, target) => {
    const t = texts(ctx.language).subscriber
    if (target.kind === 'test') return show(ctx, sampleOf(db, target.id), t.codeButton.test)
    const { subscriber } = ctx
    if (subscriber === null) return answer(ctx, t.oldButton)
    const messageId = ctx.callbackQuery?.message?.message_id ?? null
    const press = { deliveryId: target.id, subscriberId: subscriber.id, messageId }
    const shown = await ctx.deed(shownSchema, () => showCode(db, press, ctx.at))
    if (shown.kind === 'code') return show(ctx, shown.code, t.codeButton.yours)
    if (shown.kind === 'ended') return stopClock(ctx, endedWords(db, target.id, zone(), ctx.language))
    return shown.kind === 'over' ? stopClock(ctx, t.codeButton.over) : answer(ctx, t.oldButton)
  })
  return composer
}

function sampleOf(db: Db, testId: number): string | null {
  const test = findTest(db, testId)
  return test === null ? null : sampleCode(db, getVariant(db, test.variantId).offerId)
}

/** Says the code, and lets the pressed button copy it. */
async function show(ctx: BotContext, code: string | null, words: (code: string) => string): Promise<void> {
  if (code === null) return answer(ctx, texts(ctx.language).subscriber.oldButton)
  await stopClock(ctx, words(code))
  const message = ctx.callbackQuery?.message
  if (message === undefined || !('reply_markup' in message)) return
  const pressed = ctx.callbackQuery?.data
  const rows = (message.reply_markup?.inline_keyboard ?? []).map(row =>
    row.flatMap(button => ('callback_data' in button && button.callback_data === pressed ? copyRow(code) : [button])),
  )
  await forgiving(['not modified', 'message to edit not found', "message can't be edited"], () =>
    ctx.editMessageReplyMarkup({ reply_markup: { inline_keyboard: rows } }),
  )
}
