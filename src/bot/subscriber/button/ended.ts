import { Composer } from 'grammy'
import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { parseOver } from '../../../delivery/schedule/deadline.js'
import { deadlineOf } from '../../../delivery/schedule/end.js'
import { deadlineWords } from '../../../offers/draft/deadline.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { recordPress } from '../../../tracking/read.js'
import type { BotContext } from '../../context.js'
import { stopClock } from '../../press.js'
import { answer, onButton } from '../press.js'
import type { SubscriberDeps } from '../works.js'

/** The button that says that an offer is over: it says since when, and the press that the message was seen. */
export function endedButtons({ db, zone }: Pick<SubscriberDeps, 'db' | 'zone'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  onButton(composer, { read: parseOver }, async (ctx, { id: deliveryId }) => {
    const { subscriber } = ctx
    if (subscriber === null) return answer(ctx, texts(ctx.language).subscriber.oldButton)
    const messageId = ctx.callbackQuery?.message?.message_id ?? null
    const press = { deliveryId, subscriberId: subscriber.id, messageId }
    const theirs = await ctx.deed(z.boolean(), () => recordPress(db, press, ctx.at))
    if (!theirs) return answer(ctx, texts(ctx.language).subscriber.oldButton)
    return stopClock(ctx, endedWords(db, deliveryId, zone(), ctx.language))
  })
  return composer
}

/** "This offer ended on Sun 6 Dec, 21:00 Moscow." */
export function endedWords(db: Db, deliveryId: number, zone: string, language: Language): string {
  const deadline = deadlineOf(db, deliveryId)
  const words = texts(language).subscriber.deadline
  return deadline === null ? words.over : words.ended(deadlineWords(deadline, zone, language))
}
