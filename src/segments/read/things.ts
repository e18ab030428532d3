import type { AnyLeaf, Tree } from '../rule.js'
import type { Things } from '../vocabulary.js'
import { type Cursor, takeSign } from './cursor.js'
import { byName } from './event.js'
import { failAt, readValues } from './value.js'

/** Names of things that have rows of their own: "in segment VIP"; several are any of them. */
export function readThings<L extends AnyLeaf>(
  c: Cursor,
  kind: 'segment' | 'list',
  things: Things,
  leafOf: (id: number) => L,
): Tree<L> {
  takeSign(c, ':')
  const isKnown = (name: string) => byName({ text: name, quoted: false }, things) !== null
  const found = readValues(c, { kind }, { candidates: things.all, isKnown }).map(written =>
    leafOf(byName(written, things) ?? failAt(c, written, { kind }, things.all())),
  )
  const [only] = found
  return only !== undefined && found.length === 1 ? only : { any: found }
}
