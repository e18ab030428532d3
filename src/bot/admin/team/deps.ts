import type { BotContext } from '../../context.js'
import type { AdminDeps } from '../deps.js'

/** What the team's screens work with. */
export type TeamDeps = Pick<AdminDeps, 'db' | 'log' | 'adminIds' | 'zone' | 'preferences'>

/** The admin who acts. */
export function adminOf(ctx: BotContext): number {
  if (ctx.from === undefined) throw new Error('an update of an admin names its sender')
  return ctx.from.id
}
