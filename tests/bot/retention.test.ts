import { expect, test } from 'vitest'
import { findWords, keepWords } from '../../src/bot/admin/search.js'
import { forgetByAge } from '../../src/bot/forget/retention.js'
import { type Kept, usualKept } from '../../src/bot/settings/preference.js'
import { DAY } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { temporaryDb } from '../support/db.js'

const AT = Date.UTC(2026, 10, 29, 3, 23)
const OLD = Date.UTC(2024, 10, 29, 3, 22)
const YOUNG = Date.UTC(2024, 10, 29, 3, 24)
const ADMIN = 7

/** Of everything that is kept for a while a row that is too old and one that is not; the latter has an even id. */
async function filled(): Promise<Db> {
  const db = await temporaryDb()
  const run = (sql: string, ...values: (string | number)[]) => void db.sql(sql).run(...values)
  db.write(() => {
    run(
      `insert into subscribers (id, telegram_id, first_name, subscribed_at, dice, created_at) values (1, 501, 'Ann', 1, 1, 1)`,
    )
    for (const [i, at] of [OLD, YOUNG].entries()) {
      const id = i + 1
      run(
        `insert into clicks (id, delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
         values (?, 1, 1, 1, 1, ?, 'human', 'person', 'x')`,
        id,
        at,
      )
      run(
        `insert into reads (delivery_id, evidence, grade, subscriber_id, broadcast_id, at) values (?, 'press', 'confirmed', 1, 1, ?)`,
        id,
        at,
      )
      run(
        'insert into events (id, key, subscriber_id, name_id, at, received_at) values (?, ?, 1, 1, ?, ?)',
        id,
        id,
        at,
        at,
      )
      run('insert into replies (id, subscriber_id, quoted, message_id, at) values (?, 1, 0, ?, ?)', id, id, at)
      run('insert into inbox (id, telegram_id, message_id, at, answered_at) values (?, 501, ?, ?, ?)', id, id, at, at)
      run('insert into inbox_copies (chat_id, message_id, telegram_id, at) values (7, ?, 501, ?)', id, at)
      run(`insert into audit_log (id, admin_id, at, address) values (?, 7, ?, 'st.ru')`, id, at)
      run(`insert into subscription_events (id, subscriber_id, kind, at) values (?, 1, 'start', ?)`, id, at)
      keepWords(db, ADMIN, `words ${id}`, at)
    }
  })
  return db
}

const TABLES = {
  clicks: 'id',
  events: 'id',
  reads: 'delivery_id',
  replies: 'id',
  inbox: 'id',
  inbox_copies: 'message_id',
  audit_log: 'id',
}

function left(db: Db): Record<string, number[]> {
  const rows = Object.entries(TABLES).map(([table, id]) => [
    table,
    db
      .sql<{ id: number }>(`select ${id} as id from ${table} order by 1`)
      .all()
      .map(row => row.id),
  ])
  return { ...Object.fromEntries(rows), searches: [1, 2].filter(id => findWords(db, ADMIN, id) !== null) }
}

const all = (ids: number[]) => Object.fromEntries([...Object.keys(TABLES), 'searches'].map(name => [name, ids]))
const forget = (db: Db, kept: Kept = usualKept, team = [ADMIN]) =>
  forgetByAge({ db, kept: () => kept, team: () => team }, AT)

test('what is older than it is kept for goes, agreements stay, and nothing else', async () => {
  const db = await filled()
  await forget(db)
  expect(left(db)).toEqual(all([2]))
  expect(db.sql('select count(*) as n from subscription_events').get()).toEqual({ n: 2 })
  await forget(db)
  expect(left(db)).toEqual(all([2]))
})

test.each(['clicks', 'events', 'reads', 'inbox', 'searches', 'acts'] as const)(
  '%s stay where there is no limit',
  async kind => {
    const db = await filled()
    await forget(db, { ...usualKept, [kind]: null })
    const stays = { inbox: ['inbox', 'inbox_copies', 'replies'], acts: ['audit_log'] }
    const names: readonly string[] = kind === 'inbox' || kind === 'acts' ? stays[kind] : [kind]
    expect(left(db)).toEqual({ ...all([2]), ...Object.fromEntries(names.map(name => [name, [1, 2]])) })
  },
)

test('who wrote and never pressed Start goes 30 days after their last word; the team and subscribers do not', async () => {
  const db = await filled()
  const wrote = (telegramId: number, message: number, at: number) =>
    db.sql('insert into inbox (telegram_id, message_id, at) values (?, ?, ?)').run(telegramId, message, at)
  for (const id of [501, 601, 602, ADMIN]) wrote(id, 90, AT - 31 * DAY)
  wrote(602, 91, AT - 29 * DAY)
  db.sql('insert into muted (telegram_id, at) values (601, 1)').run()
  await forget(db)
  const there = db
    .sql<{ id: number }>('select distinct telegram_id as id from inbox order by 1')
    .all()
    .map(({ id }) => id)
  expect(there).toEqual([ADMIN, 501, 602])
  expect(db.sql('select count(*) as n from muted').get()).toEqual({ n: 0 })
})

test('a long list goes a few hundred rows at a time, so that nothing waits for it', async () => {
  const db = await temporaryDb()
  db.write(() => {
    db.sql(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 40000)
       insert into clicks (id, delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
       select i, i, 1, i % 1000, i % 50, iif(i <= 30000, ?, ?), 'human', 'person', 'Chrome/Android' from n`,
    ).run(OLD, YOUNG)
  })
  let most = 0
  const total = db.sql<{ n: number }>('select total_changes() as n')
  const counted = <T>(write: () => T): T => {
    const before = total.get()?.n ?? 0
    const value = write()
    most = Math.max(most, (total.get()?.n ?? 0) - before)
    return value
  }
  const group: Db['group'] = write => db.group(() => counted(write))
  await forget({ ...db, group })
  expect(db.sql('select count(*) as n, min(id) as first from clicks').get()).toEqual({ n: 10_000, first: 30_001 })
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThanOrEqual(1_000)
})
