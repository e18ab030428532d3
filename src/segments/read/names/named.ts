import type { NamedValues } from '../../names.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, type ExpectedKind, take, takeSign } from '../cursor.js'
import { endsHere, takeNegation } from '../fields/field.js'
import { failAt, readName, readValues } from '../value.js'

/**
 * Values that have names: "rfm: Champions, Loyal". "Is not" holds those who are known to be another: `known` adds that where
 * there are people of whom it is not known; else it is the complement.
 */
export function readNamed<T, L extends AnyLeaf>(
  c: Cursor,
  values: { find: NamedValues<T>['find']; all(): Iterable<string> },
  expected: ExpectedKind,
  leafOf: (values: T[]) => L,
  known: Rule | null = null,
): Rule {
  // A name may begin with *not*: it is asked for before a *not* is.
  const colon = takeSign(c, ':', '=') || take(c, 'is') !== null
  const begin = c.at
  const negated = !seesNamed(c, values) && takeNegation(c)
  if (!colon && !negated) c.at = begin
  const isKnown = (value: string) => values.find(value) !== null
  const found = readValues(c, { kind: expected }, { candidates: values.all, isKnown }).map(
    value => values.find(value.text) ?? failAt(c, value, { kind: expected }, values.all()),
  )
  const leaf = leafOf(found)
  if (!negated) return leaf
  return known === null ? { not: leaf } : { all: [known, { not: leaf }] }
}

function seesNamed<T>(c: Cursor, values: { find: NamedValues<T>['find'] }): boolean {
  const at = c.at
  const first = endsHere(c) ? null : readName(c)
  c.at = at
  return first !== null && values.find(first.text) !== null
}
