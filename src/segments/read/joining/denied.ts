import type { Rule } from '../../rule.js'
import { bareHere } from '../condition.js'
import { type Cursor, Mistake, peek, see } from '../cursor.js'
import { readWindow, seesWindow } from '../times/window.js'

const NOT: ReadonlySet<string> = new Set(['not', "isn't", "aren't", 'не'])
const WHO: ReadonlySet<string> = new Set(['field', 'segment', 'rfm', 'engagement', 'age'])

/** True behind "not women", where what stands there without a word that joins may say which of them. */
export function mayGoOn(c: Cursor, begin: number, rule: Rule): boolean {
  if (!NOT.has(c.tokens[begin - 1]?.text ?? '') || !('leaf' in rule) || !WHO.has(rule.leaf) || peek(c) === null)
    return false
  const plain = c.tokens.slice(begin, c.at).every(({ kind, text }) => kind === 'word' && text !== 'segment')
  return plain && c.at - begin <= MOST_WORDS && see(c, 'and', 'or', 'but', 'not', 'except') === null
}

/** True for what says that something is not so. */
export function isDenied(rule: Rule): boolean {
  return 'not' in rule || ('leaf' in rule && rule.count === 'none')
}

const MOST_WORDS = 3

const DEED = /^(?:order|buy|purchase|click|open|see|read|reply|respond|react|receive|get|use|visit|answer)$/

/** True before a verb in the form that "didn't" wants: "didn't order and click". */
export function saysDeed(c: Cursor, joiner: string): boolean {
  return joiner === 'and' && peek(c)?.kind === 'word' && DEED.test(peek(c)?.text ?? '')
}

/** The token of what is missing, with nothing but a stretch of time behind it up to this one; null where none is. */
export function missingBefore(c: Cursor, to: number, missing: RegExp): number | null {
  for (let at = to; at > Math.max(0, to - MOST_STRETCH); at--) {
    if (!missing.test(c.tokens[at]?.text ?? '')) continue
    const behind: Cursor = { ...c, at: at + 1, end: to + 1, made: new Set(), trying: true }
    if (at === to) return at
    if (!seesWindow(behind)) return null
    try {
      readWindow(behind)
    } catch (error) {
      if (error instanceof Mistake) return null
      throw error
    }
    return behind.at === to + 1 ? at : null
  }
  return null
}

/** The longest stretch of time, in tokens. */
const MOST_STRETCH = 6

/** "But never Dog food Toys": whether the second of two things was bought, nobody says. */
export function seesOtherThing(c: Cursor): boolean {
  return c.denied && c.last?.leaf === 'ordered' && bareHere(c)?.of === 'product'
}
