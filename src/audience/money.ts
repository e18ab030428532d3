import { z } from 'zod'

const known = new Set(Intl.supportedValuesOf('currency'))

/** An ISO 4217 code of a currency that the program can write. */
export const currencySchema = z.string().refine(code => known.has(code))

/** A currency's ISO code from what somebody typed: "eur" → "EUR", "₽" → "RUB"; null when it is none. */
export function parseCurrency(typed: string): string | null {
  const word = typed.trim()
  const code = signs[word.toLowerCase()] ?? word.toUpperCase()
  return known.has(code) ? code : null
}

/** What people write instead of a code, in lower case. */
const signs: Readonly<Record<string, string>> = {
  ...{ '€': 'EUR', $: 'USD', '£': 'GBP', '₽': 'RUB', '₸': 'KZT', '₴': 'UAH', '₺': 'TRY', '₾': 'GEL', '֏': 'AMD' },
  ...{ евро: 'EUR', euro: 'EUR', доллар: 'USD', dollar: 'USD', рубль: 'RUB', руб: 'RUB', 'руб.': 'RUB', тенге: 'KZT' },
}

/** How many digits a currency has after the point: 2 for EUR, 0 for JPY, 3 for KWD. */
export function exponentOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** Minor units of an amount as it was typed: "1 500,50" EUR → 150050; null when it is no such amount. */
export function parseAmount(typed: string, currency: string): number | null {
  const exponent = exponentOf(currency)
  const digits = typed.replace(/\s/g, '').replace(',', '.')
  if (!/^\d{1,12}(\.\d+)?$/.test(digits)) return null
  const [whole = '', fraction = ''] = digits.split('.')
  if (fraction.length > exponent) return null
  return Number(whole + fraction.padEnd(exponent, '0'))
}
