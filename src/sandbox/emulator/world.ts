import type { Clock } from '../../clock.js'
import type { Log } from '../../log.js'
import type { Buckets, Cost } from './bucket.js'
import type { Faults } from './faults.js'
import type { Files } from './files.js'
import { badRequest, forbidden, tooMany } from './refusal.js'
import type { Account, Store } from './store.js'
import type { Answer, Truth } from './truth.js'
import type { Updates } from './updates.js'
import type { Webhook } from './webhook.js'
import type { User } from './wire.js'

/** A press that waits for its answer. `until`: monotonic ms after which Telegram takes no answer. */
export type Query = { account: Account; until: number; answered: (answer: Answer) => void }

/** Commands by scope and language. */
export type Commands = Map<string, { command: string; description: string }[]>

/** Everything the emulated Telegram knows. */
export type World = {
  bot: User
  clock: Clock
  log: Log
  store: Store
  files: Files
  updates: Updates
  webhook: Webhook
  buckets: Buckets
  faults: Faults
  truth: Truth
  queries: Map<string, Query>
  commands: Commands
}

/** Unix time, as messages carry it. */
export const unix = (world: World): number => Math.floor(world.clock.now() / 1_000)

/** The chat of an id. Throws `Refusal` 400 when Telegram knows nobody by it. */
export function findAccount(world: World, chat: number | string): Account {
  if (chat === '') throw badRequest('chat_id is empty')
  const account = world.store.accounts.get(Number(chat))
  if (account === undefined) throw badRequest('chat not found')
  return account
}

/** The chat of an id, which the bot may write to. Throws `Refusal` 400 or 403. */
export function findReachable(world: World, chat: number | string): Account {
  const account = findAccount(world, chat)
  switch (account.state) {
    case 'open':
      return account
    case 'stranger':
      throw forbidden("bot can't initiate conversation with a user")
    case 'blocked':
      throw forbidden('bot was blocked by the user')
    case 'deactivated':
      throw forbidden('user is deactivated')
  }
}

/** Spends from the buckets. Throws `Refusal` 429. */
export function spend(world: World, cost: Cost, chat: number | null): void {
  const wait = world.buckets.take(cost, chat, world.clock.monotonic())
  if (wait > 0) throw tooMany(wait)
}
