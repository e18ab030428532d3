import { z } from 'zod'
import { exponentOf, isCurrency, minorOf, splitCurrency } from '../../text/currency.js'
import { parseNumber } from '../../text/number.js'

/** An ISO 4217 code of a currency that the program can write. */
export const currencySchema = z.string().refine(isCurrency)

const LARGEST = 1e12

/**
 * Minor units of an amount as it was typed: "1 500,50" EUR → 150050; null when it is no such amount, or one of another
 * currency. A point before three digits parts thousands unless the currency itself has so many after it.
 * @returns null as well for "1.500" KWD, which could be 1.5 or 1,500
 */
export function parseAmount(typed: string, currency: string): number | null {
  const { rest, currency: named } = splitCurrency(typed)
  if (named !== null && named !== currency) return null
  const read = parseNumber(rest)
  if (read.kind === 'none' || (read.kind === 'either' && exponentOf(currency) >= 3)) return null
  const amount = read.kind === 'either' ? read.thousands : read.value
  return amount >= 0 && amount <= LARGEST ? minorOf(amount, currency) : null
}
