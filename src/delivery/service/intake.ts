import type { Db } from '../../db/open.js'
import { describeError, type Log } from '../../log.js'
import { type AskedMessage, countRefusal, type Taken, takeMessage } from './message.js'

/** What a door for service messages needs. `accepted`: told when one waits to be sent. */
export type ServiceIntakeDeps = { db: Db; log: Log; ownTargets: readonly string[]; accepted: () => void }

/**
 * Takes service messages inside writes of others, who undo what they wrote of one that is refused: refusals are counted by a
 * write of their own.
 * @returns as `takeMessage`
 */
export function createServiceIntake(
  deps: ServiceIntakeDeps,
): (asked: AskedMessage, keyId: number | null, at: number) => Taken {
  const { db, log, ownTargets, accepted } = deps
  return (asked, keyId, at) => {
    const taken = takeMessage(db, asked, { keyId, ownTargets }, at)
    if (taken.kind === 'refused')
      db.group(() => countRefusal(db, taken.why, at)).catch(error =>
        log.warn({ error: describeError(error) }, 'a refused order message could not be counted'),
      )
    if (taken.kind === 'accepted') accepted()
    return taken
  }
}
