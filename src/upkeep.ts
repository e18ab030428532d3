import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { forgetAgain } from './bot/forget/again.js'
import { noteRestored } from './bot/settings/restored.js'
import { putIntoInbox } from './crm/import/inbox.js'
import { copyInto, makeEmpty, syncPath } from './db/backup.js'
import { openFile } from './db/binding.js'
import { takeLock } from './db/lock.js'
import { migrateFile } from './db/migrate.js'
import { type Narrow, narrow } from './db/narrow.js'
import { inspectFile, makeFile, realFile } from './db/place.js'
import { holdRestored } from './delivery/restored.js'
import { AppError } from './errors.js'

/**
 * The result of restoring a backup: what waits for an admin, and where the previous database is kept (null: there was
 * none). `forgotten`: how many people in it were forgotten again because they had asked for that since; null: the
 * previous database cannot be read, so nobody knows who they are.
 */
export type Restored = { broadcasts: number; people: number; kept: string | null; forgotten: number | null }

/**
 * Puts a backup in the place of the database. Nothing in it starts by itself: every unfinished broadcast waits, whoever
 * was still to get one is uncertain, and schedules and the survey stand still until an owner says go on. Whoever asked
 * to be forgotten since the backup was made is forgotten in it first. The previous database is kept beside it. If this
 * fails, nothing has changed.
 * @param database the database's path
 * @param backup the backup's path
 * @param at ms UTC
 * @throws AppError `database_locked` while a program works with it; `backup_missing`, `backup_failed`, and what
 * `inspectFile` throws
 */
export async function restore(database: string, backup: string, at: number, signal?: AbortSignal): Promise<Restored> {
  const from = resolve(backup)
  if (!existsSync(from)) throw new AppError('backup_missing', { path: from })
  inspectFile(from)
  const file = realFile(database)
  const was = existsSync(file)
  makeFile(file)
  const lock = await takeLock(file, 0)
  const fresh = `${file}.restoring`
  try {
    makeEmpty(fresh)
    await copyInto(from, fresh, signal)
    const held = hold(fresh, from, was ? file : null, at)
    return { ...held, kept: replace(file, fresh, was ? `${file}.before-restore-${stamp(at)}` : null) }
  } catch (error) {
    for (const part of ['', '-wal', '-shm', '-journal', '.before-migration']) rmSync(fresh + part, { force: true })
    if (!was) rmSync(file, { force: true })
    if (error instanceof AppError) throw error
    throw new AppError('backup_failed', { path: from, why: error instanceof Error ? error.message : String(error) })
  } finally {
    lock.release()
  }
}

function hold(fresh: string, from: string, old: string | null, at: number): Omit<Restored, 'kept'> {
  const sqlite = openFile(fresh)
  sqlite.pragma('secure_delete = on')
  const before = old === null ? undefined : openOld(old)
  try {
    if (sqlite.prepare(`select 1 from sqlite_master where type = 'table' and name = 'subscribers'`).get() === undefined)
      throw new AppError('database_foreign', { path: from })
    migrateFile(sqlite, fresh)
    rmSync(`${fresh}.before-migration`, { force: true })
    const db = narrow(sqlite, null, () => undefined)
    return sqlite
      .transaction(() => {
        const forgotten = before === undefined ? 0 : before === null ? null : forgetAgain(db, before, at)
        noteRestored(db, at)
        return { ...holdRestored(db, at), forgotten }
      })
      .immediate()
  } finally {
    before?.close()
    sqlite.close()
  }
}

/** Opens the previous database for reading; null where it cannot be read. An empty one knows nobody. */
function openOld(file: string): Narrow | null {
  const sqlite = openFile(file, { fileMustExist: true })
  try {
    if (z.string().array().parse(sqlite.prepare('pragma quick_check(1)').pluck().all())[0] === 'ok')
      return narrow(sqlite, null, () => undefined)
  } catch {
    // A file of something else is no more readable than a damaged one.
  }
  sqlite.close()
  return null
}

/** The old file keeps its name until the moment in which the new one takes it. @returns where the old one is */
function replace(file: string, fresh: string, kept: string | null): string | null {
  syncPath(fresh)
  if (kept !== null) {
    keepName(file, kept)
    if (statSync(`${file}-wal`, { throwIfNoEntry: false }) !== undefined) renameSync(`${file}-wal`, `${kept}-wal`)
  } else rmSync(`${file}-wal`, { force: true })
  rmSync(`${file}-shm`, { force: true })
  renameSync(fresh, file)
  syncPath(dirname(file))
  return kept
}

/** A second name, where the file system knows such; else the file is away for a moment. */
function keepName(file: string, kept: string): void {
  try {
    linkSync(file, kept)
  } catch {
    renameSync(file, kept)
  }
}

/** `20261129-141500`, UTC. */
function stamp(at: number): string {
  return new Date(at).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
}

/** Hands a file to the product that works with this database, now or after its next start; it is copied. */
export function bringFile(database: string, file: string): void {
  putIntoInbox(realFile(database), resolve(file))
}
