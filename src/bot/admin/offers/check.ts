import { Composer } from 'grammy'
import { SECOND } from '../../../clock.js'
import type { Reader } from '../../../db/reader.js'
import type { Audience } from '../../../delivery/broadcast.js'
import { leavingOf } from '../../../delivery/gate.js'
import { findOverlaps } from '../../../delivery/overlap.js'
import { type Check, checkAudience, type Question } from '../../../delivery/plan.js'
import { getDraft } from '../../../offers/draft.js'
import { changeDraft, type Offer } from '../../../offers/offer.js'
import { checkContent } from '../../../offers/personal.js'
import { listVariants, missingMessages, trackedLinks } from '../../../offers/variant.js'
import { date, dateTime, time } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { concat, lines, type Piece, rich } from '../../../text/rich.js'
import { type Card, type Key, key } from '../../card.js'
import type { BotContext } from '../../context.js'
import { broadcasts } from '../broadcasts/addresses.js'
import type { AdminDeps } from '../deps.js'
import { offers as presses } from './addresses.js'
import { listDoubts } from './audience/doubts.js'
import { changedLines } from './changed.js'
import { adminOf, type OfferDeps } from './deps.js'
import { openCard } from './draft.js'
import { present } from './hands.js'
import { capped, nameList, shownName } from './label.js'
import { unlessSlow } from './patience.js'
import { GRACE_MS } from './pending-card.js'
import { findOverlong } from './test/readers.js'
import { onDraftPress } from './turn.js'
import { addressed, addresseeName, audienceOf, wantedVersions } from './versions.js'
import { type Span, spanOf } from './when/span.js'
import { zoneOf } from './when/zone.js'
import { backToCard, untilWords, whenWords } from './words.js'

/**
 * What was counted; the zone in which it is read, counted and planned; on what terms, and when it leaves: `begins` is
 * approved as its start.
 */
export type Checked = {
  check: Check
  zone: string
  audience: Audience
  question: Question
  begins: number
  span: Span
}

/** The check before sending. */
export function checkFeature(deps: OfferDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  onDraftPress(deps, composer, presses.check, (ctx, { offer }) => showCheck(deps, ctx, offer))
  return composer
}

/** What comes after an answer: the check when nothing is missing any more, else the card. */
export async function leadOn(deps: OfferDeps, ctx: BotContext, offerId: number, note?: Piece): Promise<void> {
  const complete = listMissing(deps, ctx, getDraft(deps.db, offerId)).length === 0
  await (complete ? showCheck(deps, ctx, offerId, note) : openCard(deps, ctx, offerId, note))
}

/** Shows what is missing, or who will get the offer; the number shown is kept with the draft. */
export async function showCheck(deps: OfferDeps, ctx: BotContext, offerId: number, note?: Piece): Promise<void> {
  const { db } = deps
  const offer = getDraft(db, offerId)
  const missing = [...listMissing(deps, ctx, offer), ...(await listDoubts(deps, ctx, offer))]
  if (missing.length > 0) return present(deps, ctx, offerId, missingScreen(ctx, offer, missing))
  const checked = await countAudience(deps, ctx, offer)
  await present(deps, ctx, offerId, await checkScreen(deps, ctx, offer, checked, note))
  await db.group(() => changeDraft(db, offerId, () => ({ shown: { people: checked.check.people } })))
}

/**
 * Counts whom a complete draft would reach, by the statement that will plan it.
 * @throws AppError `draft_incomplete`, `segment_not_found`, `query_timeout`, and whatever `checkContent` finds
 */
export async function countAudience(deps: AdminDeps, ctx: BotContext, offer: Offer): Promise<Checked> {
  const { db } = deps
  for (const { content } of listVariants(db, offer.id)) checkContent(content, deps.ownTargets)
  const { when, notLaterThan } = offer.draft
  const zone = when.kind === 'at' ? when.zone : zoneOf(deps, adminOf(ctx))
  const ownClock = when.kind === 'at' && when.own ? { at: when.at, zone } : null
  const at = ownClock === null ? startOf(offer, ctx.at) : ctx.at + GRACE_MS
  const question = { marketing: offer.kind !== 'service', notLaterThan, ownClock, at, rules: deps.rules() }
  const audience = audienceOf(db, offer)
  const asked = (reader: Reader) => checkAudience(db, audience, { at: ctx.at, zone }, question, reader)
  // What is about to be sent is never guessed: where it takes long, it takes long.
  const check = (await unlessSlow(asked(db.people), null)) ?? (await asked(db.jobs))
  const span = spanOf(check, question, deps.pace.rate())
  return { check, zone, audience, question, span, begins: ownClock === null ? at : span.first }
}

