import { DateTime } from 'luxon'
import { exponentOf } from './currency.js'

/** The languages that every sentence exists in. */
export type Language = 'en' | 'ru'

/** The language for a Telegram language code; `fallback` where Telegram names none of ours. */
export function pickLanguage(code: string | null | undefined, fallback: Language = 'en'): Language {
  if (code === null || code === undefined) return fallback
  const base = code.toLowerCase().split('-')[0] ?? ''
  if (['ru', 'be', 'uk', 'kk'].includes(base)) return 'ru'
  return base === 'en' ? 'en' : fallback
}

/** What each language's dates and numbers go by. */
export const locales = { en: 'en-GB', ru: 'ru-RU' } as const

// A formatter costs a hundred times what it formats, so each is made once.
const numbers = { en: new Intl.NumberFormat('en-US'), ru: new Intl.NumberFormat('ru-RU') }
const plurals = { en: new Intl.PluralRules(locales.en), ru: new Intl.PluralRules(locales.ru) }
const segmenter = new Intl.Segmenter()

/** 18240 → "18,240" in English, "18 240" (no-break space) in Russian. */
export function count(n: number, language: Language): string {
  return numbers[language].format(n)
}

/** A number where there is no room for all of it: 8200000000 → "8.2bn", "8,2 млрд" in Russian. */
export function roughCount(n: number, language: Language): string {
  return new Intl.NumberFormat(locales[language], { notation: 'compact', maximumFractionDigits: 1 }).format(n)
}

/**
 * A share with one decimal that is never rounded into something nicer: none is "0 %" and all are "100 %", bare; some of
 * many is "< 0.1 %", and not quite all at most "99.9 %". "—" when there is nothing to divide by.
 * @param rounding `down` for a lower bound ("≥"), which must not claim more than is known
 */
export function share(
  part: number,
  whole: number,
  language: Language,
  rounding: 'nearest' | 'down' = 'nearest',
): string {
  return `${portion(part, whole, language, 100, rounding)} %`.replace('— %', '—')
}

/** A share as a lower bound: "≥ 9.1 %"; nobody is "0 %", and below a tenth it says only how little it is: "< 0.1 %". */
export function least(share: string): string {
  return share.startsWith('<') || share === '0 %' ? share : `≥ ${share}`
}

/** How many of `of` (100, 1,000), by the rule of `share` and without a sign. */
export function portion(
  part: number,
  whole: number,
  language: Language,
  of: number,
  rounding: 'nearest' | 'down' = 'nearest',
): string {
  if (whole === 0) return '—'
  if (part === 0) return '0'
  if (part === whole) return count(of, language)
  // Whole tenths first: a division of integers that comes out even is exact, a product of fractions is not.
  const exact = (part * of * 10) / whole
  const rounded = rounding === 'down' ? Math.floor(exact) : Math.round(exact)
  if (rounded === 0 && part > 0) return `< ${decimal(1, language)}`
  return decimal(part < whole ? Math.min(rounded, of * 10 - 1) : rounded, language)
}

function decimal(tenths: number, language: Language): string {
  return `${count(Math.trunc(tenths / 10), language)}${language === 'en' ? '.' : ','}${Math.abs(tenths % 10)}`
}

/** An amount of minor units with its currency: 150050 EUR → "€1,500.50", "1 500,50 €" in Russian; whole amounts bare. */
export function money(minor: number, currency: string, language: Language): string {
  const digits = exponentOf(currency)
  const shown = minor % 10 ** digits === 0 ? 0 : digits
  const format = new Intl.NumberFormat(language === 'en' ? 'en-US' : 'ru-RU', {
    ...{ style: 'currency', currency, minimumFractionDigits: shown, maximumFractionDigits: shown },
  })
  // Rounding a little below nought gives a nought with a minus.
  return format.format(minor === 0 ? 0 : minor / 10 ** digits).replace('-', '−')
}

/** The form of a word that a number asks for; Russian has three: [1 человек, 2 человека, 5 человек]. */
export function plural(n: number, language: Language, forms: readonly string[]): string {
  const category = plurals[language].select(n)
  const index = category === 'one' ? 0 : language === 'en' ? 1 : category === 'few' ? 1 : 2
  return forms[index] ?? forms.at(-1) ?? ''
}

// Russian has the month in the genitive: "26 июля".
const dayMonth = { en: 'd LLL', ru: 'd MMMM' } as const

/** "Tue 24 Nov, 10:00" in the named zone, "вт 24 ноября, 10:00"; the year is added when it is not that of `now`. */
export function dateTime(at: number, zone: string, language: Language, now: number): string {
  const time = DateTime.fromMillis(at, { zone, locale: locales[language] })
  const year = time.year === DateTime.fromMillis(now, { zone }).year ? '' : ' yyyy'
  return time.toFormat(`ccc ${dayMonth[language]}${year}, HH:mm`)
}

