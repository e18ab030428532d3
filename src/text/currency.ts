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

/** The largest amount of one order, minor units: no sum over hundreds of thousands of them leaves the numbers that SQLite adds up. */
export const MOST_MONEY = 1e13

/** What people write instead of a code, in lower case. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ $: 'USD', us$: 'USD', '€': 'EUR', '£': 'GBP', '₽': 'RUB', '₴': 'UAH', '₸': 'KZT', '¥': 'JPY', '￥': 'JPY' },
  ...{ '₺': 'TRY', '₾': 'GEL', '֏': 'AMD', '₼': 'AZN', '₪': 'ILS', '₹': 'INR', '₩': 'KRW', '₫': 'VND', '฿': 'THB' },
  ...{ '৳': 'BDT', '₱': 'PHP', '₦': 'NGN', '₲': 'PYG', '₡': 'CRC', '₮': 'MNT', '₨': 'PKR', '₵': 'GHS' },
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

let named: ReadonlyMap<string, string> | undefined
/** Names that dictionaries do not have, in small letters: short ones, and those of other cases. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ тг: 'KZT', тнг: 'KZT', 'бел. руб': 'BYN', 'бел.руб': 'BYN', br: 'BYN', сум: 'UZS', "so'm": 'UZS', сом: 'KGS' },
  ...{ драм: 'AMD', лари: 'GEL', манат: 'AZN', лев: 'BGN', лв: 'BGN', tl: 'TRY', лира: 'TRY', юань: 'CNY', rmb: 'CNY' },
  ...{ 'доллар сша': 'USD', 'доллары сша': 'USD', bucks: 'USD', 'у.е': 'USD', злотый: 'PLN', крона: 'CZK' },
  ...{
    'казахстанский тенге': 'KZT',
    'российские рубли': 'RUB',
    рубли: 'RUB',
    гривня: 'UAH',
    'українська гривня': 'UAH',
  },
}

/**
 * The code of a currency by its code, sign, or name as programs write it («Российский рубль», "US Dollar", "Pound
 * sterling"); null when it is none. The names are those of dictionaries; making them costs 20 ms once.
 */
export function currencyNamed(written: string): string | null {
  const word = written
    .trim()
    .replace(/\.$/, '')
    .replace(/[ʻʼ‘’]/gu, "'")
    .toLowerCase()
  if (word === '' || word.length > 40) return null
  const known = findCurrency(word) ?? (Object.hasOwn(SHORT, word) ? SHORT[word] : undefined)
  if (known !== undefined) return known
  named ??= namesOfCurrencies()
  return named.get(word) ?? null
}

function namesOfCurrencies(): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const language of ['en', 'ru', 'uk', 'de', 'es', 'pt', 'tr', 'fr', 'it', 'pl', 'kk']) {
    const shown = new Intl.DisplayNames(language, { type: 'currency', fallback: 'none' })
    for (const code of DIGITS.keys()) {
      const name = shown.of(code)?.toLowerCase()
      if (name !== undefined && !names.has(name)) names.set(name, code)
    }
  }
  return names
}
