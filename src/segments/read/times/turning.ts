import type { Rule } from '../../rule.js'
import type { Field } from '../../vocabulary.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, peek, see, take } from '../cursor.js'
import type { OfField } from '../fields/of-field.js'
import { readAnniversary } from './anniversary.js'
import { yearAt } from './calendar.js'
import { seesStretch } from './stretch.js'

const OLDEST = 120

/**
 * An age that people reach on a birthday: "turning 30 this month". Whoever turns 30 in a year was born 30 years before it;
 * without a stretch of time, or with "this year", it is this year's. None where nobody knows the day.
 */
export function turning(c: Cursor, birthday: Field): Candidate[] {
  const year = bornIn(c, birthday)
  if (year !== null) return [year]
  const word = see(c, 'turning')
  const age = word === null ? null : peek(c, word.length)
  if (word === null || c.today === null || age?.kind !== 'number') return []
  if (!Number.isInteger(age.value) || age.value < 1 || age.value > OLDEST) return []
  const bornYear = String(Number(c.today.slice(0, 4)) - age.value).padStart(4, '0')
  const born: OfField = {
    leaf: 'field',
    field: birthday.id,
    test: { day: { from: `${bornYear}-01-01`, to: `${bornYear}-12-31` } },
  }
  return [{ to: c.at + word.length + 1, sure: 'words', read: () => readWhen(c, birthday, born) }]
}

const OF_BIRTH: ReadonlySet<string> = new Set(['рождения', 'рожд', 'р'])

/** «1990 года рождения», «1990 г. р.». */
function bornIn(c: Cursor, birthday: Field): Candidate | null {
  const year = yearAt(c, 0)
  if (year === null) return null
  let to = c.at + 1
  while (['года', 'год', 'г', '.', 'году'].includes(c.tokens[to]?.text ?? '') && to < c.end) to++
  const token = c.tokens[to]
  const joined = c.tokens[to]?.text === 'г.р'
  if (to >= c.end || token === undefined || !(OF_BIRTH.has(token.text) || joined) || to === c.at + 1) return null
  const end = c.tokens[to + 1]?.text === '.' && to + 1 < c.end ? to + 2 : to + 1
  const day = { from: `${year}-01-01`, to: `${year}-12-31` }
  return { to: end, sure: 'words', read: (): OfField => ({ leaf: 'field', field: birthday.id, test: { day } }) }
}

function readWhen(c: Cursor, birthday: Field, born: OfField): Rule {
  take(c, 'yearsOld')
  const stretch = seesStretch(c)
  if (stretch?.calendar === 'year' && stretch.back === 0) {
    c.at += stretch.length
    return born
  }
  const anniversary = readAnniversary(c, birthday)
  if (anniversary === null) return born
  const day: OfField = { leaf: 'field', field: birthday.id, test: { anniversary } }
  return { all: [day, born] }
}
