import type { BotContext } from '../../context.js'
import type { AdminDeps } from '../deps.js'

/** What the screens of the survey work with. */
export type SurveyDeps = Pick<AdminDeps, 'db' | 'preferences' | 'startDue'> & {
  /** Shows how far a broadcast has come. */
  broadcastApproved: (ctx: BotContext, id: number) => Promise<unknown>
}
