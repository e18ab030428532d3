import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  date,
  dateTime,
  dayName,
  duration,
  monthName,
  shorten,
  shortenName,
  wholeCharacters,
} from '../../src/text/format.js'

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

test.each([
  ['Autumn boots are here', 21, 'Autumn boots are here'],
  ['Autumn boots are here', 15, 'Autumn boots…'],
  ['Did not see “Autumn boots are here”', 27, 'Did not see “Autumn boots…”'],
  ['Не видели «Осенние ботинки»', 22, 'Не видели «Осенние…»'],
  ['https://shop.example/boots', 12, 'https://sho…'],
  ['Donaudampfschifffahrt', 9, 'Donaudam…'],
])('the name %j on a button of %i is %j', (name, length, shown) => {
  expect(shortenName(name, length)).toBe(shown)
  expect(shown.length).toBeLessThanOrEqual(length)
})

test('what was shortened says so, and stays within its length', () => {
  expect(shorten('Autumn boots', 12)).toBe('Autumn boots')
  expect(shorten('Autumn boots', 8)).toBe('Autumn…')
  expect(shorten('👨‍👩‍👧👨‍👩‍👧', 10)).toBe('👨‍👩‍👧…')
})

test('a Russian month stands in the genitive beside its day, and alone in the nominative', () => {
  const named = ['января', 'февраля', 'марта', 'апреля', 'мая', 'июня', 'июля', 'августа', 'сентября', 'октября']
  for (const [month, name] of [...named, 'ноября', 'декабря'].entries()) {
    const at = Date.UTC(2026, month, 26, 10)
    expect(date(at, 'UTC', 'ru')).toBe(`26 ${name} 2026`)
    expect(dateTime(at, 'UTC', 'ru', at)).toContain(` 26 ${name}, 10:00`)
    expect(dayName(at, 'UTC', 'ru')).toContain(` 26 ${name}`)
  }
  expect(monthName(Date.UTC(2026, 6, 26), 'UTC', 'ru')).toBe('июль 2026')
})

test.each([
  [1, '1 s', '1 с'],
  [59_001, '1 min', '1 мин'],
  [130 * 60_000, '2 h 10 min', '2 ч 10 мин'],
  [46 * 3_600_000 + 1, '46 h 1 min', '46 ч 1 мин'],
  [48 * 3_600_000, '2 d', '2 дн.'],
  [135 * 3_600_000 + 25 * 60_000, '5 d 16 h', '5 дн. 16 ч'],
])('%d ms take %s', (ms, en, ru) => {
  expect([duration(ms, 'en'), duration(ms, 'ru')]).toEqual([en, ru])
})
