import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { compileCriterion } from '../../src/segments/compile.js'
import { expandCriterion } from '../../src/segments/criterion/expand.js'
import { simplify } from '../../src/segments/criterion/simplify.js'
import { describeCriterion } from '../../src/segments/describe.js'
import { KINDS } from '../../src/segments/kinds/all.js'
import { readSentence } from '../../src/segments/read.js'
import { createVocabulary } from '../../src/segments/vocabulary.js'
import { openTemporary } from '../support/migrated.js'
import { casesOf } from './cases/kind.js'
import { CASES } from './cases.js'
import { EIGHT } from './eight.js'
import { fill } from './fill.js'
import { CONTEXT } from './fixture.js'

describe('sentences and the people they hold', () => {
  let db: Db
  let close: () => Promise<void>

  beforeAll(async () => {
    const opened = await openTemporary()
    db = opened.db
    close = opened.close
    fill(db, EIGHT)
  })
  afterAll(() => close())

  test.each(CASES)('$name: $en', ({ criterion, people: wanted, en, ru }) => {
    const vocabulary = createVocabulary(db)
    for (const [language, sentence] of [
      ['en', en],
      ['ru', ru],
    ] as const) {
      expect(describeCriterion(criterion, language, vocabulary)).toBe(sentence)
      const read = readSentence(sentence, vocabulary, language)
      if (read.kind !== 'read') throw new Error(`${sentence}: ${JSON.stringify(read)}`)
      expect(read.criterion).toEqual(simplify(criterion))
      const { text, params } = compileCriterion(expandCriterion(db, read.criterion), CONTEXT)
      const people = db
        .sql<{ name: string }>(`select s.first_name as name from subscribers s where ${text} order by s.id`)
        .all(...params)
      expect(people.map(person => person.name)).toEqual(wanted)
    }
  })
})

test.each(KINDS.map(({ name }) => name))('%s has cases that tell people from others, and *not* before it', name => {
  const { table } = casesOf(name)
  expect(new Set(table.map(([, , people]) => people)).size).toBeGreaterThan(1)
  expect(table.some(([, criterion]) => 'not' in criterion)).toBe(true)
})
