import type { Count, Criterion, EventLeaf, Leaf, Window } from '../../src/segments/criterion.js'
import type { EvaluationContext } from '../../src/segments/window.js'
import { byId } from './fill.js'
import type { Delivered, Human, World } from './fixture.js'

/** A second reading of the language, over plain data: no SQL, no luxon, nothing shared with the product. */
export function matches(criterion: Criterion, person: Human, world: World, context: EvaluationContext): boolean {
  if ('all' in criterion) return criterion.all.every(child => matches(child, person, world, context))
  if ('any' in criterion) return criterion.any.some(child => matches(child, person, world, context))
  if ('not' in criterion) return !matches(criterion.not, person, world, context)
  return holds(criterion, person, world, context)
}

function holds(leaf: Leaf, person: Human, world: World, context: EvaluationContext): boolean {
  switch (leaf.leaf) {
    case 'everyone':
      return true
    case 'language': {
      const code = person.chosenLanguage ?? person.telegramLanguage
      return code !== null && leaf.values.includes(code.toLowerCase().replace(/-.*/, ''))
    }
    case 'premium':
      return person.premium === leaf.value
    case 'source':
      return leaf.values.some(value => value === person.source)
    case 'subscribed':
      return inside(person.subscribedAt, leaf.window, context)
    case 'received':
    case 'seen':
    case 'clicked':
      return enough(eventsOf(leaf, person, world, context).size, leaf.count)
    default:
      throw new Error(leaf.leaf)
  }
}

/** What counts, by identity: messages for received and seen, openings for clicked. */
function eventsOf(leaf: EventLeaf, person: Human, world: World, context: EvaluationContext): Set<unknown> {
  const mine = world.deliveries.filter(
    d => d.person === person.id && (leaf.offer === null || byId(world.broadcasts, d.broadcast).offer === leaf.offer),
  )
  const ids = new Set(mine.map(d => d.id))
  if (leaf.leaf === 'received') {
    const gone = (d: Delivered) => leaf.offer !== null && d.takenBackAt !== undefined && d.takenBackAt <= context.at
    const got = mine.filter(
      d => (d.state === 'sent' || d.state === 'uncertain') && !gone(d) && inside(d.at, leaf.window, context),
    )
    return new Set(got)
  }
  if (leaf.leaf === 'seen') {
    const signs = world.reads.filter(r => ids.has(r.delivery) && inside(r.at, leaf.window, context))
    const sure = signs.filter(r => leaf.grade === 'any' || r.evidence !== 'activity')
    return new Set(sure.map(r => r.delivery))
  }
  const openings = world.clicks.filter(c => ids.has(c.delivery) && c.verdict === 'human')
  return new Set(
    openings.filter(c => (leaf.link === null || c.link === leaf.link) && inside(c.at, leaf.window, context)),
  )
}

function enough(n: number, count: Count): boolean {
  if (count === 'none') return n === 0
  return 'atLeast' in count ? n >= count.atLeast : 'atMost' in count ? n <= count.atMost : n === count.exactly
}

const HOURS = { hours: 1, days: 24, weeks: 168 }

function inside(time: number, window: Window | null, { at, zone }: EvaluationContext): boolean {
  if (time > at) return false
  if (window === null) return true
  if ('from' in window) {
    const day = wallClock(time, zone).slice(0, 10)
    return (window.from === null || day >= window.from) && (window.to === null || day <= window.to)
  }
  const n = 'in' in window ? window.in : window.n
  const recent =
    window.unit === 'months' || window.unit === 'years'
      ? wallClock(time, zone) >= monthsBefore(wallClock(at, zone), window.unit === 'years' ? n * 12 : n)
      : time >= at - n * HOURS[window.unit] * 3_600_000
  return 'ago' in window && window.ago === 'over' ? !recent : recent
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** "2026-11-24T12:00:00.000" as a clock on the wall shows it there. */
function wallClock(time: number, zone: string): string {
  const options = { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' } as const
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', options)
  formats.set(zone, format)
  return `${format.format(time).replace(' ', 'T')}.${String(((time % 1000) + 1000) % 1000).padStart(3, '0')}`
}

/** The same wall clock so many calendar months before; the 31st becomes the last day of a shorter month. */
function monthsBefore(wall: string, months: number): string {
  const [year = 0, month = 1, day = 1] = wall.slice(0, 10).split('-').map(Number)
  const total = year * 12 + (month - 1) - months
  const last = new Date(Date.UTC(Math.floor(total / 12), (total % 12) + 1, 0)).getUTCDate()
  const pad = (n: number, width: number) => String(n).padStart(width, '0')
  const date = [pad(Math.floor(total / 12), 4), pad((total % 12) + 1, 2), pad(Math.min(day, last), 2)].join('-')
  return date + wall.slice(10)
}
