import { DateTime } from 'luxon'
import { getBroadcast } from '../../../delivery/broadcast.js'
import type { Content } from '../../../offers/content.js'
import type { Draft, Offer } from '../../../offers/offer.js'
import { lengthLimit } from '../../../offers/personal.js'
import { listOwnButtons, listVariants } from '../../../offers/variant.js'
import { dateTime, type Language, shorten, time, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece, rich } from '../../../text/rich.js'
import { type Card, key } from '../../card.js'
import type { BotContext } from '../../context.js'
import { broadcasts } from '../broadcasts/addresses.js'
import type { AdminDeps } from '../deps.js'
import { offers as presses } from './addresses.js'
import { nameList, shownName } from './label.js'
import { addressed, addresseeName, wantedVersions } from './versions.js'

/** "Tue 24 Nov, 11:00 Samara (10:00 Moscow)": in the marketer's zone, and in the bot's where its clock differs. By everyone's own clock it is "Tue 24 Nov, 10:00, by everyone's own clock". */
export function whenWords(when: Draft['when'], botZone: string, language: Language, now: number): string {
  const t = texts(language).offerCards
  if (when.kind === 'now') return t.now
  const { at, zone, own } = when
  if (own) return t.byOwnClock(dateTime(at, zone, language, now))
  const words = `${dateTime(at, zone, language, now)} ${zoneName(zone, language)}`
  const [here, there] = [DateTime.fromMillis(at, { zone: botZone }), DateTime.fromMillis(at, { zone })]
  if (here.offset === there.offset) return words
  const sameDay = here.toISODate() === there.toISODate()
  return words + t.here(sameDay ? time(at, botZone) : dateTime(at, botZone, language, now), zoneName(botZone, language))
}

/** "🖼 photo, 214 of 1,024 characters". */
export function contentWords(content: Content, language: Language): string {
  const t = texts(language).offers
  return `${t.kinds[content.kind]}, ${t.length(content.text.length, lengthLimit(content))}`
}

/** The card of a draft: a row for each thing that can be chosen. @param note a line about what was just done */
export function draftCard(deps: AdminDeps, offer: Offer, ctx: BotContext, note?: Piece): Card {
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
  const own = listOwnButtons(db, id).map(({ segmentId }) => addresseeName(db, draft, segmentId, ctx.language))
  const limit = draft.notLaterThan === null ? null : untilWords(offer, deps.zone(), ctx.language, ctx.at)
  const at = (label: string, definition: typeof presses.open) => key(label, definition, { offer: id })
  const { changing } = draft
  return {
    text: lines([
      changing === null ? t.title(shownName(offer.name)) : changingTitle(deps, offer, changing, ctx),
      t.goalRow(offers.goals[offer.goal], offers.goalsJudged[offer.goal]),
      t.whomRow(names.length === 0 ? null : nameList(names, ctx.language) + except),
      t.messageRow(message),
      t.buttonsRow(
        (buttons.length === 0 ? t.noButtons : nameList(buttons, ctx.language)) +
          (own.length === 0 ? '' : t.butFor(nameList(own, ctx.language))),
      ),
      t.whenRow(whenWords(draft.when, deps.zone(), ctx.language, ctx.at), limit),
      offer.kind === 'service' ? t.serviceRow : null,
      draft.urgent ? t.urgentRow : null,
      note === undefined ? null : rich`\n${note}`,
    ]),
    keyboard: [
      [key(t.keys.whom, presses.whom, { offer: id, page: 0 }), at(t.keys.message, presses.message)],
      [at(t.keys.buttons, presses.buttons), at(t.keys.when, presses.when)],
      ...(changing === null
        ? [
            [at(t.keys.goal, presses.goal), at(t.keys.name, presses.name)],
            [at(t.keys.kind[offer.kind], presses.kind), at(t.keys.discard, presses.discard)],
          ]
        : []),
      [key(t.keys.test, presses.test, { offer: id, generation: offer.generation }), at(t.keys.check, presses.check)],
      ...(changing === null ? [] : [[key(t.keys.asItWas, broadcasts.asItWas, { id: changing })]]),
    ],
  }
}

/** What was approved and waits for its change; and that its hour is over, if it is. */
function changingTitle({ db, zone }: AdminDeps, { name }: Offer, broadcastId: number, ctx: BotContext): Piece {
  const t = texts(ctx.language).offerCards
  const { startsAt, zone: theirs } = getBroadcast(db, broadcastId)
  const when = whenWords({ kind: 'at', at: startsAt, zone: theirs, own: false }, zone(), ctx.language, ctx.at)
  return lines([t.changingTitle(shownName(name), when), startsAt <= ctx.at ? t.changingDue : null])
}

/** When a draft ends for those who still wait: "21:00" on the day it goes, else with its day; '' when it has no end. */
export function untilWords({ draft }: Offer, botZone: string, language: Language, now: number): string {
  const { when, notLaterThan } = draft
  if (notLaterThan === null) return ''
  const zone = when.kind === 'at' ? when.zone : botZone
  const day = (at: number) => DateTime.fromMillis(at, { zone }).toISODate()
  const sameDay = day(when.kind === 'at' ? when.at : now) === day(notLaterThan)
  return sameDay ? time(notLaterThan, zone) : dateTime(notLaterThan, zone, language, now)
}

/** The way back to the card. */
export function backToCard(offerId: number, language: Language) {
  return key(texts(language).admin.card, presses.open, { offer: offerId })
}
