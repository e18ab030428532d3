import { GrammyError } from 'grammy'
import { SECOND } from '../../clock.js'
import { isAppError } from '../../errors.js'
import { describeError } from '../../log.js'
import { type Place, samePlace } from '../card.js'
import { editCard } from '../card-message.js'
import { hereFor } from '../here.js'
import type { Screen } from '../screen.js'
import type { Works } from '../works.js'
import { dropKeptCard, findCard, type KeptCard, keepCard, listCards } from './kept-card.js'
import { findPrompt } from './prompt.js'
import { render } from './render.js'
import type { Site } from './site.js'
import { guard } from './site.js'
import { createTouches } from './touches.js'

/** The menu counts who waits for an answer. */
const SHOWN_ELSEWHERE: Readonly<Record<string, string>> = { reply: 'home' }
const APART_MS = 2 * SECOND
const RETRY_MS = 15 * SECOND

/** The cards that stand in the chats of the team, drawn again when what they are about has changed. */
export type Cards = {
  /** A button of this card was pressed, and it may become another: waits for the edit under way. @returns ends it */
  reserve(place: Place | null): Promise<() => void>
  /** Where the touches stand: asked for before a card is drawn, so that `keep` knows what changed while it was shown. */
  moment(): number
  /**
   * This stands there now. @param again ms after which it is looked at although nothing touched it
   * @param drawn the moment before it was drawn
   */
  keep(card: KeptCard, again: number | null, drawn: number): void
  /** Something else stands there, or nothing. */
  forget(place: Place): Promise<void>
  /** Something changed: `offer:12`. Cards about it, and about all of its kind, are drawn again in the next `run`. */
  touch(subject: string): void
  /** The same for what the place is about to which this callback data leads: a deed may have made it. */
  touchPlace(data: string): void
  /** What stands there is not known: showing it failed, and may have arrived all the same. It is drawn again. */
  doubt(place: Place): Promise<void>
  /**
   * Draws what is due again, each card at most once in two seconds (sooner only where its screen asks for that), and not
   * where it would look the same. The first run looks at all cards of an earlier process. Never waits for Telegram.
   * @param at ms UTC
   */
  run(at: number): void
  /** Draws the card of a chat to which this callback data leads, if it stands there. @returns whether it shows how things are */
  shows(chat: number, data: string): Promise<Standing>
  /** Resolves when nothing is on its way to Telegram. */
  idle(): Promise<void>
  close(): void
}

/** Whether a card stands there and shows how things are: not known yet is `later`. */
export type Standing = 'yes' | 'no' | 'later'

/** When a card is looked at next, and when it may be edited again; monotonic ms. */
type Beat = { dueAt: number; restsUntil: number }

/** How long a card is left alone after it was shown, ms. @param again when its screen wants to look at it anew */
function restOf(again: number | null | undefined): number {
  return Math.min(APART_MS, again ?? APART_MS)
}

