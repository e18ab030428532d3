import { DAY } from '../../../clock.js'
import type { Window } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, type Each, fail, peek, pick, seeAhead } from '../cursor.js'
import { endsAt } from './stretch.js'

const EVERY: ReadonlySet<string> = new Set(['every', 'each'])
const ONE = /^(?:day|week|month)$/
const ADVERBS: Readonly<Record<string, Each['unit']>> = { daily: 'days', weekly: 'weeks', monthly: 'months' }
const UNITS = ['days', 'weeks', 'months'] as const
/** How many of the last are looked at is asked. */
const MANY = { days: [7, 14], weeks: [4, 8], months: [3, 6] } as const
const MOST = 36

/** True before "every". */
export function isEvery(c: Cursor): boolean {
  return EVERY.has(peek(c)?.text ?? '')
}

/** True before "every month", "weekly", with nothing or a time behind; its unit, and how many tokens say so. @param seesTime whether a time stands so many tokens further */
export function everyAt(
  c: Cursor,
  seesTime: (ahead: number) => boolean,
): { unit: Each['unit']; length: number } | null {
  const text = peek(c)?.text ?? ''
  const adverb = Object.hasOwn(ADVERBS, text) ? ADVERBS[text] : undefined
  const unit = EVERY.has(text) && ONE.test(peek(c, 1)?.text ?? '') ? seeAhead(c, 1, ...UNITS) : null
  const key = adverb ?? UNITS.find(one => one === unit?.key)
  const length = adverb === undefined ? 2 : 1
  if (key === undefined || !(endsAt(c, length) || seesTime(length))) return null
  return { unit: key, length }
}

/** "Ordered coffee every month": in each of the last months that are over, of which how many is asked, or in each of those of a time that is said. */
export function inEach(c: Cursor, rule: Rule): Rule {
  const { each } = c
  if (each === null) return rule
  c.each = null
  if (!('leaf' in rule) || rule.window === undefined || rule.count === 'none' || c.today === null)
    return fail(c, { kind: 'window' })
  const [few, most] = MANY[each.unit]
  const from = each.within === null ? null : begins(each.within, c.today)
  if (each.within !== null && from === null) return fail(c, { kind: 'window' })
  const many = from === null ? (pick(c, 2) === 0 ? few : most) : MOST
  const windows: Window[] = []
  for (let back = 1; back <= many; back++) {
    const stretch = stretchBefore(c.today, each.unit, back)
    if (from !== null && stretch.from < from) break
    windows.push(stretch)
  }
  if (windows.length === 0 || windows.length === MOST) return fail(c, { kind: 'window' })
  return { all: windows.map((window): AnyLeaf => ({ ...rule, window })) }
}

/** The day on which a time that goes on up to now began; null for any other. */
function begins(window: Window, today: string): string | null {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number)
  if ('calendar' in window && window.back === 0) return window.calendar === 'year' ? `${year}-01-01` : null
  if ('in' in window && window.unit === 'months') return dayOf(Date.UTC(year, month - 1 - window.in, 1))
  if ('in' in window && window.unit === 'weeks') return dayOf(Date.UTC(year, month - 1, day - window.in * 7))
  if ('in' in window && window.unit === 'days') return dayOf(Date.UTC(year, month - 1, day - window.in))
  return 'from' in window && (window.to === null || window.to >= today) ? window.from : null
}

/** Such a stretch of the calendar so many before the one that goes on now. */
function stretchBefore(today: string, unit: Each['unit'], back: number): { from: string; to: string } {
  const [year = 0, month = 1] = today.split('-').map(Number)
  if (unit === 'months')
    return { from: dayOf(Date.UTC(year, month - 1 - back, 1)), to: dayOf(Date.UTC(year, month - back, 0)) }
  const now = Date.parse(today)
  if (unit === 'days') return { from: dayOf(now - back * DAY), to: dayOf(now - back * DAY) }
  const monday = now - (((new Date(now).getUTCDay() + 6) % 7) + back * 7) * DAY
  return { from: dayOf(monday), to: dayOf(monday + 6 * DAY) }
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
