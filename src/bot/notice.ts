import { GrammyError } from 'grammy'
import { SECOND } from '../clock.js'
import { describeError } from '../log.js'
import { type Card, cardOptions, type Place } from './card.js'
import { removeCard } from './card-message.js'
import { type Here, hereFor } from './here.js'
import type { Cards } from './screen/cards.js'
import { type KeptCard, keepCard, listTwins } from './screen/kept-card.js'
import { render } from './screen/render.js'
import type { Site } from './screen/site.js'
import type { Go } from './screen.js'
import { ownerIds, roleOf } from './team.js'
import type { Works } from './works.js'

const RETRY_MS = 15 * SECOND

/** Something that a member of the team is told once, unasked, as a new message with sound. */
export type Notice = {
  /** Names it among all that are due. */
  name: string
  /** Telegram id of whom it is for; where they have left the team, the first owner hears of it. */
  to: number
  /** Leads to the screen that stands there from now on, or is said once; null: there is nothing to say after all. */
  say(there: Here): Go | Card | null | Promise<Go | Card | null>
  /** Callback data of the screen that says it as well: where it stands in their chat and shows it, nothing is sent. */
  shownBy?: string
  /** Keeps that it was told, so that it is due no more; SQL only. @param at ms UTC */
  told(at: number): void
  /** True: it is soon over, so who does not let the bot write counts as told. Else the next process tries once more. */
  passes?: true
}

/** One kind of notice: those that are due now, read from what is stored, so that restarts neither lose nor repeat one. */
export type NoticeKind = (works: Works, at: number) => Notice[]

/** Everything that is told to the team unasked. */
export type Notices = {
  /** Sends what is due. Call it about every second; it never waits for Telegram. @param at ms UTC */
  run(at: number): void
  /** Resolves when nothing is on its way to Telegram. */
  idle(): Promise<void>
  /** Nothing more is sent; what is left is due again at the next start. */
  close(): void
}

/** Creates it: people are told side by side, each of them one thing after another. What failed rests 15 s, or as long as Telegram asks. */
export function createNotices(
  { works, site, cards }: { works: Works; site: Site; cards: Cards },
  kinds: readonly NoticeKind[],
): Notices {
  const { db, api, log, clock } = works
  /** By name, when it may be tried again, monotonic ms. */
  const rests = new Map<string, number>()
  const underWay = new Map<number, Promise<void>>()
  let closed = false

  async function tell(chat: number, notice: Notice, at: number): Promise<void> {
    const standing = notice.shownBy === undefined ? 'no' : await cards.shows(chat, notice.shownBy)
    if (standing === 'yes') return keep(notice, null)
    // Soon it will, or be gone.
    if (standing === 'later') return void rests.set(notice.name, clock.monotonic() + SECOND)
    const there = hereFor(works, chat, at)
    const said = there === null ? null : await notice.say(there)
    if (closed) return
    if (there === null) return void rests.set(notice.name, Number.POSITIVE_INFINITY)
    if (said === null) return keep(notice, null)
    if (!('kind' in said)) return arrived(notice, await post(chat, said))
    const moment = cards.moment()
    const { screen, shown, data, memo, subject, hash } = await render(site, there, said)
    const place = await post(chat, shown)
    if (place === null) return arrived(notice, place)
    const card = { ...place, data, memo, subject, hash, at }
    await keep(notice, card)
    cards.keep(card, shown.again ?? null, moment)
    if (screen.options.sole === undefined) return
    for (const twin of listTwins(db, card)) {
      await removeCard(api, twin)
      await cards.forget(twin)
    }
  }

  /** Null when they do not let the bot write to them. @throws whatever is worth another try */
  async function post(chat: number, card: Card): Promise<Place | null> {
    try {
      const sent = await api.sendMessage(chat, card.text.text, cardOptions(card))
      return { chat, message: sent.message_id }
    } catch (error) {
      if (!(error instanceof GrammyError) || ![400, 403].includes(error.error_code)) throw error
      log.warn({ admin: chat, error: describeError(error) }, 'an admin could not be written to')
      return null
    }
  }

  async function arrived(notice: Notice, place: Place | null): Promise<void> {
    if (place === null && notice.passes !== true) rests.set(notice.name, Number.POSITIVE_INFINITY)
    else await keep(notice, null)
  }

  async function keep(notice: Notice, card: KeptCard | null): Promise<void> {
    await db.group(() => {
      if (card !== null) keepCard(db, card)
      notice.told(clock.now())
    })
    rests.delete(notice.name)
  }

  async function tellAll(chat: number, notices: readonly Notice[], at: number): Promise<void> {
    for (const notice of notices) {
      if (closed) return
      try {
        await tell(chat, notice, at)
      } catch (error) {
        if (closed) return
        const wait = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * SECOND : 0
        rests.set(notice.name, clock.monotonic() + Math.max(wait, RETRY_MS))
        log.warn({ notice: notice.name, error: describeError(error) }, 'a notice has to wait')
      }
    }
  }

  return {
    run(at) {
      if (closed) return
      const now = clock.monotonic()
      const chats = new Map<number, Notice[]>()
      for (const notice of kinds.flatMap(kind => kind(works, at))) {
        if (now < (rests.get(notice.name) ?? now)) continue
        const chat = addresseeOf(works, notice.to)
        chats.set(chat, [...(chats.get(chat) ?? []), notice])
      }
      for (const [chat, notices] of chats) {
        if (underWay.has(chat)) continue
        underWay.set(
          chat,
          tellAll(chat, notices, at).finally(() => underWay.delete(chat)),
        )
      }
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay.values())
    },
    close() {
      closed = true
    },
  }
}

function addresseeOf(works: Works, adminId: number): number {
  if (roleOf(works.db, works, adminId) !== null) return adminId
  return ownerIds(works.db, works)[0] ?? adminId
}
