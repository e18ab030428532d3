import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import { type Api, GrammyError } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'
import { SECOND, sleep } from '../../clock.js'
import type { Config } from '../../config.js'
import type { Log } from '../../log.js'
import { urlOf } from '../../text/address.js'
import { ALLOWED_UPDATES } from './updates.js'

const LONGEST_WAIT_MS = 30 * SECOND
const CONNECTIONS = 40

/** Path under PUBLIC_URL at which Telegram delivers updates. */
export const WEBHOOK_PATH = '/telegram'

/** What came of asking Telegram for the updates; everything but `ours` has been logged in a sentence. */
export type Claim =
  | { kind: 'ours'; me: UserFromGetMe }
  /** Another platform receives them, and the owner did not say yes. */
  | { kind: 'foreign'; host: string }
  | { kind: 'unauthorized' }
  /** The signal aborted before Telegram answered. */
  | { kind: 'cancelled' }

/** What claiming needs. */
export type ClaimDeps = {
  api: Api
  config: Pick<Config, 'mode' | 'publicUrl' | 'webhookSecret'>
  /** Asks the owner whether the bot may leave the platform at `host`. */
  confirm: (host: string) => Promise<boolean>
  log: Log
  signal?: AbortSignal
  wait?: (ms: number, signal?: AbortSignal) => Promise<void>
}

/**
 * Makes this program the one that gets the bot's updates: sets our webhook or, when polling, removes it. A webhook of
 * another platform is taken over only when `confirm` says yes. Nothing that waits at Telegram is dropped. While
 * Telegram is down it says so and tries again, 30 s apart at most.
 */
export async function claimUpdates(deps: ClaimDeps): Promise<Claim> {
  const { api, log, signal } = deps
  const wait = deps.wait ?? sleep
  for (let failures = 0; signal?.aborted !== true; failures++) {
    try {
      return await claim(deps, await api.getMe())
    } catch (error) {
      const refusal = error instanceof GrammyError ? error : null
      if (refusal?.error_code === 401 || refusal?.error_code === 404) {
        log.error({}, 'Telegram does not know this bot token. Copy it from @BotFather into BOT_TOKEN again.')
        return { kind: 'unauthorized' }
      }
      if (refusal !== null && refusal.error_code < 500 && refusal.error_code !== 429) throw error
      const asked = (refusal?.parameters.retry_after ?? 0) * SECOND
      if (failures === 0) log.warn({}, 'Telegram does not answer; waiting for it.')
      await wait(Math.max(asked, Math.min(LONGEST_WAIT_MS, SECOND * 2 ** failures)), signal)
    }
  }
  return { kind: 'cancelled' }
}

async function claim({ api, config, confirm, log }: ClaimDeps, me: UserFromGetMe): Promise<Claim> {
  const ours = config.publicUrl + WEBHOOK_PATH
  const { url = '' } = await api.getWebhookInfo()
  const host = hostOf(url)
  if (host !== null && host !== hostOf(ours) && !(await confirm(host))) {
    log.error(
      { host },
      `This bot now talks to ${host}, which would stop receiving its messages. To take it over, run once: npm start -- --take-over`,
    )
    return { kind: 'foreign', host }
  }
  if (config.mode === 'polling') {
    if (host !== null) await api.deleteWebhook({ drop_pending_updates: false })
    return { kind: 'ours', me }
  }
  await api.setWebhook(ours, {
    ...(config.webhookSecret === null ? {} : { secret_token: config.webhookSecret }),
    allowed_updates: ALLOWED_UPDATES,
    max_connections: CONNECTIONS,
    drop_pending_updates: false,
  })
  return { kind: 'ours', me }
}

/** The host of a webhook's address; null for none. An address that cannot be read is shown as it is. */
function hostOf(url: string): string | null {
  if (url === '') return null
  return urlOf(url)?.host ?? url
}

/**
 * Asks the owner whether to take the bot over: yes when the program was started with `--take-over`, otherwise a
 * question on the terminal, and no where there is none.
 */
export function createTakeOverQuestion(options: {
  takeOver: boolean
  terminal: { input: Readable; output: Writable } | null
}): (host: string) => Promise<boolean> {
  const { takeOver, terminal } = options
  return async host => {
    if (takeOver) return true
    if (terminal === null) return false
    const prompt = createInterface(terminal)
    try {
      const answer = await prompt.question(
        `This bot now talks to ${host}. If you take it over, ${host} stops receiving its messages; nothing that waits is lost.\nTake it over? [y/N] `,
      )
      return /^(y|yes|д|да)$/i.test(answer.trim())
    } finally {
      prompt.close()
    }
  }
}
