import type { Window } from '../../parts.js'
import type { Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, peek, see, take } from '../cursor.js'
import { readWindow, seesWindow } from './window.js'

const ALL = ['new', 'engaged', 'cooling', 'asleep', 'long_asleep', 'never'] as const
type Group = (typeof ALL)[number]
/** In which groups they are by how long ago they last showed a sign. */
type Asked = { leaf: 'engagement'; groups: Group[] }

const ACTIVE = new Set(['active', 'engaged', 'активны', 'активен', 'активна', 'активные', 'активных', 'активность'])
const INACTIVE = new Set([
  'inactive',
  'молчат',
  'молчуны',
  'silent',
  'passive',
  'пассивны',
  'пассивные',
  'неактивны',
  'неактивен',
  'неактивна',
  'неактивные',
  'неактивных',
])
/** The groups of those with a sign in so many days. */
const SINCE: ReadonlyMap<number, Group[]> = new Map([
  [30, ['engaged']],
  [60, ['engaged', 'cooling']],
  [180, ['engaged', 'cooling', 'asleep']],
])

/** "Active in the last 30 days": only for as many days as the groups have. */
export function activeSince(c: Cursor): Candidate[] {
  const word = peek(c)?.text ?? ''
  const active = ACTIVE.has(word)
  const idle = see(c, 'inactive')?.length ?? (INACTIVE.has(word) ? 1 : 0)
  if (!active && idle === 0) return []
  const begin = c.at
  c.at += active ? 1 : idle
  take(c, 'people', 'has')
  const window = seesWindow(c) && see(c, 'longTime') === null ? readWindow(c) : null
  const to = c.at
  c.at = begin
  if (window === null || ('ago' in window && active)) return []
  const span = 'ago' in window ? ({ in: window.n, unit: window.unit } as const) : window
  const days = !('in' in span) ? null : span.unit === 'months' ? span.in * 30 : span.unit === 'days' ? span.in : null
  const groups = days === null ? undefined : SINCE.get(days)
  if (groups === undefined) return inAnyTime(to, span, active)
  const others = ALL.filter(group => group !== 'new' && !groups.includes(group))
  return [{ to, sure: 'words', read: () => ({ leaf: 'engagement', groups: active ? groups : others }) }]
}

/** In a stretch that the groups do not have: by what they did with messages, or by their orders, is asked. */
function inAnyTime(to: number, window: Window, active: boolean): Candidate[] {
  const event = { count: active ? ({ atLeast: 1 } as const) : ('none' as const), window }
  const offer = { ...event, offer: null }
  const seen = { leaf: 'seen', ...offer, grade: 'any' } as const
  const clicked = { leaf: 'clicked', ...offer, link: null } as const
  const signs: Rule[] = [seen, clicked, { leaf: 'replied', ...event }]
  const ordered = { leaf: 'ordered', ...event, product: null, category: null, total: null } as const
  return [
    { to, sure: 'words', read: () => (active ? { any: signs } : { all: signs }) },
    { to, sure: 'words', read: () => ordered },
  ]
}

/** "Inactive", «молчуны»: whoever has shown no sign for longer than the active ones, or never did. */
export function inactive(c: Cursor): Candidate[] {
  const seen = see(c, 'inactive')
  if (seen === null || seesWindow({ ...c, at: c.at + seen.length })) return []
  const leafOf = (groups: Group[]) => (): Asked => ({ leaf: 'engagement', groups })
  const to = c.at + seen.length
  return [
    { to, sure: 'words', read: leafOf(['asleep', 'long_asleep', 'never']) },
    { to, sure: 'words', read: leafOf(['cooling', 'asleep', 'long_asleep', 'never']) },
    { to, sure: 'words', read: leafOf(['never']) },
  ]
}
