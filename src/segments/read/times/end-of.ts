import { DAY } from '../../../clock.js'
import { type Cursor, see, seeAhead } from '../cursor.js'

const UNTIL: readonly (readonly string[])[] = [
  ['до', 'конца'],
  ['по', 'конец'],
  ['к', 'концу'],
]
const UNITS = ['calendarWeek', 'calendarMonth', 'calendarQuarter', 'calendarYearAlone'] as const

/**
 * «До конца года», «к концу этого месяца»: the last day of the stretch of the calendar that is on, YYYY-MM-DD, and how many
 * tokens say it; null where something else stands here, or nobody knows the day.
 */
export function endOfStretch(c: Cursor): { day: string; length: number } | null {
  if (c.today === null || !UNTIL.some(words => words.every((word, i) => c.tokens[c.at + i]?.text === word))) return null
  const behind: Cursor = { ...c, at: c.at + 2 }
  const which = see(behind, 'thisOne')?.length ?? 0
  const unit = seeAhead(behind, which, ...UNITS)
  const key = UNITS.find(one => one === unit?.key)
  if (unit === null || key === undefined) return null
  return { day: lastDayOf(c.today, key), length: 2 + which + unit.length }
}

function lastDayOf(today: string, unit: (typeof UNITS)[number]): string {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const now = Date.parse(today)
  const written = (time: number) => new Date(time).toISOString().slice(0, 10)
  switch (unit) {
    case 'calendarWeek':
      return written(now + ((7 - new Date(now).getUTCDay()) % 7) * DAY)
    case 'calendarMonth':
      return written(Date.UTC(year, month, 0))
    case 'calendarQuarter':
      return written(Date.UTC(year, Math.ceil(month / 3) * 3, 0))
    default:
      return `${year}-12-31`
  }
}
