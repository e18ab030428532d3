import type { Window } from '../../parts.js'
import type { Rule } from '../../rule.js'
import { beginsHere } from '../condition.js'
import { type Cursor, Mistake, peek, see, take } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { JOINTS, longestAt } from '../lexicon.js'
import { monthAt, quarterAt, seasonAt, yearAt } from './calendar.js'
import { readDates, readMonths, saysDeed, seesDay } from './date.js'
import { quietly, takeQuietFor } from './quiet.js'
import { endsAt, seesStretch } from './stretch.js'
import { readWindow, seesWindow } from './window.js'

/** Months that a word before what happened is of: «летние», «сентябрьские». */
const MONTHS: readonly (readonly [stem: string, month: number, months: number])[] = [
  ...([
    ['зимн', 12, 3],
    ['весенн', 3, 3],
    ['летн', 6, 3],
    ['осенн', 9, 3],
    ['январск', 1, 1],
    ['февральск', 2, 1],
  ] as const),
  ...([
    ['мартовск', 3, 1],
    ['апрельск', 4, 1],
    ['майск', 5, 1],
    ['июньск', 6, 1],
    ['июльск', 7, 1],
    ['августовск', 8, 1],
  ] as const),
  ...([
    ['сентябрьск', 9, 1],
    ['октябрьск', 10, 1],
    ['ноябрьск', 11, 1],
    ['декабрьск', 12, 1],
  ] as const),
]
const STRETCHES: readonly (readonly [stem: string, Window])[] = [
  ['вчерашн', { calendar: 'day', back: 1 }],
  ['сегодняшн', { calendar: 'day', back: 0 }],
  ['прошлогодн', { calendar: 'year', back: 1 }],
]
const ENDINGS = /^(?:ий|яя|ее|ие|его|ей|юю|их|им|ими|ем|ему|ая|ое|ого|ой|ую|ом|ому)$/u

/** Who subscribed, where only when they did is said: "summer subscribers". */
const SUBSCRIBERS: ReadonlySet<string> = new Set([
  ...['subscribers', 'subscriptions', 'signups', 'joiners', 'newcomers', 'registrations'],
  ...['подписчики', 'подписчиков', 'подписчикам', 'подписки', 'подписок', 'новички', 'новичков', 'регистрации'],
])

/**
 * Reads what happened behind the time at which it did: «летние заказы», "last month's buyers", «давно не покупали».
 * @param read reads the condition behind it
 * @returns null, and nothing is taken, where no time stands first, or what stands behind it has none
 */
export function readWhenFirst(c: Cursor, read: (c: Cursor) => Rule): Rule | null {
  const begin = c.at
  const quiet = beginsHere(c) === null ? takeQuietFor(c) : null
  if (quiet !== null) {
    const silent = seesEvent(c) ? silentFor(c, quiet, read) : null
    if (silent === null) c.at = begin
    return silent
  }
  const when = takeWhen(c)
  const rule = when === null || !seesEvent(c) ? null : within(c, when, read)
  if (rule === null) c.at = begin
  return rule
}

/** What stands behind how long it was not: «90 дней не кликали»; null where that has a time already, or none. */
function silentFor(c: Cursor, window: Window, read: (c: Cursor) => Rule): Rule | null {
  const rule = read(c)
  if (!('not' in rule) && !('leaf' in rule && rule.count === 'none')) return null
  const inside = 'not' in rule ? rule.not : rule
  if (!('leaf' in inside) || inside.window !== null) return null
  const { count } = inside
  const once = count === 'none' || (typeof count === 'object' && 'atLeast' in count && count.atLeast === 1)
  return once ? quietly(c, { ...inside, count: { atLeast: 1 } }, window) : null
}

/** True where what happened stands behind the time at which it did. */
export function seesWhenFirst(c: Cursor): boolean {
  const place: Cursor = { ...c, made: new Set() }
  if (takeQuietFor(place) !== null) return seesEvent(place)
  return takeWhen(place) !== null && seesEvent(place)
}

/** True before words that begin a condition: a value alone is rather part of a name, "Summer hats". */
function seesEvent(c: Cursor): boolean {
  const place: Cursor = { ...c, made: new Set() }
  while (take(place, 'people', 'has', 'not', 'anything') !== null);
  return isSubscribers(c) || beginsHere(c) === 'words' || beginsHere(place) === 'words'
}

function isSubscribers(c: Cursor): boolean {
  return SUBSCRIBERS.has(peek(c)?.text ?? '') && endsHere({ ...c, at: c.at + 1, trying: true })
}

const LONG_AGO = /^(?:давно|давненько)$/u
const RECENT: ReadonlySet<string> = new Set(['недавно', 'recently', 'lately'])

