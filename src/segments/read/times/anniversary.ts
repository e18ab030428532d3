import { DAY } from '../../../clock.js'
import type { Anniversary } from '../../parts.js'
import type { Field } from '../../vocabulary.js'
import { type Cursor, fail, peek, see, seeAhead, take, takeSign } from '../cursor.js'
import { phrasesOf, wordsOf } from '../lexicon.js'
import { seasonAt, weekdayAt } from './calendar.js'
import { seesDay } from './date.js'
import { takeDaysOfYear } from './days-of-year.js'
import { endOfStretch } from './end-of.js'
import { endsAt, takeMonthAlone } from './stretch.js'
import { readSpan, type Unit } from './window.js'

const DAYS: Record<Unit, number> = { hours: 1 / 24, days: 1, weeks: 7, months: 30, years: 367 }
const MOST = 366
const BORN = new Set(phrasesOf(['born']).flatMap(wordsOf))

/**
 * Reads when a day and its month come round; null where the sentence asks for the day itself. Of every date "today" and
 * "in next 7 days" mean that; of a birthday all that is less than a year away or ago does, for nobody asks who was born
 * this week; only behind "born" a stretch that has passed is one of years.
 */
export function readAnniversary(c: Cursor, field: Field): Anniversary | null {
  const birthday = field.key === 'birthday'
  const born = birthday && saysBorn(c)
  takeSign(c, ':', '=')
  const coming = take(c, 'is', 'coming') === 'coming'
  const weekend = takeWeekend(c)
  if (weekend !== null) return weekend
  const weekday = takeWeekday(c, birthday || YEARLY.test(field.label ?? ''))
  if (weekday !== null) return weekday
  const ahead = takeAhead(c)
  if (ahead !== null) return ahead
  for (const [word, anniversary] of NAMED) if (take(c, word) !== null) return anniversary
  const ending = birthday && !born ? endOfStretch(c) : null
  if (ending !== null && c.today !== null) {
    c.at += ending.length
    return { from: c.today.slice(5), to: ending.day.slice(5) }
  }
  const stretch = takeStretch(c, born || !birthday)
  if (stretch !== null) return stretch
  if (take(c, 'inNext') !== null) return readDays(c)
  const month = takeMonthAlone(c)
  if (month !== null) return { month }
  const days = takeNamedDays(c)
  if (days !== null) return days
  if (!birthday && !coming) return null
  const plain = takePlainDays(c)
  if (plain !== null) return plain
  return born || !birthday ? null : readPast(c)
}

const ON: ReadonlySet<string> = new Set(['в', 'во', 'on', 'this', 'coming'])
const NEAREST: ReadonlySet<string> = new Set(['эту', 'этот', 'это', 'ближайшую', 'ближайший', 'this', 'coming'])

const YEARLY = /рожден|birthday|годовщин|anniversary|юбиле/iu
/** Behind these the Friday is the one that is over. */
const OVER = /^(?:был[аои]?|закончил\p{L}+|кончил\p{L}+|истек\p{L}*|прош[её]?л\p{L}*|was|were|ended|expired)$/u

/** Takes «в эту пятницу», "this Friday": the next that comes; without such a word of what comes every year only. Null for anything else. */
export function takeWeekday(c: Cursor, yearly: boolean): Anniversary | null {
  if (OVER.test(c.tokens[c.at - 1]?.text ?? '')) return null
  let length = ON.has(peek(c)?.text ?? '') ? 1 : 0
  const nearest = NEAREST.has(peek(c, length)?.text ?? '') || NEAREST.has(peek(c, 0)?.text ?? '')
  if (NEAREST.has(peek(c, length)?.text ?? '')) length++
  const word = peek(c, length)?.text ?? ''
  const latest = length > 0 && (nearest || yearly) && word !== 'позавчера' ? weekdayAt(c, length) : null
  if (latest === null || c.today === null || !endsAt(c, length + 1)) return null
  const day = new Date(Date.parse(latest) + (latest === c.today ? 0 : 7 * DAY)).toISOString().slice(5, 10)
  c.at += length + 1
  return { from: day, to: day }
}

const WEEKEND: readonly (readonly [words: readonly string[], weeks: number])[] = [
  ...[
    ['this', 'weekend'],
    ['on', 'the', 'weekend'],
    ['at', 'the', 'weekend'],
    ['over', 'the', 'weekend'],
  ].map(words => [words, 0] as const),
  ...[
    ['the', 'coming', 'weekend'],
    ['на', 'этих', 'выходных'],
    ['в', 'эти', 'выходные'],
  ].map(words => [words, 0] as const),
  [['next', 'weekend'], 1],
]

/** Takes "this weekend", «в эти выходные»: the Saturday and the Sunday of a week of the calendar; null for anything else. */
function takeWeekend(c: Cursor): Anniversary | null {
  const found = WEEKEND.find(([words]) => words.every((word, i) => peek(c, i)?.text === word))
  if (found === undefined || c.today === null) return null
  const [words, weeks] = found
  const today = Date.parse(c.today)
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY
  const day = (n: number) => new Date(monday + (weeks * 7 + n) * DAY).toISOString().slice(5, 10)
  c.at += words.length
  return { from: day(5), to: day(6) }
}

/** Takes "in exactly 7 days", «ровно через 7 дней», «послезавтра»; null, and nothing is taken, for anything else. */
function takeAhead(c: Cursor): Anniversary | null {
  const begin = c.at
  if (peek(c)?.text === 'послезавтра') {
    c.at++
    return { ahead: 2 }
  }
  const before = take(c, 'exactly') !== null
  const through = take(c, 'in', 'inNext') !== null
  const exactly = take(c, 'exactly') !== null || before
  if (exactly && through && peek(c)?.kind === 'number') {
    const { n, unit } = readSpan(c)
    const days = daysOf({ n, unit })
    if (days <= MOST && take(c, 'ago') === null) return { ahead: days }
  }
  c.at = begin
  return null
}

