import type { Db } from '../../db/open.js'
import type { Running } from '../broadcast.js'
import type { GateRules } from '../gate.js'
import { roomThisHour, spendThisHour } from '../pace/hourly.js'
import { type Claim, claimDeliveries } from '../queue.js'

/**
 * Shares `n` messages among the broadcasts that run: urgent ones take first, the others equally, and what one of them
 * cannot use goes to the next. One with a pace of its own takes no more than that allows.
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
  const take = ({ id, perHour }: Running, share: number) => {
    const most = perHour === null ? share : Math.min(share, roomThisHour(db, { id, perHour }, at))
    if (most < 1) return
    const part = claimDeliveries(db, id, most, at, rules)
    claim.messages.push(...part.messages)
    claim.skipped += part.skipped
    if (perHour !== null) spendThisHour(db, { id, perHour }, part.messages.length, at)
  }
  const left = () => n - claim.messages.length
  for (const group of [running.filter(one => one.urgent), running.filter(one => !one.urgent)]) {
    const order = group.map((_one, i) => group[(turn + i) % group.length]).filter(one => one !== undefined)
    for (const [i, one] of order.entries()) take(one, Math.ceil(left() / (order.length - i)))
    for (const one of order) take(one, left())
  }
  return claim
}
