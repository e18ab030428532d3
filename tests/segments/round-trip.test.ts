import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Count, type Criterion, parseCriterion } from '../../src/segments/criterion.js'
import { criterion, leaf, TRICKY } from './criteria.js'
import { checkRoundTrip } from './round-trip.js'

const runs = { seed: Number(process.env['SEED'] ?? 20_261_124), numRuns: Number(process.env['ROUND_TRIPS'] ?? 150) }

test('any condition, described in either language, reads back', () => {
  fc.assert(
    fc.property(leaf, leaf => {
      expect(parseCriterion(leaf)).toEqual(leaf)
      checkRoundTrip(leaf, TRICKY)
      checkRoundTrip({ not: leaf }, TRICKY)
    }),
    runs,
  )
})

const ordered = (count: Count): Criterion => ({
  ...{ leaf: 'ordered', count, window: null, product: null, category: null, total: null },
})
const received = (count: Count, offer: number | null): Criterion => ({ leaf: 'received', count, window: null, offer })
const event = { count: { atLeast: 1 } as const, window: null }
const NAMED = received({ atLeast: 1 }, 1)

/** What stands beside another condition, and was once taken to be of that. */
const NEIGHBOURS: [name: string, Criterion][] = [
  ['received an offer, and none', { all: [NAMED, received('none', null)] }],
  ['saw any, behind another', { any: [NAMED, { leaf: 'seen', ...event, offer: null, grade: 'any' }] }],
  ['clicked nothing', { all: [NAMED, { leaf: 'clicked', count: 'none', window: null, offer: null, link: null }] }],
  ['reacted to any', { all: [NAMED, { not: { leaf: 'reacted', ...event, offer: null } }, received('none', 1)] }],
  ['given a code of any', { all: [NAMED, { leaf: 'gotCode', ...event, offer: null }] }],
  ['used a code of any', { any: [NAMED, { leaf: 'usedCode', ...event, offer: null }] }],
  ['used a code of none', { any: [NAMED, { leaf: 'usedCode', count: 'none', window: null, offer: null }] }],
  ['saw any, behind an order', { all: [{ leaf: 'orderedAfter', ...event, offer: 1 }, received('none', null)] }],
  ['in a list in a list', { not: { all: [{ any: [NAMED, ordered('none')] }, received('none', null)] } }],
  [
    'a field in quotes behind values',
    {
      any: [
        { leaf: 'channel', values: ['a'] },
        { leaf: 'field', field: 7, test: { known: true } },
      ],
    },
  ],
  ['born yesterday', { leaf: 'field', field: 3, test: { day: { calendar: 'day', back: 1 } } }],
  [
    'the top, which is a currency too',
    {
      all: [
        ordered({ exactly: 1 }),
        { leaf: 'top', by: 'spend', end: 'top', people: 100, currency: 'EUR', window: null },
      ],
    },
  ],
]

test.each(NEIGHBOURS)('%s', (_name, criterion) => checkRoundTrip(criterion, TRICKY))

test('any criterion, described in either language, reads back', () => {
  fc.assert(
    fc.property(criterion, criterion => checkRoundTrip(criterion, TRICKY)),
    runs,
  )
})
