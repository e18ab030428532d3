import { type Clock, SECOND, sleep } from '../../../clock.js'
import { unreachable } from '../../../errors.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Card, cardOptions } from '../../card.js'
import { listCopies, recordCopy } from '../copies.js'
import type { Written } from '../inbox.js'
import type { Loss } from '../staff.js'
import type { ReplyDeps } from '../works.js'
import { type Attempt, attempt, createQuotas, isAway } from './attempt.js'

/** What one errand came to. `away`: that chat cannot be written to; `gone`: the topic is not there. */
export type Outcome =
  | { kind: 'done' }
  | { kind: 'later'; seconds: number }
  | { kind: 'away'; why: Loss }
  | { kind: 'gone' }

/** Where something is brought; `topic` is null outside of topics. */
export type Spot = { chat: number; topic: number | null }

/** What goes together: one message, or the parts of an album in their order. */
export type Parts = readonly [Written, ...Written[]]

/** Brings what people wrote into chats, one message at a time. */
export type Errands = {
  /** Puts heading and copy there, each unless it stands there already. @param parts one message, or those of an album */
  bring(spot: Spot, parts: Parts, heading: Card | null, language: Language): Promise<Outcome>
  /** The same anew, for somebody who waits for it: what has to wait for its turn does, for some seconds. */
  bringAgain(spot: Spot, parts: Parts, heading: Card | null): Promise<Outcome>
  /** ms until what strangers write may go to this chat: together they never take all the room that a group has. */
  room(chat: number): number
}

export const DONE: Outcome = { kind: 'done' }
const PATIENCE_MS = 5 * SECOND

type Sent = Attempt<readonly { message_id: number }[]>
type Thread = { message_thread_id?: number }

/** Every message is remembered right after it was sent, so that nothing comes twice but what was on its way. */
export function createErrands({
  db,
  api,
  clock,
  log,
}: Pick<ReplyDeps, 'db' | 'api' | 'log'> & { clock: Clock }): Errands {
  const quotas = createQuotas(clock)

  const say = (chat: number, card: Card) => (thread: Thread) =>
    attempt(async () => [await api.sendMessage(chat, card.text.text, { ...cardOptions(card), ...thread })])
  const copy =
    (chat: number, [first, ...others]: Parts) =>
    (thread: Thread) =>
      attempt(async () => {
        const { telegramId, messageId } = first
        if (others.length === 0) return [await api.copyMessage(chat, telegramId, messageId, thread)]
        const all = [messageId, ...others.map(other => other.messageId)]
        return api.copyMessages(chat, telegramId, all, thread)
      })

  /** Sends what goes together there and remembers it. @param instead what is said where Telegram will not take it */
  async function put(
    spot: Spot,
    parts: Parts,
    send: (thread: Thread) => Promise<Sent>,
    instead?: Card,
  ): Promise<Outcome> {
    const { chat, topic } = spot
    const wait = quotas.wait(chat)
    if (wait > 0) return { kind: 'later', seconds: wait / SECOND }
    for (const _part of parts) quotas.note(chat)
    const sent = await send(topic === null ? {} : { message_thread_id: topic })
    switch (sent.kind) {
      case 'later':
        return sent
      case 'done': {
        const [{ telegramId, id: first }] = parts
        const each = sent.value.length === parts.length
        await db.group(() => {
          for (const [i, { message_id: message }] of sent.value.entries())
            recordCopy(db, { chat, message, telegramId, inboxId: each ? (parts[i]?.id ?? first) : first }, clock.now())
        })
        // Telegram passes over parts that are gone; where all are, it copies nothing.
        return sent.value.length > 0 || instead === undefined ? DONE : put(spot, parts, say(chat, instead))
      }
      case 'refused':
        if (isAway(sent)) return { kind: 'away', why: lossOf(sent) }
        if (topic !== null && /thread not found|TOPIC_/i.test(sent.why)) return { kind: 'gone' }
        log.warn({ why: sent.why }, 'a message could not be passed on')
        return instead === undefined ? DONE : put(spot, parts, say(chat, instead))
      default:
        return unreachable(sent)
    }
  }

  async function patiently(spot: Spot, parts: Parts, send: (thread: Thread) => Promise<Sent>): Promise<Outcome> {
    const until = clock.monotonic() + PATIENCE_MS
    for (;;) {
      const outcome = await put(spot, parts, send)
      const left = until - clock.monotonic()
      if (outcome.kind !== 'later' || left <= 0) return outcome
      await sleep(Math.min(outcome.seconds * SECOND + 1, left))
    }
  }

  return {
    async bring(spot, parts, heading, language) {
      const { chat } = spot
      const [written] = parts
      const standing = listCopies(db, chat, written.id).length
      if (heading !== null && standing === 0) {
        const outcome = await put(spot, [written], say(chat, heading))
        if (outcome.kind !== 'done') return outcome
      }
      if (standing >= (heading === null ? 1 : 2)) return DONE
      const instead = { text: { text: texts(language).replies.notPassed, entities: [] }, keyboard: [] }
      return put(spot, parts, copy(chat, parts), instead)
    },
    async bringAgain(spot, parts, heading) {
      const { chat } = spot
      const headed = heading === null ? DONE : await patiently(spot, [parts[0]], say(chat, heading))
      return headed.kind === 'done' ? patiently(spot, parts, copy(chat, parts)) : headed
    },
    room: quotas.room,
  }
}

/** What a refusal by the staff group means. */
export function lossOf({ code, why }: { code: number; why: string }): Loss {
  if (code === 403 || /chat not found/i.test(why)) return 'removed'
  return /forum|topics/i.test(why) ? 'topics' : 'rights'
}