/** Takes the time that stands first, where no condition begins with it. */
function takeWhen(c: Cursor): Window | null {
  const long = see(c, 'longTime')
  const recent = RECENT.has(peek(c)?.text ?? '')
  if (long !== null)
    return recent ||
      longestAt(JOINTS, { ...c, at: c.at + long.length }, ['not']) !== null ||
      (LONG_AGO.test(peek(c, long.length - 1)?.text ?? '') && saysDeed(c, long.length))
      ? readWindow(c)
      : null
  const token = peek(c)
  if (token?.kind !== 'word' && yearAt(c, 0) === null) return null
  const text = token?.text ?? ''
  const of = <T extends readonly [string, ...unknown[]]>(known: readonly T[]) =>
    known.find(([stem]) => text.startsWith(stem) && ENDINGS.test(text.slice(stem.length)))
  const [months, said] = [of(MONTHS), of(STRETCHES)]
  const named = months !== undefined || said !== undefined || seesCalled(c)
  if ((!named && !seesTimed(c)) || beginsHere(c) !== null) return null
  if (said !== undefined) {
    c.at++
    return said[1]
  }
  try {
    if (months === undefined && !seesCalled(c)) return readWindow(c)
    const dates = months === undefined ? calledHere(c) : monthsHere(c, months)
    return { from: dates.first, to: dates.last }
  } catch (error) {
    if (error instanceof Mistake) return null
    throw error
  }
}

function monthsHere(c: Cursor, [, month, months]: (typeof MONTHS)[number]) {
  c.at++
  return readMonths(c, month, months)
}

function calledHere(c: Cursor) {
  c.at += see(c, 'thisOne', 'lastOne')?.length ?? 0
  return readDates(c)
}

/** True before "September", "last summer", "Q3", "2025", with no word before it that says when. */
function seesCalled(c: Cursor): boolean {
  if (seesStretch(c) !== null || seesDay(c, 0)) return false
  const before = see(c, 'thisOne', 'lastOne')?.length ?? 0
  const called = [monthAt(c, before), seasonAt(c, before), quarterAt(c, before)]
  return called.some(one => one !== null) || yearAt(c, 0) !== null
}

/** True before "in the last 30 days", «в октябре», "last month's"; a number of days alone may be how long something was not. */
function seesTimed(c: Cursor): boolean {
  return peek(c)?.kind === 'word' && see(c, 'over', 'under', 'atLeast', 'atMost') === null && seesWindow(c)
}

/** The condition behind the cursor, in this time; null where it has one already, or none. */
function within(c: Cursor, window: Window, read: (c: Cursor) => Rule): Rule | null {
  if (isSubscribers(c)) {
    c.at++
    return subscribedIn(window)
  }
  // «Недавно подписались»: they need a time, and it stands before.
  const joined = longestAt(c.begins.book, c, ['subscribed'])
  if (joined !== null && endsHere({ ...c, at: c.at + joined.length, trying: true })) {
    c.at += joined.length
    return subscribedIn(window)
  }
  const year = yearBehind(c)
  const place: Cursor = year === null ? c : { ...c, end: year.at }
  const rule = read(place)
  if (year !== null) Object.assign(c, place, { at: place.at === year.at ? year.at + 1 : place.at, end: c.end })
  const inside = 'not' in rule ? rule.not : rule
  if (!('leaf' in inside) || inside.window === undefined) return null
  // «Летние заказы 2025 года».
  const said = year === null ? inside.window : { from: `${year.value}-01-01`, to: `${year.value}-12-31` }
  const meant = said === null ? window : ofYear(window, said, c.today)
  if (meant === null) return null
  const timed = { ...inside, window: meant }
  // «В прошлом месяце покупали, а в этом нет».
  if (c.last !== null && c.last.leaf === inside.leaf && c.last.window === inside.window) c.last = timed
  return 'not' in rule ? { not: timed } : timed
}

/** A year alone that ends the condition: «летние заказы 2025» are no number of them. */
function yearBehind(c: Cursor): { at: number; value: number } | null {
  for (let ahead = 1; ahead <= 3 && peek(c, ahead) !== null; ahead++) {
    const value = yearAt(c, ahead)
    if (value !== null && endsAt(c, ahead + 1)) return { at: c.at + ahead, value }
  }
  return null
}

function subscribedIn(window: Window): Rule {
  const leaf = { leaf: 'subscribed', window }
  return leaf
}

/** The same months of another year; null where the two are not months and a year. */
function ofYear(months: Window, year: Window, today: string | null): Window | null {
  const number = yearOf(year, today)
  if (number === null || !('from' in months) || months.from === null || months.to === null) return null
  const over = Number(months.to.slice(0, 4)) - Number(months.from.slice(0, 4))
  const last = new Date(Date.UTC(number + over, Number(months.to.slice(5, 7)), 0)).toISOString().slice(0, 10)
  return { from: `${number}${months.from.slice(4)}`, to: last }
}

function yearOf(window: Window, today: string | null): number | null {
  if ('calendar' in window)
    return window.calendar === 'year' && today !== null ? Number(today.slice(0, 4)) - window.back : null
  if (!('from' in window) || window.from === null || window.to === null) return null
  const year = window.from.slice(0, 4)
  return window.from === `${year}-01-01` && window.to === `${year}-12-31` ? Number(year) : null
}
