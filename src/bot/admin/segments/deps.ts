import type { BotContext } from '../../context.js'
import type { Here } from '../../here.js'
import type { Preferences } from '../../preference.js'
import type { Go } from '../../screen.js'
import type { AdminDeps } from '../deps.js'

/** What people are counted and described with. */
export type Looking = Pick<Here, 'db' | 'zone' | 'at' | 'language'>

/** The same for what is no screen yet. */
export function looking({ db, zone }: Pick<AdminDeps, 'db' | 'zone'>, { at, language }: BotContext): Looking {
  return { db, zone, at, language }
}

/** What the segment screens need of the screens around them. */
export type SegmentDeps = Pick<AdminDeps, 'db' | 'zone'> & {
  /** What the steps of the ladder are called. */
  preferences: Pick<Preferences, 'rungNames'>
  /** Leads to a screen. */
  lead(ctx: BotContext, to: Go): Promise<void>
  /** Opens a draft of an offer to this segment. */
  openDraftFor(ctx: BotContext, segmentId: number): Promise<void>
  /** A segment that a draft asked for is saved: goes back to that draft. */
  segmentSaved(ctx: BotContext, offerId: number, segmentId: number): Promise<void>
  /** The admin came from this draft and made no segment after all. */
  backToOffer(ctx: BotContext, offerId: number): Promise<void>
  /** Shows the menu above the list; without it the list has no Back. */
  backToAdmin?(ctx: BotContext): Promise<void>
}

/** Telegram id of the admin who acts. */
export function adminOf(ctx: BotContext): number {
  if (ctx.from === undefined) throw new Error('an update of an admin names its sender')
  return ctx.from.id
}
