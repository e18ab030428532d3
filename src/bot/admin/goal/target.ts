import { DateTime } from 'luxon'
import { DAY } from '../../../clock.js'
import { type GoalKind, isLessBetter } from '../../../reports/goal.js'
import { parseMoment } from '../typed/moment.js'

/** A goal is for about so long, up to a month's end. */
const SPAN = 45 * DAY
const MOST = 100

/** What is wanted: so many of 100 until the end of a day, days since 1970. */
export type Target = { target: number; day: number }

/** Two figures of 100 that are better than now, in round numbers; where nothing is known, such as one may begin with. */
export function betterThan(kind: GoalKind, now: number | null): number[] {
  const less = isLessBetter(kind)
  if (now === null) return less ? [3, 1] : [10, 25]
  if (less) {
    if (now <= 1) return now <= 0.1 ? [] : [Math.max(0.1, Math.floor(now * 5) / 10)]
    const step = now > 10 ? 5 : 1
    const first = (Math.ceil(now / step) - 1) * step
    return [first, first - step].filter(figure => figure > 0)
  }
  const step = now >= 10 ? 5 : 1
  const first = (Math.floor(now / step) + 1) * step
  return [first, first + step].filter(figure => figure <= MOST)
}

/** The last day of a month about six weeks ahead, days since 1970. */
export function usualDay(at: number, zone: string): number {
  return dayOf(DateTime.fromMillis(at + SPAN, { zone }).endOf('month'))
}

/** The moment at which a day ends, ms UTC. */
export function endOf(day: number, zone: string): number {
  return DateTime.fromMillis(day * DAY, { zone: 'utc' })
    .setZone(zone, { keepLocalTime: true })
    .endOf('day')
    .toMillis()
}

/**
 * Reads "35 by 31 Jan", "до 40 к 31 января", "35"; null where no figure is named. Without a day it is the usual one.
 * @throws AppError `date_invalid`, `date_past`
 */
export function readTarget(typed: string, zone: string, at: number): Target | null {
  const text = typed.normalize('NFKC').replace(/\s+/gu, ' ').trim()
  const [begun = '', figure] = /^\D{0,12}(\d{1,3}(?:[.,]\d)?)(?!\d)/u.exec(text) ?? []
  if (figure === undefined) return null
  const words = text
    .slice(begun.length)
    .replace(/^ ?%/u, '')
    .replace(/^ ?(?:of|из) 100/iu, '')
    .replace(/^[ ,;:.·—–-]{1,3}/u, '')
    .replace(/^(?:until|by|to|on|к|ко|до|на) /iu, '')
    .trim()
  // "31.12" alone could be an hour.
  const named = /^\d{1,2}\.\d{1,2}(?:\.\d{4})?\.?$/.test(words) ? `${words} 10:00` : words
  const day = words === '' ? usualDay(at, zone) : dayOf(DateTime.fromMillis(parseMoment(named, zone, at).at, { zone }))
  return { target: Number(figure.replace(',', '.')), day }
}

function dayOf(time: DateTime): number {
  return Math.floor(time.setZone('utc', { keepLocalTime: true }).toMillis() / DAY)
}
