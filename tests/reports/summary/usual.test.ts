import { describe, expect, test } from 'vitest'
import { DAY } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { findUsual, median } from '../../../src/reports/summary/usual.js'
import { temporaryDb } from '../../support/db.js'
import {
  AT,
  addBroadcast,
  addClick,
  addConversion,
  addEvent,
  addPeople,
  addRead,
  addReply,
  addRows,
  type BroadcastRow,
} from '../fixture.js'

/** A broadcast delivered to ten people, of whom the first so many clicked. */
function add(db: Db, id: number, clicked: number, change: Partial<BroadcastRow> & { kind?: string } = {}): void {
  const { kind = 'marketing', ...row } = change
  addBroadcast(db, { id, state: 'finished', startedAt: AT + id * DAY, ...row })
  db.sql('update offers set kind = ? where id = ?').run(kind, id)
  addRows(db, 10, { broadcast: id, variant: id * 10 + 1, state: 'sent' })
  const first = db.sql<{ id: number }>('select min(id) as id from deliveries where broadcast_id = ?').get(id)?.id ?? 0
  for (let i = 0; i < clicked; i++) addClick(db, { delivery: first + i, person: i + 1, link: 1, verdict: 'human' }, id)
}

async function shop(): Promise<Db> {
  const db = await temporaryDb()
  addPeople(db, 10)
  return db
}

test.each([
  [[], 0],
  [[3], 3],
  [[1, 2], 1.5],
  [[9, 1, 2], 2],
  [[4, 1, 10, 2], 3],
])('the median of %j is %d', (values, middle) => {
  expect(median(values)).toBe(middle)
})

describe('what is usual', () => {
  test('is not known from fewer than three', async () => {
    const db = await shop()
    for (let id = 1; id <= 3; id++) add(db, id, id)
    expect(await findUsual(db, 3)).toBeNull()
    expect(await findUsual(db, 99)).toBeNull()
    add(db, 4, 9)
    expect((await findUsual(db, 4))?.clicked).toBe(0.2)
  })

  test('is the median of the last ten of its kind that went out before it and are finished', async () => {
    const db = await shop()
    add(db, 1, 10)
    add(db, 2, 10)
    for (let id = 3; id <= 12; id++) add(db, id, id % 2 === 0 ? 2 : 4)
    add(db, 13, 9, { kind: 'service' })
    add(db, 14, 9, { state: 'running' })
    add(db, 15, 9, { state: 'cancelled' })
    add(db, 16, 0)
    add(db, 17, 9)
    expect((await findUsual(db, 16))?.clicked).toBeCloseTo(0.3)
    expect(await findUsual(db, 13)).toBeNull()
  })

  test('those that reached nobody say nothing', async () => {
    const db = await shop()
    for (let id = 1; id <= 3; id++) add(db, id, 5)
    for (let id = 4; id <= 6; id++) addBroadcast(db, { id, state: 'finished', startedAt: AT + id * DAY })
    add(db, 7, 0)
    expect((await findUsual(db, 7))?.clicked).toBe(0.5)
  })

  test('counts certain reads and replies of delivered messages, each person once', async () => {
    const db = await shop()
    for (let id = 1; id <= 4; id++) add(db, id, 0)
    for (let id = 1; id <= 3; id++) {
      const delivery = (id - 1) * 10 + 1
      addRead(db, { delivery, person: 1, evidence: 'press', grade: 'confirmed' }, id)
      addRead(db, { delivery, person: 1, evidence: 'reply', grade: 'confirmed' }, id)
      addRead(db, { delivery: delivery + 1, person: 2, evidence: 'activity', grade: 'inferred' }, id)
      addReply(db, { delivery, person: 1 }, id)
      addReply(db, { delivery, person: 1 }, id)
      addClick(db, { delivery, person: 1, link: 1, verdict: 'machine' }, id)
      addConversion(db, { order: id * 10, delivery, broadcast: id, person: 1, at: AT, amount: 5 })
      addConversion(db, { order: id * 10 + 1, delivery, broadcast: id, person: 1, at: AT, amount: 5 })
      addConversion(db, { order: id * 10 + 2, delivery, broadcast: id, person: 2, by: 'shared', at: AT, amount: 5 })
      addEvent(db, { person: 3, kind: 'stop', delivery: delivery + 2 })
      addEvent(db, { person: 4, kind: 'stop', delivery: delivery + 3 })
      addEvent(db, { person: 4, kind: 'undo', delivery: null })
      addEvent(db, { person: 5, kind: 'block', delivery: delivery + 4 })
    }
    expect(await findUsual(db, 4)).toEqual({
      ...{ seen: 0.1, clicked: 0, replied: 0.1, ordered: 0.1, stopped: 0.1, blocked: 0.1 },
    })
  })
})
