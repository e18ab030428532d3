import fc from 'fast-check'
import type { Having } from '../../../src/segments/property.js'
import * as small from '../small.js'
import * as wide from '../wide.js'

/** What may have come with events, as few people have it. */
export const smallHaving: fc.Arbitrary<Having[]> = fc.array(
  fc.oneof(
    small.compare(0, 1, 50, 100).map(number => ({ property: 'sum', test: { number } })),
    small.some('boots', 'ЕЛКА', 'x').map(is => ({ property: 'Category', test: { is } })),
    small.some('boots', 'ёлка').map(isNot => ({ property: 'category', test: { isNot } })),
    small.window.map(day => ({ property: 'until', test: { day } })),
    fc.boolean().map(known => ({ property: 'sum', test: { known } })),
  ),
  { maxLength: 2 },
)

/** The same, of all that can be asked. */
export const wideHaving: fc.Arbitrary<Having[]> = fc.array(
  fc.oneof(
    wide.compare(wide.number).map(number => ({ property: 'sum', test: { number } })),
    wide.texts.map(is => ({ property: 'Category', test: { is } })),
    wide.texts.map(isNot => ({ property: 'in 30 days', test: { isNot } })),
    wide.text.map(contains => ({ property: 'Category', test: { contains } })),
    wide.window.map(day => ({ property: 'не с', test: { day } })),
    fc.boolean().map(known => ({ property: 'sum', test: { known } })),
  ),
  { maxLength: 3 },
)
