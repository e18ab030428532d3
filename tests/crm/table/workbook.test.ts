import { writeXlsx } from 'hucre'
import { describe, expect, test } from 'vitest'
import { excelDate, isDateFormat } from '../../../src/crm/table/excel-date.js'
import { textRow, workbook, workbookParts, zipped } from './made.js'
import { opened, refusal } from './opened.js'

const rows = (...cells: string[][]) => cells.map((row, i) => textRow(i + 1, row)).join('')
const PEOPLE = rows(['id', 'Имя', 'Телефон'], ['7', 'Анна', '+37120000001'], ['8', 'Борис', '+37120000002'])

describe('a workbook', () => {
  test('is read by its cells: shared and own texts, numbers, days, results of formulas', async () => {
    const sheet = `
      <row r="2"><c r="B2" t="s"><v>0</v></c></row>
      <row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" t="s"><v>2</v></c><c r="C4" t="inlineStr"><is><r><t>Да</t></r><r><t>та</t></r></is></c><c r="D4" t="s"><v>3</v></c><c r="E4" t="s"><v>4</v></c></row>
      <row r="5"><c r="A5"><v>79161234567</v></c><c r="B5" t="str"><f>A1&amp;B1</f><v>Анна &amp; Ко</v></c><c r="C5" s="1"><v>45989.587037037036</v></c><c r="D5"><v>0.30000000000000004</v></c><c r="E5" t="b"><v>1</v></c></row>
      <row r="7"><c r="A7"><v>7.9161234568E10</v></c><c r="B7" t="s"><v>5</v></c><c r="C7" s="2"><v>45989</v></c><c r="D7"><v>1E-3</v></c><c r="E7" t="e"><v>#N/A</v></c></row>
      <row r="8"><c r="B8" s="1"/></row>`
    const strings = ['Выгрузка', 'Телефон', 'Имя', 'Сумма', 'Тест', 'one_x000D_\ntwo']
    const bytes = await workbook([{ name: 'Лист1', rows: sheet }], {
      strings,
      formats: ['dd.mm.yyyy hh:mm', '[$-419]d mmm yyyy;@'],
    })
    expect(await opened(bytes)).toMatchObject({
      container: 'xlsx',
      ...{ sheet: 'Лист1', sheets: ['Лист1'], headerRow: 4, encoding: null, delimiter: null },
      headers: ['Телефон', 'Имя', 'Дата', 'Сумма', 'Тест'],
      rows: [
        ['79161234567', 'Анна & Ко', '2025-11-28T14:05:20', '0.3', 'TRUE'],
        ['79161234568', 'one\ntwo', '2025-11-28', '0.001', '#N/A'],
      ],
      lines: [5, 7],
      dates: [2],
    })
  })

  test('of another hand comes to the same', async () => {
    const written = [
      ['id', 'Имя', 'Когда', 'Сумма'],
      [123456789, 'Анна', new Date('2026-11-28T00:00:00Z'), 1200.5],
      [987654321, 'Ёж <&> "x"', new Date('2026-11-28T14:05:00Z'), 0.1 + 0.2],
    ]
    const bytes = await writeXlsx({ sheets: [{ name: 'Sheet', rows: written }] })
    const table = await opened(bytes)
    expect([table.headers, ...table.rows]).toEqual([
      ['id', 'Имя', 'Когда', 'Сумма'],
      ['123456789', 'Анна', '2026-11-28', '1200.5'],
      ['987654321', 'Ёж <&> "x"', '2026-11-28T14:05:00', '0.3'],
    ])
  })

  test('of several sheets the one counts that has most rows and looks like a table; the others are named', async () => {
    const many = rows(['code', 'x'], ...Array.from({ length: 50 }, (_none, i) => [`word ${i}`, 'y']))
    const blank = Array.from({ length: 200 }, (_none, i) => `<row r="${i + 1}"><c r="A${i + 1}" s="0"/></row>`).join('')
    const sheets = [
      { name: 'Обложка', rows: rows(['Отчёт за ноябрь']) },
      { name: 'Пусто', rows: blank },
      { name: 'Люди', rows: PEOPLE },
      { name: 'Справочник', rows: many, state: 'hidden' },
    ]
    const bytes = await workbook(sheets)
    const table = await opened(bytes)
    expect([table.sheet, table.sheets, table.rows.length]).toEqual(['Люди', ['Обложка', 'Люди', 'Справочник'], 2])
    expect((await opened(bytes, { sheet: 'Справочник' })).rows.length).toBe(50)
  })

  test('sums by month in another sheet are not taken for the people, however many they are', async () => {
    const months = rows(['Месяц', 'Выручка'], ...Array.from({ length: 50 }, (_none, i) => [`${i}`, '1234567']))
    const table = await opened(
      await workbook([
        { name: 'Итоги', rows: months },
        { name: 'Люди', rows: PEOPLE },
      ]),
    )
    expect([table.sheet, table.sheets]).toEqual(['Люди', ['Итоги', 'Люди']])
  })

  test('a cell far to the right of one row is no column', async () => {
    const stray = PEOPLE.replace('</row>', '<c r="XFD1" s="3"/></row>')
    expect((await opened(await workbook([{ name: 'a', rows: stray }]))).headers.length).toBe(3)
    const remark = PEOPLE.replace(/<\/row>$/, '<c r="XFD3" t="inlineStr"><is><t>!</t></is></c></row>')
    const { headers, others } = await opened(await workbook([{ name: 'a', rows: remark }]))
    expect([headers.length, others]).toEqual([3, [[3, 'too_many_cells']]])
  })

  test('days since 1904, and names of parts as careless writers have them', async () => {
    const sheet = `${textRow(1, ['Телефон', 'Когда'])}<row><c t="inlineStr"><is><t>+37120000001</t></is></c><c s="1"><v>44527</v></c></row>`
    const parts = workbookParts([{ name: 'a', rows: sheet }], { since1904: true, formats: ['yyyy-mm-dd'] })
    const careless = Object.fromEntries(
      Object.entries(parts).map(([name, xml]) => [name.replace('sharedStrings', 'SharedStrings'), xml]),
    )
    expect((await opened(await zipped(careless))).rows).toEqual([['+37120000001', '2025-11-28']])
  })

  test.each<[number, string | undefined, boolean]>([
    [14, undefined, true],
    [0, undefined, false],
    [4, undefined, false],
    [164, 'dd.mm.yyyy', true],
    [164, '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', true],
    [164, '#,##0.00\\ "руб."', false],
    [164, '[Red]#,##0', false],
    [164, '"день" 0', false],
    [164, '[h]:mm:ss', false],
    [164, 'General', false],
    [164, '0.00E+00', false],
    [164, 'h:mm AM/PM', true],
  ])('format %d %s shows a day: %s', (id, code, expected) => {
    expect(isDateFormat(id, code)).toBe(expected)
  })

  test.each<[number, boolean, string | null]>([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [61, false, '1900-03-01'],
    [0.5, false, '12:00:00'],
    [45989.999999, false, '2025-11-29'],
    [0, true, '00:00:00'],
    [2_958_465, false, '9999-12-31'],
    [-1, false, null],
    [79_161_234_567, false, null],
    [Number.NaN, false, null],
  ])('the number %d is the day %3$s', (serial, since1904, expected) => {
    expect(excelDate(serial, since1904)).toBe(expected)
  })
})

