import { chmodSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import type Database from 'better-sqlite3'
import { SECOND, sleep } from '../clock.js'
import { AppError } from '../errors.js'
import { openFile } from './binding.js'
import { faultOf } from './fault.js'

const RETRY_MS = 100

/** The kernel's word that this process alone owns the database; gone when the process dies, however it dies. */
export type Lock = { release(): void }

/**
 * Takes the database, waiting for a process that is about to end (a deploy's overlap). There are two locks: a file beside
 * the database, which holds wherever the file is reached from; and, on Linux and Windows, a name in the kernel made of the
 * database's own device and number, which neither another name of the same file nor the removal of the lock file gets round.
 * @param file the database's real path; it exists
 * @param patience ms to wait
 * @throws AppError `database_locked` when another process still holds it; the disk's error when it takes no lock file
 */
export async function takeLock(file: string, patience: number): Promise<Lock> {
  const deadline = performance.now() + patience
  for (;;) {
    const lock = await tryLock(file)
    if (lock !== null) return lock
    if (performance.now() >= deadline) throw new AppError('database_locked', { path: file })
    await sleep(RETRY_MS)
  }
}

async function tryLock(file: string): Promise<Lock | null> {
  let lock = lockFile(file)
  if (lock === null) return null
  const name = await lockName(file)
  if (name === 'taken') {
    lock.close()
    return null
  }
  let number = numberOf(`${file}.lock`)
  // Whoever removes the file must not open the door to a second process where the kernel knows no names.
  const guard = setInterval(() => {
    if (numberOf(`${file}.lock`) === number) return
    const again = lockAgain(file)
    if (again === null) return
    lock?.close()
    lock = again
    number = numberOf(`${file}.lock`)
  }, SECOND)
  guard.unref()
  return {
    release() {
      clearInterval(guard)
      name?.close()
      lock?.close()
    },
  }
}

/** Null also where it cannot be made now: on a full disk, in a folder that is gone. */
function lockAgain(file: string): Database.Database | null {
  try {
    return lockFile(file)
  } catch {
    return null
  }
}

/** Null while another process holds it. */
function lockFile(file: string): Database.Database | null {
  const lock = openFile(`${file}.lock`, { timeout: 0 })
  try {
    // Not in WAL mode, where an exclusive transaction does not keep others out; and nothing is written, so that a full
    // disk is no hindrance.
    lock.pragma('journal_mode = memory')
    lock.exec('begin exclusive')
    chmodSync(`${file}.lock`, 0o600)
    return lock
  } catch (error) {
    lock.close()
    if (faultOf(error) === 'busy') return null
    throw error
  }
}

async function lockName(file: string): Promise<Server | 'taken' | null> {
  const { dev, ino } = statSync(file, { bigint: true })
  const names: Partial<Record<NodeJS.Platform, string>> = {
    linux: `\0segcast-${dev}-${ino}`,
    win32: `\\\\.\\pipe\\segcast-${dev}-${ino}`,
  }
  const name = names[process.platform]
  if (name === undefined) return null
  const server = createServer(stranger => stranger.destroy())
  const taken = await new Promise<boolean>(resolve => {
    server.once('error', () => resolve(true))
    server.listen(name, () => resolve(false))
  })
  if (taken) return 'taken'
  server.unref()
  return server
}

function numberOf(path: string): bigint | null {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino ?? null
}
