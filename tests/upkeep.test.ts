import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isErased } from '../src/audience/erase/erasure.js'
import { erasePerson } from '../src/bot/forget/erase.js'
import { findRestored } from '../src/bot/settings/restored.js'
import { backUp } from '../src/db/backup.js'
import { openFile } from '../src/db/binding.js'
import { type Db, openDb } from '../src/db/open.js'
import { restore } from '../src/upkeep.js'
import { proveBackup } from './prove/backup-run.js'
import { temporaryPath } from './support/db.js'
import { copyMigrated } from './support/migrated.js'
import { seedCampaign, seedDelivery } from './tracking/campaign.js'

const AT = Date.UTC(2026, 10, 29, 14)

async function filled(path = temporaryPath()): Promise<Db> {
  await copyMigrated(path)
  const db = await openDb(path)
  seedCampaign(db)
  db.write(() => {
    db.sql(`update broadcasts set started_at = 1 where id = 1`).run()
    db.sql(`update broadcasts set state = 'scheduled' where id = 2`).run()
    for (const [id, state] of (['sent', 'queued', 'sending', 'failed', 'queued'] as const).entries()) {
      seedDelivery(db, { id: id + 1, state, sentAt: state === 'sent' ? 5 : null })
    }
    db.sql(`insert into updates (update_id, body) values (7, '{"update_id":7}')`).run()
  })
  return db
}

describe('a backup', () => {
  test('made while small writes go on is whole, of one moment, and for its owner only', async () => {
    const db = await filled()
    let over = false
    let n = 0
    const writing = (async () => {
      while (!over)
        await db.group(() => void db.sql('insert into settings (key, value) values (?, ?)').run(`w${n++}`, '1'))
    })()
    const to = join(dirname(db.path), 'copy.db')
    const umask = process.umask(0)
    const size = await backUp(db.path, to)
    process.umask(umask)
    over = true
    await writing
    expect(statSync(to).mode & 0o777).toBe(0o600)
    expect(statSync(to).size).toBe(size)
    const copy = openFile(to, { readonly: true })
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(copy.prepare('select count(*) from deliveries').pluck().get()).toBe(5)
    copy.close()
    await db.close()
    expect(readdirSync(dirname(to)).filter(name => name.includes('.part'))).toEqual([])
  })

  test('of a program that is not running, too', async () => {
    const db = await filled()
    await db.close()
    const to = `${db.path}.copy`
    await backUp(db.path, to)
    expect(existsSync(to)).toBe(true)
  })

  test.each([
    ['the name is taken', 'backup_exists', (path: string) => path, (to: string) => writeFileSync(to, 'mine')],
    ['the folder is missing', 'backup_failed', (path: string) => path, (to: string) => join(to, 'there', 'x.db')],
    ['there is no database', 'database_missing', (path: string) => `${path}.none`, (to: string) => to],
  ])('says in a sentence when %s, and leaves everything as it is', async (_name, code, from, prepare) => {
    const db = await filled()
    await db.close()
    const to = `${db.path}.copy`
    const target = prepare(to) ?? to
    await expect(backUp(from(db.path), target)).rejects.toMatchObject({ code })
    if (code === 'backup_exists') expect(statSync(to).size).toBe(4)
    expect(readdirSync(dirname(db.path)).filter(name => name.includes('.part'))).toEqual([])
  })

  test('that is given up leaves nothing', async () => {
    const db = await filled()
    await db.close()
    const stopping = new AbortController()
    const made = backUp(db.path, `${db.path}.copy`, stopping.signal)
    stopping.abort()
    await expect(made).rejects.toMatchObject({ code: 'backup_failed' })
    expect(readdirSync(dirname(db.path)).filter(name => name.includes('copy'))).toEqual([])
  })
})

