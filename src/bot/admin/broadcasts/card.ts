import { MINUTE, SECOND } from '../../../clock.js'
import { WAITS } from '../../../delivery/careful.js'
import { reminderAt } from '../../../delivery/schedule/reminder.js'
import { unreachable } from '../../../errors.js'
import { count, duration, type Language, time } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, key } from '../../card.js'
import { isPending, pendingCard } from '../cards/pending.js'
import { bar } from '../words/bar.js'
import { shareWords } from '../words/control.js'
import { broadcasts } from './addresses.js'
import { keyboardOf, resumeKey } from './keys.js'
import { clockLine } from './own-clock.js'
import { pauseLines } from './pause-lines.js'
import { clockTime, moment, type ProgressView, sumsOf } from './progress-view.js'
import { trialLine } from './versions/lines.js'
import type { Standing } from './view.js'

/** The card of a broadcast that is not over, or has just ended. */
export function progressCard(view: ProgressView, language: Language): Card {
  const { face, broadcast } = view
  if (isPending(broadcast, view.at)) return pendingCard(broadcast, language)
  if (broadcast.state === 'paused' && face === 'stop') return stopCard(view, language)
  if (broadcast.state === 'paused' && face === 'end') return endCard(view, language)
  return {
    text: lines([texts(language).delivery.headline(broadcast.offerName), ...bodyLines(view, language)]),
    keyboard: keyboardOf(broadcast, view.at, language, {
      startsCarefully: view.start !== null,
      tried: view.trials[0]?.part ?? null,
    }),
  }
}

function bodyLines(view: ProgressView, language: Language): (Piece | null)[] {
  const words = texts(language).delivery
  const { broadcast, at } = view
  const start = moment(broadcast.startsAt, view, language)
  const clock = clockLine(broadcast, language, at)
  const reminds = reminderAt(broadcast)
  switch (broadcast.state) {
    case 'scheduled':
      return [
        broadcast.startsAt > at ? words.starts(start) : words.startsNow,
        clock,
        words.approvedFor(broadcast.shownAudience),
        reminds === null || reminds <= at ? null : words.reminds(time(reminds, broadcast.zone)),
        broadcast.careful ? texts(language).carefulCards.approved : null,
        broadcast.control === 0 ? null : texts(language).controlCards.approved(shareWords(broadcast.control, language)),
        termsLine(view, language),
      ]
    case 'planning':
      return [view.waitsForLinks ? words.waitsForLinks : words.planning]
    case 'running':
      if (broadcast.standing) return [marksLine(view, language), '', ...countLines(view, language)]
      return [
        barLine(view, language),
        clock,
        startLine(view, language),
        ...trialLines(view, language),
        nowLine(view, language),
        marksLine(view, language),
        termsLine(view, language),
        '',
        ...countLines(view, language),
      ]
    case 'paused':
      return [...pauseLines(view, language), ...(broadcast.startedAt === null ? [] : standLines(view, language))]
    case 'finished': {
      const { startedAt, finishedAt } = broadcast
      const took = duration((finishedAt ?? at) - (startedAt ?? at), language)
      return [words.finished(moment(finishedAt ?? at, view, language), took), ...standLines(view, language)]
    }
    case 'cancelled':
      if (broadcast.startedAt === null) return [words.endedUnsent]
      return [words.ended, ...standLines(view, language)]
    default:
      return unreachable(broadcast.state)
  }
}

function standLines(view: ProgressView, language: Language): (Piece | null)[] {
  const { sending } = view.counts
  const answers = sending === 0 ? null : texts(language).delivery.lastAnswers(sending)
  return [
    barLine(view, language),
    ...trialLines(view, language),
    answers,
    marksLine(view, language),
    '',
    ...countLines(view, language),
  ]
}

/** What people did so far; null while they did nothing. */
function marksLine({ marks: { seen, clicked, stopped, blocked } }: ProgressView, language: Language): string | null {
  if (seen + clicked + stopped + blocked === 0) return null
  return texts(language).delivery.marksSoFar(seen, clicked, stopped, blocked)
}

/** The end of its time, and whether it goes before others; null where there is neither. */
function termsLine(view: ProgressView, language: Language): string | null {
  const words = texts(language).delivery
  const { notLaterThan, urgent, perHour } = view.broadcast
  const until = notLaterThan === null ? [] : [words.notLater(moment(notLaterThan, view, language))]
  const pace = perHour === null ? [] : [texts(language).paceCards.line(perHour)]
  const terms = [...until, ...(urgent ? [words.urgent] : []), ...pace]
  return terms.length === 0 ? null : terms.join(' · ')
}

function countLines({ counts, broadcast, leftOut }: ProgressView, language: Language): (Piece | null)[] {
  const words = texts(language).delivery
  const { waiting } = sumsOf(counts)
  const waits = broadcast.state === 'cancelled' ? words.notSent(waiting) : words.waiting(waiting)
  return [
    words.counts(counts.sent, counts.failed, counts.uncertain),
    waiting === 0 ? null : waits,
    counts.skipped === 0 ? null : leftOutLine(counts.skipped, leftOut, language),
    counts.held_out === 0 ? null : texts(language).controlCards.heldOut(counts.held_out),
  ]
}

