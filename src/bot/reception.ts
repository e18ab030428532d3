import type { Readable, Writable } from 'node:stream'
import type { Api, Bot } from 'grammy'
import type { Clock } from '../clock.js'
import type { Config } from '../config.js'
import type { Db } from '../db/open.js'
import { listRunning } from '../delivery/broadcast.js'
import type { Log } from '../log.js'
import type { BotContext } from './context.js'
import { hadNoTurn } from './lanes/fetch.js'
import type { Hearing } from './reception/hearing.js'
import { createListener, type Listener } from './reception/listener.js'
import { createIntake, type Intake } from './reception/updates.js'
import { type Claim, claimUpdates, createTakeOverQuestion } from './reception/webhook.js'
import type { Preferences } from './settings/preference.js'
import { keepEarlyStop } from './subscriber/stop/early.js'

/** How updates reach the bot. */
export type Reception = {
  /** Makes this program the one that gets them. */
  claim(): Promise<Claim>
  /** Brings them in. */
  listener: Listener
  /** Keeps them, and has the bot handle them. */
  intake: Intake
}

/**
 * What it works with. `signal` ends a claim that waits. `takeOver`: take the bot over from another platform without asking
 * at the `terminal` (null where nobody sits); `limit`: ms that the handler of one update may take.
 */
export type ReceptionDeps = {
  config: Config
  db: Db
  api: Api
  clock: Clock
  log: Log
  bot: Pick<Bot<BotContext>, 'handleUpdate'>
  hearing: Hearing
  language: Preferences['language']
  isTeam: (id: number) => boolean
  signal: AbortSignal
  takeOver: boolean
  terminal: { input: Readable; output: Writable } | null
  limit?: number
  /** So many updates came in, or one was given up. */
  arrived: (updates: number) => void
  gaveUp: () => void
}

/** Creates it; nothing comes in before the listener starts, except by webhook. */
export function createReception(deps: ReceptionDeps): Reception {
  const { config, db, api, clock, log, bot, hearing, language, isTeam, signal, gaveUp, limit } = deps
  const intake = createIntake({
    db,
    clock,
    log,
    handle: async update => {
      await bot.handleUpdate(update as Parameters<typeof bot.handleUpdate>[0])
    },
    isCrowded: hadNoTurn,
    isTeam,
    gaveUp,
    ...(limit === undefined ? {} : { limit }),
    keepStop: (update, at) => keepEarlyStop({ db, adminIds: config.adminIds, language }, update, at),
  })
  const confirm = createTakeOverQuestion({ takeOver: deps.takeOver, terminal: deps.terminal })
  const claim = () => claimUpdates({ api, config, log, signal, confirm })
  const listener = createListener({
    config,
    api,
    accept: async updates => {
      await intake.accept(updates)
      deps.arrived(updates.length)
    },
    hearing,
    clock,
    confirmed: intake.confirmed,
    log,
    isSending: () => listRunning(db, clock.now()).length > 0,
    reclaim: async () => (await claim()).kind === 'ours',
  })
  return { claim, listener, intake }
}
