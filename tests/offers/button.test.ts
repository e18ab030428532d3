import { describe, expect, test } from 'vitest'
import { BUTTONS_LIMIT, parseButtons } from '../../src/offers/button.js'

const boots = { label: 'Choose boots', url: 'https://shop.ru/boots' }

describe('buttons as people type them', () => {
  const one: [string, string][] = [
    ['hyphen', 'Choose boots - shop.ru/boots'],
    ['en dash', 'Choose boots – shop.ru/boots'],
    ['em dash, as phones make it', 'Choose boots — shop.ru/boots'],
    ['minus', 'Choose boots − shop.ru/boots'],
    ['two hyphens', 'Choose boots -- shop.ru/boots'],
    ['no space before', 'Choose boots- shop.ru/boots'],
    ['no space after', 'Choose boots —shop.ru/boots'],
    ['no space at all', 'Choose boots-https://shop.ru/boots'],
    ['with a scheme', 'Choose boots - https://shop.ru/boots'],
    ['capital scheme', 'Choose boots - HTTPS://SHOP.RU/boots'],
    ['curly quotes', '“Choose boots” — “shop.ru/boots”'],
    ['low quotes', '„Choose boots“ - shop.ru/boots'],
    ['guillemets', '«Choose boots» - shop.ru/boots'],
    ['straight quotes', '"Choose boots" - shop.ru/boots'],
    ['brackets', 'Choose boots - <https://shop.ru/boots>'],
    ['spaces around', '   Choose boots   -   shop.ru/boots  '],
    ['no-break spaces', 'Choose boots\u00a0—\u00a0shop.ru/boots'],
  ]
  test.each(one)('%s', (_, input) => {
    expect(parseButtons(input, [])).toEqual([[boots]])
  })

  const rows: [string, string, string[][]][] = [
    ['two side by side', 'A - a.ru | B - b.ru', [['A', 'B']]],
    ['a row on each line', 'A - a.ru\nB - b.ru\r\n\nC - c.ru', [['A'], ['B'], ['C']]],
    ['dashes inside', 'Sale — up to -20 % - a.ru/x-y', [['Sale — up to -20 %']]],
    ['a dash in the address', 'Sizes - a.ru/size-guide', [['Sizes']]],
    ['nothing', ' \n ', []],
    ['a bar in the label', 'Boots | Socks - a.ru', [['Boots | Socks']]],
    ['a bar in both labels', 'New | Old - a.ru | Sale | Last - b.ru', [['New | Old', 'Sale | Last']]],
    ['a bar in the label, without spaces', 'Boots|Socks - a.ru', [['Boots|Socks']]],
    ['a bar in the address', 'A - https://a.ru/?sizes=41|42', [['A']]],
    ['a bar in the address, then a button', 'A - https://a.ru/?sizes=41|42 | B - b.ru', [['A', 'B']]],
    ['bars in two addresses', 'A - a.ru/?s=1|2|3 | B - b.ru/?s=4|5', [['A', 'B']]],
    ['no spaces around the bar', 'A - a.ru|B - b.ru|C - c.ru', [['A', 'B', 'C']]],
    ['a bar at the end of an address', 'A - https://a.ru/x|', [['A']]],
    ['a wide bar, as other keyboards have it', 'A - a.ru ｜ B - b.ru', [['A', 'B']]],
    ['a wide bar in a label', 'A｜B - a.ru', [['A｜B']]],
    ['two bars', 'A - a.ru || B - b.ru', [['A', 'B']]],
    ['two bars apart', 'A - a.ru | | B - b.ru', [['A', 'B']]],
    ['a bar before the first', '| A - a.ru', [['A']]],
    ['an address in the label', 'Site - a.ru - a.ru/x', [['Site - a.ru']]],
    ['a full bar and a heavy one', 'A│B - a.ru', [['A│B']]],
  ]
  test.each(rows)('%s', (_, input, labels) => {
    expect(parseButtons(input, []).map(row => row.map(button => button.label))).toEqual(labels)
  })

  test('dashes inside stay where they belong', () => {
    expect(parseButtons('Sale — up to -20 % - a.ru/x-y', [])[0]?.[0]?.url).toBe('https://a.ru/x-y')
  })

  const wrong: [string, string, object][] = [
    ['no dash', 'A - a.ru\nBoots shop.ru', { line: 2, text: 'Boots shop.ru', why: 'separator' }],
    ['only a label', 'Boots', { line: 1, why: 'separator' }],
    ['only an address', ' - shop.ru', { line: 1, why: 'label_empty' }],
    ['two with a comma between', 'A - a.ru, B - b.ru', { line: 1, why: 'bar' }],
    ['two with nothing between', 'A — https://a.ru/x B — b.ru', { line: 1, why: 'bar' }],
    ['quotes around nothing', '"" - shop.ru', { line: 1, why: 'label_empty' }],
    ['half of a pair', 'A - a.ru | B', { line: 1, text: 'B', why: 'separator' }],
    ['a label that is too long', `${'x'.repeat(65)} - a.ru`, { why: 'label_long', length: 65, limit: 64 }],
    ['not an address', '\nA - boots', { line: 2, why: 'url_invalid', address: 'boots' }],
    ['another scheme', 'A - javascript:alert(1)', { why: 'url_scheme' }],
    ['a private address', 'A - http://192.168.0.1/', { why: 'url_private' }],
    ['a password', 'A - https://a:b@shop.ru', { why: 'url_credentials' }],
    ['an address without end', `A - shop.ru/${'x'.repeat(2_100)}`, { why: 'url_too_long', limit: 2_048 }],
    ['a placeholder in the host', 'A - {username}.shop.ru', { why: 'url_invalid' }],
  ]
  test.each(wrong)('names line and reason: %s', (_, input, details) => {
    expect(() => parseButtons(input, [])).toThrow(
      expect.objectContaining({ code: 'buttons_line_invalid', details: expect.objectContaining(details) }),
    )
  })

  test('bars in addresses are kept', () => {
    expect(parseButtons('A - https://a.ru/?s=41|42 | B|C - b.ru', [])).toEqual([
      [
        { label: 'A', url: 'https://a.ru/?s=41|42' },
        { label: 'B|C', url: 'https://b.ru/' },
      ],
    ])
  })

  test('no more than Telegram takes', () => {
    const row = (n: number) => Array.from({ length: n }, () => 'A - a.ru').join('|')
    expect(parseButtons(row(8), [])).toHaveLength(1)
    expect(() => parseButtons(`A - a.ru\n${row(9)}`, [])).toThrow(
      expect.objectContaining({ code: 'buttons_too_many', details: { count: 9, limit: 8, line: 2 } }),
    )
    const lines = (n: number) => Array.from({ length: n }, () => 'A - a.ru').join('\n')
    expect(parseButtons(lines(BUTTONS_LIMIT), [])).toHaveLength(99)
    expect(() => parseButtons(lines(BUTTONS_LIMIT + 1), [])).toThrow(
      expect.objectContaining({ details: { count: 100, limit: 99, line: 0 } }),
    )
  })

  test('own targets are allowed although private', () => {
    expect(parseButtons('Shop - http://127.0.0.1:4000/a', ['http://127.0.0.1:4000'])[0]?.[0]?.url).toBe(
      'http://127.0.0.1:4000/a',
    )
  })
})
