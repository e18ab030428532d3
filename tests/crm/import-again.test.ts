import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { filesOf } from '../../src/crm/import/folder.js'
import { temporaryDb } from '../support/db.js'
import { AT, dropFile, OWNER } from './import.fixture.js'

test('rows that stayed out come back as a file of the same shape; mended and dropped again they come in', async () => {
  const db = await temporaryDb()
  const names = ['Anna', 'Ben', 'Clara', 'Дмитрий', 'Eva', 'Filip', 'Greta', 'Hugo']
  const rows = names.map((name, i) => `${200_000_001 + i};${name};+3712000000${i};active;2024-05-0${i + 1};${36 + i}`)
  const wrong = ['abc;"=1+1";;active;2024-05-09;40', '200000001;Anna twice;;active;2024-05-09;41']
  const text = ['telegram_id;first_name;phone;status;subscribed_at;size', ...rows, ...wrong, ''].join('\r\n')
  const first = await dropFile(db, text)
  expect(first.counts?.new).toBe(8)
  const leftOut = readFileSync(filesOf(db, first.id).leftOut, 'utf8')
  const [head, ...lines] = leftOut.trimEnd().split('\r\n')
  expect(head).toBe('\ufefftelegram_id;first_name;phone;status;subscribed_at;size;⟵ line;⟵ column;⟵ why')
  expect(lines[0]).toMatch(/^abc;'=1\+1;;active;2024-05-09;40;10;/)
  await first.imports.begin(first.id, { by: OWNER, ground: 'contract' }, AT)
  await first.imports.idle()
  const mended = leftOut.replace('abc', '200000099')
  const second = await dropFile(db, mended)
  expect(second.headers).toEqual(first.headers)
  await second.imports.begin(second.id, { by: OWNER, ground: 'contract' }, AT)
  await second.imports.idle()
  const came = db.sql('select first_name as name from subscribers where telegram_id = 200000099').all()
  expect(came).toEqual([{ name: '=1+1' }])
  expect(db.sql('select label, type from attributes where label is not null').all()).toEqual([
    { label: 'size', type: 'number' },
  ])
})
