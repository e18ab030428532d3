import type { WordKey } from '../../text/en/segmentWords.js'
import type { Language } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { type Token, tokenise } from './tokens.js'

/** Something in each language. */
export type Said<T = string> = Record<Language, T>

/** Words that mean the same, in each language. */
export type Words = Said<readonly string[]>

/** A phrase of the language: what it means, and its words. */
type Form<Key extends string> = { key: Key; words: readonly string[] }

/** Phrases by their first word, the longest first. */
export type Book<Key extends string = string> = ReadonlyMap<string, readonly Form<Key>[]>

const languages = ['en', 'ru'] as const

/** The phrases of some meanings, in both languages. */
function formsOf<Key extends string>(meanings: readonly (readonly [Key, Words])[]): Form<Key>[] {
  return languages.flatMap(language =>
    meanings.flatMap(([key, words]) => words[language].map(phrase => ({ key, words: wordsOf(phrase) }))),
  )
}

function bookOf<Key extends string>(forms: readonly Form<Key>[]): Book<Key> {
  const book = new Map<string, Form<Key>[]>()
  for (const form of [...forms].sort((a, b) => b.words.length - a.words.length)) {
    const [first = ''] = form.words
    book.set(first, [...(book.get(first) ?? []), form])
  }
  return book
}

/** Words of a phrase as tokens have them. */
export function wordsOf(phrase: string): string[] {
  return tokenise(phrase).tokens.map(token => token.text)
}

/**
 * The longest phrase of a book at a token; null when there is none.
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
const allJoints = joints.flatMap(form => form.words)

/** Words that begin conditions, and what they take away from names and values without quotes. */
export type Beginnings = {
  book: Book
  phrases: readonly string[]
  /** True when a value means itself without quotes, wherever values stand: behind a comma a condition might begin. */
  isPlainValue(value: string): boolean
  /** True when a field's name means itself at the beginning of a condition. */
  isPlainName(name: string): boolean
}

/** What begins conditions, from the words of their kinds. */
export function beginningsOf(meanings: readonly (readonly [string, Words])[]): Beginnings {
  const forms = formsOf(meanings)
  const firsts = new Set(forms.map(form => form.words[0] ?? ''))
  const all = new Set([...allJoints, ...forms.flatMap(form => form.words)])
  return {
    book: bookOf(forms),
    phrases: languages.flatMap(language => meanings.flatMap(([, words]) => words[language])),
    isPlainValue: value => isPlain(value, stops) && !firsts.has(wordsOf(value)[0] ?? ''),
    isPlainName: name => isPlain(name, all),
  }
}

function isPlain(value: string, reserved: ReadonlySet<string>): boolean {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_.+-]*(?: [\p{L}\p{N}_.+-]+)*$/u.test(value)) return false
  return tokenise(value).tokens.every(token => token.kind !== 'quoted' && !reserved.has(token.text))
}
