import type { Db } from '../../../../db/open.js'
import { type Broadcast, getBroadcast } from '../../../../delivery/broadcast.js'
import { listTrials, type NewTrial } from '../../../../delivery/trial/trial.js'
import { filledWords } from '../../../../offers/content.js'
import { endOf } from '../../../../offers/draft/deadline.js'
import { getOffer, type Offer } from '../../../../offers/offer.js'
import { type Promo, promoOf } from '../../../../offers/promo.js'
import { listVariants, listVersions } from '../../../../offers/variant.js'
import { count, dateTime, type Language, shorten, versionLetter, zoneName } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { type Piece, rich } from '../../../../text/rich.js'
import type { Here } from '../../../here.js'
import { addressed, addresseeName } from '../../drafts/versions.js'
import { changeLines } from '../../words/changes.js'
import { promoWords } from '../../words/codes.js'
import { shareWords } from '../../words/control.js'
import { endWords } from '../../words/ending.js'
import { nameList, shownName } from '../../words/name.js'
import { lettersOf, waitWords } from '../../words/tried.js'
import { interestName } from '../interest.js'
import { windowDays } from '../window.js'
import { whenWords } from '../words.js'

const WORDS = 60

/**
 * What a draft would change of the broadcast that waits for it, in a line for each thing; empty when that is nothing.
 * @param people how many would get it now
 */
export function changedLines(
  here: Here,
  offer: Offer,
  changed: { broadcastId: number; people: number; careful: boolean; control: number; trials: readonly NewTrial[] },
): Piece[] {
  const { db, language } = here
  const { offerCards: t, offers } = here.t
  const broadcast = getBroadcast(db, changed.broadcastId)
  const before = getOffer(db, broadcast.offerId)
  const whom = (draft: Offer['draft']) => whomWords(db, draft, language)
  const promo = (found: Promo | null) =>
    promoWords(found, language) + (found?.button ? ` ${here.t.codeCards.shownByButton}` : '')
  const { interestCards } = here.t
  const about = (one: Offer) => interestName(db, one) ?? interestCards.everybody
  const rows: [string, Piece, Piece][] = [
    [interestCards.changed, about(before), about(offer)],
    [here.t.codeCards.changed, promo(promoOf(db, before.id)), promo(promoOf(db, offer.id))],
    [t.rows.name, shownName(before.name), shownName(offer.name)],
    [t.rows.goal, offers.goals[before.goal], offers.goals[offer.goal]],
    [t.rows.goal, countsWords(here, before), countsWords(here, offer)],
    [t.rows.kind, t.keys.kind[before.kind], t.keys.kind[offer.kind]],
    [t.rows.whom, whom(before.draft), whom(offer.draft)],
    [t.rows.when, whenBefore(here, broadcast), whenWords(offer.draft.when, here.zone(), language, here.at)],
    [t.rows.when, limitWords(here, broadcast, broadcast.notLaterThan), limitWords(here, broadcast, endOf(offer))],
    [t.deadlineName, endWords(here, before), endWords(here, offer)],
    [t.keys.nudge, nudgeWords(here, before), nudgeWords(here, offer)],
    [t.pinRow, pinWords(here, before), pinWords(here, offer)],
    [t.rows.when, turnWords(broadcast.urgent, language), turnWords(offer.draft.urgent, language)],
    [here.t.paceCards.row, here.t.paceCards.words(broadcast.perHour), here.t.paceCards.words(offer.draft.perHour)],
    [here.t.carefulCards.row, startWords(broadcast.careful, language), startWords(changed.careful, language)],
    [here.t.versionCards.changed, triedWords(here, listTrials(db, broadcast.id)), triedWords(here, changed.trials)],
    [here.t.controlCards.row, keptWords(broadcast.control, language), keptWords(changed.control, language)],
  ]
  const differing = rows.filter(([, was, now]) => rich`${was}`.text !== rich`${now}`.text)
  const audience = differing.some(([what]) => what === t.rows.whom)
  return [
    ...differing.map(([what, was, now]) => t.changedRow(what, was, now)),
    ...(audience
      ? [t.changedRow(t.rows.people, count(broadcast.shownAudience, language), count(changed.people, language))]
      : []),
    ...messageLines(here, before, offer),
  ]
}

