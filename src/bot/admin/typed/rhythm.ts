import type { Rhythm } from '../../../delivery/campaign/terms.js'
import { weekdayOf } from './clock-words.js'

const WEEKDAYS = [1, 2, 3, 4, 5]
const WEEKEND = [6, 7]
const LAST_DAY = 31

/** Days of the week in the plural, as one says them of what comes again: "mondays", «по вторникам». */
const PLURALS: readonly RegExp[] = [
  /^(mondays|понедельникам|понедельники)$/,
  /^(tuesdays|вторникам|вторники)$/,
  /^(wednesdays|средам|среды|среду)$/,
  /^(thursdays|четвергам|четверги)$/,
  /^(fridays|пятницам|пятницы|пятницу)$/,
  /^(saturdays|субботам|субботы|субботу)$/,
  /^(sundays|воскресеньям|воскресенья|воскресенье)$/,
]
const DAILY = /^(daily|everyday|ежедневно)$/
const WEEKLY = /^(weekly|еженедельно)$/
const MONTHLY = /^(monthly|ежемесячно)$/
/** Words that say nothing that the others do not. */
const FILLERS = new Set(
  ['every', 'each', 'on', 'at', 'the', 'and', 'of', 'a', 'once', 'day', 'month', 'week'].concat(
    [
      'каждый',
      'каждую',
      'каждое',
      'каждого',
      'по',
      'в',
      'во',
      'и',
      'числа',
      'число',
      'месяца',
      'месяц',
      'день',
      'дням',
    ],
    ['раз', 'неделю'],
  ),
)
const TIME = /(?:^| )(\d{1,2})[:.](\d{2})(?: ?(am|pm|утра|вечера))?(?= |$)/u
const BARE_HOUR = /(?:^| )(?:at|в|во) (\d{1,2})(?: ?(am|pm|ч|часов|утра|вечера))?$/u
/** "Every 2 weeks" is not the second of a month. */
const EVERY_SO_MANY = /(?:^| )\d\S{0,12} (?:day|week|month|year|time|день|дн|недел|месяц|раз|год)/u
const DAY_OF_MONTH = /^(\d{1,2})(st|nd|rd|th|-?го|-?е|-?ое)?$/

/** What was typed of a rhythm: `minute` null where no hour stands there. */
export type Typed = {
  days: { kind: 'daily' } | { kind: 'weekly'; days: number[] } | { kind: 'monthly'; day: number }
  minute: number | null
}

/**
 * Reads how often something goes: "mon thu 10:00", "every day at 9:00", "weekdays", "on the 15th at 12:00", «по вторникам и пятницам в
 * 10», «в последний день месяца». Null for anything with a word that it does not know: every second Monday is not every one.
 */
export function readRhythm(typed: string): Typed | null {
  const words = tidy(typed)
  // "mon thu 10": a number at the end is the hour, unless nothing but a day of the month is named.
  const [, before, hour] = /^(.*\p{L}) (\d{1,2})$/u.exec(words) ?? []
  const named = before === undefined ? null : read(before)
  if (named !== null && named.minute === null && named.days.kind !== 'monthly') return read(`${before} at ${hour}`)
  return read(words)
}

/** "Every", "mondays", «по пятницам», «раз в неделю». */
const AGAIN =
  /(?:^| )(?:every|each|daily|everyday|weekly|monthly|weekdays|weekends|workdays|(?:mon|tues|wednes|thurs|fri|satur|sun)days|once a (?:day|week|month)|кажд\p{L}{1,4}|ежедневно|еженедельно|ежемесячно|по|раз|будни|будням|рабочим)(?= |$)/u

/**
 * True where the words of a rhythm say themselves that it comes again, or name two days of the week. "The 15th at 10", «в выходные» may be
 * one time as well.
 */
export function saysAgain(typed: string): boolean {
  const words = tidy(typed)
  return AGAIN.test(words) || words.split(' ').filter(word => dayOf(word) !== null).length > 1
}

function read(words: string): Typed | null {
  const { minute, rest } = takeTime(words)
  if (minute === undefined) return null
  const days = readDays(rest)
  return days === null ? null : { days, minute }
}

