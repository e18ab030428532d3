import type { Rule } from '../../rule.js'
import { type Cursor, peek, see } from '../cursor.js'

const NOT: ReadonlySet<string> = new Set(['not', "isn't", "aren't", 'не'])
const WHO: ReadonlySet<string> = new Set(['field', 'segment', 'rfm', 'engagement', 'age'])

/** True behind "not women", where what stands there without a word that joins may say which of them. */
export function mayGoOn(c: Cursor, begin: number, rule: Rule): boolean {
  if (!NOT.has(c.tokens[begin - 1]?.text ?? '') || !('leaf' in rule) || !WHO.has(rule.leaf) || peek(c) === null)
    return false
  const plain = c.tokens.slice(begin, c.at).every(({ kind, text }) => kind === 'word' && text !== 'segment')
  return plain && c.at - begin <= MOST_WORDS && see(c, 'and', 'or', 'but', 'not', 'except') === null
}

const MOST_WORDS = 3

const DEED = /^(?:order|buy|purchase|click|open|see|read|reply|respond|react|receive|get|use|visit|answer)$/

/** True before a verb in the form that "didn't" wants: "didn't order and click". */
export function saysDeed(c: Cursor, joiner: string): boolean {
  return joiner === 'and' && peek(c)?.kind === 'word' && DEED.test(peek(c)?.text ?? '')
}
