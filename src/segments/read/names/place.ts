import { fold } from '../../../text/fold.js'
import type { Place } from '../../vocabulary.js'
import type { Cursor } from '../cursor.js'
import { raw } from '../value.js'
import { nameStem, sameWord } from '../words/inflect.js'

/** A place of the team's own that is named here in any form, or by words of its name that no other has. */
export function ownPlaceAt(c: Cursor): { value: Place; to: number } | null {
  const places = c.vocabulary.places()
  for (let length = Math.min(MOST_WORDS, c.end - c.at); length > 0 && places.length > 0; length--) {
    const words = c.tokens.slice(c.at, c.at + length)
    if (words.some(({ kind, text }) => kind === 'quoted' || (kind === 'sign' && text !== '-'))) continue
    const name = placeLike(places, raw(c, c.at, c.at + length))
    const value = name === null ? null : c.vocabulary.findPlace(name)
    if (value !== null) return { value, to: c.at + length }
  }
  return null
}

const MOST_WORDS = 6
const BETWEEN: ReadonlySet<string> = new Set(['на', 'в', 'у', 'по', 'the', 'on', 'in', 'at', 'our', 'нашего', 'нашим'])

/** «Магазином на Невском», «невского магазина»: the one place that has all these words in any form and order. */
export function placeLike(places: readonly string[], written: string): string | null {
  const same = sameWord(written, places)
  if (same !== null) return same
  const stems = stemsOf(written)
  const found = stems.length === 0 ? [] : places.filter(place => hasAll(stemsOf(place), stems))
  return found.length === 1 ? (found[0] ?? null) : null
}

function hasAll(all: readonly string[], some: readonly string[]): boolean {
  return some.every(stem => all.includes(stem))
}

function stemsOf(name: string): string[] {
  return fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '' && !BETWEEN.has(word))
    .map(nameStem)
}
