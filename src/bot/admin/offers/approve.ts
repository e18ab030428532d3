import { Composer } from 'grammy'
import { z } from 'zod'
import { type Audience, scheduleBroadcast } from '../../../delivery/broadcast.js'
import { applyChange } from '../../../delivery/reschedule.js'
import { AppError } from '../../../errors.js'
import { getDraft } from '../../../offers/draft.js'
import { freezeOffer, type Offer } from '../../../offers/offer.js'
import { listVariants, trackedLinks } from '../../../offers/variant.js'
import { texts } from '../../../text/index.js'
import type { BotContext } from '../../context.js'
import { stopClock } from '../../press.js'
import { offers as presses } from './addresses.js'
import { listDoubts } from './audience/doubts.js'
import { countAudience, listMissing, showCheck } from './check.js'
import { adminOf, type OfferDeps } from './deps.js'
import { onDraftPress } from './turn.js'
import { audienceOf } from './versions.js'

const SHARE = 0.1
const PEOPLE = 50

/** Approval: what was shown is what is sent, or it is shown again. */
export function approveFeature(deps: OfferDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  onDraftPress(deps, composer, presses.approve, async (ctx, { offer: id }) => {
    const before = ctx.deed.before(z.int())
    if (before !== null) return approved(ctx, before)
    const offer = getDraft(db, id)
    const { shown, when } = offer.draft
    const t = texts(ctx.language).offerCards
    if (when.kind === 'at' && when.at <= ctx.at) throw new AppError('date_past')
    if (listMissing(deps, ctx, offer).length + (await listDoubts(deps, ctx, offer)).length > 0)
      return showCheck(deps, ctx, id)
    if (shown === null) return showCheck(deps, ctx, id, t.editedSince)
    const { check, zone, begins } = await countAudience(deps, ctx, offer)
    if (check.people === 0) {
      await showCheck(deps, ctx, id)
      return stopClock(ctx, t.nobody)
    }
    if (surprises(shown.people, check.people)) return showCheck(deps, ctx, id, t.changed(shown.people, check.people))
    const linked = listVariants(db, id).some(variant => trackedLinks(variant).length > 0)
    if (linked && !(await deps.linksOpen())) return showCheck(deps, ctx, id, t.linksShut)
    const broadcastId = await schedule(ctx, offer, audienceOf(db, offer), {
      zone,
      startsAt: begins,
      shownAudience: check.people,
    })
    if (broadcastId === null) return showCheck(deps, ctx, id, t.editedSince)
    await approved(ctx, broadcastId)
  })

  async function approved(ctx: BotContext, broadcastId: number): Promise<void> {
    try {
      await deps.broadcastApproved(ctx, broadcastId)
    } finally {
      deps.startDue()
    }
  }

  /** One write: the offer can no longer change, and its broadcast is there. Null when a row changed while counting. */
  function schedule(
    ctx: BotContext,
    offer: Offer,
    audience: Audience,
    rest: { zone: string; startsAt: number; shownAudience: number },
  ): Promise<number | null> {
    const { when, notLaterThan, urgent, changing } = offer.draft
    const ownClock = when.kind === 'at' && when.own ? when.at : null
    return ctx.deed(z.int().nullable(), () => {
      if (getDraft(db, offer.id).draft.shown === null) return null
      const terms = { ...rest, ownClock, notLaterThan, urgent }
      if (changing !== null) return applyChange(db, changing, { ...audience, ...terms }, ctx.at) ? changing : null
      freezeOffer(db, offer.id, ctx.at)
      const approved = { ...audience, ...terms, offerId: offer.id, createdBy: adminOf(ctx) }
      return scheduleBroadcast(db, approved, ctx.at)
    })
  }

  return composer
}

/** More than 10 % and more than 50 people away from what was shown. */
export function surprises(shown: number, found: number): boolean {
  const change = Math.abs(found - shown)
  return change > PEOPLE && change > shown * SHARE
}
