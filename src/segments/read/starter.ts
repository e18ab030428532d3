import { type Cursor, peek, see, seeBeginning } from './cursor.js'
import { wordsOf } from './lexicon.js'

/** True before these words, one after another. */
export function startsWith(c: Cursor, words: readonly string[]): boolean {
  return words.every((word, i) => {
    const token = peek(c, i)
    return token !== null && token.kind !== 'quoted' && token.text === word
  })
}

/** True when a colon or a sign that compares comes after so many tokens. */
export function seesOperator(c: Cursor, ahead: number): boolean {
  const token = peek(c, ahead)
  return token?.kind === 'sign' && [':', '=', '>', '<', '>=', '<='].includes(token.text)
}

/** True where a condition may begin: with its subject, *not*, or a bracket. */
export function seesStart(c: Cursor): boolean {
  if (seeBeginning(c) !== null || see(c, 'not', 'has') !== null || peek(c)?.text === '(') return true
  return c.vocabulary.fields().some(({ label }) => {
    const words = label === null ? [] : wordsOf(label)
    return words.length > 0 && startsWith(c, words)
  })
}

/** True where a condition begins that has a colon behind its first words: no value is written so without quotes. */
export function seesHeadOfCondition(c: Cursor): boolean {
  const begins = seeBeginning(c)
  if (begins !== null && peek(c, begins.length)?.text === ':') return true
  return c.vocabulary.fields().some(({ label }) => {
    const words = label === null ? [] : wordsOf(label)
    return words.length > 0 && startsWith(c, words) && peek(c, words.length)?.text === ':'
  })
}
