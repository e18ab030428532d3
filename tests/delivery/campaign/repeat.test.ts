import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { findBroadcast, listRunning } from '../../../src/delivery/broadcast.js'
import { listComing } from '../../../src/delivery/calendar.js'
import { meetsNextRun, upcomingRuns } from '../../../src/delivery/campaign/repeat/next-run.js'
import { listMissesToTell, missRun, recordMissesTold } from '../../../src/delivery/campaign/repeat/run.js'
import {
  approveRepeatChange,
  beginRepeatChange,
  createRepeat,
  endRepeat,
  getRepeat,
  pauseRepeat,
  repeatOf,
  resumeRepeat,
  setTerms,
  startRepeat,
} from '../../../src/delivery/campaign/repeat.js'
import { listHaltsToTell } from '../../../src/delivery/campaign/series.js'
import type { Course } from '../../../src/delivery/campaign/terms.js'
import { claimTurn } from '../../../src/delivery/engine/turn.js'
import type { GateRules } from '../../../src/delivery/gate.js'
import { finishBroadcast, pauseBroadcast, resumeBroadcast } from '../../../src/delivery/lifecycle.js'
import { holdRestored } from '../../../src/delivery/restored.js'
import { finishReminders, listReminders } from '../../../src/delivery/schedule/reminding.js'
import { openChange } from '../../../src/delivery/schedule/reschedule.js'
import { settleDelivery } from '../../../src/delivery/settle.js'
import { setDeadline } from '../../../src/offers/draft/deadline.js'
import { changeDraft, thawOffer } from '../../../src/offers/offer.js'
import { findFate } from '../../../src/reports/why/fate.js'
import { createSegment, deleteSegment } from '../../../src/segments/segment.js'
import { temporaryDb } from '../../support/db.js'
import { noRules } from '../../support/gates.js'
import { AT, crowd, rowsOf, seed } from '../fixture.js'
import { begun, DAILY, draftOffer, outcomes, planAll, sendAll, watchOf } from './fixture.js'

/** 10:00 of the day on which it all begins, in UTC: three hours from `AT` on. */
const TEN = AT + 3 * HOUR

const runsOf = (db: Db, id: number) =>
  db
    .sql<{ id: number }>('select broadcast_id as id from campaign_runs where campaign_id = ? order by planned_for')
    .all(id)
    .map(run => run.id)
/** Who is to get it, by their numbers. */
const waiting = (db: Db, broadcast: number) =>
  rowsOf(db, broadcast)
    .filter(([, state]) => state === 'queued')
    .map(([who]) => who)

