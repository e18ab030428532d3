import type { AnyLeaf, Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, fail, Mistake, peek, takeSign } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { JOINTS, longestAt, wordsOf } from '../lexicon.js'
import { namedAt } from '../names/bare.js'
import { byForm } from '../names/things.js'
import { thingCalled } from '../orders/bought.js'
import { readWindow, seesWindow } from '../times/window.js'
import { eventAt } from './event-named.js'
import {
  eventSchema,
  type First,
  type Happening,
  happeningAbout,
  happeningHere,
  happeningOf,
  lastEvent,
} from './happening.js'

type Next = Happening & { happened: boolean; n: number; unit: string }

/** What ties an event to the one before it, where the condition ends with it. */
const BACK = [
  ...['after', 'after that', 'after it', 'after this', 'afterwards', 'afterward', 'later', 'thereafter', 'of it'],
  ...['of that', 'после', 'после этого', 'после него', 'после нее', 'после того', 'спустя', 'потом'],
].map(wordsOf)

/** The same, of what was on the same day of the calendar. */
const SAME_DAY = [
  ...['the same day', 'on the same day', 'same day', 'that day', 'on that day', 'that same day', 'within the same day'],
  ...['on the very day', 'в тот же день', 'тем же днем', 'в этот же день', 'в тот же самый день', 'день в день'],
].map(wordsOf)

/** With which a phrase that ties can begin. */
const TIES: ReadonlySet<string> = new Set([
  ...[...BACK, ...SAME_DAY].flatMap(([first]) => first ?? []),
  'of',
  'on',
  'в',
])

/** Behind these a thing may stand alone: what was ordered. */
const THEN: ReadonlySet<string> = new Set(['after', 'после'])

/** Behind these an offer may stand alone: "within a week after "Spring sale"". */
const AFTER: ReadonlySet<string> = new Set(['after', 'of', 'после'])

