import { Composer } from 'grammy'
import { z } from 'zod'
import { causeOf, stopOffers } from '../../audience/subscription.js'
import { texts } from '../../text/index.js'
import { lines } from '../../text/rich.js'
import { sendCard } from '../card.js'
import type { BotContext } from '../context.js'
import { findText } from '../texts.js'
import type { SubscriberDeps } from './deps.js'
import { sayOwn, words } from './own.js'
import { presses } from './press.js'
import { whyRows } from './why.js'
import { isStopWord } from './words.js'

/** `/stop`, and messages that say only "stop" or the like: a stop that is kept before it is confirmed. */
export function stopFeature({ db }: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  async function stop(ctx: BotContext, source: 'command' | 'word'): Promise<void> {
    const { subscriber } = ctx
    const text = texts(ctx.language).subscriber
    if (subscriber === null) {
      const keyboard = [[{ label: text.start, data: presses.start }]]
      await sendCard(ctx, { text: lines([text.notSubscribed]), keyboard })
      return
    }
    const own = findText(db, 'stop', ctx.language, null)
    const wording = words(ctx, 'stop', own ?? text.stopped)
    const stopped = await ctx.deed(z.boolean(), () => {
      const change = { source, wording, deliveryId: causeOf(db, subscriber.id, ctx.at) }
      return stopOffers(db, subscriber.id, change, ctx.at) || ctx.deed.wasStop()
    })
    const back = [[{ label: text.undo, data: presses.undo }], ...whyRows(db, ctx, subscriber.id)]
    if (stopped && own !== null) {
      const rows = back.map(row => row.map(({ label, data }) => ({ text: label, callback_data: data })))
      return sayOwn(ctx, own, rows)
    }
    await sendCard(
      ctx,
      stopped
        ? { text: lines([text.stopped]), keyboard: back }
        : { text: lines([text.alreadyStopped]), keyboard: [[{ label: text.yesOffers, data: presses.again }]] },
    )
  }

  composer.command('stop', ctx => stop(ctx, 'command'))
  composer.on('message:text').filter(
    ctx => isStopWord(ctx.message.text),
    ctx => stop(ctx, 'word'),
  )
  return composer
}
