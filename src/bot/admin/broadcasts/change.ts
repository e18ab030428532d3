import type { Composer } from 'grammy'
import { z } from 'zod'
import { findBroadcast, getBroadcast, setProgressCard } from '../../../delivery/broadcast.js'
import { leaveAsItWas, openChange, restoreBroadcast, sendNow, withdrawBroadcast } from '../../../delivery/reschedule.js'
import { dateTime, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Card, key, removeCard, samePlace, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { isPassed, onPress, stopClock } from '../../press.js'
import { offers } from '../offers/addresses.js'
import { adminOf } from '../offers/deps.js'
import { shownName } from '../offers/label.js'
import { sendTests } from '../offers/test/trial.js'
import { broadcasts } from './addresses.js'
import type { BroadcastDeps } from './deps.js'

const withdrawnSchema = z.object({ offerId: z.int(), draft: z.boolean(), undo: z.boolean() }).nullable()

/**
 * What can be done with a broadcast before it begins: change it, test it, send it now, cancel it. Each press does what it
 * says if that is still possible, and then what stands there shows what is true.
 */
export function addChange(composer: Composer<BotContext>, deps: BroadcastDeps): void {
  const { db, progress, startDue } = deps

  onPress(composer, broadcasts.change, async (ctx, { id }) => {
    const draft = await ctx.deed(z.int().nullable(), () => openChange(db, id, adminOf(ctx), ctx.at))
    if (draft === null) return begun(ctx, id)
    await progress.leave(ctx)
    await deps.openDraft(ctx, draft)
  })

  onPress(composer, broadcasts.asItWas, async (ctx, { id }) => {
    const left = await ctx.deed(z.boolean(), () => leaveAsItWas(db, id, ctx.at))
    await progress.show(ctx, id)
    if (left) startDue()
  })

  onPress(composer, broadcasts.test, async (ctx, { id, generation }) => {
    const { offerId } = getBroadcast(db, id)
    const me = adminOf(ctx)
    const problems =
      (await sendTests(deps, ctx, { offer: offerId, generation }, { kind: 'typical' }, [me])).get(me) ?? []
    for (const problem of problems) if (problem !== null) await sendCard(ctx, { text: problem, keyboard: [] })
    await progress.show(ctx, id, 'progress', true)
  })

  onPress(composer, broadcasts.askNow, async (ctx, { id }) => {
    if (getBroadcast(db, id).state !== 'scheduled') return begun(ctx, id)
    await progress.leave(ctx)
    await showCard(ctx, nowCard(ctx, id))
  })

  onPress(composer, broadcasts.now, async (ctx, { id, generation }) => {
    // Changed since it was asked, it is another message for other people.
    const sent = await ctx.deed(
      z.boolean(),
      () => !isPassed(generation, getBroadcast(db, id).generation) && sendNow(db, id, ctx.at),
    )
    await progress.show(ctx, id)
    if (sent) startDue()
  })

  onPress(composer, broadcasts.cancel, (ctx, { id }) => withdraw(deps, ctx, id))

  onPress(composer, broadcasts.uncancel, async (ctx, { id }) => {
    const restored = await ctx.deed(z.boolean(), () => restoreBroadcast(db, id, ctx.at))
    if (!restored && findBroadcast(db, id)?.state === 'cancelled')
      return stopClock(ctx, texts(ctx.language).delivery.notRestored)
    await progress.show(ctx, id)
  })

  /** It has begun, or is over: what stands there is shown as it is now. */
  async function begun(ctx: BotContext, id: number): Promise<void> {
    await progress.show(ctx, id)
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

/** Cancels what has not begun and says what it is now; of what has begun, or is over, the card is shown. */
export async function withdraw({ db, progress }: BroadcastDeps, ctx: BotContext, id: number): Promise<void> {
  const { progress: card, offerName } = getBroadcast(db, id)
  const withdrawn = await ctx.deed(withdrawnSchema, () => {
    const withdrawn = withdrawBroadcast(db, id, ctx.at)
    if (withdrawn !== null) setProgressCard(db, id, null)
    return withdrawn
  })
  if (withdrawn === null) return progress.show(ctx, id)
  const words = texts(ctx.language).delivery
  const { buttons } = words
  const name = shownName(offerName)
  const undo = key(buttons.undo, broadcasts.uncancel, { id })
  const place = await showCard(
    ctx,
    withdrawn.draft
      ? {
          text: words.withdrawn(name),
          keyboard: [
            [...(withdrawn.undo ? [undo] : []), key(buttons.draft, offers.open, { offer: withdrawn.offerId })],
            [key(buttons.list, broadcasts.back, { id })],
          ],
        }
      : { text: words.cancelled(name), keyboard: [[key(buttons.list, broadcasts.back, { id })]] },
  )
  if (card !== null && card.chat === place.chat && !samePlace(card, place)) await removeCard(ctx.api, card)
}
