import type { Db } from '../db/open.js'

/**
 * Lets a scheduled broadcast begin now instead of at its time.
 * @returns false when it is not waiting for its time (any more)
 */
export function startAtOnce(db: Db, id: number, at: number): boolean {
  const sooner = db.sql(`update broadcasts set starts_at = min(starts_at, ?) where id = ? and state = 'scheduled'`)
  return sooner.run(at, id).changes > 0
}
