import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, take } from '../cursor.js'
import { endsHere } from '../fields/field.js'

/** Of which fact a condition asks for a value, by its kind. */
const FACT_OF: ReadonlyMap<string, string> = new Map([
  ...(['language', 'source', 'channel', 'timeZone'] as const).map(leaf => [leaf, leaf] as const),
])

/** Takes "unknown" behind a value and *or*: "language: English or unknown". Null, and nothing is taken, for anything else. */
export function takeUnknownOf(c: Cursor, before: Rule): Rule | null {
  const unknown = unknownOf(before)
  if (unknown === null) return null
  const begin = c.at
  if (take(c, 'unknown') !== null && endsHere(c)) return unknown
  c.at = begin
  return null
}

/** That nobody knows the fact of which this asks; null where it asks for none that can be unknown. */
function unknownOf(rule: Rule): Rule | null {
  if (!('leaf' in rule)) return null
  const leaf: AnyLeaf = rule
  if (leaf.leaf === 'field' && 'field' in leaf && 'test' in leaf)
    return { leaf: 'field', ...{ field: leaf.field, test: { known: false } } }
  const fact = leaf.leaf === 'source' && 'last' in leaf ? 'lastSource' : FACT_OF.get(leaf.leaf)
  return fact === undefined ? null : { leaf: 'known', ...{ fact, value: false } }
}
