import type { Builder } from './kinds/kind.js'
import type { Slot } from './kinds/slot.js'
import type { Said } from './lexicon.js'
import type { Count, Window } from './parts.js'
import type { AnyLeaf } from './rule.js'

/** Nothing that buttons ask: only sentences make it. */
export const NO_BUTTONS = { entries: [], slots: {}, shown: () => [] } satisfies Builder<AnyLeaf>

/** What a new condition on something that happens says at once: once or more in 30 days. */
export const FIRST_EVENT: { count: Count; window: Window } = { count: { atLeast: 1 }, window: { in: 30, unit: 'days' } }

/** How many times something happened. */
export function countSlot<L extends AnyLeaf & { count: Count }>(asks: Said): Slot<L, Count> {
  return { asks, says: (leaf, count) => (leaf === null ? null : { ...leaf, count }), of: leaf => leaf.count }
}

/** When something happened, or ever. */
export function windowSlot<L extends AnyLeaf & { window: Window | null }>(asks: Said): Slot<L, Window | null> {
  return { asks, says: (leaf, window) => (leaf === null ? null : { ...leaf, window }), of: leaf => leaf.window }
}

/** Of what was answered the values that there are, in the order of the answer. */
export function knownOf<T extends string>(all: readonly T[], values: readonly string[]): T[] {
  return values.flatMap(value => all.filter(known => known === value))
}
