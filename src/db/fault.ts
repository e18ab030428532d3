/**
 * What is wrong with the file or its disk. `full`: no room, or the quota is spent; `unwritable`: read-only, or it gives
 * errors; `busy`: another program holds the file; `damaged`: what is in it cannot be read.
 */
export type Fault = 'full' | 'unwritable' | 'busy' | 'damaged'

const DEPTH = 5
const FAULTS: readonly (readonly [RegExp, Fault])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)(_|$)/, 'full'],
  [/^(SQLITE_IOERR|SQLITE_READONLY|SQLITE_CANTOPEN|EROFS|EIO)(_|$)/, 'unwritable'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)(_|$)/, 'busy'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB)(_|$)/, 'damaged'],
]

/**
 * The fault of the disk or the file that an error tells of, by its code, also where that error is wrapped in others; null
 * for every other error.
 */
export function faultOf(error: unknown): Fault | null {
  for (let depth = 0, inner = error; depth < DEPTH && typeof inner === 'object' && inner !== null; depth++) {
    if ('code' in inner && typeof inner.code === 'string') {
      const { code } = inner
      const found = FAULTS.find(([pattern]) => pattern.test(code))
      if (found !== undefined) return found[1]
    }
    inner = 'error' in inner ? inner.error : 'cause' in inner ? inner.cause : null
  }
  return null
}

/**
 * True when something failed only because the database could not be read or written just then (full, unreadable,
 * read-only, held by another program): it will do when the disk is well.
 */
export function isDiskFault(error: unknown): boolean {
  const fault = faultOf(error)
  return fault !== null && fault !== 'damaged'
}
