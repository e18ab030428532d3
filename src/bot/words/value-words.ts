import { type City, whereWords } from '../../audience/place/town.js'
import { count, type Language, shorten } from '../../text/format.js'
import { ALONE } from '../card.js'

export { valueWords } from '../../audience/attribute/value-words.js'

/** What tells a town from its namesakes, as the label of a button: where it lies, and how many people live there. */
export function townLabel(town: City, language: Language): string {
  const people = town.population === 0 ? '' : ` · ${count(town.population, language)}`
  return shorten(`${whereWords(town, language)}${people}`, ALONE)
}
