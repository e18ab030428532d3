import type { Window } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, fail, Mistake, peek, takeSign } from '../cursor.js'
import { JOINTS, longestAt } from '../lexicon.js'
import { readWindow, seesWindow } from '../times/window.js'
import {
  eventSchema,
  type First,
  type Happening,
  happeningAbout,
  happeningHere,
  happeningOf,
  lastEvent,
} from './happening.js'
import { sinceBehind, tieIn } from './tie.js'

type Next = Happening & { happened: boolean; n: number; unit: string }
/** How soon one follows the other where no time is said of it; null: it is not tied without. */
type Untimed = 'sameDay' | 'ever' | null

/** "after receiving "A": no clicks in 3 days", behind its first words. @param ever where these say that all time since is meant */
export function readNext(c: Cursor, first: First, ever: boolean): Rule {
  const before = first === null ? lastEvent(c) : happeningHere(c, first)
  if (before === null) return fail(c, { kind: 'followed' })
  takeSign(c, ':', ',')
  c.offer = before.offer ?? c.offer
  const from = c.at
  const made = new Set<Parameters<typeof c.made.add>[0]>()
  // Without a time it would be about the offer that was named last.
  const offer = first?.sameDay === true ? null : c.offer
  const since = sinceBehind(c)
  const end = since?.at ?? c.end
  const inside: Cursor = { ...c, end, made, offer, choices: { ...c.choices, quiet: 'never' } }
  const rule = c.condition(inside)
  // What comes round every week is of no time that a span can be.
  if (inside.each !== null) return fail(Object.assign(c, { at: inside.at }), { kind: 'followed' })
  if (since !== null && inside.at !== since.at) return fail(Object.assign(c, { at: inside.at }), { kind: 'followed' })
  // "Then clicked the same day" says itself what it is tied to.
  if (first === null && 'leaf' in rule && rule.leaf === 'followed') {
    Object.assign(c, { at: inside.at + (since?.length ?? 0), picks: inside.picks, offer: inside.offer })
    return rule
  }
  const sameDay = first?.sameDay === true
  const untimed = sameDay ? ('sameDay' as const) : ever || since !== null ? ('ever' as const) : null
  const next = nextOf(rule, untimed ?? 'ever')
  if (next === null || (first === null && untimed === 'ever' && !isOfAll(c, next, next.happened))) {
    c.at = from
    return fail(c, { kind: 'followed' })
  }
  for (const choice of made) if (choice !== 'quiet') c.made.add(choice)
  Object.assign(c, { at: inside.at + (since?.length ?? 0), picks: inside.picks, offer: inside.offer ?? c.offer })
  return followed(before, first === null ? aboutSame(next, before) : next)
}

/**
 * "Ordered within 7 days after the click", and "clicked within 3 days after" behind another event: what came first stands
 * behind what came next. *Not* before it is about what came next.
 */
export function tiedBehind(c: Cursor, keys: readonly string[], firstOf: (begun: string) => First): Candidate[] {
  const begin = c.at
  const tie = tieIn(c, keys, firstOf)
  if (tie === null) return []
  const inside: Cursor = {
    ...{ ...c, end: tie.at, made: new Set(), trying: true },
    choices: { ...c.choices, quiet: 'never' },
  }
  const sameDay = tie.sameDay || tie.first?.sameDay === true
  const untimed = sameDay ? ('sameDay' as const) : tie.ever ? ('ever' as const) : null
  const timed = triedNext(sameDay ? Object.assign(inside, { offer: null }) : inside, untimed)
  // "Ordered after "Spring sale"" is a condition of its own: what came because of it.
  const soon = timed !== null || untimed !== null ? null : nextSoon(c, tie.at)
  // What the shop reports comes of no message.
  const next = timed ?? (tie.alone && soon?.event !== 'reported' ? null : soon)
  const last = lastEvent(c)
  const { first } = tie
  if (next === null || (timed !== null && inside.at !== tie.at) || (first === null && last === null)) return []
  const negated = isNegated(c, begin)
  if (tie.ever && first === null && !isOfAll(c, next, next.happened !== negated)) return []
  const read = () => {
    c.offer = next.offer ?? c.offer
    const before = first === null ? last : happeningAbout(c, first)
    if (before === null) return fail(c, { kind: 'followed' })
    if (negated) c.saidNever = true
    const soon = timed === null ? takeSoon(c) : null
    const meant = aboutSame({ ...next, ...soon, happened: next.happened !== negated }, before)
    c.offer = meant.offer ?? before.offer ?? c.offer
    return followed(before, meant)
  }
  return [{ to: tie.at + tie.length, sure: 'words', read }]
}

