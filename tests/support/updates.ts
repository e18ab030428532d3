import type { MiddlewareFn } from 'grammy'
import type { BotContext } from '../../src/bot/context.js'
import type { Db } from '../../src/db/open.js'

/** Keeps every update as the intake does, for bots that are fed without one: a deed is marked on its row. */
export function keepUpdates(db: Db): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const { update_id } = ctx.update
    await db.group(() => void db.sql(`insert or ignore into updates (update_id, body) values (?, '{}')`).run(update_id))
    await next()
  }
}
