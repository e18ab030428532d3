import type { Anniversary } from '../../parts.js'
import type { Rule } from '../../rule.js'
import type { Field } from '../../vocabulary.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, Mistake, peek, see, seeBeginning, take } from '../cursor.js'
import { DAY_OF, endsHere } from '../fields/field.js'
import type { OfField } from '../fields/of-field.js'
import { wordsOf } from '../lexicon.js'
import { isForm } from '../starter.js'
import { readAnniversary, saysBorn } from './anniversary.js'
import { monthAt } from './calendar.js'
import { readSpan } from './window.js'

/** How many words name a date here; 0 where none does. */
function dateNamed(c: Cursor, field: Field): number {
  if (field.type !== 'date') return 0
  if (field.label === null) {
    const begun = field.key === 'birthday' ? seeBeginning(c) : null
    return begun?.key === 'birthday' && !saysBorn({ ...c, at: c.at + 1 }) ? begun.length : 0
  }
  const words = wordsOf(field.label)
  if (isForm(c, words)) return words.length
  const bare = words.filter(word => !DAY_OF.has(word))
  const before = DAY_OF.has(peek(c)?.text ?? '') ? 1 : 0
  return bare.length > 0 && isForm({ ...c, at: c.at + before }, bare) ? before + bare.length : 0
}

/** «Завтра день рождения»: when it comes round stands before what does. */
export function timeFirst(c: Cursor, field: Field): Candidate[] {
  if (field.type !== 'date' || !seesTime(c)) return []
  const place: Cursor = { ...c, made: new Set(), trying: true }
  try {
    const anniversary = takeMonth(place) ?? readAnniversary(place, field)
    const length = anniversary === null ? 0 : dateNamed(place, field)
    const to = place.at + length
    if (anniversary === null || length === 0 || !endsHere({ ...place, at: to })) return []
    const leaf: OfField = { leaf: 'field', field: field.id, test: { anniversary } }
    return [{ to, sure: 'words', read: (): Rule => leaf }]
  } catch (error) {
    if (error instanceof Mistake) return []
    throw error
  }
}

/** Takes a month with its preposition, whatever stands behind it. */
function takeMonth(c: Cursor): Anniversary | null {
  const lead = see(c, 'duringNamed')?.length ?? 0
  const month = monthAt(c, lead)
  if (month === null) return null
  c.at += lead + month.length
  return { month: month.month }
}

/** True before a time by which a date can be asked for: most sentences have none here. */
function seesTime(c: Cursor): boolean {
  if (monthAt(c, 0) !== null) return true
  return see(c, 'today', 'tomorrow', 'yesterday', 'thisWeek', 'thisMonth', 'nextOne', 'inNext', 'duringNamed') !== null
}

const LEFT: ReadonlySet<string> = new Set(['осталось', 'остается', 'остался', 'осталась', 'остались'])

/** «До конца абонемента меньше недели»: that it comes round within so many days. */
export function leftUntil(c: Cursor, field: Field): Candidate[] {
  if (field.type !== 'date' || peek(c)?.text !== 'до') return []
  const place: Cursor = { ...c, at: c.at + 1, made: new Set(), trying: true }
  const length = dateNamed(place, field)
  if (length === 0) return []
  place.at += length
  const left = LEFT.has(peek(place)?.text ?? '')
  if (left) place.at++
  const limit = take(place, 'under', 'atMost') !== null
  if (!left && !limit) return []
  try {
    const { n, unit } = readSpan(place)
    const days = { hours: 1 / 24, days: 1, weeks: 7, months: 30, years: 367 }[unit] * n
    if (days > 366 || days < 1 || !endsHere(place)) return []
    const leaf: OfField = { leaf: 'field', field: field.id, test: { anniversary: Math.ceil(days) } }
    const to = place.at
    const read = (): Rule => {
      c.at = to
      return leaf
    }
    return [{ to, sure: 'words', read }]
  } catch (error) {
    if (error instanceof Mistake) return []
    throw error
  }
}
