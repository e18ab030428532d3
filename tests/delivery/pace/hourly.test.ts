import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR, SECOND } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { listRunning } from '../../../src/delivery/broadcast.js'
import { claimTurn } from '../../../src/delivery/engine/turn.js'
import { PER_HOUR, roomThisHour, spendThisHour } from '../../../src/delivery/pace/hourly.js'
import { planDeliveries } from '../../../src/delivery/plan.js'
import { temporaryDb } from '../../support/db.js'
import { noRules } from '../../support/gates.js'
import { AT, approve, crowd, seed } from '../fixture.js'

/** When messages leave that are asked for at these moments, as many each time as may. */
function leave(db: Db, id: number, perHour: number, moments: readonly number[]): number[] {
  return moments.flatMap(at => {
    const room = roomThisHour(db, { id, perHour }, at)
    spendThisHour(db, { id, perHour }, Math.max(0, room), at)
    return Array.from({ length: Math.max(0, room) }, () => at)
  })
}

/** The most of these moments that lie in one hour. */
function mostInAnHour(moments: readonly number[]): number {
  return Math.max(0, ...moments.map((from, i) => moments.slice(i).filter(at => at < from + HOUR).length))
}

async function running(perHour: number, people = 40): Promise<{ db: Db; id: number }> {
  const db = await temporaryDb()
  seed(db, crowd(people))
  const id = approve(db, { perHour })
  db.sql(`update broadcasts set state = 'planning'`).run()
  await planDeliveries(db, id, AT, noRules)
  return { db, id }
}

describe('a pace of its own', () => {
  test('spreads messages evenly, from the first moment on', async () => {
    const { db, id } = await running(1_000)
    const moments = Array.from({ length: 3_600 }, (_, i) => AT + i * SECOND)
    const left = leave(db, id, 1_000, moments)
    expect(left[0]).toBe(AT)
    expect(left.length).toBeGreaterThan(990)
    expect(mostInAnHour(left)).toBeLessThanOrEqual(1_000)
    expect(Math.min(...left.slice(1).map((at, i) => at - (left[i] ?? at)))).toBeGreaterThanOrEqual(2_600)
  })

  test('no hour has more than it may, whenever the engine asks, and the next second has its share', async () => {
    const { db, id } = await running(1)
    fc.assert(
      fc.property(
        fc.integer({ min: PER_HOUR.least, max: PER_HOUR.most }),
        fc.array(fc.integer({ min: 1, max: 20 * 60 * SECOND }), { minLength: 1, maxLength: 60 }),
        (perHour, gaps) => {
          db.sql('update broadcasts set spent_until = null').run()
          let at = AT
          const moments = gaps.map(gap => {
            at += gap
            return at
          })
          expect(mostInAnHour(leave(db, id, perHour, moments))).toBeLessThanOrEqual(perHour)
        },
      ),
      { numRuns: 100 },
    )
  })

  test('a clock that leaps ahead brings no more than a second’s worth, one that is set back keeps nobody waiting', async () => {
    const { db, id } = await running(3_600)
    expect(leave(db, id, 3_600, [AT])).toHaveLength(1)
    expect(leave(db, id, 3_600, [AT + 5 * HOUR])).toHaveLength(1)
    expect(leave(db, id, 3_600, [AT + 5 * HOUR])).toHaveLength(0)
    expect(leave(db, id, 3_600, [AT])).toHaveLength(1)
    expect(leave(db, id, 3_600, [AT])).toHaveLength(0)
  })

  test('holds in the claims of the engine, beside others that have none, and over a restart', async () => {
    const { db, id } = await running(600)
    const other = approve(db)
    db.sql(`update broadcasts set state = 'planning' where id = ?`).run(other)
    await planDeliveries(db, other, AT, noRules)
    const claim = (at: number, n: number) => {
      const { messages } = db.write(() => claimTurn(db, listRunning(db, at), n, 1, at, noRules))
      return [id, other].map(one => messages.filter(({ broadcastId }) => broadcastId === one).length)
    }
    // What the slow one may not use goes to the other one.
    expect(claim(AT, 10)).toEqual([1, 9])
    expect(claim(AT + SECOND, 10)).toEqual([0, 10])
    expect(claim(AT + 5 * SECOND, 10)).toEqual([0, 10])
    expect(claim(AT + 6 * SECOND, 10)).toEqual([1, 9])
    expect(claim(AT + 6 * SECOND, 10)).toEqual([0, 2])
    expect(claim(AT + HOUR, 100)).toEqual([1, 0])
  })
})
