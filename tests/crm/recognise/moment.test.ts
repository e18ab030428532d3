import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endOfDay, readMoment, writtenMoment } from '../../../src/crm/recognise/cell/moment.js'
import type { DateFormat } from '../../../src/crm/role.js'

/** How systems write a time, by the format of its column, and what it is in Riga (+2 in winter, +3 in summer). */
const written: readonly (readonly [string, DateFormat, string])[] = [
  ['2025-10-07 09:50:26 +0200', 'ymd', '2025-10-07T07:50:26.000Z'],
  ['2026-06-09T10:25:15+00:00', 'ymd', '2026-06-09T10:25:15.000Z'],
  ['2026-06-09T10:25:15.123Z', 'ymd', '2026-06-09T10:25:15.123Z'],
  ['2026-01-09 10:25', 'ymd', '2026-01-09T08:25:00.000Z'],
  ['2026-07-09 10:25:59', 'ymd', '2026-07-09T07:25:59.000Z'],
  ['2026/07/09', 'ymd', '2026-07-08T21:00:00.000Z'],
  ['20260709', 'ymd', '2026-07-08T21:00:00.000Z'],
  ['31.12.2025 23:59', 'dmy', '2025-12-31T21:59:00.000Z'],
  ['31.12.25', 'dmy', '2025-12-30T22:00:00.000Z'],
  ['03/04/2026', 'dmy', '2026-04-02T21:00:00.000Z'],
  ['03/04/2026', 'mdy', '2026-03-03T22:00:00.000Z'],
  ['7/4/26 8:27', 'mdy', '2026-07-04T05:27:00.000Z'],
  ['7/4/26 8:27 PM', 'mdy', '2026-07-04T17:27:00.000Z'],
  ['12/31/2025 12:05 a.m.', 'dmy', '2025-12-30T22:05:00.000Z'],
  ['13/04/2026', 'mdy', '2026-04-12T21:00:00.000Z'],
  ['5 марта 2026 г. 10:00', 'dmy', '2026-03-05T08:00:00.000Z'],
  ['Mar 5, 2026 at 10:00 AM', 'dmy', '2026-03-05T08:00:00.000Z'],
  ['Thu, 05 Mar 2026 10:00:00 +0300', 'dmy', '2026-03-05T07:00:00.000Z'],
  ['05-Mar-26', 'dmy', '2026-03-04T22:00:00.000Z'],
  ['5. März 2026', 'dmy', '2026-03-04T22:00:00.000Z'],
  ['5 de marzo de 2026', 'dmy', '2026-03-04T22:00:00.000Z'],
  ['10:00 05.03.2026', 'dmy', '2026-03-05T08:00:00.000Z'],
  ['05.03.2026 10:00 МСК', 'dmy', '2026-03-05T07:00:00.000Z'],
  ['2026-03-05 10:00:00 UTC', 'ymd', '2026-03-05T10:00:00.000Z'],
  ['3 de noviembre de 2026 10:15 hs.', 'dmy', '2026-11-03T08:15:00.000Z'],
  ['05.03.2026 10:15 (UTC+3)', 'dmy', '2026-03-05T07:15:00.000Z'],
  ['2026-03-05 10:15:00 GMT-05:00', 'ymd', '2026-03-05T15:15:00.000Z'],
  ['1793909621', 'unix', '2026-11-05T20:13:41.000Z'],
  ['1793909621000', 'unix_ms', '2026-11-05T20:13:41.000Z'],
  ['46086', 'excel', '2026-03-04T22:00:00.000Z'],
  ['46086.5', 'excel', '2026-03-05T10:00:00.000Z'],
]

test.each(written)('%s as %s is %s', (text, format, iso) => {
  const moment = readMoment(text, format, 'Europe/Riga')
  expect(moment !== null && moment !== 'impossible' && new Date(moment.at).toISOString()).toBe(iso)
})

test.each([
  '31.02.2026',
  '2026-13-04',
  '00.00.0000',
  '32/12/2026',
  '2026-02-30 10:00',
  '05.03.2026 25:00',
  '0000-00-00',
])('no calendar has %s', text => expect(readMoment(text, 'dmy', 'utc')).toBe('impossible'))

test.each(['', '12', '08/21', 'yesterday', '+7 916 000-00-01', '192.168.1.1', '1.5', 'a:b', ':', '10:00', '№ 12'])(
  '%j is no time',
  text => expect(writtenMoment(text)).toBeNull(),
)

describe('a bare day', () => {
  test.each([
    ['2026-03-29', '2026-03-29T20:59:59.999Z'],
    ['2026-10-25', '2026-10-25T21:59:59.999Z'],
  ])('%s ends when its zone says, on days of 23 and 25 hours too', (day, end) => {
    const moment = readMoment(day, 'ymd', 'Europe/Riga')
    if (moment === null || moment === 'impossible') throw new Error('no day')
    expect(moment.precision).toBe('day')
    expect(new Date(endOfDay(moment, 'Europe/Riga')).toISOString()).toBe(end)
  })
})

test('a time as programs write it is read quickly, and as it is with a weekday before it', () => {
  const part = (min: number, max: number) => fc.integer({ min, max }).map(n => String(n).padStart(2, '0'))
  const second = fc.tuple(part(0, 62), fc.constantFrom('', '.1', ',123', '.999999999')).map(([s, f]) => `:${s}${f}`)
  const clock = fc
    .tuple(
      fc.constantFrom(' ', 'T'),
      part(0, 26),
      part(0, 62),
      fc.option(second, { nil: '' }),
      fc.constantFrom('', 'Z'),
    )
    .map(([sign, hours, minutes, seconds, zulu]) => `${sign}${hours}:${minutes}${seconds}${zulu}`)
  const written = fc.tuple(part(998, 2030), part(0, 14), part(0, 33), fc.option(clock, { nil: '' }))
  const property = fc.property(written, ([year, month, day, time]) => {
    const text = `${year.padStart(4, '0')}-${month}-${day}${time}`
    expect(writtenMoment(text)).toEqual(writtenMoment(`Mon, ${text}`))
  })
  fc.assert(property, { numRuns: 500, seed: 1 })
})
