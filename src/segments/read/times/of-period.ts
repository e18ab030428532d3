import type { Stretch, Window } from '../../parts.js'
import { type Cursor, peek, pick } from '../cursor.js'
import { endsAt } from './stretch.js'

const PERIODS: ReadonlyMap<string, Stretch> = new Map([
  ...([
    ['недели', 'week'],
    ['месяца', 'month'],
    ['квартала', 'quarter'],
    ['года', 'year'],
  ] as const),
  ...([
    ['week', 'week'],
    ['month', 'month'],
    ['quarter', 'quarter'],
    ['year', 'year'],
  ] as const),
])
/** Whoever or whatever may be of a month; behind another word, «больше месяца», it is rather how long. */
const OF_IT =
  /^(?:(?:покупател|клиент|подписчик|новичк|новичок|заказ|покуп|клик|ответ|регистрац|актив|щедр|лучш|отпис)\p{L}*|buyers?|customers?|clients?|orders?|purchases?|clicks?|subscribers?|signups|spenders?)$/u

/** A stretch of the calendar that something is of: «покупатели месяца», "buyers of the month". */
export type Period = { calendar: Stretch; length: number }

/** «Месяца», "of the month", with nothing before it that measures; null for anything else. */
export function ofPeriod(c: Cursor): Period | null {
  const english = peek(c)?.text === 'of' && peek(c, 1)?.text === 'the' ? 2 : 0
  const word = peek(c, english)?.text ?? ''
  const calendar = PERIODS.get(word)
  if (calendar === undefined || (english === 0 && /^[a-z]/.test(word))) return null
  if (!OF_IT.test(c.tokens[c.at - 1]?.text ?? '')) return null
  return endsAt(c, english + 1) ? { calendar, length: english + 1 } : null
}

/** Takes it: this one, the last one, or as long up to now, is asked. */
export function takePeriod(c: Cursor, { calendar, length }: Period): Window {
  c.at += length
  const way = pick(c, 3)
  if (way < 2) return { calendar, back: way === 0 ? 0 : 1 }
  return calendar === 'quarter' ? { in: 3, unit: 'months' } : { in: 1, unit: ROLLING[calendar] }
}

const ROLLING = { day: 'days', week: 'weeks', month: 'months', year: 'years' } as const
