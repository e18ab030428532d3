import { count, type Language } from '../text/format.js'

/**
 * A share with one decimal that is never rounded into something nicer: none is "0 %" and all are "100 %", bare;
 * some of many is "< 0.1 %", and not quite all at most "99.9 %". "—" when there is nothing to divide by.
 * @param rounding `down` for a lower bound ("≥"), which must not claim more than is known
 */
export function honestShare(
  part: number,
  whole: number,
  language: Language,
  rounding: 'nearest' | 'down' = 'nearest',
): string {
  return `${tenths(part, whole, language, 100, rounding)} %`.replace('— %', '—')
}

/** How many of a thousand, by the same rule as `honestShare`. */
export function perThousand(part: number, whole: number, language: Language): string {
  return tenths(part, whole, language, 1_000, 'nearest')
}

function tenths(part: number, whole: number, language: Language, of: number, rounding: 'nearest' | 'down'): string {
  if (whole === 0) return '—'
  if (part === 0) return '0'
  if (part === whole) return count(of, language)
  // Whole tenths first: a division of integers that comes out even is exact, a product of fractions is not.
  const exact = (part * of * 10) / whole
  const rounded = rounding === 'down' ? Math.floor(exact) : Math.round(exact)
  if (rounded === 0 && part > 0 && rounding === 'nearest') return `< ${decimal(1, language)}`
  return decimal(part < whole ? Math.min(rounded, of * 10 - 1) : rounded, language)
}

function decimal(tenths: number, language: Language): string {
  return `${count(Math.trunc(tenths / 10), language)}${language === 'en' ? '.' : ','}${Math.abs(tenths % 10)}`
}
