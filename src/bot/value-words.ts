import { DateTime } from 'luxon'
import { type Attribute, builtInKey } from '../audience/attribute.js'
import { countryName } from '../audience/geography.js'
import { type Language, locales } from '../text/format.js'
import { texts } from '../text/index.js'

/** A value of a field as people write it: a day in words, a country by its name, yes and no, a number with its comma. */
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
      return builtInKey(attribute) === 'country' ? countryName(shown, language) : shown
    default:
      return shown
  }
}
