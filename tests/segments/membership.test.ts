import { expect, test } from 'vitest'
import { DAY } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import type { Criterion } from '../../src/segments/criterion.js'
import {
  dayOf,
  growthOf,
  listSizes,
  refreshMembership,
  refreshSegment,
  unwatchSegment,
  watchSegment,
} from '../../src/segments/people/membership.js'
import { createSegment } from '../../src/segments/segment.js'
import { temporaryDb } from '../support/db.js'
import { EIGHT } from './eight.js'
import { fill } from './fill.js'
import { AT, CONTEXT, worldOf } from './fixture.js'

const zone = CONTEXT.zone
const premium: Criterion = { leaf: 'premium', value: true }

async function world() {
  const db = await temporaryDb()
  fill(db, worldOf({ people: EIGHT.people }))
  return db
}

const save = (db: Db, name: string, criterion: Criterion) => createSegment(db, { name, criterion, createdBy: 1 }, AT).id

const buy = (db: Db, person: number, value: number) =>
  db.sql('update subscribers set premium = ? where id = ?').run(value, person)

const changes = (db: Db, id: number) =>
  db
    .sql<{ person: number; entered: number }>(
      'select subscriber_id as person, entered from segment_changes where segment_id = ? order by id',
    )
    .all(id)
    .map(({ person, entered }) => (entered === 1 ? person : -person))

const members = (db: Db, id: number) =>
  db
    .sql<{ person: number }>('select subscriber_id as person from segment_members where segment_id = ? order by 1')
    .all(id)
    .map(({ person }) => person)

test.each([
  ['2026-11-24T20:59:59Z', 'Europe/Moscow', '2026-11-24'],
  ['2026-11-24T21:00:00Z', 'Europe/Moscow', '2026-11-25'],
  ['2026-11-24T04:59:59Z', 'America/New_York', '2026-11-23'],
])('%s in %s is %s', (at, where, day) => {
  expect(dayOf(Date.parse(at), where)).toBe(Date.parse(day) / DAY)
})

test('counts each segment once a day, in its zone', async () => {
  const db = await world()
  const id = save(db, 'Premium', premium)
  expect(await refreshMembership(db, { zone }, AT)).toEqual({ segments: 1, failed: [] })
  expect(await refreshMembership(db, { zone }, AT + 3_600_000)).toEqual({ segments: 0, failed: [] })
  // Ann can be reached; Cat stopped offers.
  expect(listSizes(db, id, 9)).toEqual([
    { day: dayOf(AT, zone), size: 2, reachable: 1, entered: null, gone: null, at: AT },
  ])
  buy(db, 6, 1)
  expect((await refreshMembership(db, { zone }, AT + DAY)).segments).toBe(1)
  expect(listSizes(db, id, 9).map(({ size }) => size)).toEqual([2, 3])
  expect(growthOf(listSizes(db, id, 9))).toEqual([
    { days: 1, more: 1 },
    { days: 7, more: null },
    { days: 30, more: null },
  ])
})

test('counts again on demand, in the place of the day', async () => {
  const db = await world()
  const id = save(db, 'Premium', premium)
  await refreshSegment(db, id, CONTEXT)
  buy(db, 6, 1)
  await refreshSegment(db, id, { ...CONTEXT, at: AT + 1 }, db.people)
  expect(listSizes(db, id, 9).map(({ size, at }) => [size, at])).toEqual([[3, AT + 1]])
})

test('one segment that cannot be counted does not keep the others waiting', async () => {
  const db = await world()
  const broken = save(db, 'Broken', premium)
  db.sql('update segments set criterion = ? where id = ?').run('{"leaf":"nonsense"}', broken)
  save(db, 'Premium', premium)
  const { segments, failed } = await refreshMembership(db, { zone }, AT)
  expect([segments, failed.map(({ segmentId }) => segmentId)]).toEqual([1, [broken]])
})

