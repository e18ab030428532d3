import { DateTime } from 'luxon'
import { USUAL_EVERY_DAYS } from '../../../delivery/campaign/repeat.js'
import type { Course, End } from '../../../delivery/campaign/terms.js'

const TEN = 600

/** How an offer is repeated until somebody says otherwise: each week on tomorrow's day, to each person at most every 7 days. @param at ms UTC */
export function usualTerms(at: number, zone: string): { course: Course; end: End; zone: string } {
  const { weekday } = DateTime.fromMillis(at, { zone }).plus({ days: 1 })
  return {
    course: {
      rhythm: { kind: 'weekly', days: [weekday], minute: TEN, own: false },
      to: { kind: 'every', days: USUAL_EVERY_DAYS },
    },
    end: { kind: 'never' },
    zone,
  }
}
