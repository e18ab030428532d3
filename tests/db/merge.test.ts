import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createReader } from '../../src/db/reader.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import { migratedPath, temporaryDb, temporaryPath } from '../support/db.js'

const numbers = (n: number, bytes = 200) =>
  `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${n})
   select i, cast(i as text) as word, hex(zeroblob(${bytes})) as filling from n`
const state = z.object({ log: z.int(), checkpointed: z.int() })

test('a scratch keeps the order and the kinds of its rows, and another question may stand on it', async () => {
  const db = await temporaryDb()
  const first = await db.jobs.scratch('select 7 as a, cast(7 as text) as b, null as c union all select 2.5, :word, 0', {
    word: '007',
  })
  expect(first.count).toBe(2)
  expect(await db.jobs.rows('select rowid as id, a, b, c from basis.result', [], first)).toEqual([
    { id: 1, a: 7, b: '7', c: null },
    { id: 2, a: 2.5, b: '007', c: 0 },
  ])
  const second = await db.jobs.scratch(
    'with b as (select b from basis.result) select * from b where b <> ?',
    ['7'],
    first,
  )
  expect(await db.people.rows('select b from basis.result', [], second)).toEqual([{ b: '007' }])
  for (const scratch of [first, second]) await scratch.drop()
  await expect(db.jobs.rows('select 1 from basis.result')).rejects.toThrow('no such table')
})

test('a reader that was woken answers; what is wrong with its file only a question is told', async () => {
  const told: unknown[] = []
  for (const [path, answer] of [
    [await migratedPath(), [{ a: 1 }]],
    [temporaryPath(), 'unable to open'],
  ] as const) {
    const reader = createReader(path, 60_000)
    reader.wake()
    reader.wake()
    told.push(await reader.rows('select 1 as a').catch(String))
    if (typeof answer === 'string') expect(told.at(-1)).toContain(answer)
    else expect(told.at(-1)).toEqual(answer)
    await reader.close()
    reader.wake()
  }
})

test('a question that would write is refused', async () => {
  const db = await temporaryDb()
  db.sql("insert into settings (key, value) values ('a', 'b')").run()
  await expect(db.jobs.scratch('delete from settings')).rejects.toThrow()
  await expect(db.jobs.scratch('delete from settings returning key')).rejects.toThrow()
  await expect(db.jobs.rows('delete from settings returning key')).rejects.toThrow()
  expect(db.sql('select key from settings').all()).toEqual([{ key: 'a' }])
})

test('a long merge takes every row, in order, and its log begins anew now and then', async () => {
  const db = await temporaryDb()
  db.sql('create table taken (i, word, filling)').run()
  // A page each.
  const scratch = await db.jobs.scratch(numbers(30_000, 1_500))
  let longest = 0
  let last = 0
  let begunAnew = 0
  let over = false
  const watch = (async () => {
    while (!over) {
      const { log } = state.parse(db.sql('pragma wal_checkpoint(noop)').get())
      if (log < last) begunAnew += 1
      longest = Math.max(longest, log)
      last = log
      await new Promise(resolve => setImmediate(resolve))
    }
  })()
  await db.merge(
    scratch,
    'insert into taken select * from scratch.result where rowid > :after and rowid <= :upto order by rowid',
  )
  over = true
  await watch
  await scratch.drop()
  expect(db.sql('select count(*) as n, sum(i = rowid) as inOrder, sum(word = i) as words from taken').get()).toEqual({
    ...{ n: 30_000, inOrder: 30_000, words: 0 },
  })
  expect(longest).toBeGreaterThan(1_250)
  expect(begunAnew).toBeGreaterThan(0)
  const automatic = db.sql<{ wal_autocheckpoint: number }>('pragma wal_autocheckpoint')
  const log = () => state.parse(db.sql('pragma wal_checkpoint(noop)').get())
  await vi.waitFor(() => expect(automatic.get()).toEqual({ wal_autocheckpoint: 16_000 }), PATIENCE_MS)
  expect(log().log - log().checkpointed).toBeLessThanOrEqual(4_000)
})

test('what small writes leave in the log is carried over beside them', async () => {
  const db = await temporaryDb()
  db.sql('create table taken (filling)').run()
  const write = (bytes: number) => db.group(() => db.sql('insert into taken values (zeroblob(?))').run(bytes).changes)
  for (let i = 0; i < 4; i++) await write(2_000_000)
  await vi.waitFor(async () => {
    await write(1)
    // Carried over as a whole, it begins anew.
    const { log, checkpointed } = state.parse(db.sql('pragma wal_checkpoint(noop)').get())
    expect(log - checkpointed).toBeLessThan(500)
  }, PATIENCE_MS)
})

