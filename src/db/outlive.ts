import { describeError, type Log } from '../log.js'
import { isDiskFault } from './fault.js'

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
