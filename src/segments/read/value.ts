import { type Cursor, type Expected, fail, peek, see, seeAhead, take, takeSign, tryCondition } from './cursor.js'
import { phrasesOf } from './lexicon.js'
import { seesHeadOfCondition, seesQuotedField, seesStart } from './starter.js'

/** A value or a name as it was written, and its tokens: `from` … before `to`. */
export type Written = { text: string; quoted: boolean; from: number; to: number }

const VALUE_LENGTH = 256
const MOST_VALUES = 100

/** What values are looked up in. */
export type Lookup = {
  candidates?: () => Iterable<string>
  /** True for a value that there is. */
  isKnown(value: string): boolean
  /** True where two values with a comma between them are one: a town and its country. */
  isOne?(value: string, behind: string): boolean
  /** True where what nobody has is rather a condition without a subject: "city: Riga, women". */
  mayEnd?: boolean
  /** True where nobody has two: *and* between them means any. */
  single?: boolean
}

/**
 * Values joined by commas. Without quotes a value ends at a comma, at *and* or *or*, at a bracket that closes. A
 * condition that stands behind a comma, where no value of its words is known, is none of the values.
 */
export function readValues(
  c: Cursor,
  expected: Expected,
  { candidates = () => [], isKnown, isOne = () => false, mayEnd = false, single = false }: Lookup,
): Written[] {
  const values: Written[] = []
  do {
    const begin = c.at
    const value = fitted(c, readValue(c), isKnown, mayEnd)
    const whole = wholeOf(values.at(-1), value, { isKnown, isOne })
    if (whole !== null) {
      values.splice(-1, 1, whole)
      continue
    }
    const unknown = value.some(({ quoted, text }) => !quoted && !isKnown(text))
    if (values.length > 0 && (unknown || value.length === 0 || seesHeadOfCondition({ ...c, at: begin }))) {
      const after = c.at
      c.at = begin
      const aside = tryCondition(c, mayEnd)
      if (aside !== null) {
        c.asides.push(aside)
        continue
      }
      if (seesHeadOfCondition(c)) {
        c.at--
        fail(c, { kind: 'joiner' })
      }
      c.at = after
    }
    if (value.length === 0) fail(c, expected, peek(c) === null ? [] : candidates())
    values.push(...(unknown ? value.flatMap(one => taken(one, isKnown)) : value))
    if (values.length > MOST_VALUES) fail(c, { kind: 'length', of: MOST_VALUES })
    // What is only tried ends at a comma, and not at *or*: "goal is strength, level beginner or middle".
  } while (!(c.trying && values.length > 0 && peek(c)?.text === ',') && takeComma(c, single, isKnown))
  return values
}

/**
 * A value that nobody has, if it is longer or shorter than its words: a segment may be called "Cats and dogs", and behind
 * "VIP" another condition may begin: "in segment VIP from Riga".
 */
function fitted(c: Cursor, value: Written[], isKnown: (value: string) => boolean, mayEnd: boolean): Written[] {
  const [only, ...others] = value
  if (only === undefined || others.length > 0 || only.quoted || isKnown(only.text)) return value
  const end = c.at
  // "Size xl women": where it is written with a colon, what follows is of the value.
  const spoken = mayEnd && c.tokens[only.from - 1]?.kind === 'word'
  // No name is so long, and a long text is no reason to look for one at each of its words.
  if (end - only.from > MOST_WORDS) return value
  if (see(c, 'and', 'or') !== null)
    for (let to = end + 2; to <= Math.min(c.end, end + MOST_JOINED); to++) {
      const text = raw(c, only.from, to)
      if (!isKnown(text)) continue
      c.at = to
      return [{ text, quoted: false, from: only.from, to }]
    }
  for (let to = end - 1; to > only.from; to--) {
    const text = raw(c, only.from, to)
    c.at = to
    if (!isKnown(text) || !(see(c, ...BEHIND) !== null || (spoken && seesNext(c)))) continue
    return [{ text, quoted: false, from: only.from, to }]
  }
  c.at = end
  return value
}

