import type { WordKey } from '../../text/en/segmentWords.js'
import type { Language } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { type Token, tokenise } from './tokens.js'
import { stemOf } from './words/inflect.js'

/** Something in each language. */
export type Said<T = string> = Record<Language, T>

/** Words that mean the same, in each language. */
export type Words = Said<readonly string[]>

/** A phrase of the language: what it means, and its words. */
type Form<Key extends string> = { key: Key; words: readonly string[]; stems?: readonly (string | null)[] }

/** Phrases by their first word, the longest first. */
export type Book<Key extends string = string> = ReadonlyMap<string, readonly Form<Key>[]>

const languages = ['en', 'ru'] as const

/** The phrases of some meanings, in both languages. */
function formsOf<Key extends string>(meanings: readonly (readonly [Key, Words])[]): Form<Key>[] {
  return languages.flatMap(language =>
    meanings.flatMap(([key, words]) => words[language].map(phrase => ({ key, words: wordsOf(phrase) }))),
  )
}

/** Shorter words have no other forms that are sure to be theirs. */
const LONG = /^\p{Script=Cyrillic}{5,}$/u
const SHORTEST_STEM = 4
const stems = new Map<string, string | null>()
const MOST_STEMS = 20_000

/** What a long Russian word has in common with its other forms; null for any other word. */
function longStem(word: string): string | null {
  const before = stems.get(word)
  if (before !== undefined) return before
  if (stems.size >= MOST_STEMS) stems.clear()
  const stem = LONG.test(word) ? stemOf(word) : ''
  const found = stem.length < SHORTEST_STEM ? null : stem
  stems.set(word, found)
  return found
}

/** True for the same word, or another form of a long one. */
export function isFormOf(written: string, word: string): boolean {
  const stem = written === word ? null : longStem(word)
  return written === word || (stem !== null && longStem(written) === stem)
}

/** Under a stem stand the phrases of several words that begin with it. */
const byStem = (stem: string) => `~${stem}`

/** Of these the number is what is said. */
const COUNTED: ReadonlySet<string> = new Set(['товаров', 'единиц'])

/** Phrases of several words with their stems, by which their first word is found: it is nearly always a verb. */
function withStems<Key extends string>(forms: readonly Form<Key>[]): Form<Key>[] {
  return forms.map(form => {
    const [first = '', ...others] = form.words
    const fixed = others.length === 0 || longStem(first) === null || others.some(word => COUNTED.has(word))
    return fixed ? form : { ...form, stems: form.words.map(longStem) }
  })
}

function bookOf<Key extends string>(forms: readonly Form<Key>[]): Book<Key> {
  const book = new Map<string, Form<Key>[]>()
  for (const form of [...forms].sort((a, b) => b.words.length - a.words.length)) {
    const [first = ''] = form.words
    book.set(first, [...(book.get(first) ?? []), form])
    const stem = form.stems?.[0] ?? null
    if (stem !== null) book.set(byStem(stem), [...(book.get(byStem(stem)) ?? []), form])
  }
  return book
}

/** Words of a phrase as tokens have them. */
export function wordsOf(phrase: string): string[] {
  return tokenise(phrase).tokens.map(token => token.text)
}

/**
 * The longest phrase of a book at a token, as it is listed or with its words in other forms; null when there is none.
 * @param keys only phrases that mean one of these
 * @returns its meaning, and how many tokens it takes
 */
export function longestAt<Key extends string>(
  book: Book<Key>,
  { tokens, at, end }: { tokens: readonly Token[]; at: number; end: number },
  keys: readonly Key[] | null = null,
): { key: Key; length: number } | null {
  const first = tokens[at]
  if (first === undefined || at >= end || first.kind === 'quoted') return null
  for (const { key, words } of book.get(first.text) ?? []) {
    if ((keys !== null && !keys.includes(key)) || at + words.length > end) continue
    const same = words.every((word, i) => tokens[at + i]?.text === word && tokens[at + i]?.kind !== 'quoted')
    if (same) return { key, length: words.length }
  }
  return book === JOINTS ? null : inOtherForms(book, { tokens, at, end }, keys)
}

/** The same for a phrase of several words, of which some stand in another form: «применявшие промокод». */
function inOtherForms<Key extends string>(
  book: Book<Key>,
  { tokens, at, end }: { tokens: readonly Token[]; at: number; end: number },
  keys: readonly Key[] | null,
): { key: Key; length: number } | null {
  const stem = longStem(tokens[at]?.text ?? '')
  for (const { key, words, stems } of stem === null ? [] : (book.get(byStem(stem)) ?? [])) {
    if (stems === undefined || (keys !== null && !keys.includes(key)) || at + words.length > end) continue
    const same = words.every((word, i) => {
      const token = tokens[at + i]
      if (token === undefined || token.kind === 'quoted') return false
      const own = stems[i] ?? null
      return token.text === word || (own !== null && longStem(token.text) === own)
    })
    if (same) return { key, length: words.length }
  }
  return null
}

const keysOf = (language: Language) => Object.entries(texts(language).segmentWords) as [WordKey, readonly string[]][]
const joints = formsOf(keysOf('en').map(([key, en]) => [key, { en, ru: texts('ru').segmentWords[key] }]))

