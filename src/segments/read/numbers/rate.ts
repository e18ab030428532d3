import type { Count, Window } from '../../parts.js'
import { type Cursor, fail, peek, pick, see, seeAhead } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { seesWindow } from '../times/window.js'

const UNITS = ['days', 'weeks', 'months', 'years', 'calendarQuarter'] as const
type Unit = 'days' | 'weeks' | 'months' | 'years'

/** So often in each of so many units, and how many tokens say so. */
export type Rate = { n: number; unit: Unit; length: number }

const EACH: ReadonlySet<string> = new Set(['a', 'an', 'each', 'every', 'per', 'в', 'каждый', 'каждую', 'каждые'])
/** A number of times, or what is counted. */
const COUNTED =
  /^(?:once|twice|thrice|times?|orders?|purchases?|clicks?|messages?|repl(?:y|ies)|reactions?|visits?|offers?|emails?|раз[ау]?|дважды|трижды|однажды|(?:заказ|клик|переход|визит|поход)(?:а|ов|ы)?|покуп(?:ка|ки|ок|ку)|посещени[еяй])$/u
/** A larger number is a year. */
const MOST = 100
const TIMES: ReadonlySet<string> = new Set(['раз', 'once'])
/** How many stretches of that length are looked at, where it is asked whether they do so again and again. */
const AGAIN: Record<Unit, number> = { days: 7, weeks: 4, months: 3, years: 2 }

/**
 * "A week" behind "twice", «в две недели» behind «раз»; null where no rate stands here.
 * @param anywhere whatever stands before it: an amount may be of each month too
 */
export function rateAt(c: Cursor, anywhere = false): Rate | null {
  const before = c.tokens[c.at - 1]
  const each = peek(c)
  if (before === undefined || each === null || each.kind === 'quoted' || !EACH.has(each.text)) return null
  if (!anywhere && before.kind !== 'number' && !COUNTED.test(before.text)) return null
  const number = peek(c, 1)
  const many =
    number?.kind === 'number' && Number.isInteger(number.value) && number.value > 0 && number.value <= MOST
      ? number.value
      : null
  const begin = many === null ? 1 : 2
  const unit = seeAhead(c, begin, ...UNITS)
  if (unit === null || seeAhead(c, begin + unit.length, 'ago') !== null) return null
  const key = UNITS.find(one => one === unit.key) ?? 'days'
  const length = begin + unit.length
  // «Два раза в день рождения» is no rate.
  if (each.text === 'в' && !endsRate({ ...c, at: c.at + length }, anywhere)) return null
  if (key === 'calendarQuarter') return { n: (many ?? 1) * 3, unit: 'months', length }
  return { n: many ?? 1, unit: key, length }
}

function endsRate(c: Cursor, anywhere: boolean): boolean {
  if (peek(c)?.kind === 'number' || endsHere({ ...c, trying: true })) return true
  const more = see(c, 'orMore', 'orLess', 'people', 'has', 'not', 'livesIn', 'cameFrom') !== null
  return more || seesWindow(c) || (anywhere && see(c, 'over', 'under', 'atLeast', 'atMost', 'from') !== null)
}

/** True before «раз в неделю»: once in each. */
export function seesOnceEach(c: Cursor): boolean {
  return TIMES.has(peek(c)?.text ?? '') && rateAt({ ...c, at: c.at + 1 }) !== null
}

/** Takes a rate: the last such stretch, or several together, is asked; `times` what happened in one is multiplied by. */
export function takeRate(c: Cursor, { n, unit, length }: Rate): { times: number; window: Window } {
  c.at += length
  const times = pick(c, 2) === 0 ? 1 : AGAIN[unit]
  return { times, window: { in: n * times, unit } }
}

/** So often in each, as so often in several together: whoever does so twice does so at least twice. */
export function multiplied(c: Cursor, count: Count, times: number): Count {
  if (count === 'none') return fail(c, { kind: 'window' })
  if ('atMost' in count) return { atMost: count.atMost * times }
  if ('from' in count) return { from: count.from * times, to: count.to * times }
  const n = 'exactly' in count ? count.exactly : count.atLeast
  return { atLeast: Math.min(n * times, 10_000) }
}
