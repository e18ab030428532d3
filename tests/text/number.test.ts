import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseNumber, writeNumber } from '../../src/text/number.js'

/** What people write, and the number that it is. */
const written: readonly (readonly [string, number])[] = [
  ['45,000', 45_000],
  ['1,500', 1_500],
  ['1,234,567', 1_234_567],
  ['1.234.567', 1_234_567],
  ['1 234 567', 1_234_567],
  ['1\u00a0234', 1_234],
  ['1\u202f234\u202f567,5', 1_234_567.5],
  ['1\u2009234', 1_234],
  ['1\u3000234', 1_234],
  ["1'234'567.50", 1_234_567.5],
  ['1’234', 1_234],
  ['1_000_000', 1_000_000],
  ['1,50,000', 150_000],
  ['12,34,567.5', 1_234_567.5],
  ['1.234,56', 1_234.56],
  ['1,234.56', 1_234.56],
  ['1 234,56', 1_234.56],
  ['1 234.567', 1_234.567],
  ['0,500', 0.5],
  ['0.500', 0.5],
  ['1234.567', 1_234.567],
  ['1234,567', 1_234.567],
  ['38,5', 38.5],
  ['38.5', 38.5],
  ['1,5000', 1.5],
  [',5', 0.5],
  ['.5', 0.5],
  ['42.', 42],
  ['007', 7],
  ['-5', -5],
  ['−5', -5],
  ['– 5', -5],
  ['+7', 7],
  ['-0', 0],
  ['٤٥', 45],
  ['٤٥٬٠٠٠', 45_000],
  ['٤٥٫٥', 45.5],
  ['۴۵', 45],
  ['४५', 45],
  ['４５，０００', 45_000],
  ['12k', 12_000],
  ['12 К', 12_000],
  ['45 тыс.', 45_000],
  ['1,5 млн', 1_500_000],
  ['2 миллиарда', 2_000_000_000],
  ['1.5 million', 1_500_000],
  ['\u200e1\u200b234\u2060', 1_234],
]

/** One point before three digits: the larger number and the smaller one. */
const either: readonly (readonly [string, number, number])[] = [
  ['45.000', 45_000, 45],
  ['1.234', 1_234, 1.234],
  ['-1.500', -1_500, -1.5],
  ['999.999', 999_999, 999.999],
  ['1.500k', 1_500_000, 1_500],
  ['٤٥.٠٠٠', 45_000, 45],
]

const none = [
  ...['', ' ', '-', '+', '.', ',', '1,2,3', '12 34', '1 2345', '0 500', '0,500,000', '1..5', '1,,000', '5-10', '5–10'],
  ...['1e5', '7.9E+10', '0x10', '½', '5²', 'NaN', 'Infinity', 'forty', '5 лет', '1.75m', '10%', '~45', '>5', '1/2'],
  ...['12:30', '31.12.1985', '+371 2000 0001', '1 000 00', "1'00", '1,000.000.000,5', '1'.repeat(65)],
]

describe('a written number', () => {
  test('the table is long enough', () => {
    expect(written.length).toBeGreaterThanOrEqual(40)
  })
  test.each(written)('%j is %d', (text, value) => {
    expect(parseNumber(text)).toEqual({ kind: 'number', value })
    expect(parseNumber(`  ${text}\u00a0`)).toEqual({ kind: 'number', value })
  })
  test.each(either)('%j is %d or %d', (text, thousands, decimal) => {
    expect(parseNumber(text)).toEqual({ kind: 'either', thousands, decimal })
  })
  test.each(none)('%j is none', text => {
    expect(parseNumber(text)).toEqual({ kind: 'none' })
  })

  test('what the product writes is read back', () => {
    const numbers = fc.oneof(
      fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }),
      fc.integer({ min: -9_999_999, max: 9_999_999 }).map(n => n / 1_000),
    )
    fc.assert(
      fc.property(numbers, value => {
        expect(parseNumber(writeNumber(value))).toEqual({ kind: 'number', value: value === 0 ? 0 : value })
        // As languages of the world write it, with decimals.
        for (const locale of ['en-US', 'ru-RU', 'de-CH', 'en-IN', 'ar-EG', 'fa-IR']) {
          const shown = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, minimumFractionDigits: 2 }).format(
            value,
          )
          const read = parseNumber(shown)
          expect({ locale, shown, kind: read.kind }).toEqual({ locale, shown, kind: 'number' })
          if (read.kind === 'number') expect(Math.abs(read.value - value)).toBeLessThanOrEqual(0.0101)
        }
      }),
    )
  })

  test('whatever is typed is answered at once', () => {
    for (const text of ['1,'.repeat(40_000), ' '.repeat(80_000), '9'.repeat(80_000), '1 234'.repeat(16_000)]) {
      expect(parseNumber(text)).toEqual({ kind: 'none' })
    }
  })
})
