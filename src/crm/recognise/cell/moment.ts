import { IANAZone } from 'luxon'
import { LANGUAGES_OF_TABLES, readDay } from '../../../audience/attribute/day.js'
import type { AtPrecision } from '../../../audience/order.js'
import { DAY, HOUR, MINUTE, SECOND } from '../../../clock.js'
import { withoutEnd } from '../../../text/edges.js'
import type { DateFormat } from '../../role.js'

/**
 * What a cell says of a time, before it is known which of two numbers is the day. `either`: two numbers of at most two
 * digits and a year, as they stand; `number`: a bare one, that only its column can tell (seconds, ms, days of Excel).
 */
export type WrittenMoment =
  | ({ kind: 'day'; day: CalendarDay } & Hour)
  | ({ kind: 'either'; first: number; second: number; year: number; sign: string } & Hour)
  | { kind: 'number'; value: number }

type CalendarDay = readonly [year: number, month: number, day: number]
/** `time` is ms after midnight, null when only a day is written; `offset` is minutes east of UTC, null when none is. */
type Hour = { time: number | null; offset: number | null }

const LONGEST = 64
/** As programs write it, which is most of all. */
const PLAIN = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}(?:[.,]\d{1,9})?))?(Z)?)?$/
const NUMBERS = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?: ?г\.?)?$/u
/** Parts of a day stand apart from one another. */
const MAYBE = /^[\d\p{L}][^@_]*[-./: ]/u
/** What stands behind the hours of a time. */
const AFTER_HOURS =
  /^:(\d{2})(?::(\d{2}(?:[.,]\d{1,9})?))? ?(?:([ap])\.?m\.?)? ?\(?(Z|UTC|GMT)?\)? ?([+-]\d{1,2}(?::?\d{2})?)?\)? ?(?:\(?(\p{L}[\p{L} ]{0,30})\.?\)?)?$/iu
const TIME_FIRST = /^:(\d{2})(?::(\d{2}))?,? (.+)$/u
const NAMED_ZONE: Readonly<Record<string, number>> = {
  ...{ msk: 180, мск: 180, utc: 0, gmt: 0, est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360 },
  ...{ pst: -480, pdt: -420, cet: 60, cest: 120, eet: 120, eest: 180, bst: 60, ist: 330, trt: 180 },
}
/** A time of day alone: `9:05`, `10:05:30`, `9:05 PM`. */
export const CLOCK = /^\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?(?: ?[ap]\.?m\.?)?$/iu
const WEEKDAY = /^(?:(?:mon|tue|wed|thu|fri|sat|sun)\p{L}*|(?:пн|вт|ср|чт|пт|сб|вс|нд)\p{L}{0,2})[.,]{0,2}\s+/iu
const EXCEL_EPOCH = Date.UTC(1899, 11, 30)

/** Takes a cell apart as a time. @returns null when it is none; `impossible` when no calendar has that day or hour */
export function writtenMoment(cell: string): WrittenMoment | 'impossible' | null {
  if (cell.length > LONGEST || cell.length < 4 || !/\d/.test(cell)) return null
  const plain = PLAIN.exec(cell)
  if (plain !== null) {
    const [, year, month, day, hours, minutes = '', seconds, zulu] = plain
    const hour =
      hours === undefined
        ? { time: null, offset: null }
        : hourOf(hours, minutes, seconds, undefined, zulu !== undefined, undefined, undefined)
    return hour === null ? 'impossible' : known([Number(year), Number(month), Number(day)], hour)
  }
  if (/^\d+(?:[.,]\d+)?$/.test(cell)) return bareNumber(cell)
  if (!MAYBE.test(cell)) return null
  const text = cell.replace(WEEKDAY, '').replace(/\s+/gu, ' ').trim()
  const { day: rest, hour } = parted(text)
  if (hour === null) return 'impossible'
  const numbers = NUMBERS.exec(rest)
  if (numbers !== null) return fromNumbers(numbers, hour)
  const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(rest)
  if (compact !== null) return known([Number(compact[1]), Number(compact[2]), Number(compact[3])], hour)
  const named = readDay(withYear(rest), LANGUAGES_OF_TABLES)
  if (named === null || named === 'impossible') return named
  const [year = 0, month = 0, day = 0] = named.day.split('-').map(Number)
  return { kind: 'day', day: [year, month, day], ...hour }
}

