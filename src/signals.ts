import { isDiskFault } from './db/fault.js'
import { describeError, type Log } from './log.js'

/** What asks a program to end: a supervisor, Ctrl-C, a terminal that closes, Ctrl-Break on Windows. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGBREAK'] as const

/**
 * Listens for the signals that ask this process to end, from now on. Only the first counts: npm passes Ctrl-C on, so that it
 * comes twice, and a terminal that closes may send two. What hangs is ended by the limit of the stop, or by SIGKILL.
 * @returns `asked`, which resolves with the first signal's name, and a signal that aborts with it
 */
export function listenForEnd(): { asked: Promise<string>; signal: AbortSignal } {
  const ending = new AbortController()
  const asked = new Promise<string>(resolve => {
    for (const name of SIGNALS) {
      process.on(name, () => {
        ending.abort()
        resolve(name)
      })
    }
  })
  return { asked, signal: ending.signal }
}

/**
 * Lets this process outlive a promise that nobody waits for and that failed because the disk is full or cannot be read: what
 * it wanted to write was rolled back, and is tried again by whoever comes next. Anything else ends the program, as ever.
 */
export function outliveDiskFaults(log: Pick<Log, 'error'>): void {
  process.on('unhandledRejection', error => {
    if (!isDiskFault(error)) throw error
    log.error({ error: describeError(error) }, 'something could not be written, and nobody waited for it')
  })
}
