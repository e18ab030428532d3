import { HOUR, SECOND } from '../../../../clock.js'
import type { Reader } from '../../../../db/reader.js'
import type { Audience } from '../../../../delivery/broadcast.js'
import { upcomingRuns } from '../../../../delivery/campaign/repeat/next-run.js'
import { repeatOf } from '../../../../delivery/campaign/repeat.js'
import type { Strangers } from '../../../../delivery/careful/strangers.js'
import { type Check, checkAudience, type Question } from '../../../../delivery/plan.js'
import type { NewTrial } from '../../../../delivery/trial/trial.js'
import { endOf } from '../../../../offers/draft/deadline.js'
import type { Draft, Offer } from '../../../../offers/draft.js'
import { checkContent } from '../../../../offers/personal.js'
import { listVariants, missingMessages } from '../../../../offers/variant.js'
import type { Here } from '../../../here.js'
import { GRACE_MS } from '../../cards/pending.js'
import { trialsOf } from '../../drafts/tried.js'
import { addressed, audienceOf } from '../../drafts/versions.js'
import { zoneOf } from '../../drafts/zone.js'
import { unlessSlow } from '../../patience.js'
import { type Span, spanOf } from '../when/span.js'
import { type Care, carefulSpan, careOf, countStrangers } from './care.js'

const WHOLE = 10_000

/** So many of 10,000 are kept from an offer if it is approved as it is: order messages are for everybody. */
export function controlOf({ kind, draft }: Pick<Offer, 'kind'> & { draft: Pick<Draft, 'control'> }): number {
  return kind === 'marketing' ? draft.control : 0
}

/**
 * What was counted, without those whom dice will keep from it (about: they are drawn when it is planned); the zone in which it is read, counted and planned; on what terms, and when it leaves: `begins` is
 * approved as its start.
 */
export type Checked = {
  check: Check
  /** About so many are kept from it, its control group. */
  kept: number
  zone: string
  audience: Audience
  question: Question
  begins: number
  span: Span
  /** Whether a few get it first; null: that cannot be. */
  care: Care | null
  /** Who of them hears from this bot for the first time, or after long; null: not known. */
  strangers: Strangers | null
  /** Versions of its messages that are tried; when about the last of the tried messages leaves, ms UTC. */
  trials: NewTrial[]
  triedAt: number
}

/** On what terms a draft would be counted now, and in which zone; a repeat as its next run. */
function questionOf(here: Here, offer: Offer): { zone: string; question: Question } {
  const { db, at: now } = here
  const { when } = offer.draft
  const repeat = repeatOf(db, offer.id)
  const [run] = repeat === null ? [] : upcomingRuns(db, repeat, now, 1)
  const zone = repeat?.zone ?? (when.kind === 'at' ? when.zone : zoneOf(here, here.me))
  const ownAt =
    repeat === null ? (when.kind === 'at' && when.own ? when.at : null) : repeat.course.rhythm.own ? run : null
  const ownClock = ownAt == null ? null : { at: ownAt, zone }
  const at = ownClock === null ? (run ?? startOf(offer, now)) : now + GRACE_MS
  const { kind, interestId } = offer
  const terms = { marketing: kind !== 'service', notLaterThan: endOf(offer), ownClock, interestId }
  return { zone, question: { ...terms, at, rules: here.rules() } }
}

/**
 * How many people a draft would reach, without those who will be kept from it, for what is said while it is written; null while it has no
 * people or lacks a message, `slow` where counting takes too long.
 * @throws AppError `segment_not_found`
 */
export async function countPeople(
  here: Here,
  offer: Offer,
): Promise<{ audience: Audience; check: Check } | 'slow' | null> {
  const { db, at: now } = here
  if (addressed(offer.draft).length === 0 || missingMessages(db, offer.id).length > 0) return null
  const { zone, question } = questionOf(here, offer)
  const audience = audienceOf(db, offer)
  const check = await unlessSlow(checkAudience(db, audience, { at: now, zone }, question), null)
  return check === null ? 'slow' : { audience, check: withoutKept(check, controlOf(offer)) }
}

/**
 * Counts whom a complete draft would reach, by the statement that will plan it.
 * @throws AppError `draft_incomplete`, `segment_not_found`, `query_timeout`, and whatever `checkContent` finds
 */
export async function countAudience(here: Here, offer: Offer): Promise<Checked> {
  const { db, at: now } = here
  for (const { content } of listVariants(db, offer.id)) checkContent(content, here.ownTargets)
  const { zone, question } = questionOf(here, offer)
  const audience = audienceOf(db, offer)
  const asked = (reader: Reader) => checkAudience(db, audience, { at: now, zone }, question, reader)
  // What is about to be sent is never guessed: where it takes long, it takes long.
  const all = (await unlessSlow(asked(db.people), null)) ?? (await asked(db.jobs))
  const check = withoutKept(all, controlOf(offer))
  const rate = rateOf(here, offer)
  const plain = spanOf(check, question, rate)
  const strangers = await countStrangers(here, offer, { audience, context: { at: now, zone }, question })
  const care = careOf(offer, check.people, strangers)
  const spanFor = (people: number) => (care?.on === true ? carefulSpan(plain, { question, people, rate }) : plain)
  const span = spanFor(check.people)
  const own = (question.ownClock ?? null) !== null
  const tried = Math.round((check.people * triedShare(offer)) / WHOLE)
  const triedAt = own || care?.on === true ? spanFor(tried).last : span.first + Math.ceil((tried / rate) * SECOND)
  return {
    check,
    kept: all.people - check.people,
    zone,
    audience,
    question,
    span,
    care,
    strangers,
    begins: own ? span.first : question.at,
    trials: trialsOf(db, offer, audience.parts, {
      from: triedAt,
      rules: { quiet: question.rules.quiet, zone: here.zone() },
    }),
    triedAt,
  }
}

/** Of 10,000 people of a message that is tried so many get one of its versions at once. */
export function triedShare({ draft: { trial } }: Pick<Offer, 'draft'>): number {
  return trial.goesOn === 'compare' ? WHOLE : trial.share
}

/** Messages a second that leave of it: the pace of the whole bot, or its own. */
export function rateOf({ pace }: Pick<Here, 'pace'>, { draft }: Pick<Offer, 'draft'>): number {
  return Math.min(pace.rate(), draft.perHour === null ? Number.POSITIVE_INFINITY : (draft.perHour * SECOND) / HOUR)
}

function withoutKept(check: Check, share: number): Check {
  const rest = (people: number) => people - Math.round((people * share) / WHOLE)
  const perPart = check.perPart.map(rest)
  return {
    ...check,
    perPart,
    people: perPart.reduce((sum, people) => sum + people, 0),
    perZone: check.perZone.map(group => ({ ...group, people: rest(group.people) })),
  }
}

/** When it begins if nothing is quiet: "now" leaves a moment to change one's mind. ms UTC */
export function startOf({ draft: { when } }: Offer, now: number): number {
  return when.kind === 'now' ? now + GRACE_MS : when.at
}
