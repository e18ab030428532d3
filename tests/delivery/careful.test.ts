import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { getBroadcast } from '../../src/delivery/broadcast.js'
import { HARM, readHarm } from '../../src/delivery/careful/alarm.js'
import { findStrangers, startsCarefully } from '../../src/delivery/careful/strangers.js'
import {
  findCarefulStart,
  goOnCarefully,
  openWaves,
  WAVE_DUE,
  WAVE_WAITS,
  wavesOf,
} from '../../src/delivery/careful.js'
import { createWatch } from '../../src/delivery/engine/watch.js'
import type { GateRules } from '../../src/delivery/gate.js'
import { finishBroadcast, pauseBroadcast, resumeBroadcast } from '../../src/delivery/lifecycle.js'
import { planDeliveries } from '../../src/delivery/plan.js'
import { claimDeliveries, waitingSql } from '../../src/delivery/queue.js'
import { settleDelivery } from '../../src/delivery/settle.js'
import { silentLog } from '../../src/log.js'
import { temporaryDb } from '../support/db.js'
import { noRules } from '../support/gates.js'
import { AT, approve, crowd, offerFor, seed } from './fixture.js'

const SENT = { kind: 'sent', messageId: 1 } as const

/** A careful broadcast to so many people, as it began. */
async function begin(
  people: number | Parameters<typeof seed>[1],
  change: Parameters<typeof approve>[1] = {},
  rules: GateRules = noRules,
) {
  const db = await temporaryDb()
  seed(db, typeof people === 'number' ? crowd(people) : people)
  const id = approve(db, { careful: true, ...change })
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(db, id, AT, rules)
  return { db, id }
}

/** Sends all that may be sent at `at`, and goes on. @returns who got it */
function send(db: Db, id: number, at: number, rules: GateRules = noRules): number[] {
  const got: number[] = []
  for (;;) {
    const { messages, skipped } = claimDeliveries(db, id, 50, at, rules)
    for (const message of messages) {
      settleDelivery(db, message, SENT, at)
      got.push(message.subscriberId)
    }
    if (messages.length + skipped === 0) break
  }
  goOn(db, id, at)
  return got
}

function goOn(db: Db, id: number, at: number): void {
  const start = findCarefulStart(db, id)
  if (start !== null) goOnCarefully(db, start, getBroadcast(db, id), at)
}

test.each([
  [1, [1, 0, 0]],
  [100, [100, 0, 0]],
  [150, [100, 50, 0]],
  [201, [100, 100, 1]],
  [5_001, [100, 501, 4_400]],
  [20_000, [200, 2_000, 17_800]],
  [1_000_000, [10_000, 100_000, 890_000]],
])('%i people are waves of %j', (people, waves) => {
  expect(wavesOf(people)).toEqual(waves)
})

