import { DateTime } from 'luxon'
import { DAY, HOUR, MINUTE } from '../../../clock.js'
import { AppError, isAppError } from '../../../errors.js'
import { shorten } from '../../../text/format.js'
import { amountOf, dayParts, dayWords, monthOf, type Unit, unitOf, weekdayOf } from './clock-words.js'

/**
 * A moment that was typed, ms UTC. `clock` tells when the wall clock is odd at that hour: it jumps over it (the moment
 * is as much later as the jump is wide), or shows it twice (the first is taken). `usual`: no hour was named, so it is
 * the usual one.
 */
export type Moment = { at: number; clock: 'plain' | 'skipped' | 'twice'; usual?: true }

type Day = { year: number; month: number; day: number }
type Hour = { hour: number; minute: number }

/** A day without a year that lies at most this far back is a slip, not a date of next year. */
const SLIP_DAYS = 60
/** The hour of a day that was named without one, as on the buttons. */
const USUAL: Hour = { hour: 10, minute: 0 }
const FARTHEST = 366 * DAY

const TIME = String.raw`\d{1,2}(?:[:.-]\d{2})?|\d{1,2} \d{2}`
const PART = 'am|pm|утра|дня|вечера|ночи|in the morning|in the afternoon|in the evening|at night'
const CLOCK = `(?:(?:${TIME})(?: ?(?:${PART}))?|noon|полдень)`
const DAY_FIRST = new RegExp(`^(.+?) (?:(?:at|в|во) )?(${CLOCK})$`)
const CLOCK_FIRST = new RegExp(`^(${CLOCK}) (?:(?:on|в|во|on the) )?(.+)$`)
const SPAN = new RegExp(`^(.+?)(?: (?:at|в|во) (${CLOCK}))?$`)
const NUMBER_OF_DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th|-?(?:е|го|ое))?`
const YEAR = String.raw`(?: (?<year>\d{4})(?: ?(?:г|года))?)?$`
const DAY_OF_MONTH = new RegExp(`^(?:the )?${NUMBER_OF_DAY} (?:of )?(?<month>\\p{L}+)${YEAR}`, 'u')
const MONTH_AND_DAY = new RegExp(`^(?<month>\\p{L}+) (?:the )?${NUMBER_OF_DAY}${YEAR}`, 'u')
const CLOCK_ALONE = new RegExp(`^(at |в )?(${CLOCK})$`)

/**
 * Reads a date and time as people type it on phones: `24.12 10:00`, `2026-12-24 10:00`, `10:00` (the next one),
 * `tomorrow 10`, `завтра в 10`, `пт 18:30`, `fri 6:30 pm`, `1 декабря` (at the usual hour), `dec 1 9:00`, `in 2 hours`,
 * `через 1,5 часа`, `через неделю в 12`.
 * @param zone whose wall clock is meant, an IANA name
 * @param now ms UTC
 * @throws AppError `date_invalid` {text}, `date_past`
 */
export function parseMoment(input: string, zone: string, now: number): Moment {
  const invalid = () => new AppError('date_invalid', { text: shorten(input.trim(), 60) })
  const today = DateTime.fromMillis(now, { zone })
  const found = today.isValid ? read(normalise(input), today, zone) : null
  if (found === null || !Number.isFinite(found.at)) throw invalid()
  if (found.at <= now) throw new AppError('date_past')
  return found
}

/** Whether `parseMoment` reads it as a date and time, also as one that is over. */
export function isMoment(input: string, zone: string, now: number): boolean {
  try {
    parseMoment(input, zone, now)
    return true
  } catch (error) {
    if (!isAppError(error)) throw error
    return error.code !== 'date_invalid'
  }
}

/** The moment when a zone's wall clock shows this. */
export function wallClock({ year, month, day }: Day, { hour, minute }: Hour, zone: string): Moment {
  const time = DateTime.fromObject({ year, month, day, hour, minute }, { zone })
  const possible = time.getPossibleOffsets().map(other => other.toMillis())
  if (time.hour !== hour || time.minute !== minute) return { at: time.toMillis(), clock: 'skipped' }
  return { at: Math.min(...possible), clock: possible.length > 1 ? 'twice' : 'plain' }
}

/**
 * How long something takes, as people type it: `3 hours`, `через 10 дней`, `1.5 часа`, `2 weeks`. Whole days and weeks are
 * days of the calendar; the rest is ms. Null for what is no such time.
 */
export function parseSpan(input: string): { days: number; ms: number } | null {
  const text = normalise(input).replace(/^(?:in|after|через|спустя) /, '')
  const steps = readSpan(text.replace(/^пол(?=час)/, '0.5 ').replace(/(\d)(?=\p{L})/gu, '$1 '))
  if (steps === null) return null
  const days = (steps.get('days') ?? 0) + 7 * (steps.get('weeks') ?? 0)
  const exact = Math.round((steps.get('hours') ?? 0) * HOUR + (steps.get('minutes') ?? 0) * MINUTE)
  const whole = Math.trunc(days)
  return { days: whole, ms: exact + Math.round((days - whole) * DAY) }
}

/** A time of day as people type it (`10:30`, `в 7 вечера`, `noon`), in minutes after midnight; null for anything else. */
export function parseHour(input: string): number | null {
  const text = normalise(input).replace(/^(?:at|в|во) /, '')
  const hour = readHour(text.replace(/(?<=\d)\s?(?:h|ч|час|часа|часов)$/, ''))
  return hour === null ? null : hour.hour * 60 + hour.minute
}

/** One way to write each thing: plain spaces and hyphens, small letters, no quotes, decimal points. */
function normalise(input: string): string {
  return input
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[\u200b\u2060\u00ad]|[«»“”„‘’"'`]/g, '')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/\b([ap])\.\s?m\b\.?/g, '$1m')
    .replace(/(\d),(?=\d{1,2}\s*(?:\p{L}|$))/gu, '$1.')
    .replace(/,/g, ' ')
    .replace(/(?<=\d)t(?=\d)/g, ' ')
    .replace(/(?<=\p{L})\.(?=\s|$)/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function read(text: string, today: DateTime, zone: string): Moment | null {
  const later = /^(?:in|через) (.+)$/.exec(text)?.[1]
  if (later !== undefined) return readLater(later, today, zone)
  return readDated(text.replace(/(?<=\d)\s?(?:h|ч|час|часа|часов|o clock|oclock)(?=\s|$)/g, ''), today, zone)
}

function readDated(text: string, today: DateTime, zone: string): Moment | null {
  const [, at, alone] = CLOCK_ALONE.exec(text) ?? []
  if (alone !== undefined) {
    const hour = readHour(alone)
    // A bare number may as well be a day.
    if (hour === null || (at === undefined && /^\d+([.-]\d+)?$|^\d+ \d+$/.test(alone))) return null
    const first = wallClock(today, hour, zone)
    return first.at > today.toMillis() ? first : wallClock(today.plus({ days: 1 }), hour, zone)
  }
  for (const [pattern, date, clock] of [[DAY_FIRST, 1, 2] as const, [CLOCK_FIRST, 2, 1] as const]) {
    const match = pattern.exec(text)
    const hour = match === null ? null : readHour(match[clock] ?? '')
    const moment = hour === null ? null : onDay(match?.[date] ?? '', hour, today, zone)
    if (moment !== null) return moment
  }
  // Without an hour only what cannot be anything but a day: "24.12" may be a time.
  if (/^\d{1,2}[./-]\d{1,2}\.?$/.test(text) || dayWords.get(text) === 0) return null
  const moment = onDay(text, USUAL, today, zone)
  return moment === null ? null : { ...moment, usual: true }
}

/** "2 hours", "1.5 часа", "час", "полчаса", "1 ч 30 мин", "2 days at 10". */
function readLater(text: string, today: DateTime, zone: string): Moment | null {
  const words = text.replace(/^пол(?=час)/, '0.5 ').replace(/(\d)(?=\p{L})/gu, '$1 ')
  const [, span = '', clock] = SPAN.exec(words) ?? []
  const steps = readSpan(span)
  if (steps === null) return null
  const days = (steps.get('days') ?? 0) + 7 * (steps.get('weeks') ?? 0)
  const exact = (steps.get('hours') ?? 0) * HOUR + (steps.get('minutes') ?? 0) * MINUTE
  if (!Number.isInteger(days) || days * DAY + exact > FARTHEST) return null
  if (clock !== undefined) {
    const hour = exact === 0 ? readHour(clock) : null
    return hour === null ? null : wallClock(today.plus({ days }), hour, zone)
  }
  const at = today.plus({ days }).toMillis() + exact
  return { at: Math.ceil(at / MINUTE) * MINUTE, clock: 'plain' }
}

function readSpan(text: string): Map<Unit, number> | null {
  const found = new Map<Unit, number>()
  for (const step of text.split(/ (?:and|и) |(?<=\p{L}) (?=\d)/u)) {
    const [, amount = '1', word = ''] = /^(?:(.+) )?(\S+)$/.exec(step.trim()) ?? []
    const [n, unit] = [amountOf(amount), unitOf(word)]
    if (n === null || unit === null || found.has(unit)) return null
    found.set(unit, n)
  }
  return found
}

/** `10:00`, `9:30 pm`, `7 вечера`, `10`. */
function readHour(text: string): Hour | null {
  if (text === 'noon' || text === 'полдень') return { hour: 12, minute: 0 }
  const [, hours, minutes, part] = /^(\d{1,2})(?:[:. -](\d{2}))?(?: ?(\D+))?$/.exec(text) ?? []
  if (hours === undefined) return null
  const [hour, minute] = [Number(hours), Number(minutes ?? 0)]
  if (hour > 23 || minute > 59) return null
  if (part === undefined) return { hour, minute }
  const fits = dayParts.find(({ name, hours: [from, to] }) => name.test(part) && hour >= from && hour <= to)
  return fits === undefined ? null : { hour: hour + fits.add, minute }
}

function onDay(text: string, hour: Hour, today: DateTime, zone: string): Moment | null {
  const day = readDay(text.replace(/^(?:on|on the|в|во) /, ''), today, hour, zone)
  return day === null || !isReal(day) ? null : wallClock(day, hour, zone)
}

/** False for 30 February. */
function isReal({ year, month, day }: Day): boolean {
  return DateTime.utc(year, month, day).isValid
}

function readDay(text: string, today: DateTime, hour: Hour, zone: string): Day | null {
  const days = dayWords.get(text)
  if (days !== undefined) return today.plus({ days })
  const weekday = weekdayOf(text)
  if (weekday !== null) {
    const day = today.plus({ days: (weekday + 7 - today.weekday) % 7 })
    return wallClock(day, hour, zone).at > today.toMillis() ? day : day.plus({ days: 7 })
  }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (iso !== null) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }
  const dotted = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?\.?$/.exec(text)
  const named = dotted === null ? readNamed(text) : null
  const [day, month, year] =
    dotted === null
      ? [named?.day ?? 0, named?.month ?? 0, named?.year]
      : [Number(dotted[1]), Number(dotted[2]), dotted[3]]
  if (day === 0 || month === 0) return null
  if (year !== undefined) return { year: Number(year) + (year.length === 2 ? 2_000 : 0), month, day }
  return nextDay({ month, day }, today, hour, zone)
}

/** `1 декабря`, `1 dec 2026`, `dec 1st`. */
function readNamed(text: string): { day: number; month: number; year: string | undefined } | null {
  const match = DAY_OF_MONTH.exec(text) ?? MONTH_AND_DAY.exec(text)
  const month = monthOf(match?.groups?.['month'] ?? '')
  return month === null ? null : { day: Number(match?.groups?.['day']), month, year: match?.groups?.['year'] }
}

/** The next day of this name; one that passed lately stays in the past, and is refused. */
function nextDay({ month, day }: Omit<Day, 'year'>, today: DateTime, hour: Hour, zone: string): Day | null {
  const years = Array.from({ length: 9 }, (_, i) => today.year - 1 + i)
  const real = years.map(year => ({ year, month, day })).filter(isReal)
  return real.find(candidate => wallClock(candidate, hour, zone).at > today.toMillis() - SLIP_DAYS * DAY) ?? null
}
