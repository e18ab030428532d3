import type { BotContext } from '../../context.js'
import type { Here } from '../../here.js'
import { outcomeSchema } from '../../screen.js'
import { beginFor } from './begin.js'
import type { OfferDeps } from './deps.js'

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
