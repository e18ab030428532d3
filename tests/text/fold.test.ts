import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold, foldSearch, REFOLDED } from '../../src/text/fold.js'

test.each([
  ['İzmir', 'izmir'],
  ['IZMIR', 'izmir'],
  ['Iğdır', 'iğdir'],
  ['Straße', 'strasse'],
  ['STRASSE', 'Straße'],
  ['ẞ', 'ss'],
  ['❤️', '❤'],
  ['O’Neil', "O'Neil"],
  ['Oʼneil', 'o`NEIL'],
  ['Ри\u200bга\u00ad', 'рига'],
  ['\u202aBoots\u202c', 'boots'],
  ['👨\u200d👩', '👨👩'],
  ['Ёлка', 'елка'],
  ['18–24', '18-24'],
  ['ΟΔΟΣ', 'οδος'],
  ['  New\u00a0 York ', 'new york'],
  ['ﬁne', 'FINE'],
  ['１２', '12'],
])('%j and %j are one', (one, other) => expect(fold(one)).toBe(fold(other)))

test.each([
  ['João', 'joao'],
  ['й', 'и'],
  ['Rīga', 'Riga'],
])('%j and %j are two', (one, other) => expect(fold(one)).not.toBe(fold(other)))

test.each([
  ['João', 'joao'],
  ['Łukasz', 'lukasz'],
  ['Søren', 'soren'],
  ['Zoë', 'zoe'],
  ['Ёлка', 'елка'],
  ['Майя', 'майя'],
])('%j is looked for as %j', (name, form) => expect(foldSearch(name)).toBe(form))
test('й is no и, looked for or not', () => expect(foldSearch('й')).not.toBe(foldSearch('и')))

test('a text of plain letters is folded as beside any other', () => {
  for (let code = 0x21; code < 0x500; code++) {
    const letter = String.fromCharCode(code)
    expect([code, fold(`a${letter}b c`)]).toEqual([code, fold(`a${letter}b\u200b c`)])
  }
})

test('what is folded is folded, and what another folding left is found by its signs', () => {
  const old = (text: string) => text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replace(/\s+/gu, ' ').trim()
  const changed = new RegExp(`[${REFOLDED}]`, 'u')
  const unit = fc.oneof(fc.constantFrom(...'İıßẞ’ʼ\u200b\ufe0f\u00ad\u0301–ςΣёЙé ❤aB'), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(
      fc.array(unit).map(parts => parts.join('')),
      text => {
        expect(fold(fold(text))).toBe(fold(text))
        if (fold(text) !== old(text)) expect(changed.test(old(text))).toBe(true)
      },
    ),
  )
})
