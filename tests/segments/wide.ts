import fc from 'fast-check'
import type { Compare, Count, Window } from '../../src/segments/criterion.js'
import type { Thing } from '../../src/segments/parts.js'
import { anyText } from '../support/any-text.js'
import { agoBetween, ofDays, stretch } from './small.js'
import { BUILT_IN, field, vocabularyOf } from './vocabulary.js'

/** Names that make trouble: commas, quotes, words of the language, other scripts. */
const offers = { 1: 'Spring sale', 2: '5" pizza, «new» and more', 3: 'не за 30 дней', 4: '#5 🎉', 5: 'שלום עולם' }
const questions = {
  1: 'Какой у вас размер, «на глаз»?',
  2: 'in 30 days',
  3: 'What do you like: boots or bags?',
  4: 'Q',
}
const events = { 1: 'Left cart', 2: 'не за 30 дней', 3: '5" and more, x', 4: 'property sum over 5' }
const segments = { 1: 'VIP', 2: 'Cats and dogs', 3: 'Ждут, или нет', 4: 'in 30 days', 5: '🎉', 6: 'Постоянные клиенты' }

/** The names that generated criteria use. */
export const TRICKY = vocabularyOf({
  fields: [
    ...BUILT_IN,
    field(4, 'Shoe size', 'number'),
    field(5, 'Shoe size over 40', 'text'),
    field(6, 'Interests', 'many_of', ['Boots', 'Сапоги, ботинки', 'и', 'not']),
    field(7, 'Gift "for" her', 'yes_no'),
    field(8, 'Свадьба', 'date'),
    field(9, 'received', 'text'),
    field(10, 'Language', 'one_of', ['en', 'по-русски', 'A (b)']),
    field(11, 'Любимый цвет', 'text'),
  ],
  offers,
  links: { 1: ['Choose "boots", now', 'https://shop.example/?a=1,2'], 2: ['x'] },
  topics: { 1: 'Boots', 2: 'или темы' },
  interests: { 1: 'Sales', 2: 'не за 30 дней', 3: 'and "us", now', 4: '#5 🎉' },
  segments,
  questions,
  series: { 1: 'Welcome', 2: 'Welcome series', 3: 'не за 30 дней', 4: 'in 30 days', 5: '#5 «новая», или' },
  events,
  properties: [
    { name: 'sum', type: 'number' },
    { name: 'Category', type: 'text' },
    { name: 'in 30 days', type: 'text' },
    { name: 'не с', type: 'date' },
  ],
  places: [
    { name: 'Riga', lat: 56.9496, lon: 24.1052 },
    { name: 'Мой склад', lat: -33.5, lon: 151.25 },
  ],
  rungs: { 2: 'Знает, что болит', 4: 'and us', 5: 'no problem' },
})

const quantity = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 10_000 }))
const unit = fc.constantFrom('hours', 'days', 'weeks', 'months', 'years')
const day = fc
  .integer({ min: Date.UTC(1000, 0, 1) / 86_400_000, max: Date.UTC(2999, 11, 31) / 86_400_000 })
  .map(days => new Date(days * 86_400_000).toISOString().slice(0, 10))

const dayOfYear = fc
  .integer({ min: 0, max: 365 })
  .map(days => new Date(Date.UTC(2000, 0, 1 + days)).toISOString().slice(5, 10))

export const window = fc.oneof(
  fc.record({ in: quantity, unit }),
  stretch,
  fc.record({ ago: fc.constantFrom('over', 'under'), n: quantity, unit }),
  agoBetween(fc.record({ n: quantity, unit })),
  fc.record({ from: day, to: fc.constant(null) }),
  fc.record({ from: fc.constant(null), to: day }),
  fc.tuple(day, day).map(([a, b]) => (a <= b ? { from: a, to: b } : { from: b, to: a })),
) as fc.Arbitrary<Window>

export const count = fc.oneof(
  fc.constant('none' as const),
  quantity.map(atLeast => ({ atLeast })),
  fc.integer({ min: 0, max: 10_000 }).map(atMost => ({ atMost })),
  quantity.map(exactly => ({ exactly })),
  fc.tuple(quantity, quantity).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
) as fc.Arbitrary<Count>

export const event = { count, window: fc.option(window) }

export function compare(number: fc.Arbitrary<number>): fc.Arbitrary<Compare> {
  return fc.oneof(
    number.map(over => ({ over })),
    number.map(under => ({ under })),
    number.map(atLeast => ({ atLeast })),
    number.map(atMost => ({ atMost })),
    number.map(exactly => ({ exactly })),
    fc.tuple(number, number).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  )
}

export const number = fc
  .oneof(
    fc.integer({ min: -100, max: 100 }),
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map(n => n / 1_000),
    fc.double({ min: -1e12, max: 1e12, noNaN: true, noDefaultInfinity: true }),
  )
  .map(n => (n === 0 ? 0 : n))
export const minor = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 })
export const currency = fc.constantFrom('EUR', 'RUB', 'USD', 'JPY', 'KWD', 'ALL', 'TRY', 'XYZ', 'AGO')

