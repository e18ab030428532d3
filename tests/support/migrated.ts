import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, openDb } from '../../src/db/open.js'
import { createReaderProcesses } from '../../src/db/reader-process.js'

/** A reader's process serves one database after another. */
export const readers = createReaderProcesses(4)

let template: Promise<string> | undefined

/** Puts a migrated, empty database there. Migrating is done once a process, then copied. */
export async function copyMigrated(path: string): Promise<void> {
  template ??= migrate()
  copyFileSync(await template, path)
}

/** A migrated, empty database in a folder of its own, which goes when it is closed. */
export async function openTemporary(): Promise<{ db: Db; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-'))
  const path = join(folder, 'test.db')
  await copyMigrated(path)
  const db = await openDb(path, { readers })
  return {
    db,
    async close() {
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function migrate(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'template.db')
  await (await openDb(path)).close()
  return path
}
