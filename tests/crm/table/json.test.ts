import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { elementsOf } from '../../../src/crm/table/elements.js'
import { opened, refusal } from './opened.js'

describe('JSON', () => {
  test.each<[string, unknown, string[], string[][]]>([
    [
      'an array',
      [
        { id: 1, name: 'Anna' },
        { id: 2, phone: '+371' },
      ],
      ['id', 'name', 'phone'],
      [
        ['1', 'Anna', ''],
        ['2', '', '+371'],
      ],
    ],
    [
      'an object that holds one',
      { ok: true, page: { n: 1 }, orders: [{ n: '7' }, { n: '8' }], tags: ['x'] },
      ['n'],
      [['7'], ['8']],
    ],
    ['one deeper down', { data: { total: 1, clients: [{ n: '7' }] } }, ['n'], [['7']]],
    ['the longest of several', { links: [{ rel: 'x' }], items: [{ n: 1 }, { n: 2 }] }, ['n'], [['1'], ['2']]],
    ['values within values', [{ c: { phone: '1', a: { b: null } } }], ['c.phone', 'c.a.b'], [['1', '']]],
    [
      'lists',
      [{ tags: ['a', 'b'], phones: [{ number: '+1' }, { number: '+2' }], items: [{ n: 1, q: 2 }], none: [] }],
      ['tags', 'phones', 'items', 'none'],
      [['a, b', '+1, +2', '[{"n":1,"q":2}]', '']],
    ],
    [
      'numbers',
      [{ a: 79161234567, b: 0.1 + 0.2, c: 1e-7, d: true, e: 12.5 }],
      ['a', 'b', 'c', 'd', 'e'],
      [['79161234567', '0.3', '0.0000001', 'true', '12.5']],
    ],
    ['brackets in texts', [{ a: '}]"\\{[', 'b"c': 'x' }], ['a', 'b"c'], [['}]"\\{[', 'x']]],
  ])('of %s', async (_name, value, headers, rows) => {
    for (const text of [JSON.stringify(value), `\ufeff${JSON.stringify(value, null, 2)}`]) {
      expect(await opened(text)).toMatchObject({ container: 'json', headerRow: 0, headers, rows })
    }
  })

  test('an id that JSON no longer holds exactly is not taken for one', async () => {
    expect((await opened('[{"id":12345678901234567890}]')).rows).toEqual([['1.2345678901234567e+19']])
  })

  test('lines', async () => {
    const text = '{"id":1,"c":{"p":"+371"}}\r\n{"id":2\n\n{"id":3,"x":"y"}\n'
    expect(await opened(text)).toMatchObject({
      container: 'ndjson',
      headers: ['id', 'c.p', 'x'],
      rows: [
        ['1', '+371', ''],
        ['3', '', 'y'],
      ],
      others: [
        [2, 'not_json'],
        [3, 'empty'],
      ],
    })
  })

  const message = { id: 5, type: 'message', date_unixtime: '1764000000', from: 'Anna', from_id: 'user7', text: 'hi' }
  test.each<[string, unknown, string]>([
    [
      'a chat of Telegram Desktop',
      { name: 'Shop', type: 'private_supergroup', id: 1, messages: [message] },
      'file_telegram_export',
    ],
    [
      'all of Telegram Desktop',
      {
        about: 'Here is',
        contacts: { list: [{ user_id: 7, first_name: 'A', phone_number: '1', date_unixtime: '1' }] },
        chats: { list: [] },
      },
      'file_telegram_export',
    ],
    [
      'its chats',
      { about: 'Here is', chats: { about: '', list: [{ name: 'x', type: 'personal_chat', id: 7, messages: [] }] } },
      'file_telegram_export',
    ],
    ['no objects', { a: 1 }, 'file_not_a_table'],
    ['an empty list', { orders: [] }, 'file_no_rows'],
    ['numbers only', [1, 2, 3], 'file_no_rows'],
    [
      'too many keys',
      [Object.fromEntries(Array.from({ length: 10_000 }, (_none, i) => [`k${i}`, i]))],
      'file_too_wide',
    ],
  ])('is refused: %s', async (_name, value, code) => {
    expect((await refusal(JSON.stringify(value)))?.[0]).toBe(code)
  })

  test.each(['[{"a":1},{"a":2', '{"orders":[{"a":1}', '[{"a":tru}]', '[{"a":1]]', '[{"a":"x]'])(
    'is cut off or broken: %s',
    async text => {
      expect((await refusal(text))?.[0]).toBe('file_broken')
    },
  )

  test('is refused where it goes deeper than anybody writes', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    expect(await refusal(`[{"a":${deep}}]`)).toEqual(['file_broken', {}])
    expect(await refusal(`{"a":`.repeat(50_000))).toEqual(['file_broken', {}])
    expect((await opened(`{"a":1}\n{"a":${deep}}\n`)).others).toEqual([[2, 'not_json']])
  })

  test('gives the objects that a whole parser finds, wherever it is cut', async () => {
    const objects = fc.array(
      fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }),
      { maxLength: 6 },
    )
    await fc.assert(
      fc.asyncProperty(objects, fc.integer({ min: 1, max: 30 }), fc.boolean(), async (items, step, pretty) => {
        const text = JSON.stringify({ before: { x: [1, '"'] }, items }, null, pretty ? 1 : 0)
        const found = []
        for await (const { path, text: element } of elementsOf(pieces(text, step))) {
          if (path === 'items') found.push(JSON.parse(element))
        }
        expect(found).toEqual(JSON.parse(JSON.stringify(items)))
      }),
      { numRuns: 200, seed: 10 },
    )
  })
})