/** "after receiving "A": no clicks in 3 days", behind its first words. */
export function readNext(c: Cursor, first: First): Rule {
  const before = first === null ? lastEvent(c) : happeningHere(c, first)
  if (before === null) return fail(c, { kind: 'followed' })
  takeSign(c, ':', ',')
  c.offer = before.offer ?? c.offer
  const from = c.at
  const made = new Set<Parameters<typeof c.made.add>[0]>()
  // Without a time it would be about the offer that was named last.
  const offer = first?.sameDay === true ? null : c.offer
  const inside: Cursor = { ...c, made, offer, choices: { ...c.choices, quiet: 'never' } }
  const rule = c.condition(inside)
  // "Then clicked the same day" says itself what it is tied to.
  if (first === null && 'leaf' in rule && rule.leaf === 'followed') {
    Object.assign(c, { at: inside.at, picks: inside.picks, offer: inside.offer })
    return rule
  }
  const sameDay = first?.sameDay === true
  const next = nextOf(rule, sameDay) ?? (sameDay ? null : soonOf(c, rule))
  if (next === null) {
    c.at = from
    return fail(c, { kind: 'followed' })
  }
  for (const choice of made) if (choice !== 'quiet') c.made.add(choice)
  Object.assign(c, { at: inside.at, picks: inside.picks, offer: inside.offer ?? c.offer })
  return followed(before, first === null ? aboutSame(c, next, before) : next)
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
  const timed = triedNext(sameDay ? Object.assign(inside, { offer: null }) : inside, sameDay)
  // "Ordered after "Spring sale"" is a condition of its own: what came because of it.
  const next = timed ?? (sameDay || tie.alone ? null : nextSoon(c, tie.at))
  const last = lastEvent(c)
  const { first } = tie
  if (next === null || (timed !== null && inside.at !== tie.at) || (first === null && last === null)) return []
  const negated = isNegated(c, begin)
  const read = () => {
    c.offer = next.offer ?? c.offer
    const before = first === null ? last : happeningAbout(c, first)
    if (before === null) return fail(c, { kind: 'followed' })
    if (negated) c.saidNever = true
    const soon = timed === null ? takeSoon(c) : null
    if (timed === null && soon === null) c.made.add('soon')
    const meant = aboutSame(c, { ...next, ...soon, happened: next.happened !== negated }, before)
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

/** Where an event ends and what came before it begins: the first such words on the line. */
function tieIn(c: Cursor, keys: readonly string[], firstOf: (begun: string) => First) {
  for (let at = c.at + 1; at < c.end; at++) {
    const token = c.tokens[at]
    if (token?.kind === 'sign' && ',;():'.includes(token.text)) return null
    if (token === undefined || token.kind === 'quoted' || !TIES.has(token.text)) continue
    const back = BACK.find(
      words => words.every((word, i) => c.tokens[at + i]?.text === word) && ends(c, at + words.length),
    )
    if (back !== undefined) return { at, length: back.length, first: null, sameDay: false, alone: false }
    const day = SAME_DAY.find(
      words => words.every((word, i) => c.tokens[at + i]?.text === word) && ends(c, at + words.length),
    )
    if (day !== undefined) return { at, length: day.length, first: null, sameDay: true, alone: false }
    const named = AFTER.has(token.text)
      ? namedAt({ ...c, at: at + 1 }, name => byForm(c.vocabulary.offers, name))
      : null
    if (named !== null)
      return { at, length: 1, first: { event: 'received', ofOffer: true }, sameDay: false, alone: true }
    // "Within a week after trial ended": what the shop reports is called by its name as well.
    const reported = AFTER.has(token.text) ? eventAt({ ...c, at: at + 1 }) : null
    if (reported !== null)
      return { at, length: 1, first: { event: 'reported', ofOffer: false }, sameDay: false, alone: false }
    const bought = THEN.has(token.text) ? namedAt({ ...c, at: at + 1 }, name => thingCalled(c, name)) : null
    if (bought !== null)
      return { at, length: 1, first: { event: 'ordered', ofOffer: false }, sameDay: false, alone: false }
    const begun = longestAt(c.begins.book, { tokens: c.tokens, at, end: c.end }, keys)
    const first = begun === null ? null : firstOf(begun.key)
    if (begun === null || first === null) continue
    // «После клика в течение недели»: what stands behind is a time, and no offer.
    const last = at + begun.length - 1
    const length = c.tokens[last]?.text === 'в' && seesWindow({ ...c, at: last }) ? begun.length - 1 : begun.length
    return { at, length, first, sameDay: false, alone: false }
  }
  return null
}

function ends(c: Cursor, at: number): boolean {
  return at <= c.end && endsHere({ ...c, at, trying: true })
}

/** "Bought a hat, then a bag": within how many days is asked; null where the two cannot be tied. */
function soonOf(c: Cursor, rule: Rule): Next | null {
  const next = nextTimed(c, rule)
  if (next !== null) c.made.add('soon')
  return next
}

/** What happened, or did not, within the days of which nobody said how many. */
function nextTimed(c: Cursor, rule: Rule): Next | null {
  const negated = 'not' in rule
  const leaf = negated ? rule.not : rule
  if (!('leaf' in leaf) || leaf.window !== null) return null
  const timed = { ...leaf, window: { in: c.choices.soon, unit: 'days' as const } }
  return nextOf(negated ? { not: timed } : timed)
}

/** "Bought after receiving it": within how many days is asked. */
function nextSoon(c: Cursor, end: number): Next | null {
  const inside: Cursor = { ...c, end, made: new Set(), trying: true, choices: { ...c.choices, quiet: 'never' } }
  try {
    const rule = c.condition(inside)
    return inside.at === end ? nextTimed(c, rule) : null
  } catch (error) {
    if (error instanceof Mistake) return null
    throw error
  }
}

function triedNext(c: Cursor, sameDay: boolean): Next | null {
  try {
    return nextOf(c.condition(c), sameDay)
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

/** What a condition says happened, or did not, within a time that a span can be; null where it says more, or none. @param sameDay no time is said */
function nextOf(rule: Rule, sameDay = false): Next | null {
  const negated = 'not' in rule
  const inside = negated ? rule.not : rule
  const event = 'leaf' in inside ? eventSchema.safeParse(inside).data : undefined
  const span = event?.window ?? null
  if (event === undefined || event.leaf === 'subscribed') return null
  if (sameDay ? span !== null : span === null || !('in' in span)) return null
  const once =
    event.count !== undefined && event.count !== 'none' && 'atLeast' in event.count && event.count.atLeast === 1
  if (!once && event.count !== 'none') return null
  const time = span !== null && 'in' in span ? exact(span) : { n: 1, unit: 'sameDay' }
  return { ...happeningOf(event), happened: once !== negated, ...time }
}

/** Months and years of the calendar have no length: 30 and 365 days. */
function exact({ in: n, unit }: { in: number; unit: string }): { n: number; unit: string } {
  if (unit === 'months') return { n: n * 30, unit: 'days' }
  return unit === 'years' ? { n: n * 365, unit: 'days' } : { n, unit }
}

/** What came next is rather about the same offer, where none is named. */
function aboutSame(c: Cursor, next: Next, { offer }: Happening): Next {
  if (offer === null || next.offer !== null || !['seen', 'clicked'].includes(next.event)) return next
  c.made.add('about')
  return c.choices.about === 'same' ? { ...next, offer } : next
}
