import type { Count, Window } from '../../parts.js'
import type { AnyLeaf, Tree } from '../../rule.js'
import { type Cursor, fail, peek, see, seeAhead, seeBeginning, take } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import {
  COUNT_WORDS,
  moreBehind,
  type Negated,
  readCount,
  seesCount,
  seesRange,
  takeOrMore,
  WHOLE_COUNTS,
} from '../numbers/count.js'
import { currencyOf } from '../numbers/money.js'
import { LIMIT_WORDS } from '../numbers/number.js'
import { multiplied, rateAt, seesOnceEach, takeRate } from '../numbers/rate.js'
import { isEvery } from '../times/every.js'
import { readWindow, seesWindow, WINDOW_WORDS } from '../times/window.js'
import { idOf, readName, type Written } from '../value.js'

/** What stands around an event, each part at most once, in any order. `any`: it is said to be of whichever offer. */
export type Parts = { count: Count | null; negated: Negated; window: Window | null; any: boolean }

/** How often something happened that was counted before its parts, as it is said of each stretch: «2 заказа в месяц». */
export type FirstCount = { count: Count }

/**
 * Reads the parts of an event until none is left.
 * @param more takes a part that only this event has; true when it took one
 * @param first how often, where that stood before: it is changed where it is of each week
 */
export function readParts(c: Cursor, more: () => boolean = () => false, first: FirstCount | null = null): Parts {
  const parts: Parts = { count: null, negated: false, window: null, any: false }
  for (;;) {
    const every = parts.count === null && isEvery(c) && seesWindow(c)
    if (parts.window === null && !every && takeEach(c, parts, first)) continue
    if (takeMore(c, parts)) continue
    if (parts.window === null && seesWindow(c)) parts.window = windowHere(c)
    else if (parts.window === null && seesBothTimes(c)) c.at++
    else if (parts.count === null && peek(c)?.text === ':' && seesCount({ ...c, at: c.at + 1 })) c.at++
    else if (parts.window === null && takeOther(c, parts)) continue
    else if (takeIs(c) || takeOnce(c)) continue
    else if (takeAnyOffer(c, parts)) continue
    else if ((!seesTotal(c) && take(c, 'anything') !== null) || takeGeneral(c)) continue
    else if (parts.count === null && takeNone(c)) Object.assign(parts, { count: 'none' })
    else if (more()) continue
    else if (parts.count === null && seesCount(c)) Object.assign(parts, readCount(c))
    else break
  }
  // A word that begins a stretch of time, but nothing of it behind: say what is missing.
  if (parts.window === null && see(c, ...WINDOW_WORDS) !== null) readWindow(c)
  if (see(c, ...WINDOW_WORDS) !== null || peek(c)?.kind === 'number') fail(c, { kind: 'once' })
  return parts
}

/** Takes "a week", «раз в две недели»: whether that is so often in the last one, or in several, is asked. */
function takeEach(c: Cursor, parts: Parts, first: FirstCount | null): boolean {
  if (parts.count === null && first === null && seesOnceEach(c)) {
    c.at++
    parts.count = { exactly: 1 }
  }
  const rate = rateAt(c)
  if (rate === null) return false
  const counted = parts.count ?? first?.count ?? null
  // An amount may be of each month as well.
  if (counted === null) return c.tokens[c.at - 1]?.kind === 'number' ? false : fail(c, { kind: 'window' })
  if (parts.negated) return fail(c, { kind: 'window' })
  const { times, window } = takeRate(c, rate)
  const often = multiplied(c, counted, times)
  // «Раз в месяц и реже».
  const less = takeOrMore(c) === 'orLess' && typeof often === 'object' && 'atLeast' in often
  const count = less ? { atMost: often.atLeast } : often
  if (parts.count === null && first !== null) first.count = count
  else parts.count = count
  parts.window = window
  return true
}

/** Takes «и больше» behind a number and what was counted: «5 книг и больше». */
function takeMore(c: Cursor, parts: Parts): boolean {
  const more = parts.count === null || parts.negated ? null : moreBehind(c, parts.count)
  if (more === null) return false
  parts.count = more
  return true
}

/** True before «и в ноябре, и в октябре»: two times of the same. */
function seesBothTimes(c: Cursor): boolean {
  if (peek(c)?.text !== 'и' || !seesWindow({ ...c, at: c.at + 1 })) return false
  const behind = c.tokens.findIndex(({ text }, at) => at > c.at + 1 && at < c.end && text === 'и')
  return behind > 0 && behind <= c.at + MOST_TIME && seesWindow({ ...c, at: behind + 1 })
}