/** Creates it. */
export function createCards(works: Works, site: Site): Cards {
  const { db, api, clock, log } = works
  const beats = new Map<string, Beat>()
  const reserved = new Map<string, number>()
  const edits = new Map<string, Promise<Standing>>()
  const touches = createTouches()
  let seeded = false
  let closed = false

  const nameOf = ({ chat, message }: Place) => `${chat}:${message}`

  function due(place: Place, at: number): void {
    const beat = beats.get(nameOf(place))
    if (beat === undefined) beats.set(nameOf(place), { dueAt: at, restsUntil: Number.NEGATIVE_INFINITY })
    else beat.dueAt = Math.min(beat.dueAt, at)
  }

  function rest(place: Place, ms: number): void {
    const beat = beats.get(nameOf(place))
    if (beat !== undefined) beat.restsUntil = clock.monotonic() + ms
  }

  async function forget(place: Place): Promise<void> {
    beats.delete(nameOf(place))
    if (findCard(db, place) !== null) await db.group(() => dropKeptCard(db, place))
  }

  async function draw(card: KeptCard, at: number): Promise<Standing> {
    const here = hereFor(works, card.chat, at)
    const found = site.find(card.data)
    // Who left the team sees what they saw last, and no more; so does who has another screen's guard before this one.
    if (here === null || found?.entry.kind !== 'screen') return leave(card)
    const { options } = found.entry
    if (options.costly === true || (options.lasts !== undefined && at - card.at > options.lasts)) return 'no'
    if (guard(found.entry, here, found.values) !== null) return 'no'
    const stands = asks(found.entry, card) ? card.data : (options.aside?.(here, found.values).data ?? null)
    if (stands === null) return 'no'
    const rendered = await render(site, here, {
      data: stands,
      note: null,
      ...(card.memo === null ? {} : { memo: card.memo }),
    })
    if (closed || isStale(card)) return 'later'
    if (rendered.shown.again !== undefined) due(card, clock.monotonic() + rendered.shown.again)
    if (rendered.hash === card.hash) return 'yes'
    if (rendered.shown.picture !== undefined) return 'no'
    rest(card, restOf(rendered.shown.again))
    const there = await editCard(api, rendered.shown, card)
    if (!there) return leave(card)
    const { data, memo, subject, hash } = rendered
    await db.group(() => {
      if (!isStale(card)) keepCard(db, { ...card, data, memo, subject, hash })
    })
    return 'yes'
  }

  async function leave(card: KeptCard): Promise<Standing> {
    await forget(card)
    return 'no'
  }

  /** False for what asked and asks no more: something else was asked meanwhile, and it shows what it became. */
  function asks({ to, words, options }: Screen, card: KeptCard): boolean {
    if (words === null || (options.asks === false && options.aside === undefined)) return true
    const prompt = findPrompt(db, card.chat)
    return prompt?.topic === to.name && samePlace(prompt.place, card)
  }

  /** Something else stands there meanwhile. */
  function isStale(card: KeptCard): boolean {
    const now = findCard(db, card)
    return now === null || now.data !== card.data || now.hash !== card.hash
  }

  async function doubt(place: Place): Promise<void> {
    if (closed || findCard(db, place) === null) return
    due(place, clock.monotonic())
    rest(place, RETRY_MS)
    await db.group(() => {
      const card = findCard(db, place)
      if (card !== null) keepCard(db, { ...card, hash: '' })
    })
  }

  function touch(subject: string): void {
    // What ends only now may tell of it when nothing can be asked any more.
    if (closed) return
    const now = clock.monotonic()
    const elsewhere = SHOWN_ELSEWHERE[subject]
    touches.note(subject)
    if (elsewhere !== undefined) touches.note(elsewhere)
    const also = elsewhere === undefined ? [] : listCards(db, elsewhere)
    for (const card of [...listCards(db, subject), ...also]) due(card, now)
  }

  async function stumble(card: KeptCard, error: unknown): Promise<Standing> {
    if (closed) return 'later'
    // It shows what is gone, or stands where nobody may be written to: it stays as it is.
    if (isAppError(error) || (error instanceof GrammyError && error.error_code === 403)) return leave(card)
    const after = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * SECOND : 0
    if (isStale(card)) return 'later'
    await doubt(card)
    rest(card, Math.max(after, RETRY_MS))
    log.warn({ card: card.data, error: describeError(error) }, 'a card has to wait before it is drawn again')
    return 'later'
  }

  /** Not even that it failed could be written down: the disk is full, or cannot be read. */
  function wait(card: KeptCard, error: unknown): Standing {
    due(card, clock.monotonic())
    rest(card, RETRY_MS)
    log.error({ card: card.data, error: describeError(error) }, 'a card waits until the database can be written')
    return 'later'
  }

  /** Draws it beside whatever else goes on. Never rejects. */
  function start(card: KeptCard, at: number): Promise<Standing> {
    const name = nameOf(card)
    const drawn = draw(card, at)
      .catch(error => stumble(card, error))
      .catch(error => wait(card, error))
      .finally(() => edits.delete(name))
    edits.set(name, drawn)
    return drawn
  }

  /** A press is about to change it, it is being drawn, or it was a moment ago. */
  function isHeld(name: string): boolean {
    const until = beats.get(name)?.restsUntil ?? Number.NEGATIVE_INFINITY
    return clock.monotonic() < until || reserved.has(name) || edits.has(name)
  }

  return {
    async reserve(place) {
      if (place === null) return () => {}
      const name = nameOf(place)
      reserved.set(name, (reserved.get(name) ?? 0) + 1)
      await edits.get(name)
      return () => {
        const left = (reserved.get(name) ?? 1) - 1
        if (left === 0) reserved.delete(name)
        else reserved.set(name, left)
      }
    },
    moment: touches.moment,
    keep(card, again, drawn) {
      const now = clock.monotonic()
      // What changed between the drawing and now is not in it, and while it was shown nobody knew of this card.
      const late = touches.since(card.subject, drawn) ? now : Number.POSITIVE_INFINITY
      const touched = Math.min(late, beats.get(nameOf(card))?.dueAt ?? Number.POSITIVE_INFINITY)
      beats.set(nameOf(card), {
        dueAt: Math.min(touched, again === null ? Number.POSITIVE_INFINITY : now + again),
        restsUntil: now + restOf(again),
      })
    },
    forget,
    touch,
    touchPlace(data) {
      const found = site.find(data)
      const subject = found?.entry.to.subject(found.values) ?? null
      if (subject !== null) touch(subject)
    },
    doubt,
    run(at) {
      if (closed) return
      const now = clock.monotonic()
      if (!seeded) for (const card of listCards(db)) if (!beats.has(nameOf(card))) due(card, now)
      seeded = true
      for (const [name, beat] of beats) {
        if (now < beat.dueAt || isHeld(name)) continue
        beat.dueAt = Number.POSITIVE_INFINITY
        const [chat = 0, message = 0] = name.split(':').map(Number)
        const card = findCard(db, { chat, message })
        if (card === null) {
          beats.delete(name)
          continue
        }
        void start(card, at)
      }
    },
    async shows(chat, data) {
      const card = listCards(db).find(one => one.chat === chat && one.data === data)
      if (card === undefined) return 'no'
      return closed || isHeld(nameOf(card)) ? 'later' : start(card, clock.now())
    },
    async idle() {
      while (edits.size > 0) await Promise.all(edits.values())
    },
    close() {
      closed = true
    },
  }
}
