import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAddress } from '../../src/sandbox/page/client/link.js'
import { readMarks } from '../../src/sandbox/page/client/markup.js'
import { chooseLanguage, wordsIn } from '../../src/sandbox/page/client/words.js'

describe('looks that people type', () => {
  const looks = (typed: string) => {
    const { text, entities } = readMarks(typed)
    const shown = entities.map(({ type, offset, length }) => `${type}:${text.slice(offset, offset + length)}`)
    return [text, ...shown]
  }

  test.each<[string, string[]]>([
    ['plain', ['plain']],
    ['**20 %** off', ['20 % off', 'bold:20 %']],
    ['  **a** and __b__ ', ['a and b', 'bold:a', 'italic:b']],
    ['++u++ ~~s~~ ||x||', ['u s x', 'underline:u', 'strikethrough:s', 'spoiler:x']],
    ['**bold __both__**', ['bold both', 'bold:bold both', 'italic:both']],
    ['`**not bold**`', ['**not bold**', 'code:**not bold**']],
    ['```js\nlet a\n```', ['let a', 'pre:let a']],
    ['see [the shop](https://shop.example/a?b=1)', ['see the shop', 'text_link:the shop']],
    ['[no](javascript:alert(1))', ['[no](javascript:alert(1))']],
    ['2 ** 3 ** 4', ['2 ** 3 ** 4']],
    ['a**', ['a**']],
    ['🍂 **осень** 🍂', ['🍂 осень 🍂', 'bold:осень']],
  ])('%s', (typed, expected) => {
    expect(looks(typed)).toEqual(expected)
  })

  test('every stretch lies within the text, and text without marks stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab *_~|`[]()+\n🍂'.split(/(?:)/u)), maxLength: 60 }), typed => {
        const { text, entities } = readMarks(typed)
        for (const { offset, length } of entities) {
          expect(offset).toBeGreaterThanOrEqual(0)
          expect(length).toBeGreaterThan(0)
          expect(offset + length).toBeLessThanOrEqual(text.length)
        }
        if (!/[*_~|`[+]/.test(typed)) expect(text).toBe(typed.trim())
      }),
    )
  })
})

test.each([
  ['https://shop.example/a', { kind: 'open', href: 'https://shop.example/a' }],
  ['shop.example', { kind: 'open', href: 'http://shop.example/' }],
  ['http://127.0.0.1:8080/r/x', { kind: 'open', href: 'http://127.0.0.1:8080/r/x' }],
  ['mailto:a@b.example', { kind: 'open', href: 'mailto:a@b.example' }],
  ['https://t.me/Boot_Bot?start=fb', { kind: 'start', payload: 'fb' }],
  ['tg://resolve?domain=boot_bot', { kind: 'start', payload: null }],
  ['https://t.me/other_bot?start=fb', { kind: 'open', href: 'https://t.me/other_bot?start=fb' }],
  ['javascript:alert(1)', { kind: 'dead' }],
  ['data:text/html,x', { kind: 'dead' }],
  ['file:///etc/passwd', { kind: 'dead' }],
  ['http://', { kind: 'dead' }],
])('the address %s', (address, destination) => {
  expect(readAddress(address, 'boot_bot')).toEqual(destination)
})

test.each<[string | null, string[], string]>([
  ['ru', ['en-GB'], 'ru'],
  ['de', ['ru-RU', 'en'], 'ru'],
  [null, ['de-DE', 'en-US', 'ru'], 'en'],
  [null, ['de-DE'], 'en'],
])('asked for %s with %j speaks %s', (asked, preferred, language) => {
  expect(chooseLanguage(asked, preferred)).toBe(language)
})

test('Russian counts in three forms', () => {
  const { clicks } = wordsIn('ru')
  expect([1, 2, 5, 11, 21].map(n => clicks(n))).toEqual(['переход', 'перехода', 'переходов', 'переходов', 'переход'])
})
