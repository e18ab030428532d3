import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/clock.js'
import { countMeeting, listComing } from '../../src/delivery/calendar.js'
import { noRules } from '../../src/delivery/gate.js'
import { cancelBroadcast, pauseBroadcast } from '../../src/delivery/lifecycle.js'
import { icalOf } from '../../src/reports/export/ical.js'
import { temporaryDb } from '../support/db.js'
import { begun } from './campaign/fixture.js'
import { AT, approve, crowd, seed } from './fixture.js'

const TODAY = AT - 7 * HOUR
const WEEK = Array.from({ length: 8 }, (_none, i) => TODAY + i * DAY)

test('a week holds what was approved and the runs to come, each on its day and in its order; what is over or far is not in it', async () => {
  const db = await temporaryDb()
  seed(db, crowd(3))
  const at = (startsAt: number) => approve(db, { startsAt })
  const late = at(AT + 5 * HOUR)
  const early = at(AT + HOUR)
  const next = at(AT + DAY)
  const overdue = at(AT - 2 * HOUR)
  cancelBroadcast(db, at(AT + 2 * HOUR), AT)
  at(AT + 8 * DAY)
  pauseBroadcast(db, next, 'admin')
  const repeat = begun(db, AT)
  const days = (await listComing(db, WEEK, AT)).map(day =>
    day.map(one => (one.kind === 'broadcast' ? [one.id, one.rests] : [one.kind, one.campaignId === repeat])),
  )
  expect(days.slice(0, 3)).toEqual([
    [
      [overdue, false],
      [early, false],
      ['run', true],
      [late, false],
    ],
    [
      [next, true],
      ['run', true],
    ],
    [['run', true]],
  ])
  const later = await listComing(
    db,
    WEEK.map(day => day + 7 * DAY),
    AT,
  )
  expect(later.map(day => day.length)).toEqual([1, 2, 1, 1, 1, 1, 1])
})

test('whoever is in two of a day is counted, and whoever would get more than the cap allows', async () => {
  const db = await temporaryDb()
  seed(db, crowd(5))
  const ids = [1, 2, 3].map(hour => approve(db, { startsAt: AT + hour * HOUR }))
  const [first = 0, second = 0, third = 0] = ids
  const both = [
    { first, second, people: 5 },
    { first: second, second: third, people: 5 },
  ]
  expect(await countMeeting(db, ids, noRules, AT)).toEqual({ both, beyond: null })
  expect(await countMeeting(db, ids, { ...noRules, perDay: 2 }, AT)).toEqual({ both, beyond: { people: 5, most: 2 } })
  expect(await countMeeting(db, ids, { ...noRules, perDay: 3 }, AT)).toMatchObject({ beyond: null })
})

test('a file of it is one that calendars take: lines of 75 octets at most, signs marked, nothing else in them', () => {
  const name = `Ботинки; −20 %, "всё" \\ до воскресенья\r\nBEGIN:VEVENT ${'👢'.repeat(40)}`
  const file = icalOf('Calendar', [{ key: 'broadcast-7', at: AT, name, about: '' }], AT)
  const lines = file.split('\r\n')
  expect(lines.filter(line => Buffer.byteLength(line) > 75 || /[\n\r]/.test(line))).toEqual([])
  expect(lines.filter(line => line.startsWith('BEGIN:VEVENT'))).toHaveLength(1)
  const whole = file.replaceAll('\r\n ', '')
  expect(whole).toContain(`DTSTART:20261124T070000Z\r\nDTEND:20261124T071500Z\r\n`)
  expect(whole).toContain(`SUMMARY:Ботинки\\; −20 %\\, "всё" \\\\ до воскресенья\\nBEGIN:VEVENT ${'👢'.repeat(40)}\r\n`)
})
