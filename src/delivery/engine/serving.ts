import { pauseService } from '../service/pause.js'
import { claimService, type ServiceLetter, serviceWaits, settleService } from '../service/queue.js'
import { letterOf } from '../service/words.js'
import { createPosting, type Post } from './posting.js'

/** Of so many turns one is a broadcast's, where both have something to send: nobody's news holds everybody's up for good. */
const TURNS = 4

/** Sends service messages, before the next of any broadcast. */
export type Serving = {
  /** True while one may leave. */
  busy(): boolean
  /** Whether it is their turn to go before broadcasts. */
  first(turn: number): boolean
  /** Takes up to `n` of them, inside a write. */
  claim(n: number, at: number): { messages: ServiceLetter[]; skipped: number }
  /** Begins to send them; each is settled by itself. */
  begin(messages: readonly ServiceLetter[]): void
  /** Messages on their way, or answered and not yet written down. */
  underWay(): number
}

/** Creates it. @param deps.changed they were paused by what came of them */
export function createServing(deps: Post & { changed: () => void }): Serving {
  const { db, clock } = deps
  const posting = createPosting<ServiceLetter, boolean>(deps, {
    nameOf: ({ message }) => ({ service: message.id }),
    hopeless: () => false,
    write({ message, outcome, at }) {
      settleService(db, message, outcome, at)
      return outcome.kind === 'unauthorized' && pause('unauthorized', outcome.error)
    },
    written: paused => {
      if (paused) deps.changed()
    },
    pause: (_ending, why) => (pause('unwritten', why) ? deps.changed : null),
  })

  function pause(reason: 'unauthorized' | 'unwritten', error: string): boolean {
    return pauseService(db, { reason, error, at: clock.now(), adminId: null })
  }

  return {
    busy: () => serviceWaits(db, clock.now()),
    first: turn => turn % TURNS !== 0,
    claim: (n, at) => claimService(db, n, at),
    begin(messages) {
      for (const message of messages) posting.post(message, () => letterOf(message.words))
    },
    underWay: posting.underWay,
  }
}
