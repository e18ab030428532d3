import { unreachable } from '../../../errors.js'
import type { Because } from '../../../reports/why/because.js'
import { type Fate, findFate } from '../../../reports/why/fate.js'
import { date, dateTime, money, shorten } from '../../../text/format.js'
import { lines, type Piece, type Rich } from '../../../text/rich.js'
import type { Here } from '../../here.js'
import { shareWords } from '../words/control.js'
import { shownName } from '../words/name.js'
import { personName } from '../words/person.js'

const NAME = 60

/** What the card is about. */
type About = { broadcast: { id: number; offerName: string; zone: string }; person: Parameters<typeof personName>[1] }

/** Why somebody got a broadcast, or did not, in words. @throws AppError `broadcast_not_found` */
export async function whyText(here: Here, { broadcast, person }: About): Promise<Rich> {
  const { whyCards: t } = here.t
  const fate = await findFate(here.db, broadcast.id, person.id, here.at)
  return lines([
    t.title(personName(here, person), shownName(shorten(broadcast.offerName, NAME))),
    '',
    ...fateLines(here, fate, broadcast.zone),
  ])
}

function fateLines(here: Here, fate: Fate, zone: string): Piece[] {
  const { whyCards: t, reports } = here.t
  const when = (at: number) => dateTime(at, zone, here.language, here.at)
  switch (fate.kind) {
    case 'got':
      return gotLines(here, fate, when)
    case 'failed': {
      const failures: Readonly<Record<string, string>> = reports.failures
      return [t.failed(when(fate.at), failures[fate.reason] ?? reports.failures.other)]
    }
    case 'leaving':
      return [t.leaving]
    case 'waits':
      return [
        fate.later ? t.later(when(fate.dueAt)) : t.turn,
        ...(fate.careful ? [t.careful] : []),
        ...(fate.version ? [t.version] : []),
        ...(fate.rests ? [t.rests] : []),
      ]
    case 'notSent':
      return [t.notSent]
    case 'control':
      return [t.control(shareWords(fate.share, here.language))]
    case 'left':
      return leftLines(here, fate, when)
    case 'series':
      return [seriesLine(here, fate, when)]
    case 'turn':
      return [t.hadTurn(when(fate.at))]
    case 'outside':
      return [t.outside(when(fate.decidedAt)), t.notKept, ...nowLines(here, fate.now)]
    case 'cameLater':
      return [t.cameLater(when(fate.at), when(fate.decidedAt))]
    case 'notBegun':
      return [t.notBegun(when(fate.startsAt))]
    case 'neverBegan':
      return [t.neverBegan]
    case 'deciding':
      return [t.deciding]
    case 'forgotten':
      return [t.forgotten]
    default:
      return unreachable(fate)
  }
}

type When = (at: number) => string

function gotLines(here: Here, fate: Extract<Fate, { kind: 'got' }>, when: When): Piece[] {
  const { whyCards: t, moneyCards } = here.t
  const named = fate.segments.filter(name => name !== null)
  const signs = [
    fate.seen === null ? t.notSeen : t.seen[fate.seen],
    ...(fate.clicks === 0 ? [] : [t.clicked(fate.clicks)]),
    ...(fate.replied ? [t.replied] : []),
  ]
  return [
    fate.sure ? t.got(when(fate.at)) : t.unsure(when(fate.at)),
    ...(fate.segments.length === 0 ? [] : [named.length === 0 ? t.everyoneElse : t.segments(named.map(shownName))]),
    ...(fate.corrected ? [t.corrected] : []),
    ...(fate.takenBackAt === null ? [] : [t.takenBack(when(fate.takenBackAt))]),
    `${signs.join(' · ')}.`,
    ...fate.orders.map(({ at, amount, currency, by }) =>
      t.order(money(amount, currency, here.language), when(at), moneyCards.by[by]),
    ),
  ]
}

function seriesLine(
  { t: { whyCards } }: Here,
  { state, why, nextAt, ahead }: Extract<Fate, { kind: 'series' }>,
  when: When,
): Piece {
  const t = whyCards.series
  if (state === null) return t.never
  if (state === 'ended') return t.ended(t.why[why ?? 'ended'])
  return state === 'on_way' && ahead && nextAt !== null ? t.coming(when(nextAt)) : t.past
}

function leftLines(here: Here, { reason, because }: Extract<Fate, { kind: 'left' }>, when: When): Piece[] {
  const { whyCards: t } = here.t
  const counted = reason === 'cap' || reason === 'less_often'
  return [
    t.left(reasonWords(here, reason, because, when)),
    ...(counted && because.had.length === 0 ? [t.hadGone] : []),
    ...(because.had.length === 0
      ? []
      : [
          t.had(because.days),
          ...because.had.map(({ name, at }) => t.hadLine(shownName(shorten(name, NAME)), when(at))),
        ]),
    ...(because.segments.length > 1 ? nowLines(here, because.now) : []),
  ]
}

function reasonWords(here: Here, reason: string, because: Because, when: When): string {
  const { reasons: t } = here.t.whyCards
  const day = (at: number | null) => (at === null ? null : date(at, here.zone(), here.language))
  const moment = (at: number | null) => (at === null ? null : when(at))
  const segments = because.segments.map(shownName)
  switch (reason) {
    case 'left_out':
      return segments.length > 1 ? t.leftOutOneOf(segments) : t.leftOut(segments)
    case 'unsubscribed':
      return t.unsubscribed(day(because.since))
    case 'paused':
      return t.paused(day(because.since), day(because.until))
    case 'blocked':
      return t.blocked(day(because.since))
    case 'deactivated':
      return t.deactivated(day(because.since))
    case 'too_late':
      return t.too_late(moment(because.until))
    case 'control':
      return t.control(day(because.until))
    case 'cap':
    case 'less_often':
    case 'topic':
    case 'quiet':
    case 'asked':
    case 'no_code':
    case 'ended':
    case 'late':
    case 'only_if':
    case 'no_need':
    case 'erased':
      return t[reason]
    default:
      return t.other
  }
}

/** In which of the segments they are at this moment; '' is everyone else. */
function nowLines({ t: { whyCards: t } }: Here, now: string[] | null): Piece[] {
  if (now === null) return []
  if (now.length === 0) return [t.nowNone]
  const named = now.filter(name => name !== '')
  return [named.length === 0 ? t.nowElse : t.nowIn(named.map(shownName))]
}
