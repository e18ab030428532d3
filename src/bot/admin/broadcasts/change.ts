import type { Composer } from 'grammy'
import { z } from 'zod'
import { getBroadcast } from '../../../delivery/broadcast.js'
import { leaveAsItWas, openChange, sendNow } from '../../../delivery/reschedule.js'
import { dateTime, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Card, key, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { isPassed, onPress, stopClock } from '../../press.js'
import { below } from '../../screen.js'
import { adminOf } from '../offers/deps.js'
import { shownName } from '../offers/label.js'
import { sendTests } from '../offers/test/trial.js'
import { broadcasts } from './addresses.js'
import type { BroadcastDeps } from './deps.js'
import { cardOf } from './progress.js'

/**
 * What can be done with a broadcast before it begins: change it, test it, send it now. Each press does what it
 * says if that is still possible, and then what stands there shows what is true.
 */
export function addChange(composer: Composer<BotContext>, deps: BroadcastDeps): void {
  const { db, lead, startDue } = deps

  onPress(composer, broadcasts.change, async (ctx, { id }) => {
    const draft = await ctx.deed(z.int().nullable(), () => openChange(db, id, adminOf(ctx), ctx.at))
    if (draft === null) return begun(ctx, id)
    await deps.openDraft(ctx, draft)
  })

  onPress(composer, broadcasts.asItWas, async (ctx, { id }) => {
    const left = await ctx.deed(z.boolean(), () => leaveAsItWas(db, id, ctx.at))
    await lead(ctx, cardOf(id))
    if (left) startDue()
  })

  onPress(composer, broadcasts.test, async (ctx, { id, generation }) => {
    const { offerId } = getBroadcast(db, id)
    const me = adminOf(ctx)
    const problems =
      (await sendTests(deps, ctx, { offer: offerId, generation }, { kind: 'typical' }, [me])).get(me) ?? []
    for (const problem of problems) if (problem !== null) await sendCard(ctx, { text: problem, keyboard: [] })
    await lead(ctx, below(cardOf(id)))
  })

  onPress(composer, broadcasts.askNow, async (ctx, { id }) => {
    if (getBroadcast(db, id).state !== 'scheduled') return begun(ctx, id)
    await showCard(ctx, nowCard(ctx, id))
  })

  onPress(composer, broadcasts.now, async (ctx, { id, generation }) => {
    // Changed since it was asked, it is another message for other people.
    const sent = await ctx.deed(
      z.boolean(),
      () => !isPassed(generation, getBroadcast(db, id).generation) && sendNow(db, id, ctx.at),
    )
    await lead(ctx, cardOf(id))
    if (sent) startDue()
  })

  /** It has begun, or is over: what stands there is shown as it is now. */
  async function begun(ctx: BotContext, id: number): Promise<void> {
    await lead(ctx, cardOf(id))
    await stopClock(ctx, texts(ctx.language).offerCards.begunAlready)
  }

  function nowCard(ctx: BotContext, id: number): Card {
    const { offerName, shownAudience, startsAt, zone, generation } = getBroadcast(db, id)
    const { delivery: words, admin } = texts(ctx.language)
    const when = `${dateTime(startsAt, zone, ctx.language, ctx.at)} ${zoneName(zone, ctx.language)}`
    return {
      text: words.askNow(shownName(offerName), shownAudience, when),
      keyboard: [
        [key(admin.back, broadcasts.open, { id })],
        [key(words.buttons.reallyNow(shownAudience), broadcasts.now, { id, generation })],
      ],
    }
  }
}
