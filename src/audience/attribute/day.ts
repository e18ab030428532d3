import { DateTime, Info } from 'luxon'
import { DAY } from '../../clock.js'

/** The languages in which people write days to the bot. */
const OWN = ['en', 'ru']
/** Those in which tables write them; making the names of all costs 150 ms, so only the child that reads tables does. */
export const LANGUAGES_OF_TABLES = [...OWN, 'uk', 'de', 'es', 'pt', 'tr', 'fr', 'it', 'pl']

/** Made with the first day that names its month: it costs a start 30 ms. */
const months = new Map<readonly string[], ReadonlyMap<string, number>>()
const MONTH = String.raw`([\p{L}\p{M}]{3,12})\.?`
const YEAR = String.raw`(\d{4})`
const patterns: readonly [RegExp, (parts: readonly string[]) => readonly [string, string, string]][] = [
  [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, ([y = '', m = '', d = '']) => [y, m, d]],
  [/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, ([d = '', m = '', y = '']) => [y, m, d]],
  [/^(\d{1,2})[ -](\d{1,2})[ -](\d{4})$/, ([d = '', m = '', y = '']) => [y, m, d]],
  [
    new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[. -]?(?:of |de )?${MONTH},?[ -]?(?:de )?${YEAR}$`, 'u'),
    ([d = '', m = '', y = '']) => [y, m, d],
  ],
  [new RegExp(`^${MONTH}[ -](\\d{1,2})(?:st|nd|rd|th)?[,-]? ?${YEAR}$`, 'u'), ([m = '', d = '', y = '']) => [y, m, d]],
]

/** Days since 1970-01-01 of a calendar day written YYYY-MM-DD; null when there is no such day. */
export function dayNumber(day: string): number | null {
  const date = DateTime.fromISO(day, { zone: 'utc' })
  return date.isValid && /^\d{4}-\d{2}-\d{2}$/.test(day) ? Math.floor(date.toMillis() / DAY) : null
}

/**
 * A calendar day as people write it on a phone: `31.12.1990`, `1990-12-31`, `31 December 1990`, `Dec 31, 1990`,
 * `31 декабря 1990 г.` The year has four digits; `03/04/1990` is refused, because it names two days.
 * @param languages in which months may be named
 * @returns YYYY-MM-DD; `impossible` for a day that no calendar has (31.02); null when it is no day at all
 */
export function readDay(input: string, languages: readonly string[] = OWN): { day: string } | 'impossible' | null {
  const text = input
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐‑‒–—−]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/ ?(?:г\.?|года?)$/u, '')
    .replace(/ ?([.,-]) ?/gu, '$1')
    .replace(/,/g, ', ')
    .trim()
  for (const [pattern, order] of patterns) {
    const match = pattern.exec(text)
    if (match === null) continue
    const [year, month, day] = order(match.slice(1))
    const number = /^\d+$/.test(month) ? Number(month) : (namesIn(languages).get(month) ?? null)
    if (number === null) return null
    const written = `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`
    return dayNumber(written) === null ? 'impossible' : { day: written }
  }
  return null
}

function namesIn(languages: readonly string[]): ReadonlyMap<string, number> {
  const known = months.get(languages) ?? monthNames(languages)
  months.set(languages, known)
  return known
}

/** Every way to write a month in these languages, to its number. */
function monthNames(languages: readonly string[]): Map<string, number> {
  const names = new Map<string, number>([['sept', 9]])
  for (const locale of languages) {
    for (const length of ['long', 'short'] as const) {
      Info.months(length, { locale }).forEach((name, i) => void names.set(plain(name), i + 1))
      for (let month = 1; month <= 12; month++) {
        const inSentence = DateTime.utc(2000, month, 1)
          .setLocale(locale)
          .toFormat(`d ${length === 'long' ? 'LLLL' : 'LLL'}`)
        const genitive = DateTime.utc(2000, month, 1)
          .setLocale(locale)
          .toFormat(`d ${length === 'long' ? 'MMMM' : 'MMM'}`)
        for (const words of [inSentence, genitive]) names.set(plain(words.replace(/^\d+ /, '')), month)
      }
    }
  }
  return names
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '')
}
