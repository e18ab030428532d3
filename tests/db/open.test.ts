import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { DAY } from '../../src/clock.js'
import { type Db, openDb } from '../../src/db/open.js'
import { temporaryDb, temporaryPath } from '../support/db.js'

const addSetting = (db: Db, key: string) => db.sql('insert into settings (key, value) values (?, ?)').run(key, '1')
const countSettings = (db: Db) => db.sql<{ n: number }>('select count(*) as n from settings').get()?.n

test('tables are strict, and those with keys of their own live without rowids', async () => {
  const db = await temporaryDb()
  const tables = db
    .sql<{ name: string; wr: number; strict: number }>('pragma table_list')
    .all()
    .filter(({ name }) => !name.startsWith('sqlite_') && name !== '__drizzle_migrations')
  expect(tables.filter(table => table.strict === 0)).toEqual([])
  expect(
    tables
      .filter(table => table.wr === 1)
      .map(table => table.name)
      .sort(),
  ).toEqual([
    'album_parts',
    'answer_parts',
    'attribute_claims',
    'attribute_values',
    'campaign_editions',
    'campaign_messages',
    'campaign_runs',
    'cards',
    'conversations',
    'customer_claims',
    'customer_conflicts',
    'delivery_messages',
    'dropped_clicks',
    'erasures',
    'holdout_members',
    'import_changes',
    'import_mappings',
    'import_ranges',
    'inbox_copies',
    'interest_answers',
    'invitations',
    'link_targets',
    'link_topics',
    'links',
    'order_lines',
    'origins',
    'outbox',
    'poll_votes',
    'polls',
    'promo_codes',
    'reads',
    'repair_steps',
    'segment_members',
    'segment_sizes',
    'service_refusals',
    'settings',
    'source_aliases',
    'source_visits',
    'staff_topics',
    'survey_answers',
    'test_openings',
    'told_orders',
    'told_refunds',
    'topic_answers',
    'trials',
    'unmatched_votes',
    'webhook_inbox',
    'webhook_refusals',
    'withdrawals',
    'wordings',
  ])
})

test('a second process is told after its patience ends, and gets the file once the first lets go', async () => {
  const path = temporaryPath()
  const first = await openDb(path)
  await expect(openDb(path, { patience: 150 })).rejects.toMatchObject({ code: 'database_locked' })
  await first.close()
  const second = await openDb(path, { patience: 150 })
  await second.close()
})

test('only the owner can read the file, and every commit is durable', async () => {
  const db = await temporaryDb()
  expect(statSync(db.path).mode & 0o777).toBe(0o600)
  expect(db.sql<{ journal_mode: string }>('pragma journal_mode').get()?.journal_mode).toBe('wal')
  expect(db.sql<{ synchronous: number }>('pragma synchronous').get()?.synchronous).toBe(2)
  expect(db.sql<{ foreign_keys: number }>('pragma foreign_keys').get()?.foreign_keys).toBe(1)
})

test('an existing file is copied before it is migrated, a current one is not', async () => {
  const path = temporaryPath()
  const db = await openDb(path)
  db.sql('update __drizzle_migrations set created_at = created_at').run()
  await db.close()
  await (await openDb(path)).close()
  expect(existsSync(`${path}.before-migration`)).toBe(false)
})

test('the copy from before a migration goes after seven days, not before', async () => {
  const path = temporaryPath()
  await (await openDb(path)).close()
  const copy = `${path}.before-migration`
  for (const [days, stays] of [
    [6, true],
    [8, false],
  ] as const) {
    writeFileSync(copy, 'old')
    utimesSync(copy, new Date(), new Date(Date.now() - days * DAY))
    await (await openDb(path)).close()
    expect(existsSync(copy)).toBe(stays)
  }
})

test('a member of a group that throws is undone alone', async () => {
  const db = await temporaryDb()
  const results = await Promise.allSettled([
    db.group(() => addSetting(db, 'a')),
    db.group(() => {
      addSetting(db, 'b')
      throw new Error('no')
    }),
    db.group(() => addSetting(db, 'c')),
  ])
  expect(results.map(result => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(db.sql<{ key: string }>('select key from settings order by key').all()).toEqual([{ key: 'a' }, { key: 'c' }])
})

test('when the commit fails every member is told and nothing is kept', async () => {
  const db = await temporaryDb()
  const pages = db.sql<{ page_count: number }>('pragma page_count').get()?.page_count ?? 0
  db.sql(`pragma max_page_count = ${pages}`).get()
  const big = 'x'.repeat(200_000)
  const results = await Promise.allSettled([
    db.group(() => addSetting(db, 'small')),
    db.group(() => db.sql('insert into settings (key, value) values (?, ?)').run('big', big)),
  ])
  expect(results[1]).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_FULL' } })
  db.sql('pragma max_page_count = 1000000').get()
  await db.group(() => addSetting(db, 'later'))
  expect(db.sql("select 1 from settings where key = 'later'").get()).toBeDefined()
})

test('a write inside a group is part of it', async () => {
  const db = await temporaryDb()
  await db.group(() => db.write(() => addSetting(db, 'inner')))
  expect(countSettings(db)).toBe(1)
})

test('readers see what was committed, refuse to write, and end with the database', async () => {
  const db = await temporaryDb()
  await db.group(() => addSetting(db, 'a'))
  expect(await db.people.rows<{ key: string }>('select key from settings where value = ?', ['1'])).toEqual([
    { key: 'a' },
  ])
  await expect(db.people.rows('delete from settings')).rejects.toThrow(/readonly|does not return data/)
  await expect(db.people.rows('select nonsense')).rejects.toThrow(/no such column/)
  expect(await db.people.rows('select 1 as one')).toEqual([{ one: 1 }])
})

test('a big result is merged in its order, in several transactions, and its scratch file goes', async () => {
  const db = await temporaryDb()
  const numbers =
    'with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) select i from n order by -i'
  const scratch = await db.jobs.scratch(numbers)
  expect(scratch.count).toBe(20_000)
  await db.merge(
    scratch,
    `insert into main.updates (update_id, body) select i, ':' || rowid || :mark from scratch.result
     where rowid > :after and rowid <= :upto`,
    { mark: '!' },
  )
  await scratch.drop()
  expect(db.sql('select count(*) as n, min(body) as first from updates where update_id = 20000').get()).toEqual({
    n: 1,
    first: ':1!',
  })
  expect(db.sql('select count(*) as n from updates').get()).toEqual({ n: 20_000 })
  expect(readdirSync(dirname(db.path)).filter(name => name.includes('scratch'))).toEqual([])
})

test('closing under a merge ends it with an error, and the rows of its last transaction stay whole', async () => {
  const path = temporaryPath()
  const db = await openDb(path)
  const scratch = await db.jobs.scratch(
    'with recursive n(i) as (select 1 union all select i + 1 from n where i < 200000) select i from n',
  )
  const merged = db.merge(
    scratch,
    `insert into main.updates (update_id, body) select i, 'x' from scratch.result
     where rowid > :after and rowid <= :upto`,
  )
  const ended = expect(merged).rejects.toThrow(/not open/)
  await new Promise(resolve => setImmediate(resolve))
  await db.close()
  await ended
  await scratch.drop()
  const again = await openDb(path)
  const { n = 0, last } =
    again.sql<{ n: number; last: number }>('select count(*) as n, max(update_id) as last from updates').get() ?? {}
  expect(n).toBeGreaterThan(0)
  expect(last).toBe(n)
  await again.close()
})
