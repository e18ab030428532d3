import type { WordKey } from '../../../text/en/segmentWords.js'
import type { Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, peek, see, seeAhead, take, takeSign } from '../cursor.js'
import { JOINTS, longestAt } from '../lexicon.js'
import { seesOperator, seesSegment } from '../starter.js'
import { raw } from '../value.js'

/** No name without quotes is asked for that has more words. */
const MOST_WORDS = 5

/** How values are looked for that stand without their subject. */
export type Bare<T> = {
  /** The value of this name, null where nobody has it. `led`: a word stood before it that only these values have. */
  find(name: string, led: boolean): T | null
  leafOf(values: T[]): Rule
  /** Words before it that say nothing more than what it is: "from", "lives in". */
  leads?: readonly WordKey[]
  /** True where it is read only behind one of them. */
  onlyLed?: boolean
  /** True where nobody has two of these values: *and* between them means any. */
  single?: boolean
  of?: Candidate['of']
  /** True where it is how things stand now: behind «были» it is something else, that nobody may know. */
  now?: boolean
  /** True where a word of the language is no value, though somebody has it: there is a town called Over. */
  plain?: boolean
  /** True where *and* stood before the first as well, which makes it join. */
  both?: boolean
  /** Takes what may stand behind the values and says no more: "high income". */
  behind?(): void
}

/** Before the first «и» of two: nothing, or what joins conditions, or who is meant. */
const BEGINS_BOTH = /^(?:[,;(]|и|есть|имеют|имеет|с|со|у|кого|кто|те|которые|клиенты|люди)$/u

/** Says of how things stand that they stood so before. */
export const WERE: ReadonlySet<string> = new Set(['был', 'была', 'были', 'was', 'were'])

/**
 * What stands here without its subject: "VIP", "from Riga or Vilnius", "спящие". As many words as make a value that there
 * is; with *or* and commas between them several. People as a word before and behind it say nothing.
 */
export function bareValues<T>(c: Cursor, values: Bare<T>): Candidate[] {
  const bare = {
    ...values,
    both: c.tokens[c.at - 1]?.text === 'и' && BEGINS_BOTH.test(c.tokens[c.at - 2]?.text ?? ','),
  }
  if (bare.now === true && WERE.has(c.tokens[c.at - 1]?.text ?? '')) return []
  const begin = c.at
  const lead = bare.leads === undefined ? null : see(c, ...bare.leads)
  const candidates: Candidate[] = []
  for (const skipped of new Set([0, lead?.length ?? 0])) {
    const led = skipped > 0
    if (bare.onlyLed === true && !led) continue
    c.at = begin + skipped
    if (led) take(c, 'both', 'article')
    // "Speaks neither English nor German".
    const neither = led && peek(c)?.text === 'neither'
    if (neither) c.at++
    const found = valueAt(c, bare, led)
    if (found !== null)
      candidates.push({
        to: found.to,
        reach: reachOf(c, bare, led, found),
        sure: led ? 'words' : 'value',
        ...(bare.of !== undefined && { of: bare.of }),
        read: () => (neither ? { not: readMore(c, bare, led, found.value, NOR) } : readMore(c, bare, led, found.value)),
      })
  }
  c.at = begin
  return candidates
}

/** Where the values that begin here end: "from Instagram or VK" are two channels, and one source. */
function reachOf<T>(c: Cursor, bare: Bare<T>, led: boolean, first: { value: T; to: number }): number {
  const begin = c.at
  c.at = first.to
  readMore(c, bare, led, first.value)
  const reach = c.at
  c.at = begin
  return reach
}

/** The name that stands here, the longest of words without quotes: what it means, and the token behind it; null where none does. */
export function namedAt<T>(c: Cursor, find: (name: string) => T | null): { value: T; to: number } | null {
  return valueAt(c, { find, leafOf: () => ({ leaf: 'everyone' }) }, false)
}

/** The longest run of words that is a value. */
function valueAt<T>(c: Cursor, { find, plain = false }: Bare<T>, led: boolean): { value: T; to: number } | null {
  const first = peek(c)
  if (first === null || first.kind === 'sign') return null
  if (first.kind === 'quoted') {
    const value = find(first.text, led)
    return value === null || seesOperator(c, 1) ? null : { value, to: c.at + 1 }
  }
  let length = 0
  while (length < MOST_WORDS && goesOn(c, length)) length++
  for (; length > 0; length--) {
    const states = isTheStates(c, length)
    const value = plain && isSaid(c, length) && !states ? null : find(states ? 'US' : raw(c, c.at, c.at + length), led)
    if (value !== null && !seesOperator(c, length)) return { value, to: c.at + length }
  }
  return null
}

/** "The US", and "US" in capitals: a word of the language that is a country too. */
function isTheStates(c: Cursor, length: number): boolean {
  const written = raw(c, c.at, c.at + length)
  // "Living in the us": the article may have been taken.
  const behind = c.tokens[c.at - 1]?.text === 'the' && /^us$/iu.test(written)
  return behind || written === 'US' || /^the us$/iu.test(written)
}

/** True where so many words are nothing but words of the language. */
function isSaid(c: Cursor, length: number): boolean {
  const end = c.at + length
  for (let at = c.at; at < end; ) {
    const place = { tokens: c.tokens, at, end }
    const seen = longestAt(JOINTS, place) ?? longestAt(c.begins.book, place)
    if (seen === null) return false
    at += seen.length
  }
  return true
}

function goesOn(c: Cursor, ahead: number): boolean {
  const token = peek(c, ahead)
  if (token === null || token.kind === 'quoted' || token.line !== peek(c)?.line) return false
  if (token.kind === 'sign' && (token.text !== '-' || ahead === 0)) return false
  // A segment may be called "Cats and dogs".
  return ahead === 0 || seeAhead(c, ahead, 'or', 'but', 'except') === null
}

const NOR = 'nor'

function readMore<T>(c: Cursor, bare: Bare<T>, led: boolean, first: T, joint: string | null = null): Rule {
  const values = [first]
  // «И собака, и кошка» are both, whether anybody has them or not.
  const each = bare.single === true && !bare.both
  for (;;) {
    const begin = c.at
    const comma = takeSign(c, ',', '/') || (joint !== null && peek(c)?.text === joint && c.at++ >= 0)
    const joined = take(c, 'or', ...(each ? (['and'] as const) : [])) !== null || comma
    if (joined && bare.leads !== undefined) take(c, ...bare.leads)
    if (joined) take(c, 'article')
    const next = joined ? valueAt(c, bare, led) : null
    if (next === null) {
      c.at = begin
      break
    }
    values.push(next.value)
    c.at = next.to
  }
  bare.behind?.()
  if (!seesSegment(c) && take(c, 'people') !== null) bare.behind?.()
  return bare.leafOf(values)
}