describe('bringing a backup back', () => {
  test('puts what was not over on hold, and whoever was to get it is without an answer', async () => {
    const db = await filled()
    const backup = `${db.path}.copy`
    await backUp(db.path, backup)
    db.sql(`update deliveries set state = 'sent'`).run()
    await db.close()
    const { broadcasts, people, kept } = await restore(db.path, backup, AT)
    expect({ broadcasts, people }).toEqual({ broadcasts: 2, people: 3 })
    expect(statSync(db.path).mode & 0o777).toBe(0o600)
    const again = await openDb(db.path)
    onTestFinished(() => again.close())
    expect(again.sql('select id, state from deliveries order by id').all()).toEqual([
      { id: 1, state: 'sent' },
      { id: 2, state: 'uncertain' },
      { id: 3, state: 'uncertain' },
      { id: 4, state: 'failed' },
      { id: 5, state: 'uncertain' },
    ])
    expect(again.sql('select distinct state, pause_reason as why from broadcasts').all()).toEqual([
      { state: 'paused', why: 'restored' },
    ])
    expect(again.sql('select count(*) as n from updates where body is not null').get()).toEqual({ n: 0 })
    expect(findRestored(again)).toBe(AT)
    const before = openFile(kept ?? '', { readonly: true })
    expect(before.prepare(`select count(*) from deliveries where state = 'sent'`).pluck().get()).toBe(5)
    before.close()
  })

  test.each([
    ['of this file', () => {}],
    ['of a file with another key', (copy: Database) => copy.exec("update secrets set secret = 'x' where key_id = 0")],
    ['that was made before anybody could ask', forgetNobody],
  ] as const)('%s forgets whoever asked for that since, before it is of use to anybody', async (_which, change) => {
    const db = await filled()
    const whole = "telegram_id = 7000000001, first_name = 'Zebedee', last_name = 'Quill', phone = '+37128345671'"
    db.sql(`update subscribers set ${whole} where id = 1`).run()
    db.sql(
      "insert into customers (external_id, phone, email, created_at) values ('crm-77', '+37128345671', 'z@q.example', 1)",
    ).run()
    const backup = `${db.path}.copy`
    await backUp(db.path, backup)
    const copy = openFile(backup)
    change(copy)
    copy.close()
    db.write(() => erasePerson(db, 7_000_000_001, [], AT))
    await db.close()
    expect(await restore(db.path, backup, AT)).toMatchObject({ broadcasts: 2, forgotten: 1 })
    const bytes = readFileSync(db.path)
    for (const name of ['Zebedee', 'Quill', '37128345671', 'crm-77', 'z@q.example'])
      expect(bytes.includes(name), name).toBe(false)
    const again = await openDb(db.path)
    onTestFinished(() => again.close())
    expect(
      again
        .sql(
          "select count(*) as n from deliveries d join subscribers s on s.id = d.subscriber_id where s.id = 1 and s.status = 'erased'",
        )
        .get(),
    ).toEqual({ n: 5 })
    expect(isErased(again, { telegramId: 7_000_000_001, phone: null, externalId: null })).toBe(true)
    expect(isErased(again, { telegramId: null, phone: null, externalId: 'crm-77' })).toBe(true)
    expect(isErased(again, { telegramId: 7_000_000_002, phone: null, externalId: null })).toBe(false)
  })

  test('is refused while a program works with the database, and changes nothing', async () => {
    const db = await filled()
    onTestFinished(() => db.close())
    const backup = `${db.path}.copy`
    await backUp(db.path, backup)
    await expect(restore(db.path, backup, AT)).rejects.toMatchObject({ code: 'database_locked' })
    expect(db.sql(`select count(*) as n from broadcasts where state = 'paused'`).get()).toEqual({ n: 0 })
  })

  test.each([
    ['nothing', 'backup_missing', (_path: string) => undefined],
    ['no database', 'database_foreign', (path: string) => writeFileSync(path, 'hello')],
    [
      'somebody else’s database',
      'database_foreign',
      (path: string) => {
        const other = openFile(path)
        other.exec('create table notes (a)')
        other.close()
      },
    ],
    ['a damaged one', 'backup_failed', (path: string) => writeFileSync(path, damaged())],
  ])('of %s is refused, and what is there stays', async (_name, code, make) => {
    const db = await filled()
    await db.close()
    const backup = `${db.path}.copy`
    make(backup)
    if (existsSync(backup)) chmodSync(backup, 0o600)
    await expect(restore(db.path, backup, AT)).rejects.toMatchObject({ code })
    const again = await openDb(db.path)
    expect(again.sql('select count(*) as n from deliveries').get()).toEqual({ n: 5 })
    await again.close()
    expect(readdirSync(dirname(db.path)).filter(name => /restor/.test(name))).toEqual([])
  })

  test('over a damaged database works, and onto nothing', async () => {
    const db = await filled()
    const backup = `${db.path}.copy`
    await backUp(db.path, backup)
    await db.close()
    writeFileSync(db.path, 'rubbish')
    const { kept, forgotten } = await restore(db.path, backup, AT)
    // Nobody knows who asked to be forgotten, and whoever restores is told so.
    expect(forgotten).toBeNull()
    expect(statSync(kept ?? '').size).toBe(7)
    await (await openDb(db.path)).close()
    const elsewhere = temporaryPath()
    expect(await restore(elsewhere, backup, AT)).toMatchObject({ kept: null, forgotten: 0 })
    await (await openDb(elsewhere)).close()
  })
})

/** As a copy is whose file knows of no such wish. */
function forgetNobody(copy: Database): void {
  copy.exec(
    "delete from secrets where purpose = 'erasures'; insert into secrets (key_id, secret, created_at, purpose) values (0, 'new', 1, 'erasures'); delete from erasures",
  )
}

/** A database whose middle was overwritten. */
function damaged(): Buffer {
  const path = temporaryPath()
  const sqlite = openFile(path)
  sqlite.exec('create table subscribers (a)')
  const insert = sqlite.prepare('insert into subscribers values (?)')
  for (let i = 0; i < 100; i++) insert.run('x'.repeat(4_000))
  const bytes = Buffer.from(sqlite.serialize())
  sqlite.close()
  return bytes.fill(0xa5, 3 * 4_096, 20 * 4_096)
}

test('under full pace a backup ends, is whole, and a restore of it doubles nobody', async () => {
  const result = await proveBackup({ path: temporaryPath(), people: 300, pace: 30, megabytes: 4 })
  expect(result).toMatchObject({ whole: true, doubled: 0, falselySent: 0 })
  expect(result.sentDuring).toBeGreaterThan(0)
  expect(result.uncertain).toBeGreaterThan(0)
})