/** The longest stretch of time, with a comma behind it. */
const MOST_TIME = 7

const IS: ReadonlySet<string> = new Set(['есть', 'был', 'была', 'были', 'было'])

/** Takes «есть» behind all: «заказы есть», «заказ был в этом году». */
function takeIs(c: Cursor): boolean {
  const behind: Cursor = { ...c, at: c.at + 1, trying: true }
  const is = IS.has(peek(c)?.text ?? '') && (endsHere(behind) || (peek(c)?.text !== 'есть' && seesWindow(behind)))
  if (is) c.at++
  return is
}

/** Takes «в прошлом» behind «в этом году»: what of was said before. */
function takeOther(c: Cursor, parts: Parts): boolean {
  const window = c.last?.window ?? null
  const one = window !== null && 'calendar' in window ? see(c, 'thisOne', 'lastOne') : null
  if (one === null || window === null || !('calendar' in window)) return false
  if (!endsHere({ ...c, at: c.at + one.length, trying: true })) return false
  c.at += one.length
  parts.window = { calendar: window.calendar, back: one.key === 'thisOne' ? 0 : 1 }
  return true
}

const ONCE: ReadonlySet<string> = new Set(['раньше', 'ранее', 'прежде', 'когда-то', 'до этого'])

/** Takes «раньше» behind all: of what happened it says nothing more. */
function takeOnce(c: Cursor): boolean {
  const once = ONCE.has(peek(c)?.text ?? '') && endsHere({ ...c, at: c.at + 1, trying: true })
  if (once) c.at++
  return once
}

/** Words of a stretch that may begin with what happened before it. */
const WITHIN: ReadonlySet<string> = new Set(['within', 'течение', 'течении'])

/** True for what has no time, or one of the calendar: what comes next may follow it. */
function isOpen({ window }: AnyLeaf): boolean {
  return window === null || (window !== undefined && ('from' in window || 'calendar' in window))
}

/** A stretch of time. "Clicked and ordered within 3 days" does not say whether those are the last three. */
function windowHere(c: Cursor): Window {
  const within = WITHIN.has(peek(c)?.text ?? '') || WITHIN.has(peek(c, 1)?.text ?? '')
  // «Получили и не кликнули за 2 дня»: whether that follows the first is told by its verb (see `tiedTo`).
  const bare = peek(c)?.text === 'за' && seeAhead(c, 1, 'in', 'from', 'to', 'thisOne', 'lastOne') === null && !c.denied
  const before = c.last
  const tied = (bare || (within && see(c, 'inLast') === null)) && before !== null && isOpen(before) && 'count' in before
  const window = readWindow(c)
  if (tied && 'in' in window) c.tied = before
  return window
}

/** Takes "any offer", «ни одного предложения». */
function takeAnyOffer(c: Cursor, parts: Parts): boolean {
  const seen = see(c, 'anyOffer', 'noOffer')
  if (seen === null || (seen.key === 'noOffer' && parts.count !== null)) return false
  const behind: Cursor = { ...c, at: c.at + seen.length, trying: true }
  // "Any offer of spring" names one.
  if (!endsHere(behind) && !seesWindow(behind) && !seesCount(behind)) return false
  c.at += seen.length
  parts.any = true
  if (seen.key === 'anyOffer') return true
  c.saidNever = true
  parts.count = 'none'
  return true
}

/** Takes "no messages" behind what happened to them, and «нет» behind «заказов». */
function takeNone(c: Cursor): boolean {
  const not = see(c, 'not')
  if (not === null) return false
  const begin = c.at
  c.at += not.length
  // «Ни кликов, ни заказов»: the orders are a condition of their own.
  if (peek(c)?.kind === 'word' && seesOtherNoun(c)) {
    c.at = begin
    return false
  }
  // «Заказов нет вообще».
  const said = c.tokens[c.at - 1]?.text ?? ''
  if (said === 'нет' && EVER.has(peek(c)?.text ?? '') && endsHere({ ...c, at: c.at + 1, trying: true })) c.at++
  const alone = ['нет', 'было'].includes(said) && (endsHere({ ...c, trying: true }) || seesWindow(c))
  if (alone || takeGeneral(c)) {
    c.saidNever = true
    return true
  }
  c.at = begin
  return false
}

const EVER: ReadonlySet<string> = new Set(['вообще', 'совсем', 'пока'])

