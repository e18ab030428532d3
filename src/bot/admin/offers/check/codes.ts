import { codesFor } from '../../../../delivery/plan/code.js'
import type { Offer } from '../../../../offers/offer.js'
import { promoOf } from '../../../../offers/promo.js'
import type { Piece } from '../../../../text/rich.js'
import { type Key, key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { offers } from '../addresses.js'
import type { Checked } from './count.js'

/**
 * How the codes of a list go round: `people` need one, `left` there are. `only`: that only so many get the message was said;
 * `rest`: what the others get, null: nothing.
 */
export type Shortage = { people: number; left: number; only: boolean; rest: string | null }

/** How far the codes of an offer go; null where people get none of their own. */
export function shortageOf(
  { db }: Pick<Here, 'db'>,
  { id }: Offer,
  { check, audience, trials }: Checked,
): Shortage | null {
  const promo = promoOf(db, id)
  if (promo?.kind !== 'each') return null
  const parts = codesFor(db, id, audience.parts, trials)?.parts ?? audience.parts.map((_part, i) => i)
  const people = parts.reduce((sum, part) => sum + (check.perPart[part] ?? 0), 0)
  return { people, left: promo.left, only: promo.only, rest: promo.rest }
}

/** True where some would get none, and nobody has said yet what happens then. */
export function isShort(shortage: Shortage | null): boolean {
  return shortage !== null && shortage.people > shortage.left && !shortage.only && shortage.rest === null
}

/** How many get the message, of so many who would. */
export function reachedBy(shortage: Shortage | null, people: number): number {
  if (shortage === null || shortage.rest !== null) return people
  return people - Math.max(0, shortage.people - shortage.left)
}

/** "5,000 codes, 7,292 people: 2,292 would get none", or what happens to them. */
export function codeLine({ t: { codeCards: t } }: Here, shortage: Shortage | null): Piece | null {
  if (shortage === null) return null
  const { people, left, only, rest } = shortage
  if (people <= left) return t.enough(left)
  if (rest !== null) return t.restTo(left, people, rest)
  return only ? t.onlyTo(left, people) : t.short(left, people)
}

/** What can be done where the codes do not go round. */
export function codeKeys({ t: { codeCards: t } }: Here, offer: number, shortage: Shortage | null): Key[][] {
  if (shortage === null || shortage.people <= shortage.left || shortage.rest !== null) return []
  const ways = [key(t.keys.add, offers.promo, { offer }), key(t.keys.rest, offers.promoRest, { offer })]
  return shortage.only ? [ways] : [[key(t.keys.only(shortage.left), offers.promoOnly, { offer, on: 1 })], ways]
}
