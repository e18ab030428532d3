import { describe, expect, test } from 'vitest'
import { rowsOfBytes, rowsOfText } from '../../../src/crm/table/pasted.js'
import { encode } from './encodings.js'

const list = 'Имя;Телефон;Telegram\r\nАнна;+371 20 000 001;@anna\r\n\r\nБорис;8 (912) 345-67-89;@boris\r\n'
const latin = 'name;phone\r\nAnna;+37120000001\r\n'
/** Bytes of every value on both sides of pairs, as in what is packed. */
const noise = Buffer.from(Array.from({ length: 600 }, (_none, i) => (i * 89) % 256))

describe('a small file of people, as spreadsheets write it', () => {
  test.each<[string, Uint8Array, string]>([
    ['UTF-8', Buffer.from(list), list],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${list}`), list],
    ['UTF-16 LE with its mark', encode(`\uFEFF${list}`, 'utf-16le'), list],
    ['UTF-16 BE without', encode(list, 'utf-16be'), list],
    ['UTF-16 LE without, Latin only', encode(latin, 'utf-16le'), latin],
    ['UTF-16 BE without, Latin only', encode(latin, 'utf-16be'), latin],
    ['Windows-1251', encode(list, 'windows-1251'), list],
    ['ASCII', Buffer.from(latin), latin],
  ])('%s', async (_name, bytes, text) => {
    const expected = text
      .split('\r\n')
      .flatMap((line, i) => (line === '' ? [] : [{ line: i + 1, cells: line.split(';') }]))
    expect(await rowsOfBytes(bytes)).toEqual(expected)
    expect(await rowsOfText(text)).toEqual(expected)
  })

  test.each<[string, Buffer]>([
    ['a picture', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), noise])],
    ['a workbook', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(20), Buffer.from('xl/workbook.xml')])],
    ['noise', noise],
  ])('%s is no text', async (_name, bytes) => {
    expect(await rowsOfBytes(bytes)).toBeNull()
  })
})
