import { date, dateTime, type Language, share, shorten, zoneName } from '../text/format.js'
import { texts } from '../text/index.js'
import { concat, lines, type Piece, type Rich } from '../text/rich.js'
import { FEWEST_PEOPLE, type Rise } from './metrics/rise.js'
import { closesAt } from './metrics/window.js'
import type { ReasonCount, Report } from './metrics.js'
import { honestShare, perThousand } from './share.js'
import { type Figure, isToSell, judgedBy } from './summary/figure.js'
import { effectGap, type MoneyWords, moneyLines } from './summary/money.js'
import type { Paid } from './summary/paid.js'
import type { Usual } from './summary/usual.js'

const QUESTION_LENGTH = 80

/**
 * What stands beside a report's own figures. `usual`: told of what is over, null: not known; `paid`: its money, null: no order
 * is known, `slow`: counting it took too long; `currency`: the shop's.
 */
export type Beside = { usual: Usual | null; paid: Paid | null | 'slow'; currency: string }

const NOTHING: Beside = { usual: null, paid: null, currency: 'EUR' }

/**
 * The report for people.
 * @param at when it is read, ms UTC
 */
export function reportText(report: Report, language: Language, at: number, beside: Beside = NOTHING): Rich {
  const words = texts(language).reports
  const { delivered, stopped, paused, blocked } = report
  const usual = report.finishedAt === null ? null : beside.usual
  const sold = report.kind === 'marketing' && report.startedAt !== null ? beside.paid : null
  const paid = sold === 'slow' ? null : sold
  const judged = judgedBy(report.goal, sold !== null)
  const figures = figureLines(report, language, usual)
  const others = (['seen', 'clicked', 'replied'] as const).filter(figure => report.rise !== null || figure !== judged)
  const leftOut = total(report.leftOut)
  const toSend = report.planned - leftOut - report.heldOut
  const nowhere = toSend === 0
  const silent = (paid?.came.orders ?? 0) === 0 && isSilent(report, at)
  const { contacts } = report
  return lines([
    concat([words.headline(report.name), stateLine(report, language, at)], '\n'),
    report.ownClock === null
      ? null
      : texts(language).offerCards.ownClockLine(dateTime(report.ownClock, report.zone, language, at)),
    words.goal(
      texts(language).offers.goals[report.goal],
      judged === 'ordered' ? words.judgedByOrders : texts(language).offers.goalsJudged[report.goal],
    ),
    ...(nowhere || silent || judged === 'ordered' ? [] : judgedLines(report, figures[judged], language)),
    ...(paid === null && isToSell(report.goal) && report.kind === 'marketing'
      ? [texts(language).moneyCards[sold === 'slow' ? 'tooLong' : 'ordersUnknown']]
      : []),
    ...(paid === null || nowhere ? [] : paidLines(report, paid, usual, { language, at, ...beside })),
    contacts === null || nowhere || silent ? null : words.contacts(contacts.asked, contacts.found),
    '',
    nowhere ? words.nothingSent : words.delivered(delivered, toSend, honestShare(delivered, toSend, language)),
    reasonLine(report.notDelivered, words.failures, words.notDelivered, words.reason),
    report.noAnswer === 0 ? null : words.noAnswer(report.noAnswer),
    report.waiting === 0 ? null : words.waiting(report.waiting),
    report.notSent === 0 ? null : words.notSent(report.notSent),
    reasonLine(report.leftOut, words.exclusions, words.leftOut, words.reason),
    report.heldOut === 0 ? null : texts(language).controlCards.heldOut(report.heldOut),
    report.takenBack === 0 ? null : words.takenBack(report.takenBack),
    ...(nowhere
      ? []
      : [
          '',
          ...(silent ? [words.nothingYet] : [...others.map(figure => figures[figure])]),
          report.openings.machine + report.openings.unsure === 0
            ? null
            : words.openings(report.openings.machine, report.openings.unsure),
          silent && stopped + paused + blocked === 0
            ? null
            : words.left(
                stopped,
                honestShare(stopped, delivered, language),
                paused,
                blocked,
                perThousand(blocked, delivered, language),
                {
                  stopped: usual === null ? null : share(usual.stopped, 1, language),
                  blocked: usual === null ? null : perThousand(usual.blocked, 1, language),
                },
              ),
          becauseLine(report, language),
          ...pollLines(report, language),
        ]),
    '',
    words.help(moment(report, language, at, at)),
  ])
}

/** What was answered to its polls, option by option. */
function pollLines({ polls }: Report, language: Language): Piece[] {
  const words = texts(language).pollCards
  return polls.flatMap<Piece>(({ question, delivered, answered, options, verdict }) => [
    '',
    ...(polls.length > 1 ? [words.about(shorten(question, QUESTION_LENGTH))] : []),
    words.voted(answered, honestShare(answered, delivered, language)),
    ...options.map(({ text, people, right }) =>
      words.chosen(text, people, honestShare(people, answered, language), right),
    ),
    ...(verdict === null ? [] : [words.judged(verdict.right, verdict.wrong)]),
  ])
}

