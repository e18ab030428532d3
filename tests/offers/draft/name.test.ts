import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstWords, freeName, slugOf } from '../../../src/offers/draft/name.js'
import { fold } from '../../../src/text/fold.js'

test.each([
  ['Autumn boots −20 %\nOnly today', 'Autumn boots −20 %'],
  ['\n \n🍂 Autumn boots!', '🍂 Autumn boots!'],
  ['Hi {first_name|friend}, new boots', 'Hi, new boots'],
  ['Autumn boots −20 %, {first_name|friend}', 'Autumn boots −20 %'],
  ['Autumn boots, {first_name|friend}! Today', 'Autumn boots! Today'],
  ['{first_name|Friend}!\nNew boots', 'New boots'],
  ['Hi {first_name}, new boots', 'Hi, new boots'],
  ['{first_name}, new boots', 'new boots'],
  ['The new collection of winter boots has arrived', 'The new collection of winter boots has'],
  ['x'.repeat(50), 'x'.repeat(40)],
  ['***\nBoots', 'Boots'],
  ['Sale {20 %} today', 'Sale 20 % today'],
  ['{first_name}', ''],
  ['', ''],
])('the first words of %j', (text, name) => {
  expect(firstWords(text)).toBe(name)
})

test('first words are short, on one line, without braces', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
      expect(firstWords(text)).toMatch(/^[^\n{}]{0,40}$/)
    }),
  )
})

test.each([
  ['Autumn boots −20 %', 'autumn-boots-20'],
  ['Осенние ботинки −20 %', 'osennie-botinki-20'],
  ['Щётка, съезд, йод', 'shchetka-sezd-yod'],
  ['Їжак і ґудзик', 'yizhak-i-gudzik'],
  ['Crème brûlée', 'creme-brulee'],
  ['🍂', ''],
  ['a'.repeat(60), 'a'.repeat(40)],
])('%s for web addresses', (name, slug) => {
  expect(slugOf(name)).toBe(slug)
})

test('names are compared without case, ё and spaces', () => {
  expect(fold('  Ёлка   НОВАЯ ')).toBe(fold('елка новая'))
  expect(fold('Ｂｏｏｔｓ')).toBe('boots')
})

test('a taken name is numbered', () => {
  const taken = new Set(['boots', 'boots 2'])
  expect(freeName('Boots', folded => taken.has(folded))).toBe('Boots 3')
  expect(freeName('Shoes', folded => taken.has(folded))).toBe('Shoes')
})
