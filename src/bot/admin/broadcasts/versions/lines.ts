import type { Trial, TrialVerdict } from '../../../../delivery/trial/trial.js'
import { unreachable } from '../../../../errors.js'
import { shareOf } from '../../../../statistics/proportion.js'
import { count, date, dateTime, type Language, time, versionLetter } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { concat, type Piece } from '../../../../text/rich.js'
import { of100 } from '../../words/control.js'
import { waitWords } from '../../words/tried.js'

/** Where a moment is read: in which zone, and when; the day is said where it is another. */
export type Read = { zone: string; at: number }

/** "at 14:05", or "on Wed 25 Nov, 09:00" where that is another day. */
function momentWords(moment: number, { zone, at }: Read, language: Language): string {
  const t = texts(language).versionCards
  const today = date(moment, zone, language) === date(at, zone, language)
  return today ? t.at(time(moment, zone)) : t.on(dateTime(moment, zone, language, at))
}

/** What is tried of one message of a broadcast and what happens next, in a line of its card. */
export function trialLine(trial: Trial & { waiting: number }, read: Read, language: Language): string {
  const t = texts(language).versionCards
  const { state, waiting, decidesAt, goesOn } = trial
  switch (state) {
    case 'trying':
      if (decidesAt !== null) return t.until(momentWords(decidesAt, read, language), waiting)
      return goesOn === 'compare' ? t.leavingAll : t.leaving(waiting)
    case 'judged':
    case 'asked': {
      if (decidesAt === null) return t.yourWord(waiting)
      return t.goesAt(leaderOf(trial, language), momentWords(decidesAt, read, language), waiting)
    }
    case 'decided':
      return trial.half ? t.wentAll : t.went(chosenOf(trial, language))
    case 'over':
      return t.leavingAll
    default:
      return unreachable(state)
  }
}

/** The letter of the version that leads; "A" before anything was seen. */
function leaderOf({ verdict }: Pick<Trial, 'verdict'>, language: Language): string {
  return versionLetter(verdict?.leader ?? 0, language)
}

/** The letter of the version that the others get. */
function chosenOf({ variants, chosenVariantId }: Trial, language: Language): string {
  return versionLetter(Math.max(0, variants.indexOf(chosenVariantId ?? 0)), language)
}

/** What was seen and what it says: one of the three verdicts, and how many of whom it rests on. */
export function verdictLines({ decides }: Pick<Trial, 'decides'>, verdict: TrialVerdict, language: Language): Piece[] {
  const t = texts(language).versionCards
  return [
    verdictWords(decides, verdict, language),
    ...verdict.versions.map(({ n, of }, i) => {
      const letter = versionLetter(i, language)
      return decides === 'orders' ? t.figuresKnown(letter, n, of) : t.figures(letter, n, of, decides)
    }),
    ...(decides === 'orders' ? [t.known] : []),
    ...(verdict.looks > 1 ? [t.looked] : []),
  ]
}

/** "B is better. 12.6 of 100 clicked, A 9.0 (difference between 1.4 and 5.9)." */
function verdictWords(decides: Trial['decides'], verdict: TrialVerdict, language: Language): Piece {
  const t = texts(language).versionCards
  const { leader, versions } = verdict
  const shares = versions.map(version => (version.of === 0 ? '—' : of100(shareOf(version), language)))
  const letters = versions.map((_, i) => versionLetter(i, language))
  const [first, led] = [letters[leader] ?? '', shares[leader] ?? '']
  const every = shares.map((share, i) => t.share(letters[i] ?? '', share)).join(', ')
  switch (verdict.kind) {
    case 'better': {
      const others = letters.map((letter, i) => [letter, shares[i] ?? ''] as const).filter((_, i) => i !== leader)
      const apart = others.map(([letter, share], i) => {
        const { low = 0, high = 0 } = verdict.rivals[i] ?? {}
        return t.rival(letter, share, of100(low, language), of100(high, language))
      })
      return concat([t.verdict.better(first), `${[t.leads(led, decides), ...apart].join(', ')}.`], ' ')
    }
    case 'same':
      return concat([t.verdict.same, t.sameWords(every, of100(verdict.matters, language), first)], ' ')
    case 'few':
      return concat([t.verdict.few, t.fewWords(every, first, count(Math.round(verdict.right * 10), language))], ' ')
    default:
      return unreachable(verdict)
  }
}

/** How it goes on, below what was seen. @param waiting so many wait for what is decided */
export function nextLines(
  trial: Trial,
  broadcast: { state: string; notLaterThan: number | null },
  waiting: number,
  read: Read,
  language: Language,
): Piece[] {
  const { next, trying } = texts(language).versionCards
  const { state, decidesAt, verdict, wait } = trial
  if (broadcast.state === 'cancelled') return state === 'decided' ? [] : [next.cancelled]
  const late = broadcast.notLaterThan !== null && read.at > broadcast.notLaterThan
  const leader = leaderOf(trial, language)
  switch (state) {
    case 'trying':
      return [
        decidesAt === null
          ? trying.leaving(waitWords(wait, language))
          : trying.until(momentWords(decidesAt, read, language)),
      ]
    case 'judged':
      if (late) return [next.late(waiting)]
      return decidesAt === null ? [] : [next.judged(leader, waiting, momentWords(decidesAt, read, language))]
    case 'asked':
      if (late) return [next.late(waiting)]
      return [
        decidesAt === null
          ? next.asked(waiting)
          : next.unanswered(leader, waiting, momentWords(decidesAt, read, language)),
      ]
    case 'decided': {
      const passed =
        trial.decidedAt !== null && broadcast.notLaterThan !== null && trial.decidedAt > broadcast.notLaterThan
      const silent = trial.decidedBy === null && trial.askedAt !== null
      if (passed) return [silent ? next.silentLate : next.lateAll]
      if (trial.half) return [next.half]
      return [(silent ? next.silent : next.decided)(chosenOf(trial, language))]
    }
    case 'over':
      return verdict === null ? [next.cancelled] : [next.over]
    default:
      return unreachable(state)
  }
}
