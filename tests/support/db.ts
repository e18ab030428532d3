import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { copyMigrated, openTemporary } from './migrated.js'

/** A path for a database of one test's own; its folder goes when the test ends. */
export function temporaryPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'test.db')
}

/** A path where a migrated, empty database of one test's own lies. */
export async function migratedPath(): Promise<string> {
  const path = temporaryPath()
  await copyMigrated(path)
  return path
}

/** A migrated database of one test's own, closed and removed when the test ends. */
export async function temporaryDb(): Promise<Db> {
  const { db, close } = await openTemporary()
  onTestFinished(close)
  return db
}
