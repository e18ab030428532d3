import type { Repeat } from '../../../delivery/campaign/campaign.js'
import { upcomingRuns } from '../../../delivery/campaign/repeat/next-run.js'
import type { Course, End, Rhythm } from '../../../delivery/campaign/terms.js'
import { unreachable } from '../../../errors.js'
import { date, dateTime, type Language, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Here } from '../../here.js'

/** So many of the runs to come are named. */
const SHOWN = 5

type Terms = Pick<Repeat, 'course' | 'end' | 'zone'>

/** "10:00": minutes of a day as a clock shows them. */
export function clockTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** "every Mon and Thu at 10:00 Moscow". */
export function rhythmWords(rhythm: Rhythm, zone: string, language: Language): string {
  const t = texts(language).repeatCards
  const clock = rhythm.own ? null : zoneName(zone, language)
  const time = clockTime(rhythm.minute)
  switch (rhythm.kind) {
    case 'daily':
      return t.daily(time, clock)
    case 'weekly':
      return t.weekly(rhythm.days, time, clock)
    case 'monthly':
      return t.monthly(rhythm.day, time, clock)
    default:
      return unreachable(rhythm)
  }
}

/** To whom it goes each time. */
export function toWords({ to }: Course, language: Language): string {
  const t = texts(language).repeatCards.to
  return to.kind === 'every' ? t.every(to.days) : t[to.kind]
}

/** When it is over. */
export function endWords(end: End, zone: string, language: Language): string {
  const t = texts(language).repeatCards.ends
  switch (end.kind) {
    case 'never':
      return t.never
    case 'after':
      return t.after(end.runs)
    case 'on':
      return t.on(date(end.at, zone, language))
    default:
      return unreachable(end)
  }
}

/** "It goes every Monday at 10:00 Moscow, to …": a repeat in one sentence. */
export function goesWords({ course, end, zone }: Terms, language: Language): string {
  const t = texts(language).repeatCards
  return t.goes(rhythmWords(course.rhythm, zone, language), toWords(course, language), endWords(end, zone, language))
}

/** The next five runs by the clock of the repeat; '' where none is left. */
export function nextWords(here: Pick<Here, 'db' | 'at' | 'language'>, repeat: Repeat): string {
  return upcomingRuns(here.db, repeat, here.at, SHOWN)
    .map(planned => runWords(here, repeat, planned))
    .join(' · ')
}

/** The next run, as in `nextWords`; null where none is left. */
export function firstWords(here: Pick<Here, 'db' | 'at' | 'language'>, repeat: Repeat): string | null {
  const [planned] = upcomingRuns(here.db, repeat, here.at, 1)
  return planned === undefined ? null : runWords(here, repeat, planned)
}

/** "Mon 7 Dec, 10:00", by the clock of the repeat. */
export function runWords(
  { at, language }: Pick<Here, 'at' | 'language'>,
  { zone }: Pick<Repeat, 'zone'>,
  planned: number,
): string {
  return dateTime(planned, zone, language, at)
}
