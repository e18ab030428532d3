import type { Composer } from 'grammy'
import { texts } from '../../../text/index.js'
import type { BotContext } from '../../context.js'
import { onPress, type Press, stopClock } from '../../press.js'
import { findSketch, type Sketch } from './builder/sketch.js'
import { adminOf, type SegmentDeps } from './deps.js'

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
  return stopClock(ctx, texts(ctx.language).errors.sketch_over({}))
}
