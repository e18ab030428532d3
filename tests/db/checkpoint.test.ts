import type Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { openFile } from '../../src/db/binding.js'
import { createCheckpoint } from '../../src/db/checkpoint.js'
import { temporaryPath } from '../support/db.js'

let begun = 0
const count = () => {
  begun += 1
}

afterEach(() => process.off('worker', count))

/** A file whose log has over 16,000 pages. */
function longLog(path: string): Database.Database {
  const sqlite = openFile(path)
  sqlite.pragma('page_size = 512')
  sqlite.pragma('journal_mode = wal')
  sqlite.pragma('wal_autocheckpoint = 0')
  sqlite.exec('create table t (filling)')
  sqlite.prepare('insert into t values (zeroblob(?))').run(9_000_000)
  return sqlite
}

test('a thread that dies ends no work, and is not begun anew at each commit', async () => {
  const sqlite = longLog(temporaryPath())
  begun = 0
  process.on('worker', count)
  const checkpoint = createCheckpoint(sqlite, temporaryPath())
  for (let i = 0; i < 5; i++) await checkpoint.ease(true)
  checkpoint.note()
  expect(begun).toBe(1)
  await checkpoint.close()
  sqlite.close()
})

test('whoever empties the log waits for their own turn, however many ask', async () => {
  const path = temporaryPath()
  const sqlite = longLog(path)
  const checkpoint = createCheckpoint(sqlite, path)
  const log = () => sqlite.prepare<[], { log: number }>('pragma wal_checkpoint(noop)').get()?.log
  checkpoint.note()
  const first = checkpoint.empty()
  const second = first.then(() => {
    sqlite.exec('delete from t')
    return checkpoint.empty()
  })
  await Promise.all([first, second, checkpoint.empty()])
  expect(log()).toBe(0)
  await checkpoint.close()
  sqlite.close()
})

test('a log that cannot be looked at after long work ends nothing but the looking', async () => {
  const path = temporaryPath()
  const sqlite = longLog(path)
  const checkpoint = createCheckpoint(sqlite, path)
  checkpoint.hold()
  sqlite.close()
  checkpoint.release()
  await checkpoint.ease(true)
  await checkpoint.close()
})
