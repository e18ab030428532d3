import { MINUTE, SECOND } from '../../../clock.js'
import { cardOptions, type Place } from '../../card.js'
import { editCard } from '../../card-message.js'
import { languageFor } from '../../language.js'
import { ownerIds } from '../../team.js'
import { recordCopy } from '../copies.js'
import { findKept, isMuted, keepBeyond } from '../inbox/kept.js'
import { lastAnswered, type Unpassed } from '../inbox.js'
import { findStaffChat, findTopic } from '../staff.js'
import type { ReplyDeps } from '../works.js'
import { attempt } from './attempt.js'
import { moreCard, type Writer } from './header.js'

/** So many messages of one person are passed on in a minute while nobody answers; more wait. */
const A_MINUTE = 8
/** Who has more than this waiting is summed up: so many go one by one, the rest is a number. */
const MANY = 10
const ONE_BY_ONE = 3
/** For so long one card counts what more comes, and it is counted anew so often. */
const CARD_MS = 10 * MINUTE
const COUNT_MS = 10 * SECOND

/** What is too much of one person: it waits, or is kept and summed up, and holds up nobody else. */
export type Surplus = {
  /** ms until a message of this person may be passed on; 0: now. */
  wait(telegramId: number): number
  /** Those first of whom the fewest messages were passed on within a minute, so that all have their turns. */
  inTurn(writers: readonly Unpassed[]): Unpassed[]
  /** One was passed on. */
  note(telegramId: number): void
  /** Keeps what is too much of somebody. */
  keep(unpassed: Unpassed): Promise<void>
  /** Says how much is kept of whom, where it is not said yet. */
  tell(whoIs: (telegramId: number) => Promise<Writer>): Promise<void>
}

type Card = { since: number; at: number; countedAt: number; said: number; places: Place[] }

/** Nobody has written too much. After a restart a new card says what is kept by then. */
export function createSurplus(deps: ReplyDeps): Surplus {
  const { db, api, clock } = deps
  const cards = new Map<number, Card>()
  /** When messages of each person were passed on, by both clocks. */
  const passed = new Map<number, { at: number; since: number }[]>()

  /** An answer begins a conversation: what comes after it is heard one by one. */
  const isAnswered = (telegramId: number, { at }: { at: number }) => (lastAnswered(db, telegramId) ?? 0) >= at
  const isOpen = (telegramId: number, card: Card | undefined) =>
    card !== undefined && clock.monotonic() - card.since < CARD_MS && !isAnswered(telegramId, card)

  function recent(telegramId: number): { at: number; since: number }[] {
    const from = clock.monotonic() - MINUTE
    const times = (passed.get(telegramId) ?? []).filter(one => one.since > from && !isAnswered(telegramId, one))
    if (times.length === 0) passed.delete(telegramId)
    return times
  }

  /** Where those who answer read what this person writes. */
  function spots(telegramId: number): { chat: number; topic: number | null }[] {
    const staff = findStaffChat(db)
    if (staff?.kind !== 'bound') return ownerIds(db, deps).map(chat => ({ chat, topic: null }))
    const topic = findTopic(db, staff.chat, telegramId)
    return topic === null ? [] : [{ chat: staff.chat, topic }]
  }

  async function say(telegramId: number, card: Card, writer: Writer): Promise<void> {
    const { messages, oldest } = findKept(db, telegramId, 1)
    const [inboxId] = oldest
    card.countedAt = clock.monotonic()
    if (inboxId === undefined || messages === card.said) return
    card.said = messages
    const words = (chat: number) =>
      moreCard(db, writer, telegramId, messages, chat < 0 ? deps.language() : languageFor(db, chat, deps.language()))
    if (card.places.length > 0) {
      for (const place of card.places) await attempt(() => editCard(api, words(place.chat), place))
      return
    }
    for (const { chat, topic } of spots(telegramId)) {
      const shown = words(chat)
      const thread = topic === null ? {} : { message_thread_id: topic }
      const sent = await attempt(() => api.sendMessage(chat, shown.text.text, { ...cardOptions(shown), ...thread }))
      if (sent.kind !== 'done') continue
      const { message_id: message } = sent.value
      card.places.push({ chat, message })
      await db.group(() => recordCopy(db, { chat, message, telegramId, inboxId }, clock.now()))
    }
  }

  return {
    wait(telegramId) {
      const times = recent(telegramId)
      const [oldest] = times
      return times.length < A_MINUTE || oldest === undefined ? 0 : oldest.since + MINUTE - clock.monotonic()
    },
    inTurn: writers =>
      writers
        .map(writer => ({ writer, lately: recent(writer.telegramId).length }))
        .sort((a, b) => a.lately - b.lately)
        .map(({ writer }) => writer),
    note(telegramId) {
      passed.set(telegramId, [...recent(telegramId), { at: clock.now(), since: clock.monotonic() }])
    },
    async keep({ telegramId, messages }) {
      const card = cards.get(telegramId)
      const open = isOpen(telegramId, card)
      if (messages <= (open ? ONE_BY_ONE : MANY)) return
      await db.group(() => keepBeyond(db, telegramId, open ? 0 : ONE_BY_ONE, clock.now()))
      if (!open)
        cards.set(telegramId, { since: clock.monotonic(), at: clock.now(), countedAt: -COUNT_MS, said: 0, places: [] })
    },
    async tell(whoIs) {
      const now = clock.monotonic()
      for (const [telegramId, card] of cards) {
        if (now - card.countedAt >= COUNT_MS && !isMuted(db, telegramId))
          await say(telegramId, card, await whoIs(telegramId))
        if (isMuted(db, telegramId) || !isOpen(telegramId, card)) cards.delete(telegramId)
      }
    },
  }
}
