import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { parseMoment } from '../../../src/bot/admin/typed/moment.js'
import { isAppError } from '../../../src/errors.js'

const MOSCOW = 'Europe/Moscow'
/** Tuesday 24 November 2026, 18:40 in Moscow. */
const now = DateTime.fromISO('2026-11-24T18:40', { zone: MOSCOW }).toMillis()

const iso = (at: number, zone: string) => DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm')

function codeOf(input: string, zone = MOSCOW, at = now): string {
  try {
    parseMoment(input, zone, at)
    return 'none'
  } catch (error) {
    if (!isAppError(error)) throw error
    return error.code
  }
}

describe('what people type', () => {
  test.each([
    ['24.12 10:00', '2026-12-24 10:00'],
    ['2026-12-24 10:00', '2026-12-24 10:00'],
    ['2026-12-24T10:00', '2026-12-24 10:00'],
    ['24.12.2026 10:00', '2026-12-24 10:00'],
    ['24.12.26, 10:00', '2026-12-24 10:00'],
    ['24/12/2026 10:00', '2026-12-24 10:00'],
    ['  24.12   9:05 ', '2026-12-24 09:05'],
    ['24.12 в 10', '2026-12-24 10:00'],
    ['19:00', '2026-11-24 19:00'],
    ['18:41', '2026-11-24 18:41'],
    ['18:40', '2026-11-25 18:40'],
    ['10:00', '2026-11-25 10:00'],
    ['в 10:00', '2026-11-25 10:00'],
    ['9:30pm', '2026-11-24 21:30'],
    ['12 am', '2026-11-25 00:00'],
    ['tomorrow 10:00', '2026-11-25 10:00'],
    ['Tomorrow at 10:00', '2026-11-25 10:00'],
    ['tomorrow at 10 pm', '2026-11-25 22:00'],
    ['завтра 10:00', '2026-11-25 10:00'],
    ['Завтра в 10', '2026-11-25 10:00'],
    ['завтра в 10ч', '2026-11-25 10:00'],
    ['today 18:41', '2026-11-24 18:41'],
    ['сегодня 20:30', '2026-11-24 20:30'],
    ['послезавтра 08:00', '2026-11-26 08:00'],
    ['sat 12:00', '2026-11-28 12:00'],
    ['в субботу 12:00', '2026-11-28 12:00'],
    ['tuesday 12:00', '2026-12-01 12:00'],
    ['вторник 19:00', '2026-11-24 19:00'],
    ['01.02 10:00', '2027-02-01 10:00'],
    ['29.02 10:00', '2028-02-29 10:00'],
    ['31.12 23:59', '2026-12-31 23:59'],
    ['２４.１２ １０:００', '2026-12-24 10:00'],
    ['tomorrow 10', '2026-11-25 10:00'],
    ['пт 18:30', '2026-11-27 18:30'],
    ['Пт., 18:30', '2026-11-27 18:30'],
    ['fri 6:30 pm', '2026-11-27 18:30'],
    ['fri 6:30\u202fPM', '2026-11-27 18:30'],
    ['Fri at 6:30 p.m.', '2026-11-27 18:30'],
    ['1 декабря 9:00', '2026-12-01 09:00'],
    ['1\u00a0декабря\u00a0в\u00a09:00', '2026-12-01 09:00'],
    ['1 декабря 2027 г. в 9', '2027-12-01 09:00'],
    ['1-го дек. 9.30', '2026-12-01 09:30'],
    ['1 dec 9:00', '2026-12-01 09:00'],
    ['Dec 1st, 9:00 AM', '2026-12-01 09:00'],
    ['the 1st of December at 9', '2026-12-01 09:00'],
    ['May 9 12:00', '2027-05-09 12:00'],
    ['9 мая, 12:00', '2027-05-09 12:00'],
    ['10:00 tomorrow', '2026-11-25 10:00'],
    ['18:30 в пятницу', '2026-11-27 18:30'],
    ['в 10', '2026-11-25 10:00'],
    ['at 7', '2026-11-25 07:00'],
    ['10 утра', '2026-11-25 10:00'],
    ['завтра в 7 вечера', '2026-11-25 19:00'],
    ['завтра в 10 часов', '2026-11-25 10:00'],
    ['tomorrow at 7 in the evening', '2026-11-25 19:00'],
    ['завтра в полдень', '2026-11-25 12:00'],
    ['tomorrow noon', '2026-11-25 12:00'],
    ['завтра 10-30', '2026-11-25 10:30'],
    ['завтра 10—30', '2026-11-25 10:30'],
    ['завтра 10 30', '2026-11-25 10:30'],
    ['завтра 10,30', '2026-11-25 10:30'],
    ['«завтра в 10»', '2026-11-25 10:00'],
    ['“tomorrow 10”', '2026-11-25 10:00'],
    ['2026—12—24 10:00', '2026-12-24 10:00'],
    ['in 2 hours', '2026-11-24 20:40'],
    ['in an hour', '2026-11-24 19:40'],
    ['in half an hour', '2026-11-24 19:10'],
    ['in 90 min', '2026-11-24 20:10'],
    ['in 1.5 hours', '2026-11-24 20:10'],
    ['in 2 days', '2026-11-26 18:40'],
    ['in 2 days at 10:00', '2026-11-26 10:00'],
    ['in a week at 9', '2026-12-01 09:00'],
    ['in 2h 15m', '2026-11-24 20:55'],
    ['через 2 часа', '2026-11-24 20:40'],
    ['Через 1,5 часа', '2026-11-24 20:10'],
    ['через час', '2026-11-24 19:40'],
    ['через полчаса', '2026-11-24 19:10'],
    ['через полтора часа', '2026-11-24 20:10'],
    ['через 1 ч 30 мин', '2026-11-24 20:10'],
    ['через час и 10 минут', '2026-11-24 19:50'],
    ['через 3 дня в 12', '2026-11-27 12:00'],
    ['через неделю', '2026-12-01 18:40'],
  ])('%s', (input, expected) => {
    const moment = parseMoment(input, MOSCOW, now)
    expect(iso(moment.at, MOSCOW)).toBe(expected)
    expect(moment).toEqual({ at: moment.at, clock: 'plain' })
  })

  test.each([
    ['1 декабря', '2026-12-01 10:00'],
    ['1 dec', '2026-12-01 10:00'],
    ['tomorrow', '2026-11-25 10:00'],
    ['завтра', '2026-11-25 10:00'],
    ['в субботу', '2026-11-28 10:00'],
    ['tue', '2026-12-01 10:00'],
    ['24.12.2026', '2026-12-24 10:00'],
    ['2026-12-24', '2026-12-24 10:00'],
  ])('%s is at the usual hour, and says so', (input, expected) => {
    const moment = parseMoment(input, MOSCOW, now)
    expect(iso(moment.at, MOSCOW)).toBe(expected)
    expect(moment.usual).toBe(true)
  })

  test.each([
    'soon',
    '',
    '   ',
    '10',
    '24.12',
    '24:00',
    '10:60',
    '25:99',
    '30.02 10:00',
    '31.04.2027 10:00',
    '12/24 10:00',
    '2026-13-01 10:00',
    '13pm',
    '0am',
    'today',
    'сегодня вечером',
    'tonight',
    'next friday 10:00',
    'завтра в 12 ночи ночи',
    'завтра в 13 вечера',
    '31 февраля 10:00',
    '1 brumaire',
    'in 2 parsecs',
    'in 400 days',
    'через 1,5 дня',
    'через 2 часа в 10',
    'через',
    'yesterday 10:00',
    '10:00 tomorrow morning',
    '24.12 10:00:00',
    '<b>10:00</b>',
    '-5:00',
    '🦊 10:00',
  ])('%s is not a date', input => {
    expect(codeOf(input)).toBe('date_invalid')
  })

  test.each(['today 18:40', 'сегодня 10:00', '24.11 18:39', '20.11 10:00', '24.11.2026 10:00', '2020-01-01 10:00'])(
    '%s has passed',
    input => {
      expect(codeOf(input)).toBe('date_past')
    },
  )

  test('a day without a year that passed lately is a slip also across New Year', () => {
    const january = DateTime.fromISO('2027-01-05T12:00', { zone: MOSCOW }).toMillis()
    expect(codeOf('24.12 10:00', MOSCOW, january)).toBe('date_past')
    expect(iso(parseMoment('24.06 10:00', MOSCOW, january).at, MOSCOW)).toBe('2027-06-24 10:00')
  })
})