/** Takes the time behind what came first: «заказали после клика в течение недели»; null where none stands. */
function takeSoon(c: Cursor): { n: number; unit: string } | null {
  if (!WITHIN.has(peek(c)?.text ?? '') && !WITHIN.has(peek(c, 1)?.text ?? '')) return null
  const begin = c.at
  const window = seesWindow(c) ? readWindow(c) : null
  if (window !== null && 'in' in window) return { n: window.in, unit: window.unit }
  c.at = begin
  return null
}

const WITHIN: ReadonlySet<string> = new Set(['within', 'течение', 'течении'])

function followed(first: Happening, { happened, n, unit, ...next }: Next): Rule {
  const leaf = { leaf: 'followed', first, next, happened, n, unit }
  return leaf
}

/** What happened, or did not, at any time after an event; null where the two cannot be tied. */
export function followedEver(first: AnyLeaf, rule: Rule): Rule | null {
  const before = eventSchema.safeParse(first).data
  const next = nextOf(rule, 'ever')
  return before === undefined || next === null ? null : followed(happeningOf(before), next)
}

/** What was read as following an event within its stretch of time; null where the two cannot be tied. */
export function followedBy(first: AnyLeaf, rule: Rule): Rule | null {
  const before = eventSchema.safeParse(first).data
  const next = nextOf(rule)
  if (before === undefined || next === null) return null
  const what = happeningOf(before)
  // "It" is the offer that was named before.
  const same = next.offer === null && ['seen', 'clicked'].includes(next.event) ? { ...next, offer: what.offer } : next
  return followed(what, same)
}

/**
 * Whether what is said of all time since the last such event is said of the one that the condition before told of. Of a time that
 * is over it is not; and whoever did something never did it after the last time.
 */
function isOfAll({ last }: Cursor, next: Next, happened: boolean): boolean {
  const before = last === null ? undefined : eventSchema.safeParse(last).data
  if (before === undefined) return false
  const { window } = before
  if (window !== null && (happened || !reachesNow(window))) return false
  const first = happeningOf(before)
  const same = first.event === next.event && first.offer === null && first.order === undefined
  return happened || !same || first.reported?.event !== next.reported?.event
}

/** True of a time that is not over yet. */
function reachesNow(window: Window): boolean {
  if ('calendar' in window) return window.back === 0
  return 'in' in window || ('to' in window && window.to === null)
}

/** "Bought after receiving it": at any time since, where nobody says how soon. */
function nextSoon(c: Cursor, end: number): Next | null {
  const inside: Cursor = { ...c, end, made: new Set(), trying: true, choices: { ...c.choices, quiet: 'never' } }
  try {
    const rule = c.condition(inside)
    return inside.at === end && inside.each === null ? nextOf(rule, 'ever') : null
  } catch (error) {
    if (error instanceof Mistake) return null
    throw error
  }
}

function triedNext(c: Cursor, untimed: Untimed): Next | null {
  try {
    const rule = c.condition(c)
    return c.each === null ? nextOf(rule, untimed) : null
  } catch (error) {
    if (error instanceof Mistake) return null
    throw error
  }
}

/** True where *not* stands before the token. */
function isNegated({ tokens }: Cursor, begin: number): boolean {
  return [1, 2, 3].some(length => {
    const at = begin - length
    return at >= 0 && longestAt(JOINTS, { tokens, at, end: begin }, ['not'])?.length === length
  })
}

/** What a condition says happened, or did not, within a time that a span can be; null where it says more, or none. @param untimed what it means that no time is said */
function nextOf(rule: Rule, untimed: Untimed = null): Next | null {
  const negated = 'not' in rule
  const inside = negated ? rule.not : rule
  const event = 'leaf' in inside ? eventSchema.safeParse(inside).data : undefined
  const span = event?.window ?? null
  if (event === undefined || event.leaf === 'subscribed') return null
  if (span === null ? untimed === null : untimed === 'sameDay' || !('in' in span)) return null
  const once =
    event.count !== undefined && event.count !== 'none' && 'atLeast' in event.count && event.count.atLeast === 1
  if (!once && event.count !== 'none') return null
  const time = span !== null && 'in' in span ? exact(span) : { n: 1, unit: untimed ?? 'ever' }
  return { ...happeningOf(event), happened: once !== negated, ...time }
}

/** Months and years of the calendar have no length: 30 and 365 days. */
function exact({ in: n, unit }: { in: number; unit: string }): { n: number; unit: string } {
  if (unit === 'months') return { n: n * 30, unit: 'days' }
  return unit === 'years' ? { n: n * 365, unit: 'days' } : { n, unit }
}

/** What came next is rather about the same offer, where none is named. */
function aboutSame(next: Next, { offer }: Happening): Next {
  if (offer === null || next.offer !== null || !['seen', 'clicked'].includes(next.event)) return next
  return { ...next, offer }
}
