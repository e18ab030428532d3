import { unreachable } from '../../errors.js'
import { writeNumber } from '../../text/number.js'
import { comparePhrase, type Phrasing, partPhrase, quoted, windowPhrase } from '../phrase.js'
import type { Having } from '../property.js'

const SUBJECT = { en: 'property', ru: 'свойство' }

/** What must have come with an event. Its values stand in quotes: another property may stand behind them. */
export function havingPhrase({ property, test }: Having, { words, language }: Phrasing): string {
  const subject = `${SUBJECT[language]} ${quoted(property)}`
  if ('is' in test) return words.is(subject, test.is.map(quoted).join(', '))
  if ('isNot' in test) return words.isNot(subject, test.isNot.map(quoted).join(', '))
  if ('contains' in test) return partPhrase(subject, test, words)
  if ('number' in test) return `${subject} ${comparePhrase(test.number, writeNumber, words)}`
  if ('known' in test) return words.known(subject, test.known)
  if ('day' in test)
    return `${subject} ${'in' in test.day ? words.dayInLast(test.day.in, test.day.unit) : windowPhrase(test.day, words)}`
  return unreachable(test)
}
