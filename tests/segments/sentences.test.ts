import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { compileCriterion } from '../../src/segments/compile.js'
import { describeCriterion } from '../../src/segments/describe.js'
import { expandCriterion } from '../../src/segments/expand.js'
import { readSentence } from '../../src/segments/read.js'
import { simplify } from '../../src/segments/simplify.js'
import { createVocabulary } from '../../src/segments/vocabulary.js'
import { openTemporary } from '../support/migrated.js'
import { CASES } from './cases.js'
import { EIGHT } from './eight.js'
import { fill } from './fill.js'
import { CONTEXT } from './fixture.js'
import { SENTENCES } from './sentences.js'

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

  test('every case has its sentences', () => {
    expect(SENTENCES.map(([name]) => name)).toEqual(CASES.map(({ name }) => name))
  })

  test.each(SENTENCES)('%s: %s', (name, en, ru) => {
    const wanted = CASES.find(one => one.name === name)
    if (wanted === undefined) throw new Error(`no case ${name}`)
    const vocabulary = createVocabulary(db)
    for (const [language, sentence] of [
      ['en', en],
      ['ru', ru],
    ] as const) {
      expect(describeCriterion(wanted.criterion, language, vocabulary)).toBe(sentence)
      const read = readSentence(sentence, vocabulary, language)
      if (read.kind !== 'read') throw new Error(`${sentence}: ${JSON.stringify(read)}`)
      expect(read.criterion).toEqual(simplify(wanted.criterion))
      const { text, params } = compileCriterion(expandCriterion(db, read.criterion), CONTEXT)
      const people = db
        .sql<{ name: string }>(`select s.first_name as name from subscribers s where ${text} order by s.id`)
        .all(...params)
      expect(people.map(person => person.name)).toEqual(wanted.people)
    }
  })
})
