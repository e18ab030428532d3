import { countryName, findCountry } from '../../audience/place/country.js'
import { fold } from '../../text/fold.js'
import { writeNumber } from '../../text/number.js'
import { anniversaryPhrase } from '../criterion/anniversary.js'
import type { FieldTest, Window } from '../parts.js'
import { comparePhrase, listPhrase, type Phrasing, partPhrase, quoted, windowPhrase, yesNo } from '../phrase.js'
import type { Field } from '../vocabulary.js'

/** What is asked of a field. */
export function fieldPhrase(id: number, test: FieldTest, phrasing: Phrasing): string {
  const { words, names } = phrasing
  const field = names.field(id)
  const subject = field === null ? `#${id}` : subjectOf(field, phrasing)
  if ('is' in test) return words.is(subject, valuesOf(field, test.is, phrasing))
  if ('isNot' in test) return words.isNot(subject, valuesOf(field, test.isNot, phrasing))
  if ('contains' in test) return partPhrase(subject, test, words)
  if ('number' in test) return `${subject} ${comparePhrase(test.number, writeNumber, words)}`
  if ('yes' in test) return words.is(subject, yesNo(test.yes, words))
  if ('known' in test) return words.known(subject, test.known)
  if ('anniversary' in test) return `${subject} ${anniversaryPhrase(test.anniversary, words)}`
  // "Birthday in last 7 days" is the day that comes every year.
  if (field?.key === 'birthday' && !('from' in test.day))
    return 'calendar' in test.day
      ? bornPhrase(test.day, words)
      : 'in' in test.day
        ? words.bornInLast(test.day.in, test.day.unit)
        : words.born(windowPhrase(test.day, words))
  if ('in' in test.day) return `${subject} ${words.dayInLast(test.day.in, test.day.unit)}`
  return `${subject} ${windowPhrase(test.day, words)}`
}

/** Where they live, by the names of the places alone; null for anything else that is asked of a field. */
export function placeTitle(id: number, test: FieldTest, phrasing: Phrasing): string | null {
  const field = phrasing.names.field(id)
  const isPlace = field !== null && field.label === null && (field.key === 'city' || field.key === 'country')
  return isPlace && 'is' in test
    ? test.is.map(place => valuesOf(field, [place], phrasing)).join(` ${phrasing.words.or} `)
    : null
}

/** "Born yesterday" is rather a birthday that was said wrongly, and is not read. */
function bornPhrase(window: Extract<Window, { calendar: string }>, words: Phrasing['words']): string {
  return window.calendar === 'day' && window.back === 1 ? words.bornYesterday : words.born(windowPhrase(window, words))
}

function subjectOf(field: Field, { words, begins }: Phrasing): string {
  if (field.label !== null) return begins.isPlainName(field.label) ? field.label : quoted(field.label)
  const { key } = field
  return key === 'city' || key === 'country' || key === 'birthday' ? words.subjects[key] : `#${field.id}`
}

/** Values of a field; cities and countries that have another name stand behind "exactly". */
function valuesOf(field: Field | null, values: readonly string[], phrasing: Phrasing): string {
  const { words, language, names } = phrasing
  if (field === null || field.label !== null) return listPhrase(values, phrasing)
  const shown = values.map(value => {
    if (field.key === 'city') {
      const words = names.cityWords(value, language)
      return fold(names.cityName(words)) === fold(value) ? words : null
    }
    if (field.key !== 'country') return value
    const name = /^[A-Z]{2}$/.test(value) ? countryName(value, language) : value
    const found = findCountry(name)
    return found === value || (found !== null && fold(found) === fold(name) && name === value) ? name : null
  })
  const plain = shown.filter(value => value !== null)
  return plain.length === values.length
    ? listPhrase(plain, phrasing)
    : words.compare.exactly(listPhrase(values, phrasing))
}
