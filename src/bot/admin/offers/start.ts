import { getSegment } from '../../../segments/segment.js'
import type { BotContext } from '../../context.js'
import type { Here } from '../../here.js'
import { outcomeSchema } from '../../screen.js'
import { whomScreen } from './audience/audience.js'
import { beginFor } from './begin.js'
import type { OfferDeps } from './deps.js'
import { changeRows } from './draft.js'
import { present } from './hands.js'
import { isEveryone } from './versions.js'

/** Starts an offer for a segment; what is sent next is its message. @throws AppError `segment_not_found` */
export async function openDraftFor(
  deps: Pick<OfferDeps, 'lead'>,
  ctx: BotContext,
  here: Here | null,
  segmentId: number,
): Promise<void> {
  if (here === null) return
  const led = await ctx.deed(outcomeSchema, () => beginFor(here, segmentId))
  if (led.kind === 'go') await deps.lead(ctx, led)
}

/** A segment that was made for this offer is ticked. @throws AppError `segment_not_found`, `offer_not_a_draft` */
export async function segmentSaved(
  deps: OfferDeps,
  ctx: BotContext,
  offerId: number,
  segmentId: number,
): Promise<void> {
  const { criterion } = getSegment(deps.db, segmentId)
  await ctx.deed(() =>
    changeRows(deps.db, offerId, ({ segments, leaveOut }) =>
      // As in `openDraftFor`: a segment of everyone is ticked as everyone.
      isEveryone(criterion)
        ? { rest: true }
        : {
            segments: segments.includes(segmentId) ? segments : [...segments, segmentId],
            leaveOut: leaveOut.filter(id => id !== segmentId),
          },
    ),
  )
  await backToOffer(deps, ctx, offerId)
}

/** Shows again to whom the draft goes: no segment was made after all. @throws AppError `offer_not_a_draft` */
export async function backToOffer(deps: OfferDeps, ctx: BotContext, offerId: number): Promise<void> {
  await present(deps, ctx, offerId, await whomScreen(deps, ctx, offerId, 0))
}
