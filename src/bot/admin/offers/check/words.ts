import { isAnythingBought } from '../../../../audience/customer/bought.js'
import { findOverlaps } from '../../../../delivery/calendar/overlap.js'
import { gateAt } from '../../../../delivery/gate.js'
import type { Check } from '../../../../delivery/plan.js'
import { hasEnd } from '../../../../offers/draft/deadline.js'
import { pressedLinks } from '../../../../offers/link/terms.js'
import type { Offer } from '../../../../offers/offer.js'
import { promoOf } from '../../../../offers/promo.js'
import { asSent } from '../../../../offers/render/prepared.js'
import { listVariants } from '../../../../offers/variant.js'
import { isToSell } from '../../../../reports/summary/figure.js'
import { restsOnOrders } from '../../../../segments/notes.js'
import { date, dateTime, time } from '../../../../text/format.js'
import { concat, type Piece, rich } from '../../../../text/rich.js'
import type { Here } from '../../../here.js'
import { addressed, addresseeName, wantedVersions } from '../../drafts/versions.js'
import { unlessSlow } from '../../patience.js'
import { endRow } from '../../words/ending.js'
import { nameList, shownName } from '../../words/name.js'
import { ordersKnownLines } from '../../words/orders-known.js'
import { capped } from '../label.js'
import { findBare, findOverlong } from '../test/readers.js'
import { untilWords, whenWords } from '../words.js'
import { peopleBefore } from './care.js'
import { type Checked, rateOf } from './count.js'

/** Whose name makes the text too long, and which other broadcasts come to the same people. */
export async function warnings(here: Here, offer: Offer, checked: Checked): Promise<Piece[]> {
  const { db, language, at } = here
  const { offerCards: t } = here.t
  const { audience, question, zone } = checked
  const context = { at, zone, language: here.preferences.language() }
  const whole = listVariants(db, offer.id).map(one => ({ ...one, content: asSent(one.content, hasEnd(offer)) }))
  const overlong = await unlessSlow(findOverlong(db, whole, audience, context, question), null)
  const overlaps = await unlessSlow(findOverlaps(db, audience, context, question), [])
  return [
    ...(overlong === null
      ? []
      : [
          (overlong.fields ? t.overlongFields : t.overlong)(
            overlong.people,
            nameList(overlong.names, language),
            overlong,
          ),
        ]),
    ...overlaps.map(({ people, offerName, startsAt }) =>
      t.alsoGet(people, shownName(offerName), dateTime(startsAt, zone, language, at)),
    ),
  ]
}

/** Of how many people orders are known, where the audience rests on them. */
export async function orderLines(here: Here, { audience }: Checked): Promise<Piece[]> {
  const rules = [...audience.parts, ...audience.leftOut]
  return rules.some(({ criterion }) => restsOnOrders(criterion)) ? ordersKnownLines(here) : []
}

/** Fields of which nothing is known of some, who read nothing in their place. */
export async function bareLines({ db, at, t }: Here, { id }: Offer, checked: Checked): Promise<string[]> {
  const { audience, question, zone } = checked
  const asked = findBare(db, listVariants(db, id), audience, { at, zone }, question)
  return (await unlessSlow(asked, [])).map(({ named, people }) => t.offerCards.bareField(named, people))
}

/** ": Champions 366 · Loyal 1,672" where there are several. */
export function partWords({ db, language, t }: Here, { draft }: Offer, check: Check): Piece {
  const parts = addressed(draft)
  if (parts.length < 2) return ''
  const words = parts.map((segment, i) =>
    t.offerCards.part(addresseeName(db, draft, segment, language), check.perPart[i] ?? 0),
  )
  return rich`: ${concat(capped(words, 30), ' · ')}`
}

/** First and last message, what stands in between, and when it is decided who exactly gets one. */
export function timeWords(here: Here, offer: Offer, checked: Checked): string[] {
  const { language } = here
  const { check, zone, question, begins, span, trials } = checked
  const { offerCards: t } = here.t
  const { when } = offer.draft
  const { notLaterThan } = question
  const { first, last, waiting } = span
  const own = when.kind === 'at' && when.own
  const dayOf = (at: number) => date(at, zone, language)
  const words = (at: number) => whenWords({ kind: 'at', at, zone, own: false }, here.zone(), language, here.at)
  const inTime =
    notLaterThan === null || own
      ? check.people
      : peopleBefore(span, { limit: notLaterThan, people: check.people, rate: rateOf(here, offer) })
  const resumes = own ? last : gateAt(last, question, question.rules).dueIn(null)
  const gate = gateAt(question.at, question, question.rules)
  const silent = check.perZone.reduce((sum, { zone, people }) => sum + (gate.silentIn(zone) ? people : 0), 0)
  return [
    ...(own ? ownWords(here, when.at, checked) : []),
    ...(waiting.people === 0
      ? []
      : [
          waiting.people < check.people ? t.quietFor(waiting.people, words(waiting.until)) : t.quietUntil(words(first)),
        ]),
    t.first(when.kind === 'now' && first === begins ? t.atOnce : words(first)),
    // The others get theirs once a version is decided on; that is said with the versions.
    ...(trials.some(({ goesOn }) => goesOn !== 'compare')
      ? []
      : [t.last(when.kind === 'at' && dayOf(first) === dayOf(last) ? time(last, zone) : words(last))]),
    ...(resumes === last ? [] : [t.quietMeanwhile(words(resumes))]),
    ...(silent === 0 ? [] : [t.quietSilent(silent, silent === check.people)]),
    ...(offer.draft.notLaterThan === null ? [] : [t.notLater(untilWords(offer, here.zone(), language, here.at))]),
    ...(offer.draft.nudge === null ? [] : [t.nudgeRow(offer.draft.nudge.hours)]),
    ...[endRow(here, offer)].filter(row => row !== null),
    ...(inTime < check.people ? [t.someTooLate(check.people - inTime)] : []),
    ...(when.kind === 'now' ? [] : [t.decided(time(begins, zone))]),
  ]
}

/** That it goes by everyone's own clock, whose hour is over, and whose clock nobody knows. */
function ownWords(here: Here, at: number, { zone, check, span }: Checked): string[] {
  const { offerCards: t } = here.t
  const unknown = check.perZone.reduce((sum, { zone: theirs, people }) => sum + (theirs === null ? people : 0), 0)
  return [
    t.ownClockLine(dateTime(at, zone, here.language, here.at)),
    ...(unknown === 0 ? [] : [t.clockUnknown(unknown)]),
    ...(span.passed === 0 ? [] : [t.hourPassed(span.passed, time(at, zone))]),
  ]
}

/** Goals that people reach by clicks need something to click on; orders are known by a promo code as well. */
export function linkWarning({ db, language, t }: Here, { id, goal, draft }: Offer): string | null {
  if (goal === 'inform' || goal === 'collect' || goal === 'know_orders') return null
  if (isToSell(goal) && promoOf(db, id) !== null && isAnythingBought(db)) return null
  const bare = listVariants(db, id).filter(variant => pressedLinks(variant).length === 0)
  if (bare.length === 0) return null
  const whose = new Set(bare.map(({ segmentId }) => segmentId))
  if (whose.size === wantedVersions(draft).length) return t.offerCards.noLinks
  const names = [...whose].map(segmentId => addresseeName(db, draft, segmentId, language))
  return t.offerCards.noLinksFor(nameList(names, language))
}