function leftOutLine(people: number, reasons: Standing['leftOut'], language: Language): string {
  const words = texts(language).reports
  const names: Readonly<Record<string, string>> = words.exclusions
  const [only, ...others] = reasons
  if (only !== undefined && others.length === 0) return words.leftOut(people, names[only.reason] ?? only.reason)
  return words.leftOut(
    people,
    reasons.map(({ reason, people }) => words.reason(names[reason] ?? reason, people)).join(' · '),
  )
}

/** The bar and its figures are rounded down: full means all of them. */
function barLine({ counts }: ProgressView, language: Language): Piece | null {
  const { done, toSend } = sumsOf(counts)
  if (toSend === 0) return null
  return texts(language).delivery.bar(bar(done, toSend), Math.floor((done * 100) / toSend), done, toSend)
}

/** What is the matter right now: an outage, a rest that Telegram asked for, or the speed and the time left. */
function nowLine(view: ProgressView, language: Language): string | null {
  const words = texts(language).delivery
  const { outage, rest, speed } = view
  if (outage === 'open') return words.outage
  if (outage === 'unheard') return words.unheard
  if (rest !== null && rest.until > view.at)
    return words.rest(duration(rest.for, language), clockTime(rest.until, view.broadcast.zone))
  if (outage === 'careful') return words.careful
  if (view.waitsUntil !== null) {
    const until = moment(view.waitsUntil, view, language)
    return view.broadcast.ownClock === null ? words.quiet(until) : words.nextByClock(until)
  }
  // Who is next, and when, is told above.
  if (isWaiting(view)) return null
  if (view.endsAt !== null) return words.lastByClock(moment(view.endsAt, view, language))
  const waiting = sumsOf(view.counts).waiting - undecided(view)
  // The others wait for a version, and nobody knows yet when they get it.
  if (waiting <= 0) return null
  const reckoned = speed !== null && speed > 0 ? speed : view.pace
  const left = words.left(duration((waiting * SECOND) / reckoned + waitsOf(view), language))
  return speed === null ? left : `${words.speed(speedOf(speed, language))} · ${left}`
}

/** True while one wave of a careful start has it and the next may not yet. */
function isWaiting({ start, counts }: ProgressView): boolean {
  return start?.opensAt != null && counts.sending === 0
}

/** How many wait until a version is decided on. */
function undecided({ trials }: ProgressView): number {
  return trials.reduce((sum, { state, waiting }) => sum + (state === 'decided' ? 0 : waiting), 0)
}

/** What is tried, and what happens next. */
function trialLines(view: ProgressView, language: Language): string[] {
  return view.trials.map(trial => trialLine(trial, { ...view.broadcast, at: view.at }, language))
}

/** How long the waves that follow will wait, ms. */
function waitsOf({ start }: ProgressView): number {
  return start === null ? 0 : WAITS.slice(start.wave - 1).reduce((sum, wait) => sum + wait, 0)
}

/** How far a careful start is: who is written to first, or who is next and when; null for others. */
function startLine(view: ProgressView, language: Language): string | null {
  const { start, counts, broadcast } = view
  if (start === null) return null
  const words = texts(language).carefulCards
  const { done, toSend, waiting } = sumsOf(counts)
  const { wave, first, second, opensAt } = start
  if (opensAt === null) return words.sending(wave === 1 ? first : first + second, toSend)
  const next = wave === 1 && second > 0 ? Math.min(second, waiting) : waiting
  return words.next(done, next, time(Math.ceil(opensAt / MINUTE) * MINUTE, broadcast.zone))
}

function speedOf(perSecond: number, language: Language): string {
  return count(perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond), language)
}

function stopCard(view: ProgressView, language: Language): Card {
  const words = texts(language).delivery
  const { broadcast, counts } = view
  const { done, toSend, waiting } = sumsOf(counts)
  const began = broadcast.startedAt !== null
  return {
    text: lines([
      words.headline(broadcast.offerName),
      began ? words.stopped(done, toSend) : words.stoppedBeforeStart,
      began ? words.othersWait(waiting) : null,
    ]),
    keyboard: [
      [resumeKey(broadcast, words.buttons.goOn, language)],
      [key(words.buttons.end, broadcasts.askEnd, { id: broadcast.id })],
    ],
  }
}

function endCard({ broadcast, counts }: ProgressView, language: Language): Card {
  const words = texts(language).delivery
  const { id, offerName, startedAt } = broadcast
  return {
    text: lines([
      words.askEnd(offerName),
      startedAt === null ? words.nobodyWillGet : words.willNotGet(sumsOf(counts).waiting, counts.sent),
    ]),
    keyboard: [
      [key(texts(language).admin.back, broadcasts.stop, { id })],
      [key(words.buttons.reallyEnd, broadcasts.end, { id, generation: broadcast.generation })],
    ],
  }
}
