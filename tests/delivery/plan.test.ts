import { describe, expect, test } from 'vitest'
import { markStale } from '../../src/audience/customer/stale.js'
import { DAY, HOUR, MINUTE, SECOND, systemClock } from '../../src/clock.js'
import { findBroadcast, getBroadcast } from '../../src/delivery/broadcast.js'
import { waveSql } from '../../src/delivery/careful.js'
import { pauseBroadcast, resumeBroadcast } from '../../src/delivery/lifecycle.js'
import { lotSql } from '../../src/delivery/plan/code.js'
import { keepSql } from '../../src/delivery/plan/control.js'
import { checkAudience, orderSql, planDeliveries, planSql } from '../../src/delivery/plan.js'
import { remindingSql } from '../../src/delivery/schedule/reminding.js'
import { createSchedule } from '../../src/delivery/schedule.js'
import { versionSql } from '../../src/delivery/trial/split.js'
import { silentLog } from '../../src/log.js'
import type { Sql } from '../../src/segments/compile.js'
import { temporaryDb } from '../support/db.js'
import { noRules } from '../support/gates.js'
import { AT, approve, crowd, offerFor, rowsOf, seed } from './fixture.js'

const shop = [
  { name: 'Ann', source: 'site' },
  { name: 'Bob', unreachable: 'blocked' as const },
  { name: 'Cid', source: 'site', stopped: true },
  { name: 'Dan', pausedUntil: AT + DAY },
  { name: 'Eve', pausedUntil: AT - DAY },
  { name: 'Fay', source: 'fair' },
  { name: 'Gus', unreachable: 'deactivated' as const, stopped: true },
]
const site = { leaf: 'source' as const, values: ['site'] }
const fair = { leaf: 'source' as const, values: ['fair'] }
const everyone = { leaf: 'everyone' as const }

async function planned(db: Awaited<ReturnType<typeof temporaryDb>>, id: number) {
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  return planDeliveries(db, id, AT, noRules)
}

