import { describe, expect, test } from 'vitest'
import { readText } from '../../src/bot/lanes/download.js'
import { readEntries } from '../../src/segments/list/entry.js'

const list = 'Имя;Телефон;Telegram\r\nАнна;+371 20 000 001;@anna\r\nБорис;8 (912) 345-67-89;@boris\r\n'
const latin = 'name;phone\r\nAnna;+37120000001\r\n'
const little = (text: string) => Buffer.from(text, 'utf16le')
const big = (text: string) => little(text).swap16()
/** Cyrillic as Windows wrote it before Unicode. */
const windows = (text: string) =>
  Buffer.from(
    [...text].map(sign => {
      const code = sign.codePointAt(0) ?? 0
      return code < 0x80 ? code : code - 0x4_10 + 0xc0
    }),
  )
/** Bytes of every value on both sides of pairs, as in what is packed. */
const noise = Buffer.from(Array.from({ length: 600 }, (_none, i) => (i * 89) % 256))
const marked = (mark: number[], bytes: Buffer) => Buffer.concat([Buffer.from(mark), bytes])

describe('a file of people, as spreadsheets write it', () => {
  test.each<[string, Buffer, string]>([
    ['UTF-8', Buffer.from(list), list],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${list}`), list],
    ['UTF-16 LE with its mark', marked([0xff, 0xfe], little(list)), list],
    ['UTF-16 BE with its mark', marked([0xfe, 0xff], big(list)), list],
    ['UTF-16 LE without', little(list), list],
    ['UTF-16 BE without', big(list), list],
    ['UTF-16 LE without, Latin only', little(latin), latin],
    ['UTF-16 BE without, Latin only', big(latin), latin],
    ['Windows-1251', windows(list), list],
    ['ASCII', Buffer.from(latin), latin],
  ])('%s', async (_name, bytes, expected) => {
    expect(readText(bytes)).toBe(expected)
    expect(await readEntries(readText(bytes) ?? '')).toEqual(await readEntries(expected))
  })

  test.each<[string, Buffer]>([
    ['a picture', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), noise])],
    ['a workbook', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(20), Buffer.from('xl/workbook.xml')])],
  ])('%s is no text', (_name, bytes) => {
    expect(readText(bytes)).toBeNull()
  })
})
