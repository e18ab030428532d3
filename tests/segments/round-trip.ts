import { expect } from 'vitest'
import { simplify } from '../../src/segments/criterion/simplify.js'
import type { Criterion } from '../../src/segments/criterion.js'
import { describeAsList, describeCriterion } from '../../src/segments/describe.js'
import { readSentence } from '../../src/segments/read.js'
import type { Vocabulary } from '../../src/segments/vocabulary.js'

const languages = ['en', 'ru'] as const

/** Described in either language, and read by an admin of either, a criterion is what it was. */
export function checkRoundTrip(criterion: Criterion, vocabulary: Vocabulary): void {
  const plain = simplify(criterion)
  for (const language of languages) {
    for (const describe of [describeCriterion, describeAsList]) {
      const text = describe(criterion, language, vocabulary)
      for (const reader of languages) {
        const read = readSentence(text, vocabulary, reader)
        expect({ text, ...read }).toEqual({ text, kind: 'read', criterion: plain })
        if (read.kind === 'read') expect(describe(read.criterion, language, vocabulary)).toBe(text)
      }
    }
  }
}
