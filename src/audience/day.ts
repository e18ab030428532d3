import { DateTime, Info } from 'luxon'
import { dayNumber } from './comparable.js'

/** Made with the first day that names its month: it costs a start 30 ms. */
let months: ReadonlyMap<string, number> | undefined
const MONTH = String.raw`([\p{L}]{3,9})\.?`
const YEAR = String.raw`(\d{4})`
const patterns: readonly [RegExp, (parts: readonly string[]) => readonly [string, string, string]][] = [
  [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, ([y = '', m = '', d = '']) => [y, m, d]],
  [/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, ([d = '', m = '', y = '']) => [y, m, d]],
  [/^(\d{1,2})[ -](\d{1,2})[ -](\d{4})$/, ([d = '', m = '', y = '']) => [y, m, d]],
  [new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${MONTH},? ${YEAR}$`, 'u'), ([d = '', m = '', y = '']) => [y, m, d]],
  [new RegExp(`^${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? ${YEAR}$`, 'u'), ([m = '', d = '', y = '']) => [y, m, d]],
]

/**
 * A calendar day as people write it on a phone: `31.12.1990`, `1990-12-31`, `31 December 1990`, `Dec 31, 1990`,
 * `31 декабря 1990 г.` The year has four digits; `03/04/1990` is refused, because it names two days.
 * @returns YYYY-MM-DD; `impossible` for a day that no calendar has (31.02); null when it is no day at all
 */
export function readDay(input: string): { day: string } | 'impossible' | null {
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
    months ??= monthNames()
    const number = /^\d+$/.test(month) ? Number(month) : (months.get(month) ?? null)
    if (number === null) return null
    const written = `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`
    return dayNumber(written) === null ? 'impossible' : { day: written }
  }
  return null
}

/** Every way to write a month in English and Russian, to its number. */
function monthNames(): Map<string, number> {
  const names = new Map<string, number>([['sept', 9]])
  for (const locale of ['en', 'ru']) {
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
