import { headerWords } from './column/header.js'
import { PARSED, type Profile } from './column/profile.js'
import { orderWord, standingOf } from './column/statuses.js'

/** A column that only counts the rows of its file: the next file begins with 1 again. */
export function isCounter(column: Profile): boolean {
  const words = headerWords(column.header)
  // Under each heading of such a table it may begin anew.
  if (words.some(word => PLACES.has(word)) && words.every(word => COUNTERS.has(word) || PLACES.has(word))) return true
  return (
    column.counting > 0 &&
    column.counting >= Math.min(column.filled * 0.9, column.filled - 1) &&
    words.every(word => COUNTERS.has(word) || PLACES.has(word))
  )
}

const COUNTERS = new Set(['number', 'n', 'nr', 'no', 'row', 'строка', 'sira', 'номер', 'строки'])
/** Of a row's place in its table, and of nothing else: «№ п/п», Lfd. Nr., L.p. */
const PLACES = new Set(['п', 'пп', 'lp', 'lfd', 'pos'])

/** Nearly all that was looked at are mobiles: ids look like offices somewhere, at most. */
export function areMobiles(column: Profile): boolean {
  return column.filled > 0 && column.mobiles / Math.min(column.filled, PARSED) >= 0.85
}

/** A yes and a no of programs: `Refunded?` with 0 and 1. */
export function isSwitch({ header, values, amounts }: Profile): boolean {
  return (values?.size === 2 && values.has('0') && values.has('1')) || (/\?\s*$/.test(header) && amounts.most <= 1)
}

/** Written as phones are: `06 12 34 56 78`. */
export function areSpaced({ samples }: Profile): boolean {
  return samples.some(({ value }) => /^\d{2,4}(?:[ .-]\d{2,4}){2,5}$/.test(value))
}

/** A number that stands twice is of a contract or of somebody, where nothing says that it is of an order. */
export function isDistinct({ values, filled, repeats }: Profile): boolean {
  return values === null ? repeats === 0 : values.size === filled
}

/** Amounts with cents or a currency, or large ones: no count of things. */
export function isMoney(column: Profile): boolean {
  return column.amounts.fractions > 0 || column.amounts.named.size > 0 || column.amounts.most >= 100
}

/** Of so many different values that it numbers its rows, or things in them. */
export function isNumbering(column: Profile): boolean {
  return column.values === null || column.values.size > column.filled / 4
}

/** A column of few words in which somebody gets messages and somebody does not: *Subscribed* and *Unsubscribed*. */
export function standsOf(column: Profile): boolean {
  if (column.values === null || column.values.size > 12) return false
  const words = [...column.values.keys()].filter(word => word.length > 3)
  const standings = new Set(words.map(word => standingOf(word, null)))
  return words.length === column.values.size && !standings.has(null) && standings.has('active') && standings.size > 1
}

/** A column of few words, nearly all of them states of orders, some of which stand and some do not. */
export function statesOf({ values, filled }: Profile): boolean {
  if (values === null || values.size < 2 || values.size > MOST_STATES) return false
  let known = 0
  const meanings = new Set<string | null>()
  for (const [word, rows] of values) {
    const meaning = word.length > 3 ? orderWord(word) : null
    if (meaning !== null) known += rows
    meanings.add(meaning)
  }
  return known >= filled * 0.8 && (meanings.has('cancelled') || meanings.has('refunded')) && meanings.size > 1
}

const MOST_STATES = 12

/** At least one of its words is a state of an order. */
export function knowsStatus(column: Profile): boolean {
  return [...(column.values?.keys() ?? [])].some(value => orderWord(value) !== null)
}
