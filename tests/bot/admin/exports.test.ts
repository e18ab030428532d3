import { readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exports } from '../../../src/bot/admin/exports/addresses.js'
import { imports } from '../../../src/bot/admin/imports/addresses.js'
import { downloadFile } from '../../../src/bot/lanes/download.js'
import { listActs } from '../../../src/bot/team/audit.js'
import { PATIENCE_MS } from '../../../src/sandbox/emulator/patience.js'
import { createSegment } from '../../../src/segments/segment.js'
import { texts } from '../../../src/text/index.js'
import { until } from '../../support/product.js'
import { unzip } from '../../support/unzip.js'
import { GB } from './door.js'
import { ADMIN, addPerson, NOW, stage } from './segments/stage.js'

const t = texts('en').exportCards

/** Files of an export that lie beside the database. */
function left(path: string): string[] {
  return readdirSync(dirname(path)).filter(name => name.startsWith(`${basename(path)}.scratch-`))
}

/** Nothing is being made any more, and what it came to is kept. */
async function over(s: Awaited<ReturnType<typeof stage>>): Promise<void> {
  await until(() => s.door().works.exports.far(ADMIN) === undefined, 'the end of it')
  await until(
    () => s.db.sql(`select 1 from settings where key = 'export' and value ->> '$.state' <> 'running'`).get(),
    'its end',
  )
}

async function arrived(s: Awaited<ReturnType<typeof stage>>, files: number) {
  const sent = () => s.admin.messages().filter(({ document, from }) => from.is_bot && document !== undefined)
  await s.emulator.waitFor(() => sent().length === files, PATIENCE_MS, 'the files')
  await over(s)
  return sent()
}

test('an owner takes everything out by one button, once, and it is written down', async () => {
  const s = await stage()
  for (let i = 0; i < 3; i++) addPerson(s.db)
  await s.send('/settings')
  await s.walk('🔒 People’s data', '📦 Export everything')
  expect(s.text()).toContain('No keys, no tokens')
  const asked = s.lastId()
  const old = s.labels()
  await s.press(t.start)
  // The same press again makes no second one.
  await s.forge(exports.start.data({ generation: 0 }), asked)
  const [file] = await arrived(s, 1)
  expect(old).toEqual([t.start, texts('en').admin.back])
  expect(file?.document?.file_name).toBe('segcast-2026-11-24.zip')
  const files = await unzip((await downloadFile(s.door().api, file?.document?.file_id ?? '', GB)) ?? Buffer.alloc(0))
  expect(files.get('people.csv')?.toString('utf8').trim().split('\r\n')).toHaveLength(4)
  await s.forge(exports.progress.data({}), asked)
  expect(s.admin.messages().find(({ message_id }) => message_id === asked)?.text).toContain(
    '1 file below, with 3 people',
  )
  const { acts } = listActs(s.db, null, { offset: 0, limit: 9 })
  expect(acts.map(({ admin, address }) => [admin, address.split(':')[0]])).toEqual([[ADMIN, 'xp.start']])
  expect(left(s.db.path)).toEqual([])
  expect(s.refused()).toEqual([])
})

test('nobody but an owner does, and a full disk is not written to', async () => {
  const s = await stage()
  s.db.sql(`insert into admins (telegram_id, role, name, created_at) values (77, 'marketer', 'Nina', 0)`).run()
  const nina = s.hand(s.emulator.user({ id: 77, firstName: 'Nina', language: 'en' }))
  nina.person.start()
  await nina.send('/admin')
  for (const data of [exports.home.data({}), exports.start.data({ generation: 0 })])
    expect(await nina.forge(data)).toBe(texts('en').teamCards.onlyOwners)
  s.world.room = { free: 1, low: true }
  await s.send('/settings')
  await s.forge(exports.home.data({}))
  expect(await s.press(t.start)).toBe(t.noRoom)
  expect([left(s.db.path), s.db.sql('select 1 from audit_log').all()]).toEqual([[], []])
})

test('what is stopped, fails or dies leaves nothing, and the card says so', async () => {
  const s = await stage()
  addPerson(s.db)
  await s.send('/settings')
  await s.forge(exports.home.data({}))
  const { clear } = s.emulator.fault({ kind: 'error', methods: ['sendDocument'] })
  await s.press(t.start)
  await over(s)
  await s.forge(exports.progress.data({}))
  expect(s.text()).toBe(t.failed)
  clear()
  s.db.sql(`update settings set value = json_set(value, '$.state', 'running') where key = 'export'`).run()
  await s.forge(exports.progress.data({}))
  expect(s.text()).toBe(t.broken)
  expect(left(s.db.path)).toEqual([])
})

