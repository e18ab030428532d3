import type { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import type { z } from 'zod'
import { isAppError } from '../../../errors.js'
import { getDraft } from '../../../offers/draft.js'
import { texts } from '../../../text/index.js'
import type { BotContext } from '../../context.js'
import { onPress, type Press } from '../../press.js'
import { type Answered, type Answerer, topic } from '../ask.js'
import type { OfferDeps } from './deps.js'
import { openCard } from './draft.js'
import { otherHands } from './place.js'

/**
 * When another admin took the draft over since this one last saw it, shows what it is now instead of doing what was
 * asked, so that nobody's last word wins silently.
 * @returns true when it was so
 * @throws AppError `offer_not_found`, `offer_not_a_draft`
 */
export async function wasTakenOver(deps: OfferDeps, ctx: BotContext, offerId: number): Promise<boolean> {
  getDraft(deps.db, offerId)
  const other = otherHands(deps.db, ctx.from?.id ?? 0, offerId)
  if (other !== null) await openCard(deps, ctx, offerId, texts(ctx.language).offerCards.changedBy(other))
  return other !== null
}

/** Handles a press on a draft by the admin whose hands are on it; another first sees what it is now. */
export function onDraftPress<Field extends string>(
  deps: OfferDeps,
  composer: Composer<BotContext>,
  definition: Press<Field | 'offer'>,
  handle: (ctx: BotContext, values: Record<Field | 'offer', number>) => Promise<unknown>,
): void {
  onPress(composer, definition, async (ctx, values) => {
    // What an earlier run did may have made it no draft any more: then only showing is left.
    if (ctx.deed.isDone() || !(await wasTakenOver(deps, ctx, values.offer))) await handle(ctx, values)
  })
}

/**
 * A question about a draft: asked again until it is answered, over when the offer can no longer be changed, or when
 * another admin has taken it over.
 * @param schema its arguments, with the offer's id
 */
export function draftTopic<Args extends { offer: number }>(
  deps: OfferDeps,
  schema: z.ZodType<Args>,
  answer: (ctx: BotContext, args: Args, message: Message) => Promise<Answered>,
): (args: unknown) => Answerer {
  return topic(schema, async (ctx, args, message) => {
    try {
      if (await wasTakenOver(deps, ctx, args.offer)) return 'done'
      return await answer(ctx, args, message)
    } catch (error) {
      if (!isAppError(error, 'offer_not_a_draft') && !isAppError(error, 'offer_not_found')) throw error
      await ctx.reply(texts(ctx.language).errors[error.code](error.details))
      return 'done'
    }
  })
}
