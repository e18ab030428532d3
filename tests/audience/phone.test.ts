import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { phoneForms, readPhone, readPhones, readTelegramPhone, sameNumbers } from '../../src/audience/phone.js'

/** How people, spreadsheets and other systems write a number, and the number. */
const written: readonly (readonly [string, string])[] = [
  ['+371 2000-0000', '+37120000000'],
  ['37120000000', '+37120000000'],
  ['+371 (20) 00.00.00', '+37120000000'],
  ['0037120000000', '+37120000000'],
  ['00 371 2000 0000', '+37120000000'],
  ['011 371 20000000', '+37120000000'],
  ['8 10 371 20000000', '+37120000000'],
  ['81037120000000', '+37120000000'],
  ['tel:+37120000000', '+37120000000'],
  ['https://wa.me/37120000000', '+37120000000'],
  ['\u202a+371\u00a020000000\u202c', '+37120000000'],
  ['\u200b+371\u202f2000\u20110000\u200e', '+37120000000'],
  ['+371\u20072000–0000', '+37120000000'],
  ['+371 2000—0000', '+37120000000'],
  ['+371\u2060200\u00ad00000', '+37120000000'],
  ['＋３７１２０００００００', '+37120000000'],
  ['+٣٧١٢٠٠٠٠٠٠٠', '+37120000000'],
  ['+998 +99890 1234567', '+998901234567'],
  ['8 (916) 123-45-67', '+79161234567'],
  ['89161234567', '+79161234567'],
  ['+8 916 123 45 67', '+79161234567'],
  ['7 916 123 45 67', '+79161234567'],
  ['+7(916)1234567', '+79161234567'],
  ['8-800-555-35-35', '+78005553535'],
  ['88005553535', '+78005553535'],
  ['8 495 123-45-67', '+74951234567'],
  ['8 701 123 45 67', '+77011234567'],
  ['="79161234567"', '+79161234567'],
  ['="+7 916 123-45-67"', '+79161234567'],
  ["'+79161234567", '+79161234567'],
  ['"79161234567"', '+79161234567'],
  ['79161234567.0', '+79161234567'],
  ['79161234567,00', '+79161234567'],
  ['84912345678', '+84912345678'],
  ['85291234567', '+85291234567'],
  ['+55 11 98765-4321', '+5511987654321'],
  ['551187654321', '+5511987654321'],
  ['+52 1 55 1234 5678', '+525512345678'],
  ['+52 55 1234 5678', '+525512345678'],
  ['+54 9 11 2345-6789', '+5491123456789'],
  ['+888 0123 4567', '+88801234567'],
  ['+888 8 888', '+8888888'],
  ['+44 (0)7911 123456', '+447911123456'],
  ['16502530000', '+16502530000'],
  ['+380 50 123 45 67', '+380501234567'],
  ['380 (50) 123-45-67', '+380501234567'],
  ['+7-916-123-45-67', '+79161234567'],
  ['+7.916.123.45.67', '+79161234567'],
  ['8.916.123.45.67', '+79161234567'],
  ['8\u00a0916\u00a0123\u201145\u201167', '+79161234567'],
  ['89161234567.0', '+79161234567'],
  ['="89161234567"', '+79161234567'],
  ['+375 29 123-45-67', '+375291234567'],
  ['375291234567', '+375291234567'],
  ['+998 90 123 45 67', '+998901234567'],
  ['+49 151 23456789', '+4915123456789'],
  ['0049 151 23456789', '+4915123456789'],
  ['+44 7911 123456', '+447911123456'],
  ['447911123456', '+447911123456'],
  ['+1 (650) 253-0000', '+16502530000'],
  ['+55 (21) 98765-4321', '+5521987654321'],
  ['+90 532 123 45 67', '+905321234567'],
]

