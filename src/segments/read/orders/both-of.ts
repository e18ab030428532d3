import type { Window } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, fail } from '../cursor.js'
import { namesWith } from '../names/inside.js'
import type { AskedOrder } from './order.js'

const GENITIVE = /[аяыи]$/u
const BOTH = /^(?:оба|обе|обоих|обеих|both)$/u

/**
 * «Купили оба курса»: each of the two products that are called so; where there are not two of them, nobody knows which are meant.
 * Null where nothing says *both*, or several are named behind it.
 * @param begin the place behind the verb
 */
export function bothOf(c: Cursor, begin: number, order: AskedOrder, window: Window | null): Rule | null {
  const said = c.tokens.slice(begin, c.at)
  const at = said.findIndex(({ text }) => BOTH.test(text))
  const noun = said[at + 1]
  if (at < 0 || noun?.kind !== 'word') return null
  // "Both Dune and Emma"; «оба курса и книгу» are three.
  const joined = [...said.slice(at + 1), c.tokens[c.at]].some(token => token?.text === 'and' || token?.text === 'и')
  if (joined && (said[at]?.text === 'both' || !GENITIVE.test(noun.text))) return null
  const found = namesWith(c.source.slice(noun.start, noun.end), c.vocabulary.products.all())
  if (found.length !== 2 || order.total !== null) return fail(c, { kind: 'product' })
  const leaf = (product: string): AnyLeaf => ({
    ...{ leaf: 'ordered', count: { atLeast: 1 } },
    ...{ window, product, category: null, total: null },
  })
  return { all: found.map(leaf) }
}