describe('planning', () => {
  test('everybody in the audience has a row, and the gate gives the reason of those left out', async () => {
    const db = await temporaryDb()
    seed(db, shop)
    const id = approve(db)
    expect(await planned(db, id)).toEqual({ kind: 'running', people: 3 })
    expect(rowsOf(db, id)).toEqual([
      [1, 'queued', null],
      [2, 'skipped', 'blocked'],
      [3, 'skipped', 'unsubscribed'],
      [4, 'skipped', 'paused'],
      [5, 'queued', null],
      [6, 'queued', null],
      [7, 'skipped', 'deactivated'],
    ])
  })

  test('asks the gate once of each person, however often its answer is looked at', async () => {
    const db = await temporaryDb()
    seed(db, shop)
    const id = approve(db, { control: 1_000, careful: true })
    const broadcast = getBroadcast(db, id)
    const rules = { zone: 'UTC', perDay: 1, perWeek: 3, quiet: null }
    const looks = ({ text, params }: Sql) =>
      db
        .sql<{ detail: string }>(`explain query plan ${text}`)
        .all(...params)
        .filter(({ detail }) => detail.includes('deliveries_claimed')).length
    const plan = planSql(broadcast, { at: AT, zone: 'UTC' }, { ...broadcast, at: AT, rules })
    const order = orderSql('one', 7)
    const lots = lotSql(keepSql(plan, broadcast), { parts: [0], left: 2 }, order)
    const whole = waveSql(versionSql(lots, broadcast.parts, []), id, false, null)
    // The caps by one look, and for whoever wants fewer offers two.
    expect([looks(plan), looks(whole)]).toEqual([3, 3])
  })

  test('a reminder looks up what each person got, and the words for that version, by an index', async () => {
    const db = await temporaryDb()
    seed(db, shop)
    const first = approve(db)
    const broadcast = getBroadcast(db, approve(db, { nudges: first, nudgesAfter: 3_600_000 }))
    const rules = { zone: 'UTC', perDay: null, perWeek: null, quiet: null }
    const plan = planSql(broadcast, { at: AT, zone: 'UTC' }, { ...broadcast, at: AT, rules })
    const { text, params } = remindingSql(versionSql(plan, broadcast.parts, []), broadcast)
    const steps = db
      .sql<{ detail: string }>(`explain query plan ${text}`)
      .all(...params)
      .map(({ detail }) => detail)
    expect(steps.filter(step => /^SCAN [fgrn]\b/.test(step))).toEqual([])
    expect(steps.join('\n')).toMatch(/SEARCH f USING INDEX deliveries_once \(broadcast_id=\? AND subscriber_id=\?/)
  })

  test('leaving out always wins, and a condition that nobody can escape does not open the gate', async () => {
    const db = await temporaryDb()
    seed(db, shop)
    const id = approve(db, {
      criteria: [{ any: [everyone, { not: everyone }] }],
      leftOut: [{ segmentId: 9, name: 'Fair', criterion: fair }],
    })
    await planned(db, id)
    expect(
      rowsOf(db, id)
        .filter(([, state]) => state === 'queued')
        .map(([person]) => person),
    ).toEqual([1, 5])
    expect(rowsOf(db, id)[5]).toEqual([6, 'skipped', 'left_out'])
  })

  test('each person gets the first part that fits, and the check counts exactly what is planned', async () => {
    const db = await temporaryDb()
    seed(db, shop)
    const criteria = [fair, { any: [site, fair] }, everyone]
    const id = approve(db, { criteria })
    await planned(db, id)
    const audience = { ...offerFor(db, criteria), leftOut: [] }
    const check = await checkAudience(
      db,
      audience,
      { at: AT, zone: 'UTC' },
      { at: AT, marketing: true, notLaterThan: null, rules: noRules },
    )
    expect(check).toEqual({
      inSegments: 7,
      skipped: expect.arrayContaining([
        { reason: 'blocked', people: 1 },
        { reason: 'unsubscribed', people: 1 },
        { reason: 'paused', people: 1 },
        { reason: 'deactivated', people: 1 },
      ]),
      perPart: [1, 1, 1],
      people: 3,
      perZone: [{ zone: null, due: AT, people: 3 }],
    })
    expect(rowsOf(db, id).filter(([, state]) => state === 'queued').length).toBe(check.people)
  })

  test('rows stand in an order that is random, stable and another for each broadcast', async () => {
    const db = await temporaryDb()
    seed(db, crowd(400))
    const orders: number[][] = []
    for (let i = 0; i < 2; i++) {
      const id = approve(db)
      await planned(db, id)
      orders.push(
        db
          .sql<{ person: number }>('select subscriber_id as person from deliveries where broadcast_id = ? order by id')
          .all(id)
          .map(row => row.person),
      )
    }
    const [first = [], second = []] = orders
    expect([...first].sort((a, b) => a - b)).toEqual([...second].sort((a, b) => a - b))
    expect(first).not.toEqual(second)
    // A fair sample: the first quarter holds about a quarter of any half.
    const lowIds = first.slice(0, 100).filter(person => person <= 200).length
    expect(lowIds).toBeGreaterThan(30)
    expect(lowIds).toBeLessThan(70)
  })

  test('of very many, neighbours are drawn together, and every part of the order is a fair sample still', async () => {
    const db = await temporaryDb()
    const people = 20_000
    // As if they were the newest of 327,680: ten are drawn at once.
    const drawn = [1, 2].map(broadcast => {
      const order = orderSql(`broadcast ${broadcast}`, 102_400)
      return db
        .sql<{ person: number }>(
          `with recursive n(person) as (select 82401 union all select person + 1 from n where person < 102400)
           select person from (select person, person * 7919 % 2147483647 as dice from n) order by ${order.text}`,
        )
        .all(...order.params)
        .map(({ person }) => person - 82_400)
    })
    const [first = [], second = []] = drawn
    for (const order of drawn) {
      expect(new Set(order).size).toBe(people)
      const apart = order.filter((person, i) => i > 0 && person !== (order[i - 1] ?? 0) + 1)
      expect(apart.length).toBeGreaterThan(people / 11)
      expect(apart.length).toBeLessThan(people / 9)
      // Of 500 groups a quarter, give or take 9.7 by chance; thirty is three deviations.
      for (const part of [0, 5_000, 15_000])
        for (const low of [0, 5_000, 10_000, 15_000]) {
          const within = order.slice(part, part + 5_000).filter(person => person > low && person <= low + 5_000).length
          expect(within).toBeGreaterThan(950)
          expect(within).toBeLessThan(1_550)
        }
    }
    expect(first).not.toEqual(second)
    const together = second.slice(0, 5_000).filter(person => first.indexOf(person) < 5_000).length
    expect(together).toBeGreaterThan(950)
    expect(together).toBeLessThan(1_550)
  })

  test.each([
    [16_384, 1],
    [16_385, 5],
    [100_000, 10],
    [1_000_000, 32],
    [10_000_000, 99],
  ])('of %i people, %i are drawn together', async (newest, together) => {
    const db = await temporaryDb()
    const order = orderSql('broadcast 1', newest)
    const people = 10_000
    const drawn = db
      .sql<{ person: number }>(
        `with recursive n(person) as (select 1 union all select person + 1 from n where person < ${people})
         select person from (select person, person * 7919 % 2147483647 as dice from n) order by ${order.text}`,
      )
      .all(...order.params)
    const groups = drawn.filter(({ person }, i) => person !== (drawn[i - 1]?.person ?? 0) + 1).length
    expect(groups).toBeGreaterThan((0.9 * people) / together)
    expect(groups).toBeLessThan((1.1 * people) / together)
  })

  test.each([
    ['nobody', 0, 1_000, 'held'],
    ['more than twice the number shown', 11, 5, 'held'],
    ['twice the number shown', 10, 5, 'running'],
  ])('a start that finds %s', async (_what, people, shownAudience, kind) => {
    const db = await temporaryDb()
    seed(db, people === 0 ? [{ name: 'Cid', stopped: true }] : crowd(people))
    const id = approve(db, { shownAudience })
    expect((await planned(db, id)).kind).toBe(kind)
    const broadcast = findBroadcast(db, id)
    if (kind === 'running') return expect(broadcast?.state).toBe('running')
    expect(broadcast).toMatchObject({ state: 'paused', pauseReason: 'audience', pauseError: String(people) })
    expect(rowsOf(db, id)).toEqual([])
    expect(resumeBroadcast(db, id, AT)).toBe(true)
    expect((await planned(db, id)).kind).toBe(people === 0 ? 'held' : 'running')
  })

  test('a plan cut short by a crash is made again, without the people of the first try', async () => {
    const db = await temporaryDb()
    seed(db, crowd(20))
    const id = approve(db)
    db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
    db.sql(`insert into deliveries (broadcast_id, subscriber_id, state, due_at) values (?, 3, 'queued', 0)`).run(id)
    db.sql('update subscribers set unsubscribed_at = ? where id = 3').run(AT)
    await planDeliveries(db, id, AT, noRules)
    expect(rowsOf(db, id)[2]).toEqual([3, 'skipped', 'unsubscribed'])
    expect(db.sql('pragma foreign_key_check').all()).toEqual([])
    expect(rowsOf(db, id).length).toBe(20)
  })
})

describe('the schedule', () => {
  const make = (db: Awaited<ReturnType<typeof temporaryDb>>) => {
    const changed: number[] = []
    const schedule = createSchedule({
      db,
      rules: () => noRules,
      clock: { ...systemClock, now: () => AT },
      log: silentLog,
      changed: id => changed.push(id),
    })
    return { schedule, changed }
  }

  test.each([
    ['not yet', AT + 1, 'scheduled', null],
    ['now', AT, 'running', null],
    ['an hour late', AT - HOUR, 'running', null],
    ['later than an hour', AT - HOUR - 1, 'paused', 'late'],
  ])('due %s', async (_what, startsAt, state, pauseReason) => {
    const db = await temporaryDb()
    seed(db, crowd(3))
    const id = approve(db, { startsAt, shownAudience: 3 })
    await make(db).schedule.run(AT)
    expect(findBroadcast(db, id)).toMatchObject({ state, pauseReason })
  })

  describe('while what it needs is not there', () => {
    const world = () => {
      const w = { wall: AT, mono: 0, shut: true, looks: 0 }
      return w
    }
    async function waiting(broadcast: Parameters<typeof approve>[1] = {}) {
      const db = await temporaryDb()
      seed(db, crowd(3))
      const id = approve(db, { startsAt: AT, shownAudience: 3, ...broadcast })
      const w = world()
      const schedule = createSchedule({
        db,
        rules: () => noRules,
        clock: { now: () => w.wall, monotonic: () => w.mono },
        log: silentLog,
        changed: () => {},
        async hold() {
          w.looks++
          return w.shut ? 'links' : null
        },
      })
      const pass = async (ms: number) => {
        for (let i = 0; i < ms; i += 5_000) {
          w.wall += 5_000
          w.mono += 5_000
          await schedule.run(w.wall)
        }
        return findBroadcast(db, id)
      }
      await schedule.run(w.wall)
      return { w, pass, schedule, id }
    }

    test.each([0, 30_000, 50 * 60_000])('for %d ms more, it waits and then starts by itself', async ms => {
      const { w, pass, schedule, id } = await waiting()
      expect(await pass(ms)).toMatchObject({ state: 'planning' })
      expect([schedule.waits(), schedule.waits(id), schedule.waits(id + 1)]).toEqual([true, true, false])
      w.shut = false
      expect(await pass(10_000)).toMatchObject({ state: 'running' })
      expect(schedule.waits()).toBe(false)
    })

    test('it looks again every ten seconds, and is held with the reason before it would be late', async () => {
      const { w, pass, schedule } = await waiting()
      expect(await pass(60_000)).toMatchObject({ state: 'planning' })
      expect(w.looks).toBe(7)
      expect(await pass(HOUR)).toMatchObject({ state: 'paused', pauseReason: 'links' })
      expect(schedule.waits()).toBe(false)
    })

    test('it is held before its own deadline', async () => {
      const { pass } = await waiting({ notLaterThan: AT + 60_000 })
      expect(await pass(40_000)).toMatchObject({ state: 'planning' })
      expect(await pass(20_000)).toMatchObject({ state: 'paused', pauseReason: 'links' })
    })
  })

  describe('while a file of orders comes in', () => {
    const buyers = { leaf: 'ordered', count: 'none', window: null, product: null, category: null, total: null } as const
    async function coming(broadcast: Parameters<typeof approve>[1]) {
      const db = await temporaryDb()
      seed(db, crowd(3))
      const comes = (state: string, finishedAt: number | null) =>
        db
          .sql(
            `insert into imports (id, admin_id, at, file, sha256, kind, state, finished_at)
             values (1, 1, 0, 'o.csv', x'00', 'orders', ?, ?)
             on conflict (id) do update set state = excluded.state, finished_at = excluded.finished_at`,
          )
          .run(state, finishedAt)
      comes('merging', null)
      const id = approve(db, { startsAt: AT, shownAudience: 3, ...broadcast })
      const w = { wall: AT, mono: 0 }
      const clock = { now: () => w.wall, monotonic: () => w.mono }
      const schedule = createSchedule({ db, clock, rules: () => noRules, log: silentLog, changed: () => {} })
      const stateAt = async (ms: number) => {
        w.wall = AT + ms
        w.mono = ms
        await schedule.run(w.wall)
        return findBroadcast(db, id)?.state
      }
      return { db, comes, stateAt }
    }

    test('what rests on orders waits for its end, and until scores have followed', async () => {
      const { db, comes, stateAt } = await coming({ criteria: [buyers] })
      expect([await stateAt(0), await stateAt(5 * MINUTE)]).toEqual(['planning', 'planning'])
      comes('done', AT + 5 * MINUTE)
      markStale(db, [1])
      expect(await stateAt(5 * MINUTE + 20 * SECOND)).toBe('planning')
      db.sql('delete from stale_customers').run()
      expect(await stateAt(5 * MINUTE + 40 * SECOND)).toBe('running')
    })

    test.each<[string, Parameters<typeof approve>[1], number]>([
      ['what asks for nothing of theirs starts at once', {}, 0],
      ['ten minutes are enough', { criteria: [buyers] }, 10 * MINUTE],
      [
        'who is left out by orders counts too',
        { leftOut: [{ segmentId: 1, name: 'a', criterion: buyers }] },
        10 * MINUTE,
      ],
      ['before it would be too late', { criteria: [buyers], notLaterThan: AT + 3 * MINUTE }, 3 * MINUTE],
    ])('%s', async (_what, broadcast, ms) => {
      const { stateAt } = await coming(broadcast)
      if (ms > 0) expect([await stateAt(0), await stateAt(ms - 30 * SECOND)]).toEqual(['planning', 'planning'])
      expect(await stateAt(ms)).toMatch(/running|paused/)
    })
  })

  test('what was held for being late starts at once when an admin says so', async () => {
    const db = await temporaryDb()
    seed(db, crowd(3))
    const id = approve(db, { startsAt: AT - DAY, shownAudience: 3 })
    const { schedule } = make(db)
    await schedule.run(AT)
    resumeBroadcast(db, id, AT)
    await schedule.run(AT)
    expect(findBroadcast(db, id)?.state).toBe('running')
  })

  test('a plan that a crash or errors held up for more than an hour asks first, and its answer counts for an hour', async () => {
    const db = await temporaryDb()
    seed(db, crowd(3))
    const id = approve(db, { startsAt: AT - DAY, shownAudience: 3 })
    db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
    const { schedule, changed } = make(db)
    await schedule.run(AT)
    expect(findBroadcast(db, id)).toMatchObject({ state: 'paused', pauseReason: 'late' })
    expect(changed).toEqual([id])
    resumeBroadcast(db, id, AT)
    expect(findBroadcast(db, id)).toMatchObject({ state: 'planning', startsAt: AT })
    await schedule.run(AT)
    expect(findBroadcast(db, id)?.state).toBe('running')
  })

  test('a plan that fails is left for half a minute and keeps nobody else from starting', async () => {
    const db = await temporaryDb()
    seed(db, crowd(3))
    let now = 0
    const broken = approve(db, { startsAt: AT - 1, shownAudience: 3 })
    db.sql(
      `update broadcasts set zone = 'Nowhere/None', parts = json_set(parts, '$[0].criterion', json(?)) where id = ?`,
    ).run(JSON.stringify({ leaf: 'subscribed', window: { from: '2026-01-01', to: null } }), broken)
    const fine = approve(db, { shownAudience: 3 })
    const changed: number[] = []
    const schedule = createSchedule({
      db,
      rules: () => noRules,
      clock: { now: () => AT, monotonic: () => now },
      log: silentLog,
      changed: id => changed.push(id),
    })
    await schedule.run(AT)
    expect([findBroadcast(db, broken)?.state, findBroadcast(db, fine)?.state]).toEqual(['planning', 'running'])
    db.sql(`update broadcasts set zone = 'UTC' where id = ?`).run(broken)
    now = 29_000
    await schedule.run(AT)
    expect(findBroadcast(db, broken)?.state).toBe('planning')
    now = 30_000
    await schedule.run(AT)
    expect(findBroadcast(db, broken)?.state).toBe('running')
  })

  test('what was paused before its time waits for it again', async () => {
    const db = await temporaryDb()
    const id = approve(db, { startsAt: AT + HOUR })
    expect(pauseBroadcast(db, id, 'admin')).toBe(true)
    resumeBroadcast(db, id, AT)
    expect(findBroadcast(db, id)?.state).toBe('scheduled')
  })
})

test('an audience that cannot be read holds its broadcast alone; the others begin, and it can be ended', async () => {
  const db = await temporaryDb()
  seed(db, crowd(3))
  const [bad, tomorrow, good] = [
    approve(db, { shownAudience: 3 }),
    approve(db, { shownAudience: 3, startsAt: AT + DAY }),
    approve(db, { shownAudience: 3 }),
  ]
  const broken = JSON.stringify([{ variantId: 1, segmentId: null, name: null, criterion: { leaf: 'gone' } }])
  db.sql('update broadcasts set parts = ? where id in (?, ?)').run(broken, bad, tomorrow)
  const changed: number[] = []
  const log = { ...silentLog, error() {} }
  const schedule = createSchedule({
    db,
    clock: systemClock,
    log,
    changed: id => changed.push(id),
    rules: () => noRules,
  })
  await schedule.run(AT)
  await schedule.run(AT + 1_000)
  for (const id of [bad, tomorrow]) {
    expect(findBroadcast(db, id)).toMatchObject({
      state: 'paused',
      pauseReason: 'unreadable',
      readable: false,
      parts: [],
    })
    expect(rowsOf(db, id)).toEqual([])
  }
  expect(new Set(changed)).toEqual(new Set([bad, tomorrow, good]))
  expect(findBroadcast(db, good)?.state).toBe('running')
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(bad)
  await expect(planDeliveries(db, bad, AT, noRules)).rejects.toThrow('cannot be read')
})