describe('a run', () => {
  test('is an ordinary broadcast of the moment it was planned for, made once', async () => {
    const db = await temporaryDb()
    seed(db, crowd(3))
    const id = begun(db, AT)
    const watch = watchOf(db)
    await watch.run(TEN - 1)
    expect(outcomes(db, id)).toEqual([])
    await watch.run(TEN)
    await watch.run(TEN)
    await watchOf(db).run(TEN + MINUTE)
    expect(outcomes(db, id)).toEqual([[TEN, 'begun']])
    const [run = 0] = runsOf(db, id)
    expect(findBroadcast(db, run)).toMatchObject({ state: 'scheduled', startsAt: TEN, campaignId: id, standing: false })
    await planAll(db, TEN)
    expect(findBroadcast(db, run)?.state).toBe('running')
    expect(waiting(db, run)).toEqual([1, 2, 3])
    await watch.run(TEN + DAY)
    expect(outcomes(db, id).map(([planned]) => planned)).toEqual([TEN, TEN + DAY])
  })

  test('with nobody in it is over with nobody; the next one is not surprised by the first people', async () => {
    const db = await temporaryDb()
    const id = begun(db, AT)
    const watch = watchOf(db)
    await watch.run(TEN)
    await planAll(db, TEN)
    expect(findBroadcast(db, runsOf(db, id)[0] ?? 0)?.state).toBe('running')
    sendAll(db, TEN)
    seed(db, crowd(90))
    await watch.run(TEN + DAY)
    await planAll(db, TEN + DAY)
    expect(findBroadcast(db, runsOf(db, id)[1] ?? 0)?.state).toBe('running')
  })

  test('with more than twice as many as ever is held, and no other begins before somebody looked at it', async () => {
    const db = await temporaryDb()
    const id = begun(db, AT)
    seed(db, crowd(101))
    const watch = watchOf(db)
    await watch.run(TEN)
    await planAll(db, TEN)
    const [first = 0] = runsOf(db, id)
    expect(findBroadcast(db, first)).toMatchObject({ state: 'paused', pauseReason: 'audience' })
    await watch.run(TEN + DAY)
    expect(outcomes(db, id)).toEqual([[TEN, 'begun']])
    await watch.run(TEN + DAY + 3 * HOUR + 1)
    expect(outcomes(db, id)).toEqual([
      [TEN, 'begun'],
      [TEN + DAY, 'paused'],
    ])
    db.write(() => resumeBroadcast(db, first, TEN + DAY))
    await watch.run(TEN + 2 * DAY)
    expect(outcomes(db, id).at(-1)).toEqual([TEN + 2 * DAY, 'begun'])
    expect(listMissesToTell(db)).toEqual([])
  })
})

const STILL_THERE = {
  kind: 'text' as const,
  text: 'Still there',
  entities: [],
  fileId: null,
  preview: false,
  buttons: [],
}
const remindedAfter = (hours: number) => ({ rest: true, nudge: { hours, content: STILL_THERE } })

/** Everybody gets what is due. @returns what left */
function sendDue(db: Db, at: number, rules: GateRules = noRules) {
  const claimed = db.write(() => claimTurn(db, listRunning(db, at), 100, 1, at, rules))
  db.write(() => {
    for (const one of claimed.messages) settleDelivery(db, one, { kind: 'sent', messageId: one.id }, at)
  })
  return claimed.messages
}

test('each run has its own reminders, of one offer, which are over after it, and rest and end with the repeat', async () => {
  const db = await temporaryDb()
  seed(db, crowd(3))
  const course: Course = { ...DAILY, rhythm: { kind: 'weekly', days: [2, 4], minute: 600, own: false } }
  const id = begun(db, AT, { course, draft: remindedAfter(30) })
  const watch = watchOf(db)
  const send = (at: number) => sendDue(db, at)
  const reminders = () => [...listReminders(db, id).values()]
  const states = () => reminders().map(one => findBroadcast(db, one)?.state)
  await watch.run(TEN)
  await planAll(db, TEN)
  const [first = 0] = runsOf(db, id)
  expect(send(TEN)).toHaveLength(3)
  db.write(() => finishBroadcast(db, first, TEN))
  db.sql(
    `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
     select id, 1, subscriber_id, broadcast_id, ?, 'human', 'person', 'Chrome' from deliveries where subscriber_id = 1 and broadcast_id = ?`,
  ).run(TEN, first)
  // They wait, so it is not over.
  expect(db.write(() => finishReminders(db, TEN))).toEqual([])
  const { lastInsertRowid: corrected } = db
    .sql(
      `insert into variants (offer_id, position, content, frozen_at)
       select v.offer_id, 1, v.content, 1 from broadcasts b join variants v on v.offer_id = b.offer_id where b.id = ?`,
    )
    .run(reminders()[0] ?? 0)
  expect(send(TEN + 30 * HOUR - 1)).toEqual([])
  db.write(() => pauseRepeat(db, id, TEN + 30 * HOUR))
  expect([states(), send(TEN + 30 * HOUR)]).toEqual([['paused'], []])
  db.write(() => resumeRepeat(db, id, TEN + 30 * HOUR))
  const left = send(TEN + 30 * HOUR)
  expect(left.map(({ subscriberId, quotes }) => [subscriberId, quotes !== null]).sort()).toEqual([
    [2, true],
    [3, true],
  ])
  expect(send(TEN + 31 * HOUR)).toEqual([])
  expect(db.write(() => finishReminders(db, TEN + 31 * HOUR))).toEqual([reminders()[0]])
  // The next run has reminders of its own.
  const next = TEN + 2 * DAY
  await watch.run(next)
  await planAll(db, next)
  expect(send(next)).toHaveLength(3)
  expect(new Set(reminders().map(one => findBroadcast(db, one)?.offerId)).size).toBe(1)
  expect(findBroadcast(db, reminders()[1] ?? 0)?.parts[0]?.variantId, 'in the words it has by now').toBe(corrected)
  const coming = await listComing(db, [next, next + DAY, next + 2 * DAY], next)
  expect(coming.map(day => day.flatMap(one => (one.kind === 'reminder' ? [one.people] : [])))).toEqual([[], [3]])
  db.write(() => endRepeat(db, id, next + HOUR))
  expect(states()).toEqual(['finished', 'cancelled'])
  expect(send(next + 30 * HOUR)).toEqual([])
})

