import { GrammyError, HttpError } from 'grammy'
import type { Unreachable } from '../../../audience/subscription/reachability.js'
import { type Clock, MINUTE, SECOND } from '../../../clock.js'

/** What a call came to: done; refused for good; or to be tried again after `seconds`. */
export type Attempt<T> =
  | { kind: 'done'; value: T }
  | { kind: 'refused'; code: number; why: string }
  | { kind: 'later'; seconds: number }

/** After what may pass by itself: an outage, an error of Telegram's. */
const PATIENCE_S = 5

/** Calls Telegram. @throws what is neither Telegram's answer nor the network's fault */
export async function attempt<T>(call: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { kind: 'done', value: await call() }
  } catch (error) {
    if (error instanceof HttpError) return { kind: 'later', seconds: PATIENCE_S }
    if (!(error instanceof GrammyError)) throw error
    const { error_code: code, description, parameters } = error
    if (code === 429) return { kind: 'later', seconds: parameters.retry_after ?? PATIENCE_S }
    if (code >= 500 || code === 401) return { kind: 'later', seconds: PATIENCE_S }
    return { kind: 'refused', code, why: description }
  }
}

/** True when a refusal means that the bot cannot write into that chat at all. */
export function isAway({ code, why }: { code: number; why: string }): boolean {
  return code === 403 || /chat not found|not enough rights to send|CHAT_WRITE_FORBIDDEN|user is deactivated/i.test(why)
}

/** Why a refusal means that somebody cannot be written to any more; null when it means something else. */
export function goneAs({ code, why }: { code: number; why: string }): Unreachable | null {
  if (code === 403) return why.includes('deactivated') ? 'deactivated' : 'blocked'
  return /chat not found|user not found|deactivated/i.test(why) ? 'deactivated' : null
}

/** How many messages of these a chat gets: within Telegram's limits, with room for what else is said there. Milliseconds. */
const GROUP = { messages: 18, in: MINUTE }
/** So many of them are for what strangers write: answers, alerts and what the group asks for keep the rest. */
const STRANGERS = 12
const PERSON = { messages: 3, in: 3 * SECOND }

/** The room a chat has left, so that its own limit never stops the whole bot. */
export type Quotas = {
  /** ms until a message may go to this chat; 0 when one may now. */
  wait(chat: number): number
  /** ms until a stranger's message and its heading may go to this chat; 0 when they may now. */
  room(chat: number): number
  /** One went there. */
  note(chat: number): void
}

/** Counts messages by chat over the last moments. */
export function createQuotas(clock: Clock): Quotas {
  const sent = new Map<number, number[]>()

  /** ms until fewer than so many went there lately. */
  function until(chat: number, messages: number): number {
    const limit = chat < 0 ? GROUP : PERSON
    const now = clock.monotonic()
    const recent = (sent.get(chat) ?? []).filter(at => at > now - limit.in)
    if (recent.length === 0) sent.delete(chat)
    else sent.set(chat, recent)
    const passing = recent[recent.length - messages]
    return passing === undefined ? 0 : passing + limit.in - now
  }

  return {
    wait: chat => until(chat, (chat < 0 ? GROUP : PERSON).messages),
    room: chat => (chat < 0 ? until(chat, STRANGERS - 1) : 0),
    note(chat) {
      sent.set(chat, [...(sent.get(chat) ?? []), clock.monotonic()])
    },
  }
}
