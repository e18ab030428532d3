import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../../src/db/root.js'
import type { Criterion } from '../../src/segments/criterion.js'
import { leavesOf } from '../../src/segments/criterion.js'
import { describeCriterion } from '../../src/segments/describe.js'
import { KINDS } from '../../src/segments/kinds/all.js'
import { readSentence } from '../../src/segments/read.js'
import { BUILT_IN, field, vocabularyOf } from './vocabulary.js'

const page = readFileSync(join(packageRoot(), 'docs/segment-language.md'), 'utf8')

const vocabulary = vocabularyOf({
  fields: [
    ...BUILT_IN,
    field(4, 'Shoe size', 'number'),
    field(5, 'Interests', 'many_of', ['Boots', 'Bags']),
    field(6, 'Gift card', 'yes_no'),
    field(7, 'Wedding', 'date'),
    field(8, 'Colour', 'text'),
  ],
  offers: { 1: 'Spring sale' },
  links: { 1: ['Choose boots', 'Sizes'] },
  topics: { 1: 'Boots' },
  interests: { 1: 'Sales' },
  segments: { 1: 'VIP', 2: 'Cats and dogs' },
  questions: { 1: 'What is your shoe size?' },
  series: { 1: 'Welcome' },
  events: { 1: 'left cart' },
  properties: [
    { name: 'sum', type: 'number' },
    { name: 'category', type: 'text' },
    { name: 'reserved until', type: 'date' },
  ],
  places: [{ name: 'Riga', lat: 56.9496, lon: 24.1052 }],
})

/** Rows of tables that begin with two pieces of code. */
const rows = [...page.matchAll(/^\| `(.+?)` \| `(.+?)` \|(.*)$/gmu)].map(([, first = '', second = '', rest = '']) => ({
  ...{ first, second },
  also: rest === '',
}))
const canonical = rows.filter(row => !row.also)
const typed = rows.filter(row => row.also)

function criterionOf(sentence: string): Criterion {
  const read = readSentence(sentence, vocabulary, 'en')
  if (read.kind !== 'read') throw new Error(`${sentence}: ${JSON.stringify(read)}`)
  return read.criterion
}

test.each(canonical)('$first · $second', ({ first, second }) => {
  const criterion = criterionOf(first)
  expect(criterionOf(second)).toEqual(criterion)
  expect(describeCriterion(criterion, 'en', vocabulary)).toBe(first)
  expect(describeCriterion(criterion, 'ru', vocabulary)).toBe(second)
})

test.each(typed)('$first is written back as $second', ({ first, second }) => {
  expect(describeCriterion(criterionOf(first), 'en', vocabulary).replaceAll('\n', ' ')).toBe(second)
})

test('the list of the page is written as it stands', () => {
  const list = /^All of:\n(?: *• .*\n)+/mu.exec(page)?.[0].trimEnd() ?? ''
  expect(describeCriterion(criterionOf(list), 'en', vocabulary)).toBe(list)
})

test('every condition is on the page', () => {
  expect(typed.length).toBeGreaterThan(10)
  const shown = new Set(canonical.flatMap(({ first }) => leavesOf(criterionOf(first)).map(({ leaf }) => leaf)))
  const known = KINDS.map(({ name }) => name)
  expect([...shown].sort()).toEqual([...new Set(known)].sort())
})
