import { createHash } from 'node:crypto'
import type { Bindable } from '../../db/binding.js'

type Sql = { text: string; params: Bindable[] }

/** Dice are below this prime, 2³¹ − 1. */
export const PRIME = 2 ** 31 - 1

/** A draw out of which shares are taken: of so many, so many. */
const WHOLE = 10_000

/**
 * A person's number in a named draw, from 0 to 2³¹ − 2: `(a·dice + b) mod p`, with a and b from SHA-256 of the name and
 * a not 0, so that the draw is the same everywhere, and draws of other names know nothing of it. The product stays
 * below 2⁶³.
 * @param dice the column `dice`
 */
export function drawSql(name: string, dice: Sql): Sql {
  const hash = createHash('sha256').update(name).digest()
  const a = 1 + (hash.readUInt32BE(0) % (PRIME - 1))
  const b = hash.readUInt32BE(4) % PRIME
  // Bound numbers may arrive as REAL, which would lose the low digits of the product.
  return {
    text: `((cast(? as integer) * ${dice.text} + cast(? as integer)) % 2147483647)`,
    params: [a, ...dice.params, b],
  }
}

/**
 * True for those who are drawn by a name: a share of all, alike for each.
 * @param share so many of 10,000
 */
export function drawnSql(name: string, dice: Sql, share: number): Sql {
  const draw = drawSql(name, dice)
  return { text: `(${draw.text} % ${WHOLE} < cast(? as integer))`, params: [...draw.params, share] }
}
