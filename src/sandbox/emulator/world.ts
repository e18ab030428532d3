import type { Clock } from '../../clock.js'
import type { Log } from '../../log.js'
import type { Buckets, Cost } from './bucket.js'
import type { Faults } from './faults.js'
import type { Files } from './files.js'
import { badRequest, forbidden, tooMany } from './refusal.js'
import type { Account, Group, Room, Store } from './store.js'
import type { Answer, Truth } from './truth.js'
import type { Updates } from './updates.js'
import type { Webhook } from './webhook.js'
import type { User } from './wire.js'

/** A press that waits for its answer. `until`: monotonic ms after which Telegram takes no answer. */
export type Query = { chat: number; until: number; answered: (answer: Answer) => void }

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
  /** False: custom emoji of the bot arrive as ordinary ones, as those of most bots do. */
  customEmoji: boolean
}

/** Unix time, as messages carry it. */
export const unix = (world: World): number => Math.floor(world.clock.now() / 1_000)

/** The chat of an id. Throws `Refusal` 400 when Telegram knows none by it. */
export function findRoom(world: World, chat: number | string): Account | Group {
  if (chat === '') throw badRequest('chat_id is empty')
  const room = world.store.accounts.get(Number(chat)) ?? world.store.groups.get(Number(chat))
  if (room === undefined) throw badRequest('chat not found')
  return room
}

/** The chat of an id, which the bot may write to. Throws `Refusal` 400 or 403. */
export function findReachable(world: World, chat: number | string): Room {
  const room = findRoom(world, chat)
  return 'user' in room ? reachable(room) : joined(room)
}

/** The group of an id, which the bot is in. Throws `Refusal` 400 or 403. */
export function findGroup(world: World, chat: number | string): Group {
  const room = findRoom(world, chat)
  if ('user' in room) throw badRequest('method is available only for supergroups')
  return joined(room)
}

function joined(group: Group): Group {
  if (group.bot.kind === 'kicked') throw forbidden(`bot was kicked from the ${group.kind} chat`)
  if (group.bot.kind === 'left') throw forbidden(`bot is not a member of the ${group.kind} chat`)
  return group
}

function reachable(account: Account): Account {
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

/** What was let through makes so many messages more than one. */
export function spendMore(world: World, messages: number): void {
  world.buckets.add(messages)
}

/** Spends from the buckets. Throws `Refusal` 429. */
export function spend(world: World, cost: Cost, chat: number | null): void {
  const wait = world.buckets.take(cost, chat, world.clock.monotonic())
  if (wait > 0) throw tooMany(wait)
}
