import type { MiddlewareFn } from 'grammy'
import type { BotContext } from '../../src/bot/context.js'
import type { Db } from '../../src/db/open.js'

/** Before a bot without an intake: every update counts as accepted when it comes, so that its deed can be done. */
export function acceptsUpdates(db: Db): MiddlewareFn<BotContext> {
  return (ctx, next) => {
    db.sql('insert or ignore into updates (update_id) values (?)').run(ctx.update.update_id)
    return next()
  }
}
