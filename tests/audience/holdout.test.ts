import { describe, expect, test } from 'vitest'
import { beginComparison, broadcastHoldout, dropComparison } from '../../src/audience/holdout/comparison.js'
import {
  assignNewcomer,
  assignNewcomers,
  assignQuarter,
  countSides,
  endQuarter,
  type Holdout,
  heldOutUntil,
  isHeldOutSql,
  lastQuarter,
  listControlGroups,
  listUnreported,
  nextQuarter,
  planQuarter,
  quarterHoldout,
  recordReported,
} from '../../src/audience/holdout.js'
import { takePerson } from '../../src/audience/incoming/take-person.js'
import { recordReachable, recordUnreachable, resumeOffers, startSubscriber } from '../../src/audience/subscription.js'
import { DAY, HOUR } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { AT, crowd, seed } from '../delivery/fixture.js'
import { temporaryDb } from '../support/db.js'

const wording = { name: 'welcome', language: 'en' as const, shown: 'Offers.' }
const byButton = { source: 'button' as const, wording: null, deliveryId: null }

/** A quarter that has begun. */
function begun(db: Db, share = 2_000): Holdout {
  const planned = db.write(() => planQuarter(db, { share, zone: 'UTC', createdBy: 1 }, AT - DAY))
  if (planned === null) throw new Error('one is there')
  return planned
}

const link = (db: Db, person: number) =>
  db.sql('insert into customers (subscriber_id, created_at) values (?, 0)').run(person)

const members = (db: Db, id: number) =>
  db
    .sql<{ who: number; held: number; linked: number; at: number }>(
      'select subscriber_id as who, held, linked, at from holdout_members where holdout_id = ? order by subscriber_id',
    )
    .all(id)

/** Who is drawn, by their dice alone. */
function drawn(db: Db, quarter: Holdout): number[] {
  const held = isHeldOutSql(quarter)
  return db
    .sql<{ id: number }>(`select id from subscribers s where ${held.text} order by id`)
    .all(...held.params)
    .map(({ id }) => id)
}

describe('the days of a quarter', () => {
  test.each([
    ['UTC', '2026-11-30T14:05:00Z', '2026-12-01T00:00:00.000Z', '2027-03-01T00:00:00.000Z'],
    ['Europe/Moscow', '2026-11-30T21:30:00Z', '2026-12-01T21:00:00.000Z', '2027-03-01T21:00:00.000Z'],
    // Clocks go back, and forward, within it.
    ['Europe/Riga', '2026-09-09T10:00:00Z', '2026-09-09T21:00:00.000Z', '2026-12-09T22:00:00.000Z'],
    ['Europe/Riga', '2026-02-11T10:00:00Z', '2026-02-11T22:00:00.000Z', '2026-05-11T21:00:00.000Z'],
    // 31 November is none.
    ['UTC', '2026-08-30T10:00:00Z', '2026-08-31T00:00:00.000Z', '2026-11-30T00:00:00.000Z'],
    // No midnight: the day begins an hour later.
    ['America/Santiago', '2026-09-05T12:00:00Z', '2026-09-06T04:00:00.000Z', '2026-12-06T03:00:00.000Z'],
  ])('%s, planned at %s: from the next day on, three months', (zone, at, from, to) => {
    const { fromAt, toAt } = nextQuarter(Date.parse(at), zone)
    expect([fromAt, toAt].map(moment => new Date(moment).toISOString())).toEqual([from, to])
  })
})

