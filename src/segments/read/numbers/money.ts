import { findCurrency } from '../../../text/currency.js'
import type { Compare, Money } from '../../parts.js'

/** What money is called in speech. */
const SAID: Readonly<Record<string, string>> = {
  ...{
    quid: 'GBP',
    bucks: 'USD',
    buck: 'USD',
    баксов: 'USD',
    бакса: 'USD',
    баксы: 'USD',
    рублики: 'RUB',
    рубликов: 'RUB',
  },
}

/** Codes that are everyday words: "spent over 300 all time". */
const WORDS: ReadonlySet<string> = new Set(['all', 'top', 'cup'])

/** ISO code of a currency's sign, name or code; null when it is none. Unknown codes, and those that are words, count when written large. */
export function currencyOf(written: string, folded: string): string | null {
  if (WORDS.has(folded) && written === folded) return null
  const known = findCurrency(written) ?? SAID[folded] ?? null
  if (known !== null) return known
  return /^[A-Z]{3}$/.test(written) && folded !== 'and' ? written : null
}

/** The same comparison, its numbers changed. */
export function mapCompare(compare: Compare, change: (value: number) => number): Compare {
  if ('over' in compare) return { over: change(compare.over) }
  if ('under' in compare) return { under: change(compare.under) }
  if ('atLeast' in compare) return { atLeast: change(compare.atLeast) }
  if ('atMost' in compare) return { atMost: change(compare.atMost) }
  if ('exactly' in compare) return { exactly: change(compare.exactly) }
  return { from: change(compare.from), to: change(compare.to) }
}

/** «На сумму от 100» is at least that; "for more than 100" is more. */
export function limitBy(key: string, said: string, limit: number): Money['compare'] {
  if (said === 'от' || said === 'суммы') return { atLeast: limit }
  if (said === 'до') return { atMost: limit }
  return key === 'priceOver' ? { over: limit } : { under: limit }
}
