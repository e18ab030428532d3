import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkEntities, checkLink, detect, trim } from '../../src/sandbox/emulator/entities.js'
import { parseHtml } from '../../src/sandbox/emulator/html.js'
import { Refusal } from '../../src/sandbox/emulator/refusal.js'
import { anyText } from '../support/any-text.js'

const found = (text: string) =>
  detect({ text, entities: [] }).entities.map(one => `${one.type} ${text.slice(one.offset, one.offset + one.length)}`)

describe('what Telegram finds in a text', () => {
  test.each([
    ['/start autumn', ['bot_command /start']],
    ['see https://shop.example/a?b=1, please', ['url https://shop.example/a?b=1']],
    ['shop.ru/boots.', ['url shop.ru/boots']],
    ['пишите на a.b@mail.ru или @anna_p', ['email a.b@mail.ru', 'mention @anna_p']],
    ['#осень and #2026', ['hashtag #осень']],
    ['1/2 and and/or 3.5 e.g. this', []],
    ['http://localhost/x', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  test('nothing inside code or a link', () => {
    const entities = [{ type: 'code', offset: 0, length: 6 }]
    expect(detect({ text: '/start', entities }).entities).toEqual(entities)
  })
})

describe('HTML', () => {
  test.each([
    [
      '<b>a<i>b</i></b>',
      'ab',
      [
        { type: 'bold', offset: 0, length: 2 },
        { type: 'italic', offset: 1, length: 1 },
      ],
    ],
    [
      '<a href="https://a.example/?x=1&amp;y=2">go</a>',
      'go',
      [{ type: 'text_link', offset: 0, length: 2, url: 'https://a.example/?x=1&y=2' }],
    ],
    ['<pre><code class="language-ts">x</code></pre>', 'x', [{ type: 'pre', offset: 0, length: 1, language: 'ts' }]],
    ['<span class="tg-spoiler">🔥</span>&lt;&#33;&#x21;', '🔥<!!', [{ type: 'spoiler', offset: 0, length: 2 }]],
    ['<blockquote expandable>q</blockquote>', 'q', [{ type: 'expandable_blockquote', offset: 0, length: 1 }]],
    ['a & b &nbsp;', 'a & b &nbsp;', []],
  ])('%s', (html, text, entities) => {
    expect(parseHtml(html)).toEqual({ text, entities })
  })

  test.each([
    ['a</b>', 'Unexpected end tag at byte offset 1'],
    ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['ж<b', 'Unclosed start tag at byte offset 2'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['a < b', 'Unsupported start tag "" at byte offset 2'],
    ['<b>x</b', 'Unclosed end tag at byte offset 4'],
  ])('%s is refused', (html, words) => {
    expect(() => parseHtml(html)).toThrow(`Bad Request: can't parse entities: ${words}`)
  })

  test('escaped text always comes out as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
        expect(parseHtml(`<b>${escaped}</b>`).text).toBe(text)
      }),
    )
  })
})

describe('entities', () => {
  test('are refused exactly when they leave the text or cut a character', () => {
    fc.assert(
      fc.property(
        anyText({ maxLength: 12 }),
        fc.integer({ min: -2, max: 30 }),
        fc.integer({ min: -2, max: 30 }),
        (text, offset, length) => {
          const end = offset + length
          const cuts = (at: number) => at > 0 && at < text.length && (text.codePointAt(at - 1) ?? 0) > 0xffff
          const good = offset >= 0 && length >= 0 && end <= text.length && !cuts(offset) && !cuts(end)
          const check = () => checkEntities(text, [{ type: 'bold', offset, length }])
          if (good) expect(check()).toHaveLength(length > 0 ? 1 : 0)
          else expect(check).toThrow(Refusal)
        },
      ),
    )
  })

  test('a hundred are kept, and a link that leads nowhere is dropped', () => {
    const bold = Array.from({ length: 120 }, (_none, offset) => ({ type: 'bold', offset, length: 1 }))
    expect(checkEntities('x'.repeat(200), bold)).toHaveLength(100)
    expect(checkEntities('x', [{ type: 'text_link', offset: 0, length: 1, url: 'http://localhost' }])).toEqual([])
  })

  test('move along when white space is cut off', () => {
    const entities = [
      { type: 'bold', offset: 0, length: 4 },
      { type: 'italic', offset: 5, length: 3 },
    ]
    expect(trim({ text: '  ab c  ', entities })).toEqual({
      text: 'ab c',
      entities: [
        { type: 'bold', offset: 0, length: 2 },
        { type: 'italic', offset: 3, length: 1 },
      ],
    })
  })
})

test.each([
  ['https://a.example/x', true],
  ['a.example', true],
  ['http://127.0.0.1:8080/r/x', true],
  ['tg://user?id=1', true],
  ['localhost', false],
  ['http://localhost:8080', false],
  ['mailto:a@b.example', false],
  ['https://', false],
  ['https://a b.example', false],
])('the address %s is taken: %s', (address, ok) => {
  expect(checkLink(address).ok).toBe(ok)
})