test.each<[string, number, Course['to'], { reminded: number[]; next: number[] }]>([
  ['at the hour of the next run that alone comes', 24, { kind: 'everybody' }, { reminded: [], next: [1, 2, 3] }],
  ['nor within the hour before it', 23, { kind: 'everybody' }, { reminded: [], next: [1, 2, 3] }],
  ['earlier both come', 22, { kind: 'everybody' }, { reminded: [1, 2, 3], next: [1, 2, 3] }],
  ['whoever is not in the next run is reminded', 24, { kind: 'new' }, { reminded: [1, 2, 3], next: [] }],
  ['or is in one only days later', 24, { kind: 'every', days: 3 }, { reminded: [1, 2, 3], next: [] }],
])('of a run nobody is reminded together with the next one: %s', async (_, hours, to, expected) => {
  const db = await temporaryDb()
  seed(db, crowd(3))
  const id = begun(db, AT, { course: { ...DAILY, to }, draft: remindedAfter(hours) })
  expect(meetsNextRun(db, getRepeat(db, id), hours * HOUR, AT)).toBe(expected.reminded.length === 0)
  const watch = watchOf(db)
  await watch.run(TEN)
  await planAll(db, TEN)
  expect(sendDue(db, TEN)).toHaveLength(3)
  const [reminders = 0] = listReminders(db, id).values()
  const left: ReturnType<typeof sendDue> = []
  for (const before of [2 * HOUR, HOUR, MINUTE, 0]) left.push(...sendDue(db, TEN + DAY - before))
  // It is due, and not planned yet.
  await watch.run(TEN + DAY)
  left.push(...sendDue(db, TEN + DAY + MINUTE))
  await planAll(db, TEN + DAY + MINUTE)
  for (const after of [1, 2, 3, 10]) left.push(...sendDue(db, TEN + DAY + after * MINUTE))
  const of = (id: number) =>
    left.flatMap(({ broadcastId, subscriberId }) => (broadcastId === id ? [subscriberId] : [])).sort()
  expect({ reminded: of(reminders), next: of(runsOf(db, id)[1] ?? 0) }).toEqual(expected)
  expect(left).toHaveLength(expected.reminded.length + expected.next.length)
})

/** The zones in which three people live, at 10:00 of whose clocks a run reaches them: 1:00, 10:00 and 15:00 in UTC. */
const LIVE = ['Asia/Tokyo', 'Europe/London', 'America/New_York']

