import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shorten, wholeCharacters } from '../../src/text/format.js'

const pieces = ['a', 'ё', ' ', 'e\u0301', '👍🏽', '👨‍👩‍👧', '🇷🇺', '\r\n', '각', '\ud83d', '\u200d', '❤️']

test('the beginning of a text ends at the last whole character that fits', () => {
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map(parts => parts.join(''))
  fc.assert(
    fc.property(text, fc.nat(60), (text, length) => {
      let walked = ''
      for (const { segment } of new Intl.Segmenter().segment(text)) {
        if (walked.length + segment.length > length) break
        walked += segment
      }
      expect(wholeCharacters(text, length)).toBe(walked)
    }),
    { numRuns: 400 },
  )
})

test('what was shortened says so, and stays within its length', () => {
  expect(shorten('Autumn boots', 12)).toBe('Autumn boots')
  expect(shorten('Autumn boots', 8)).toBe('Autumn…')
  expect(shorten('👨‍👩‍👧👨‍👩‍👧', 10)).toBe('👨‍👩‍👧…')
})
