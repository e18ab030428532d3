/**
 * What is wrong with the file or its disk. `full`: no room, or the quota is spent; `unwritable`: read-only, or it gives
 * errors; `busy`: another program holds the file; `damaged`: what is in it cannot be read.
 */
export type Fault = 'full' | 'unwritable' | 'busy' | 'damaged'

const FAULTS: readonly (readonly [RegExp, Fault])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'full'],
  [/^(SQLITE_IOERR|SQLITE_READONLY|SQLITE_CANTOPEN|EROFS|EIO)/, 'unwritable'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/, 'busy'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB)/, 'damaged'],
]

/** The fault of the disk or the file that an error tells of, by its code; null for every other error. */
export function faultOf(error: unknown): Fault | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  const code = String(error.code)
  return FAULTS.find(([pattern]) => pattern.test(code))?.[1] ?? null
}

/** True when the disk keeps us from writing; it ends by itself when somebody makes room or mends the mount. */
export function isDiskFault(error: unknown): boolean {
  const fault = faultOf(error)
  return fault === 'full' || fault === 'unwritable'
}
