import type { Message } from 'grammy/types'
import { DateTime } from 'luxon'
import type { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { isAppError } from '../../../errors.js'
import type { Content } from '../../../offers/content.js'
import { getDraft } from '../../../offers/draft.js'
import { changeDraft, type Draft, type Offer } from '../../../offers/offer.js'
import { lengthLimit, longestLength } from '../../../offers/personal.js'
import { listVariants } from '../../../offers/variant.js'
import { dateTime, type Language, shorten, time, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece, rich } from '../../../text/rich.js'
import type { BotContext } from '../../context.js'
import { type Answered, type Answerer, topic } from '../ask.js'
import { type Card, key, type Place, removeCard, sendCard, showCard } from '../card.js'
import type { AdminDeps } from '../deps.js'
import { nameList, shownName } from './label.js'
import { presses } from './presses.js'
import { addressed, addresseeName, wantedVersions } from './versions.js'

/**
 * Shows one of the offer's screens: where the press stands, or under what was typed. An offer has one card in the
 * chats; an older copy goes.
 * @throws AppError `offer_not_a_draft`
 */
export async function present(deps: AdminDeps, ctx: BotContext, offerId: number, card: Card): Promise<void> {
  const { db } = deps
  const old = getDraft(db, offerId).draft.card
  const place = ctx.callbackQuery === undefined ? await sendCard(ctx, card) : await showCard(ctx, card)
  if (old?.chat === place.chat && old.message === place.message) return
  if (old !== null) await removeCard(ctx.api, old)
  await placeCard(deps, offerId, place)
}

/** Remembers where the card stands. @throws AppError `offer_not_a_draft` */
export async function placeCard({ db }: AdminDeps, offerId: number, card: Place): Promise<void> {
  await db.group(() => changeDraft(db, offerId, () => ({ card })))
}

/** Shows the card itself, with a line about what was just done. */
export async function openCard(deps: AdminDeps, ctx: BotContext, offerId: number, note?: Piece): Promise<void> {
  await present(deps, ctx, offerId, draftCard(deps, getDraft(deps.db, offerId), ctx, note))
}

/** Changes rows of the card; what was shown at the last check no longer holds. */
export function changeRows(db: Db, offerId: number, change: (draft: Draft) => Partial<Draft>): Offer {
  return changeDraft(db, offerId, draft => {
    const changed = { ...draft, ...change(draft) }
    return { ...changed, each: changed.each && addressed(changed).length > 1, shown: null }
  })
}

/**
 * A question about a draft: asked again until it is answered, over when the offer can no longer be changed.
 * @param schema its arguments, with the offer's id
 */
export function draftTopic<Args extends { offer: number }>(
  deps: AdminDeps,
  schema: z.ZodType<Args>,
  answer: (ctx: BotContext, args: Args, message: Message) => Promise<Answered>,
): (args: unknown) => Answerer {
  return topic(schema, async (ctx, args, message) => {
    try {
      getDraft(deps.db, args.offer)
      return await answer(ctx, args, message)
    } catch (error) {
      if (!isAppError(error, 'offer_not_a_draft') && !isAppError(error, 'offer_not_found')) throw error
      await ctx.reply(texts(ctx.language).errors[error.code](error.details))
      return 'done'
    }
  })
}

/** The words of an answer; anything else is asked again. */
export async function wordsOf(ctx: BotContext, message: Message): Promise<string | null> {
  if (message.text !== undefined) return message.text
  await ctx.reply(texts(ctx.language).offerCards.textAsked)
  return null
}

/** "Tue 24 Nov, 11:00 Samara (10:00 Moscow)": in the marketer's zone, and in the bot's where its clock differs. */
export function whenWords(when: Draft['when'], botZone: string, language: Language, now: number): string {
  const t = texts(language).offerCards
  if (when.kind === 'now') return t.now
  const { at, zone } = when
  const words = `${dateTime(at, zone, language, now)} ${zoneName(zone)}`
  const [here, there] = [DateTime.fromMillis(at, { zone: botZone }), DateTime.fromMillis(at, { zone })]
  if (here.offset === there.offset) return words
  const sameDay = here.toISODate() === there.toISODate()
  return words + t.here(sameDay ? time(at, botZone) : dateTime(at, botZone, language, now), zoneName(botZone))
}

/** "🖼 photo, 214 of 1,024 characters". */
export function contentWords(content: Content, language: Language): string {
  const t = texts(language).offers
  return `${t.kinds[content.kind]}, ${t.length(content.text.length, lengthLimit(content))}`
}

/** `contentWords`, and how long it can become where names stand in it. */
export function contentReport(content: Content, language: Language): string {
  const longest = longestLength(content)
  const words = contentWords(content, language)
  return longest === content.text.length ? words : `${words}; ${texts(language).offerCards.longest(longest)}`
}

function draftCard(deps: AdminDeps, offer: Offer, ctx: BotContext, note?: Piece): Card {
  const { db } = deps
  const { draft, id } = offer
  const { offerCards: t, offers } = texts(ctx.language)
  const names = addressed(draft).map(segment => addresseeName(db, draft, segment, ctx.language))
  const leftOut = draft.leaveOut.map(segment => addresseeName(db, draft, segment, ctx.language))
  const except = leftOut.length === 0 ? '' : t.exceptFor(nameList(leftOut, ctx.language))
  const written = listVariants(db, id)
  const [first] = written
  const message = draft.each
    ? t.versions(written.length, wantedVersions(draft).length)
    : first === undefined
      ? null
      : contentWords(first.content, ctx.language)
  const buttons = draft.buttons.flat().map(button => shorten(button.label, 30))
  const at = (label: string, definition: typeof presses.open) => key(label, definition, { offer: id })
  return {
    text: lines([
      t.title(shownName(offer.name)),
      t.goalRow(offers.goals[offer.goal], offers.goalsJudged[offer.goal]),
      t.whomRow(names.length === 0 ? null : nameList(names, ctx.language) + except),
      t.messageRow(message),
      t.buttonsRow(buttons.length === 0 ? t.noButtons : nameList(buttons, ctx.language)),
      t.whenRow(whenWords(draft.when, deps.zone(), ctx.language, ctx.at)),
      note === undefined ? null : rich`\n${note}`,
    ]),
    keyboard: [
      [key(t.keys.whom, presses.whom, { offer: id, page: 0 }), at(t.keys.message, presses.message)],
      [at(t.keys.buttons, presses.buttons), at(t.keys.when, presses.when)],
      [at(t.keys.goal, presses.goal), at(t.keys.name, presses.name)],
      [at(t.keys.test, presses.test), at(t.keys.check, presses.check)],
      [at(t.keys.discard, presses.discard)],
    ],
  }
}

/** The way back to the card. */
export function backToCard(offerId: number, language: Language) {
  return key(texts(language).admin.card, presses.open, { offer: offerId })
}
