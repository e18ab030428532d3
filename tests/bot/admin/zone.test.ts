import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { findZone } from '../../../src/audience/place/zone-name.js'
import { zoneName } from '../../../src/text/format.js'

const NOON = Date.UTC(2026, 0, 15, 12)
const hours = (zone: string) => DateTime.fromMillis(NOON, { zone }).offset / 60

/** What people type, and its hours to UTC in January. */
const zones: readonly (readonly [string, string | null, number])[] = [
  ['Asia/Kolkata', 'Asia/Kolkata', 5.5],
  ['asia/calcutta', null, 5.5],
  ['Kolkata', 'Asia/Kolkata', 5.5],
  ['Calcutta', null, 5.5],
  ['Kathmandu', 'Asia/Kathmandu', 5.75],
  ['Asia/Katmandu', null, 5.75],
  ['Yangon', 'Asia/Yangon', 6.5],
  ['Rangoon', null, 6.5],
  ['Kyiv', 'Europe/Kyiv', 2],
  ['Europe/Kiev', null, 2],
  ['Киев', 'Europe/Kyiv', 2],
  ['ho chi minh', 'Asia/Ho_Chi_Minh', 7],
  ['Buenos Aires', null, -3],
  ['Nuuk', 'America/Nuuk', -2],
  ['new york', null, -5],
  ['America/Argentina/Buenos_Aires', null, -3],
  ['Москва', 'Europe/Moscow', 3],
  ['MSK', 'Europe/Moscow', 3],
  ['мск', 'Europe/Moscow', 3],
  ['МСК+2', 'Etc/GMT-5', 5],
  ['MSK -1', 'Etc/GMT-2', 2],
  ['GMT+3', 'Etc/GMT-3', 3],
  ['UTC+3', 'Etc/GMT-3', 3],
  ['utc + 3', 'Etc/GMT-3', 3],
  ['+3', 'Etc/GMT-3', 3],
  ['+03:00', 'Etc/GMT-3', 3],
  ['+3 часа', 'Etc/GMT-3', 3],
  ['GMT-5', 'Etc/GMT+5', -5],
  ['GMT−5', 'Etc/GMT+5', -5],
  ['Etc/GMT+5', 'Etc/GMT+5', -5],
  ['Etc/GMT-5', 'Etc/GMT-5', 5],
  ['UTC+5:30', 'Asia/Kolkata', 5.5],
  ['UTC+0545', 'Asia/Kathmandu', 5.75],
  ['UTC+14', 'Etc/GMT-14', 14],
  ['UTC', 'UTC', 0],
  ['gmt', 'UTC', 0],
  ['GMT+0', 'UTC', 0],
  ['EST', 'America/New_York', -5],
  ['PST', 'America/Los_Angeles', -8],
  ['CET', 'Europe/Berlin', 1],
  ['Тбилиси', 'Asia/Tbilisi', 4],
  ['Ростов-на-Дону', 'Europe/Moscow', 3],
  ['Лиссабон', 'Europe/Lisbon', 0],
  ['München', 'Europe/Berlin', 1],
]

describe('a typed zone', () => {
  test.each(zones)('%s', (typed, zone, offset) => {
    const found = findZone(typed)
    expect(found.kind).toBe('zone')
    if (found.kind !== 'zone') return
    expect(hours(found.zone)).toBe(offset)
    if (zone !== null) expect(found.zone).toBe(zone)
  })

  test.each([
    ['CST', 3],
    ['ist', 3],
    ['BST', 2],
    ['MST', 3],
  ])('%s is asked about', (typed, several) => {
    const found = findZone(typed)
    expect(found.kind === 'several' ? found.zones.length : found.kind).toBe(several)
  })

  test.each(['', 'Atlantis', 'UTC+25', 'UTC+5:17', '3', 'GMT+', 'constructor', 'x'.repeat(400)])('%j is none', typed =>
    expect(findZone(typed)).toEqual({ kind: 'none' }),
  )

  test('one by hours is shown as people count', () => {
    expect(['Etc/GMT-3', 'Etc/GMT+5', 'UTC'].map(zone => zoneName(zone))).toEqual(['UTC+3', 'UTC−5', 'UTC'])
    expect(zoneName('Etc/GMT-3', 'ru')).toBe('UTC+3')
  })
})
