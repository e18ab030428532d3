import { DAY } from '../../../clock.js'
import { type Cursor, peek } from '../cursor.js'

const LEAD: ReadonlySet<string> = new Set(['в', 'на', 'за', 'over', 'on', 'at', 'in', 'during', 'from', 'the'])
const THIS: ReadonlySet<string> = new Set(['эти', 'этих', 'this', 'минувшие', 'минувших', 'прошедшие', 'прошедших'])
const LAST: ReadonlySet<string> = new Set(['прошлые', 'прошлых', 'последние', 'последних', 'last', 'past', 'previous'])
const NEXT: ReadonlySet<string> = new Set([
  'ближайшие',
  'ближайших',
  'следующие',
  'следующих',
  'next',
  'coming',
  'грядущие',
])
const WEEKEND: ReadonlySet<string> = new Set(['выходные', 'выходных', 'weekend'])
const SATURDAY = 5

/** Two days of a weekend, YYYY-MM-DD, and how many tokens name it. */
export type Weekend = { first: string; last: string; length: number }

/** The weekend that is on or comes next, of what comes round: «дни рождения в эти выходные». Null for the last one. */
export function comingWeekend(c: Cursor): Weekend | null {
  const said = weekendAt(c)
  if (said === null || said.which === 'last' || c.today === null) return null
  const today = Date.parse(c.today)
  const day = (new Date(today).getUTCDay() + 6) % 7
  const ahead = SATURDAY - day + (said.which === 'next' && day >= SATURDAY ? 7 : 0)
  const [first, last] = [ahead, ahead + 1].map(days => new Date(today + days * DAY).toISOString().slice(0, 10))
  return { first: first ?? '', last: last ?? '', length: said.length }
}

function weekendAt(c: Cursor): { which: 'this' | 'last' | 'next'; length: number } | null {
  let at = 0
  while (at < 2 && LEAD.has(peek(c, at)?.text ?? '')) at++
  const word = peek(c, at)?.text ?? ''
  const which = THIS.has(word) ? 'this' : LAST.has(word) ? 'last' : NEXT.has(word) ? 'next' : null
  if (which === null && at === 0) return null
  const length = at + (which === null ? 1 : 2)
  return WEEKEND.has(peek(c, length - 1)?.text ?? '') ? { which: which ?? 'this', length } : null
}