/** Takes "next week", "in the next month", «в прошлом месяце»: of the calendar. Of a date itself "last week" is a stretch of time. */
function takeStretch(c: Cursor, born: boolean): Anniversary | null {
  const begin = c.at
  const next = take(c, 'nextOne') !== null
  if (next || (!born && take(c, 'lastOne') !== null)) {
    const unit = take(c, 'calendarWeek', 'calendarMonth')
    const which = next ? 'next' : 'last'
    if (unit !== null) return unit === 'calendarWeek' ? `${which}_week` : `${which}_month`
  }
  c.at = begin
  return null
}

/**
 * Takes days without their year: "on 5 May", "between 5 and 20 May", «с 25 декабря по 5 января», "in summer", "May to July";
 * null, and nothing is taken, where a year is said, or only one end.
 */
function takeNamedDays(c: Cursor): { from: string; to: string } | null {
  const begin = c.at
  const ofThis = see(c, 'thisOne')
  const season = ofThis !== null && seasonAt(c, ofThis.length) !== null
  const word = take(c, ...(season ? (['thisOne'] as const) : (['between', 'from', 'on', 'duringNamed', 'in'] as const)))
  if (word !== null) take(c, 'article')
  const ends = word === 'between' ? (['to', 'and'] as const) : (['to'] as const)
  const joins = (place: Cursor) => takeSign(place, '-') || take(place, ...ends) !== null
  const days = takeDaysOfYear(c, joins)
  const one = days !== null && days.from === days.to
  const needsTwo = (word === 'between' || word === 'from') && one
  if (days !== null && !needsTwo && endsAt(c, 0)) return days
  c.at = begin
  return null
}

const NAMED = [
  ['today', 0],
  ['tomorrow', 'tomorrow'],
  ['thisWeek', 'week'],
  ['thisMonth', 'month'],
] as const

/** Takes a month, a week or a day of the calendar by its name, where nothing more is said of it; null for anything else. */
export function takeCalled(c: Cursor): Anniversary | null {
  const begin = c.at
  const month = takeMonthAlone(c)
  if (month !== null) return { month }
  for (const [word, anniversary] of NAMED) if (take(c, word) !== null && endsAt(c, 0)) return anniversary
  c.at = begin
  const ahead = peek(c)?.text === 'послезавтра' ? takeAhead(c) : null
  if (ahead !== null && endsAt(c, 0)) return ahead
  c.at = begin
  const stretch = takeStretch(c, true)
  if (stretch !== null && endsAt(c, 0)) return stretch
  c.at = begin
  return null
}

/** "Yesterday", "3 days ago", "in last 7 days", "less than 7 days ago"; "7 days" alone are those to come. */
function readPast(c: Cursor): Anniversary | null {
  if (take(c, 'yesterday') !== null) return { ago: 1 }
  const at = c.at
  const begin = take(c, 'inLast', 'under')
  // "Birthday 5 May 1990" is that day.
  const named = begin === null && seesDay(c, 0)
  if ((peek(c)?.kind === 'number' && !named) || (begin === 'inLast' && seeAhead(c, 0, ...UNITS) !== null)) {
    const days = daysOf(readSpan(c))
    const ago = take(c, 'ago') !== null
    if (days <= MOST && begin !== null) return { last: days }
    if (days <= MOST) return ago ? { ago: days } : days
  }
  c.at = at
  return null
}

const UNITS = ['hours', 'days', 'weeks', 'months'] as const

/** True before what a birthday is not asked for: born yesterday, or over a few days ago. */
export function seesSoon(c: Cursor): boolean {
  if (see(c, 'yesterday') !== null) return true
  const over = see(c, 'over')?.length ?? 0
  const unit = peek(c, over)?.kind === 'number' ? seeAhead(c, over + 1, ...UNITS) : null
  if (unit === null) return false
  return seeAhead(c, over + 1 + unit.length, 'ago') !== null && (!saysBorn(c) || over === 0)
}

/** True behind a word that asks when somebody was born, rather than for the birthday that comes every year. */
export function saysBorn(c: Cursor): boolean {
  return BORN.has(c.tokens[c.at - 1]?.text ?? '')
}

/** Takes "in 30 days", "за неделю", "in 2 weeks"; null where no days follow, or "last" was said. */
export function takePlainDays(c: Cursor): number | null {
  const at = c.at
  const last = see(c, 'inLast')
  const plain = see(c, 'in')
  if (plain !== null && (last === null || last.length < plain.length || (last.length === 1 && isPlainIn(c)))) {
    take(c, 'in')
    if (seeAhead(c, peek(c)?.kind === 'number' ? 1 : 0, ...UNITS) !== null) {
      const days = daysOf(readSpan(c))
      if (days <= MOST && take(c, 'ago') === null) return days
    }
  }
  c.at = at
  return null
}

/** "в" or "за" and the like, and not "last". */
function isPlainIn(c: Cursor): boolean {
  const word = peek(c)?.text ?? ''
  return ['in', 'within', 'during', 'за', 'for'].includes(word)
}

/** A number of days to come, at most a year. */
function readDays(c: Cursor): number {
  const begin = c.at
  const days = daysOf(readSpan(c))
  if (days <= MOST) return days
  const length = c.at - begin
  c.at = begin
  return fail(c, { kind: 'quantity', of: MOST }, [], length)
}

function daysOf({ n, unit }: { n: number; unit: Unit }): number {
  return Math.ceil(n * DAYS[unit])
}
