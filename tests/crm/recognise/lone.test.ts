import { expect, test } from 'vitest'
import { createProfiler } from '../../../src/crm/recognise/column/profiler.js'
import { recognise } from '../../../src/crm/recognise/recognise.js'
import { opened } from '../table/opened.js'

async function look(text: string, country: string) {
  const { headers, rows } = await opened(text)
  const profiler = createProfiler(headers, country)
  for (const [at, row] of rows.entries()) profiler.add(at + 1, row)
  const { mapping, verdict } = recognise(profiler.done(), { country, currency: null })
  return { rows: rows.length, kind: mapping.kind, by: Object.keys(mapping.roles).sort().join(' '), verdict }
}

test.each<[string, string, number, string]>([
  ['ids, one of them cut short', '700000001\n700000003\n999', 3, 'telegram_id'],
  ['one id', '700000002', 1, 'telegram_id'],
  ['ids with words among them', '700000001\nпривет\n700000003', 3, 'telegram_id'],
  ['ids with words at the end', `${'700000001\n'.repeat(9)}нет такого`, 10, 'telegram_id'],
  ['ids, half of it junk', '700000001\n700000003\nx\ny', 4, 'telegram_id'],
  ['ids under a word', 'VIP\n700000001\n700000003', 2, 'telegram_id'],
  ['ids under id', 'id\n700000001\n700000003\n999', 3, 'telegram_id'],
  ['ids in one line', '700000001, 700000003, 700000005', 3, 'telegram_id'],
  ['ids and a group', '700000001\n-1001234567890\n700000003', 3, 'telegram_id'],
  ['ids that follow one another', '700000001\n700000002\n700000003\n700000004\n700000005\n700000006', 6, 'telegram_id'],
  ['links to people', 'tg://user?id=700000001\ntg://openmessage?user_id=700000003', 2, 'telegram_id'],
  ['phones with a word among them', '+371 20 000 001\nнет\n+37120000003', 3, 'phone'],
  ['usernames', '@anna_p\n@vera', 2, 'username'],
  ['usernames without @', 'anna_p\nvera_o\ngleb77', 3, 'username'],
  ['links of usernames', 'https://t.me/anna_p\nt.me/vera', 2, 'username'],
  ['usernames under their header', 'юзернейм\nanna_p', 1, 'username'],
  ['names', 'Анна Петрова\nBob Smith\nВера Орлова-Кац', 3, 'full_name'],
  ['each in another way', '@anna_p\n700000003\n+37120000001\n700000005', 4, 'phone telegram_id username'],
])('%s are a list', async (_name, text, rows, by) => {
  expect(await look(text, 'LV')).toMatchObject({ kind: 'list', rows, by, verdict: { kind: 'accepted' } })
})

test.each<[string, string, object]>([
  ['ids, mostly junk', '700000001\nx\ny\nz', { why: 'no_people' }],
  ['groups', '-1001234567890\n-1001234567891', { why: 'groups' }],
  ['words', 'Hello there.\nHow are you?', { why: 'no_people' }],
  ['given names, of which there are hundreds', 'Анна\nБорис\nВера', { why: 'no_people' }],
  ['days', '2026-01-01\n2026-01-02', { why: 'no_people' }],
  ['prices', '100\n200\n350', { why: 'no_people' }],
  ['numbers in a row', '1\n2\n3\n4', { why: 'no_people' }],
  ['sums', 'Сумма\n1500000\n2300000', { why: 'no_people' }],
])('%s are none', async (_name, text, verdict) => {
  expect(await look(text, 'LV')).toMatchObject({ kind: 'none', verdict })
})
