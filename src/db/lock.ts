import { sleep } from '../clock.js'
import { AppError } from '../errors.js'
import { isSqliteError, openFile } from './binding.js'

const RETRY_MS = 100

/** The kernel's word that this process alone owns the database; gone when the process dies, however it dies. */
export type Lock = { release(): void }

/**
 * Takes the lock file beside the database, waiting for a process that is about to end (a deploy's overlap).
 * @param path the database's path; the lock is `<path>.lock`
 * @param patience ms to wait
 * @throws AppError `database_locked` when another process still holds it
 */
export async function takeLock(path: string, patience: number): Promise<Lock> {
  const lock = openFile(`${path}.lock`, { timeout: 0 })
  // A rollback journal, because in WAL mode an exclusive transaction does not keep readers of the file out.
  const deadline = performance.now() + patience
  for (;;) {
    try {
      lock.pragma('journal_mode = delete')
      lock.exec('begin exclusive')
      return { release: () => lock.close() }
    } catch (error) {
      if (!isBusy(error)) throw error
      if (performance.now() >= deadline) {
        lock.close()
        throw new AppError('database_locked', { path })
      }
      await sleep(RETRY_MS)
    }
  }
}

function isBusy(error: unknown): boolean {
  return isSqliteError(error) && error.code.startsWith('SQLITE_BUSY')
}