describe('the group of a quarter', () => {
  test('one at a time, with new dice each time', async () => {
    const db = await temporaryDb()
    seed(db, crowd(400))
    const first = begun(db)
    expect(db.write(() => planQuarter(db, { share: 500, zone: 'UTC', createdBy: 1 }, AT))).toBe(null)
    expect(quarterHoldout(db, AT)).toEqual(first)
    expect(quarterHoldout(db, first.toAt)).toBe(null)
    const second = db.write(() => planQuarter(db, { share: 2_000, zone: 'UTC', createdBy: 1 }, first.toAt))
    if (second === null) throw new Error('none')
    const [one, two] = [drawn(db, first), drawn(db, second)]
    for (const group of [one, two]) expect(Math.abs(group.length - 80)).toBeLessThan(30)
    // Of an independent draw a fifth would be in both.
    const both = one.filter(id => two.includes(id)).length
    expect(both).toBeGreaterThan(3)
    expect(both).toBeLessThan(40)
  })

  test('everybody whom offers can reach has a side, with who is known; cut short, it is done again', async () => {
    const db = await temporaryDb()
    seed(db, [
      ...crowd(300),
      { name: 'S', stopped: true },
      { name: 'B', unreachable: 'blocked' },
      { name: 'P', pausedUntil: AT + DAY },
    ])
    for (let person = 1; person <= 300; person += 3) link(db, person)
    const quarter = begun(db)
    const held = new Set(drawn(db, quarter))
    // What a process that ended half-way had done.
    db.sql('insert into holdout_members (holdout_id, subscriber_id, held, linked, at) values (?, 2, ?, 1, 7)').run(
      quarter.id,
      held.has(2) ? 1 : 0,
    )
    await assignQuarter(db, AT)
    const all = members(db, quarter.id)
    expect(all.map(({ who }) => who)).toEqual([...Array.from({ length: 300 }, (_, i) => i + 1), 303])
    for (const { who, held: side, linked, at } of all) {
      expect(side).toBe(held.has(who) ? 1 : 0)
      expect([linked, at]).toEqual(who === 2 ? [1, 7] : [who % 3 === 1 && who <= 300 ? 1 : 0, AT])
    }
    expect(quarterHoldout(db, AT)?.assignedAt).toBe(AT)
    const sides = await countSides(db, quarter.id)
    expect(sides.held.people + sides.others.people).toBe(301)
    expect(sides.held.linked + sides.others.linked).toBe(101)
    // Whoever is linked later counts in neither arm: nothing is written anew.
    link(db, 5)
    await assignQuarter(db, AT + HOUR)
    expect(members(db, quarter.id)).toEqual(all)
  })

  test('nobody has a side before it begins, and none after it ended early', async () => {
    const db = await temporaryDb()
    seed(db, crowd(50))
    const quarter = db.write(() => planQuarter(db, { share: 5_000, zone: 'UTC', createdBy: 1 }, AT))
    if (quarter === null) throw new Error('none')
    await assignQuarter(db, AT)
    db.write(() => assignNewcomers(db, 0, AT))
    expect(members(db, quarter.id)).toEqual([])
    expect(db.write(() => endQuarter(db, quarter.id, quarter.fromAt + 1))).toBe(true)
    expect(db.write(() => endQuarter(db, quarter.id, quarter.fromAt + 2))).toBe(false)
    await assignQuarter(db, quarter.fromAt + 1)
    db.write(() => assignNewcomers(db, 0, quarter.fromAt + 1))
    expect(members(db, quarter.id)).toEqual([])
    expect([quarterHoldout(db, quarter.fromAt + 1), listControlGroups(db)]).toEqual([null, []])
    expect(lastQuarter(db, quarter.toAt)).toBe(null)
    expect(listUnreported(db, quarter.toAt + DAY)).toEqual([])
  })

  test('whoever comes, is moved in or comes back has a side in that commit, by the same dice, and keeps it', async () => {
    const db = await temporaryDb()
    seed(db, [
      { name: 'Gone', unreachable: 'blocked' },
      { name: 'Stopped', stopped: true },
    ])
    db.sql('insert into customers (telegram_id, created_at) values (501, 0)').run()
    const quarter = begun(db, 5_000)
    await assignQuarter(db, AT)
    const known = { firstName: 'Ann', lastName: null, username: null, telegramLanguage: 'en', premium: false }
    for (const telegramId of [501, 502, 503])
      db.write(() => startSubscriber(db, { telegramId, ...known }, { source: null, wording }, AT))
    db.write(() =>
      takePerson(
        db,
        {
          telegramId: 601,
          firstName: 'Moved',
          lastName: null,
          username: null,
          language: null,
          phone: null,
          fields: {},
        },
        { ground: 'they agreed', vouchedBy: 1, by: 'api:1', team: [] },
        AT,
      ),
    )
    db.write(() => recordReachable(db, 1, AT))
    db.write(() => resumeOffers(db, 2, byButton, AT))
    const all = members(db, quarter.id)
    const held = drawn(db, quarter)
    expect(all.map(({ who, held: side }) => [who, side])).toEqual(
      [1, 2, 3, 4, 5, 6].map(who => [who, held.includes(who) ? 1 : 0]),
    )
    // The first to come was known by their Telegram id before they had a side.
    expect(all.map(({ linked }) => linked)).toEqual([0, 0, 1, 0, 0, 0])
    db.write(() => recordUnreachable(db, 4, 'blocked', AT))
    link(db, 4)
    db.write(() => recordReachable(db, 4, AT + HOUR))
    expect(members(db, quarter.id)).toEqual(all)
  })

  test('whoever a long import brings, begun before the quarter, has a side as well', async () => {
    const db = await temporaryDb()
    seed(db, crowd(20))
    const quarter = begun(db, 5_000)
    db.write(() => assignNewcomers(db, 10, quarter.fromAt - HOUR))
    expect(members(db, quarter.id)).toEqual([])
    await assignQuarter(db, AT)
    db.sql('delete from holdout_members where subscriber_id > 10').run()
    db.write(() => assignNewcomers(db, 10, quarter.fromAt - HOUR))
    expect(members(db, quarter.id).map(({ who, at }) => [who, at])).toEqual(
      Array.from({ length: 20 }, (_, i) => [i + 1, i < 10 ? AT : quarter.fromAt]),
    )
  })

  test('says of somebody until when they are in it', async () => {
    const db = await temporaryDb()
    seed(db, crowd(40))
    const quarter = begun(db, 5_000)
    const held = drawn(db, quarter)
    const [inIt] = held
    const out = Array.from({ length: 40 }, (_, i) => i + 1).find(id => !held.includes(id))
    expect(heldOutUntil(db, inIt ?? 0, AT)).toBe(quarter.toAt)
    expect(heldOutUntil(db, out ?? 0, AT)).toBe(null)
    expect(heldOutUntil(db, inIt ?? 0, quarter.fromAt - 1)).toBe(null)
    expect(heldOutUntil(db, inIt ?? 0, quarter.toAt)).toBe(null)
    db.sql(
      `update subscribers set erased_at = 1, telegram_id = null, subscribed_at = null, last_seen_at = null, first_name = '' where id = ?`,
    ).run(inIt ?? 0)
    expect(heldOutUntil(db, inIt ?? 0, AT)).toBe(null)
  })

  test('is told of once, in the morning after its last day', async () => {
    const db = await temporaryDb()
    const quarter = begun(db)
    expect(listUnreported(db, quarter.toAt + 9 * HOUR)).toEqual([])
    expect(listUnreported(db, quarter.toAt + 10 * HOUR)).toEqual([{ id: quarter.id, createdBy: 1 }])
    db.write(() => recordReported(db, quarter.id, quarter.toAt + 11 * HOUR))
    expect(listUnreported(db, quarter.toAt + DAY)).toEqual([])
    expect(lastQuarter(db, quarter.toAt)?.id).toBe(quarter.id)
  })
})

