import type { Db } from '../db/open.js'
import type { Running } from './broadcast.js'
import type { GateRules } from './gate.js'
import { type Claim, claimDeliveries } from './queue.js'

/**
 * Shares `n` messages among the broadcasts that run: urgent ones take first, the others equally, and what one of them
 * cannot use goes to the next.
 * @param turn a number that grows with every call, so that everybody's turn begins elsewhere
 */
export function claimTurn(
  db: Db,
  running: readonly Running[],
  n: number,
  turn: number,
  at: number,
  rules: GateRules,
): Claim {
  const claim: Claim = { messages: [], skipped: 0 }
  const take = (id: number, most: number) => {
    if (most < 1) return
    const part = claimDeliveries(db, id, most, at, rules)
    claim.messages.push(...part.messages)
    claim.skipped += part.skipped
  }
  const left = () => n - claim.messages.length
  for (const group of [running.filter(one => one.urgent), running.filter(one => !one.urgent)]) {
    const order = group.map((_one, i) => group[(turn + i) % group.length]).filter(one => one !== undefined)
    for (const [i, { id }] of order.entries()) take(id, Math.ceil(left() / (order.length - i)))
    for (const { id } of order) take(id, left())
  }
  return claim
}
