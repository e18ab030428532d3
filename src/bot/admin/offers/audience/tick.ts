import { z } from 'zod'
import type { Db } from '../../../../db/open.js'
import { getDraft } from '../../../../offers/draft.js'
import type { Draft } from '../../../../offers/offer.js'
import { findListed } from '../../../../segments/segment.js'
import type { BotContext } from '../../../context.js'
import { isPassed } from '../../../press.js'
import type { AdminDeps } from '../../deps.js'
import { changeRows } from '../draft.js'
import { forgetMade } from './choices.js'

/** Which list of the draft a tick stands for. */
export type Ticks = 'segments' | 'leaveOut'

/** The generation of a tick: a button sets what it was shown to set, and does nothing when that is so already. */
export function ticksNow(draft: Draft, list: Ticks, segment: number | null): number {
  return segment !== null && draft[list].includes(segment) ? 1 : 0
}

/** What a tick does to the draft; who is in one list is not in the other. */
export function ticked(draft: Draft, list: Ticks, segment: number): Partial<Draft> {
  const without = (ids: readonly number[]) => ids.filter(id => id !== segment)
  const { segments, leaveOut } = draft
  const on = !draft[list].includes(segment)
  return list === 'segments'
    ? { segments: on ? [...segments, segment] : without(segments), leaveOut: without(leaveOut) }
    : { leaveOut: on ? [...leaveOut, segment] : without(leaveOut), segments: without(segments) }
}

/** Ticks a segment or takes the tick away. @returns false when it was deleted meanwhile; then nothing changes */
export function changeTick(
  deps: AdminDeps,
  ctx: BotContext,
  { offer, segment, generation }: { offer: number; segment: number; generation: number },
  list: Ticks,
): Promise<boolean> {
  const { db } = deps
  return ctx.deed(z.boolean(), () => {
    if (findListed(db, segment) === null) return false
    const { draft } = getDraft(db, offer)
    if (isPassed(generation, ticksNow(draft, list, segment))) return true
    changeRows(db, offer, () => ticked(draft, list, segment))
    forgetUnused(db, offer, segment, ctx.at)
    return true
  })
}

/** A segment that was kept only because this offer had it ticked goes, when the offer has no use for it any more. */
export function forgetUnused(db: Db, offer: number, segment: number, at: number): void {
  const { draft } = getDraft(db, offer)
  const unused = !draft.segments.includes(segment) && !draft.leaveOut.includes(segment)
  if (!unused || !draft.made.includes(segment)) return
  changeRows(db, offer, ({ made }) => ({ made: made.filter(id => id !== segment) }))
  forgetMade(db, segment, at)
}
