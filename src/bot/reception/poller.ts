import { GrammyError, HttpError } from 'grammy'
import { SECOND, sleep } from '../../clock.js'
import { describeError, type Log } from '../../log.js'
import type { Signal } from '../lanes/fetch.js'
import type { Deafness, Hearing } from './hearing.js'
import { ALLOWED_UPDATES, type Intake } from './updates.js'

const POLL_S = 30
/** After trouble an answer is wanted soon, also when there is nothing to tell. */
const TROUBLED_POLL_S = 2
const BATCH = 100
const LONGEST_WAIT_MS = 30 * SECOND
/** Two programs that poll end each other's requests: whoever waits long hears nothing. */
const CONFLICT_WAIT_MS = 3 * SECOND
const CONFIRM_MS = 2 * SECOND

/** The loop that fetches updates. */
export type Poller = {
  /** Polls until it is closed, whatever Telegram says. Never rejects. */
  run(): Promise<void>
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
  hearing: Pick<Hearing, 'asks' | 'answered' | 'failed' | 'troubled'>
  log: Log
  /** Asked when a webhook has been set meanwhile: true when it was removed and polling may go on. */
  reclaim: () => Promise<boolean>
  /** How to wait between two tries. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

/**
 * Fetches updates by long polling; Telegram may forget a batch only once it is on disk. Nothing ends it but its close:
 * a token that is refused, another program or another platform that takes the updates, are tried again, and `hearing`
 * knows of it, so that nobody is written to who could not answer.
 */
export function createPoller(deps: PollerDeps): Poller {
  const { api, intake, hearing, log } = deps
  const wait = deps.wait ?? sleep
  const closing = new AbortController()
  let offset = 0
  let failures = 0
  /** What was said of the trouble that goes on. */
  const said = new Set<Deafness>()
  /** A webhook of somebody else: whoever runs this program said no to taking the bot over. */
  let refused = false
  let ended: Promise<void> | undefined

  async function loop(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await poll()
        if (failures > 0) log.info({ failures }, 'updates come in again')
        failures = 0
        refused = false
        said.clear()
      } catch (error) {
        if (closing.signal.aborted) break
        await recover(error)
      }
    }
  }

  async function poll(): Promise<void> {
    const timeout = hearing.troubled() ? TROUBLED_POLL_S : POLL_S
    hearing.asks(timeout * SECOND)
    const asked = offset
    const updates = await api.getUpdates(
      { offset, limit: BATCH, timeout, allowed_updates: ALLOWED_UPDATES },
      closing.signal,
    )
    // Writing them down may take its time, and is no silence of Telegram's.
    hearing.asks(Number.POSITIVE_INFINITY)
    intake.confirmed(asked)
    const last = updates.at(-1)
    if (last !== undefined) {
      await intake.accept(updates)
      offset = last.update_id + 1
    }
    hearing.answered()
  }

  /** Says once what is wrong, and waits as long as that asks for. */
  async function recover(error: unknown): Promise<void> {
    const why = deafnessBy(error)
    hearing.failed(why)
    if (why === 'webhook' && !refused) {
      try {
        if (await deps.reclaim()) return
        refused = true
      } catch (failure) {
        log.warn({ error: describeError(failure) }, 'the webhook of somebody else could not be looked at; trying again')
      }
    } else if (!said.has(why)) say(why, error)
    const asked = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * SECOND : 0
    const longest = why === 'conflict' ? CONFLICT_WAIT_MS : LONGEST_WAIT_MS
    await wait(Math.max(asked, Math.min(longest, SECOND * 2 ** failures)), closing.signal)
    failures = Math.min(failures + 1, 10)
  }

  function say(why: Deafness, error: unknown): void {
    said.add(why)
    if (why === 'unauthorized') log.error({}, SENTENCES.unauthorized)
    else log.warn({ why: whyOf(error) }, SENTENCES[why])
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

const SENTENCES: Readonly<Record<Deafness, string>> = {
  unauthorized:
    'Telegram refuses the bot token: it was revoked or mistyped. Set BOT_TOKEN anew and start again; trying again meanwhile.',
  conflict: 'Another program fetches updates with this bot token; trying again until it stops.',
  webhook: 'A webhook gets the updates of this bot; trying again until it is removed.',
  silent: 'No updates from Telegram; trying again.',
  undelivered: 'No updates from Telegram; trying again.',
  unkept: 'Updates cannot be kept; trying again.',
}

function deafnessBy(error: unknown): Deafness {
  if (error instanceof HttpError) return 'silent'
  if (!(error instanceof GrammyError)) return 'unkept'
  // 404 is what a token gets that never was one.
  if (error.error_code === 401 || error.error_code === 404) return 'unauthorized'
  if (error.error_code !== 409) return 'silent'
  return error.description.includes('webhook') ? 'webhook' : 'conflict'
}

function whyOf(error: unknown): string {
  if (error instanceof GrammyError) return `${error.error_code} ${error.description}`
  const cause = error instanceof HttpError ? error.error : error
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return cause instanceof Error ? cause.name : 'unknown'
}
