import { expect, test } from 'vitest'
import { MINUTE, SECOND } from '../../src/clock.js'
import { pauseAll, pauseBroadcast, resumeBroadcast } from '../../src/delivery/lifecycle.js'
import { listPausesToTell, listUnreported, recordPauseTold, recordReported } from '../../src/delivery/untold.js'
import { AT, addBroadcast, addPeople, addRows, type BroadcastRow } from '../reports/fixture.js'
import { temporaryDb } from '../support/db.js'

const SETTLED = 3 * SECOND

test.each<[string, BroadcastRow, number, boolean]>([
  ['that is over', { state: 'finished', finishedAt: AT }, AT + SETTLED, true],
  ['that was ended', { state: 'cancelled', finishedAt: AT }, AT + MINUTE, true],
  ['that ended just now', { state: 'finished', finishedAt: AT }, AT + SETTLED - 1, false],
  ['that ended before the clock was set back', { state: 'finished', finishedAt: AT }, AT - MINUTE, true],
  ['that goes on', { state: 'running' }, AT + MINUTE, false],
])('the report of one %s', async (_what, row, at, due) => {
  const db = await temporaryDb()
  db.write(() => void addBroadcast(db, row))
  const ids = () => listUnreported(db, at, SETTLED).map(({ id }) => id)
  expect(ids()).toEqual(due ? [1] : [])
  db.write(() => recordReported(db, 1, at))
  expect(ids()).toEqual([])
})

test('a report waits for the last answers; the finished ones of years are not looked through for it', async () => {
  const db = await temporaryDb()
  db.write(() => {
    addPeople(db, 1)
    addBroadcast(db, { state: 'cancelled', finishedAt: AT })
    addRows(db, 1, { variant: 11, state: 'sending' })
  })
  expect(listUnreported(db, AT + MINUTE, SETTLED)).toEqual([])
  db.sql(`update deliveries set state = 'sent'`).run()
  expect(listUnreported(db, AT + MINUTE, SETTLED)).toHaveLength(1)
  const plan = db
    .sql<{ detail: string }>(
      `explain query plan select id from broadcasts b where state in ('finished', 'cancelled') and reported_at is null`,
    )
    .all()
  expect(plan[0]?.detail).toContain('broadcasts_unreported')
})

test('a pause that nobody asked for is told once, and each one anew', async () => {
  const db = await temporaryDb()
  db.write(() => {
    addBroadcast(db, { state: 'running' })
    addBroadcast(db, { id: 2, state: 'running' })
  })
  const ids = () => listPausesToTell(db).map(({ id }) => id)
  for (const reason of ['admin', 'fix', 'change'] as const) {
    pauseBroadcast(db, 1, reason)
    expect(ids(), reason).toEqual([])
    resumeBroadcast(db, 1, AT)
  }
  pauseBroadcast(db, 1, 'content', '400')
  expect(ids()).toEqual([1])
  recordPauseTold(db, 1, AT)
  expect(ids()).toEqual([])
  resumeBroadcast(db, 1, AT)
  pauseAll(db, 'unauthorized', '401')
  expect(ids()).toEqual([1, 2])
})
