import { fold } from '../../text/fold.js'
import { isBlank } from './row.js'

const TOTALS =
  /^(?:общий |общая )?(?:итог|итого|всего|сумма|total|totals|grand total|subtotal|sum|sub-total|summe|gesamt|gesamtsumme|total general|total général|totale|totaal|razem|suma|toplam|genel toplam|разом|всього|celkem|jami)(?: (?:по|за|for|of) .*)?[:.]?$/
const LONGEST = 80
const DIGIT = /^\d/
/** What may stand behind a number in a row of totals. */
const UNITS = /^(?:руб(?:лей|ля)?|р|rub|usd|eur|gbp|uah|kzt|byn|шт|pcs|заказ(?:ов|а)?|строк|orders?|rows?)$/
/** Digits in a row from which they are an id or a phone, and no sum. */
const KEY = /^\+?\d{10,}$/

/** True for a row that says *total*, and beside it nothing but numbers. */
export function isTotals(cells: readonly string[]): boolean {
  const at = cells.findIndex(cell => !isBlank(cell))
  const first = cells[at]
  // Most rows begin with a number, which is no word: they are not folded.
  if (first === undefined || first.length > LONGEST || DIGIT.test(first) || !TOTALS.test(fold(first))) return false
  const rest = cells.slice(at + 1).filter(cell => !isBlank(cell))
  return rest.every(cell => isNumber(cell) || TOTALS.test(fold(cell)))
}

function isNumber(cell: string): boolean {
  const text = fold(cell)
  if (KEY.test(text.replace(/[\s()-]/g, ''))) return false
  const words = text.match(/\p{L}+/gu) ?? []
  return words.every(word => UNITS.test(word)) && !text.includes('@')
}
