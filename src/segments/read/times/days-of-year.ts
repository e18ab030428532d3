import { dayNumber } from '../../../audience/attribute/day.js'
import { type Cursor, Mistake, peek } from '../cursor.js'
import { monthAt } from './calendar.js'
import { readSaid, type Said, seesSlashed, two } from './date.js'

/**
 * Takes days without their year, MM-DD, both included: "5 May", "5 to 20 May", "May to June", "summer"; over New Year where
 * `to` is the earlier. Null, and nothing is taken, for anything else, and where a year is said.
 */
export function takeDaysOfYear(c: Cursor, joins: (c: Cursor) => boolean): { from: string; to: string } | null {
  const inside: Cursor = { ...c, made: new Set(), trying: true }
  try {
    const day = peek(inside)
    const bare = day?.kind === 'number' && /^\d{1,2}$/.test(day.text) && monthAt(inside, 1) === null
    const borrows = bare && !seesSlashed(inside, 0)
    if (borrows) inside.at++
    const first: Said = borrows ? { ...NO_DAY, day: day.value, begin: c.at } : readSaid(inside)
    const behind = inside.at
    const joined = joins(inside)
    const second = joined ? (dayAlone(inside, first) ?? triedSaid(inside)) : null
    if (second === null && borrows) return null
    if (second === null) inside.at = behind
    const last = second ?? first
    const month = first.month ?? last.month
    if (first.year !== null || last.year !== null || month === null || last.month === null) return null
    const from = firstDay({ ...first, month })
    const to = lastDay(last)
    if (from === null || to === null) return null
    c.at = inside.at
    for (const choice of inside.made) c.made.add(choice)
    return { from, to }
  } catch (error) {
    if (error instanceof Mistake) return null
    throw error
  }
}

const NO_DAY = { year: null, month: null, day: null, span: 1 }

/** "May 5–20": the second day is of the first one's month. */
function dayAlone(c: Cursor, { month, day }: Said): Said | null {
  const token = peek(c)
  if (month === null || day === null || token?.kind !== 'number' || !/^\d{1,2}$/.test(token.text)) return null
  if (monthAt(c, 1) !== null) return null
  return { ...NO_DAY, month, day: token.value, begin: c.at++ }
}

function triedSaid(c: Cursor): Said | null {
  const begin = c.at
  try {
    return readSaid(c)
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    c.at = begin
    return null
  }
}

function firstDay({ month, day }: Said): string | null {
  return month === null ? null : dayNamed(month, day ?? 1)
}

/** A month and a season are all of their days: February has 29. */
function lastDay({ month, day, months = 1 }: Said): string | null {
  if (month === null) return null
  if (day !== null) return dayNamed(month, day)
  const end = ((month - 1 + months - 1) % 12) + 1
  return dayNamed(end, new Date(Date.UTC(2000, end, 0)).getUTCDate())
}

function dayNamed(month: number, day: number): string | null {
  const name = `${two(month)}-${two(day)}`
  return dayNumber(`2000-${name}`) === null ? null : name
}