/** How many versions are tried, and how; the same of all messages. */
function triedWords({ language, t: { versionCards: t } }: Here, trials: readonly NewTrial[]): string {
  const [first] = trials
  if (first === undefined) return t.one
  const most = Math.max(...trials.map(({ variants }) => variants.length))
  const { share, decides, wait, goesOn } = first
  const terms = [...(goesOn === 'compare' ? [] : [shareWords(share, language)]), t.deciding[decides]]
  return t.changedTo(lettersOf(most, language), [...terms, waitWords(wait, language), t.afterwards[goesOn]])
}

/** Where the goal is another, what is usual for it may be too. */
function countsWords({ db, t: { offerCards: t } }: Here, { id }: Offer): string {
  const { window, click, seen } = windowDays(db, id)
  return [t.windows.keys.window(window), t.windows.keys.click(click), t.windows.keys.seen(seen)].join(' · ')
}

function whomWords(db: Db, draft: Offer['draft'], language: Language): string {
  const names = (ids: readonly (number | null)[]) =>
    nameList(
      ids.map(id => addresseeName(db, draft, id, language)),
      language,
    )
  const { exceptFor, versions } = texts(language).offerCards
  const except = draft.leaveOut.length === 0 ? '' : exceptFor(names(draft.leaveOut))
  const each = draft.each ? ` (${versions(addressed(draft).length, addressed(draft).length)})` : ''
  return names(addressed(draft)) + except + each
}

/** A broadcast keeps a moment also where its offer says "now". */
function whenBefore(here: Here, { startsAt, zone: theirs, ownClock }: Broadcast): string {
  const at = ownClock?.at ?? startsAt
  return whenWords({ kind: 'at', at, zone: theirs, own: ownClock !== null }, here.zone(), here.language, here.at)
}

function limitWords({ language, at, t }: Here, { zone }: Broadcast, limit: number | null): string {
  const words = limit === null ? null : `${dateTime(limit, zone, language, at)} ${zoneName(zone, language)}`
  return t.offerCards.nowEnds(words)
}

function nudgeWords({ t: { offerCards } }: Here, { draft: { nudge } }: Offer): string {
  if (nudge === null) return offerCards.noButtons
  const after = offerCards.nudgeAfter(nudge.hours)
  const [words = ''] = filledWords(nudge.content).filter(text => text !== '')
  return `${after}: ${shorten(words, WORDS)}`
}

function pinWords({ t: { offerCards } }: Here, { pinned }: Offer): string {
  return pinned === 1 ? offerCards.pinChanged.on : offerCards.pinChanged.off
}

function turnWords(urgent: boolean, language: Language): string {
  const t = texts(language).offerCards
  return urgent ? t.goesFirst : t.usualTurn
}

function startWords(careful: boolean, language: Language): string {
  const t = texts(language).carefulCards
  return careful ? t.startsSlowly : t.startsAtOnce
}

function keptWords(control: number, language: Language): string {
  return control === 0 ? texts(language).controlCards.nobody : shareWords(control, language)
}

/** Each version whose words, picture or buttons are others, with what differs; and those that are new. */
function messageLines({ db, language, t: { offerCards: t } }: Here, before: Offer, offer: Offer): Piece[] {
  // A version that was corrected stands before its successor.
  const old = new Map(listVariants(db, before.id).map(one => [`${one.segmentId} ${one.version}`, one]))
  return listVariants(db, offer.id).flatMap(({ segmentId, version, content }) => {
    const was = (old.get(`${segmentId} ${version}`) ?? old.get(`null ${version}`))?.content
    if (was === undefined || JSON.stringify(was) === JSON.stringify(content)) return []
    const whose = offer.draft.each ? ` · ${addresseeName(db, offer.draft, segmentId, language)}` : ''
    const several = listVersions(db, offer.id, segmentId).length > 1
    const name = several ? `${whose} · ${versionLetter(version, language)}` : whose
    return [`${t.rows.message}${name}:`, ...changeLines(was, content, language)]
  })
}
