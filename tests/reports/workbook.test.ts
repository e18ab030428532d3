import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre'
import { expect, onTestFinished, test } from 'vitest'
import type { Cell } from '../../src/reports/export/csv.js'
import { smallTable } from '../../src/reports/export/table.js'
import { writeWorkbook } from '../../src/reports/export/workbook.js'

/** What another reader of workbooks finds in one that we write. */
async function written(tables: { name: string; headers: string[]; rows: Cell[][] }[], most?: number) {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'a.xlsx')
  const made = tables.map(({ name, headers, rows }) => smallTable(name, headers, () => rows))
  await writeWorkbook(path, made, undefined, ...(most === undefined ? [] : [most]))
  const { sheets } = await readXlsx(readFileSync(path))
  return sheets.map(({ name, rows }) => ({ name, rows }))
}

test('has a sheet for each table; texts are texts, whatever they look like', async () => {
  const cells = ['=1+1', '+37120000001', '<a> & "b"', ' room ', 'one\ntwo', '_x0041_', 'Ёж 👩‍👩‍👧', '']
  const sheets = await written([
    { name: 'By broadcast', headers: ['name', 'n'], rows: cells.map((cell, i) => [cell, i + 0.25]) },
    { name: 'Empty', headers: ['a', 'b'], rows: [] },
  ])
  expect(sheets.map(({ name }) => name)).toEqual(['By broadcast', 'Empty'])
  expect(sheets[0]?.rows).toEqual([['name', 'n'], ...cells.map((cell, i) => [cell, i + 0.25])])
  expect(sheets[1]?.rows).toEqual([['a', 'b']])
})

test('names that Excel does not take, and the same one twice, become names that it takes', async () => {
  const names = ['a/b:c', "'quoted'", 'x'.repeat(40), 'X'.repeat(40), '', 'Results', 'results']
  const sheets = await written(names.map(name => ({ name, headers: ['h'], rows: [] })))
  const found = sheets.map(({ name }) => name)
  expect(found).toEqual(['a b c', 'quoted', 'x'.repeat(31), `${'X'.repeat(29)} 2`, 'Sheet', 'Results', 'results 2'])
})

test('what no file may hold is left out, and what is too long is cut', async () => {
  const rows = [['a\u0000b\u0008c'], ['\ud800'], ['é'.repeat(40_000)]]
  const [sheet] = await written([{ name: 's', headers: ['h'], rows }])
  expect(sheet?.rows.slice(1)).toEqual([['abc'], ['\ufffd'], ['é'.repeat(32_767)]])
})

test('a table of more rows than a sheet takes goes on in another one', async () => {
  const rows = Array.from({ length: 25 }, (_, i) => [i])
  const sheets = await written([{ name: 'Many', headers: ['n'], rows }], 11)
  expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
    ['Many', 11],
    ['Many 2', 11],
    ['Many 3', 6],
  ])
  expect(sheets.flatMap(({ rows }) => rows.slice(1))).toEqual(rows)
  const exact = await written([{ name: 'Full', headers: ['n'], rows: rows.slice(0, 10) }], 11)
  expect(exact).toHaveLength(1)
})