describe('a careful start', () => {
  test('is 1 % and at least 100, a quarter of an hour, 10 %, an hour, and the rest', async () => {
    const { db, id } = await begin(1_300)
    const first = send(db, id, AT)
    expect(first).toHaveLength(100)
    expect(send(db, id, AT + 15 * MINUTE - 1)).toEqual([])
    expect(send(db, id, AT + 15 * MINUTE)).toEqual([])
    const second = send(db, id, AT + 15 * MINUTE + SECOND)
    expect(second).toHaveLength(130)
    const sentAt = AT + 15 * MINUTE + SECOND
    expect(send(db, id, sentAt + 60 * MINUTE)).toEqual([])
    const rest = send(db, id, sentAt + 61 * MINUTE)
    expect(rest).toHaveLength(1_070)
    expect(new Set([...first, ...second, ...rest]).size).toBe(1_300)
    expect(finishBroadcast(db, id, sentAt + 61 * MINUTE)).toBe(true)
  })

  test('begins with whom the dice choose, others each time, and with nobody who is left out', async () => {
    const people = crowd(400).map((one, i) => ({ ...one, ...(i % 4 === 0 && { stopped: true }) }))
    const { db, id } = await begin(people)
    const wave = (broadcast: number) =>
      db
        .sql<{ id: number }>(
          'select subscriber_id as id from deliveries where broadcast_id = ? and wave = 1 order by 1',
        )
        .all(broadcast)
        .map(row => row.id)
    const first = wave(id)
    expect(first).toHaveLength(100)
    expect(first.filter(person => person % 4 === 1)).toEqual([])
    const again = approve(db, { careful: true })
    db.sql(`update broadcasts set state = 'planning' where id = ?`).run(again)
    await planDeliveries(db, again, AT, noRules)
    expect(wave(again)).not.toEqual(first)
    // No part of the base is preferred.
    expect(first.filter(person => person > 200).length).toBeGreaterThan(30)
    expect(first.filter(person => person <= 200).length).toBeGreaterThan(30)
  })

  test('waits on through a pause and a restart, and what was paused sends nothing', async () => {
    const { db, id } = await begin(300)
    send(db, id, AT)
    goOn(db, id, AT)
    pauseBroadcast(db, id, 'admin')
    expect(send(db, id, AT + HOUR)).toEqual([])
    resumeBroadcast(db, id, AT + HOUR)
    goOn(db, id, AT + HOUR)
    expect(send(db, id, AT + HOUR)).toHaveLength(100)
  })

  test('is not held up by people who sleep, who get theirs when they wake; nor goes on while most sleep', async () => {
    const zones = ['Asia/Vladivostok']
    const rules: GateRules = { ...noRules, zone: 'Europe/Moscow', quiet: { from: 22 * 60, to: 9 * 60 }, zones }
    // 18:00 in Moscow is 1:00 in Vladivostok.
    const AT_NIGHT = Date.UTC(2026, 10, 24, 15)
    for (const [share, goesOn] of [
      [5, true],
      [1.1, false],
    ] as const) {
      const people = crowd(600).map((one, i) => ({ ...one, ...(i % share < 1 && { zone: 'Asia/Vladivostok' }) }))
      const db = await temporaryDb()
      seed(db, people)
      const id = approve(db, { careful: true, startsAt: AT_NIGHT })
      db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
      await planDeliveries(db, id, AT_NIGHT, rules)
      const awake = send(db, id, AT_NIGHT, rules)
      expect(awake.length).toBeLessThan(100)
      send(db, id, AT_NIGHT + 16 * MINUTE, rules)
      expect(findCarefulStart(db, id)?.wave).toBe(goesOn ? 2 : 1)
      // 9:00 in Vladivostok, 2:00 in Moscow.
      const morning = send(db, id, AT_NIGHT + 8 * HOUR, rules)
      expect(morning.length).toBeGreaterThanOrEqual(100 - awake.length)
    }
  })

  test('by everyone’s own clock waits in each zone for itself, a wave after the other', async () => {
    const zones = ['Asia/Vladivostok']
    const rules: GateRules = { ...noRules, zone: 'Europe/Moscow', zones }
    const people = crowd(400).map((one, i) => ({ ...one, ...(i % 2 === 0 && { zone: 'Asia/Vladivostok' }) }))
    // 10:00 in Moscow is 7:00 UTC; in Vladivostok it is 10:00 at 0:00 UTC.
    const { db, id } = await begin(people, { ownClock: AT, startsAt: AT - 7 * HOUR }, rules)
    expect(findCarefulStart(db, id)).toBeNull()
    const early = db
      .sql<{ at: number; zone: string | null; wave: number | null }>(
        `select d.due_at as at, s.time_zone as zone, d.wave from deliveries d join subscribers s on s.id = d.subscriber_id
         where d.broadcast_id = ? and s.time_zone is null`,
      )
      .all(id)
    const dueOf = (wave: number | null) => new Set(early.filter(row => row.wave === wave).map(({ at }) => at - AT))
    expect([dueOf(1), dueOf(2), dueOf(null)]).toEqual([new Set([0]), new Set([15 * MINUTE]), new Set([75 * MINUTE])])
  })

  test('past its deadline waits no more: those too late are told so', async () => {
    const { db, id } = await begin(300, { notLaterThan: AT + 5 * MINUTE })
    expect(send(db, id, AT)).toHaveLength(100)
    goOn(db, id, AT + 6 * MINUTE)
    expect(send(db, id, AT + 6 * MINUTE)).toEqual([])
    expect(
      db
        .sql<{ n: number }>(`select count(*) as n from deliveries where reason = 'too_late' and broadcast_id = ?`)
        .get(id)?.n,
    ).toBe(200)
    expect(finishBroadcast(db, id, AT + 6 * MINUTE)).toBe(true)
  })

  test('goes to all at once on request, once', async () => {
    const { db, id } = await begin(300)
    expect(send(db, id, AT)).toHaveLength(100)
    expect([openWaves(db, id), openWaves(db, id)]).toEqual([true, false])
    expect(send(db, id, AT)).toHaveLength(200)
  })

  test('a clock that is set back makes no wait longer', async () => {
    const { db, id } = await begin(300)
    send(db, id, AT)
    const back = AT - 5 * HOUR
    goOn(db, id, back)
    expect(findCarefulStart(db, id)?.opensAt).toBe(back + 15 * MINUTE)
  })
})

