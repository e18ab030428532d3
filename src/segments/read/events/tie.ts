import type { Cursor } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { longestAt, wordsOf } from '../lexicon.js'
import { namedAt } from '../names/bare.js'
import { byForm } from '../names/things.js'
import { thingCalled } from '../orders/bought.js'
import { seesWindow } from '../times/window.js'
import { eventAt } from './event-named.js'
import type { First } from './happening.js'

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

/** The same, of what was at any time since. */
const SINCE = [
  ...['since then', 'since that', 'since it', 'since', 'ever since', 'с тех пор', 'с того момента', 'с того времени'],
  ...['с этого момента', 'с той поры', 'с того дня'],
].map(wordsOf)

/** Phrases that tie, where the condition ends with them, and how soon they say. */
const BEHIND = [
  [SINCE, { sameDay: false, ever: true }],
  [BACK, { sameDay: false, ever: false }],
  [SAME_DAY, { sameDay: true, ever: false }],
] as const

/** What stands before what came first, where all time since is meant: "since receiving", «с момента заказа». */
const SINCE_THAT: ReadonlySet<string> = new Set(['since', 'с'])

/** With which a phrase that ties can begin. */
const TIES: ReadonlySet<string> = new Set([
  ...[...BACK, ...SAME_DAY, ...SINCE].flatMap(([first]) => first ?? []),
  'of',
  'on',
  'в',
])

/** Behind these a thing may stand alone: what was ordered. */
const THEN: ReadonlySet<string> = new Set(['after', 'после'])

/** Behind these an offer may stand alone: "within a week after "Spring sale"". */
const AFTER: ReadonlySet<string> = new Set(['after', 'of', 'после'])

/** Where an event ends and what came before it begins: the first such words on the line. */
export function tieIn(c: Cursor, keys: readonly string[], firstOf: (begun: string) => First) {
  for (let at = c.at + 1; at < c.end; at++) {
    const token = c.tokens[at]
    if (token?.kind === 'sign' && ',;():'.includes(token.text)) return null
    if (token === undefined || token.kind === 'quoted' || !TIES.has(token.text)) continue
    for (const [phrases, said] of BEHIND) {
      const words = wordsAt(c, at, phrases)
      if (words !== null) return { at, length: words.length, first: null, alone: false, ...said }
    }
    const named = AFTER.has(token.text)
      ? namedAt({ ...c, at: at + 1 }, name => byForm(c.vocabulary.offers, name))
      : null
    if (named !== null)
      return { at, length: 1, first: { event: 'received', ofOffer: true }, sameDay: false, ever: false, alone: true }
    // "Within a week after trial ended": what the shop reports is called by its name as well.
    // «С начала месяца» is a time, though the shop reports that somebody «начал».
    const since = SINCE_THAT.has(token.text) && !seesWindow({ ...c, at })
    const reported = AFTER.has(token.text) || since ? eventAt({ ...c, at: at + 1 }) : null
    if (reported !== null)
      return { at, length: 1, first: { event: 'reported', ofOffer: false }, sameDay: false, ever: since, alone: false }
    const bought = THEN.has(token.text) ? namedAt({ ...c, at: at + 1 }, name => thingCalled(c, name)) : null
    if (bought !== null)
      return { at, length: 1, first: { event: 'ordered', ofOffer: false }, sameDay: false, ever: false, alone: false }
    const begun = longestAt(c.begins.book, { tokens: c.tokens, at, end: c.end }, keys)
    const first = begun === null ? null : firstOf(begun.key)
    if (begun === null || first === null) continue
    // «После клика в течение недели»: what stands behind is a time, and no offer.
    const last = at + begun.length - 1
    const length = c.tokens[last]?.text === 'в' && seesWindow({ ...c, at: last }) ? begun.length - 1 : begun.length
    return { at, length, first, sameDay: false, ever: SINCE_THAT.has(token.text), alone: false }
  }
  return null
}

function ends(c: Cursor, at: number): boolean {
  return at <= c.end && endsHere({ ...c, at, trying: true })
}

/** Where "since then" stands behind what came next, as its last words; null where it does not. */
export function sinceBehind(c: Cursor): { at: number; length: number } | null {
  for (let at = c.at + 1; at < c.end; at++) {
    const token = c.tokens[at]
    // A comma between names in quotes parts values of one list.
    const listed = token?.text === ',' && c.tokens[at + 1]?.kind === 'quoted'
    if (token?.kind === 'sign' && ',;()'.includes(token.text) && !listed) return null
    const since = wordsAt(c, at, SINCE)
    if (since !== null) return { at, length: since.length }
  }
  return null
}

/** Those of the phrases that stand there, and end what is said. */
function wordsAt(c: Cursor, at: number, phrases: readonly string[][]): string[] | null {
  return (
    phrases.find(words => words.every((word, i) => c.tokens[at + i]?.text === word) && ends(c, at + words.length)) ??
    null
  )
}