test.each<[string, number, (string | number)[][]]>([
  ['at their hour of the next run only that comes', 24, []],
  ['nor does it within the hour before their own', 23, []],
  [
    'earlier it comes, at each one’s own hour',
    22,
    [
      [1, '2026-11-25T23:00:00.000Z'],
      [2, '2026-11-26T08:00:00.000Z'],
      [3, '2026-11-26T13:00:00.000Z'],
    ],
  ],
])('where a run reaches people by their own clocks: %s', async (_, hours, expected) => {
  const db = await temporaryDb()
  seed(
    db,
    crowd(3).map((person, i) => ({ ...person, zone: LIVE[i] ?? '' })),
  )
  const rhythm: Course['rhythm'] = { kind: 'daily', minute: 600, own: true }
  const id = begun(db, AT, { course: { rhythm, to: { kind: 'everybody' } }, draft: remindedAfter(hours) })
  const watch = watchOf(db)
  const rules = { ...noRules, zones: LIVE }
  const left: (string | number)[][] = []
  // Two runs and all that is between them, each half an hour.
  for (let at = Date.UTC(2026, 10, 25); at <= Date.UTC(2026, 10, 26, 16); at += 30 * MINUTE) {
    await watch.run(at)
    await planAll(db, at, rules)
    for (const again of [0, MINUTE, 2 * MINUTE])
      for (const { broadcastId, subscriberId } of sendDue(db, at + again, rules))
        left.push([broadcastId, subscriberId, new Date(at).toISOString()])
  }
  const [reminders = 0] = listReminders(db, id).values()
  const of = (broadcast: number) =>
    left
      .filter(([one]) => one === broadcast)
      .map(one => one.slice(1))
      .sort()
  expect(of(reminders)).toEqual(expected)
  expect(runsOf(db, id).slice(0, 2).map(of)).toEqual(
    [25, 26].map(day => [1, 10, 15].map((hour, i) => [i + 1, new Date(Date.UTC(2026, 10, day, hour)).toISOString()])),
  )
})

test.each([
  ['takes its reminder out ends those that wait', null, 'cancelled'],
  ['leaves it lets them wait', remindedAfter(5).nudge, 'running'],
] as const)('a change of a repeat that %s', async (_, nudge, state) => {
  const db = await temporaryDb()
  seed(db, crowd(3))
  const id = begun(db, AT, { draft: remindedAfter(5) })
  await watchOf(db).run(TEN)
  await planAll(db, TEN)
  expect(sendDue(db, TEN)).toHaveLength(3)
  db.write(() => {
    const change = beginRepeatChange(db, id, 1, TEN + HOUR)
    changeDraft(db, change.id, () => ({ nudge }))
    approveRepeatChange(db, id, TEN + HOUR)
  })
  const [reminders = 0] = listReminders(db, id).values()
  expect(findBroadcast(db, reminders)?.state).toBe(state)
  expect(sendDue(db, TEN + 5 * HOUR)).toHaveLength(nudge === null ? 0 : 3)
})