/** What stands in sentences beside the words that begin conditions. */
export const JOINTS: Book<WordKey> = bookOf(joints)

/** Every phrase that means one of these, in both languages. */
export function phrasesOf(keys: readonly WordKey[]): string[] {
  return languages.flatMap(language => keys.flatMap(key => texts(language).segmentWords[key]))
}

/** Words that end a value without quotes, or could be taken for something else than a value. */
const STOPS: readonly WordKey[] = [
  ...([
    'and',
    'or',
    'but',
    'except',
    'not',
    'known',
    'unknown',
    'is',
    'isNot',
    'never',
    'has',
    'contains',
    'containsNot',
  ] as const),
]
const stops = new Set(joints.filter(({ key }) => STOPS.includes(key)).flatMap(form => form.words))
/** Words of speech only: no condition is written with them. */
const SPOKEN: ReadonlySet<WordKey> = new Set([
  ...(['likes', 'favourite', 'nearby', 'share', 'buyers', 'exactName', 'lapsed', 'bigSpenders', 'cameBack'] as const),
  ...(['longTime', 'unreachable', 'inactive', 'inTheir', 'adults', 'minors', 'teenagers', 'repeatBuyers'] as const),
  ...(['oneTimeBuyers', 'spring', 'summer', 'autumn', 'winter', 'both', 'nextOne', 'newcomers'] as const),
])
const plainJoints = joints.filter(({ key }) => !SPOKEN.has(key)).flatMap(form => form.words)

/** Words of the language by themselves, and by their stems the form that is listed, where all forms of that stem mean the same. */
export type Lexicon = { words: ReadonlySet<string>; byStem: ReadonlyMap<string, string> }

/** Of what stands beside the words that begin conditions these change their form in speech. */
const INFLECTED: ReadonlySet<WordKey> = new Set([
  ...([
    'people',
    'hours',
    'days',
    'weeks',
    'months',
    'years',
    'offerNoun',
    'category',
    'km',
    'active',
    'paused',
  ] as const),
  ...(['unsubscribed', 'blocked', 'deactivated', 'repeatBuyers', 'oneTimeBuyers', 'newcomers', 'buyers'] as const),
])

function lexiconOf(forms: readonly Form<string>[], also: readonly string[]): Lexicon {
  const words = new Set([...joints, ...forms].flatMap(form => form.words))
  const meant = new Map<string, { word: string; keys: Set<string> }>()
  const inflected = [...forms, ...joints.filter(({ key }) => INFLECTED.has(key))]
  const named = also.map(word => ({ key: word, words: [word] }))
  for (const { key, words } of [...inflected, ...named]) {
    const [word = '', ...others] = words
    if (others.length > 0 || !/\p{Script=Cyrillic}/u.test(word)) continue
    const stem = stemOf(word)
    const before = meant.get(stem)
    if (before === undefined) meant.set(stem, { word, keys: new Set([key]) })
    else before.keys.add(key)
  }
  const byStem = [...meant].filter(([, { keys }]) => keys.size === 1).map(([stem, { word }]) => [stem, word] as const)
  return { words, byStem: new Map(byStem) }
}

/** Words that begin conditions, and what they take away from names and values without quotes. */
export type Beginnings = {
  book: Book
  phrases: readonly string[]
  lexicon: Lexicon
  /** True when a value means itself without quotes, wherever values stand: behind a comma a condition might begin. */
  isPlainValue(value: string): boolean
  /** True for what begins conditions too, but is not how one is written: a field that is called so goes before it. */
  isOther(phrase: string): boolean
  /** True when a field's name means itself at the beginning of a condition. */
  isPlainName(name: string): boolean
}

/**
 * What begins conditions, from the words of their kinds.
 * @param states single words that are values of the language's own, folded
 */
export function beginningsOf(
  meanings: readonly (readonly [string, Words])[],
  states: readonly string[] = [],
): Beginnings {
  const forms = formsOf(meanings)
  const usual = new Set(
    languages.flatMap(language => meanings.map(([, words]) => wordsOf(words[language][0] ?? '').join(' '))),
  )
  const firsts = new Set(forms.map(form => form.words[0] ?? ''))
  // Only what conditions are written with: other words that they are read by need no quotes in a name.
  const own = new Set([...new Set([...usual].flatMap(phrase => phrase.split(' ')))].map(stemOf))
  const written = [...new Set(forms.flatMap(form => form.words))].filter(word => own.has(stemOf(word)))
  const all = new Set([...plainJoints, ...written])
  return {
    book: bookOf(withStems(forms)),
    lexicon: lexiconOf(forms, states),
    phrases: languages.flatMap(language => meanings.flatMap(([, words]) => words[language])),
    isPlainValue: value => isPlain(value, stops) && !firsts.has(wordsOf(value)[0] ?? ''),
    isOther: phrase => !usual.has(phrase),
    isPlainName: name => isPlain(name, all),
  }
}

function isPlain(value: string, reserved: ReadonlySet<string>): boolean {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_.+-]*(?: [\p{L}\p{N}_.+-]+)*$/u.test(value)) return false
  return tokenise(value).tokens.every(token => token.kind !== 'quoted' && !reserved.has(token.text))
}
