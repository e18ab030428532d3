import type { Clock } from '../../clock.js'
import type { Config } from '../../config.js'
import type { Log } from '../../log.js'
import type { Hearing } from './hearing.js'
import { createPoller, type PollingApi } from './poller.js'
import type { Intake } from './updates.js'
import { WEBHOOK_PATH } from './webhook.js'
import { createWebhookWatch, type WatchedApi } from './webhook-watch.js'

/** How updates come in, by polling or by webhook, and how it is known that they do. */
export type Listener = {
  /** Takes updates in; resolves once they are on disk. */
  accept: Intake['accept']
  /** Begins to poll; by webhook Telegram begins by itself. */
  start(): void
  /** By webhook, looks whether it still is ours and reached; call it every few seconds. */
  look(): Promise<void>
  close(): Promise<void>
}

/** What it needs. `reclaim`: makes this program the one that gets the updates; false when another platform may keep them. */
export type ListenerDeps = {
  config: Pick<Config, 'mode' | 'publicUrl'>
  api: PollingApi & WatchedApi
  accept: Intake['accept']
  confirmed: Intake['confirmed']
  hearing: Hearing
  clock: Clock
  log: Log
  /** True while messages of a broadcast leave, or would if people were heard. */
  isSending: () => boolean
  reclaim: () => Promise<boolean>
}

/** Creates it; nothing comes in before `start`, except by webhook. */
export function createListener(deps: ListenerDeps): Listener {
  const { config } = deps
  const isPolling = config.mode === 'polling'
  let arrived = 0
  const accept: Intake['accept'] = async updates => {
    await deps.accept(updates)
    arrived += updates.length
  }
  const poller = createPoller({ ...deps, intake: { accept, confirmed: deps.confirmed } })
  const watch = createWebhookWatch({ ...deps, ours: config.publicUrl + WEBHOOK_PATH, arrived: () => arrived })
  return {
    accept,
    start() {
      if (isPolling) void poller.run()
    },
    look: async () => (isPolling ? undefined : watch.run()),
    close: () => poller.close(),
  }
}