describe('to whom it goes', () => {
  const course = (to: Course['to']): Course => ({ ...DAILY, to })

  test('only to new people: whoever had it, waits for it, or is kept from it never again; whom an ended run did not reach', async () => {
    const db = await temporaryDb()
    seed(db, crowd(6))
    const id = begun(db, AT, { course: course({ kind: 'new' }) })
    const watch = watchOf(db)
    await watch.run(TEN)
    await planAll(db, TEN)
    const [first = 0] = runsOf(db, id)
    const set = db.sql(`update deliveries set state = ?, reason = ? where broadcast_id = ? and subscriber_id = ?`)
    for (const [person, state, reason] of [
      [1, 'sent', null],
      [2, 'uncertain', null],
      [3, 'held_out', null],
      [4, 'skipped', 'cap'],
      [5, 'failed', 'content'],
    ] as const)
      set.run(state, reason, first, person)
    db.sql(`update broadcasts set state = 'cancelled', finished_at = ? where id = ?`).run(TEN, first)
    await watch.run(TEN + DAY)
    await planAll(db, TEN + DAY)
    expect(waiting(db, runsOf(db, id)[1] ?? 0)).toEqual([4, 5, 6])
    expect(rowsOf(db, runsOf(db, id)[1] ?? 0)).toHaveLength(3)
  })

  test.each<[number, number[][]]>([
    [2, [[1, 2], [], [1, 2], []]],
    [7, [[1, 2], [], [], []]],
    [
      1,
      [
        [1, 2],
        [1, 2],
        [1, 2],
        [1, 2],
      ],
    ],
  ])(
    'to each person once in %i days, counted from run to run, however late their message came',
    async (days, expected) => {
      const db = await temporaryDb()
      seed(db, crowd(2))
      const id = begun(db, AT, { course: course({ kind: 'every', days }) })
      const watch = watchOf(db)
      for (let day = 0; day < expected.length; day++) {
        await watch.run(TEN + day * DAY + (day === 2 ? HOUR : 0))
        await planAll(db, TEN + day * DAY)
        const run = runsOf(db, id)[day] ?? 0
        expect(waiting(db, run)).toEqual(expected[day])
        if (expected[day]?.length === 0) expect((await findFate(db, run, 1, TEN + day * DAY)).kind).toBe('turn')
        sendAll(db, TEN + day * DAY + 5 * HOUR)
      }
    },
  )

  test('by everybody’s own clock each gets it at their hour, and nobody more than three hours after it', async () => {
    const db = await temporaryDb()
    const zones = ['Asia/Vladivostok', 'America/Anchorage']
    seed(db, [{ name: 'Anna' }, ...zones.map(zone => ({ name: zone, zone }))])
    const own: Course = { rhythm: { kind: 'daily', minute: 600, own: true }, to: { kind: 'everybody' } }
    const id = begun(db, AT, { course: own })
    const east = TEN - 10 * HOUR
    // Vladivostok’s ten o’clock of today was over: for everybody it begins tomorrow.
    expect(upcomingRuns(db, getRepeat(db, id), AT, 1)).toEqual([TEN + DAY])
    const watch = watchOf(db)
    await watch.run(east + DAY - MINUTE)
    expect(outcomes(db, id)).toEqual([])
    await watch.run(east + DAY)
    expect(outcomes(db, id)).toEqual([[TEN + DAY, 'begun']])
    await planAll(db, east + DAY, { zone: 'UTC', perDay: null, perWeek: null, quiet: null, zones })
    const due = db.sql<{ due: number }>('select due_at as due from deliveries order by subscriber_id').all()
    expect(due.map(row => row.due)).toEqual([TEN + DAY, east + DAY, TEN + DAY + 9 * HOUR])
    sendAll(db, TEN + DAY)
    // Down until two hours after ten by the bot’s clock: too late where it was ten half a day ago.
    await watch.run(TEN + 2 * DAY + 2 * HOUR)
    await planAll(db, TEN + 2 * DAY + 2 * HOUR, { zone: 'UTC', perDay: null, perWeek: null, quiet: null, zones })
    expect(rowsOf(db, runsOf(db, id)[1] ?? 0)).toEqual([
      [1, 'queued', null],
      [2, 'skipped', 'too_late'],
      [3, 'queued', null],
    ])
    await watch.run(TEN + 3 * DAY + 12 * HOUR + MINUTE)
    expect(outcomes(db, id).at(-1)).toEqual([TEN + 3 * DAY, 'missed'])
  })
})

