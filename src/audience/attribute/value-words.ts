import { DateTime } from 'luxon'
import { type Language, locales } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { type Attribute, builtInKey } from '../attribute.js'
import { countryName } from '../place/country.js'
import { cityWords } from '../place/town.js'

// Written out, for each Node's own formats put another space before "г.".
const DAY = { en: 'd MMMM yyyy', ru: "d MMMM yyyy\u00a0'г.'" } as const

/** A value of a field as people write it: a day in words, a town or country by its name in the reader's
 * language, yes and no, a number with its comma. */
export function valueWords(attribute: Pick<Attribute, 'key' | 'type'>, shown: string, language: Language): string {
  switch (attribute.type) {
    case 'date': {
      const day = DateTime.fromISO(shown, { zone: 'utc', locale: locales[language] })
      return day.isValid ? day.toFormat(DAY[language]) : shown
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