/** Its money: always of what is to sell, of other offers where there is any. */
function paidLines(
  { goal, zone }: Report,
  paid: Paid,
  usual: Usual | null,
  { language, at, currency }: Pick<MoneyWords, 'language' | 'at' | 'currency'>,
): Piece[] {
  if (!isToSell(goal) && paid.came.orders === 0 && paid.effect.kind === 'none') return []
  const usualShare = usual === null ? null : share(usual.ordered, 1, language)
  return ['', ...moneyLines(paid, usualShare, { language, at, currency, zone })]
}

/** True while nobody has done anything and it still counts: shares of nothing would fill the screen. */
function isSilent(report: Report, at: number): boolean {
  const { seen, clicked, replied, contacts, finishedAt } = report
  const over = finishedAt !== null && at >= closesAt(report, finishedAt)
  return !over && seen.certain + seen.probably + clicked + replied + (contacts?.asked ?? 0) === 0
}

/** The figure that the offer is judged by; who moved up is told beside those who got nothing. */
function judgedLines({ rise }: Report, figure: string, language: Language): Piece[] {
  const words = texts(language).reports
  if (rise === null) return [words.judged(figure)]
  const share = ({ rose, people }: Rise) =>
    people < FEWEST_PEOPLE ? words.tooFew : honestShare(rose, people, language)
  const { sent, others, beside, difference } = rise
  const line = beside === 'control' ? words.roseControl : words.roseOthers
  return [
    words.judged(words.rose(sent.rose, sent.people, share(sent))),
    line(others.rose, others.people, share(others)),
    ...(difference === null
      ? []
      : [
          words.roseBecause(
            effectGap(difference.difference, language),
            effectGap(difference.low, language),
            effectGap(difference.high, language),
          ),
        ]),
  ]
}

function stateLine(report: Report, language: Language, at: number): string {
  const words = texts(language).reports
  if (report.finishedAt === null) return words.preliminary
  const when = moment(report, language, report.finishedAt, at)
  const closes = closesAt(report, report.finishedAt)
  return [
    report.state === 'cancelled' ? words.ended(when) : words.finished(when),
    at < closes
      ? words.preliminaryUntil(moment(report, language, closes, at))
      : words.windowClosed(date(closes, report.zone, language)),
  ].join(' · ')
}

/** When something is, by the clock of the broadcast. */
export function moment(report: Report, language: Language, when: number, now: number): string {
  return `${dateTime(when, report.zone, language, now)} ${zoneName(report.zone, language)}`
}

function figureLines(
  report: Report,
  language: Language,
  usual: Usual | null,
): Record<Exclude<Figure, 'ordered'>, string> {
  const words = texts(language).reports
  const beside = (figure: keyof Usual) => (usual === null ? null : share(usual[figure], 1, language))
  const { delivered, seen, clicked, replied } = report
  const shared = report.contacts?.shared ?? 0
  return {
    seen: words.seen(
      seen.certain,
      honestShare(seen.certain, delivered, language, 'down'),
      seen.probably,
      honestShare(seen.probably, delivered, language),
      beside('seen'),
    ),
    clicked: words.clicked(clicked, honestShare(clicked, delivered, language), beside('clicked')),
    replied: words.replied(replied, honestShare(replied, delivered, language), beside('replied')),
    shared: words.shared(shared, honestShare(shared, delivered, language)),
  }
}

function total(reasons: readonly ReasonCount[]): number {
  return reasons.reduce((sum, { people }) => sum + people, 0)
}

function reasonLine(
  reasons: readonly ReasonCount[],
  names: Readonly<Record<string, string>>,
  line: (total: number, reasons: string) => string,
  one: (reason: string, people: number) => string,
): string | null {
  const [only, ...others] = reasons
  if (only === undefined) return null
  if (others.length === 0) return line(only.people, names[only.reason] ?? only.reason)
  return line(total(reasons), reasons.map(({ reason, people }) => one(names[reason] ?? reason, people)).join(' · '))
}

/** Why people stopped, as far as they said; null while nobody did. */
function becauseLine({ stopped, stoppedBecause }: Report, language: Language): string | null {
  const { stopReasons, stoppedBecause: line, reason: one } = texts(language).reports
  if (stoppedBecause.length === 0) return null
  const silent = stopped - total(stoppedBecause)
  return line(stopped, [
    ...stoppedBecause.map(({ reason, people }) => one(stopReasons[reason], people)),
    ...(silent > 0 ? [one(stopReasons.silent, silent)] : []),
  ])
}