/** Reads a time of day: "10:30", "9", "в 18.00"; minutes of the day, null for anything else. */
export function readMinute(typed: string): number | null {
  const words = tidy(typed)
  const bare = /^\d/.test(words) ? `at ${words}` : words
  const { minute, rest } = takeTime(bare)
  return rest === '' ? (minute ?? null) : null
}

/** The rhythm that was typed, at the old hour where none was. */
export function rhythmFrom({ days, minute }: Typed, before: Rhythm): Rhythm {
  return { ...days, minute: minute ?? before.minute, own: before.own }
}

function tidy(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/\b([ap])\.\s?m\b\.?/g, '$1m')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/[,;&+/]/g, ' ')
    .replace(/ ?- ?/g, '-')
    .replace(/(?<=\p{L})\.(?=\s|$)/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The hour, and what is left without it; `minute` undefined for an hour that there is not, null where none stands there. */
function takeTime(words: string): { minute: number | null | undefined; rest: string } {
  const found = TIME.exec(words) ?? BARE_HOUR.exec(words)
  if (found === null) return { minute: null, rest: words }
  const [whole, hours, second, third] = found
  const exact = /^\d{2}$/.test(second ?? '')
  const part = exact ? third : second
  const hour = hourOf(Number(hours), part)
  const minute = exact ? Number(second) : 0
  const rest = words
    .replace(whole, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?:^| )(?:at|в|во)$/u, '')
  return { minute: hour === null || minute > 59 ? undefined : hour * 60 + minute, rest }
}

function hourOf(hour: number, part: string | undefined): number | null {
  const late = part === 'pm' || part === 'вечера'
  const early = part === 'am' || part === 'утра'
  if (hour > 23 || ((late || early) && (hour < 1 || hour > 12))) return null
  if (late) return (hour % 12) + 12
  return early ? hour % 12 : hour
}

function readDays(words: string): Typed['days'] | null {
  if (/(?:^| )(?:last|последн)/u.test(words)) return readLastDay(words)
  if (EVERY_SO_MANY.test(words)) return null
  const week = new Set<number>()
  let daily = false
  let day: number | null = null
  for (const token of words.replace(/(?:every|each|каждый) (?:day|день)/u, 'daily').split(' ')) {
    const range = readRange(token)
    if (range !== null) for (const one of range) week.add(one)
    else if (DAILY.test(token)) daily = true
    else if (DAY_OF_MONTH.test(token) && day === null) day = Number(DAY_OF_MONTH.exec(token)?.[1])
    else if (!WEEKLY.test(token) && !MONTHLY.test(token) && !FILLERS.has(token)) return null
  }
  if (Number(daily) + Number(week.size > 0) + Number(day !== null) !== 1) return null
  if (daily) return { kind: 'daily' }
  if (day !== null) return day >= 1 && day <= 31 ? { kind: 'monthly', day } : null
  return { kind: 'weekly', days: [...week].sort() }
}

function readLastDay(words: string): Typed['days'] | null {
  return /^(?:on )?(?:the |every )?last(?: day)?(?: of)?(?: the| each| every)?(?: month)?$/.test(words) ||
    /^(?:в )?последн(?:ий|его) (?:день|числ[оа])(?: каждого)?(?: месяца)?$/.test(words)
    ? { kind: 'monthly', day: LAST_DAY }
    : null
}

/** Days of the week that a word stands for: a day, "mon-fri", "weekdays"; null for another word. */
function readRange(token: string): number[] | null {
  if (/^(weekdays?|workdays?|будни|будням|будние|рабочим)$/.test(token)) return WEEKDAYS
  if (/^(weekends?|выходные|выходным)$/.test(token)) return WEEKEND
  const [from, to, more] = token.split('-').map(dayOf)
  if (from === undefined || from === null || more !== undefined) return null
  if (to === undefined) return [from]
  if (to === null) return null
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, i) => ((from + i - 1) % 7) + 1)
}

function dayOf(word: string): number | null {
  return weekdayOf(word) ?? (PLURALS.findIndex(plural => plural.test(word)) + 1 || null)
}
