import { sleep } from '../../clock.js'
import type { Answer } from './truth.js'
import type { Message, User } from './wire.js'
import type { World } from './world.js'

/** What pressing a button needs; `callbackLifetime`: how long Telegram takes an answer to it, in ms. */
export type CallbackDeps = { world: World; callbackLifetime: number; nextQuery: () => string }

/** Calls the bot back from a button. Resolves to its answer; to null when none came within `limitMs` real milliseconds. */
export async function callBack(
  { world, callbackLifetime, nextQuery }: CallbackDeps,
  press: { from: User; message: Message; data: string },
  limitMs: number,
): Promise<Answer | null> {
  const { from, message, data } = press
  const chat = message.chat.id
  const query = nextQuery()
  forgetOld(world)
  const limit = new AbortController()
  const answered = new Promise<Answer>(resolve => {
    world.queries.set(query, { chat, until: world.clock.monotonic() + callbackLifetime, answered: resolve })
  })
  const callback_query = { id: query, from, message, chat_instance: `-${chat}`, data }
  world.updates.push('callback_query', chat, { callback_query })
  const answer = await Promise.race([answered, sleep(limitMs, limit.signal).then(() => null)])
  limit.abort()
  return answer
}

/** Presses come in order of time, so the old ones stand first. */
function forgetOld(world: World): void {
  const now = world.clock.monotonic()
  for (const [query, { until }] of world.queries) {
    if (until >= now) return
    world.queries.delete(query)
  }
}
