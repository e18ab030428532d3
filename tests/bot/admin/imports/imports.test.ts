import { expect, test, vi } from 'vitest'
import { stage } from '../stage.js'
import { drop, until } from './dropped.js'

// Files are read in processes of their own, which take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const AT = Date.UTC(2026, 10, 24, 7)

const PEOPLE = [
  'id;platform_id;username;first_name;last_name;status;created_at;tags;city;phone',
  '1;700000001;anna_p;Анна;Петрова;active;2025-03-01 10:00:00;VIP, обувь;Рига;+37120000001',
  '2;700000002;;Борис;;unsubscribed;2025-04-01 10:00:00;обувь;Москва;',
  '3;700000003;vera;Вера;Орлова;active;2025-05-01 10:00:00;;Рига;+37120000003',
  '4;-100123;group;Группа;;active;2025-05-01 10:00:00;;;',
  '5;не знаю;;Глеб;;active;2025-05-01 10:00:00;;;',
].join('\r\n')

test('an owner moves the people of another bot in with two taps, and undoes it', async () => {
  const s = await stage({ at: AT })
  await drop(s.ada, PEOPLE, 'contacts.csv')
  await until(s, s.ada, 'I vouch')
  expect(await s.ada.press('✅ Move in')).toContain('First tick')
  await s.ada.walk('🔧 Columns')
  for (const [typed, part] of [
    ['name = first_name, phone = Handy', 'Handy'],
    ['shoe size = city', 'shoe size'],
  ] as const) {
    await s.ada.send(typed)
    expect(s.ada.plain()).toContain(`I do not know “${part}”`)
  }
  await s.ada.send('/import')
  await s.ada.walk(s.ada.labels().find(label => label.includes('contacts.csv')) ?? '')
  await s.ada.walk('☐ I vouch for them', '✅ Move in')
  await until(s, s.ada, 'moved in')
  const people = s.db
    .sql<{ id: number; status: string }>('select telegram_id as id, status from subscribers order by 1')
    .all()
  expect(people).toEqual([
    { id: 700000001, status: 'active' },
    { id: 700000002, status: 'unsubscribed' },
    { id: 700000003, status: 'active' },
  ])
  await s.ada.walk('↩️ Undo import')
  await s.ada.walk('↩️ Undo import')
  await until(s, s.ada, 'all is as it was')
  expect(s.db.sql<{ n: number }>('select count(*) as n from subscribers').get()?.n).toBe(0)
})

test('a list of ids becomes a list, then joins one, then sets a field', async () => {
  const s = await stage({ at: AT })
  await drop(s.ada, PEOPLE, 'contacts.csv')
  await until(s, s.ada, 'I vouch')
  await s.ada.walk('☐ I vouch for them', '✅ Move in')
  await until(s, s.ada, 'moved in')
  await drop(s.ada, '700000001\n700000003\n700000999', 'vip.txt')
  await until(s, s.ada, 'What is it?')
  expect(s.ada.plain()).toContain('3 lines, 2 people found (1 unknown).')
  await s.ada.walk('📋 A new list')
  expect(s.ada.plain()).toContain('vip')
  await drop(s.ada, '700000002', 'one.txt')
  await until(s, s.ada, 'What is it?')
  await s.ada.walk('➕ Add to a list', 'vip')
  await s.ada.press('➕ Add 1')
  const members = s.db.sql<{ n: number }>('select count(*) as n from segment_members').get()
  expect(members?.n).toBe(3)
  // A table is no answer to a card that asks for words, and two of an album are two files.
  await drop(s.ada, '700000001', 'born.txt')
  await until(s, s.ada, 'What is it?')
  await s.ada.walk('🏷 Set a field', 'Birthday')
  const shown = s.ada.shown().length
  for (const name of ['@anna_p', '@vera'])
    await s.ada.sends(person => person.sendDocument({ bytes: Buffer.from(name), name: `${name}.txt`, album: '9' }))
  await until(s, s.ada, 'What is it?')
  expect(s.ada.shown().length - shown).toBe(2)
  await s.ada.walk('🏷 Set a field', 'Birthday')
  await s.ada.send('soon')
  expect(s.ada.plain()).toContain('cannot hold that')
  await s.ada.send('01.02.1990')
  expect(s.ada.plain()).toContain('Birthday is set for 1 person.')
  const born = () => s.db.sql(`select shown from attribute_values where shown like '%1990%'`).all().length
  await s.ada.walk(s.ada.labels().find(label => label.includes('@vera')) ?? '')
  await until(s, s.ada, '↩️')
  expect(born()).toBe(1)
  await s.ada.walk('↩️ Undo import')
  await s.ada.walk('↩️ Undo import')
  await until(s, s.ada, 'all is as it was')
  expect(born()).toBe(0)
})

test('a sentence says what is wrong with a file that is none, and nothing changes', async () => {
  const s = await stage({ at: AT })
  for (const [name, bytes, says] of [
    ['groups.txt', '-1001234567890\n-1001234567891', 'ids of groups'],
    ['notes.txt', 'Hello there.\nHow are you?', 'neither people nor orders'],
    ['book.xlsx', 'this is no workbook', ''],
  ] as const) {
    await s.ada.sends(person => person.sendDocument({ bytes: Buffer.from(bytes), name }))
    await until(s, s.ada, name)
    await until(s, s.ada, says)
    expect(s.ada.labels()).toContain('✖️ Leave it')
    await s.ada.press('✖️ Leave it')
    await until(s, s.ada, 'Nothing was changed')
  }
  expect(s.db.sql<{ n: number }>('select count(*) as n from subscribers').get()?.n).toBe(0)
})
