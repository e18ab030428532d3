import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCriterion } from '../../src/segments/criterion.js'
import { criterion, leaf, TRICKY } from './criteria.js'
import { checkRoundTrip } from './round-trip.js'

const runs = { seed: 20_261_124, numRuns: Number(process.env['ROUND_TRIPS'] ?? 150) }

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

test('any criterion, described in either language, reads back', () => {
  fc.assert(
    fc.property(criterion, criterion => checkRoundTrip(criterion, TRICKY)),
    runs,
  )
})
