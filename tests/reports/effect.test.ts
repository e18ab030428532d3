import { describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { ASSIGNED, BOUGHT, BOUGHT_BEFORE } from '../../src/reports/effect/bought.js'
import { findEffect } from '../../src/reports/effect.js'
import { welch } from '../../src/statistics/money.js'
import { temporaryDb } from '../support/db.js'
import { addComparison, addOrder, DAY, FROM, HELD, type OrderOf, type Side, UNTIL } from './comparison.js'
import { addBroadcast } from './fixture.js'

async function stage(treated: Side, held: Side, given: Parameters<typeof addComparison>[2] = {}): Promise<Db> {
  const db = await temporaryDb()
  if (given.broadcastId != null) addBroadcast(db, { id: given.broadcastId, state: 'finished' })
  addComparison(db, { treated, held }, given)
  return db
}

const look = (db: Db, at = UNTIL) => findEffect(db, { holdoutId: 1 }, at)

describe('what the report card says of a broadcast whose time is over', () => {
  test.each([
    // The four states, and the figures of the first three.
    [[3_500, 224], [389, 18], 1_000, { kind: 'few' }],
    [[2_188, 421], [243, 35], 1_000, { kind: 'unclear', per100: [4.8, -0.4, 9.1] }],
    [[7_870, 1_712], [874, 148], 1_000, { kind: 'more', per100: [4.8, 2.0, 7.3], buyers: [379, 161, 577] }],
    [[7_870, 1_000], [874, 150], 1_000, { kind: 'fewer', per100: [-4.5, -7.2, -2.0] }],
    // 25 buyers on either side, whichever is smaller.
    [[1_000, 25], [1_000, 25], 5_000, { kind: 'unclear' }],
    [[1_000, 60], [1_000, 24], 5_000, { kind: 'few' }],
    [[1_000, 24], [1_000, 60], 5_000, { kind: 'few' }],
    [[20, 0], [20, 0], 5_000, { kind: 'few' }],
  ] as const)('%j beside %j', async ([linked, buyers], [heldLinked, heldBuyers], share, expected) => {
    const db = await stage({ linked, buyers }, { linked: heldLinked, buyers: heldBuyers }, { share })
    const effect = await look(db)
    expect(effect).toMatchObject({
      kind: expected.kind,
      treated: { n: buyers, of: linked },
      held: { n: heldBuyers, of: heldLinked },
    })
    if ('per100' in expected && 'low' in effect) {
      const { difference, low, high } = effect
      expect([difference, low, high].map(share => Math.round(share * 1_000) / 10)).toEqual(expected.per100)
    }
    if ('buyers' in expected && 'buyers' in effect) {
      const { middle, low, high } = effect.buyers
      expect([middle, low, high].map(Math.round)).toEqual(expected.buyers)
    }
  })

  test('too few: as many are needed as that difference takes, more than there are', async () => {
    const db = await stage({ linked: 3_500, buyers: 224 }, { linked: 389, buyers: 18 })
    expect(await look(db)).toMatchObject({ needed: 15_100 })
    const nobody = await stage({ linked: 90, buyers: 0 }, { linked: 10, buyers: 0 })
    expect(await look(nobody)).toMatchObject({ kind: 'few', needed: null })
    const alike = await stage({ linked: 1_000, buyers: 20 }, { linked: 1_000, buyers: 20 }, { share: 5_000 })
    // 161,363 = ((1.96·√(0.021·0.979·4) + 0.8416·√(2·0.022·0.978 + 2·0.02·0.98)) / 0.002)²
    expect(await look(alike)).toMatchObject({ needed: 162_000 })
  })
})

describe('nothing is compared', () => {
  test.each([
    ['nobody was kept out', { linked: 900, buyers: 90 }, { linked: 0, buyers: 0 }, {}, { kind: 'none' }],
    [
      'somebody ended it',
      { linked: 900, buyers: 90 },
      { linked: 100, buyers: 30 },
      { endedAt: 5 },
      { kind: 'ended', at: 5 },
    ],
    [
      'the groups are not of their sizes',
      { linked: 9_200, buyers: 900 },
      { linked: 800, buyers: 80 },
      {},
      {
        kind: 'unsound',
        why: 'sizes',
        share: 1_000,
        groups: { treated: { n: 9_200, of: 9_200 }, held: { n: 800, of: 800 } },
      },
    ],
    [
      'of one group more orders are known',
      { linked: 5_000, unlinked: 4_000, buyers: 900 },
      { linked: 400, unlinked: 600, buyers: 80 },
      {},
      { kind: 'unsound', why: 'linked', groups: { held: { n: 400, of: 1_000 } } },
    ],
  ] as const)('where %s', async (_why, treated, held, given, expected) => {
    const db = await stage(treated, held, given)
    expect(await look(db)).toMatchObject(expected)
    expect(await look(db, FROM + DAY)).toMatchObject(expected)
  })

  test('of what there is not', async () => {
    const db = await temporaryDb()
    expect(await look(db)).toEqual({ kind: 'none' })
    expect(await findEffect(db, { broadcastId: 1 }, UNTIL)).toEqual({ kind: 'none' })
  })
})

describe('while its time runs', () => {
  test('no yes and no: a sequence that holds at every look, and nothing below 25 buyers', async () => {
    const db = await stage({ linked: 7_870, buyers: 1_712 }, { linked: 874, buyers: 148 }, { broadcastId: 1 })
    const effect = await findEffect(db, { broadcastId: 1 }, UNTIL - 1)
    if (effect.kind !== 'preliminary' || effect.sequence === null) throw new Error(effect.kind)
    expect(effect.until).toBe(UNTIL)
    const one = await findEffect(db, { broadcastId: 1 }, UNTIL)
    if (one.kind !== 'more') throw new Error(one.kind)
    expect(effect.sequence.difference).toBe(one.difference)
    expect(effect.sequence.low).toBeLessThan(one.low - 0.01)
    expect(effect.sequence.high).toBeGreaterThan(one.high + 0.01)
    // Nobody had bought a day before.
    const before = await findEffect(db, { broadcastId: 1 }, FROM + 1)
    expect(before).toEqual({
      ...{ kind: 'preliminary', until: UNTIL, sequence: null },
      ...{ treated: { n: 0, of: 7_870 }, held: { n: 0, of: 874 } },
    })
  })

  test('it is tuned by who bought in as long a time before', async () => {
    const db = await stage({ linked: 900, buyers: 90 }, { linked: 100, buyers: 25 })
    const width = async () => {
      const effect = await look(db, UNTIL - 1)
      if (effect.kind !== 'preliminary' || effect.sequence === null) throw new Error(effect.kind)
      return effect.sequence.high - effect.sequence.low
    }
    const alone = await width()
    for (let person = 1; person <= 400; person++) addOrder(db, { person, at: FROM - DAY })
    expect(await width()).not.toBe(alone)
    const tuned = await width()
    for (let person = 401; person <= 600; person++) addOrder(db, { person, at: FROM - 8 * DAY })
    expect(await width()).toBe(tuned)
  })

  test('a broadcast that is still being sent when its time is over says so', async () => {
    const db = await stage({ linked: 900, buyers: 90 }, { linked: 100, buyers: 30 }, { broadcastId: 1 })
    db.sql(`update broadcasts set state = 'paused', finished_at = null`).run()
    expect(await look(db, UNTIL + DAY)).toMatchObject({ kind: 'preliminary', until: null })
    db.sql(`update broadcasts set state = 'cancelled'`).run()
    expect(await look(db, UNTIL + DAY)).toMatchObject({ kind: 'fewer' })
  })
})

describe('who bought', () => {
  const counts: [string, OrderOf[], number][] = [
    ['an order', [{ person: 500 }], 1],
    ['two orders of one person', [{ person: 500 }, { person: 500 }], 1],
    ['one of the control group', [{ person: HELD + 80 }], 10_000],
    ['one given away for nothing', [{ person: 500, total: 0 }], 1],
    ['one given back in part', [{ person: 500, refunded: 99_999 }], 1],
    ['one given back whole', [{ person: 500, refunded: 100_000 }], 0],
    ['one that waits', [{ person: 500, status: 'pending' }], 0],
    ['one that was cancelled', [{ person: 500, status: 'cancelled' }], 0],
    ['one that continued by itself', [{ person: 500, renewal: 1 }], 0],
    ['one of which that is known not to be', [{ person: 500, renewal: 0 }], 1],
    ['one in another currency', [{ person: 500, currency: 'EUR' }], 1],
    ['one at the first moment', [{ person: 500, at: FROM }], 1],
    ['one before it', [{ person: 500, at: FROM - 1 }], 0],
    ['one at the last moment', [{ person: 500, at: UNTIL - 1 }], 1],
    ['one after it', [{ person: 500, at: UNTIL }], 0],
    ['one of somebody assigned later', [{ person: 501, at: FROM + 2 * DAY }], 1],
    ['one of theirs before that', [{ person: 501, at: FROM + 2 * DAY - 1 }], 0],
    ['one of somebody linked after the assignment', [{ person: 901 }], 0],
    ['one of somebody who was assigned to nothing', [{ person: 950 }], 0],
  ]
  test('each of it, one after the other', async () => {
    const db = await stage({ linked: 900, unlinked: 9, buyers: 90 }, { linked: 100, unlinked: 1, buyers: 30 })
    db.sql('update holdout_members set at = ? where subscriber_id = 501').run(FROM + 2 * DAY)
    for (const person of [901, 950]) {
      db.sql(
        `insert or ignore into subscribers (id, telegram_id, first_name, subscribed_at, last_seen_at, dice, created_at)
         values (?, ?, 'P', 0, 0, 1, 0)`,
      ).run(person, person)
      db.sql(`insert into customers (id, external_id, subscriber_id, created_at) values (?, ?, ?, 0)`).run(
        person,
        `c${person}`,
        person,
      )
    }
    const buyers = async () => {
      const effect = await look(db, UNTIL + DAY)
      if (!('treated' in effect)) throw new Error(effect.kind)
      return effect.treated.n + 10_000 * effect.held.n
    }
    const before = await buyers()
    const found: [string, number][] = []
    for (const [name, orders] of counts) {
      for (const order of orders) addOrder(db, order)
      found.push([name, (await buyers()) - before])
      db.sql(`delete from orders where external_id glob 'x*'`).run()
    }
    expect(found).toEqual(counts.map(([name, , n]) => [name, n]))
  })
})

describe('money', () => {
  test('is said from 200 buyers on the smaller side, the largest of a thousand buyers cut off', async () => {
    const few = await stage({ linked: 1_000, buyers: 300 }, { linked: 1_000, buyers: 199 }, { share: 5_000 })
    expect(await look(few)).toMatchObject({ kind: 'more', money: null })

    const db = await stage({ linked: 1_000, buyers: 300 }, { linked: 1_000, buyers: 200 }, { share: 5_000 })
    addOrder(db, { person: 1, total: 900_000_000 })
    addOrder(db, { person: 2, total: 5_000, refunded: 1_000 })
    addOrder(db, { person: 3, total: 7_000_000, currency: 'EUR' })
    const effect = await look(db)
    if (effect.kind !== 'more' || effect.money === null) throw new Error(effect.kind)
    // The second largest: of 500 buyers one is cut to it.
    const spent = (n: number, more: (person: number) => number) =>
      Array.from({ length: 1_000 }, (_, i) => (i < n ? 100_001 + i + more(i + 1) : 0))
    const treated = spent(300, person => (person === 1 ? 900_000_000 : person === 2 ? 4_000 : 0))
    const held = spent(200, () => 0)
    const most = [...treated, ...held].sort((a, b) => b - a)[1] ?? 0
    const money = (all: number[]) => {
      const cut = all.map(amount => Math.min(amount, most))
      const total = (of: (amount: number) => number) => cut.reduce((sum, amount) => sum + of(amount), 0)
      return { n: cut.length, sum: total(amount => amount), squares: total(amount => amount ** 2) }
    }
    expect(effect.money).toMatchObject({ currency: 'RUB', most })
    const expected = welch(money(treated), money(held))
    expect(effect.money.difference).toBeCloseTo(expected?.difference ?? 0, 6)
    expect(effect.money.low).toBeCloseTo(expected?.low ?? 0, 6)
    expect(effect.money.high).toBeCloseTo(expected?.high ?? 0, 6)
  })
})

test('orders are found by their time, people by their numbers, and nobody else is looked at', async () => {
  const db = await temporaryDb()
  const planOf = (sql: string, params: Record<string, number>) =>
    db
      .sql<{ detail: string }>(`explain query plan ${sql}`)
      .all(params)
      .map(({ detail }) => detail)
      .join('\n')
  const span = { holdout: 1, from: FROM, until: UNTIL }
  for (const plan of [planOf(BOUGHT, { ...span, at: UNTIL }), planOf(BOUGHT_BEFORE, span)]) {
    expect(plan).toContain('SEARCH o USING INDEX orders_at (at>? AND at<?)')
    expect(plan).toContain('SEARCH c USING INTEGER PRIMARY KEY (rowid=?)')
    expect(plan).toContain('SEARCH m USING PRIMARY KEY (holdout_id=? AND subscriber_id=?)')
    expect(plan).not.toMatch(/SCAN (o|c|m)\b/)
  }
  expect(planOf(ASSIGNED, { holdout: 1 })).toContain('SEARCH holdout_members USING PRIMARY KEY (holdout_id=?)')
})
