import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Db, openDb } from '../../src/db/open.js'

/** A path for a database of one test's own; its folder goes when the test ends. */
export function temporaryPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'test.db')
}

/** A migrated database of one test's own, closed and removed when the test ends. */
export async function temporaryDb(): Promise<Db> {
  const db = await openDb(temporaryPath())
  onTestFinished(() => db.close())
  return db
}
