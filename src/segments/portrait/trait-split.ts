import type { Db } from '../../db/open.js'
import type { Scratch } from '../../db/reader.js'
import type { Part, Split } from './difference.js'
import type { Fact, Trait } from './trait.js'

/** A trait and how many people have it inside and outside. */
export type Counted = { trait: Trait; split: Split }

/** Of everybody who is looked at, and of those of them in the segment. */
export type Both = { total: number; inside: number }

/**
 * Something that is asked of the people who are looked at (`drawn`, rows of `id` and `inside`), and the facts that are
 * missing where it takes too long.
 */
export type Question = { facts: Fact[]; ask(db: Db, drawn: Scratch): Promise<Counted[]> }

/** Answers to one fact, among those of whom it is known. */
export function shares(rows: readonly ({ trait: Trait } & Both)[], known: Both): Counted[] {
  return rows.map(row => ({ trait: row.trait, split: splitOf(row, known) }))
}

/** The two sides of what was counted of all and of the inside. */
export function splitOf(having: Both, known: Both): Split {
  const outside: Part = { having: having.total - having.inside, known: known.total - known.inside }
  return { inside: { having: having.inside, known: known.inside }, outside }
}

/** Of all rows together. */
export function sum(rows: readonly Both[]): Both {
  return rows.reduce((all, { total, inside }) => ({ total: all.total + total, inside: all.inside + inside }), {
    total: 0,
    inside: 0,
  })
}
