import { createHash } from 'node:crypto'
import type { Anniversary, Compare, FieldTest, Leaf } from '../../../src/segments/criterion.js'
import type { EvaluationContext } from '../../../src/segments/window.js'
import type { Human, World } from '../fixture.js'
import { celebrated, dayInside, dayOf, daysAfter } from './time.js'

type Of<K extends Leaf['leaf']> = Extract<Leaf, { leaf: K }>

export function compares(n: number, compare: Compare): boolean {
  if ('over' in compare) return n > compare.over
  if ('under' in compare) return n < compare.under
  if ('atLeast' in compare) return n >= compare.atLeast
  if ('atMost' in compare) return n <= compare.atMost
  if ('exactly' in compare) return n === compare.exactly
  return n >= compare.from && n <= compare.to
}

export function statusOf(person: Human, at: number): string {
  if (person.unreachable !== null) return person.unreachable
  if (person.unsubscribedAt !== null) return 'unsubscribed'
  return person.pausedUntil !== null && person.pausedUntil > at ? 'paused' : 'active'
}

export function isKnown(person: Human, fact: Of<'known'>['fact']): boolean {
  if (fact === 'language') return (person.chosenLanguage ?? person.telegramLanguage) !== null
  if (fact === 'source') return person.source !== null
  if (fact === 'username') return person.username !== undefined
  if (fact === 'timeZone') return person.timeZone !== undefined
  if (fact === 'lastSource') return person.lastSource !== null
  return (fact === 'phone' ? person.phone : person.place) !== null
}

/** Values as they were written, compared as a reader would: no case, no ё, no matter how many spaces. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ё/g, 'е')
    .split(/\s+/u)
    .filter(word => word !== '')
    .join(' ')
}

export function holdsField(
  { field, test }: Of<'field'>,
  person: Human,
  world: World,
  context: EvaluationContext,
): boolean {
  const values = world.values.filter(v => v.field === field && v.person === person.id).map(v => v.shown)
  if ('known' in test) return values.length > 0 === test.known
  if ('isNot' in test) {
    const unwanted = test.isNot.map(plain)
    return values.length > 0 && values.every(value => !unwanted.includes(plain(value)))
  }
  if ('contains' in test && field === COUNTRY)
    return values.some(code => COUNTRY_NAMES.some(names => holdsValue(names.of(code) ?? code, test, context)))
  return values.some(value => holdsValue(value, test, context))
}

const COUNTRY = 2
const COUNTRY_NAMES = ['en', 'ru'].map(language => new Intl.DisplayNames(language, { type: 'region' }))

function holdsValue(value: string, test: Exclude<FieldTest, { known: boolean }>, context: EvaluationContext): boolean {
  if ('is' in test) return test.is.map(plain).includes(plain(value))
  if ('contains' in test) {
    const part = plain(test.contains)
    if (part === '') return false
    if (test.at === 'start') return plain(value).startsWith(part)
    return test.at === 'end' ? plain(value).endsWith(part) : plain(value).includes(part)
  }
  if ('number' in test) return compares(Number(value), test.number)
  if ('yes' in test) return (value === 'yes') === test.yes
  if ('day' in test) return dayInside(value, test.day, context)
  if (!('anniversary' in test)) throw new Error('no such test')
  return comesRound(value, test.anniversary, dayOf(context))
}

function comesRound(day: string, when: Anniversary, today: string): boolean {
  const year = Number(today.slice(0, 4))
  const within = (first: string, last: string) =>
    [year - 2, year - 1, year, year + 1, year + 2]
      .map(one => celebrated(day, one))
      .some(on => first <= on && on <= last)
  if (typeof when === 'number') return within(today, daysAfter(today, when))
  if (when === 'tomorrow') return within(daysAfter(today, 1), daysAfter(today, 1))
  if (when === 'month') return day.slice(5, 7) === today.slice(5, 7)
  const monday = daysAfter(today, -((new Date(today).getUTCDay() + 6) % 7))
  const inWeek = (weeks: number) => within(daysAfter(monday, 7 * weeks), daysAfter(monday, 7 * weeks + 6))
  const inMonth = (months: number) =>
    Number(day.slice(5, 7)) === ((Number(today.slice(5, 7)) - 1 + months + 12) % 12) + 1
  if (when === 'week') return inWeek(0)
  if (when === 'next_week') return inWeek(1)
  if (when === 'last_week') return inWeek(-1)
  if (when === 'next_month') return inMonth(1)
  if (when === 'last_month') return inMonth(-1)
  if ('ahead' in when) return within(daysAfter(today, when.ahead), daysAfter(today, when.ahead))
  if ('last' in when) return within(daysAfter(today, -when.last), today)
  if ('ago' in when) return within(daysAfter(today, -when.ago), daysAfter(today, -when.ago))
  if ('from' in when) {
    const name = day.slice(5)
    const [after, before] = [name >= when.from, name <= when.to]
    return when.from <= when.to ? after && before : after || before
  }
  return Number(day.slice(5, 7)) === when.month
}

export function holdsAge({ years }: Of<'age'>, person: Human, world: World, context: EvaluationContext): boolean {
  const today = dayOf(context)
  const year = Number(today.slice(0, 4))
  return world.values
    .filter(({ field, person: who, shown }) => field === 3 && who === person.id && shown <= today)
    .some(({ shown }) => {
      const had = celebrated(shown, year) <= today
      return compares(year - Number(shown.slice(0, 4)) - (had ? 0 : 1), years)
    })
}

/** By the angle between two arrows from the middle of the earth. */
export function isNear({ km, place }: Of<'near'>, person: Human): boolean {
  if (person.place === null) return false
  const [a, b] = [arrow(place), arrow(person.place)]
  const across = Math.hypot(...a.map((x, i) => x - (b[i] ?? 0)))
  const along = Math.hypot(...a.map((x, i) => x + (b[i] ?? 0)))
  return 2 * Math.atan2(across, along) * 6_371.0088 <= km
}

function arrow({ lat, lon }: { lat: number; lon: number }): [number, number, number] {
  const [north, east] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180]
  return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)]
}

export function isDrawn({ share = 0, sample }: Pick<Of<'random'>, 'share' | 'sample'>, person: Human): boolean {
  return drawOf(sample, person) % 10_000n < BigInt(share)
}

/** The number of somebody in a draw. */
export function drawOf(sample: string, person: Human): bigint {
  const hash = createHash('sha256')
    .update(`sample ${plain(sample)}`)
    .digest('hex')
  const prime = 2_147_483_647n
  const a = 1n + (BigInt(`0x${hash.slice(0, 8)}`) % (prime - 1n))
  const b = BigInt(`0x${hash.slice(8, 16)}`) % prime
  return (a * BigInt(person.dice) + b) % prime
}