/** What is asked on the way of somebody who comes, of a claim, of a screen: each of these statements goes by an index. */
test.each<[string, (db: Db) => unknown]>([
  ['the quarter that runs', db => quarterHoldout(db, AT)],
  ['the last quarter', db => lastQuarter(db, AT)],
  ['the groups of quarters for the gate', db => listControlGroups(db)],
  ['quarters not told of', db => listUnreported(db, AT)],
  ['the comparison of a broadcast', db => broadcastHoldout(db, 1)],
  ['somebody who comes', db => assignNewcomer(db, 1, AT)],
  ['those whom a slice brought', db => assignNewcomers(db, 1, AT)],
  ['whether somebody is kept', db => heldOutUntil(db, 1, AT)],
  ['the rows of a plan that was cut short', db => dropComparison(db, 1, 10)],
])('%s: by an index', async (_what, ask) => {
  const db = await temporaryDb()
  seed(db, crowd(2))
  begun(db)
  db.write(() => beginComparison(db, { id: 1, share: 1_000, createdBy: 1, window: DAY }, AT))
  const asked: string[] = []
  ask(
    Object.create(db, {
      sql: {
        value: (text: string) => {
          asked.push(text)
          return db.sql(text)
        },
      },
    }),
  )
  expect(asked.length).toBeGreaterThan(0)
  for (const text of asked) {
    const steps = db.sql<{ detail: string }>(`explain query plan ${text.replace(/(?<![\w'])\?/g, 'null')}`).all()
    expect(steps.filter(({ detail }) => /^SCAN/.test(detail))).toEqual([])
  }
})

test('the sides of a broadcast that never began go, a few at a time, and its comparison with the last', async () => {
  const db = await temporaryDb()
  seed(db, crowd(25))
  const id = db.write(() => beginComparison(db, { id: 9, share: 1_000, createdBy: 1, window: 7 * DAY }, AT))
  db.sql(
    'insert into holdout_members (holdout_id, subscriber_id, held, linked, at) select ?, id, 0, 0, 0 from subscribers',
  ).run(id)
  const gone = []
  for (let n = 1; n > 0; ) {
    n = db.write(() => dropComparison(db, 9, 10))
    gone.push(n)
  }
  expect(gone).toEqual([10, 10, 5, 1, 0])
  expect(broadcastHoldout(db, 9)).toBe(null)
})
