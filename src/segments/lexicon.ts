import type { WordKey } from '../text/en/segmentWords.js'
import { texts } from '../text/index.js'
import { type Token, tokenise } from './tokens.js'

/** Fields that every database has, called by words of the language. */
export const BUILT_IN = ['city', 'country', 'birthday'] as const

/** Words that begin a condition. */
export const STARTERS = [
  ...(['everyone', 'nobody', 'language', 'premium', 'source', 'lastSource', 'phone', 'location', 'status'] as const),
  ...(['subscribed', 'age', 'received', 'seen', 'seenCertain', 'clicked', 'stopped', 'ordered', 'spent'] as const),
  ...(['average', 'firstOrder', 'lastOrder', 'linked', 'rfm', 'ladder', 'engagement', 'inSegment', 'inList'] as const),
  ...(['near', 'random', ...BUILT_IN] as const),
] satisfies WordKey[]

/** One of them. */
export type Starter = (typeof STARTERS)[number]

/** A phrase of the language: what it means, and its words. */
type Form = { key: WordKey; words: readonly string[] }

const languages = ['en', 'ru'] as const

const forms: Form[] = languages.flatMap(language =>
  (Object.entries(texts(language).segmentWords) as [WordKey, readonly string[]][]).flatMap(([key, phrases]) =>
    phrases.map(phrase => ({ key, words: wordsOf(phrase) })),
  ),
)

/** Forms by their first word, the longest first. */
const byFirstWord = new Map<string, Form[]>()
for (const form of [...forms].sort((a, b) => b.words.length - a.words.length)) {
  const [first = ''] = form.words
  byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), form])
}

/** Words of a phrase as tokens have them. */
export function wordsOf(phrase: string): string[] {
  return tokenise(phrase).tokens.map(token => token.text)
}

/**
 * The longest phrase at a token that means one of these; null when there is none.
 * @returns its meaning, and how many tokens it takes
 */
export function matchForm(
  tokens: readonly Token[],
  at: number,
  end: number,
  keys: readonly WordKey[],
): { key: WordKey; length: number } | null {
  const first = tokens[at]
  if (first === undefined || at >= end || first.kind === 'quoted') return null
  for (const { key, words } of byFirstWord.get(first.text) ?? []) {
    if (!keys.includes(key) || at + words.length > end) continue
    const same = words.every((word, i) => tokens[at + i]?.text === word && tokens[at + i]?.kind !== 'quoted')
    if (same) return { key, length: words.length }
  }
  return null
}

/** Every phrase that means one of these, in both languages. */
export function phrasesOf(keys: readonly WordKey[]): string[] {
  return languages.flatMap(language => keys.flatMap(key => texts(language).segmentWords[key]))
}

/** Words that end a value without quotes, or could be taken for something else than a value. */
const stops = new Set(
  wordSet(['and', 'or', 'not', 'known', 'unknown', 'is', 'isNot', 'never', 'has', 'contains', 'containsNot']),
)
const beginnings = new Set(
  forms.filter(form => STARTERS.some(key => key === form.key)).map(form => form.words[0] ?? ''),
)
const all = new Set(wordSet(Object.keys(texts('en').segmentWords) as WordKey[]))

function wordSet(keys: readonly WordKey[]): string[] {
  return forms.filter(form => keys.includes(form.key)).flatMap(form => form.words)
}

/** True when a value means itself without quotes, wherever values stand: behind a comma a condition might begin. */
export function isPlainValue(value: string): boolean {
  return isPlain(value, stops) && !beginnings.has(wordsOf(value)[0] ?? '')
}

/** True when a field's name means itself at the beginning of a condition. */
export function isPlainName(name: string): boolean {
  return isPlain(name, all)
}

function isPlain(value: string, reserved: ReadonlySet<string>): boolean {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_.+-]*(?: [\p{L}\p{N}_.+-]+)*$/u.test(value)) return false
  return tokenise(value).tokens.every(token => token.kind !== 'quoted' && !reserved.has(token.text))
}
