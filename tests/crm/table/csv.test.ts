import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { readDelimited } from '../../../src/crm/table/delimited.js'
import { encode } from './encodings.js'
import { opened, refusal } from './opened.js'

const people = 'Имя;Телефон;Город\r\nАнна;+371 20 000 001;Рига\r\nБорис;8 (912) 345-67-89;Тверь\r\n'
const [ANNA, BORIS] = [
  ['Анна', '+371 20 000 001', 'Рига'],
  ['Борис', '8 (912) 345-67-89', 'Тверь'],
]

describe('a delimited file', () => {
  test.each<[string, string, string, string[], string[][]]>([
    ['semicolons', people, ';', ['Имя', 'Телефон', 'Город'], [ANNA, BORIS] as string[][]],
    [
      'commas',
      'id,name\n1,Anna\n2,Boris',
      ',',
      ['id', 'name'],
      [
        ['1', 'Anna'],
        ['2', 'Boris'],
      ],
    ],
    [
      'tabs',
      'id\tname\n1\tAnna, dear\n2\tBoris',
      '\t',
      ['id', 'name'],
      [
        ['1', 'Anna, dear'],
        ['2', 'Boris'],
      ],
    ],
    ['bars', 'id|name\n1|Anna', '|', ['id', 'name'], [['1', 'Anna']]],
    ['what it says itself', 'sep=^\nid^name\n1^Anna', '^', ['id', 'name'], [['1', 'Anna']]],
    [
      'decimal commas',
      'товар;цена;сумма\nчай;1,50;3,00\nкофе;2,50;5,00',
      ';',
      ['товар', 'цена', 'сумма'],
      [
        ['чай', '1,50', '3,00'],
        ['кофе', '2,50', '5,00'],
      ],
    ],
    [
      'a comma and semicolons within',
      'id,name,tags\n1,Anna,vip;new\n2,Boris,vip;old',
      ',',
      ['id', 'name', 'tags'],
      [
        ['1', 'Anna', 'vip;new'],
        ['2', 'Boris', 'vip;old'],
      ],
    ],
    [
      'a comma in a header',
      'Заказ;Стоимость, RUB\n1;100.00\n2;200.00',
      ';',
      ['Заказ', 'Стоимость, RUB'],
      [
        ['1', '100.00'],
        ['2', '200.00'],
      ],
    ],
    [
      'line ends within quotes',
      'id,note\r\n1,"one\r\ntwo"\r\n2,"a ""b"" c"\r\n',
      ',',
      ['id', 'note'],
      [
        ['1', 'one\ntwo'],
        ['2', 'a "b" c'],
      ],
    ],
    [
      'line ends of old',
      'id;name\r1;Anna\r2;Boris\r',
      ';',
      ['id', 'name'],
      [
        ['1', 'Anna'],
        ['2', 'Boris'],
      ],
    ],
    [
      'delimiters at the end',
      '"id";"name";\n"1";"Anna";\n"2";"Boris";\n',
      ';',
      ['id', 'name'],
      [
        ['1', 'Anna'],
        ['2', 'Boris'],
      ],
    ],
    [
      'a row that ends early',
      'id;name;phone\n1;Anna\n2;Boris;+37120000001',
      ';',
      ['id', 'name', 'phone'],
      [
        ['1', 'Anna', ''],
        ['2', 'Boris', '+37120000001'],
      ],
    ],
    [
      'a title and a blank row above',
      'Отчёт за ноябрь\n\nid;Имя;Телефон\n7;Анна;+37120000001',
      ';',
      ['id', 'Имя', 'Телефон'],
      [['7', 'Анна', '+37120000001']],
    ],
    [
      'doubled headers',
      'Источник;Телефон;Источник\nсайт;+37120000001;vk',
      ';',
      ['Источник', 'Телефон', 'Источник'],
      [['сайт', '+37120000001', 'vk']],
    ],
    [
      'no header',
      '123456789;Anna\n987654321;Boris',
      ';',
      ['', ''],
      [
        ['123456789', 'Anna'],
        ['987654321', 'Boris'],
      ],
    ],
    ['one column of names', '@anna_p\n@boris', ',', [''], [['@anna_p'], ['@boris']]],
    [
      'a column without a name',
      'id;;phone\n1;Anna;+37120000001',
      ';',
      ['id', '', 'phone'],
      [['1', 'Anna', '+37120000001']],
    ],
    [
      'zero bytes',
      'id;na\0me\n1;An\0na\n2;Boris',
      ';',
      ['id', 'name'],
      [
        ['1', 'Anna'],
        ['2', 'Boris'],
      ],
    ],
    [
      'formulas',
      'id,phone\n1,"=""79161234567"""\n2,=1+1',
      ',',
      ['id', 'phone'],
      [
        ['1', '="79161234567"'],
        ['2', '=1+1'],
      ],
    ],
  ])('with %s', async (_name, text, delimiter, headers, rows) => {
    const table = await opened(text)
    expect(table).toMatchObject({ container: 'csv', delimiter, headers, rows, certain: true })
  })

  test('quotes that do not match cost a row and no other', async () => {
    const text =
      'id;name;phone\n1;"Tom" Smith;+37120000001\n2;Anna;+37120000002\n3;"Bob";+37120000003\n4;"Eve;+37120000004\n5;Dan;+37120000005\n'
    expect((await opened(text)).rows).toEqual([
      ['1', '"Tom" Smith', '+37120000001'],
      ['2', 'Anna', '+37120000002'],
      ['3', 'Bob', '+37120000003'],
      ['4', '"Eve', '+37120000004'],
      ['5', 'Dan', '+37120000005'],
    ])
    const inner = 'id;name\n1;"ООО "Ромашка""\n2;"ООО "Лютик", Тверь"\n3;"Анна"\n'
    expect((await opened(inner)).rows.map(([, name]) => name)).toEqual(['ООО "Ромашка"', 'ООО "Лютик", Тверь', 'Анна'])
  })

  test('a quote in every row is read line by line, in bounded time', async () => {
    const rows = Array.from({ length: 30_000 }, (_none, i) => `${i};"Tom" Smith;+3712${String(i).padStart(7, '0')}`)
    const { rows: read } = await opened(`id;name;phone\n${rows.join('\n')}\n`)
    expect(read.length).toBe(30_000)
    expect(read.at(-1)).toEqual(['29999', '"Tom" Smith', '+37120029999'])
  })

  test('totals, the header once more, blank rows and remarks below are no rows', async () => {
    const text =
      'Имя;Телефон;Сумма;Когда\nАнна;+37120000001;1 200,50;05.06.26\n\nИмя;Телефон;Сумма;Когда\nБорис;+37120000002;300;06.06.26\nИТОГО;;1 500,50 руб.;\nТотал Иванов;+37120000003;5;07.06.26\n\nСумма платежей: 1500\n'
    const { lines, others } = await opened(text)
    expect(lines).toEqual([2, 5, 7])
    expect(others).toEqual([
      [3, 'empty'],
      [4, 'header_again'],
      [6, 'totals'],
      [8, 'empty'],
      [9, 'footer'],
    ])
  })

  test('a header of two rows has its groups before the names below them', async () => {
    const text =
      'Продажи;;;;;\nКонтрагент;;Документ;;Сумма;\nНаименование;Телефон;Номер;Дата;Без скидки;Со скидкой\nАнна;+37120000001;А-1;05.06.26;15;14\nБорис;+37120000002;А-2;06.06.26;20;20\n'
    const { headers, headerRow, rows } = await opened(text)
    expect(headers.slice(1, 6)).toEqual([
      'Контрагент Телефон',
      'Документ Номер',
      'Документ Дата',
      'Сумма Без скидки',
      'Сумма Со скидкой',
    ])
    expect([headerRow, rows.length]).toEqual([3, 2])
  })

  test('a first row of words below a header with a gap is a row', async () => {
    const { headers, rows } = await opened('Имя;;Телефон\nАнна;Рига;нет\nБорис;Рига;+37120000002\n')
    expect([headers[0], rows.length]).toEqual(['Имя', 2])
  })

  test('whoever is called Total is a person', async () => {
    const text = 'name;phone\nAnna;+37120000001\nTotal;+37120000002\nTotal;37120000003\nTotal;12.50\n'
    const { rows, others } = await opened(text)
    expect(rows.length).toBe(3)
    expect(others).toEqual([[5, 'totals']])
  })

  test('a header may name days, as in a list of who came when', async () => {
    const { headers, rows } = await opened(
      'Клиент;Телефон;01.11.2026;02.11.2026\nАнна;89160000001;1500;\nБорис;89160000002;;300\n',
    )
    expect([headers, rows.length]).toEqual([['Клиент', 'Телефон', '01.11.2026', '02.11.2026'], 2])
  })

  test('what stands beyond the names of columns is no other row, where rows are cut as the header is', async () => {
    const { rows } = await opened('id;city;phone;\n1;Riga;+37120000001;x\n2;Riga;+37120000002;\n')
    expect(rows.map(([id, , phone]) => [id, phone])).toEqual([
      ['1', '+37120000001'],
      ['2', '+37120000002'],
    ])
  })

  test('a row with more cells than the header has is left out, for its cells may stand elsewhere', async () => {
    const { rows, others } = await opened(
      'id,city,phone\n1,Riga,+37120000001\n2,Riga, LV,+37120000002\n3,Riga,+37120000003,\n',
    )
    expect(rows.map(([id]) => id)).toEqual(['1', '3'])
    expect(others).toEqual([[3, 'too_many_cells']])
  })

  test('rows are numbered as a spreadsheet does', async () => {
    const { headerRow, lines } = await opened('sep=;\n\nid;note\n1;"a\nb\nc"\n2;x\n')
    expect([headerRow, lines]).toEqual([3, [4, 5]])
  })

  test.each<[string, string | Uint8Array, [string, object]]>([
    ['nothing', '', ['file_empty', {}]],
    ['blanks', ' \r\n \n', ['file_empty', {}]],
    ['a header only', 'id;name;phone\n', ['file_no_rows', {}]],
    ['a header and blank rows', `id;name;phone\n${';;\n'.repeat(500)}`, ['file_no_rows', {}]],
    [
      'ten thousand columns',
      `${Array.from({ length: 10_000 }, (_none, i) => `c${i}`).join(',')}\n${'1,'.repeat(9_999)}1\n`,
      ['file_too_wide', { limit: 1_000 }],
    ],
    [
      'ten thousand columns, and many signs',
      `${Array.from({ length: 10_000 }, (_none, i) => `column ${i} ${'x'.repeat(150)}`).join(',')}\n`,
      ['file_too_wide', { limit: 1_000 }],
    ],
    ['one endless line', 'word '.repeat(300_000), ['file_not_a_table', { kind: 'text' }]],
    [
      'noise',
      Buffer.from(Array.from({ length: 5_000 }, (_none, i) => (i * 89 + (i >> 3)) % 256)),
      ['file_not_a_table', { kind: 'binary' }],
    ],
    ['zero bytes only', Buffer.alloc(5_000), ['file_not_a_table', { kind: 'binary' }]],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), ['file_not_a_table', { kind: 'picture' }]],
    ['a PDF', '%PDF-1.7\n1 0 obj', ['file_not_a_table', { kind: 'pdf' }]],
    ['an archive', Buffer.from('526172211a0700', 'hex'), ['file_not_a_table', { kind: 'archive' }]],
  ])('is refused with one sentence: %s', async (_name, bytes, expected) => {
    expect(await refusal(bytes)).toEqual(expected)
  })

  test('comes to the same rows wherever it is cut', async () => {
    const cell = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('a"b', 'x;y', 'one\ntwo', '', ' ', 'й'))
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(table, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), async (rows, cuts) => {
        const clean = rows.map(cells => cells.map(written => written.replace(/\r/g, '')))
        const text = `sep=;\n${Papa.unparse(clean, { delimiter: ';', quotes: true, newline: '\r\n' })}\r\n`
        const { rows: read } = await readDelimited(pieces(text, cuts))
        const all = []
        for await (const some of read) all.push(...some.map(({ cells }) => cells))
        expect(all).toEqual(clean)
      }),
      { numRuns: 200, seed: 10 },
    )
  })
})