test('a list of people is also a file, which says for whom it was taken; an analyst’s has numbers', async () => {
  const s = await stage()
  for (let i = 0; i < 12; i++) addPerson(s.db, { source: 'fb' })
  createSegment(s.db, { name: 'From fb', criterion: { leaf: 'source', values: ['fb'] }, createdBy: ADMIN }, NOW)
  s.db.sql(`insert into admins (telegram_id, role, name, created_at) values (77, 'analyst', 'Nina', 0)`).run()
  const nina = s.hand(s.emulator.user({ id: 77, firstName: 'Nina', language: 'ru' }))
  nina.person.start()
  const take = async (hand: Pick<typeof nina, 'send' | 'walk' | 'press' | 'person'>, who: string, file: string) => {
    await hand.send('/segments')
    await hand.walk('From fb · 12', who)
    await hand.press(file)
    const [sent] = hand.person.messages().filter(({ document }) => document !== undefined)
    const bytes = await downloadFile(s.door().api, sent?.document?.file_id ?? '', GB)
    return { caption: sent?.caption, name: sent?.document?.file_name, text: bytes?.toString('utf8') ?? '' }
  }
  const owners = await take({ ...s, person: s.admin }, '👥 Who they are', t.file)
  expect(owners).toMatchObject({ caption: '📄 12 people', name: 'From-fb-2026-11-24.csv' })
  const [header = '', ...rows] = owners.text.trim().split('\r\n')
  expect([header.slice(0, 40), rows.length]).toEqual(['segcast_list,telegram_id,first_name,last', 12])
  const people = s.db
    .sql<{ name: string; id: number }>(
      `select first_name as name, telegram_id as id from subscribers where source = 'fb'`,
    )
    .all()
  for (const { name, id } of people) expect(owners.text).toContain(`From fb,${id},${name},`)

  const ru = texts('ru')
  const theirs = await take(nina, ru.segmentCards.who, ru.exportCards.file)
  expect(theirs.caption).toBe('📄 12 человек, под номерами, без имён')
  expect(theirs.text.split('\r\n')[0]).toContain('person;status;stopped')
  for (const { name, id } of people) {
    expect(theirs.text).not.toContain(String(id))
    expect(theirs.text).not.toContain(name)
  }
  const { acts } = listActs(s.db, null, { offset: 0, limit: 9 })
  expect(acts.map(({ admin, address, subject }) => [admin, address.split(':')[0], subject])).toEqual([
    [77, 'sg.whofile', 'segment:1'],
    [ADMIN, 'sg.whofile', 'segment:1'],
  ])
  expect([left(s.db.path), s.refused()]).toEqual([[], []])
})

