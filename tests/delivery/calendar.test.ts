import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/clock.js'
import { countMeeting } from '../../src/delivery/calendar/meeting.js'
import { type Coming, listComing } from '../../src/delivery/calendar.js'
import { cancelBroadcast, pauseBroadcast } from '../../src/delivery/lifecycle.js'
import { icalOf } from '../../src/reports/export/ical.js'
import { temporaryDb } from '../support/db.js'
import { noRules } from '../support/gates.js'
import { enrol, startedSeries } from '../support/series.js'
import { begun, DAILY } from './campaign/fixture.js'
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
    day.map(one =>
      one.kind === 'broadcast' ? [one.id, one.rests] : [one.kind, one.kind === 'run' && one.campaignId === repeat],
    ),
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
  for (const hour of [1, 2, 3]) approve(db, { startsAt: AT + hour * HOUR })
  const both = [
    { first: 0, second: 1, people: 5 },
    { first: 1, second: 2, people: 5 },
  ]
  const [day = []] = await listComing(db, WEEK, AT)
  const meet = (rules: typeof noRules) => countMeeting(db, day, { from: TODAY, to: TODAY + DAY }, rules, AT)
  expect(await meet(noRules)).toEqual({ both, beyond: null })
  expect(await meet({ ...noRules, perDay: 2 })).toEqual({ both, beyond: { people: 5, most: 2 } })
  expect(await meet({ ...noRules, perDay: 3 })).toMatchObject({ beyond: null })
})

test('runs of repeats and messages of series are met as well, whoever had their turn not, and who is expected is told apart', async () => {
  const db = await temporaryDb()
  seed(db, crowd(6))
  approve(db, { startsAt: AT + HOUR })
  const repeat = begun(db, AT, { course: { ...DAILY, to: { kind: 'new' } } })
  const { id } = db.write(() =>
    startedSeries(
      db,
      { createdBy: 1, waits: [0, 1, 3].map(days => ({ kind: 'days' as const, days, minute: 660 })) },
      AT - 2 * DAY,
    ),
  )
  // Two wait for their second message, later today.
  for (const person of [1, 2])
    db.write(() => enrol(db, id, person, { position: 1, at: AT - DAY, nextAt: AT + 2 * HOUR }))
  const week = await listComing(db, WEEK, AT)
  const shown = (one: Coming) => (one.kind === 'message' ? [one.place, one.people, one.expected] : one.kind)
  expect(week.slice(0, 3).map(day => day.map(shown))).toEqual([
    ['broadcast', 'run', [3, 2, 0]],
    ['run'],
    ['run', [4, 0, 2]],
  ])
  const [day = []] = week
  const meet = (rules: typeof noRules) => countMeeting(db, day, { from: TODAY, to: TODAY + DAY }, rules, AT)
  expect(await meet({ ...noRules, perDay: 2 })).toEqual({
    both: [
      { first: 0, second: 1, people: 6 },
      { first: 1, second: 2, people: 2 },
    ],
    beyond: { people: 2, most: 2 },
  })
  // One of them had the repeat already.
  db.sql(
    `insert into campaign_runs (campaign_id, planned_for, broadcast_id, outcome, at)
     select ?, ?, id, 'begun', ? from broadcasts where campaign_id is null order by id limit 1`,
  ).run(repeat, AT - DAY, AT - DAY)
  db.sql(
    `insert into deliveries (broadcast_id, subscriber_id, occurrence, variant_id, state, due_at)
     select broadcast_id, 1, 0, 1, 'sent', 0 from campaign_runs where campaign_id = ?`,
  ).run(repeat)
  expect((await meet(noRules)).both.at(-1)).toMatchObject({ people: 1 })
})

test('a file of it is one that calendars take: lines of 75 octets at most, signs marked, nothing else in them', () => {
  const name = `Ботинки; −20 %, "всё" \\ до воскресенья\r\nBEGIN:VEVENT ${'👢'.repeat(40)}`
  const file = icalOf('Calendar', [{ key: 'broadcast-7', at: AT, name, about: '' }], AT)
  const lines = file.split('\r\n')
  expect(lines.filter(line => Buffer.byteLength(line) > 75 || /[\n\r]/.test(line))).toEqual([])
  expect(lines.filter(line => line.startsWith('BEGIN:VEVENT'))).toHaveLength(1)
  const whole = file.replaceAll('\r\n ', '')
  expect(whole).toContain(`DTSTART:20261124T070000Z\r\nDTEND:20261124T071500Z\r\n`)
  const day = icalOf('Calendar', [{ key: 'message-1-2-20261124', date: '20261124', name: 'Welcome', about: '' }], AT)
  expect(day).toContain('DTSTART;VALUE=DATE:20261124\r\nTRANSP:TRANSPARENT\r\nSUMMARY:Welcome')
  expect(whole).toContain(`SUMMARY:Ботинки\\; −20 %\\, "всё" \\\\ до воскресенья\\nBEGIN:VEVENT ${'👢'.repeat(40)}\r\n`)
})
