import type { Composer } from 'grammy'
import { texts } from '../../../text/index.js'
import { type Card, moveCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, type Press, stopClock } from '../../press.js'
import { ask } from '../ask.js'
import { adminOf, type SegmentDeps } from './deps.js'
import { changeSketch, findSketch, type Sketch } from './sketch.js'

/** The topic of everything that is typed while a sketch is open. */
export const TYPED = 'segmentTyped'

/** What a typed message means while a card is shown: a sentence to add to a group or to put in place of all, or a slot's answer. */
export type Asked = Sketch['asked']

/**
 * Shows a card of the sketch: in place of the one that was pressed, or under what was typed. What is typed next belongs
 * to it.
 */
export async function present(
  deps: Pick<SegmentDeps, 'db'>,
  ctx: BotContext,
  sketch: Sketch,
  card: Card,
  asked: Omit<Asked, 'spot'> & Partial<Pick<Asked, 'spot'>>,
): Promise<void> {
  const pressed = ctx.callbackQuery !== undefined
  const place = pressed ? await showCard(ctx, card) : await moveCard(ctx, card, sketch.card)
  await deps.db.group(() =>
    changeSketch(deps.db, adminOf(ctx), sketch.number, sketch => ({
      ...sketch,
      card: place,
      asked: { spot: null, ...asked },
    })),
  )
  // A typed answer leaves its question open.
  if (pressed) await ask(ctx, TYPED, { sketch: sketch.number })
}

/** Handles a press that belongs to the admin's open sketch; one of another sketch is answered with a sentence. */
export function onSketch<Field extends string>(
  deps: Pick<SegmentDeps, 'db'>,
  composer: Composer<BotContext>,
  definition: Press<Field | 'sketch'>,
  handle: (ctx: BotContext, sketch: Sketch, values: Record<Field | 'sketch', number>) => Promise<unknown>,
): void {
  onPress(composer, definition, (ctx, values) => {
    const sketch = findSketch(deps.db, adminOf(ctx))
    if (sketch === null || !sketch.open || sketch.number !== values.sketch) return outdated(ctx)
    return handle(ctx, sketch, values)
  })
}

/** Says that the pressed card belongs to a sketch that is over. */
export function outdated(ctx: BotContext): Promise<void> {
  return stopClock(ctx, texts(ctx.language).segmentCards.outdated)
}

/** Says, to a press or to a typed answer, that the condition is no longer there. */
export async function conditionGone(ctx: BotContext): Promise<void> {
  const words = texts(ctx.language).segmentCards.conditionGone
  if (ctx.callbackQuery !== undefined) await stopClock(ctx, words)
  else await ctx.reply(words)
}
