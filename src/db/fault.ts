const DISK = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY)(_|$)/

/**
 * True when something failed only because the database could not be read or written just then (full, unreadable,
 * read-only, held by another program), also where that error is wrapped in others: it will do when the disk is well.
 */
export function isDiskFault(error: unknown): boolean {
  for (let depth = 0, inner = error; depth < 5 && typeof inner === 'object' && inner !== null; depth++) {
    if ('code' in inner && typeof inner.code === 'string' && DISK.test(inner.code)) return true
    inner = 'error' in inner ? inner.error : 'cause' in inner ? inner.cause : null
  }
  return false
}
