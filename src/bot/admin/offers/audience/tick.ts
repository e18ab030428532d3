import { z } from 'zod'
import type { Db } from '../../../../db/open.js'
import { getDraft } from '../../../../offers/draft.js'
import type { Draft } from '../../../../offers/offer.js'
import { findListed } from '../../../../segments/segment.js'
import type { BotContext } from '../../../context.js'
import type { AdminDeps } from '../../deps.js'
import { changeRows } from '../draft.js'
import { forgetMade } from './choices.js'

/** What a tick of a segment does to the draft. */
export type Change = (draft: Draft, segment: number) => Partial<Draft>

/** Ticked, or not any more. */
export const ticked: Change = (draft, segment) => ({
  segments: toggled(draft.segments, segment),
  leaveOut: draft.leaveOut.filter(id => id !== segment),
})

/** Left out, or not any more. */
export const leftOut: Change = (draft, segment) => ({
  leaveOut: toggled(draft.leaveOut, segment),
  segments: draft.segments.filter(id => id !== segment),
})

function toggled(ids: readonly number[], id: number): number[] {
  return ids.includes(id) ? ids.filter(other => other !== id) : [...ids, id]
}

/** Ticks a segment or takes the tick away. @returns false when it was deleted meanwhile; then nothing changes */
export function changeTick(
  deps: AdminDeps,
  ctx: BotContext,
  offer: number,
  segment: number,
  how: Change,
): Promise<boolean> {
  const { db } = deps
  return ctx.deed(z.boolean(), () => {
    if (findListed(db, segment) === null) return false
    const before = getDraft(db, offer).draft
    changeRows(db, offer, () => how(before, segment))
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