const none = [
  ...['7.9E+10', '7,99912E+10', '7.99912E10', '31.12.1985', '31/12/1985', '1985-12-31', '01.02.26', '2025-10-07 09:50'],
  ...['4100117654321', '1000000001', '10000000001', '123456', '9161234567', '0501234567', '+', '', 'phone', '@anna_p'],
  ...['+37120000000 or +37120000001', '++37120000000', '12.5', '1'.repeat(90), '79161234567.50'],
]

describe('a written number', () => {
  test('the table is long enough', () => expect(written.length).toBeGreaterThanOrEqual(60))
  test.each(written)('%j is %s', (text, number) => {
    expect(readPhone(text)?.number).toBe(number)
    expect(phoneForms(text)).toContain(number)
  })
  test.each(none)('%j is none', text => expect(readPhone(text)).toBeNull())
  test.each(none.filter(text => !/^\d{9,13}$/.test(text)))('%j is looked up as none', text =>
    expect(phoneForms(text)).toEqual([]),
  )
})

test.each([
  ['+5511987654321', '+551187654321'],
  ['+5215512345678', '+525512345678'],
  ['+5491123456789', '+541123456789'],
])('%s and %s are one line', (one, other) => {
  expect(sameNumbers(one).sort()).toEqual([one, other].sort())
  expect(sameNumbers(other).sort()).toEqual([one, other].sort())
})

test.each([
  ['37120000000', '+37120000000', 'LV'],
  ['+37120000000', '+37120000000', 'LV'],
  ['88801234567', '+88801234567', null],
  ['5215512345678', '+525512345678', 'MX'],
  ['551187654321', '+5511987654321', 'BR'],
  ['5511987654321', '+5511987654321', 'BR'],
  ['79161234567', '+79161234567', 'RU'],
  ['99999999999', '+99999999999', null],
])('Telegram’s own %s is %s', (phone, number, country) => {
  expect(readTelegramPhone(phone)).toEqual({ number, country })
})
test('Telegram’s own is none without digits', () => expect(readTelegramPhone('12')).toBeNull())

const codes = [
  '7',
  '1',
  '44',
  '49',
  '380',
  '375',
  '371',
  '998',
  '90',
  '33',
  '39',
  '52',
  '54',
  '55',
  '86',
  '91',
  '852',
  '84',
  '99',
  '0',
]
const homes = [
  null,
  'RU',
  'KZ',
  'US',
  'CA',
  'GB',
  'DE',
  'UA',
  'BY',
  'LV',
  'UZ',
  'TR',
  'FR',
  'IT',
  'MX',
  'BR',
  'CN',
  'XX',
] as const
const usual = fc
  .record({
    code: fc.constantFrom('', ...codes),
    start: fc.constantFrom(
      '',
      '0',
      '8',
      '9',
      '916',
      '7457',
      '151',
      '50',
      '29',
      '2',
      '303',
      '13',
      '5',
      '6',
      '701',
      '777',
    ),
    rest: fc.integer({ min: 0, max: 9_999_999_999 }),
    length: fc.integer({ min: 5, max: 10 }),
    plus: fc.constantFrom('', '+'),
    form: fc.constantFrom('', ' ', '-', '()'),
  })
  .map(({ code, start, rest, length, plus, form }) => {
    const digits = `${start}${String(rest).padStart(10, '0').slice(0, length)}`
    if (form === '()') return `${plus}${code} (${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`
    return `${plus}${code}${form}${digits.replace(/(\d{3})(?=\d)/g, `$1${form}`)}`
  })

test('mobiles of the usual kind are read quickly as they are read with care', () => {
  fc.assert(
    fc.property(usual, fc.constantFrom(...homes), (text, country) => {
      // A sign that nobody sees sends it the careful way.
      const [quick] = readPhones(text, country)
      const [careful] = readPhones(`\u2060${text}`, country)
      expect([quick?.number, quick?.mobile]).toEqual([careful?.number, careful?.mobile])
    }),
    { numRuns: Number(process.env['PHONE_RUNS'] ?? 2_000) },
  )
})