async function* pieces(text: string, cuts: readonly number[]): AsyncGenerator<string> {
  for (let at = 0, i = 0; at < text.length; i += 1) {
    const length = cuts[i % cuts.length] ?? 1
    yield text.slice(at, at + length)
    at += length
  }
}

describe('the encoding of a file', () => {
  test.each<[string, Uint8Array, string]>([
    ['UTF-8', Buffer.from(people), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${people}`), 'utf-8'],
    ['UTF-16 LE with its mark', encode(`\ufeff${people}`, 'utf-16le'), 'utf-16le'],
    ['UTF-16 BE with its mark', encode(`\ufeff${people}`, 'utf-16be'), 'utf-16be'],
    ['UTF-16 LE without', encode(people, 'utf-16le'), 'utf-16le'],
    ['UTF-16 BE without', encode(people, 'utf-16be'), 'utf-16be'],
  ])('%s is certain', async (_name, bytes, encoding) => {
    const table = await opened(bytes)
    expect(table).toMatchObject({ encoding, certain: true, candidates: [], rows: [ANNA, BORIS] })
    expect(table.headers[0]).toBe('Имя')
  })

  const french =
    'Nom;Téléphone;Ville\nHélène Lefèvre;+33 6 12 34 56 78;Besançon\nZoë Müller;+33 6 98 76 54 32;Nîmes – café €\n'
  const polish = 'Imię;Telefon;Miasto\nŁukasz Wiśniewski;+48 600 000 001;Kraków\nZażółć Gęślą;+48 600 000 002;Łódź\n'
  const turkish =
    'İsim;Telefon;Şehir\nÇağrı Yıldız;+90 532 000 00 01;Eskişehir\nGülşah Öztürk;+90 532 000 00 02;Muğla\n'
  const ukrainian =
    'Ім’я;Телефон;Місто\nЇжакевич Євген;+380 50 000 00 01;Київ\nІрина Ґудзь;+380 50 000 00 02;Чернівці\n'
  const latvian = 'Vārds;Tālrunis;Pilsēta\nJānis Bērziņš;+371 20 000 001;Rīga\nĶērsta Ģēģere;+371 20 000 002;Jūrmala\n'
  test.each([
    ['windows-1251', people],
    ['windows-1251', ukrainian],
    ['koi8-r', people],
    ['koi8-u', ukrainian.replace('’', "'")],
    ['ibm866', people],
    ['x-mac-cyrillic', people],
    ['iso-8859-5', people],
    ['windows-1252', french],
    ['windows-1250', polish],
    ['windows-1254', turkish],
    ['windows-1257', latvian],
    ['macintosh', french],
  ] as const)('%s is a guess that is shown', async (encoding, text) => {
    const { rows, headers, ...found } = await opened(encode(text, encoding))
    const expected = text
      .trim()
      .split(/\r?\n/)
      .map(line => line.split(';'))
    expect([headers, ...rows]).toEqual(expected)
    expect(found.certain).toBe(false)
    expect(found.candidates.length).toBeGreaterThan(1)
    expect(found.candidates[0]?.samples.length).toBeGreaterThanOrEqual(1)
    expect(found.candidates[0]?.samples.every(cell => text.includes(cell))).toBe(true)
  })

  test('what somebody chose is certain', async () => {
    const table = await opened(encode(people, 'koi8-r'), { encoding: 'koi8-r' })
    expect(table).toMatchObject({ encoding: 'koi8-r', certain: true, rows: [ANNA, BORIS] })
  })

  test('a stray broken byte makes no other encoding of UTF-8', async () => {
    const text = Buffer.concat([
      Buffer.from(people.repeat(3)),
      Buffer.from([0xd0]),
      Buffer.from('Ева;+37120000009;Рига\n'),
    ])
    expect(await opened(text)).toMatchObject({ encoding: 'utf-8', certain: false })
  })
})