describe('a zip', () => {
  const parts = workbookParts([{ name: 'a', rows: PEOPLE }])

  test.each<[string, Record<string, string | Buffer>, [string, object]]>([
    ['other files', { 'people.csv': 'id;name\n1;Anna' }, ['file_not_a_table', { kind: 'archive' }]],
    ['a text document', { 'word/document.xml': '<w/>', '_rels/.rels': '' }, ['file_not_a_table', { kind: 'document' }]],
    [
      'a spreadsheet of LibreOffice',
      { mimetype: 'x', 'content.xml': '<o/>' },
      ['file_not_a_table', { kind: 'spreadsheet' }],
    ],
    [
      'a binary workbook',
      { ...parts, 'xl/workbook.bin': 'x', '_rels/.rels': parts['_rels/.rels']?.replace('.xml', '.bin') ?? '' },
      ['file_not_a_table', { kind: 'spreadsheet' }],
    ],
    ['no sheets', { ...parts, 'xl/workbook.xml': '<workbook/>' }, ['file_no_rows', {}]],
    ['an empty sheet', { ...parts, 'xl/worksheets/sheet1.xml': '<worksheet/>' }, ['file_no_rows', {}]],
    ['nothing', {}, ['file_not_a_table', { kind: 'archive' }]],
    [
      '1,001 parts',
      Object.fromEntries(Array.from({ length: 1_001 }, (_none, i) => [`${i}.xml`, ''])),
      ['file_bomb', { what: 'entries' }],
    ],
    [
      'a part that unpacks to 400 times its size',
      { ...parts, 'xl/worksheets/sheet1.xml': Buffer.alloc(2_500_000, ' ') },
      ['file_bomb', { what: 'ratio' }],
    ],
    ['zeroes beside', { ...parts, 'xl/media/x.png': Buffer.alloc(2_500_000) }, ['file_bomb', { what: 'ratio' }]],
  ])('of %s is refused', async (_name, content, expected) => {
    expect(await refusal(await zipped(content))).toEqual(expected)
  })

  test('that is no zip, that is cut off, or whose parts are broken', async () => {
    const bytes = await zipped(parts)
    expect(await refusal(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(3_000, 7)]))).toEqual([
      'file_broken',
      {},
    ])
    expect(await refusal(bytes.subarray(0, bytes.length - 30))).toEqual(['file_broken', {}])
    const broken = Buffer.from(bytes)
    broken.fill(0xff, 60, 200)
    expect((await refusal(broken))?.[0]).toMatch(/file_broken|file_no_rows/)
  })

  test('that lies about its sizes is stopped by what really comes out', async () => {
    const blank = `<row r="9">${' '.repeat(2_000_000)}</row>`
    const bytes = await zipped(workbookParts([{ name: 'a', rows: PEOPLE + blank }]))
    // The sizes that the directory tells, of every part.
    for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 1))
      bytes.writeUInt32LE(9, at + 24)
    expect(await refusal(bytes)).toEqual(['file_bomb', { what: 'ratio' }])
  })

  test('old Excel, and a password', async () => {
    const ole = (name: string) =>
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(600),
        Buffer.from(name, 'utf16le'),
        Buffer.alloc(600),
      ])
    expect(await refusal(ole('Workbook'))).toEqual(['file_old_excel', {}])
    expect(await refusal(ole('EncryptedPackage'))).toEqual(['file_locked', {}])
    expect(await refusal(ole('WordDocument'))).toEqual(['file_not_a_table', { kind: 'document' }])
  })
})