/** True before another condition, with its subject or without. */
function seesNext(c: Cursor): boolean {
  return tryCondition({ ...c, made: new Set(), ways: { many: 1 } }, true) !== null
}

const MOST_JOINED = 4
const MOST_WORDS = 12
/** Words that begin another condition behind a value. */
const BEHIND = ['livesIn', 'cameFrom', 'older', 'younger', 'not', 'people', 'speaks'] as const

/**
 * Takes a comma between values, or an *or* behind which another value stands that there is, and no condition: "Riga or
 * Vilnius".
 */
function takeComma(c: Cursor, single: boolean, isKnown: (value: string) => boolean): boolean {
  if (takeSign(c, ',')) {
    take(c, 'or')
    return true
  }
  const begin = c.at
  if (take(c, 'or', ...(single ? (['and'] as const) : [])) !== null && !seesStart(c) && !seesQuotedField(c)) {
    const at = c.at
    take(c, 'at')
    const bare = c.at
    const [next, ...others] = readValue(c)
    const known = next !== undefined && others.length === 0 && (next.quoted || isKnown(next.text))
    c.at = known ? bare : at
    if (known || (next !== undefined && isKnown(raw(c, at, c.at)))) return true
    // A word that nobody has yet, where no condition begins with it.
    const word = next !== undefined && others.length === 0 && c.at === bare + 1 && /^\p{L}{3,}$/u.test(next.text)
    c.at = bare
    if (single && word && !c.trying && tryCondition({ ...c }, true) === null) return true
  }
  c.at = begin
  return false
}

/** The one value that two make: "Рига, Латвия". A second that is a value of its own is none of the first. */
function wholeOf(
  before: Written | undefined,
  [behind, ...others]: readonly Written[],
  { isKnown, isOne }: Required<Pick<Lookup, 'isKnown' | 'isOne'>>,
): Written | null {
  if (before === undefined || behind === undefined || others.length > 0 || before.quoted || behind.quoted) return null
  if (isKnown(behind.text) || !isOne(before.text, behind.text)) return null
  return { text: `${before.text}, ${behind.text}`, quoted: false, from: before.from, to: behind.to }
}

const AT = new Set(phrasesOf(['at']))

/** What a value means that is not known as it is written: "in Riga" is Riga, "Riga/Vilnius" are two. */
function taken(value: Written, isKnown: (value: string) => boolean): Written[] {
  if (value.quoted || isKnown(value.text)) return [value]
  const [first = '', ...others] = value.text.split(' ')
  const bare = others.join(' ')
  if (AT.has(first.toLowerCase()) && isKnown(bare)) return [{ ...value, text: bare }]
  const parts = value.text.split('/').map(part => part.trim())
  return parts.length > 1 && parts.every(isKnown) ? parts.map(text => ({ ...value, text })) : [value]
}

/** Joins conditions, and where a value is expected is one. */
const PLUS: ReadonlySet<string> = new Set(['plus', 'плюс'])

/** One value; several where numbers are written with nothing but commas between them. */
function readValue(c: Cursor): Written[] {
  const first = peek(c)
  if (first?.kind === 'quoted') {
    const from = c.at++
    return [checked(c, { text: first.text, quoted: true, from, to: c.at })]
  }
  const from = c.at
  let commas = false
  for (let open = 0; ; c.at++) {
    const token = peek(c)
    const plain = c.at === from && (PLUS.has(token?.text ?? '') || isLetter(c))
    if (token === null || token.kind === 'quoted' || (!plain && see(c, 'and', 'or', 'but', 'except') !== null)) break
    if (token.kind === 'sign') {
      if (token.text === ',' || token.text === ';') break
      if (token.text === ')' && open-- === 0) break
      if (token.text === '(') {
        if (seeOrUnknown(c)) break
        open++
      }
    }
    commas ||= token.kind === 'number' && token.text.includes(',')
  }
  const text = raw(c, from, c.at)
  if (text === '') return []
  if (!commas) return [checked(c, { text, quoted: false, from, to: c.at })]
  return text.split(',').map(part => checked(c, { text: part.trim(), quoted: false, from, to: c.at }))
}

