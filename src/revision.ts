import { resettle } from './audience/place/resettle.js'
import type { Db } from './db/open.js'
import { refold } from './db/refold.js'
import { describeError, type Log } from './log.js'

/**
 * Brings what was stored by the rules of an older version to those of this one, beside everything else; what fails is done at the
 * next start. Does not wait for it.
 */
export function revise(db: Db, log: Log, signal: AbortSignal): void {
  void refold(db).catch(error =>
    log.warn({ error: describeError(error) }, 'old names are folded anew at the next start'),
  )
  void resettle(db, signal).catch(error =>
    log.warn({ error: describeError(error) }, 'people are placed by the new rule at the next start'),
  )
}
