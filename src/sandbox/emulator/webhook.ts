import { setMaxListeners } from 'node:events'
import { Agent } from 'undici'
import type { Clock } from '../../clock.js'
import type { Log } from '../../log.js'
import type { Pending, Sleep, Updates } from './updates.js'

/** Where updates go instead of being polled for. */
export type Target = { url: string; secret: string | null; connections: number; address: string | null }

export type Webhook = {
  /** The target and its last trouble; null while updates are polled for. */
  info(): (Target & { lastError: { at: number; message: string } | null }) | null
  /** Starts to deliver everything pending, now and later. */
  set(target: Target): void
  remove(): void
}

const FIRST_WAIT = 1_000
const LONGEST_WAIT = 60_000
const PATIENCE = 10_000

/**
 * Delivers updates: one at a time of a lane, lanes beside one another, at most `connections` at once. What is not
 * answered 2xx comes again after 1, 2, 4 … 60 s, or after the `Retry-After` of the answer.
 */
export function createWebhook(deps: {
  updates: Updates
  clock: Clock
  sleep: Sleep
  log: Log
  /** Called when the target did not take an update. */
  failed: () => void
}): Webhook {
  const { updates, clock, sleep, log, failed } = deps
  let current: { target: Target; stop: AbortController } | null = null
  const agent = new Agent()
  let lastError: { at: number; message: string } | null = null

  const post = async (target: Target, entry: Pending, signal: AbortSignal): Promise<number | null> => {
    const secret = target.secret === null ? {} : { 'x-telegram-bot-api-secret-token': target.secret }
    try {
      const { origin, pathname, search } = new URL(target.url)
      const answer = await agent.request({
        origin,
        path: pathname + search,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...secret },
        body: JSON.stringify(entry.update),
        headersTimeout: PATIENCE,
        bodyTimeout: PATIENCE,
        signal,
      })
      await answer.body.dump()
      if (answer.statusCode >= 200 && answer.statusCode < 300) return null
      lastError = { at: clock.now(), message: `Wrong response from the webhook: ${answer.statusCode}` }
      const after = Number(answer.headers['retry-after'])
      return after > 0 ? after * 1_000 : 0
    } catch (error) {
      lastError = { at: clock.now(), message: error instanceof Error ? error.message : 'Connection failed' }
      return 0
    }
  }

  const start = (target: Target, stop: AbortController) => {
    const lanes = new Map<string, Pending[]>()
    const ready: string[] = []
    let busy = 0

    const run = async (lane: string) => {
      const queue = lanes.get(lane) ?? []
      let wait = FIRST_WAIT
      for (let entry = queue[0]; entry !== undefined && !stop.signal.aborted; entry = queue[0]) {
        const pause = await post(target, entry, stop.signal)
        if (stop.signal.aborted) break
        if (pause === null) {
          queue.shift()
          updates.confirm(entry.update.update_id)
          wait = FIRST_WAIT
          continue
        }
        log.debug({ update: entry.update.update_id }, 'webhook did not take an update')
        // A lane that waits must not hold a connection that others could use.
        busy -= 1
        fill()
        failed()
        await sleep(pause > 0 ? pause : wait, stop.signal)
        busy += 1
        wait = Math.min(wait * 2, LONGEST_WAIT)
      }
      lanes.delete(lane)
      busy -= 1
      fill()
    }

    const fill = () => {
      while (busy < target.connections && !stop.signal.aborted) {
        const lane = ready.shift()
        if (lane === undefined) return
        busy += 1
        void run(lane)
      }
    }

    const take = (entry: Pending) => {
      const queue = lanes.get(entry.lane)
      if (queue !== undefined) {
        queue.push(entry)
        return
      }
      lanes.set(entry.lane, [entry])
      ready.push(entry.lane)
      fill()
    }

    for (const entry of updates.pending()) take(entry)
    updates.onPush(take)
  }

  const remove = () => {
    current?.stop.abort()
    current = null
    lastError = null
    updates.onPush(null)
  }

  return {
    info: () => (current === null ? null : { ...current.target, lastError }),
    set(target) {
      remove()
      const stop = new AbortController()
      setMaxListeners(0, stop.signal)
      current = { target, stop }
      start(target, stop)
    },
    remove,
  }
}
