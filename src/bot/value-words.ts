import { DateTime } from 'luxon'
import { type Attribute, builtInKey } from '../audience/attribute.js'
import { countryName } from '../audience/country.js'
import { type City, cityWords, whereWords } from '../audience/town.js'
import { count, type Language, locales, shorten } from '../text/format.js'
import { texts } from '../text/index.js'

const TOWN_LABEL = 34

/** A value of a field as people write it: a day in words, a town or country by its name in the reader's
 * language, yes and no, a number with its comma. */
export function valueWords(attribute: Pick<Attribute, 'key' | 'type'>, shown: string, language: Language): string {
  switch (attribute.type) {
    case 'date': {
      const day = DateTime.fromISO(shown, { zone: 'utc', locale: locales[language] })
      return day.isValid ? day.toLocaleString(DateTime.DATE_FULL) : shown
    }
    case 'yes_no': {
      const { yes, no } = texts(language).survey
      return shown === 'yes' ? yes : shown === 'no' ? no : shown
    }
    case 'number':
      return language === 'ru' ? shown.replace('.', ',') : shown
    case 'text':
      return textWords(builtInKey(attribute), shown, language)
    default:
      return shown
  }
}

function textWords(key: string | null, shown: string, language: Language): string {
  if (key === 'city') return cityWords(shown, language)
  return key === 'country' ? countryName(shown, language) : shown
}

/** What tells a town from its namesakes, as the label of a button: where it lies, and how many people live there. */
export function townLabel(town: City, language: Language): string {
  const people = town.population === 0 ? '' : ` · ${count(town.population, language)}`
  return shorten(`${whereWords(town, language)}${people}`, TOWN_LABEL)
}