/** The day of a text and its hour, which stands behind it or before it; null for an hour that no clock has. */
function parted(text: string): { day: string; hour: Hour | null } {
  const colon = text.indexOf(':')
  const none = { day: text, hour: { time: null, offset: null } }
  if (colon < 1) return none
  const [hours = ''] = /\d{1,2}$/.exec(text.slice(0, colon)) ?? []
  if (hours === '') return none
  const before = text.slice(0, colon - hours.length)
  const after = text.slice(colon)
  const first = before === '' ? TIME_FIRST.exec(after) : null
  if (first !== null) {
    const [, minutes = '', seconds, day = ''] = first
    return { day, hour: hourOf(hours, minutes, seconds, undefined, false, undefined, undefined) }
  }
  const match = AFTER_HOURS.exec(after)
  if (match === null) return none
  const [, minutes = '', seconds, half, utc, offset, name] = match
  const day = withoutEnd(before, ' ,T').replace(/ (?:at|um|в|о|a las|às|,)$/u, '')
  return { day: withoutEnd(day, ' ,'), hour: hourOf(hours, minutes, seconds, half, utc !== undefined, offset, name) }
}

function bareNumber(cell: string): WrittenMoment | 'impossible' | null {
  const compact = /^((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)(\d{2})?(\d{2})?(\d{2})?$/.exec(cell)
  if (compact !== null && (cell.length === 8 || cell.length === 14)) {
    const [, year, month, day, h, m, s] = compact.map(Number)
    const time = cell.length === 8 ? null : (h ?? 0) * HOUR + (m ?? 0) * MINUTE + (s ?? 0) * SECOND
    const read = known([year ?? 0, month ?? 0, day ?? 0], { time, offset: null })
    if (read !== 'impossible') return read
  }
  const value = Number(cell.replace(',', '.'))
  const plausible =
    (value >= 10_000 && value < 80_000) || (value >= 1e8 && value < 5e9) || (value >= 1e11 && value < 5e12)
  return plausible ? { kind: 'number', value } : null
}

function hourOf(
  hours: string,
  minutes: string,
  seconds: string | undefined,
  half: string | undefined,
  utc: boolean,
  offset: string | undefined,
  name: string | undefined,
): Hour | null {
  let hour = Number(hours)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  const second = Number(seconds?.replace(',', '.') ?? 0)
  if (hour > 24 || Number(minutes) > 59 || second >= 61) return null
  // A second that was let in at the end of a minute is the one before it.
  const ms = second >= 60 ? 59 * SECOND : Math.min(Math.round(second * SECOND), MINUTE - 1)
  const time = hour * HOUR + Number(minutes) * MINUTE + ms
  if (offset !== undefined) {
    const [, sign, h = '0', m = '0'] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(offset) ?? []
    return { time, offset: (sign === '-' ? -1 : 1) * (Number(h) * 60 + Number(m)) }
  }
  const named = name === undefined ? undefined : NAMED_ZONE[name.trim().toLowerCase()]
  return { time, offset: named ?? (utc ? 0 : null) }
}

function fromNumbers(match: RegExpExecArray, hour: Hour): WrittenMoment | 'impossible' | null {
  const [, one = '', sign = '', two = '', three = ''] = match
  if (one.length === 3 || three.length === 3) return null
  if (one.length === 4) return three.length > 2 ? null : known([Number(one), Number(two), Number(three)], hour)
  if (three.length === 1) return null
  const year = fullYear(three)
  const [first, second] = [Number(one), Number(two)]
  if (first > 12 || second > 12) {
    const [day, month] = first > 12 ? [first, second] : [second, first]
    if (known([year, month, day], hour) === 'impossible') return 'impossible'
  }
  if (first === 0 || second === 0) return 'impossible'
  return { kind: 'either', first, second, year, sign, ...hour }
}

/** 26 is 2026, 85 is 1985. */
function fullYear(written: string): number {
  const year = Number(written)
  if (written.length === 4) return year
  return year < 70 ? 2000 + year : 1900 + year
}

/** `07-Sep-26` with its century. */
function withYear(text: string): string {
  if (!/\p{L}/u.test(text)) return text
  return text.replace(/(\D)(\d{2})$/u, (_, before: string, year: string) => `${before}${fullYear(year)}`)
}

function known(day: CalendarDay, hour: Hour): WrittenMoment | 'impossible' {
  const [year, month, date] = day
  const time = new Date(Date.UTC(year, month - 1, date))
  const exists = time.getUTCMonth() === month - 1 && time.getUTCDate() === date && year >= 1000
  return exists ? { kind: 'day', day, ...hour } : 'impossible'
}

/** A time of a file: ms UTC, and whether an hour was written. A bare day is its first ms. */
export type Moment = { at: number; precision: AtPrecision; day: string }

/**
 * Reads a time as its column writes it.
 * @param zone of times without an offset (IANA)
 * @returns null when it is none, `impossible` when no calendar has it
 */
export function readMoment(cell: string, format: DateFormat, zone: string): Moment | 'impossible' | null {
  if (isPlainMoment(cell)) return plainMoment(cell, zone)
  const written = writtenMoment(cell)
  if (written === null || written === 'impossible') return written
  switch (written.kind) {
    case 'number':
      return fromNumber(written.value, format, zone)
    case 'day':
      return momentOf(written.day, written, zone)
    case 'either': {
      const { first, second, year } = written
      const dayFirst = first > 12 || (second <= 12 && format !== 'mdy')
      const day: CalendarDay = dayFirst ? [year, second, first] : [year, first, second]
      return known(day, written) === 'impossible' ? 'impossible' : momentOf(day, written, zone)
    }
  }
}

/**
 * True for a time as programs write it, to the minute or the second, on a day that every month has: asked of every cell,
 * in one look at its signs.
 */
export function isPlainMoment(cell: string): boolean {
  const { length } = cell
  if (length !== 10 && length !== 16 && length !== 19) return false
  for (let at = 0; at < length; at++) {
    const code = cell.charCodeAt(at)
    if (at === 4 || at === 7 ? code !== DASH : at === 13 || at === 16 ? code !== COLON : at !== 10 && !isDigit(code))
      return false
  }
  if (length > 10 && cell.charCodeAt(10) !== SPACE && cell.charCodeAt(10) !== BIG_T) return false
  const [month, day] = [twoAt(cell, 5), twoAt(cell, 8)]
  if (cell.charCodeAt(0) === ZERO || month < 1 || month > 12 || day < 1 || day > 28) return false
  return length === 10 || (twoAt(cell, 11) < 24 && twoAt(cell, 14) < 60 && (length === 16 || twoAt(cell, 17) < 60))
}

const [DASH, COLON, SPACE, BIG_T, ZERO] = [0x2d, 0x3a, 0x20, 0x54, 0x30]

function isDigit(code: number): boolean {
  return code >= ZERO && code <= 0x39
}

function twoAt(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO
}

function plainMoment(cell: string, zone: string): Moment {
  const timed = cell.length > 10
  const day = Date.UTC(twoAt(cell, 0) * 100 + twoAt(cell, 2), twoAt(cell, 5) - 1, twoAt(cell, 8))
  const seconds = cell.length > 16 ? twoAt(cell, 17) * SECOND : 0
  const time = timed ? twoAt(cell, 11) * HOUR + twoAt(cell, 14) * MINUTE + seconds : 0
  return { at: utcOf(day + time, zone), precision: timed ? 'time' : 'day', day: cell.slice(0, 10) }
}

function fromNumber(value: number, format: DateFormat, zone: string): Moment | null {
  if (format === 'unix_ms' || value >= 1e11) return stamp(Math.round(value))
  if (format === 'unix' || value >= 1e8) return stamp(Math.round(value * SECOND))
  if (format !== 'excel') return null
  const local = new Date(EXCEL_EPOCH + Math.round(value * 86_400) * SECOND)
  const day: CalendarDay = [local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate()]
  const time = local.getTime() - Date.UTC(day[0], day[1] - 1, day[2])
  return momentOf(day, { time: Number.isInteger(value) ? null : time, offset: null }, zone)
}

function stamp(at: number): Moment {
  return { at, precision: 'time', day: new Date(at).toISOString().slice(0, 10) }
}

function momentOf(day: CalendarDay, { time, offset }: Hour, zone: string): Moment {
  const local = Date.UTC(day[0], day[1] - 1, day[2]) + (time ?? 0)
  return {
    at: offset === null ? utcOf(local, zone) : local - offset * MINUTE,
    precision: time === null ? 'day' : 'time',
    day: `${String(day[0]).padStart(4, '0')}-${String(day[1]).padStart(2, '0')}-${String(day[2]).padStart(2, '0')}`,
  }
}

/** The last ms of a day that was read as its first. */
export function endOfDay(moment: Moment, zone: string): number {
  const [year = 0, month = 1, day = 1] = moment.day.split('-').map(Number)
  return utcOf(Date.UTC(year, month - 1, day) + DAY, zone) - 1
}

const MOST_OFFSETS = 20_000
/** Of each zone by days since 1970-01-01 UTC; null for a day on which it changes. */
const offsets = new Map<string, Map<number, number | null>>()

/** ms UTC of a local time given as if it were UTC; an hour that a clock skips is the one after it. */
function utcOf(local: number, zone: string): number {
  const guess = local - offsetAt(local, zone) * MINUTE
  return local - offsetAt(guess, zone) * MINUTE
}

/** Minutes east of UTC. On most days nothing changes, and one look is enough for all of their hours. */
function offsetAt(at: number, zone: string): number {
  const day = Math.floor(at / DAY)
  let days = offsets.get(zone)
  if (days === undefined) {
    days = new Map()
    offsets.set(zone, days)
  }
  let offset = days.get(day)
  if (offset === undefined) {
    const clock = IANAZone.create(zone)
    const [first, last] = [clock.offset(day * DAY), clock.offset((day + 1) * DAY)]
    offset = first === last ? first : null
    if (days.size >= MOST_OFFSETS) days.clear()
    days.set(day, offset)
  }
  return offset ?? IANAZone.create(zone).offset(at)
}
