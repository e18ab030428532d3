import { DAY } from '../../../clock.js'
import { type Cursor, peek, seeAhead } from '../cursor.js'
import type { Dates } from './date.js'

const LEADS: ReadonlySet<string> = new Set([
  ...[
    'in',
    'on',
    'at',
    'over',
    'during',
    'the',
    'a',
    'any',
    'every',
    'each',
    'в',
    'на',
    'за',
    'во',
    'по',
    'каждые',
    'любые',
  ],
])
/** Before a weekend: any of them, or each. */
const ANY: ReadonlySet<string> = new Set(['a', 'any', 'every', 'each'])
const OVER: ReadonlySet<string> = new Set([
  ...['last', 'past', 'previous', 'прошлые', 'прошлых', 'прошедшие', 'прошедших', 'минувшие', 'минувших'],
  ...['последние', 'последних', 'предыдущие', 'предыдущих'],
])
const NEAR: ReadonlySet<string> = new Set(['эти', 'этих'])
const WEEKEND: ReadonlySet<string> = new Set(['weekend', 'weekends', 'выходные', 'выходных', 'выходным'])
const BEFORE_LAST = /^позапрошл(?:ый|ом|ого|ая|ой|ую)$/u
const UNITS = ['calendarWeek', 'calendarMonth', 'calendarQuarter', 'calendarYearAlone'] as const

/**
 * "Last weekend", «на выходных», «в позапрошлом месяце», "the month before last": days of the calendar, and how many tokens say
 * so; null where something else stands here, or nobody knows the day.
 */
export function bygone(c: Cursor): (Dates & { length: number }) | null {
  return weekend(c) ?? beforeLast(c)
}

/** The Saturday and the Sunday that are over; without a word for that, those that have begun. */
function weekend(c: Cursor): (Dates & { length: number }) | null {
  let length = 0
  while (LEADS.has(peek(c, length)?.text ?? '')) length++
  const led = length > 0
  const over = OVER.has(peek(c, length)?.text ?? '')
  const near = NEAR.has(peek(c, length)?.text ?? '')
  if (over || near) length++
  const [word, today] = [peek(c, length)?.text ?? '', c.today]
  // Whether «в выходные», "on weekends" alone is the last of them is asked (see `everyWeekend`).
  const any = ANY.has(peek(c, length - 1)?.text ?? '')
  const said = over || near || (led && (word.startsWith('выходн') || word === 'weekends' || any))
  if (!WEEKEND.has(word) || !said || today === null) return null
  const now = Date.parse(today)
  const day = (new Date(now).getUTCDay() + 6) % 7
  const saturday = now - (day >= SATURDAY ? day - SATURDAY + (over ? 7 : 0) : day + 7 - SATURDAY) * DAY
  return { first: dayOf(saturday), last: dayOf(saturday + DAY), length: length + 1 }
}

const SATURDAY = 5

function beforeLast(c: Cursor): (Dates & { length: number }) | null {
  if (c.today === null) return null
  let begin = 0
  while (LEADS.has(peek(c, begin)?.text ?? '')) begin++
  const first = BEFORE_LAST.test(peek(c, begin)?.text ?? '') ? 1 : 0
  const unit = seeAhead(c, begin + first, ...UNITS)
  const key = UNITS.find(one => one === unit?.key)
  if (unit === null || key === undefined) return null
  const behind = begin + first + unit.length
  const english = first === 0 && peek(c, behind)?.text === 'before' && peek(c, behind + 1)?.text === 'last'
  if (first === 0 && !english) return null
  return { ...stretchBeforeLast(c.today, key), length: behind + (english ? 2 : 0) }
}

function stretchBeforeLast(today: string, unit: (typeof UNITS)[number]): Dates {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const now = Date.parse(today)
  switch (unit) {
    case 'calendarWeek': {
      const monday = now - (((new Date(now).getUTCDay() + 6) % 7) + 14) * DAY
      return { first: dayOf(monday), last: dayOf(monday + 6 * DAY) }
    }
    case 'calendarMonth':
      return { first: dayOf(Date.UTC(year, month - 3, 1)), last: dayOf(Date.UTC(year, month - 2, 0)) }
    case 'calendarQuarter': {
      const begin = Math.floor((month - 1) / 3) * 3 - 6
      return { first: dayOf(Date.UTC(year, begin, 1)), last: dayOf(Date.UTC(year, begin + 3, 0)) }
    }
    default:
      return { first: `${year - 2}-01-01`, last: `${year - 2}-12-31` }
  }
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