test('whoever gets a broadcast gets it once with a careful start too, and nobody else does', async () => {
  const somebody = fc.record({
    stopped: fc.constantFrom(false, false, true),
    unreachable: fc.constantFrom(undefined, undefined, 'blocked' as const),
    source: fc.constantFrom('a', 'b'),
  })
  const shop = fc.record({
    people: fc.array(somebody, { minLength: 101, maxLength: 300, size: 'max' }),
    // Where between its waves it is paused, or everybody gets it at once.
    paused: fc.boolean(),
    atOnce: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(shop, async ({ people, paused, atOnce }) => {
      const all = people.map(({ unreachable, ...one }, i) => ({
        name: `${i}`,
        ...one,
        ...(unreachable === undefined ? {} : { unreachable }),
      }))
      const criteria = [{ leaf: 'source' as const, values: ['a'] }]
      const whom = async (careful: boolean) => {
        const { db, id } = await begin(all, { careful, criteria })
        const got: number[] = []
        for (let minute = 0; minute <= 120; minute += 10) {
          if (paused && minute === 20) pauseBroadcast(db, id, 'admin')
          if (paused && minute === 40) resumeBroadcast(db, id, AT + minute * MINUTE)
          if (atOnce && minute === 10) openWaves(db, id)
          got.push(...send(db, id, AT + minute * MINUTE))
        }
        return got.sort((a, b) => a - b)
      }
      expect(await whom(true)).toEqual(await whom(false))
    }),
    { numRuns: 6, seed: 20_261_129 },
  )
})

describe('who halts', () => {
  /** A watch of the engine whose looks are taken at once. */
  async function watched(people: number, change: Parameters<typeof approve>[1] = {}) {
    const on = await begin(people, change)
    const told: number[] = []
    const clock = { now: () => AT, monotonic: () => mono }
    let mono = 0
    const watch = createWatch({
      db: on.db,
      clock,
      log: silentLog,
      commit: write => on.db.group(write),
      changed: id => void told.push(id),
    })
    async function look() {
      mono += 10_000
      await watch.look([{ id: on.id, urgent: false, perHour: null }])
      await watch.idle()
    }
    const left = (kind: 'block' | 'stop', n: number, after = 0) =>
      on.db
        .sql(
          `insert into subscription_events (subscriber_id, kind, delivery_id, at)
           select subscriber_id, ?, id, ? from deliveries where broadcast_id = ? and state = 'sent' order by id limit ? offset ?`,
        )
        .run(kind, AT, on.id, n, after)
    return { ...on, told, look, left }
  }

  test.each([
    ['block', 7, 'alarm'],
    ['stop', 9, 'alarm'],
  ] as const)('when too many %s after it, with what was found', async (kind, n, reason) => {
    const { db, id, look, left, told } = await watched(600)
    send(db, id, AT)
    told.length = 0
    left(kind, n)
    await look()
    const { state, pauseReason, pauseError } = getBroadcast(db, id)
    expect([state, pauseReason]).toEqual(['paused', reason])
    expect(readHarm(pauseError)).toEqual({
      people: 100,
      blocks: kind === 'block' ? n : 0,
      stops: kind === 'stop' ? n : 0,
    })
    expect(told).toContain(id)
    // Going on, it halts at twice that.
    resumeBroadcast(db, id, AT)
    const { blockLimit, stopLimit } = getBroadcast(db, id)
    expect([blockLimit, stopLimit]).toEqual(kind === 'block' ? [140, 20] : [15, 180])
  })

  test('counts those who turn out to have blocked it, and nobody who left because of another message', async () => {
    const { db, id, look, left } = await watched(600)
    for (const [i, message] of claimDeliveries(db, id, 100, AT, noRules).messages.entries()) {
      const blocked = { kind: 'refused', reason: 'blocked', error: '403' } as const
      settleDelivery(db, message, i < 3 ? blocked : SENT, AT)
    }
    left('block', 3)
    left('block', 3)
    const other = approve(db)
    db.sql(`update broadcasts set state = 'running' where id = ?`).run(other)
    for (let person = 1; person <= 40; person++) {
      const { lastInsertRowid } = db
        .sql(`insert into deliveries (broadcast_id, subscriber_id, state, due_at, sent_at) values (?, ?, 'sent', 0, ?)`)
        .run(other, person, AT)
      db.sql(`insert into subscription_events (subscriber_id, kind, delivery_id, at) values (?, 'stop', ?, ?)`).run(
        person,
        Number(lastInsertRowid),
        AT,
      )
    }
    await look()
    expect(readHarm(getBroadcast(db, id).pauseError)).toEqual({ people: 100, blocks: 6, stops: 0 })
  })

  test('any broadcast, after its first 300 people', async () => {
    const { db, id, look, left, told } = await watched(700, { careful: false })
    for (let i = 0; i < 5; i++)
      for (const message of claimDeliveries(db, id, 50, AT, noRules).messages) settleDelivery(db, message, SENT, AT)
    left('block', 30)
    await look()
    expect(getBroadcast(db, id).state).toBe('running')
    for (const message of claimDeliveries(db, id, 50, AT, noRules).messages) settleDelivery(db, message, SENT, AT)
    await look()
    expect(getBroadcast(db, id).pauseReason).toBe('alarm')
    expect(told).toEqual([id])
  })
})

describe('whom it is for', () => {
  test('people who were moved in and got no offer yet, and more than 5,000 who heard nothing for 90 days', async () => {
    const db = await temporaryDb()
    seed(db, crowd(4))
    db.sql('update subscribers set vouched_by = 7, last_seen_at = null where id in (1, 2)').run()
    const { parts } = offerFor(db)
    const asked = () =>
      findStrangers(
        db,
        { parts, leftOut: [] },
        { at: AT, zone: 'UTC' },
        { marketing: true, notLaterThan: null, at: AT, rules: noRules },
      )
    expect(await asked()).toEqual({ newcomers: 2, cold: 0 })
    const earlier = approve(db)
    db.sql(
      `insert into deliveries (broadcast_id, subscriber_id, state, due_at, claimed_at, sent_at) values (?, 1, 'sent', 0, ?, ?)`,
    ).run(earlier, AT, AT)
    expect(await asked()).toEqual({ newcomers: 1, cold: 0 })
    db.sql('update subscribers set subscribed_at = 0').run()
    expect(await asked()).toEqual({ newcomers: 1, cold: 3 })
    expect([
      startsCarefully({ newcomers: 0, cold: 5_000 }),
      startsCarefully({ newcomers: 0, cold: 5_001 }),
      startsCarefully({ newcomers: 100, cold: 0 }),
      startsCarefully({ newcomers: 101, cold: 0 }),
    ]).toEqual([false, true, false, true])
  })

  test('where most were moved in, more may leave before it halts', async () => {
    const db = await temporaryDb()
    seed(db, crowd(10))
    db.sql('update subscribers set vouched_by = 7 where id > 1').run()
    const id = approve(db, { careful: true })
    db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
    await planDeliveries(db, id, AT, noRules)
    const { blockLimit, stopLimit } = getBroadcast(db, id)
    expect([blockLimit, stopLimit]).toEqual([56, 38])
  })
})

test('waves are found by an index, and whoever is not in one costs nothing', async () => {
  const { db, id } = await begin(300)
  const planOf = (sql: string, ...params: number[]) =>
    db
      .sql<{ detail: string }>(`explain query plan ${sql}`)
      .all(...params)
      .map(({ detail }) => detail)
      .join('\n')
  for (const [sql, ...params] of [
    [WAVE_DUE, id, 1, AT],
    [WAVE_WAITS, id, 1, 50],
    [waitingSql(1), id, AT, 50],
  ] as const) {
    const plan = planOf(sql, ...params)
    expect(plan).toContain('deliveries_wave (broadcast_id=? AND wave=?')
    expect(plan).not.toContain('TEMP B-TREE')
  }
  expect(planOf(waitingSql(null), id, AT, 50)).toContain('deliveries_queued')
  const harm = db
    .sql<{ detail: string }>(`explain query plan ${HARM}`)
    .all({ broadcast: id, low: 1, high: 300 })
    .map(({ detail }) => detail)
    .join('\n')
  expect(harm).toContain('subscription_events_delivery (delivery_id>? AND delivery_id<?)')
  expect(harm).toContain('deliveries_state (broadcast_id=? AND state=?')
  expect(harm).not.toMatch(/SCAN (e|d|deliveries)/)
})
