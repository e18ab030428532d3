import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Db, openDb } from '../../src/db/open.js'

let template: Promise<string> | undefined

/** A path for a database of one test's own; its folder goes when the test ends. */
export function temporaryPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'test.db')
}

/** A path where a migrated, empty database of one test's own lies. Migrating is done once a process, then copied. */
export async function migratedPath(): Promise<string> {
  const path = temporaryPath()
  template ??= migrate()
  copyFileSync(await template, path)
  return path
}

/** A migrated database of one test's own, closed and removed when the test ends. */
export async function temporaryDb(): Promise<Db> {
  const db = await openDb(await migratedPath())
  onTestFinished(() => db.close())
  return db
}

async function migrate(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'template.db')
  await (await openDb(path)).close()
  return path
}
