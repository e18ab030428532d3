import type { Rule } from '../../rule.js'
import { type Cursor, fail, peek, see, seeBeginning } from '../cursor.js'
import { JOINTS, longestAt } from '../lexicon.js'
import { seesCount } from '../numbers/count.js'

/** Say nothing at the end: "premium only", nor before who is meant: «только из Риги». */
export const ONLY: ReadonlySet<string> = new Set(['only', 'только', 'just', 'please', 'пожалуйста'])
const POLITE: ReadonlySet<string> = new Set(['please', 'пожалуйста'])

const DEED = /(?:ed|bought|got|saw|took|read|wrote)$/

/**
 * Refuses "not only" and "only bought shoes", which say more than who did that: nothing else. "Only ordered once" says how
 * often.
 */
export function saysOnly(c: Cursor): void {
  const word = peek(c)
  if (word?.kind !== 'word' || !ONLY.has(word.text) || POLITE.has(word.text)) return
  if (longestAt(JOINTS, { tokens: c.tokens, at: c.at - 1, end: c.at }, ['not']) !== null) fail(c, { kind: 'condition' })
  const behind: Cursor = { ...c, at: c.at + 1 }
  const deed = seeBeginning(behind)
  if (deed === null || !DEED.test(peek(behind)?.text ?? '')) return
  behind.at += deed.length
  if (!seesCount(behind) && see(behind, 'times') === null) fail(c, { kind: 'condition' })
}

const PLAIN_NOT: ReadonlySet<string> = new Set(['not', "isn't", "aren't", "didn't", 'не'])
const EVERYONE: ReadonlySet<string> = new Set(['everyone', 'everybody', 'everything', 'every', 'все', 'всё', 'каждый'])

/** True for "not everyone from Riga", which says of nobody whether they are meant. */
export function saysNotAll(c: Cursor): boolean {
  return PLAIN_NOT.has(c.tokens[c.at - 1]?.text ?? '') && EVERYONE.has(peek(c)?.text ?? '')
}

/** True behind "all" where it is said of what happened, and not of people: "all orders under 50". */
export function saysEach(c: Cursor): boolean {
  return /^(?:orders|purchases|clicks|messages|replies|offers)$/.test(peek(c)?.text ?? '') && peek(c, 1) !== null
}

/** Refuses "bought shoes only", where it may say that they did nothing else. */
export function checkOnlyBehind(c: Cursor, rule: Rule): void {
  const last = 'all' in rule ? rule.all.at(-1) : 'any' in rule ? rule.any.at(-1) : undefined
  if (last !== undefined) {
    checkOnlyBehind(c, last)
    return
  }
  const leaf = 'not' in rule ? rule.not : rule
  if (!('leaf' in leaf) || leaf.count === undefined || leaf.count === 'none' || POLITE.has(c.tokens[c.at]?.text ?? ''))
    return
  if ('atLeast' in leaf.count) fail({ ...c, end: c.at + 1 }, { kind: 'joiner' })
}

/** Before the first of several these say that the others join it. */
export const EITHER: ReadonlySet<string> = new Set([...ONLY, 'either', 'либо', 'или'])