/** When it begins if nothing is quiet: "now" leaves a moment to change one's mind. ms UTC */
export function startOf({ draft: { when } }: Offer, now: number): number {
  return when.kind === 'now' ? now + GRACE_MS : when.at
}

/** What keeps a draft from being sent, and the button that mends it. */
export type Mend = { words: Piece; mend: Key }

/** What keeps a draft from being sent, each with the button that mends it. */
export function listMissing(deps: AdminDeps, ctx: BotContext, offer: Offer): Mend[] {
  const { db } = deps
  const { draft, id } = offer
  const { offerCards: t, errors } = texts(ctx.language)
  const missing: Mend[] = []
  if (addressed(draft).length === 0)
    missing.push({ words: t.missingWhom, mend: key(t.keys.whom, presses.whom, { offer: id, page: 0 }) })
  for (const segment of capped(missingMessages(db, id), 10)) {
    const name = addresseeName(db, draft, segment, ctx.language)
    missing.push({
      words: draft.each ? t.missingMessageFor(name) : t.missingMessage,
      mend: key(t.keys.message, presses.message, { offer: id }),
    })
  }
  if (draft.when.kind === 'at' && draft.when.at <= ctx.at)
    missing.push({ words: errors.date_past({}), mend: key(t.keys.when, presses.when, { offer: id }) })
  else if (draft.notLaterThan !== null && draft.notLaterThan <= startOf(offer, ctx.at))
    missing.push({ words: t.endsTooEarly, mend: key(t.keys.until, presses.until, { offer: id }) })
  return missing
}

function missingScreen(ctx: BotContext, offer: Offer, missing: readonly Mend[]): Card {
  const t = texts(ctx.language).offerCards
  const mends = new Map(missing.map(({ mend }) => [mend.label, mend]))
  return {
    text: lines([t.checkTitle(shownName(offer.name)), t.missing, ...missing.map(({ words }) => rich`· ${words}`)]),
    keyboard: [...[...mends.values()].map(mend => [mend]), [backToCard(offer.id, ctx.language)]],
  }
}

async function checkScreen(
  deps: OfferDeps,
  ctx: BotContext,
  offer: Offer,
  checked: Checked,
  note: Piece | undefined,
): Promise<Card> {
  const { offerCards: t } = texts(ctx.language)
  const { check, question } = checked
  const { id, draft, kind, generation } = offer
  const { perDay, perWeek } = question.rules
  const approve = key(draft.when.kind === 'now' ? t.keys.sendNow : t.keys.schedule, presses.approve, { offer: id })
  const test = key(t.keys.test, presses.test, { offer: id, generation })
  if (draft.changing !== null) {
    const changed = changedLines(deps, ctx, offer, { broadcastId: draft.changing, people: check.people })
    return {
      text: lines([
        t.changedTitle(shownName(offer.name)),
        note ?? null,
        ...(changed.length === 0 ? [t.nothingChanged] : [...changed, t.restAsApproved]),
        ...(check.people === 0 ? [t.nobody] : []),
      ]),
      keyboard: [
        check.people === 0 ? [test] : [key(t.keys.schedule, presses.approve, { offer: id }), test],
        [key(t.keys.asItWas, broadcasts.asItWas, { id: draft.changing }), backToCard(id, ctx.language)],
      ],
    }
  }
  return {
    text: lines([
      t.checkTitle(shownName(offer.name)),
      note ?? null,
      kind === 'service' ? t.serviceRow : null,
      t.inSegments(check.inSegments),
      ...check.skipped.map(({ people, reason }) =>
        t.leftOut(people, reason === 'cap' ? t.hadTheirs(t.capWords(perDay, perWeek)) : t.reasons[reason]),
      ),
      concat([t.willGet(check.people), partWords(deps, ctx, offer, check)]),
      ...(check.people === 0 ? [t.nobody] : timeWords(deps, ctx, offer, checked)),
      ...(check.people === 0 ? [] : await warnings(deps, ctx, offer, checked)),
      linkWarning(deps, ctx, offer),
    ]),
    keyboard: [check.people === 0 ? [test] : [approve, test], [backToCard(id, ctx.language)]],
  }
}

