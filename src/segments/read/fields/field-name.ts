import { plainName } from '../../names.js'
import type { Field } from '../../vocabulary.js'
import { type Cursor, peek } from '../cursor.js'
import { longestAt, wordsOf } from '../lexicon.js'
import { startsWith } from '../starter.js'

const BUILT_IN = ['city', 'country', 'birthday']

/** The field whose name stands here, in quotes, by its number or bare, and how many tokens it takes; null: none. */
export function fieldHere(c: Cursor): { field: Field; length: number } | null {
  const first = peek(c)
  if (first === null) return null
  const fields = c.vocabulary.fields()
  if (first.kind === 'quoted') {
    const field = fields.find(({ label }) => label !== null && plainName(label) === plainName(first.text))
    return field === undefined ? null : { field, length: 1 }
  }
  if (first.text === '#') {
    const id = peek(c, 1)
    const field = id?.kind === 'number' ? c.vocabulary.field(id.value) : null
    return field === null ? null : { field, length: 2 }
  }
  const own = fields
    .map(field => ({ field, words: field.label === null ? [] : wordsOf(field.label) }))
    .filter(({ words }) => words.length > 0 && startsWith(c, words))
    .sort((a, b) => b.words.length - a.words.length)[0]
  if (own !== undefined) return { field: own.field, length: own.words.length }
  const begun = longestAt(c.begins.book, c, BUILT_IN)
  const field = begun === null ? undefined : fields.find(({ key, label }) => label === null && key === begun.key)
  return begun === null || field === undefined ? null : { field, length: begun.length }
}
