import { amountOf } from '../text/currency.js'
import type { Language } from '../text/format.js'
import type { Texts } from '../text/index.js'
import { writeNumber } from '../text/number.js'
import type { Bought, Compare, Count, Money, Part, Thing, Window } from './parts.js'
import type { Beginnings, Said } from './read/lexicon.js'
import type { Names } from './vocabulary.js'

/**
 * What a phrase is made with. `offerSaid`: an offer was named before it in the sentence, so that what happened without one
 * has to say that it is of any.
 */
export type Phrasing = {
  words: Texts['segments']
  language: Language
  names: Names
  begins: Beginnings
  offerSaid: boolean
}

/**
 * Verbs of something that happens. `some`: once or more; `times`: before a number; `none` and `noneOf` (before what it
 * happened to): not once.
 */
export type Verbs = Said<{ some: string; times: string; none: string; noneOf: string }>

/** How often, as a phrase: which of the verbs it takes, and the number; null without one. */
export type Counted = { verb: 'some' | 'times' | 'none'; count: string | null }

/** How often something happened. */
export function countPhrase(count: Count, { words }: Phrasing): Counted {
  if (count === 'none') return { verb: 'none', count: null }
  if ('atMost' in count)
    return count.atMost === 0 ? { verb: 'none', count: null } : { verb: 'times', count: words.atMost(count.atMost) }
  if ('exactly' in count) return { verb: 'times', count: words.exactly(count.exactly) }
  if ('from' in count) return { verb: 'times', count: words.times(count.from, count.to) }
  return count.atLeast === 1 ? { verb: 'some', count: null } : { verb: 'times', count: words.atLeast(count.atLeast) }
}

/**
 * Something that happened: the verb, what it happened to, how often, when.
 * @param what.before true where the number stands before what it happened to
 */
export function eventPhrase(
  what: { verbs: Verbs; object?: string[]; before?: true; window: Window | null },
  counted: Counted,
  { words, language }: Phrasing,
): string {
  const { object = [], window } = what
  const verbs = what.verbs[language]
  const verb = counted.verb === 'none' && object.length > 0 ? verbs.noneOf : verbs[counted.verb]
  const count = counted.count === null ? [] : [counted.count]
  const parts = what.before === true ? [...count, ...object] : [...object, ...count]
  return [verb, ...parts, ...windowOf(window, words)].join(' ')
}

/** What was bought, as a phrase. */
export function boughtPhrases(bought: Bought, product: (name: string) => string, words: Texts['segments']): string[] {
  return [
    ...thingPhrase(bought.product, product, part => partPhrase(words.things.product, part, words)),
    ...thingPhrase(bought.category, words.category, part => partPhrase(words.things.category, part, words)),
  ]
}

function thingPhrase(
  thing: Thing | null,
  named: (names: string) => string,
  containing: (part: Part) => string,
): string[] {
  if (thing === null) return []
  if (typeof thing === 'string') return [named(quoted(thing))]
  return 'any' in thing ? [named(thing.any.map(quoted).join(', '))] : [containing(thing)]
}

/** A number against a limit. */
export function comparePhrase(compare: Compare, show: (value: number) => string, words: Texts['segments']): string {
  if ('over' in compare) return words.compare.over(show(compare.over))
  if ('under' in compare) return words.compare.under(show(compare.under))
  if ('atLeast' in compare) return words.compare.atLeast(show(compare.atLeast))
  if ('atMost' in compare) return words.compare.atMost(show(compare.atMost))
  if ('exactly' in compare) return words.compare.exactly(show(compare.exactly))
  return `${show(compare.from)}–${show(compare.to)}`
}

/** An amount against a limit. */
export function moneyPhrase({ compare, currency }: Money, words: Texts['segments']): string {
  return `${comparePhrase(compare, minor => writeNumber(amountOf(minor, currency)), words)} ${currency}`
}

/** A stretch of time; nothing where it is ever. */
export function windowOf(window: Window | null, words: Texts['segments']): string[] {
  return window === null ? [] : [windowPhrase(window, words)]
}

/** A stretch of time. */
export function windowPhrase(window: Window, words: Texts['segments']): string {
  if ('calendar' in window) return words.calendar[window.calendar][window.back] ?? ''
  if ('in' in window) return words.inLast(window.in, window.unit)
  if ('ago' in window) return words.ago(window.ago, window.n, window.unit)
  if ('older' in window) return words.agoBetween(window.older, window.younger)
  return words.between(window.from, window.to)
}

/** Yes or no. */
export function yesNo(yes: boolean, words: Texts['segments']): string {
  return yes ? words.yes : words.no
}

/** A name that values may have; what has none is called by its number. */
export function named(name: string | null, id: number, phrasing: Phrasing): string {
  return name === null ? `#${id}` : valuePhrase(name, phrasing)
}

/** Values joined by commas. */
export function listPhrase(values: readonly string[], phrasing: Phrasing): string {
  return values.map(value => valuePhrase(value, phrasing)).join(', ')
}

/** A value that could be taken for something else stands in quotes. */
export function valuePhrase(text: string, { begins }: Phrasing): string {
  return begins.isPlainValue(text) ? text : quoted(text)
}

/** That something has a text in it, or begins or ends with it. */
export function partPhrase(subject: string, { contains, at }: Part, words: Texts['segments']): string {
  const text = quoted(contains)
  if (at === undefined) return words.contains(subject, text)
  return at === 'start' ? words.startsWith(subject, text) : words.endsWith(subject, text)
}

/** A text in quotes; quotes inside are doubled. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/** With a small letter at its beginning, as it stands in a sentence. */
export function lowered(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

/** With a capital letter at its beginning, whatever the language's custom: it stands alone on a button. */
export function capital(name: string, language: Language): string {
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
