import type { Rule } from '../rule.js'
import { type Cursor, peek, see } from './cursor.js'

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
