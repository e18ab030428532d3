import { fold } from '../../../text/fold.js'
import type { Vocabulary } from '../../vocabulary.js'
import { nameStem, sameWord } from '../words/inflect.js'

/** Shorter words are parts of too many names. */
const SHORTEST = 3
/** More names than these are no longer one thing. */
const MOST_NAMES = 8

/**
 * The names that have what was written among their words, in any form, one after another: "roses" is in "Red roses 25" and
 * «роз» in «Розы 25 шт». None where too many have it.
 */
export function namesWith(written: string, names: readonly string[]): string[] {
  const sought = stemsIn(written)
  if (sought.length === 0 || !sought.some(({ word }) => word.length >= SHORTEST && /\p{L}/u.test(word))) return []
  const found = names.filter(name => isInside(sought, stemsIn(name)))
  return found.length > MOST_NAMES ? [] : found
}

/** The one of these names that was meant, by a form of it or by a part of it that no other has. */
export function oneCalled(written: string, names: readonly string[]): string | null {
  const same = sameWord(written, names)
  const inside = same === null ? namesWith(written, names) : []
  return same ?? (inside.length === 1 ? (inside[0] ?? null) : null)
}

/** A product by a form of its name, or by a part of it where no category is called so: "bags" are these, and not one bag. */
export function productCalled(
  { products, categories }: Pick<Vocabulary, 'products' | 'categories'>,
  name: string,
): string | null {
  const sort = categories.has(name) || sameWord(name, categories.all()) !== null
  return sort ? sameWord(name, products.all()) : oneCalled(name, products.all())
}

/** Any of the products whose names hold that noun, «помаду»; null where a category is called so, or fewer than two do. */
export function severalCalled(
  { products, categories }: Pick<Vocabulary, 'products' | 'categories'>,
  name: string,
): { any: string[] } | null {
  if (name.includes(' ') || sameWord(name, categories.all()) !== null) return null
  const any = namesWith(name, products.all())
  return any.length > 1 ? { any } : null
}

type Stemmed = { word: string; stem: string }

function isInside(sought: readonly Stemmed[], words: readonly Stemmed[]): boolean {
  if (words.length <= sought.length) return false
  return words.some((_, at) =>
    sought.every(({ stem, word }, i) => words[at + i]?.stem === stem || words[at + i]?.word === word),
  )
}

function stemsIn(text: string): Stemmed[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')
    .map(word => ({ word, stem: nameStem(word) }))
}