describe('what was missed', () => {
  test('goes within three hours, is left out later, and is told once', async () => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    const id = begun(db, AT)
    const watch = watchOf(db)
    await watch.run(TEN + 3 * HOUR)
    await watch.run(TEN + 4 * DAY + 3 * HOUR + 1)
    expect(outcomes(db, id)).toEqual([[TEN, 'begun'], ...[1, 2, 3, 4].map(day => [TEN + day * DAY, 'missed'])])
    const [misses] = listMissesToTell(db)
    expect(misses).toMatchObject({ id, runs: 4, first: TEN + DAY, last: TEN + 4 * DAY })
    if (misses !== undefined) recordMissesTold(db, misses, TEN)
    expect(listMissesToTell(db)).toEqual([])
    expect(getRepeat(db, id).nextRunAt).toBe(TEN + 5 * DAY)
  })

  test('counts as such also when it was made and not planned in time', async () => {
    const db = await temporaryDb()
    const id = begun(db, AT, { end: { kind: 'after', runs: 1 } })
    await watchOf(db).run(TEN)
    const [run = 0] = runsOf(db, id)
    expect(getRepeat(db, id).nextRunAt).toBeNull()
    db.write(() => missRun(db, run, TEN + 4 * HOUR))
    expect(outcomes(db, id)).toEqual([[TEN, 'missed']])
    // One run was agreed on, and there was none yet.
    expect(getRepeat(db, id).nextRunAt).toBe(TEN + DAY)
    expect(findBroadcast(db, run)?.state).toBe('cancelled')
    expect(listMissesToTell(db)).toHaveLength(1)
  })

  test('is none where the clock only ran ahead', async () => {
    const db = await temporaryDb()
    const id = begun(db, AT)
    const watch = watchOf(db)
    await watch.run(TEN + 2 * DAY + 5 * HOUR)
    expect(outcomes(db, id)).toHaveLength(3)
    await watch.run(TEN - HOUR)
    await watch.run(TEN)
    await watch.run(TEN + DAY)
    expect(outcomes(db, id)).toEqual([
      [TEN, 'begun'],
      [TEN + DAY, 'begun'],
    ])
  })

  test('while it rested goes within three hours, is left out later, and is not told', async () => {
    const db = await temporaryDb()
    const id = begun(db, AT)
    const watch = watchOf(db)
    expect(pauseRepeat(db, id, AT)).toBe(true)
    await watch.run(TEN + DAY + HOUR)
    expect(outcomes(db, id)).toEqual([])
    expect(db.write(() => resumeRepeat(db, id, TEN + DAY + HOUR))).toBe(true)
    await watch.run(TEN + DAY + HOUR)
    expect(outcomes(db, id)).toEqual([
      [TEN, 'paused'],
      [TEN + DAY, 'begun'],
    ])
    expect(listMissesToTell(db)).toEqual([])
  })
})

