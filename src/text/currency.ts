/** Codes by how many digits they have after the point. Two lines of their own: what has been withdrawn but may be stored. */
const CODES: readonly (readonly [digits: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [
    2,
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF ' +
      'CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL ' +
      'HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU ' +
      'MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR ' +
      'SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED ' +
      'VES WST XAD XCD XCG YER ZAR ZMW ZWG',
  ],
  [2, 'ANG BGN CUC HRK SLL ZWL'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
]

/**
 * How many digits each currency has after the point: ISO 4217, list one of 2026-01-01 (six-group.com), without precious
 * metals and codes for tests, and with codes withdrawn since 2022. It stands here because what is stored depends on it:
 * the platform's own table changes from one Node to the next (HUF had 2 digits on Node 20.19 and 0 on 20.20).
 */
const DIGITS: ReadonlyMap<string, number> = new Map(
  CODES.flatMap(([digits, codes]) => codes.split(' ').map(code => [code, digits] as const)),
)

/** What people write instead of a code, in lower case. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ $: 'USD', us$: 'USD', '€': 'EUR', '£': 'GBP', '₽': 'RUB', '₴': 'UAH', '₸': 'KZT', '¥': 'JPY', '￥': 'JPY' },
  ...{ '₺': 'TRY', '₾': 'GEL', '֏': 'AMD', '₼': 'AZN', '₪': 'ILS', '₹': 'INR', '₩': 'KRW', '₫': 'VND', '฿': 'THB' },
  ...{ zł: 'PLN', zl: 'PLN', kč: 'CZK', ft: 'HUF', r$: 'BRL' },
  ...{ euro: 'EUR', euros: 'EUR', евро: 'EUR' },
  ...{ dollar: 'USD', dollars: 'USD', доллар: 'USD', доллара: 'USD', долларов: 'USD', долл: 'USD' },
  ...{ ruble: 'RUB', rubles: 'RUB', rouble: 'RUB', roubles: 'RUB' },
  ...{ рубль: 'RUB', рубля: 'RUB', рублей: 'RUB', руб: 'RUB', р: 'RUB' },
  ...{ pound: 'GBP', pounds: 'GBP', фунт: 'GBP', фунта: 'GBP', фунтов: 'GBP' },
  ...{ гривна: 'UAH', гривны: 'UAH', гривен: 'UAH', грн: 'UAH', тенге: 'KZT', forint: 'HUF', forints: 'HUF' },
  ...{ форинт: 'HUF', форинта: 'HUF', форинтов: 'HUF' },
}

/** How many digits a currency has after the point: 2 for EUR and HUF, 0 for JPY, 3 for KWD; 2 for an unknown code. */
export function exponentOf(currency: string): number {
  return DIGITS.get(currency) ?? 2
}

/** True for an ISO 4217 code of money. */
export function isCurrency(code: string): boolean {
  return DIGITS.has(code)
}

/** The code of a currency by its code, sign or name in any case; null when it is none. */
export function findCurrency(written: string): string | null {
  const word = written.trim().replace(/\.$/, '').toLowerCase()
  const named = Object.hasOwn(NAMES, word) ? NAMES[word] : undefined
  return named ?? (DIGITS.has(word.toUpperCase()) ? word.toUpperCase() : null)
}

/** Minor units of an amount: 500.5 EUR are 50050; null when it has more decimals than the currency. */
export function minorOf(amount: number, currency: string): number | null {
  const minor = Number(`${amount}e${exponentOf(currency)}`)
  return Number.isSafeInteger(minor) ? minor : null
}

/** The amount of minor units: 50050 of EUR are 500.5. */
export function amountOf(minor: number, currency: string): number {
  return Number(`${minor}e-${exponentOf(currency)}`)
}

/**
 * Takes a currency off a written amount, before the number or behind it.
 * @returns the rest, and the currency's code; null when none is written
 */
export function splitCurrency(written: string): { rest: string; currency: string | null } {
  const text = written.trim()
  const [, minus = '', first = '', after = ''] =
    /^([-‐‑‒–—−]?)\s{0,8}(\p{L}{0,3}\p{Sc}|\p{L}{1,24}\.?)(.*)$/su.exec(text) ?? []
  const before = first === '' ? null : findCurrency(first)
  if (before !== null) return { rest: `${minus}${after.trim()}`, currency: before }
  const last = /(?:\p{L}{0,3}\p{Sc}|\p{L}{1,24})\.?$/u.exec(text.slice(-32))?.[0] ?? ''
  const behind = last === '' ? null : findCurrency(last)
  return behind === null
    ? { rest: text, currency: null }
    : { rest: text.slice(0, text.length - last.length).trim(), currency: behind }
}
