import { expect, test } from 'vitest'
import { findReport } from '../../../src/reports/metrics.js'
import { reportText } from '../../../src/reports/summary.js'
import { temporaryDb } from '../../support/db.js'
import { AT, addBroadcast, addPeople, addRow } from '../fixture.js'

const DAY = 86_400_000

/** Forty people got it (1–40), forty did not (41–80), two were left out of it (81, 82). */
async function stage(people = 40) {
  const db = await temporaryDb()
  addPeople(db, 2 * people + 2)
  addBroadcast(db, { goal: 'move_up', state: 'finished', startedAt: AT, finishedAt: AT + 60_000 })
  for (let person = 1; person <= people; person++) addRow(db, { id: person, person, variant: 11, state: 'sent' })
  for (const person of [2 * people + 1, 2 * people + 2])
    addRow(db, { id: person, person, variant: 11, state: 'skipped', reason: 'left_out' })
  const move = (person: number, from: number | null, to: number | null, at: number) =>
    db
      .sql('insert into awareness_moves (subscriber_id, "from", "to", at) values (?, ?, ?, ?)')
      .run(person, from, to, at)
  return { db, move, people }
}

test('who moved up while the window was open, beside those not sent to', async () => {
  const { db, move } = await stage()
  move(1, 2, 3, AT + DAY)
  move(2, null, 4, AT + 2 * DAY)
  move(3, null, 1, AT + DAY)
  move(4, 3, 2, AT + DAY)
  move(5, 2, 5, AT + DAY)
  move(5, 5, 2, AT + 2 * DAY)
  move(6, 4, 5, AT - DAY)
  move(7, 4, 5, AT + 15 * DAY)
  move(8, 3, 2, AT + DAY)
  move(8, 2, 4, AT + 2 * DAY)
  move(41, 2, 3, AT + DAY)
  move(81, 2, 3, AT + DAY)
  db.sql(`update subscribers set unreachable = 'blocked' where id = 42`).run()
  const report = await findReport(db, 1)
  expect(report.rise).toEqual({
    ...{ sent: { people: 40, rose: 3 }, others: { people: 39, rose: 1 } },
    ...{ beside: 'unsent', difference: null },
  })
  const { text } = reportText(report, 'en', AT + 30 * DAY)
  expect(text).toContain('Goal: Move up the ladder · judged by people who moved up')
  expect(text).toContain('🎯 Moved up: 3 of 40 (7.5 %)')
  expect(text).toContain('Not sent to, in the same days: 1 of 39 (2.6 %)')
  expect(text).toContain('clicked')
})

test('with a control group everybody who was to get it stands beside it, delivered or not', async () => {
  const { db, move } = await stage()
  db.sql(
    `insert into holdouts (id, kind, broadcast_id, share, from_at, to_at, created_by, created_at) values (3, 'broadcast', 1, 5000, ?, ?, 1, 0)`,
  ).run(AT, AT + 14 * DAY)
  for (let person = 1; person <= 80; person++)
    db.sql('insert into holdout_members (holdout_id, subscriber_id, held, linked, at) values (3, ?, ?, 0, ?)').run(
      ...[person, person <= 40 ? 0 : 1, AT],
    )
  db.sql(`update deliveries set state = 'failed', reason = 'blocked' where id = 1`).run()
  db.sql(`update subscribers set unreachable = 'blocked' where id in (1, 42)`).run()
  for (let person = 1; person <= 30; person++) move(person, 2, 3, AT + DAY)
  for (const person of [41, 42, 81]) move(person, 2, 3, AT + DAY)
  const report = await findReport(db, 1)
  expect(report.rise).toMatchObject({
    ...{ sent: { people: 40, rose: 30 }, others: { people: 40, rose: 2 }, beside: 'control' },
    difference: { difference: 0.7 },
  })
  const { text } = reportText(report, 'en', AT + 30 * DAY)
  expect(text).toContain('Control group, in the same days: 2 of 40 (5.0 %)')
  expect(text).toMatch(/Because of it: 70\.0 more in 100; the truth lies between 5\d\.\d more and 8\d\.\d more/)
})

test('a few people say nothing about a share', async () => {
  const { db, move } = await stage(29)
  move(1, 2, 3, AT + DAY)
  const { text } = reportText(await findReport(db, 1), 'en', AT + 30 * DAY)
  expect(text).toContain('Moved up: 1 of 29 (too few to say)')
  expect(text).toContain('0 of 29 (too few to say)')
})

test('other goals do not ask', async () => {
  const db = await temporaryDb()
  addPeople(db, 1)
  addBroadcast(db, { goal: 'sell', state: 'finished' })
  expect((await findReport(db, 1)).rise).toBeNull()
})
