import { exponentOf } from '../audience/money.js'
import type { Compare } from './leaf.js'

const SIGNS: Record<string, string> = {
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '₽': 'RUB',
  '₴': 'UAH',
  '₸': 'KZT',
  '¥': 'JPY',
}
const WORDS: Record<string, string> = {
  ...{ euro: 'EUR', euros: 'EUR', евро: 'EUR', dollar: 'USD', dollars: 'USD', доллар: 'USD', доллара: 'USD' },
  ...{ долларов: 'USD', rubles: 'RUB', roubles: 'RUB', ruble: 'RUB', руб: 'RUB', рубль: 'RUB', рубля: 'RUB' },
  ...{ рублей: 'RUB', р: 'RUB', pounds: 'GBP', фунтов: 'GBP', гривен: 'UAH', грн: 'UAH', тенге: 'KZT' },
}

const known = new Set(Intl.supportedValuesOf('currency'))

/** ISO code of a currency's sign, name or code; null when it is none. Unknown codes count when written large. */
export function currencyOf(written: string, folded: string): string | null {
  const named = SIGNS[written] ?? WORDS[folded]
  if (named !== undefined) return named
  if (!/^[a-z]{3}$/i.test(written) || folded === 'and') return null
  const code = written.toUpperCase()
  return written === code || known.has(code) ? code : null
}

/** An amount as it is written: 50050 minor units of EUR are "500.5". */
export function amountOf(minor: number, currency: string): string {
  return String(Number(`${minor}e-${exponentOf(currency)}`))
}

/** Minor units of an amount as it is written; null when it has more decimals than the currency. */
export function minorOf(amount: number, currency: string): number | null {
  const minor = Number(`${amount}e${exponentOf(currency)}`)
  return Number.isInteger(minor) ? minor : null
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
