import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differenceOf, differencesOf } from '../../../src/bot/admin/words/difference.js'

test.each([
  ['Boots −20 % today', 'Boots −15 % today', { was: '−20', now: '−15' }],
  ['Boots', 'Boots today only', { was: '', now: 'today only' }],
  ['Boots today only', 'Boots', { was: 'today only', now: '' }],
  ['a a a', 'a a', { was: 'a', now: '' }],
  ['', 'Hello', { was: '', now: 'Hello' }],
  ['One two three', 'One  two\nthree', null],
  ['From 5 to 7', 'From 6 to 8', { was: '5 to 7', now: '6 to 8' }],
])('%s → %s', (was, now, difference) => {
  expect(differenceOf(was, now)).toEqual(difference)
})

test('both sides stay short, whatever changed, and put back together they make the texts', () => {
  const words = fc.array(fc.constantFrom('boots', 'sale', '−20', '👟', 'a'), { maxLength: 60 })
  fc.assert(
    fc.property(words, words, (before, after) => {
      const found = differenceOf(before.join(' '), after.join(' '))
      expect(found === null).toBe(before.join(' ') === after.join(' '))
      for (const side of [found?.was ?? '', found?.now ?? '']) expect([...side].length).toBeLessThanOrEqual(83)
      if (found !== null && !`${found.was}${found.now}`.includes('…')) {
        expect(before.join(' ')).toContain(found.was)
        expect(after.join(' ')).toContain(found.now)
      }
    }),
  )
})

test.each([
  [
    'A −20 %\nB\nC',
    'A −5 %\nB\nC!',
    [
      { was: '−20', now: '−5' },
      { was: 'C', now: 'C!' },
    ],
  ],
  ['A\nB', 'A\nNew\nB', [{ was: '', now: 'New' }]],
  ['A\nOld\nB', 'A\nB', [{ was: 'Old', now: '' }]],
  ['A\n\nB', 'A\nB', []],
  [
    '',
    'Hello\nthere',
    [
      { was: '', now: 'Hello' },
      { was: '', now: 'there' },
    ],
  ],
])('line by line: %j → %j', (was, now, differences) => {
  expect(differencesOf(was, now)).toEqual(differences)
})

test('lines are alike exactly where nothing differs, and what is told is what came and went', () => {
  const lines = fc.array(fc.constantFrom('boots', 'sale −20', 'sale −5', 'a b'), { maxLength: 12 })
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const found = differencesOf(before.join('\n'), after.join('\n'))
      expect(found.length === 0).toBe(before.join('\n') === after.join('\n'))
      expect(found.length).toBeLessThanOrEqual(before.length + after.length)
    }),
  )
})
