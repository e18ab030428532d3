import type { User } from 'grammy/types'
import type { Visit } from '../../../offers/visit.js'
import type { Card } from '../../card.js'
import type { BotContext } from '../../context.js'
import type { Go } from '../../screen.js'
import type { AdminDeps } from '../deps.js'

/** What the offer's screens work with, and the two ways out of them. */
export type OfferDeps = AdminDeps & {
  /** Opens an address once, to see that it works and what the page is called. */
  visit: (address: string) => Promise<Visit>
  /** Leads to a screen. */
  lead(ctx: BotContext, to: Go): Promise<void>
  /** The same, with a card that is no screen yet. */
  leadAs(ctx: BotContext, to: Go, card: Card): Promise<void>
  /** A broadcast was approved where this press stands: its progress is shown there. */
  broadcastApproved(ctx: BotContext, broadcastId: number): Promise<void>
}

/** The admin who acts. */
export function userOf(ctx: BotContext): User {
  if (ctx.from === undefined) throw new Error('an update of an admin names its sender')
  return ctx.from
}

/** Telegram id of the admin who acts. */
export function adminOf(ctx: BotContext): number {
  return userOf(ctx).id
}
