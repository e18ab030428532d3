import { fold } from '../../../text/fold.js'
import { bareHere } from '../condition.js'
import { type Cursor, peek, see } from '../cursor.js'

/** With these conditions are written back: they always join. */
const WRITTEN: ReadonlySet<string> = new Set(['and', 'or', 'и', 'или'])

/** True before a word that joins where people can be called so too: "engaged plus members", of whom some are "Plus". */
export function isNamedSo(c: Cursor): boolean {
  const word = peek(c)
  if (word?.kind !== 'word' || WRITTEN.has(word.text) || see(c, 'and', 'or', 'but') === null) return false
  const { fields, segments } = c.vocabulary
  const isOption = fields().some(({ options }) => options?.some(option => fold(option) === word.text))
  return (isOption || segments.find(word.text) !== null) && bareHere(c) !== null
}

/** True before an option that begins with such a word: «веганы без глютена», of whom some are «Без глютена». */
export function isNamedWithout(c: Cursor): boolean {
  return see(c, 'not') !== null && bareHere(c)?.sure === 'value'
}

/** Takes a dash that stands alone: "women - from Riga - no orders". */
export function takeDash(c: Cursor): boolean {
  const [before, dash, behind] = [c.tokens[c.at - 1], peek(c), peek(c, 1)]
  if (dash?.kind !== 'sign' || dash.text !== '-' || before === undefined || behind === null) return false
  if (before.end === dash.start || dash.end === behind.start) return false
  c.at++
  return true
}

/** A line does not end with one of these. */
export const OPEN_ENDS: ReadonlySet<string> = new Set([...':=><≥≤(&|-/#!≠', '==', '>=', '<=', '&&', '||', '!='])
