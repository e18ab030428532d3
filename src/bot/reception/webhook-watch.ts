import { GrammyError } from 'grammy'
import { type Clock, SECOND } from '../../clock.js'
import { describeError, type Log } from '../../log.js'
import type { Signal } from '../lanes/fetch.js'
import type { Hearing } from './hearing.js'

const EVERY_MS = 30 * SECOND
const PATIENCE_MS = 10 * SECOND

/** Watches, while something is being sent, whether Telegram's updates still reach our webhook. */
export type WebhookWatch = {
  /** Looks when it is time; call it every few seconds. Never rejects. */
  run(): Promise<void>
}

/** The part of grammY's Api that it needs. */
export type WatchedApi = {
  getWebhookInfo(signal?: Signal): Promise<{
    url?: string
    pending_update_count: number
    last_error_date?: number
  }>
}

/** What it needs. */
export type WebhookWatchDeps = {
  api: WatchedApi
  hearing: Pick<Hearing, 'answered' | 'failed' | 'troubled'>
  clock: Clock
  log: Log
  /** The address at which Telegram delivers to us. */
  ours: string
  /** True while messages of a broadcast leave, or would if people were heard. */
  isSending: () => boolean
  /** How many updates have come in so far. */
  arrived: () => number
  /** Sets our webhook again; false when another platform has it and may keep it. */
  reclaim: () => Promise<boolean>
}

/**
 * Asks every 30 s while something is being sent, and at each call while something is wrong: whose address gets the updates,
 * and whether some wait that could not be delivered. Whether such an error is fresh is told by what arrives here, never by
 * its date, which is of Telegram's clock.
 */
export function createWebhookWatch(deps: WebhookWatchDeps): WebhookWatch {
  const { api, hearing, clock, log } = deps
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking = false
  /** What had arrived when updates were found waiting after an error; null while none were. */
  let waitingSince: number | null = null
  let refused = false

  async function look(): Promise<void> {
    const info = await api.getWebhookInfo(AbortSignal.timeout(PATIENCE_MS))
    if (info.url !== deps.ours) return taken(info.url ?? '')
    refused = false
    const arrived = deps.arrived()
    if (
      info.pending_update_count === 0 ||
      info.last_error_date === undefined ||
      arrived !== (waitingSince ?? arrived)
    ) {
      waitingSince = null
      return hearing.answered()
    }
    if (waitingSince !== null) hearing.failed('undelivered', true)
    waitingSince = arrived
  }

  /** It is somebody else's now, or nobody's. */
  async function taken(url: string): Promise<void> {
    hearing.failed('webhook')
    if ((!refused || url === '') && (await deps.reclaim())) {
      refused = false
      return hearing.answered()
    }
    refused = true
    hearing.failed('webhook', true)
  }

  return {
    async run() {
      const wrong = waitingSince !== null || refused || hearing.troubled()
      if (looking || !(wrong || deps.isSending())) return
      if (!wrong && clock.monotonic() - lookedAt < EVERY_MS) return
      looking = true
      try {
        await look()
      } catch (error) {
        const code = error instanceof GrammyError ? error.error_code : null
        hearing.failed(code === 401 || code === 404 ? 'unauthorized' : code === 409 ? 'conflict' : 'silent')
        log.warn({ error: describeError(error) }, 'Telegram does not say who gets the updates')
      } finally {
        looking = false
        lookedAt = clock.monotonic()
      }
    },
  }
}
