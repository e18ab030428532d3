import { Composer } from 'grammy'
import { z } from 'zod'
import { cancelBroadcast, findBroadcast } from '../../../delivery/broadcast.js'
import { startAtOnce } from '../../../delivery/grace.js'
import { thawOffer } from '../../../offers/mend.js'
import { changeDraft } from '../../../offers/offer.js'
import { texts } from '../../../text/index.js'
import { rich } from '../../../text/rich.js'
import { showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, stopClock } from '../../press.js'
import { offers as presses } from './addresses.js'
import type { OfferDeps } from './deps.js'
import { openCard } from './draft.js'

const undoneSchema = z.object({ offerId: z.int(), draft: z.boolean() }).nullable()

/** The offer, and whether it is a draft again. */
type Undone = NonNullable<z.infer<typeof undoneSchema>>

/** The buttons of the minute after "now", in which everything can be taken back; progress shows the card. */
export function pendingFeature(deps: OfferDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  onPress(composer, presses.undo, async (ctx, { broadcast: id }) => {
    const t = texts(ctx.language).offerCards
    const undone = await ctx.deed(undoneSchema, () => takeBack(id, ctx.at))
    if (undone === null) return begun(ctx, id)
    if (undone.draft) return openCard(deps, ctx, undone.offerId, t.undone)
    await showCard(ctx, { text: rich`${t.undone}`, keyboard: [] })
  })

  onPress(composer, presses.atOnce, async (ctx, { broadcast: id }) => {
    if (!(await ctx.deed(z.boolean(), () => startAtOnce(db, id, ctx.at)))) return begun(ctx, id)
    try {
      await deps.broadcastApproved(ctx, id)
    } finally {
      deps.startDue()
    }
  })

  /** Null when it has begun. The offer becomes a draft again, unless it was sent before. To be called in a group. */
  function takeBack(id: number, at: number): Undone | null {
    const broadcast = findBroadcast(db, id)
    if (broadcast?.state !== 'scheduled' || !cancelBroadcast(db, id, at)) return null
    const { offerId } = broadcast
    const draft = thawOffer(db, offerId)
    if (draft) changeDraft(db, offerId, () => ({ shown: null, card: null }))
    return { offerId, draft }
  }

  /** It has begun, or was taken back already: what stands there is shown as it is now. */
  async function begun(ctx: BotContext, id: number): Promise<void> {
    const { admin, offerCards } = texts(ctx.language)
    const broadcast = findBroadcast(db, id)
    if (broadcast === null || broadcast.state === 'cancelled') return stopClock(ctx, admin.oldButton)
    await deps.broadcastApproved(ctx, id)
    await stopClock(ctx, offerCards.begunAlready)
  }

  return composer
}
