import type { Tree } from '../../rule.js'
import type { Field } from '../../vocabulary.js'
import { type Cursor, fail, peek, see, take, takeSign } from '../cursor.js'
import { readCompare, readNumber } from '../numbers/number.js'
import { endsHere, nameOf } from './field.js'
import { leafOf, type OfField, saysUnknownToo } from './leaf.js'

/** What is asked of a field that holds a number, after its name: a comparison, or several with *or* between them. */
export function readNumberTest(c: Cursor, field: Field): Tree<OfField> {
  if (takeSign(c, ':') || take(c, 'is') !== null) takeSign(c, '=')
  // «Не меньше» is no *not*.
  if (see(c, 'atLeast', 'atMost') === null && take(c, 'isNot') !== null) return notNumber(c, field)
  const expected = { kind: 'numberTest', of: nameOf(c, field) } as const
  if (endsHere(c)) return fail(c, expected)
  const leaves = [leafOf(field, { number: readCompare(c, () => readNumber(c, expected)) })]
  for (;;) {
    const at = c.at
    const joined = takeSign(c, ',', '/') ? take(c, 'or') !== null || true : take(c, 'or') !== null
    if (!joined || peek(c)?.kind !== 'number' || !endsBehind(c)) {
      c.at = at
      break
    }
    leaves.push(leafOf(field, { number: readCompare(c, () => readNumber(c, expected)) }))
  }
  if (saysUnknownToo(c)) leaves.push(leafOf(field, { known: false }))
  const [only] = leaves
  return only !== undefined && leaves.length === 1 ? only : { any: leaves }
}

/** "Shoe size is not 40": known, and another. */
function notNumber(c: Cursor, field: Field): Tree<OfField> {
  const expected = { kind: 'numberTest', of: nameOf(c, field) } as const
  const leaf = leafOf(field, { number: readCompare(c, () => readNumber(c, expected)) })
  return { all: [leafOf(field, { known: true }), { not: leaf }] }
}

/** True where a number stands that nothing but a joint, a dash or the end follows: no count of something. */
function endsBehind(c: Cursor): boolean {
  const next = peek(c, 1)
  if (next === null || next.kind === 'sign') return true
  return see({ ...c, at: c.at + 1 }, 'and', 'or', 'but', 'except', 'to', 'orMore', 'orLess') !== null
}