/** Whose name makes the text too long, and which other broadcasts come to the same people. */
async function warnings(deps: OfferDeps, ctx: BotContext, { id }: Offer, checked: Checked): Promise<Piece[]> {
  const { db } = deps
  const { offerCards: t } = texts(ctx.language)
  const { audience, question, zone } = checked
  const context = { at: ctx.at, zone }
  const overlong = await unlessSlow(findOverlong(db, listVariants(db, id), audience, context, question), null)
  const overlaps = await unlessSlow(findOverlaps(db, audience, context, question), [])
  return [
    ...(overlong === null ? [] : [t.overlong(overlong.people, nameList(overlong.names, ctx.language), overlong)]),
    ...overlaps.map(({ people, offerName, startsAt }) =>
      t.alsoGet(people, shownName(offerName), dateTime(startsAt, zone, ctx.language, ctx.at)),
    ),
  ]
}

/** ": Champions 366 · Loyal 1,672" where there are several. */
function partWords({ db }: AdminDeps, ctx: BotContext, { draft }: Offer, check: Check): Piece {
  const parts = addressed(draft)
  if (parts.length < 2) return ''
  const t = texts(ctx.language).offerCards
  const words = parts.map((segment, i) =>
    t.part(addresseeName(db, draft, segment, ctx.language), check.perPart[i] ?? 0),
  )
  return rich`: ${concat(capped(words, 30), ' · ')}`
}

/** First and last message, what stands in between, and when it is decided who exactly gets one. */
function timeWords(deps: AdminDeps, ctx: BotContext, offer: Offer, checked: Checked): string[] {
  const { check, zone, question, begins, span } = checked
  const t = texts(ctx.language).offerCards
  const { when, notLaterThan } = offer.draft
  const { first, last, waiting } = span
  const own = when.kind === 'at' && when.own
  const dayOf = (at: number) => date(at, zone, ctx.language)
  const words = (at: number) => whenWords({ kind: 'at', at, zone, own: false }, deps.zone(), ctx.language, ctx.at)
  const inTime =
    notLaterThan === null || own ? check.people : Math.floor(((notLaterThan - first) / SECOND) * deps.pace.rate())
  const resumes = own ? last : leavingOf(last, question, question.rules).usual
  return [
    ...(own ? ownWords(ctx, when.at, checked) : []),
    ...(waiting.people === 0
      ? []
      : [
          waiting.people < check.people ? t.quietFor(waiting.people, words(waiting.until)) : t.quietUntil(words(first)),
        ]),
    t.first(when.kind === 'now' && first === begins ? t.atOnce : words(first)),
    t.last(when.kind === 'at' && dayOf(first) === dayOf(last) ? time(last, zone) : words(last)),
    ...(resumes === last ? [] : [t.quietMeanwhile(words(resumes))]),
    ...(notLaterThan === null ? [] : [t.notLater(untilWords(offer, deps.zone(), ctx.language, ctx.at))]),
    ...(inTime < check.people ? [t.someTooLate(check.people - inTime)] : []),
    ...(when.kind === 'now' ? [] : [t.decided(time(begins, zone))]),
  ]
}

/** That it goes by everyone's own clock, whose hour is over, and whose clock nobody knows. */
function ownWords(ctx: BotContext, at: number, { zone, check, span }: Checked): string[] {
  const t = texts(ctx.language).offerCards
  const hour = time(at, zone)
  const unknown = check.perZone.find(one => one.zone === null)?.people ?? 0
  return [
    t.ownClockLine(dateTime(at, zone, ctx.language, ctx.at)),
    ...(unknown === 0 ? [] : [t.clockUnknown(unknown)]),
    ...(span.passed === 0 ? [] : [t.hourPassed(span.passed, hour)]),
  ]
}

/** Goals that people reach by clicks need something to click on. */
function linkWarning({ db }: AdminDeps, ctx: BotContext, { id, goal, draft }: Offer): string | null {
  if (goal === 'inform' || goal === 'collect') return null
  const t = texts(ctx.language).offerCards
  const bare = listVariants(db, id).filter(variant => trackedLinks(variant).length === 0)
  if (bare.length === 0) return null
  if (bare.length === wantedVersions(draft).length) return t.noLinks
  const names = bare.map(({ segmentId }) => addresseeName(db, draft, segmentId, ctx.language))
  return t.noLinksFor(nameList(names, ctx.language))
}
