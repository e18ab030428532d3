import { Composer } from 'grammy'
import { z } from 'zod'
import { causeOf, stopOffers } from '../../audience/subscription.js'
import { texts } from '../../text/index.js'
import { lines } from '../../text/rich.js'
import { key } from '../card.js'
import { sendCard } from '../card-message.js'
import type { BotContext } from '../context.js'
import { findText } from '../settings/texts.js'
import { own } from './addresses.js'
import { sayOwn, words } from './own.js'
import { whyRows } from './stop/why.js'
import { isStopWord } from './stop/words.js'
import type { SubscriberDeps } from './works.js'

/** `/stop`, and messages that say only "stop" or the like: a stop that is kept before it is confirmed. */
export function stops({ db }: SubscriberDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  async function stop(ctx: BotContext, source: 'command' | 'word'): Promise<void> {
    const { subscriber } = ctx
    const text = texts(ctx.language).subscriber
    if (subscriber === null) {
      const keyboard = [[key(text.start, own.start, {})]]
      await sendCard(ctx, { text: lines([text.notSubscribed]), keyboard })
      return
    }
    const written = findText(db, 'stop', ctx.language, null)
    const wording = words(ctx, 'stop', written ?? text.stopped)
    const stopped = await ctx.deed(z.boolean(), () => {
      const change = { source, wording, deliveryId: causeOf(db, subscriber.id, ctx.at) }
      return stopOffers(db, subscriber.id, change, ctx.at) || ctx.deed.wasStop()
    })
    const back = [[key(text.undo, own.undo, {})], ...whyRows(db, ctx, subscriber.id)]
    if (stopped && written !== null) {
      const rows = back.map(row =>
        row.flatMap(key => ('data' in key ? [{ text: key.label, callback_data: key.data }] : [])),
      )
      return sayOwn(ctx, written, rows)
    }
    await sendCard(
      ctx,
      stopped
        ? { text: lines([text.stopped]), keyboard: back }
        : { text: lines([text.alreadyStopped]), keyboard: [[key(text.yesOffers, own.again, {})]] },
    )
  }

  composer.command('stop', ctx => stop(ctx, 'command'))
  composer.on('message:text').filter(
    ctx => isStopWord(ctx.message.text),
    ctx => stop(ctx, 'word'),
  )
  return composer
}
