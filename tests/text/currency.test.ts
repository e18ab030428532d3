import { describe, expect, test } from 'vitest'
import { parseAmount } from '../../src/audience/order/money.js'
import { exponentOf, findCurrency, isCurrency, splitCurrency } from '../../src/text/currency.js'
import { money } from '../../src/text/format.js'

/** ISO 4217, whatever the Node: code, digits, 50 000 of it in minor units. */
const currencies: readonly (readonly [string, number, number])[] = [
  ['EUR', 2, 5_000_000],
  ['USD', 2, 5_000_000],
  ['GBP', 2, 5_000_000],
  ['RUB', 2, 5_000_000],
  ['UAH', 2, 5_000_000],
  ['KZT', 2, 5_000_000],
  ['HUF', 2, 5_000_000],
  ['RSD', 2, 5_000_000],
  ['IDR', 2, 5_000_000],
  ['PKR', 2, 5_000_000],
  ['COP', 2, 5_000_000],
  ['ALL', 2, 5_000_000],
  ['AFN', 2, 5_000_000],
  ['IRR', 2, 5_000_000],
  ['LBP', 2, 5_000_000],
  ['MMK', 2, 5_000_000],
  ['SYP', 2, 5_000_000],
  ['UZS', 2, 5_000_000],
  ['TWD', 2, 5_000_000],
  ['CZK', 2, 5_000_000],
  ['AMD', 2, 5_000_000],
  ['XCG', 2, 5_000_000],
  ['JPY', 0, 50_000],
  ['KRW', 0, 50_000],
  ['VND', 0, 50_000],
  ['ISK', 0, 50_000],
  ['CLP', 0, 50_000],
  ['XOF', 0, 50_000],
  ['UGX', 0, 50_000],
  ['IQD', 3, 50_000_000],
  ['KWD', 3, 50_000_000],
  ['BHD', 3, 50_000_000],
  ['TND', 3, 50_000_000],
  ['CLF', 4, 500_000_000],
]

describe('a currency', () => {
  test.each(currencies)('%s has %d digits', (code, digits, minor) => {
    expect(isCurrency(code)).toBe(true)
    expect(exponentOf(code)).toBe(digits)
    expect(parseAmount(`50 000 ${code}`, code)).toBe(minor)
    expect(findCurrency(code.toLowerCase())).toBe(code)
    for (const language of ['en', 'ru'] as const) {
      expect(money(minor, code, language).replace(/\D/g, '')).toBe('50000')
      expect(money(minor + 1, code, language).replace(/\D/g, '')).toBe(String(minor + 1))
    }
  })

  test('its sign and its names are known, and what is none is not', () => {
    const names: [string, string | null][] = [
      ['€', 'EUR'],
      ['₽', 'RUB'],
      ['руб.', 'RUB'],
      ['Рублей', 'RUB'],
      ['zł', 'PLN'],
      ['US$', 'USD'],
      ['форинтов', 'HUF'],
      ['constructor', null],
      ['XXX', null],
      ['EURO$', null],
      ['', null],
    ]
    for (const [name, code] of names) expect([name, findCurrency(name)]).toEqual([name, code])
  })
})

test.each<[string, string, string | null]>([
  ['45 000 ₽', '45 000', 'RUB'],
  ['45 тыс. руб.', '45 тыс.', 'RUB'],
  ['$1,500.50', '1,500.50', 'USD'],
  ['-$5', '-5', 'USD'],
  ['EUR 5', '5', 'EUR'],
  ['5EUR', '5', 'EUR'],
  ['5 kg', '5 kg', null],
  ['12k', '12k', null],
])('%s', (text, rest, currency) => {
  expect(splitCurrency(text)).toEqual({ rest, currency })
})

test.each<[string, string, number | null]>([
  ['1 500,50', 'EUR', 150_050],
  ['1.500', 'EUR', 150_000],
  ['1,500', 'EUR', 150_000],
  ['1.500,5 €', 'EUR', 150_050],
  ['1.500', 'KWD', null],
  ['1,500 KWD', 'KWD', 1_500_000],
  ['1.5 KWD', 'KWD', 1_500],
  ['12k', 'EUR', 1_200_000],
  ['5 USD', 'EUR', null],
  ['500.555', 'EUR', 50_055_500],
  ['500.5555', 'EUR', null],
  ['0.5', 'JPY', null],
  ['-5', 'EUR', null],
  ['2e12', 'EUR', null],
  ['2 000 000 000 000', 'EUR', null],
])('%s of %s', (text, currency, minor) => {
  expect(parseAmount(text, currency)).toBe(minor)
})

test('a nought has no minus, however it was rounded', () => {
  for (const language of ['en', 'ru'] as const) {
    expect(money(-0, 'EUR', language)).toBe(money(0, 'EUR', language))
    expect(money(Math.round(-0.4), 'EUR', language)).not.toMatch(/[-−]/)
  }
})
