import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, see, seeBeginning, take } from '../cursor.js'

/** What happens, and may be said by its verb alone. */
const DEEDS: ReadonlySet<string> = new Set(['received', 'seen', 'clicked', 'replied', 'reacted', 'ordered'])

type Deed = { leaf: AnyLeaf; not: boolean }

/** What happened, or did not; null for anything else. */
function deedOf(rule: Rule | undefined): Deed | null {
  if (rule === undefined) return null
  const inside = 'not' in rule ? rule.not : rule
  if (!('leaf' in inside) || inside.count === undefined || inside.window === undefined) return null
  const { count } = inside
  return { leaf: inside, not: 'not' in rule !== (count === 'none' || ('atMost' in count && count.atMost === 0)) }
}

/** True for what is said by its verb alone: once or not at all, of nothing in particular, whenever. */
function isPlain({ leaf }: Deed): boolean {
  const { count, window, leaf: kind, ...others } = leaf
  const once = count === 'none' || (count !== undefined && 'atLeast' in count && count.atLeast === 1)
  return DEEDS.has(kind) && window === null && once && Object.values(others).every(of => of === null || of === 'any')
}

/**
 * True for a part that would be read in the time of what stands behind it: "clicked or ordered in 7 days" is both in that
 * time. What is meant at any time says so.
 * @param offerSaid an offer was named before: what happened is then said to be of any, and is no verb alone
 */
export function sharesTime(parts: readonly Rule[], at: number, offerSaid: boolean): boolean {
  const first = deedOf(parts[at])
  if (first === null || !isPlain(first) || (offerSaid && 'offer' in first.leaf)) return false
  for (let behind = at + 1; behind < parts.length; behind++) {
    const next = deedOf(parts[behind])
    if (next === null || next.not !== first.not) return false
    if (next.leaf.window !== null) return true
    if (!isPlain(next)) return false
  }
  return false
}

/** True where nothing stands from there up to the cursor but what they did: "clicked", "have not ordered". "Never" is of all time. */
export function isVerbAlone(c: Cursor, begin: number): boolean {
  const place: Cursor = { ...c, at: begin, end: c.at }
  let never = false
  for (;;) {
    never ||= place.tokens[place.at]?.text.startsWith('never') === true
    if (seeBeginning(place) !== null && see(place, 'not') === null) break
    if (take(place, 'people', 'not', 'has') === null) return false
  }
  return !never && place.at + (seeBeginning(place)?.length ?? 0) === c.at
}

/**
 * Gives what stands by its verb alone before what has a time that time, and what stands so behind a time that was said first.
 * @param alone which of the parts are a verb alone
 * @param timeFirst before which of them its time stood
 */
export function shareAlone(parts: Rule[], alone: readonly boolean[], timeFirst: readonly boolean[]): void {
  for (const [at, part] of parts.entries()) {
    const timed = deedOf(part)
    const window = timed?.leaf.window ?? null
    if (timed === null || window === null) continue
    const step = timeFirst[at] === true ? 1 : -1
    for (let other = at + step; alone[other] === true; other += step) {
      const plain = deedOf(parts[other])
      if (plain === null || !isPlain(plain) || plain.not !== timed.not) break
      const then = { ...plain.leaf, window }
      parts[other] = 'not' in (parts[other] ?? {}) ? { not: then } : then
    }
  }
}
