import { plainName } from '../names.js'
import { type Cursor, peek, see, seeBeginning } from './cursor.js'
import { isAlike } from './fields/alike.js'
import { isFormOf, wordsOf } from './lexicon.js'
import { isSameWord, sameWord } from './words/inflect.js'

/** True before these words, one after another. */
export function startsWith(c: Cursor, words: readonly string[]): boolean {
  return words.every((word, i) => {
    const token = peek(c, i)
    return token !== null && token.kind !== 'quoted' && token.text === word
  })
}

/** True before these words, or other forms of the long ones: «вошедшие в» is of «вошли в». */
export function startsWithForms(c: Cursor, words: readonly string[]): boolean {
  return words.every((word, i) => {
    const token = peek(c, i)
    return token !== null && token.kind !== 'quoted' && isFormOf(token.text, word)
  })
}

/** True before these words, other forms of them, or others that people use for them. */
export function isForm(c: Cursor, words: readonly string[]): boolean {
  return words.every((word, i) => {
    const token = peek(c, i)
    if (token === null || token.kind !== 'word' || word.length <= 2) return false
    return isSameWord(token.text, word) || isAlike(token.text, word)
  })
}

/** True before the name of a segment that people may be called by as well: "Members" are its people. */
export function seesSegment(c: Cursor): boolean {
  const people = peek(c)?.kind === 'word' ? see(c, 'people') : null
  if (people === null) return false
  const { segments } = c.vocabulary
  const name = written(c, people.length)
  if (segments.find(name) !== null || (people.length === 1 && sameWord(name, segments.all()) !== null)) return true
  // «Члены клуба»: the word may only begin the name.
  for (let length = people.length + 1; length <= MOST_WORDS && peek(c, length - 1)?.kind === 'word'; length++)
    if (sameWord(written(c, length), segments.all()) !== null) return true
  return false
}

const MOST_WORDS = 5

function written(c: Cursor, length: number): string {
  return c.source.slice(peek(c)?.start, peek(c, length - 1)?.end)
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

/** True before the name of a field in quotes with something asked of it: it is no value of the condition before. */
export function seesQuotedField(c: Cursor): boolean {
  const [name, behind] = [peek(c), peek(c, 1)]
  if (name?.kind !== 'quoted' || behind === null || (behind.kind === 'sign' && ',;.()'.includes(behind.text)))
    return false
  if (see({ ...c, at: c.at + 1 }, 'and', 'or', 'but', 'except') !== null) return false
  const plain = plainName(name.text)
  return c.vocabulary.fields().some(({ label }) => label !== null && plainName(label) === plain)
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