test('takes down who enters and who leaves, but not who was there before', async () => {
  const db = await world()
  const id = save(db, 'Premium', premium)
  watchSegment(db, id)
  await refreshMembership(db, { zone }, AT)
  expect([members(db, id), changes(db, id)]).toEqual([[1, 3], []])
  expect(listSizes(db, id, 1)).toMatchObject([{ size: 2, entered: 0, gone: 0 }])

  buy(db, 6, 1)
  buy(db, 1, 0)
  await refreshMembership(db, { zone }, AT + DAY)
  expect([members(db, id), changes(db, id).sort()]).toEqual([
    [3, 6],
    [-1, 6],
  ])
  expect(listSizes(db, id, 1)).toMatchObject([{ size: 2, entered: 1, gone: 1 }])

  buy(db, 1, 1)
  await refreshSegment(db, id, { zone, at: AT + DAY + 1 })
  expect(listSizes(db, id, 1)).toMatchObject([{ size: 3, entered: 2, gone: 1 }])

  unwatchSegment(db, id)
  await refreshMembership(db, { zone }, AT + DAY + 2)
  expect([members(db, id), changes(db, id).length]).toEqual([[], 3])
  watchSegment(db, id)
  await refreshMembership(db, { zone }, AT + 2 * DAY)
  expect([members(db, id), changes(db, id).length]).toEqual([[1, 3, 6], 3])
})

test('never reacts to its own writes', async () => {
  const db = await world()
  const inner = save(db, 'Premium', premium)
  // Whoever is in it is asked by the rule of the other one, not by whom that one last had.
  const outer = save(db, 'Within', { all: [{ leaf: 'segment', segment: inner }, { leaf: 'everyone' }] })
  for (const id of [inner, outer]) watchSegment(db, id)
  await refreshMembership(db, { zone }, AT)
  db.sql('delete from segment_members where segment_id = ?').run(inner)
  buy(db, 6, 1)
  await refreshSegment(db, outer, { zone, at: AT + 1 })
  expect([members(db, outer), changes(db, outer)]).toEqual([[1, 3, 6], [6]])

  await refreshMembership(db, { zone }, AT + DAY)
  const rows = () =>
    db
      .sql<{ n: number }>(
        'select (select count(*) from segment_changes) + (select count(*) from segment_members) + (select sum(at) from segment_sizes) as n',
      )
      .get()?.n
  const before = rows()
  for (let hour = 0; hour < 5; hour++) await refreshMembership(db, { zone }, AT + DAY + hour)
  expect(rows()).toBe(before)
  await refreshSegment(db, inner, { zone, at: AT + DAY })
  await refreshSegment(db, outer, { zone, at: AT + DAY })
  expect(rows()).toBe(before)
})

test('a thousand members come and go in small transactions', async () => {
  const db = await world()
  const id = save(db, 'Premium', premium)
  db.write(() => {
    for (let i = 100; i < 3_100; i++)
      db.sql(
        `insert into subscribers (id, telegram_id, first_name, subscribed_at, last_seen_at, dice, created_at) values (?, ?, 'x', 0, 0, 1, 0)`,
      ).run(i, i)
  })
  watchSegment(db, id)
  await refreshMembership(db, { zone }, AT)
  db.sql('update subscribers set premium = 1 where id >= 100').run()
  await refreshMembership(db, { zone }, AT + DAY)
  expect(listSizes(db, id, 1)).toMatchObject([{ size: 3_002, entered: 3_000, gone: 0 }])
  db.sql('update subscribers set premium = 0 where id >= 100').run()
  await refreshMembership(db, { zone }, AT + 2 * DAY)
  expect(listSizes(db, id, 1)).toMatchObject([{ size: 2, entered: 0, gone: 3_000 }])
})

test('a segment that somebody begins to watch is taken down at the next refresh, though counted today', async () => {
  const db = await world()
  const id = save(db, 'Premium', premium)
  await refreshMembership(db, { zone }, AT)
  db.write(() => watchSegment(db, id))
  expect(await refreshMembership(db, { zone }, AT + 1)).toEqual({ segments: 1, failed: [] })
  expect(await refreshMembership(db, { zone }, AT + 2)).toEqual({ segments: 0, failed: [] })
  expect(members(db, id)).not.toEqual([])
  expect(() => watchSegment(db, 99)).toThrow('segment_not_found')
})