describe('pause, change and end', () => {
  test('a pause holds a run that is under way, and only what it held goes on', async () => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    const id = begun(db, AT)
    await watchOf(db).run(TEN)
    await planAll(db, TEN)
    const [run = 0] = runsOf(db, id)
    db.write(() => pauseRepeat(db, id, TEN))
    expect(findBroadcast(db, run)).toMatchObject({ state: 'paused', pauseReason: 'admin' })
    db.write(() => resumeRepeat(db, id, TEN))
    expect(findBroadcast(db, run)?.state).toBe('running')
    db.write(() => void pauseBroadcast(db, run, 'alarm'))
    db.write(() => pauseRepeat(db, id, TEN))
    db.write(() => resumeRepeat(db, id, TEN))
    expect(findBroadcast(db, run)?.pauseReason).toBe('alarm')
  })

  test('an end stops a run that is under way; nothing comes after it, and it neither goes on nor is changed', async () => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    const id = begun(db, AT)
    await watchOf(db).run(TEN)
    await planAll(db, TEN)
    const change = db.write(() => beginRepeatChange(db, id, 1, TEN)).id
    expect(db.write(() => endRepeat(db, id, TEN))).toBe(true)
    expect(db.write(() => endRepeat(db, id, TEN))).toBe(false)
    expect(findBroadcast(db, runsOf(db, id)[0] ?? 0)?.state).toBe('cancelled')
    await watchOf(db).run(TEN + 2 * DAY)
    expect(outcomes(db, id)).toHaveLength(1)
    expect(db.write(() => resumeRepeat(db, id, TEN))).toBe(false)
    expect(repeatOf(db, change)).toBeNull()
    expect(() => setTerms(db, id, { end: { kind: 'never' } }, TEN)).toThrow('campaign_over')
    expect(() => beginRepeatChange(db, id, 1, TEN)).toThrow('campaign_over')
  })

  test('is over by itself with its last run, once nobody waits any more; missed ones do not count among them', async () => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    const id = begun(db, AT, { end: { kind: 'after', runs: 2 } })
    const watch = watchOf(db)
    await watch.run(TEN)
    await watch.run(TEN + DAY + 4 * HOUR)
    await watch.run(TEN + 2 * DAY)
    await planAll(db, TEN + 2 * DAY)
    await watch.run(TEN + 2 * DAY)
    expect(getRepeat(db, id)).toMatchObject({ state: 'running', nextRunAt: null })
    sendAll(db, TEN + 2 * DAY)
    await watch.run(TEN + 2 * DAY)
    expect(getRepeat(db, id)).toMatchObject({ state: 'ended', halt: 'over' })
    expect(listHaltsToTell(db)).toMatchObject([{ id }])
    expect(outcomes(db, id).map(([, outcome]) => outcome)).toEqual(['begun', 'missed', 'begun'])
  })

  test('what is changed holds from the next run on, and cannot be such that there is none', async () => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    const id = begun(db, AT)
    const at = TEN - HOUR
    db.write(() => setTerms(db, id, { course: { ...DAILY, rhythm: { kind: 'daily', minute: 720, own: false } } }, at))
    expect(getRepeat(db, id).nextRunAt).toBe(TEN + 2 * HOUR)
    expect(() => setTerms(db, id, { end: { kind: 'on', at } }, at)).toThrow('repeat_over')
    const change = db.write(() => beginRepeatChange(db, id, 1, at))
    expect(db.write(() => beginRepeatChange(db, id, 2, at)).id).toBe(change.id)
    expect(repeatOf(db, change.id)?.id).toBe(id)
    const watch = watchOf(db)
    await watch.run(TEN + 2 * HOUR)
    db.write(() => approveRepeatChange(db, id, TEN))
    await watch.run(TEN + DAY + 2 * HOUR)
    const offers = runsOf(db, id).map(run => findBroadcast(db, run)?.offerId)
    expect(offers[0]).not.toBe(change.id)
    expect(offers[1]).toBe(change.id)
    expect(repeatOf(db, change.id)).toBeNull()
  })

  test('is over with what its offer promises, unless a change promises it for longer', async () => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    const offer = draftOffer(db, AT)
    setDeadline(db, offer, TEN + DAY + HOUR, AT)
    const id = db.write(() => {
      const terms = { course: DAILY, end: { kind: 'never' }, zone: 'UTC', createdBy: 1 } as const
      const id = createRepeat(db, { id: offer, name: 'Sale' }, terms, AT)
      startRepeat(db, id, AT)
      return id
    })
    expect(upcomingRuns(db, getRepeat(db, id), AT, 5)).toEqual([TEN, TEN + DAY])
    const watch = watchOf(db)
    await watch.run(TEN)
    await watch.run(TEN + DAY)
    expect(getRepeat(db, id)).toMatchObject({ state: 'running', nextRunAt: null })
    const change = db.write(() => beginRepeatChange(db, id, 1, TEN + DAY))
    setDeadline(db, change.id, TEN + 2 * DAY + HOUR, TEN + DAY)
    db.write(() => approveRepeatChange(db, id, TEN + DAY))
    expect(getRepeat(db, id).nextRunAt).toBe(TEN + 2 * DAY)
    const short = db.write(() => beginRepeatChange(db, id, 1, TEN + DAY))
    setDeadline(db, short.id, TEN + DAY + 2 * HOUR, TEN + DAY)
    expect(() => db.write(() => approveRepeatChange(db, id, TEN + DAY))).toThrow('repeat_over')
    await planAll(db, TEN + DAY)
    sendAll(db, TEN + DAY)
    await watch.run(TEN + 2 * DAY)
    await planAll(db, TEN + 2 * DAY)
    sendAll(db, TEN + 2 * DAY)
    for (const days of [3, 4, 5]) await watch.run(TEN + days * DAY)
    expect(getRepeat(db, id)).toMatchObject({ state: 'ended', halt: 'over' })
    expect(outcomes(db, id).map(([, outcome]) => outcome)).toEqual(['begun', 'begun', 'begun'])
  })

  test('neither a run nor its offer becomes a draft again while the repeat lives', async () => {
    const db = await temporaryDb()
    const id = begun(db, AT)
    await watchOf(db).run(TEN)
    const [run = 0] = runsOf(db, id)
    expect(openChange(db, run, 1, TEN)).toBeNull()
    db.write(() => missRun(db, run, TEN))
    expect(thawOffer(db, findBroadcast(db, run)?.offerId ?? 0)).toBe(false)
  })
})