/** "24 Nov 2026" in the named zone, "24 ноября 2026". */
export function date(at: number, zone: string, language: Language): string {
  return DateTime.fromMillis(at, { zone, locale: locales[language] }).toFormat(`${dayMonth[language]} yyyy`)
}

/** A day of a calendar, "Tue 24 Nov", "вт 24 ноября", in the named zone. */
export function dayName(at: number, zone: string, language: Language): string {
  return DateTime.fromMillis(at, { zone, locale: locales[language] }).toFormat(`ccc ${dayMonth[language]}`)
}

/** A month, "November 2026", "ноябрь 2026", in the named zone. */
export function monthName(at: number, zone: string, language: Language): string {
  return DateTime.fromMillis(at, { zone, locale: locales[language] }).toFormat('LLLL yyyy')
}

/** "10:00" in the named zone. */
export function time(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat('HH:mm')
}

/** A zone's everyday name: "Europe/Moscow" → "Moscow", "Москва" in Russian where that is known. */
export function zoneName(zone: string, language: Language = 'en'): string {
  const [, west, hours] = /^Etc\/GMT([+-])(\d+)$/.exec(zone) ?? []
  // IANA counts these westwards, people eastwards.
  if (hours !== undefined) return `UTC${west === '+' ? '−' : '+'}${hours}`
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
  if (language === 'en') return city
  const parts = new Intl.DateTimeFormat('ru', { timeZone: zone, timeZoneName: 'shortGeneric' }).formatToParts()
  const name = parts.find(part => part.type === 'timeZoneName')?.value ?? ''
  return /^[А-ЯЁ]/u.test(name) ? name : city
}

/** How long something takes, for people: "40 s", "5 min", "2 h 10 min", from two days on "5 d 15 h". `ms` is rounded up. */
export function duration(ms: number, language: Language): string {
  const seconds = Math.ceil(ms / 1_000)
  const unit = language === 'en' ? { s: 's', min: 'min', h: 'h', d: 'd' } : { s: 'с', min: 'мин', h: 'ч', d: 'дн.' }
  if (seconds < 60) return `${seconds} ${unit.s}`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return `${minutes} ${unit.min}`
  const hours = Math.ceil(minutes / 60)
  if (hours >= 48) return `${Math.floor(hours / 24)} ${unit.d}${hours % 24 === 0 ? '' : ` ${hours % 24} ${unit.h}`}`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)} ${unit.h}${rest === 0 ? '' : ` ${rest} ${unit.min}`}`
}

/** Room on a disk: "320 MB", "1.4 GB". */
export function bytes(n: number, language: Language): string {
  const unit = language === 'en' ? { mb: 'MB', gb: 'GB' } : { mb: 'МБ', gb: 'ГБ' }
  const mb = n / 1024 ** 2
  if (mb < 1_000) return `${Math.floor(mb)} ${unit.mb}`
  return `${count(Math.floor((mb / 1024) * 10) / 10, language)} ${unit.gb}`
}

/** The letter of a version, from 0: A, B, C …; in Russian А, Б, В … */
export function versionLetter(version: number, language: Language): string {
  const letters = language === 'ru' ? 'АБВГД' : 'ABCDE'
  return letters[version] ?? String(version + 1)
}

/** At most `length` UTF-16 units, cut at a whole character, with "…" where something was cut. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${wholeCharacters(text, length - 1).trimEnd()}…`
}

/**
 * A name on a button, at most `length` UTF-16 units. A longer one ends with "…", at the end of a word unless that would cost
 * too much of it, and with the quotation mark that is open there.
 */
export function shortenName(text: string, length: number): string {
  if (text.length <= length) return text
  const head = wholeWords(text, length - 1)
  const open = closing(head)
  if (open === '') return `${head}…`
  const shorter = wholeWords(text, length - 2)
  return `${shorter}…${closing(shorter)}`
}

/** How much of the room a word may cost that does not fit whole. */
const GIVEN_UP = 0.4

/** The beginning of a text that is longer than `length`, without half a word at its end. */
function wholeWords(text: string, length: number): string {
  const head = wholeCharacters(text, length)
  if (/\s/.test(text.charAt(head.length))) return head.trimEnd()
  let start = head.length
  while (start > 0 && !/\s/.test(head.charAt(start - 1))) start--
  return (head.length - start > length * GIVEN_UP ? head : head.slice(0, start)).trimEnd()
}

/** The mark that ends the quotation in which a text ends; an empty text where it ends in none. */
function closing(text: string): string {
  for (const [opens, closes] of ['“”', '«»'])
    if (text.lastIndexOf(opens ?? '') > text.lastIndexOf(closes ?? '')) return closes ?? ''
  return ''
}

/** The beginning of a text: at most `length` UTF-16 units, no character (grapheme) of it cut. */
export function wholeCharacters(text: string, length: number): string {
  if (text.length <= length) return text
  // Asked for one place only: walking there character by character costs 54 ms for a message of 4,000 letters.
  return text.slice(0, segmenter.segment(text.slice(0, length + 2)).containing(length)?.index ?? length)
}

/** "09:00" for minutes after midnight. */
export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