/** Texts of values: plain ones, words of the language, everything else that Unicode has. */
export const text = fc
  .oneof(
    fc.constantFrom(
      'Riga',
      'Рига',
      'riga',
      'fb_spring',
      'New York',
      'Санкт-Петербург',
      '1,5',
      '5 000 ₽',
      '25–40',
      '2026-11-01',
      '30 days',
    ),
    fc.constantFrom(
      'and',
      'or',
      'не',
      'known',
      'неизвестно',
      'is',
      '-',
      '#1',
      'a, b',
      '(x)',
      ')',
      'x:y',
      "O'Neil",
      '•',
      '1. x',
    ),
    fc.constantFrom(
      '5" x',
      '""',
      '«a»',
      '“',
      "'",
      'a\nb',
      '• a\n• b',
      ' x ',
      'ЁЖ',
      'ﬁ',
      'İ',
      'שלום',
      '👩‍👩‍👧',
      'e\u0301',
      'ＡＮＤ',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    anyText({ minLength: 1, maxLength: 8 }),
    fc
      .array(fc.constantFrom('and', 'или', 'не', 'in', '30', 'days', 'Riga', ',', '"', '(', ')', '–'), {
        minLength: 1,
        maxLength: 5,
      })
      .map(words => words.join(' ')),
  )
  .filter(text => text.length >= 1 && text.length <= 256)
export const texts = fc.array(text, { minLength: 1, maxLength: 4 })

export const offer = fc.constantFrom(1, 2, 3, 4, 5)
const thing = fc.oneof(
  { weight: 3, arbitrary: text },
  texts.map(any => ({ any })),
  text.map(contains => ({ contains })),
  fc.record({ contains: text, at: fc.constantFrom('start', 'end') }),
) as fc.Arbitrary<Thing>
export const bought = { product: fc.option(thing), category: fc.option(thing) }
const known = fc.record({ known: fc.boolean() })
export const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 })

function textTest(values: fc.Arbitrary<string[]>) {
  return fc.oneof(
    values.map(is => ({ is })),
    values.map(isNot => ({ isNot })),
    text.map(contains => ({ contains })),
    fc.record({ contains: text, at: fc.constantFrom('start' as const, 'end' as const) }),
    known,
  )
}

export const fieldLeaf = fc.oneof(
  fc.record({ field: fc.constantFrom(1, 5, 9, 11), test: textTest(texts) }),
  fc.record({ field: fc.constant(2), test: textTest(some('LV', 'RU', 'GB', 'XX', 'lv', 'Latvia')) }),
  fc.record({ field: fc.constant(6), test: textTest(some('Boots', 'Сапоги, ботинки', 'и', 'not')) }),
  fc.record({ field: fc.constant(10), test: textTest(some('en', 'по-русски', 'A (b)')) }),
  fc.record({
    field: fc.constant(4),
    test: fc.oneof(
      compare(number).map(number => ({ number })),
      known,
    ),
  }),
  fc.record({ field: fc.constant(7), test: fc.oneof(fc.record({ yes: fc.boolean() }), known) }),
  fc.record({
    field: fc.constantFrom(3, 8),
    test: fc.oneof(
      window.filter(ofDays).map(day => ({ day })),
      fc
        .oneof(
          fc.integer({ min: 0, max: 366 }),
          fc.constantFrom('tomorrow' as const, 'week' as const, 'month' as const, 'next_week' as const),
          fc.constantFrom('next_month' as const),
          fc.record({ from: dayOfYear, to: dayOfYear }),
        )
        .map(anniversary => ({ anniversary })),
      known,
    ),
  }),
  fc.record({
    field: fc.constant(3),
    test: fc
      .oneof(
        fc.record({ last: fc.integer({ min: 1, max: 366 }) }),
        fc.record({ ago: fc.integer({ min: 1, max: 366 }) }),
        fc.record({ month: fc.integer({ min: 1, max: 12 }) }),
        fc.record({ ahead: fc.integer({ min: 1, max: 366 }) }),
        fc.constantFrom('last_week' as const, 'last_month' as const),
      )
      .map(anniversary => ({ anniversary })),
  }),
)

export const place = fc.oneof(
  fc.constantFrom(
    { name: 'Riga', lat: 56.9496, lon: 24.1052 },
    { name: 'Riga', lat: 1.5, lon: -2 },
    { name: 'Мой склад', lat: -33.5, lon: 151.25 },
  ),
  fc.record({
    name: text,
    lat: fc.double({ min: -90, max: 90, noNaN: true }).map(n => (n === 0 ? 0 : n)),
    lon: fc.double({ min: -180, max: 180, noNaN: true }).map(n => (n === 0 ? 0 : n)),
  }),
)

/** A condition of a kind, from what it says. */
export function leafOf<Name extends string, Rest extends object>(leaf: Name, rest: fc.Arbitrary<Rest>) {
  return rest.map(rest => ({ leaf, ...rest }))
}
