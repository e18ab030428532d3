import type { Composer } from 'grammy'
import { z } from 'zod'
import { cancelBroadcast, getBroadcast, pauseBroadcast, resumeBroadcast } from '../../../delivery/broadcast.js'
import { requeueRefused } from '../../../delivery/refused.js'
import { texts } from '../../../text/index.js'
import type { BotContext } from '../../context.js'
import { isPassed, onPress, stopClock } from '../../press.js'
import { broadcasts } from './addresses.js'
import type { Face } from './card.js'
import { withdraw } from './change.js'
import type { BroadcastDeps } from './deps.js'

/**
 * Pause, Resume, Stop and End. Each press does what it says if that is still possible, and then the card shows what is
 * true, so that two broadcasts at once, or an old button, cannot do harm.
 */
export function addControl(composer: Composer<BotContext>, deps: BroadcastDeps): void {
  const { db, progress, engine, startDue } = deps

  async function pause(ctx: BotContext, id: number, face: Face): Promise<void> {
    getBroadcast(db, id)
    await ctx.deed(() => pauseBroadcast(db, id, 'admin'))
    await progress.show(ctx, id, face)
  }

  onPress(composer, broadcasts.pause, (ctx, { id }) => pause(ctx, id, 'progress'))
  onPress(composer, broadcasts.stop, (ctx, { id }) => pause(ctx, id, 'stop'))
  onPress(composer, broadcasts.askEnd, (ctx, { id }) => progress.show(ctx, id, 'end'))
  onPress(composer, broadcasts.resume, async (ctx, { id, generation }) => {
    // An old button does not undo what was decided since: a colleague's stop, for one.
    const passed = () => isPassed(generation, getBroadcast(db, id).generation)
    if (!ctx.deed.isDone() && !passed()) await requeueRefused(db, id, ctx.at)
    const resumed = await ctx.deed(z.boolean(), () => !passed() && resumeBroadcast(db, id, ctx.at))
    await progress.show(ctx, id)
    if (!resumed) return
    startDue()
    engine.wake()
  })
  onPress(composer, broadcasts.stopRepair, async (ctx, { repair }) => {
    const stopped = await progress.stopRepair(ctx, repair)
    if (!stopped) await stopClock(ctx, texts(ctx.language).fixCards.overAlready)
  })
  onPress(composer, broadcasts.end, async (ctx, { id, generation }) => {
    const before = getBroadcast(db, id)
    const passed = isPassed(generation, before.generation)
    if (before.startedAt === null && !passed) return withdraw(deps, ctx, id)
    await ctx.deed(() => {
      // The question was asked of a stopped broadcast; one that goes on again is not ended by its old answer.
      const broadcast = getBroadcast(db, id)
      if (broadcast.state === 'paused' && !isPassed(generation, broadcast.generation)) cancelBroadcast(db, id, ctx.at)
    })
    await progress.show(ctx, id)
  })
}
