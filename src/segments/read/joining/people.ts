import { bareHere, beginsHere } from '../condition.js'
import { type Cursor, peek, see, seeBeginning, take, takeSign } from '../cursor.js'
import { seesBuyers } from '../orders/buyers.js'
import { seesSegment } from '../starter.js'
import { seesMembers, seesOfMonth } from './meant.js'
import { EITHER, saysOnly } from './only.js'

/** Words that say who is spoken of, with the comma behind them that Russian has: «клиенты, которые». */
export function takePeople(c: Cursor): boolean {
  saysOnly(c)
  if (see(c, 'older', 'turning', 'newcomers', 'adults', 'minors') !== null || seesBuyers(c)) return false
  if (see(c, 'anythingBut') !== null) return false
  const than = see(c, 'younger')
  if (than !== null && peek(c, than.length)?.kind === 'number') return false
  if ((seesSegment(c) && !seesMembers(c)) || seesOfMonth(c)) return false
  // «Уже не VIP» were in it.
  if (peek(c)?.text === 'уже' && peek(c, 1)?.text === 'не') return false
  const either = (peek(c)?.text === 'и' || EITHER.has(peek(c)?.text ?? '')) && peek(c, 1)?.kind === 'word'
  if (either) c.at++
  else if (take(c, 'people', 'anything', 'both') === null) return false
  const at = c.at
  if (takeSign(c, ',') && see(c, 'people') === null) c.at = at
  return true
}

/** True before words that begin with *not* and are one condition: "never showed a sign", "no older than 35". */
export function seesWhole(c: Cursor, negation: number): boolean {
  if (see(c, 'noOlder', 'noYounger') !== null || (see(c, 'inactive')?.length ?? 0) > negation) return true
  // "No longer Champions" have been.
  if (peek(c, 1)?.text === 'longer') return beginsHere(c) === 'words'
  return seeBeginning({ ...c, at: c.at + negation }) === null && (bareHere(c)?.to ?? 0) > c.at + negation
}
