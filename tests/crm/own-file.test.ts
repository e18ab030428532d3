import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CONSENT_HEADERS,
  FIELD_HEADERS,
  fieldHeader,
  fieldOf,
  guardCell,
  LIST_HEADERS,
  ownKind,
  PEOPLE_HEADERS,
  SEGMENT_HEADERS,
  unguardCell,
} from '../../src/crm/own-file.js'

describe('a cell that no spreadsheet runs', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+cmd|calc', "'+cmd|calc"],
    ['-1+2', "'-1+2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['＝1+1', "'＝1+1"],
    ['+37120000000', '+37120000000'],
    ['-12.50', '-12.50'],
    ["'t Hooft", "'t Hooft"],
    ["'=1", "''=1"],
    ['Anna', 'Anna'],
    ['', ''],
  ])('%j is written as %j and read back', (cell, written) => {
    expect(guardCell(cell)).toBe(written)
    expect(unguardCell(written)).toBe(cell)
  })

  const cell = fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', "'", '\t', '\r', '\n', '＋', '1', '7', '.', 'a', ' '),
  })
  test('whatever it says, nothing but a number begins like a formula, and what it said comes back', () => {
    fc.assert(
      fc.property(cell, said => {
        const written = guardCell(said)
        expect(unguardCell(written)).toBe(said)
        expect(/^[=+\-@\t\r\n＋]/.test(written)).toBe(/^[+-]\d+(?:[.,]\d+)?$/.test(said))
      }),
      { numRuns: 2_000 },
    )
  })
})

test.each([
  [PEOPLE_HEADERS, 'people'],
  [LIST_HEADERS, 'list'],
  [SEGMENT_HEADERS, 'segments'],
  [FIELD_HEADERS, 'fields'],
  [CONSENT_HEADERS, 'consent'],
  [['telegram_id', 'segcast_person'], null],
  [[], null],
] as const)('%j is known as %j', (headers, kind) => {
  expect(ownKind(headers)).toBe(kind)
})

test('a column of a field holds its name', () => {
  expect(fieldOf(fieldHeader('Размер: ноги'))).toBe('Размер: ноги')
  expect(fieldOf('telegram_id')).toBeNull()
})
