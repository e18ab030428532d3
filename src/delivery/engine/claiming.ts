import type { Db } from '../../db/open.js'
import type { Running } from '../broadcast.js'
import type { GateRules } from '../gate.js'
import type { Claim } from '../queue.js'
import type { ServiceLetter } from '../service/queue.js'
import type { Serving } from './serving.js'
import { claimTurn } from './turn.js'

/** Messages of broadcasts and service messages that leave now. */
export type Claimed = Claim & { service: ServiceLetter[] }

/** Among whom the next messages are shared. `turn` grows with every call. */
export type Sharing = { serving: Serving; running: readonly Running[]; turn: number; rules: GateRules }

/**
 * Takes the next `n` messages, inside a write: what one person waits for goes before what many get; now and then it is the
 * other way round, so that all of them move on.
 * @param at ms UTC
 */
export function claimNext(db: Db, { serving, running, turn, rules }: Sharing, n: number, at: number): Claimed {
  const first = serving.first(turn) ? serving.claim(n, at) : { messages: [], skipped: 0 }
  const claimed = claimTurn(db, running, n - first.messages.length, turn, at, rules)
  const left = n - first.messages.length - claimed.messages.length
  const rest = left > 0 ? serving.claim(left, at) : { messages: [], skipped: 0 }
  return {
    messages: claimed.messages,
    service: [...first.messages, ...rest.messages],
    skipped: claimed.skipped + first.skipped + rest.skipped,
  }
}