async function* pieces(text: string, step: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += step) yield text.slice(at, at + step)
}

describe('a page that is called .xls', () => {
  const page = (table: string, head = '<meta charset="utf-8">') =>
    `<html><head>${head}<style>td{mso:"\\@"}</style></head><body>${table}</body></html>`

  test('is read by its cells', async () => {
    const table = `<table border=1><tr><th>ID<th>Имя</th><th>Телефон</th></tr>
      <tr><td>1</td><td> Анна<br>Мария &amp; Ко&nbsp; </td><td>+371&nbsp;20000001</td></tr>
      <tr><td rowspan="2">2</td><td><b>Борис</b>
        Второй</td><td><table><tr><td>+37120000002</td></tr></table></td></tr>
      <tr><td>Вера</td><td>+37120000003</td></tr>
      <tr><td colspan="2">4</td><td>+37120000004</td></tr></table>`
    expect(await opened(page(`<table><tr><td>menu</td></tr></table>${table}`))).toMatchObject({
      container: 'html',
      ...{ headerRow: 1, encoding: 'utf-8', certain: true, headers: ['ID', 'Имя', 'Телефон'] },
      rows: [
        ['1', 'Анна\nМария & Ко', '+371 20000001'],
        ['2', 'Борис Второй', '+37120000002'],
        ['', 'Вера', '+37120000003'],
        ['4', '', '+37120000004'],
      ],
    })
  })

  test('says its encoding itself', async () => {
    const text = page(
      '<table><tr><td>Имя</td><td>Телефон</td></tr><tr><td>Анна</td><td>+37120000001</td></tr></table>',
      '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
    )
    const bytes = Buffer.from(
      [...text].map(sign =>
        (sign.codePointAt(0) ?? 0) < 0x80 ? sign.charCodeAt(0) : (sign.codePointAt(0) ?? 0) - 0x3_50,
      ),
    )
    expect(await opened(bytes)).toMatchObject({
      encoding: 'windows-1251',
      certain: true,
      rows: [['Анна', '+37120000001']],
    })
  })

  test.each<[string, string, [string, object]]>([
    ['no table', page('<h1>Please log in</h1>'), ['file_not_a_table', { kind: 'page' }]],
    [
      'XML',
      '<?xml version="1.0"?><КоммерческаяИнформация><Документ/></КоммерческаяИнформация>',
      ['file_not_a_table', { kind: 'xml' }],
    ],
    [
      'a chat of Telegram Desktop',
      '<html><head><title>Exported Data</title></head><body><div class="page_wrap"></div></body></html>',
      ['file_telegram_export', {}],
    ],
  ])('is refused: %s', async (_name, text, expected) => {
    expect(await refusal(text)).toEqual(expected)
  })

  test('spans without end cost nothing', async () => {
    const cells = '<tr><td rowspan="99999999">1</td><td>a</td></tr>'.repeat(300)
    const { rows, others } = await opened(page(`<table><tr><th>n</th><th>name</th></tr>${cells}</table>`))
    expect(rows.length + others.length).toBe(300)
    const wide = '<tr><td colspan="99999999">+37120000001</td></tr>'.repeat(300)
    expect((await opened(page(`<table>${wide}</table>`))).headers).toEqual([''])
  })
})