/** What is counted of other things that happen. */
const OTHER: ReadonlySet<string> = new Set([
  ...['orders', 'order', 'purchases', 'purchase', 'clicks', 'click', 'replies', 'reply', 'reactions', 'reaction'],
  ...['заказов', 'заказа', 'покупок', 'покупки', 'кликов', 'клика', 'ответов', 'ответа', 'реакций', 'переходов'],
])

function seesOtherNoun(c: Cursor): boolean {
  return OTHER.has(peek(c)?.text ?? '') && seeBeginning(c) !== null
}

/** Takes "messages", "any links", «сообщения», where nothing says which. */
function takeGeneral(c: Cursor): boolean {
  const seen = see(c, 'offerNoun', 'times', 'link')
  if (seen === null || c.tokens[c.at - 1]?.kind === 'number') return false
  const behind: Cursor = { ...c, at: c.at + seen.length, trying: true }
  if (!endsHere(behind) && !seesWindow(behind)) return false
  c.at += seen.length
  return true
}

/** An event with its count turned round where the words said so; everybody, where any number of times is enough. */
export function counted<L extends AnyLeaf>(leaf: L, negated: Negated): Tree<L | typeof EVERYONE> {
  if (negated === 'any') return EVERYONE
  return negated ? { not: leaf } : leaf
}

const EVERYONE = { leaf: 'everyone' } as const

/** Behind these stands what people did, and no name. */
const WHO: ReadonlySet<string> = new Set([
  ...['who', 'which', 'whose', 'кто', 'которые', 'которых', 'которым', 'которая', 'который'],
])

/** True where a name without quotes may begin. */
export function seesName(c: Cursor): boolean {
  const token = peek(c)
  if (token === null || see(c, 'and', 'or', 'but', 'except') !== null || seesCount(c) || seesWindow(c)) return false
  if (token.kind === 'word' && WHO.has(token.text)) return false
  // "Clicked nor ordered", «заказывали без промокода»: what follows *not* is a condition.
  const not = token.kind === 'word' ? see(c, 'not') : null
  if (not !== null && seeBeginning({ ...c, at: c.at + not.length }) !== null) return false
  if (seeAhead(c, 0, ...WINDOW_WORDS) !== null && peek(c, 1) === null) return false
  return token.kind === 'word' || token.kind === 'quoted' || token.text === '#'
}

const NOR: ReadonlySet<string> = new Set(['ни', 'nor'])

/** A name up to where another part of the event begins. */
export function readEventName(c: Cursor): Written | null {
  const begin = c.at
  return readName(
    c,
    () =>
      (c.at > begin && NOR.has(peek(c)?.text ?? '')) ||
      (c.at > begin && seesOnceEach(c)) ||
      seesWindow(c) ||
      see(c, 'link', 'category', 'forSure') !== null ||
      seesLimit(c) ||
      seesTimes(c) ||
      seesTotal(c),
  )
}

function seesLimit(c: Cursor): boolean {
  if (seesRange(c)) return true
  const limit = see(c, ...COUNT_WORDS)
  return limit !== null && (WHOLE_COUNTS.includes(limit.key) || seesAmount(c, limit.length))
}

/** "For more than 100 EUR" is no part of a name. */
function seesTotal(c: Cursor): boolean {
  const than = see(c, 'priceOver', 'priceUnder')
  if (than !== null && seesAmount(c, than.length)) return true
  const total = see(c, 'forTotal')
  // «Косметику на 3000 и больше».
  if (
    total !== null &&
    peek(c, total.length)?.kind === 'number' &&
    seeAhead(c, total.length + 1, 'orMore', 'orLess') !== null
  )
    return true
  const limit = total === null ? null : seeAhead(c, total.length, ...LIMIT_WORDS, 'from', 'between')
  return total !== null && limit !== null && seesAmount(c, total.length + limit.length)
}

/** True before a number, with the sign of its currency before it or not: "£40". */
function seesAmount(c: Cursor, ahead: number): boolean {
  const token = peek(c, ahead)
  if (token?.kind === 'number') return true
  if (token === null || token.kind === 'quoted' || peek(c, ahead + 1)?.kind !== 'number') return false
  return currencyOf(c.source.slice(token.start, token.end), token.text) !== null
}

function seesTimes(c: Cursor): boolean {
  const before = c.tokens[c.at - 1]
  return peek(c)?.kind === 'number' && before?.text !== '#'
}

/** The id that a name or `#12` stands for; null when it is not there. */
export function byName(
  written: Pick<Written, 'text' | 'quoted'>,
  things: { find(name: string): number | null; has(id: number): boolean },
): number | null {
  const id = idOf(written)
  if (id !== null) return things.has(id) ? id : null
  return things.find(written.text)
}
