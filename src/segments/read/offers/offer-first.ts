import type { AnyLeaf, Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, fail, peek, see, seeBeginning, take, takeSign } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { namedAt } from '../names/bare.js'
import { byForm } from '../names/things.js'
import { seesWindow } from '../times/window.js'

/** What can be said of an offer that stands before it. */
const EVENTS = ['received', 'seen', 'seenCertain', 'clicked', 'reacted', 'replied']

/** "Spring sale was not opened", «„Весна“: не кликали»: the offer stands before what they did with it. */
export function offerFirst(c: Cursor): Candidate[] {
  const found = namedAt(c, name => byForm(c.vocabulary.offers, name))
  if (found === null) return []
  // "New beans readers" have read it, whatever else is said of them.
  const reader = READERS[c.tokens[found.to]?.text ?? '']
  if (reader !== undefined && found.to < c.end) return [readersOf(c, found, reader)]
  const behind: Cursor = { ...c, at: found.to, trying: true }
  takeSign(behind, ':', '-')
  while (take(behind, 'has', 'people', 'not', 'is', 'anything') !== null);
  const event = seeBeginning(behind)
  if (event === null || !EVENTS.includes(event.key)) return []
  return [{ to: found.to, reach: behind.at + event.length, sure: 'words', read: () => readOf(c, found.value) }]
}

/** What people are called by what they did with a message. */
const READERS: Readonly<Record<string, 'received' | 'seen' | 'clicked'>> = {
  ...{
    readers: 'seen',
    openers: 'seen',
    viewers: 'seen',
    recipients: 'received',
    receivers: 'received',
    clickers: 'clicked',
  },
}

function readersOf(
  c: Cursor,
  { value: offer, to }: { value: number; to: number },
  leaf: 'received' | 'seen' | 'clicked',
): Candidate {
  const some = { count: { atLeast: 1 }, window: null, offer } as const
  const read = (): AnyLeaf => {
    c.offer = offer
    if (leaf === 'received') return { leaf, ...some }
    return leaf === 'seen' ? { leaf, ...some, ...{ grade: 'any' } } : { leaf, ...some, ...{ link: null } }
  }
  return { to: to + 1, sure: 'words', read }
}

const ABOUT: ReadonlySet<string> = new Set(['received', 'seen', 'clicked'])

/** An offer alone: who received it, or clicked it, is asked. */
export function offerAlone(c: Cursor, kind: string, leafOf: (offer: number) => Rule): Candidate[] {
  // "Received one but not the other": what was said of the first is meant of it.
  const { last } = c
  if (last !== null && 'offer' in last && ABOUT.has(last.leaf) && last.leaf !== kind) return []
  const found = namedAt(c, name => byForm(c.vocabulary.offers, name))
  if (found === null) return []
  const behind: Cursor = { ...c, at: found.to, trying: true }
  if (!endsHere(behind) || seesWindow(behind)) return []
  return [{ to: found.to, sure: 'value', read: () => leafOf(found.value) }]
}

function readOf(c: Cursor, offer: number): Rule {
  takeSign(c, ':', '-')
  while (see(c, 'not') === null && take(c, 'has', 'people', 'is', 'anything') !== null);
  const begin = c.at
  const rule = c.condition(c)
  const about = aboutOffer(rule, offer)
  if (about !== null) {
    // «Новинки получили, но не кликнули»: what follows may be of it too.
    c.offer = offer
    return about
  }
  c.at = begin
  return peek(c) === null ? fail(c, { kind: 'condition' }) : fail(c, { kind: 'joiner' })
}

/** The same of this offer; null where that cannot be said of one. */
function aboutOffer(rule: Rule, offer: number): Rule | null {
  if ('not' in rule) {
    const inside = aboutOffer(rule.not, offer)
    return inside === null ? null : { not: inside }
  }
  if (!('leaf' in rule)) return null
  if (rule.leaf === 'replied') return isOnce(rule) ? replies(rule, offer) : null
  return 'offer' in rule && rule.offer === null ? { ...rule, ...{ offer } } : null
}

function isOnce({ count, window }: AnyLeaf): boolean {
  return (
    window === null && (count === 'none' || (typeof count === 'object' && 'atLeast' in count && count.atLeast === 1))
  )
}

function replies({ count }: AnyLeaf, offer: number): Rule {
  const leaf = { leaf: 'delivery', offer, is: ['replied'] }
  return count === 'none' ? { not: leaf } : leaf
}
