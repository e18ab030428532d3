import { Api, type ApiClientOptions } from 'grammy'
import type { Clock } from '../../clock.js'
import type { Config } from '../../config.js'
import type { Db } from '../../db/open.js'
import { findLane, saveLane } from '../../delivery/pace/lane.js'
import { createPace, type LaneName, type Pace } from '../../delivery/pace.js'
import type { Transport } from '../../delivery/transport.js'
import { describeError, type Log } from '../../log.js'
import { createCrowding } from './crowding.js'
import { createFetch } from './fetch.js'
import { createTransport } from './sender.js'
import { createShown } from './shown.js'

/** The two ways to Telegram, which share the pace of one bot token. */
export type Lanes = {
  pace: Pace
  /** How an Api of the reply lane is made. */
  client: ApiClientOptions
  /** Answers to people: each waits for its turn, and a short 429 is repeated. */
  api: Api
  /** Broadcasts: the engine asks the pace itself, and nothing is repeated. */
  transport: Transport
  /** Ends their connections. */
  close(): Promise<void>
}

/** What they need. `refused`: told of every 429. */
export type LanesDeps = {
  config: Pick<Config, 'botToken' | 'telegramApiRoot' | 'messagesPerSecond'>
  db: Db
  clock: Clock
  log: Log
  isTeam: (chat: number) => boolean
  refused: (lane: LaneName) => void
}

/** Opens both; the pace goes on from what an earlier process wrote down. */
export function createLanes({ config, db, clock, log, isTeam, refused }: LanesDeps): Lanes {
  const failed = (error: unknown) => log.error({ error: describeError(error) }, 'the pace could not be kept')
  const pace = createPace({
    rate: config.messagesPerSecond,
    clock,
    stored: findLane(db),
    refused,
    changed: state => void db.group(() => saveLane(db, state)).catch(failed),
  })
  const shared = { crowding: createCrowding(clock), shown: createShown(), log, clock }
  const reply = createFetch({ ...shared, pace, isTeam })
  const broadcast = createFetch({ ...shared, pace: null, connections: Math.ceil(config.messagesPerSecond * 4) })
  const options = { apiRoot: config.telegramApiRoot, sensitiveLogs: false }
  const client = { ...options, fetch: reply }
  return {
    pace,
    client,
    api: new Api(config.botToken, client),
    transport: createTransport(new Api(config.botToken, { ...options, fetch: broadcast })),
    close: async () => void (await Promise.all([reply.close(), broadcast.close()])),
  }
}