describe('a file of ours that is dropped again', () => {
  const drop = (s: Awaited<ReturnType<typeof stage>>, text: string, name = 'segments.csv') => {
    s.admin.sendDocument({ bytes: Buffer.from(`\uFEFF${text}`), name })
    return s.settled()
  }

  test('brings segments and fields back, and says what cannot come', async () => {
    const s = await stage()
    await drop(
      s,
      'segcast_field,key,group,type,options,purpose\r\nSize,f9,personality,one_of,"S\nM",to fit\r\n',
      'fields.csv',
    )
    expect(s.text()).toBe('🗂 Fields: 1 new, 0 as before.')
    const rows = [
      'segcast_segment,sentence,language,people,kind,json',
      'Small,Size: S,en,4,rule,{}',
      'Премиум,premium: да,ru,4,rule,{}',
      'Odd,whatever that is,en,4,rule,{}',
      'Loyal,,en,4,list,{}',
    ]
    await drop(s, rows.join('\r\n'))
    expect(s.text()).toBe('👥 Segments: 2 new, 0 as before.\nLeft out: 1\n• Odd: I cannot read it here')
    await drop(s, rows.join('\r\n'))
    expect(s.text()).toContain('0 new, 2 as before')
    const { acts } = listActs(s.db, null, { offset: 0, limit: 9 })
    expect(acts.map(({ address }) => address)).toEqual(['back', 'back', 'back'])
    expect([s.drafts(), s.refused()]).toEqual([[], []])
  })

  test('brings lists and consent back, a few rows at a time', async () => {
    const s = await stage()
    const [one, two] = [addPerson(s.db), addPerson(s.db)]
    const id = (person: number) =>
      s.db.sql<{ id: number }>('select telegram_id as id from subscribers where id = ?').get(person)?.id
    createSegment(s.db, { name: 'Total', criterion: { leaf: 'premium', value: true }, createdBy: ADMIN }, NOW)
    const lists = ['segcast_list,telegram_id', `Loyal,${id(one)}`, `Loyal,${id(two)}`, 'Loyal,1', `Total,${id(one)}`]
    await drop(s, lists.join('\r\n'), 'lists.csv')
    expect(s.text()).toBe('📋 Lists: 2 new, 3 people in them; 1 are not in this bot.')
    const names = s.db.sql<{ name: string }>(`select name from segments where kind = 'list' order by name`).all()
    expect(names).toEqual([{ name: 'Loyal' }, { name: 'Total 2' }])
    await drop(s, lists.join('\r\n'), 'lists.csv')
    expect(s.text()).toContain('Lists: 0 new')
    const history = [
      'segcast_consent;telegram_id;at;source;why;wording;version;wording_language;words',
      `stop;${id(one)};2026-01-02T03:04:05.678Z;;too_many;;;;`,
      `nonsense;${id(one)};2026-01-02T03:04:05.678Z;;;;;;`,
    ]
    await drop(s, history.join('\r\n'), 'consent.csv')
    expect(s.text()).toBe('📜 What people agreed to: 1 new, 0 as before, 1 of people who are not in this bot.')
    await drop(s, history.join('\r\n'), 'consent.csv')
    expect(s.text()).toContain('0 new, 1 as before')
    expect(s.refused()).toEqual([])
  })

  test('asks what becomes of the people of one list, as of any list', async () => {
    const s = await stage()
    const id = s.db
      .sql<{ id: number }>('select telegram_id as id from subscribers where id = ?')
      .get(addPerson(s.db))?.id
    await drop(s, `segcast_list,telegram_id,first_name\r\nLoyal,${id},Anna\r\nLoyal,77,Boris\r\n`, 'Loyal.csv')
    expect(s.text()).toContain('Loyal.csv')
    const card = s.lastId()
    const shown = () => s.admin.messages().find(({ message_id }) => message_id === card)
    const labels = () => (shown()?.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text)
    for (let looks = 0; looks < 1_000 && !labels().includes(texts('en').importCards.keys.newList); looks++)
      await s.forge(imports.open.data({ id: 1 }), card)
    expect(labels()).toContain(texts('en').importCards.keys.newList)
    expect(shown()?.text).toContain('1 person')
    expect(s.db.sql('select 1 from segments').all()).toEqual([])
  })

  test('brings people in by the import, which knows the file for one of ours', async () => {
    const s = await stage()
    const rows = [
      ['segcast_person', 'telegram_id', 'first_name', 'status', 'stopped', 'reachable', 'subscribed_at', 'field: Size'],
      [1, 7001, 'Anna', 'active', 'no', 'yes', '2026-01-02T03:04:05.678Z', 'M'],
      [2, 7002, "'=1+1", 'blocked', 'yes', 'no', '2026-01-02T03:04:05.678Z', ''],
    ]
    await drop(s, rows.map(row => row.join(',')).join('\r\n'), 'people.csv')
    const card = s.lastId()
    const shown = () => s.admin.messages().find(({ message_id }) => message_id === card)
    for (let looks = 0; looks < 1_000 && !(shown()?.text ?? '').includes('to move in'); looks++)
      await s.forge(imports.open.data({ id: 1 }), card)
    for (const words of ['segcast', '= 2 to move in', '1 of them had stopped', '1 of them had blocked', 'Fields: Size'])
      expect(shown()?.text).toContain(words)
  })

  test('and a table of somebody else is none', async () => {
    const s = await stage()
    await drop(s, 'name,phone\r\nAnna,1\r\n', 'people.csv')
    expect(s.text()).not.toContain('new,')
    expect(s.db.sql('select 1 from segments').all()).toEqual([])
  })
})
