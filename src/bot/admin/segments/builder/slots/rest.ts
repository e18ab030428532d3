import type { Leaf } from '../../../../../segments/criterion.js'
import { describeCriterion, findNames } from '../../../../../segments/describe.js'
import type { Kind } from '../../../../../segments/kinds/kind.js'
import { readSentence } from '../../../../../segments/read.js'
import { createVocabulary, type Field } from '../../../../../segments/vocabulary.js'
import { code, lines } from '../../../../../text/rich.js'
import type { Here } from '../../../../here.js'
import { type Again, again } from '../../../../screen.js'
import { doubtOf } from '../../doubt.js'
import { explain, todayOf } from '../../sentence.js'
import type { Body } from '../tree.js'
import type { At, Typed } from './slot.js'

/**
 * Reads what was typed as the rest of a sentence, so that it may be written as in the language of segments.
 * @param begin words of the language
 * @param take what the condition says with the one that was typed; null where that is no answer
 */
export async function readRest(
  { here }: At,
  begin: string,
  typed: string,
  take: (leaf: Leaf) => Body | null,
): Promise<Typed> {
  const { countCards, segmentCards: words } = here.t
  const vocabulary = createVocabulary(here.db, here.preferences.currency())
  const reading = readSentence(`${begin}${typed}`, vocabulary, here.language, todayOf(here))
  if (reading.kind === 'readings') {
    const names = findNames(here.db)
    const ways = reading.readings.map(one => code(describeCriterion(one, here.language, names)))
    return again(lines([countCards.severalWays(ways.length), ...ways]))
  }
  if (reading.kind === 'mistake' && typed !== '')
    return again(explain(typed, { ...reading, at: Math.max(0, reading.at - begin.length) }, here.language))
  if (reading.kind === 'mistake' || !('leaf' in reading.criterion)) return again(words.notUnderstood)
  const doubt = await doubtOf(here, reading.criterion)
  if (doubt !== null)
    return again(lines([...doubt.lines.slice(0, -1), ...doubt.instead.map(({ label }) => `• ${label}`)]))
  return take(reading.criterion) ?? again(words.notUnderstood)
}

/** A word or two that somebody typed; asks again when there is nothing in it, or too much. @param longest in UTF-16 units */
export function wordsIn({ t }: Pick<Here, 't'>, text: string, longest = 256): string | Again {
  const typed = text.replace(/\s+/gu, ' ').trim()
  return typed !== '' && typed.length <= longest ? typed : again(t.segmentCards.wordsNeeded(longest))
}

/** Takes a word or two. @param take null: that is no answer */
export function readWords({ here }: At, text: string, take: (words: string) => Typed | null, longest?: number): Typed {
  const words = wordsIn(here, text, longest)
  return typeof words === 'string' ? (take(words) ?? again(here.t.segmentCards.notUnderstood)) : words
}

/** How a field is called in the language. */
export function subjectOf(field: Field): string {
  return field.label === null ? field.key : `"${field.label.replaceAll('"', '""')}"`
}

/** Words of the language that begin a condition of this kind. */
export function beginningOf({ begins }: Pick<Kind, 'begins'>): string {
  return Object.values(begins)[0]?.en[0] ?? ''
}
