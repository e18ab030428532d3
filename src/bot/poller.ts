import { GrammyError, HttpError } from 'grammy'
import { SECOND, sleep } from '../clock.js'
import type { Log } from '../log.js'
import type { Signal } from './fetch.js'
import { ALLOWED_UPDATES, type Intake } from './updates.js'

const POLL_S = 30
const BATCH = 100
const LONGEST_WAIT_MS = 30 * SECOND
const CONFIRM_MS = 2 * SECOND

/** Why polling ended: it was closed, Telegram refuses the token, or another platform's webhook may keep the updates. */
export type PollEnd = 'closed' | 'unauthorized' | 'webhook'

/** The loop that fetches updates. */
export type Poller = {
  /** Polls until it is closed or must not go on. */
  run(): Promise<PollEnd>
  /** Ends the open request and tells Telegram what was accepted. */
  close(): Promise<void>
}

/** The part of grammY's Api that polling needs. */
export type PollingApi = {
  getUpdates(
    options: { offset: number; limit: number; timeout: number; allowed_updates?: typeof ALLOWED_UPDATES },
    signal?: Signal,
  ): Promise<{ update_id: number }[]>
}

/** What the poller needs. */
export type PollerDeps = {
  api: PollingApi
  intake: Pick<Intake, 'accept' | 'confirmed'>
  log: Log
  /** Asked when a webhook has been set meanwhile: true when it was removed and polling may go on. */
  reclaim: () => Promise<boolean>
  /** How to wait between two tries. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Fetches updates by long polling; Telegram may forget a batch only once it is on disk. */
export function createPoller(deps: PollerDeps): Poller {
  const { api, intake, log } = deps
  const wait = deps.wait ?? sleep
  const closing = new AbortController()
  let offset = 0
  let failures = 0
  let ended: Promise<PollEnd> | undefined

  async function loop(): Promise<PollEnd> {
    while (!closing.signal.aborted) {
      try {
        await poll()
        if (failures > 0) log.info({ failures }, 'updates come in again')
        failures = 0
      } catch (error) {
        if (closing.signal.aborted) break
        const end = await recover(error)
        if (end !== null) return end
      }
    }
    return 'closed'
  }

  async function poll(): Promise<void> {
    const asked = offset
    const updates = await api.getUpdates(
      { offset, limit: BATCH, timeout: POLL_S, allowed_updates: ALLOWED_UPDATES },
      closing.signal,
    )
    intake.confirmed(asked)
    const last = updates.at(-1)
    if (last === undefined) return
    await intake.accept(updates)
    offset = last.update_id + 1
  }

  /** Waits as long as the error asks for; tells why polling ends when it must. */
  async function recover(error: unknown): Promise<PollEnd | null> {
    const code = error instanceof GrammyError ? error.error_code : null
    if (code === 401) {
      log.error({}, 'Telegram refuses the bot token: it was revoked or mistyped. Set BOT_TOKEN anew and start again.')
      return 'unauthorized'
    }
    if (error instanceof GrammyError && code === 409 && error.description.includes('webhook')) {
      return (await deps.reclaim()) ? null : 'webhook'
    }
    if (failures === 0) log.warn({ why: whyOf(error) }, sentenceFor(error))
    const asked = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * SECOND : 0
    await wait(Math.max(asked, Math.min(LONGEST_WAIT_MS, SECOND * 2 ** failures)), closing.signal)
    failures++
    return null
  }

  return {
    run: () => (ended ??= loop()),
    async close() {
      closing.abort()
      await ended
      if (offset === 0) return
      // Without this the next process would be given the last batch again.
      await api.getUpdates({ offset, limit: 1, timeout: 0 }, AbortSignal.timeout(CONFIRM_MS)).catch(() => undefined)
    },
  }
}

function sentenceFor(error: unknown): string {
  if (error instanceof GrammyError && error.error_code === 409) {
    return 'Another program fetches updates with this bot token; trying again until it stops.'
  }
  if (error instanceof GrammyError || error instanceof HttpError) return 'No updates from Telegram; trying again.'
  return 'Updates cannot be kept; trying again.'
}

function whyOf(error: unknown): string {
  if (error instanceof GrammyError) return `${error.error_code} ${error.description}`
  const cause = error instanceof HttpError ? error.error : error
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return cause instanceof Error ? cause.name : 'unknown'
}