test('every commit outside a merge waits for the disk, also after a merge that failed', async () => {
  const db = await temporaryDb()
  db.sql('create table taken (i integer primary key)').run()
  const durable = () => db.sql<{ synchronous: number }>('pragma synchronous').get()?.synchronous
  const scratch = await db.jobs.scratch(numbers(2_000))
  const seen = new Set<number | undefined>()
  const take = 'insert into taken select i from scratch.result where rowid > :after and rowid <= :upto'
  let over = false
  const watch = (async () => {
    while (!over) {
      seen.add(durable())
      await new Promise(resolve => setImmediate(resolve))
    }
  })()
  await db.merge(scratch, take)
  db.sql('delete from taken where i < 1000').run()
  await expect(db.merge(scratch, take)).rejects.toThrow('UNIQUE')
  over = true
  await watch
  await scratch.drop()
  expect([...seen, durable()]).toEqual([2, 2])
})

test('whatever is merged goes before the next slice of an import, and both take every row', async () => {
  const db = await temporaryDb()
  db.sql('create table taken (i integer primary key)').run()
  db.sql('create table planned (i integer primary key)').run()
  const people = await db.jobs.scratch(numbers(4_000))
  const plan = await db.jobs.scratch(numbers(4_000))
  const order: string[] = []
  const take = 'insert into taken select i from incoming.result where rowid > :after and rowid <= :upto'
  let planned: Promise<void> | undefined
  const taken = db.takeIn(people, (after, upto) => {
    order.push('import')
    db.sql(take).run({ after, upto })
    if (after > 0)
      planned ??= db
        .merge(plan, 'insert into planned select i from scratch.result where rowid > :after and rowid <= :upto')
        .then(() => void order.push('plan'))
  })
  expect(await taken).toBe(true)
  await planned
  for (const scratch of [people, plan]) await scratch.drop()
  expect(order.slice(0, 3)).toEqual(['import', 'import', 'plan'])
  expect(order.length).toBeGreaterThan(5)
  const count = (table: string) => db.sql<{ n: number }>(`select count(*) as n from ${table}`).get()?.n
  expect([count('taken'), count('planned')]).toEqual([4_000, 4_000])
})

test('a question of a job goes before the next slice of an import, for a second at most', async () => {
  const db = await temporaryDb()
  db.sql('create table taken (i integer primary key)').run()
  const people = await db.jobs.scratch(numbers(3_000))
  const take = 'insert into taken select i from incoming.result where rowid > :after and rowid <= :upto'
  const count =
    'with recursive n(i) as (select 1 union all select i + 1 from n where i < ?) select count(*) as n from n'
  const bring = async (rows: number) => {
    const seen: string[] = []
    const ending = new AbortController()
    const ask = () =>
      void db.jobs.rows(count, [rows]).then(
        () => seen.push('answer'),
        () => seen.push('closed'),
      )
    const slice = (after: number, upto: number) => {
      if (seen.length === 0) ask()
      seen.push('slice')
      db.sql(take).run({ after, upto })
      if (upto >= 1_000) ending.abort()
    }
    await db.takeIn(people, slice, { signal: ending.signal })
    return seen.slice(0, 3)
  }
  expect(await bring(100_000)).toEqual(['slice', 'answer', 'slice'])
  db.sql('delete from taken').run()
  // This one is still at work when the database closes.
  expect(await bring(1e9)).toEqual(['slice', 'slice', 'slice'])
  await people.drop()
})

test('an import ends where it is told to, goes on from there, and a slice that fails leaves nothing of itself', async () => {
  const db = await temporaryDb()
  db.sql('create table taken (i integer primary key)').run()
  const people = await db.jobs.scratch(numbers(3_000))
  const take = 'insert into taken select i from incoming.result where rowid > :after and rowid <= :upto'
  const ending = new AbortController()
  let reached = 0
  const slice = (after: number, upto: number) => {
    db.sql(take).run({ after, upto })
    reached = upto
    if (upto >= 1_000) ending.abort()
  }
  expect(await db.takeIn(people, slice, { signal: ending.signal })).toBe(false)
  const count = () => db.sql<{ n: number }>('select count(*) as n from taken').get()?.n
  expect(count()).toBe(reached)
  const broken = db.takeIn(
    people,
    (after, upto) => {
      slice(after, upto)
      throw new Error('broken')
    },
    { from: reached },
  )
  const stood = reached
  await expect(broken).rejects.toThrow('broken')
  expect(count()).toBe(stood)
  expect(await db.takeIn(people, slice, { from: stood })).toBe(true)
  await people.drop()
  expect(count()).toBe(3_000)
})

test('long work without a file is done in slices too', async () => {
  const db = await temporaryDb()
  db.sql('create table taken (i integer primary key)').run()
  const people = await db.jobs.scratch(numbers(2_000))
  await db.merge(people, 'insert into taken select i from scratch.result where rowid > :after and rowid <= :upto')
  await people.drop()
  const some = db.sql('delete from taken where i in (select i from taken limit ?)')
  expect(await db.slices(rows => some.run(rows).changes, { givesWay: true })).toBe(true)
  expect(db.sql('select 1 from taken').all()).toEqual([])
})
