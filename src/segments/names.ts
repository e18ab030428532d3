import { RUNGS } from '../audience/ladder/rung.js'
import { countryName, findCountry } from '../audience/place/country.js'
import type { WordKey } from '../text/en/segmentWords.js'
import type { Language } from '../text/format.js'
import { texts } from '../text/index.js'
import { lowered } from './phrase.js'
import { wordOf } from './read/tokens.js'
import { sameWord } from './read/words/inflect.js'
import type { Names } from './vocabulary.js'

/** Values that have a name in each language. */
export type NamedValues<T> = { find(name: string): T | null; all(language: Language): string[] }

const languages = ['en', 'ru'] as const
/** What a name is found by: folded, quotes and dashes in their plainest form. */
export function plainName(name: string): string {
  return wordOf(name)
    .replace(/[‐‑‒–—−]/gu, '-')
    .replace(/[“”„‟«»]/gu, '"')
}

/** Values by their names in both languages, and by what else they are called. */
export function namedValues<T extends string | number>(
  values: readonly T[],
  nameOf: (value: T, language: Language) => string,
  also: (value: T) => readonly string[] = () => [],
): NamedValues<T> {
  const found = new Map<string, T>()
  for (const value of values) {
    const names = [...languages.map(language => nameOf(value, language)), ...also(value)]
    for (const name of names) if (!found.has(plainName(name))) found.set(plainName(name), value)
  }
  return {
    find: name => found.get(plainName(name)) ?? null,
    all: language => values.map(value => nameOf(value, language)),
  }
}

/** A value by its name, or by a name that is another form of it: «лояльных» is «Лояльные». */
export function namedOf<T>(values: NamedValues<T>, name: string): T | null {
  const found = values.find(name)
  if (found !== null) return found
  const same = sameWord(name, [...values.all('en'), ...values.all('ru')])
  return same === null ? null : values.find(same)
}

/** Languages by their codes, or by their names in English and Russian. */
export const languageCodes: NamedValues<string> = lazy(() =>
  namedValues(
    codes(2, 'language'),
    (code, language) => nameOf(code, 'language', language) ?? code,
    code => [code],
  ),
)

/** A language by its name in another: "ru" → "Russian", "русский"; the code itself where nobody knows a name. */
export function nameOfLanguage(code: string, language: Language): string {
  return nameOf(code, 'language', language) ?? code
}

/** Countries by their ISO codes, or by any name in English or Russian. */
export const countries: NamedValues<string> = {
  find: findCountry,
  all: language => codes(2, 'region').map(code => countryName(code.toUpperCase(), language)),
}

function lazy<T>(make: () => NamedValues<T>): NamedValues<T> {
  let made: NamedValues<T> | null = null
  const get = () => {
    made ??= make()
    return made
  }
  return { find: name => get().find(name), all: language => get().all(language) }
}

const displays = new Map<string, Intl.DisplayNames>()

function nameOf(code: string, type: 'language' | 'region', language: Language): string | undefined {
  const key = `${type} ${language}`
  const display = displays.get(key) ?? new Intl.DisplayNames([language], { type, fallback: 'none' })
  displays.set(key, display)
  return /^[a-z]{2,3}$/i.test(code) ? display.of(type === 'region' ? code.toUpperCase() : code) : undefined
}

/** Every code of so many letters that has a name. */
function codes(length: number, type: 'language' | 'region'): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  let all = ['']
  for (let n = 0; n < length; n++) all = all.flatMap(code => letters.map(letter => code + letter))
  return all.filter(code => nameOf(code, type, 'en') !== undefined)
}

/** A step of the ladder as admins call it, or as it is usually called. 0 is unknown. */
export function rungName(rung: number, names: Pick<Names, 'rung'>, language: Language): string {
  const { rungs } = texts(language).labels
  if (rung === 0) return lowered(rungs[0])
  const usual = RUNGS.find(known => known === rung)
  return usual === undefined ? String(rung) : (names.rung(usual) ?? lowered(rungs[usual]))
}

/** The step that a name or its number stands for: the admins' own names are asked first. */
export function findRung(name: string, names: Pick<Names, 'rung'>): number | null {
  const plain = plainName(name)
  const own = RUNGS.find(rung => plainName(names.rung(rung) ?? '') === plain)
  if (own !== undefined) return own
  const unknown: WordKey = 'unknownStep'
  for (const language of languages) {
    if (texts(language).segmentWords[unknown].some(word => plainName(word) === plain)) return 0
    const usual = ([0, ...RUNGS] as const).find(rung => plainName(texts(language).labels.rungs[rung]) === plain)
    if (usual !== undefined) return usual
  }
  return /^[0-5]$/.test(plain) ? Number(plain) : null
}