describe('what cannot run', () => {
  test('a segment that is gone lets it rest, says so, and other people bring it back', async () => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    const segment = db.write(() =>
      createSegment(db, { name: 'VIP', criterion: { leaf: 'source', values: ['vip'] }, createdBy: 1 }, AT),
    ).id
    const id = begun(db, AT, { draft: { segments: [segment] } })
    const other = begun(db, AT)
    expect(() => deleteSegment(db, segment, AT)).toThrow('segment_in_use')
    db.sql('update segments set deleted_at = ?').run(AT)
    await watchOf(db).run(TEN)
    expect(getRepeat(db, id)).toMatchObject({ state: 'paused', halt: 'segment' })
    expect(listHaltsToTell(db)).toMatchObject([{ id }])
    expect(outcomes(db, other)).toEqual([[TEN, 'begun']])
    const change = db.write(() => beginRepeatChange(db, id, 1, TEN)).id
    expect(() => approveRepeatChange(db, id, TEN)).toThrow('draft_incomplete')
    db.write(() => {
      changeDraft(db, change, () => ({ rest: true }))
      approveRepeatChange(db, id, TEN)
      resumeRepeat(db, id, TEN)
    })
    await watchOf(db).run(TEN)
    expect(outcomes(db, id)).toEqual([[TEN, 'begun']])
  })

  test('begins neither twice, nor for nobody, nor where it would end before its first run', async () => {
    const db = await temporaryDb()
    const id = begun(db, AT)
    expect(() => startRepeat(db, id, AT)).toThrow('deed_done')
    expect(() => begun(db, AT, { draft: {} })).toThrow('draft_incomplete')
    expect(() => begun(db, AT, { end: { kind: 'on', at: TEN - 1 } })).toThrow('repeat_over')
    expect(repeatOf(db, draftOffer(db, AT))).toBeNull()
  })

  test('one whose terms cannot be read rests, and a full disk is no such reason', async () => {
    const db = await temporaryDb()
    const id = begun(db, AT)
    db.sql(`update campaigns set starts = '{"rhythm":{"kind":"hourly"}}' where id = ?`).run(id)
    await watchOf(db).run(TEN)
    expect(db.sql('select state, halt from campaigns').get()).toEqual({ state: 'paused', halt: 'unreadable' })
  })

  test('after a backup was brought back it waits for somebody', async () => {
    const db = await temporaryDb()
    const id = begun(db, AT)
    db.write(() => holdRestored(db, AT))
    await watchOf(db).run(TEN)
    expect(getRepeat(db, id)).toMatchObject({ state: 'paused', halt: 'restored' })
    expect(outcomes(db, id)).toEqual([])
    expect(listHaltsToTell(db)).toMatchObject([{ id }])
  })
})
