import type { Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, seeBeginning } from '../cursor.js'
import { wordsOf } from '../lexicon.js'
import { namedAt } from '../names/bare.js'
import { isForm } from '../starter.js'
import { optionNamed } from './called.js'
import { readField } from './of-field.js'
import { takeIn } from './takes-in.js'

/**
 * «Доставка в выходные» of «День доставки»: a word of the name of a field, with one of its options behind. It goes before what
 * that word begins elsewhere, since nothing else has such options.
 */
export function valued(c: Cursor): Candidate[] {
  if (seeBeginning(c) === null) return []
  return c.vocabulary.fields().flatMap(field => {
    const { options, label } = field
    const words = label === null || options === null ? [] : wordsOf(label)
    if (options === null || words.length < 2 || !words.some(word => word.length > 3 && isForm(c, [word]))) return []
    const place: Cursor = { ...c, at: c.at + 1 }
    takeIn(place, options)
    const found = namedAt(place, name => optionNamed(options, name))
    if (found === null) return []
    const from = c.at + 1
    const read = (): Rule => {
      c.at = from
      return readField(c, field)
    }
    return [{ to: found.to, sure: 'words' as const, read }]
  })
}
