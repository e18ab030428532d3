import { DateTime } from 'luxon'
import { DAY } from '../../../clock.js'
import { AppError } from '../../../errors.js'
import { shorten } from '../../../text/format.js'

/**
 * A moment that was typed, ms UTC. `clock` tells when the wall clock is odd at that hour: it jumps over it (the moment
 * is as much later as the jump is wide), or shows it twice (the first is taken).
 */
export type Moment = { at: number; clock: 'plain' | 'skipped' | 'twice' }

type Day = { year: number; month: number; day: number }
type Hour = { hour: number; minute: number }

/** A day without a year that lies at most this far back is a slip, not a date of next year. */
const SLIP_DAYS = 60

const dayWords = new Map([
  ['today', 0],
  ['сегодня', 0],
  ['tomorrow', 1],
  ['завтра', 1],
  ['послезавтра', 2],
])

/** By ISO number less one. */
const weekdays: readonly RegExp[] = [
  /^(mon|monday|пн|понедельник)$/,
  /^(tue|tues|tuesday|вт|вторник)$/,
  /^(wed|wednesday|ср|сред[ау])$/,
  /^(thu|thurs|thursday|чт|четверг)$/,
  /^(fri|friday|пт|пятниц[ау])$/,
  /^(sat|saturday|сб|суббот[ау])$/,
  /^(sun|sunday|вс|воскресенье)$/,
]

/**
 * Reads a date and time as people type it: `24.12 10:00`, `24.12.2026 10:00`, `2026-12-24 10:00`, `10:00` (the next
 * one), `tomorrow 10:00`, `завтра в 10`, `sat 12:00`.
 * @param zone whose wall clock is meant, an IANA name
 * @param now ms UTC
 * @throws AppError `date_invalid` {text}, `date_past`
 */
export function parseMoment(input: string, zone: string, now: number): Moment {
  const text = input
    .normalize('NFKC')
    .toLowerCase()
    .replace(/,|\s(?:at|в|во|on)(?=\s)|(?<=\d)t(?=\d)|(?<=\d)[hч](?=\s|$)/g, ' ')
    .replace(/^(?:at|в|во|on)\s/, '')
    .replace(/\s+/g, ' ')
    .trim()
  const invalid = () => new AppError('date_invalid', { text: shorten(input.trim(), 60) })
  const today = DateTime.fromMillis(now, { zone })
  const [, date = '', clock = ''] = /^(?:(.+) )?(\S+(?: ?[ap]m)?)$/.exec(text.replace(/ (?=[ap]m$)/, '')) ?? []
  const hour = readHour(clock, date !== '')
  if (hour === null || !today.isValid) throw invalid()
  if (date === '') {
    const first = wallClock(today, hour, zone)
    return first.at > now ? first : wallClock(today.plus({ days: 1 }), hour, zone)
  }
  const day = readDay(date, today, hour, zone)
  if (day === null || !isReal(day)) throw invalid()
  const moment = wallClock(day, hour, zone)
  if (moment.at <= now) throw new AppError('date_past')
  return moment
}

/** The moment when a zone's wall clock shows this. */
export function wallClock({ year, month, day }: Day, { hour, minute }: Hour, zone: string): Moment {
  const time = DateTime.fromObject({ year, month, day, hour, minute }, { zone })
  const possible = time.getPossibleOffsets().map(other => other.toMillis())
  if (time.hour !== hour || time.minute !== minute) return { at: time.toMillis(), clock: 'skipped' }
  return { at: Math.min(...possible), clock: possible.length > 1 ? 'twice' : 'plain' }
}

/** False for 30 February. */
function isReal({ year, month, day }: Day): boolean {
  return DateTime.utc(year, month, day).isValid
}

/** `10:00`, `9:30 pm`; `10` only after a date. */
function readHour(text: string, dated: boolean): Hour | null {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/.exec(text)
  if (match === null) return null
  const [whole, hours = '', minutes, half] = match
  if (!dated && half === undefined && !whole.includes(':')) return null
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half === 'pm' ? 12 : 0)
  const minute = Number(minutes ?? 0)
  if (hour > 23 || minute > 59 || (half !== undefined && (Number(hours) < 1 || Number(hours) > 12))) return null
  return { hour, minute }
}

function readDay(text: string, today: DateTime, hour: Hour, zone: string): Day | null {
  const days = dayWords.get(text)
  if (days !== undefined) return today.plus({ days })
  const weekday = weekdays.findIndex(name => name.test(text))
  if (weekday >= 0) {
    const day = today.plus({ days: (weekday + 8 - today.weekday) % 7 })
    return wallClock(day, hour, zone).at > today.toMillis() ? day : day.plus({ days: 7 })
  }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (iso !== null) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }
  const dotted = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?\.?$/.exec(text)
  if (dotted === null) return null
  const [day, month] = [Number(dotted[1]), Number(dotted[2])]
  if (dotted[3] !== undefined) return { year: Number(dotted[3]) + (dotted[3].length === 2 ? 2_000 : 0), month, day }
  return nextDay({ month, day }, today, hour, zone)
}

/** The next day of this name; one that passed lately stays in the past, and is refused. */
function nextDay({ month, day }: Omit<Day, 'year'>, today: DateTime, hour: Hour, zone: string): Day | null {
  const years = Array.from({ length: 9 }, (_, i) => today.year - 1 + i)
  const real = years.map(year => ({ year, month, day })).filter(isReal)
  return real.find(candidate => wallClock(candidate, hour, zone).at > today.toMillis() - SLIP_DAYS * DAY) ?? null
}