/** True before a capital letter alone that ends what was written: «имя начинается на А». */
function isLetter(c: Cursor): boolean {
  const token = peek(c)
  const behind = peek(c, 1)
  if (token?.kind !== 'word' || !/^\p{Lu}$/u.test(c.source.slice(token.start, token.end))) return false
  if (behind === null || seeAhead(c, 1, 'and', 'or') !== null) return true
  return behind.kind === 'sign' && ',;).'.includes(behind.text)
}

function checked(c: Cursor, value: Written): Written {
  if (value.text.length > 0 && value.text.length <= VALUE_LENGTH) return value
  c.at = value.from
  return value.text === '' ? fail(c, { kind: 'value' }) : fail(c, { kind: 'length', of: VALUE_LENGTH })
}

/** What was written between two tokens, its spaces squeezed; word by word where they were put in another order. */
export function raw(c: Cursor, from: number, to: number): string {
  const [first, last] = [c.tokens[from], c.tokens[to - 1]]
  if (first === undefined || last === undefined || to <= from) return ''
  const said = c.tokens.slice(from, to)
  // What stands between two words of a name as it was written may have been put elsewhere.
  if (said.some(({ start }, i) => i > 0 && isApart(c, said[i - 1]?.end ?? 0, start)))
    return said.map(({ start, end }) => c.source.slice(start, end)).join(' ')
  return c.source.slice(first.start, last.end).replace(/\s+/gu, ' ').trim()
}

function isApart(c: Cursor, end: number, start: number): boolean {
  return start < end || /[\p{L}\p{N}]/u.test(c.source.slice(end, start))
}

/** True before "(or unknown)", which a description puts behind a *not*. */
function seeOrUnknown(c: Cursor): boolean {
  const at = c.at
  const seen = takeOrUnknown(c)
  c.at = at
  return seen
}

/** Takes "(or unknown)". */
export function takeOrUnknown(c: Cursor): boolean {
  const at = c.at
  if (takeSign(c, '(') && take(c, 'or') !== null && take(c, 'unknown') !== null && takeSign(c, ')')) return true
  c.at = at
  return false
}

/** A name: in quotes, or all words up to what `stop` says, a comma, *and*, *or* or a bracket; null when there is none. */
export function readName(c: Cursor, stop: () => boolean = () => false): Written | null {
  const first = peek(c)
  if (first === null) return null
  if (first.kind === 'quoted') {
    const from = c.at++
    return checked(c, { text: first.text, quoted: true, from, to: c.at })
  }
  const from = c.at
  if (isLetter(c)) c.at++
  for (let token = peek(c); token !== null; c.at++, token = peek(c)) {
    if (token.kind === 'quoted' || see(c, 'and', 'or', 'but', 'except') !== null || stop()) break
    if (token.kind === 'sign' && ',;()'.includes(token.text)) break
  }
  const text = raw(c, from, c.at)
  return text === '' ? null : checked(c, { text, quoted: false, from, to: c.at })
}

/** Puts the cursor back on something written and ends the reading there. */
export function failAt(c: Cursor, written: Written, expected: Expected, candidates: Iterable<string> = []): never {
  c.at = written.from
  return fail(c, expected, candidates, written.to - written.from)
}

/** The id behind `#12`, which stands for what has no name of its own; null for anything else. */
export function idOf(written: Pick<Written, 'text' | 'quoted'>): number | null {
  const id = /^#\s?(\d{1,15})$/.exec(written.quoted ? '' : written.text)?.[1]
  return id === undefined ? null : Number(id)
}
