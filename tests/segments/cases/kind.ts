import type fc from 'fast-check'
import type { Criterion, Leaf } from '../../../src/segments/criterion.js'
import type { EvaluationContext } from '../../../src/segments/window.js'
import type { Human, World } from '../fixture.js'

/**
 * A criterion on the eight people of eight.ts: what is shown by it, the criterion, whom it holds (their names in order,
 * parted by spaces), and its one phrase in English and in Russian.
 */
export type Row = [name: string, criterion: Criterion, people: string, en: string, ru: string]

/** Labels (or their beginnings) pressed one after another behind "➕ Condition", and the rule that comes of it. */
export type Walk = [walk: (string | { type: string })[], says: object]

/** What every kind of condition is tested by. */
export interface KindCases<L extends Leaf = Leaf> {
  /** Each thing that it can ask, edges of time and what is not known among them. */
  table: Row[]
  /** A second reading of it over plain data: no SQL, nothing shared with the product. */
  holds(leaf: L, person: Human, world: World, context: EvaluationContext): boolean
  /** Conditions about what the worlds of populations.ts hold, most of which tell some people from others. */
  asked: fc.Arbitrary<L>
  /** How often it is drawn against a kind that asks one thing. */
  weight?: number
  /** Ways through the builder's buttons, a message typed on the way as `type`, and what is saved then. */
  buttons?: Walk[]
  /** Whatever can be stored, about the names of `TRICKY`: it must be said and read back. */
  any: fc.Arbitrary<L>
}

const registered = new Map<string, KindCases>()

/** Takes down the cases of a kind: each file in kinds/ does it once. */
export function registerCases<L extends Leaf>(name: L['leaf'], cases: KindCases<L>): void {
  if (registered.has(name)) throw new Error(`the cases of ${name} are there twice`)
  registered.set(name, cases)
}

/** The cases of a kind. */
export function casesOf(name: string): KindCases {
  const cases = registered.get(name)
  if (cases === undefined)
    throw new Error(`${name} has no cases: write them in tests/segments/kinds, in the room that the kind has`)
  return cases
}
