import type { MiddlewareFn } from 'grammy'
import type { BotContext } from '../../src/bot/context.js'
import { deeds } from '../../src/bot/deed.js'
import type { Db } from '../../src/db/open.js'

/** As `deeds`, for a bot without an intake: every update counts as accepted when it comes. */
export function acceptedDeeds(db: Db): MiddlewareFn<BotContext> {
  const giveDeed = deeds(db)
  return (ctx, next) => {
    db.sql('insert or ignore into updates (update_id) values (?)').run(ctx.update.update_id)
    return giveDeed(ctx, next)
  }
}