describe('clocks that change', () => {
  const berlin = 'Europe/Berlin'
  const winter = DateTime.fromISO('2027-03-01T12:00', { zone: berlin }).toMillis()
  const summer = DateTime.fromISO('2027-10-01T12:00', { zone: berlin }).toMillis()

  test('a time that the clock jumps over is the later one, and says so', () => {
    const moment = parseMoment('28.03 02:30', berlin, winter)
    expect(iso(moment.at, berlin)).toBe('2027-03-28 03:30')
    expect(moment.clock).toBe('skipped')
  })

  test('a time that the clock shows twice is the first one, and says so', () => {
    const moment = parseMoment('31.10 02:30', berlin, summer)
    expect(DateTime.fromMillis(moment.at, { zone: berlin }).toISO()).toBe('2027-10-31T02:30:00.000+02:00')
    expect(moment.clock).toBe('twice')
  })

  test('half an hour is enough of a jump', () => {
    const zone = 'Australia/Lord_Howe'
    const before = DateTime.fromISO('2026-10-01T12:00', { zone }).toMillis()
    expect(parseMoment('04.10 02:10', zone, before).clock).toBe('skipped')
  })

  test('the same words mean another moment in another zone', () => {
    const there = parseMoment('25.11 10:00', 'Asia/Tokyo', now).at
    expect(parseMoment('25.11 10:00', MOSCOW, now).at - there).toBe(6 * 3_600_000)
  })
})

test('whatever moment is written in full is read back, in every zone', () => {
  const zones = fc.constantFrom('UTC', MOSCOW, 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati')
  fc.assert(
    fc.property(zones, fc.integer({ min: 1, max: 1_000_000 }), (zone, minutes) => {
      const at = Math.floor(now / 60_000) * 60_000 + minutes * 60_000
      const text = DateTime.fromMillis(at, { zone }).toFormat('dd.MM.yyyy HH:mm')
      const moment = parseMoment(text, zone, now)
      expect(moment.clock === 'twice' || moment.at === at).toBe(true)
      expect(moment.clock).not.toBe('skipped')
    }),
  )
})

test('any other words are refused with a code, never a fault', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), input => {
      expect(['none', 'date_invalid', 'date_past']).toContain(codeOf(input))
    }),
  )
})
