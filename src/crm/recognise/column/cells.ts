import { readPhones } from '../../../audience/phone.js'
import { currencyNamed } from '../../../text/currency.js'
import { writtenAmount } from '../cell/amount.js'
import { CLOCK, isPlainMoment, writtenMoment } from '../cell/moment.js'
import { bare } from '../cell.js'
import { type AmountCounts, type Budget, type DayCounts, MOST_VALUES, PARSED, type Profile } from './profile.js'
import { AT, COLON, COMMA, DIGIT, LETTER, MINUS, OTHER, POINT, SLASH, signsOf, UNDERSCORE, WORD } from './signs.js'

const LONGEST_VALUE = 80
const MOST_SAMPLES = 3
/** What not one of so many cells was, a column is not. */
const LOOKED = 2_000

const EMAIL = /^(?:[^@]{0,80}[\s(<,;])?[^\s@<>(),;"]+@[^\s@<>(),;"]+\.[^\s@<>(),;".]{2,}[>)]?$/
const TELEGRAM_LINK = /^(?:https?:\/\/)?(?:t|telegram)\.(?:me|dog)\/[a-z]\w{3,31}(?:[/?]|$)/i
const TELEGRAM_USER = /^tg:\/\/(?:user\?id|openmessage\?user_id)=([1-9]\d{4,12})$/i
const PHONEISH = /^[\d\s().\-/+–—]{7,40}$/
const ROUNDED = /^\+?\d(?:[.,]\d+)?[eе]\+?\d{1,2}$/iu
const NAME = /^[\p{Lu}\p{Lt}][\p{L}\p{M}'’.-]*(?:\s+[\p{L}\p{M}'’.-]+){0,3}$/u

/** Adds one cell. @param country whose phones are read as they are dialled at home */
export function addCell(profile: Profile, cell: string, line: number, budget: Budget, country: string | null): void {
  const text = bare(cell)
  if (text === '') return
  profile.filled += 1
  if (text.length > profile.longest) profile.longest = text.length
  addValue(profile, text, budget)
  if (profile.samples.length < MOST_SAMPLES && !profile.samples.some(({ value }) => value === text))
    profile.samples.push({ line, value: text.slice(0, LONGEST_VALUE) })
  if (text.length > 400) {
    if (text.startsWith('[') || text.startsWith('{')) profile.json += 1
    profile.texts += 1
    return
  }
  const signs = signsOf(text)
  if ((signs & DIGIT) === 0 && !((signs & OTHER) !== 0 && /\p{Nd}/u.test(text))) profile.texts += 1
  // Addresses and names of people hold digits too, and are no numbers.
  else if ((signs & (AT | UNDERSCORE)) === 0 && !((signs & COLON) !== 0 && text.includes('://')))
    addNumbers(profile, text, line, signs, country)
  const [, user] = text.startsWith('tg:') ? (TELEGRAM_USER.exec(text) ?? []) : []
  if (user !== undefined) addId(profile, Number(user))
  else addWords(profile, text, signs)
}

function addValue(profile: Profile, text: string, budget: Budget): void {
  if (profile.values === null) return
  const count = profile.values.get(text) ?? 0
  if (count === 0 && (text.length > LONGEST_VALUE || profile.values.size >= MOST_VALUES || budget.left <= 0)) {
    budget.left += profile.values.size
    profile.values = null
    return
  }
  if (count === 0) budget.left -= 1
  profile.values.set(text, count + 1)
}

function addNumbers(profile: Profile, text: string, line: number, signs: number, country: string | null): void {
  if ((signs & (LETTER | OTHER)) !== 0 && ROUNDED.test(text)) {
    profile.rounded += 1
    profile.roundedSample ??= { line, value: text }
    return
  }
  const { days, amounts } = profile
  const isNumber = (signs & ~(DIGIT | POINT | COMMA | MINUS)) === 0
  if (isNumber && isOpen(profile, profile.integers) && /^-?\d{1,20}(?:[.,]0)?$/.test(text)) addInteger(profile, text)
  addPhone(profile, text, country)
  if (isOpen(profile, days.all + days.clocks + days.seconds + days.millis + days.serials)) addDay(days, text, line)
  if (isOpen(profile, amounts.all)) addAmount(amounts, text, line)
}

/** What not one of so many cells was, the column is not: it is no longer asked. */
function isOpen(profile: Profile, found: number): boolean {
  return found > 0 || profile.filled <= LOOKED
}

function addInteger(profile: Profile, text: string): void {
  profile.integers += 1
  const digits = text.replace(/[.,]0$/, '')
  if (digits === String(profile.filled)) profile.counting += 1
  if (/^-\d{6,14}$/.test(digits)) profile.groups += 1
  else if (/^[1-9]\d{4,12}$/.test(digits)) addId(profile, Number(digits))
}

function addId(profile: Profile, id: number): void {
  profile.ids += 1
  profile.span.least = Math.min(profile.span.least, id)
  profile.span.most = Math.max(profile.span.most, id)
}

function addPhone(profile: Profile, text: string, country: string | null): void {
  // Where none was a phone so far, none is one by its looks.
  if (
    text.length < 7 ||
    (profile.filled > PARSED && profile.phones === 0) ||
    text.includes('@') ||
    !/\d[\d\s().-]{4,}\d/.test(text)
  )
    return
  const plain = PHONEISH.test(text)
  if (profile.filled > PARSED) {
    // The share of the first rows holds for those that look like them.
    if (plain) profile.phones += profile.phones / Math.max(1, profile.filled - 1)
    return
  }
  const [phone] = readPhones(text, country)
  if (phone === undefined) return
  profile.phones += 1
  if (phone.mobile) profile.mobiles += 1
  if (/^\+|^8[\s(-]|^\(|\)\s?\d/.test(text) || !plain) profile.surePhones += 1
}

function addDay(days: DayCounts, text: string, line: number): void {
  if (isPlainMoment(text)) {
    days.all += 1
    days.exact += 1
    if (text.length > 10) days.hours += 1
    return
  }
  const written = writtenMoment(text)
  if (written === null && CLOCK.test(text)) days.clocks += 1
  if (written === null || written === 'impossible') return
  if (written.kind === 'number') {
    if (written.value >= 1e11) days.millis += 1
    else if (written.value >= 1e8) days.seconds += 1
    else days.serials += 1
    return
  }
  days.all += 1
  if (written.time !== null) days.hours += 1
  if (written.kind === 'day') {
    days.exact += 1
    return
  }
  const { first, second, sign } = written
  if (sign === '.') days.dotted += 1
  if (first > 12) days.dayFirst += 1
  else if (second > 12) days.monthFirst += 1
  else if (first !== second) {
    days.either += 1
    days.eitherSample ??= { line, value: text }
  }
}

function addAmount(amounts: AmountCounts, text: string, line: number): void {
  const written = writtenAmount(text, null)
  if (written === null) return
  const { number, currency } = written
  amounts.all += 1
  if (currency !== null) amounts.named.set(currency, (amounts.named.get(currency) ?? 0) + 1)
  const value = number.kind === 'number' ? number.value : number.kind === 'either' ? number.thousands : 0
  if (value < 0) amounts.negative += 1
  if (Math.abs(value) < 1000) amounts.small += 1
  if (!Number.isInteger(value)) amounts.fractions += 1
  amounts.sum += value
  if (value > amounts.most) amounts.most = value
  // A number without a sign in it decides nothing.
  if (!written.text.includes(',') && !written.text.includes('.')) return
  if (number.kind === 'either' || /^-?[1-9]\d{0,2},\d{3}$/.test(written.text)) {
    amounts.either += 1
    amounts.eitherSample ??= { line, value: text }
  } else if (/,\d{1,2}$|,\d{4,}$|\.\d{3}[.,]|\.\d{3}\s|^-?0?,\d+$/.test(written.text)) amounts.comma += 1
  else if (/\.\d{1,2}$|\.\d{4,}$|,\d{3}[.,]|^-?0?\.\d+$/.test(written.text)) amounts.point += 1
}

function addHandle(profile: Profile): void {
  profile.usernames += 1
  profile.handles += 1
}

function addWords(profile: Profile, text: string, signs: number): void {
  if ((signs & AT) !== 0) {
    if (EMAIL.test(text)) profile.emails += 1
    else if (/^@[a-z]\w{3,31}$/i.test(text)) addHandle(profile)
  } else if ((signs & SLASH) !== 0 && isOpen(profile, profile.handles) && TELEGRAM_LINK.test(text)) addHandle(profile)
  else if ((signs & ~WORD) === 0 && isOpen(profile, profile.usernames) && /^[a-z]\w{4,31}$/i.test(text))
    profile.usernames += 1
  const first = text.charAt(0)
  if (first === '[' || first === '{') profile.json += 1
  if ((signs & (COLON | POINT)) !== 0 && isOpen(profile, profile.links) && /^(?:https?:\/\/|www\.)/i.test(text))
    profile.links += 1
  if ((signs & (DIGIT | AT)) === 0 && isOpen(profile, profile.names) && text.length <= 60 && NAME.test(text))
    profile.names += 1
}

/** What is asked once, of the few values that a column has. */
export function settle(profile: Profile): Profile {
  for (const [value, count] of profile.values ?? [])
    if (value.length <= 40 && /^\D*$/.test(value) && currencyNamed(value) !== null) profile.currencies += count
  return profile
}
