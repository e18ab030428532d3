import type { Count, Window } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, fail, pick, seeBeginning } from '../cursor.js'
import { followedBy } from '../events/followed.js'
import { afterOf } from '../times/after.js'

/** What happens at a time, and may be said not to have happened in it. */
const TIMED: ReadonlySet<string> = new Set([
  ...['received', 'seen', 'clicked', 'replied', 'reacted', 'ordered', 'reported', 'spent', 'pieces'],
])
/** Of these nothing is left where nobody ordered. */
const OF_ORDERS: ReadonlySet<string> = new Set(['ordered', 'spent', 'pieces'])
/** Says of a denial that it is of all time. */
const EVER = /^(?:never|ever|yet|никогда|вообще|разу|время|пока|еще)$/u
/** Says of what happened that it was at some time before. */
const BEFORE = /^(?:ever|before|once|previously|already|past|earlier|раньше|ранее|когда-то|прежде|уже|однажды)$/u
/** *Not* as people say it, and no condition is written. */
const SPOKEN =
  /^(?:did|do|does|has|have|had|didn'?t|don'?t|doesn'?t|hasn'?t|haven'?t|hadn'?t|isn'?t|who|none|nothing|neither)$/
/** "Haven't ordered in 30 days" says itself what its time is of. */
const PERFECT = /^(?:hasn'?t|haven'?t|has|have)$/
const DENIED_VERB =
  /^(?:(?:ничего|никуда|никому|так и|ни (?:на |по |в )?(?:одн\p{L}+|как\p{L}+|что)(?: (?!не )\p{L}+)?)\s+)*не\s+\p{L}+ли(?:сь)?(?!\p{L})/iu
const AND: ReadonlySet<string> = new Set(['and', 'и', '&', '+'])
const NOT: ReadonlySet<string> = new Set(['not', 'не'])
/** Their denial is written with *not*. */
const WRITTEN_NOT: ReadonlySet<string> = new Set(['received', 'seen'])

type Deed = { leaf: AnyLeaf; denied: boolean; window: Window | null }

/** What happened at a time or not, or did not; null for anything else. */
function deedOf(rule: Rule | undefined): Deed | null {
  if (rule === undefined) return null
  const leaf = 'not' in rule ? rule.not : rule
  if (!('leaf' in leaf) || !TIMED.has(leaf.leaf) || leaf.window === undefined) return null
  return { leaf, denied: 'not' in rule !== isNone(leaf), window: leaf.window ?? null }
}

/** The last of several that were joined before: "no orders or clicks in 30 days but opened". */
function lastOf(rule: Rule | undefined): Rule | undefined {
  if (rule === undefined) return undefined
  if ('all' in rule) return lastOf(rule.all.at(-1))
  return 'any' in rule ? lastOf(rule.any.at(-1)) : rule
}

function isNone({ count }: AnyLeaf): boolean {
  return count === 'none' || (typeof count === 'object' && 'atMost' in count && count.atMost === 0)
}

/** True for what is longer ago, which nothing else is meant to be. */
function isAgo(window: Window): boolean {
  return 'ago' in window || 'older' in window
}

function isOnce({ count }: AnyLeaf): boolean {
  return typeof count === 'object' && 'atLeast' in count && count.atLeast === 1
}

function within(rule: Rule, window: Window): Rule {
  if ('not' in rule) return 'leaf' in rule.not ? { not: { ...rule.not, window } } : rule
  return 'leaf' in rule ? { ...rule, window } : rule
}

/** What is said of what it happened with: "clicked “A”", "bought Boots for over 50". */
const OBJECTS = ['offer', 'link', 'topic', 'product', 'category', 'total', 'event'] as const

/** True for two of the same, however often and whenever. */
function isSame(one: AnyLeaf, other: AnyLeaf): boolean {
  const of = (leaf: AnyLeaf) => JSON.stringify(Object.entries(leaf).filter(([key]) => AT.test(key)))
  return of(one) === of(other)
}

/** How often and when, and not what with. */
const AT = /^(?!count|window)/

function objectsOf(leaf: AnyLeaf): string[] {
  const said: Record<string, unknown> = leaf
  return OBJECTS.filter(key => said[key] !== null && said[key] !== undefined)
}

/** What was said of two conditions, one after the other: their tokens, and whether the joint turns against the first. */
type Said = {
  first: number
  begin: number
  turns: boolean
  joiner: string
  /** Whether the time stands first in the part that is read now. */
  timeFirst: boolean
}

/**
 * A part behind the others, and what was before it: "clicked but didn't order in 30 days", "haven't ordered for 30 days but
 * clicked", "ordered boots and not bags in 30 days". Whether a time that is said once is of both is asked, where one of them
 * turns against the other; as conditions of the language are written, each says its own.
 * @param parts those before it, of which some may be of that time too: they are changed
 */
export function whoseTime(c: Cursor, parts: Rule[], part: Rule, said: Said): Rule {
  refuseWithin(c, parts.at(-1), part, said)
  const soon = soonAfterJoining(c, parts.at(-1), part, said)
  if (soon !== null) return pick(c, 2) === 0 ? soon : part
  const [first, second] = [deedOf(lastOf(parts.at(-1))), deedOf(part)]
  if (said.joiner === 'or' || second === null) return part
  const isTimed = first !== null && first.window !== null && !isAgo(first.window)
  if (first !== null && first.window === null && second.window !== null && !said.timeFirst) {
    if (first.leaf !== deedOf(parts.at(-1))?.leaf) return part
    const after = soonAfter(first, second, part, said)
    if (after !== null) return pick(c, 2) === 0 ? after : part
    if (!mayShare(c, first, second, said) || pick(c, 2) === 1) return part
    for (let i = parts.length - 1; i >= 0; i--) {
      const before = deedOf(parts[i])
      const rule = parts[i]
      if (rule === undefined || before === null || before.window !== null || before.denied !== first.denied) break
      if (before.leaf.leaf !== first.leaf.leaf) break
      parts[i] = within(rule, second.window)
    }
    return part
  }
  if (second.window !== null) return part
  if (isTimed && first.window !== null && goesOn(c, first, second, said))
    return pick(c, 2) === 0 ? within(part, first.window) : part
  return inThatTime(c, parts, part, second, said)
}

/**
 * "Left cart but no order in 2 days": so soon after what the shop reported, or in the last days, is asked. Null for what is longer,
 * or no denial.
 */
function soonAfter(first: Deed, second: Deed, part: Rule, { turns }: Said): Rule | null {
  const { window } = second
  if (!turns || first.leaf.leaf !== 'reported' || first.denied || !isOnce(first.leaf) || !second.denied) return null
  if (window === null || !('in' in window) || second.leaf.leaf === 'reported') return null
  const days = window.unit === 'hours' ? window.in / 24 : window.unit === 'days' ? window.in : MOST_SOON + 1
  return days > MOST_SOON ? null : followedBy(first.leaf, part)
}

/** "Signed up this summer, first order within a week": so soon after they came, or in the last week, is asked. Null for anything else. */
function soonAfterJoining(c: Cursor, before: Rule | undefined, part: Rule, { begin, joiner }: Said): Rule | null {
  const joined = lastOf(before)
  if (joiner === 'or' || joined === undefined || !('leaf' in joined) || joined.leaf !== 'subscribed') return null
  if (!('leaf' in part) || part.leaf !== 'orderTime' || !('which' in part) || part.which !== 'first') return null
  const { window } = part
  if (window === null || window === undefined || !('in' in window)) return null
  const at = c.tokens.findIndex(({ text }, i) => i >= begin && i < c.at && text === 'within')
  if (at < 0 || /^(?:the|last|past)$/.test(c.tokens[at + 1]?.text ?? '')) return null
  const order = { leaf: 'ordered', count: { atLeast: 1 }, window, product: null, category: null, total: null } as const
  return followedBy({ leaf: 'subscribed', window: null }, order)
}

/** So many days are soon after something. */
const MOST_SOON = 7

/** True where the time behind the second may be that of the first as well. */
function mayShare(c: Cursor, first: Deed, second: Deed, said: Said): boolean {
  const { window } = second
  if (window === null || isAgo(window) || clash(first, second)) return false
  const own = c.tokens.slice(said.begin, c.at)
  const before = c.tokens.slice(said.first, said.begin)
  if (before.some(({ text }) => BEFORE.test(text) || EVER.test(text)) || own.some(({ text }) => EVER.test(text)))
    return false
  const differ = first.denied !== second.denied
  // "No toys, no dog food in 90 days".
  if (!differ && first.denied && saysAlone(c, said) && first.leaf.leaf === second.leaf.leaf)
    return !isSame(first.leaf, second.leaf)
  if (!differ && !(said.turns && isLimited(first.leaf.count) && isLimited(second.leaf.count))) return false
  if (differ && PERFECT.test(own[0]?.text ?? '')) return false
  if (!said.turns && !(differ && saysNot(c, said, second))) return false
  const same = first.leaf.leaf === second.leaf.leaf
  const offer = (leaf: AnyLeaf) => 'offer' in leaf && typeof leaf.offer === 'number'
  if (offer(first.leaf) || offer(second.leaf)) return false
  return same || objectsOf(first.leaf).length === 0
}

/** True where what stands behind a time without one of its own may be of that time: "no orders in 30 days but opened twice". */
function goesOn(c: Cursor, first: Deed, second: Deed, said: Said): boolean {
  if ('offer' in second.leaf && typeof second.leaf.offer === 'number') return false
  const own = c.tokens.slice(said.begin, c.at)
  if (clash(first, second) || own.some(({ text }) => BEFORE.test(text) || EVER.test(text))) return false
  if (second.denied) return first.denied && isOnceOrNone(second.leaf) && (said.turns || saysNot(c, said, second))
  if (!first.denied)
    return turns(c, said) && !isSame(first.leaf, second.leaf) && [first, second].some(({ leaf }) => isCapped(leaf))
  const spoken = SPOKEN.test(c.tokens[said.first]?.text ?? '')
  return said.turns || (said.joiner === 'and' && spoken)
}

/** True behind *but*, and behind a comma: no condition is written so. */
function turns(c: Cursor, said: Said): boolean {
  return said.turns || (said.joiner === 'next' && c.tokens[said.begin - 1]?.text === ',')
}

function isOnceOrNone(leaf: AnyLeaf): boolean {
  return isOnce(leaf) || isNone(leaf)
}

/** True for a number of times that is more than whether it happened. */
function isLimited(count: Count | undefined): boolean {
  return typeof count === 'object' && !('atLeast' in count && count.atLeast === 1)
}

/** True for no more than so often, or so much. */
function isCapped(leaf: AnyLeaf): boolean {
  const { count } = leaf
  if (typeof count === 'object') return !('atLeast' in count)
  const compare: unknown = 'compare' in leaf ? leaf.compare : null
  return typeof compare === 'object' && compare !== null && ('under' in compare || 'atMost' in compare)
}

/** True where both in one time would hold nobody: no orders, and some. */
function clash(first: Deed, second: Deed): boolean {
  if (first.denied === second.denied) return false
  const [none, some] = first.denied ? [first.leaf, second.leaf] : [second.leaf, first.leaf]
  if (objectsOf(none).length > 0) return isSame(none, some)
  return OF_ORDERS.has(none.leaf) ? OF_ORDERS.has(some.leaf) : none.leaf === some.leaf
}

/** True where a denial is not written as a condition of the language is: by *didn't*, or by *not* before a name. */
function saysNot(c: Cursor, { begin, joiner }: Said, { leaf }: Deed): boolean {
  const first = c.tokens[begin]
  if (joiner === 'and' && SPOKEN.test(first?.text ?? '')) return true
  if (first?.text === 'nor' || c.tokens[begin - 1]?.text === 'nor') return true
  const bare = !saysVerb(c, begin)
  if (NOT.has(first?.text ?? '')) return bare || (joiner === 'and' && !WRITTEN_NOT.has(leaf.leaf))
  return joiner === 'and' && DENIED_VERB.test(c.source.slice(first?.start ?? 0))
}

/** True where both are said by *no* and a name, with no verb. */
function saysAlone(c: Cursor, { first, begin }: Said): boolean {
  const no = (at: number) => c.tokens[at]?.text === 'no'
  const verbs = c.tokens.slice(first, c.at).some((_, i) => seeBeginning({ ...c, at: first + i }) !== null)
  return no(first) && no(begin) && !verbs
}

function saysVerb(c: Cursor, begin: number): boolean {
  return c.tokens.slice(begin, c.at).some((_, i) => seeBeginning({ ...c, at: begin + i }) !== null)
}

/**
 * "Clicked this month but didn't order", «кликали за неделю, но не купили»: whether that did not happen in that time, or never,
 * is asked. The part as it is where it says when, or where conditions of the language are joined by *and*.
 */
function inThatTime(c: Cursor, parts: readonly Rule[], part: Rule, { leaf }: Deed, said: Said): Rule {
  if (!('not' in part ? isOnce(leaf) : leaf.count === 'none')) return part
  const own = c.tokens.slice(said.begin, c.at)
  const isReported = leaf.leaf === 'reported'
  if (own.some(({ kind, text }) => kind === 'word' && EVER.test(text)) || !isSpoken(c, said.begin, isReported))
    return part
  // What came of a message by its name is not of the time of anything else.
  if ('offer' in leaf && typeof leaf.offer === 'number') return part
  const timed = parts.findLast(rule => 'leaf' in rule && TIMED.has(rule.leaf))
  if (timed === undefined || !('leaf' in timed) || timed.count === 'none') return part
  const { window } = timed
  if (window === undefined || window === null || isAgo(window)) return part
  // Nor is what came of any message of the time of one.
  if ('offer' in timed && typeof timed.offer === 'number' && 'offer' in leaf) return part
  // "Abandoned cart last week and didn't order": from then on up to now, in that time alone, or ever.
  const after = timed.leaf === 'reported' && leaf.leaf === 'ordered' ? afterOf(c, window) : null
  const meant = pick(c, after === null ? 2 : 3)
  if (after !== null && meant === 0) return { all: [within(part, window), within(part, after)] }
  return meant === (after === null ? 0 : 1) ? within(part, window) : part
}

/**
 * True where a denial is not written as a condition of the language is: behind *and*, by its noun.
 * @param isReported what the shop reports is said by its name alone
 */
function isSpoken(c: Cursor, begin: number, isReported: boolean): boolean {
  // "Ordered in October but not Boots" says its verb once: its time is asked there.
  if (!saysVerb(c, begin) && !isReported) return false
  if (!AND.has(c.tokens[begin - 1]?.text ?? '')) return true
  const first = c.tokens[begin]
  const none = c.tokens.slice(begin, c.at).some(({ text }) => text === 'none' || text === 'nothing')
  return none || SPOKEN.test(first?.text ?? '') || DENIED_VERB.test(c.source.slice(first?.start ?? 0))
}

/** "Clicked in 30 days but not ordered or replied": the second of two denials is of the time that the first was given. */
export function inherited(before: Rule, denied: Rule, given: boolean): Rule {
  const [first, second] = [deedOf(before), deedOf(denied)]
  const shares = given && first !== null && first.window !== null && second !== null && second.window === null
  return shares && first.window !== null && objectsOf(second.leaf).length === 0 ? within(denied, first.window) : denied
}

/** What nothing can be tied to: how soon after it something happened is not asked. */
const UNTIED: ReadonlySet<string> = new Set([
  ...['gotCode', 'usedCode', 'promoCode', 'series', 'voted', 'surveyed', 'reacted', 'missed', 'delivery', 'discount'],
])

/** Refuses "finished the series and ordered within a week", which says how soon after it. */
function refuseWithin(c: Cursor, before: Rule | undefined, part: Rule, { begin, joiner }: Said): void {
  const leaf = 'not' in part ? part.not : part
  const deed = deedOf(part)?.leaf ?? ('leaf' in leaf && UNTIED.has(leaf.leaf) ? leaf : null)
  if (before === undefined || joiner === 'or' || deed?.window == null || !('in' in deed.window)) return
  if (!('leaf' in before) || !UNTIED.has(before.leaf) || (before.window ?? null) !== null) return
  if ('stands' in before && before.stands === 'in') return
  const at = c.tokens.findIndex(({ text }, i) => i >= begin && i < c.at && text === 'within')
  if (at < 0 || /^(?:the|last|past)$/.test(c.tokens[at + 1]?.text ?? '')) return
  c.at = at
  fail(c, { kind: 'followed' })
}
