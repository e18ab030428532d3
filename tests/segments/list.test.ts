import { describe, expect, test } from 'vitest'
import { rowsOfText } from '../../src/crm/table/pasted.js'
import type { Db } from '../../src/db/open.js'
import { readEntries } from '../../src/segments/list/entry.js'
import { findEntries } from '../../src/segments/list/found.js'
import { changeList, changeListAtOnce } from '../../src/segments/list/list-change.js'
import { createList } from '../../src/segments/list.js'
import { countPeople } from '../../src/segments/people/audience.js'
import { createSegment, findSegment, listSegments } from '../../src/segments/segment.js'
import { temporaryDb } from '../support/db.js'
import { freezeCriterion } from '../support/list.js'
import { EIGHT } from './eight.js'
import { fill } from './fill.js'
import { AT, CONTEXT, worldOf } from './fixture.js'

const entriesOf = async (text: string) => readEntries(await rowsOfText(text))

describe('a line names a person by', () => {
  test.each<[string, Partial<Record<'id' | 'username' | 'phone', string>>[]]>([
    ['@Anna_P', [{ username: 'anna_p' }]],
    ['Anna_P', [{ username: 'anna_p' }]],
    ['https://t.me/Anna_P', [{ username: 'anna_p' }]],
    ['t.me/anna_p?start=x', [{ username: 'anna_p' }]],
    ['«@anna_p»', [{ username: 'anna_p' }]],
    ['7000000001', [{ id: '7000000001' }]],
    ['7000000001.0', [{ id: '7000000001' }]],
    ['="7000000001"', [{ id: '7000000001' }]],
    ['+371 2000-0000', [{ phone: '+37120000000' }]],
    ['8 (916) 123-45-67', [{ phone: '+79161234567' }]],
    ['\u202a+371\u00a020000000\u202c', [{ phone: '+37120000000' }]],
    ['@anna_p, @boris', [{ username: 'anna_p' }, { username: 'boris' }]],
    ['Anna;@anna_p;telegram', [{ username: 'anna_p' }]],
    ['"Anna","@anna_p"', [{ username: 'anna_p' }]],
    ['\uFEFF@anna_p\r\n\r\n@boris\n', [{ username: 'anna_p' }, { username: 'boris' }]],
    ['sep=|\nAnna|@anna_p', [{ username: 'anna_p' }]],
    ['name;username\nAnna;anna_p', [{ username: 'anna_p' }]],
    ['"@anna_p\n@boris', [{ username: 'anna_p' }, { username: 'boris' }]],
  ])('%j', async (text, expected) => {
    const keys = (await entriesOf(text)).flatMap(({ cells }) => cells.flatMap(({ keys }) => keys ?? []))
    for (const [i, { id, username, phone }] of expected.entries()) {
      expect(keys[i]).toMatchObject({ ...(id && { id }), ...(username && { username }) })
      if (phone !== undefined) expect(keys[i]?.phones).toContain(phone)
    }
    expect(keys.length).toBe(expected.length)
  })

  test.each(['Anna Petrova', '@a', '12', "x') or 1=1 --", 'шоп', '👍', 'https://example.com/anna', 'name;platform'])(
    'nobody: %j',
    async text => {
      const [entry, ...others] = await entriesOf(text)
      expect([entry?.line, entry?.written, others]).toEqual([1, text, []])
      expect(entry?.cells.every(({ keys }) => keys === null)).toBe(true)
    },
  )

  test.each(['31.12.1985', '7.9E+10', '2026-11-01'])('no phone: %j', async text => {
    const [entry] = await entriesOf(`Anna;${text}`)
    expect(entry?.cells.map(({ keys }) => keys)).toEqual([null, null])
  })
})

describe('a list is changed', () => {
  const members = (db: Db, id: number) =>
    db
      .sql<{ id: number }>('select subscriber_id as id from segment_members where segment_id = ? order by 1')
      .all(id)
      .map(row => row.id)

  test.each([
    ['add', [2, 3, 9], [1, 2, 3, 9]],
    ['take', [2, 3, 9], [1]],
    ['replace', [3, 9], [3, 9]],
  ] as const)('%s: in one commit or a few people at a time, it comes to the same', async (change, people, expected) => {
    const db = await temporaryDb()
    fill(db, worldOf({ people: EIGHT.people }))
    const [one, other] = [
      await createList(db, { name: 'one', createdBy: 1, subscriberIds: [1, 2, 3] }, AT),
      await createList(db, { name: 'other', createdBy: 1, subscriberIds: [1, 2, 3] }, AT),
    ]
    expect(db.write(() => changeListAtOnce(db, one.id, change, people, AT))).toBe(true)
    await changeList(db, other.id, change, people, AT)
    expect(members(db, one.id)).toEqual(expected)
    expect(members(db, other.id)).toEqual(expected)
  })

  test('of more people than one commit may hold nothing is changed at once', async () => {
    const db = await temporaryDb()
    fill(db, worldOf({ people: EIGHT.people }))
    const { id } = await createList(db, { name: 'one', createdBy: 1, subscriberIds: [1, 2] }, AT)
    const many = Array.from({ length: 4_999 }, (_, i) => i + 1)
    expect(db.write(() => changeListAtOnce(db, id, 'replace', many, AT))).toBe(false)
    expect(members(db, id)).toEqual([1, 2])
    expect(db.write(() => changeListAtOnce(db, id, 'add', many, AT))).toBe(true)
  })
})

async function world() {
  const db = await temporaryDb()
  fill(db, worldOf({ people: EIGHT.people }))
  db.sql(`update subscribers set username = 'Anna_P', phone = '+37120000000' where id = 1`).run()
  db.sql(
    `insert into customers (external_id, phone, subscriber_id, created_at) values ('c2', '+79161234567', 2, 0)`,
  ).run()
  return db
}

test('what two people have names neither', async () => {
  const db = await world()
  db.write(() => {
    db.sql(
      `insert into customers (external_id, phone, subscriber_id, created_at) values ('c3', '+79161234567', 3, 0)`,
    ).run()
    db.sql(`update subscribers set username = 'anna_p' where id = 4`).run()
  })
  for (const written of ['+79161234567', '@anna_p'])
    expect((await findEntries(db, await entriesOf(written))).people, written).toEqual([])
})

test('people are found by id, name and phone, once each', async () => {
  const db = await world()
  const named = await entriesOf('@anna_p\n7000000001\n+371 20000000\n8 916 123 45 67\n7000000003\n@nobody_here\n555555')
  const { people, missing, repeated } = await findEntries(db, named)
  expect(people).toEqual([1, 2, 3])
  expect(missing.map(({ line, written }) => [line, written])).toEqual([
    [6, '@nobody_here'],
    [7, '555555'],
  ])
  expect(repeated).toBe(2)
})

describe('of a table', () => {
  const found = async (text: string) => findEntries(await world(), await entriesOf(text))

  test('the column that finds the most people counts: a number of the CRM is no Telegram id', async () => {
    const table =
      'CRM;Phone;Born;Name\n7000000003;+371 20000000;31.12.1985;Anna\n8000000008;8 916 123-45-67;1.2.1990;Boris\n9;;;Nobody'
    expect(await found(table)).toEqual({
      people: [1, 2],
      missing: [
        { line: 1, written: 'CRM;Phone;Born;Name' },
        { line: 4, written: '9;;;Nobody' },
      ],
      repeated: 0,
    })
  })

  test('another column speaks where it is silent, if it names the same people elsewhere', async () => {
    const table = (first: string) => [first, '2;;+79161234567', '3;7000000003;', '4;7000000004;'].join('\n')
    expect((await found(table('1;7000000001;+37120000000'))).people).toEqual([1, 2, 3, 4])
    expect((await found(table('1;7000000005;+37120000000'))).people).toEqual([5, 3, 4])
  })

  test('people side by side are all taken', async () => {
    expect((await found('7000000001, 7000000002\n7000000003, 7000000004')).people.sort()).toEqual([1, 2, 3, 4])
    expect((await found('@anna_p; +79161234567; @nobody_here')).missing).toEqual([{ line: 1, written: '@nobody_here' }])
  })

  test('bare digits are phones or ids, whichever find more', async () => {
    const db = await world()
    db.sql('update subscribers set telegram_id = 79161234567 where id = 5').run()
    const both = await entriesOf('79161234567\n37120000000')
    expect((await findEntries(db, both)).people).toEqual([2, 1])
    expect((await findEntries(db, await entriesOf('79161234567\n7000000003\n7000000004'))).people).toEqual([5, 3, 4])
  })

  test.each(['551187654321', '+55 11 98765-4321', '="5511987654321"'])('Brazil’s ninth digit: %s', async phone => {
    const db = await world()
    db.sql(`update subscribers set phone = '+5511987654321' where id = 4`).run()
    expect((await findEntries(db, await entriesOf(phone))).people).toEqual([4])
  })
})

test('95,000 ids leave the loop free', async () => {
  const db = await world()
  const text = Array.from({ length: 95_000 }, (_none, i) => `${7_000_000_001 + i}`).join('\n')
  let longest = 0
  let last = performance.now()
  let looking = true
  const look = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (looking) setImmediate(look)
  }
  look()
  const { people, missing } = await findEntries(db, await entriesOf(text))
  looking = false
  expect([people.length, missing.length]).toEqual([8, 94_992])
  // Seconds before; the margin is for a machine that does other things beside.
  expect(longest).toBeLessThan(500)
})

test('a list is a segment of these people', async () => {
  const db = await world()
  const list = await createList(db, { name: 'Fair', createdBy: 1, subscriberIds: [1, 2, 3, 2] }, AT)
  expect(list).toMatchObject({ kind: 'list', name: 'Fair', criterion: { leaf: 'listed', segment: list.id } })
  expect(await countPeople(db, list.criterion, CONTEXT)).toEqual({ people: 3, reachable: 1 })
  expect(await countPeople(db, { not: list.criterion }, CONTEXT)).toMatchObject({ people: 5 })
  await expect(createList(db, { name: 'FAIR', createdBy: 1, subscriberIds: [1] }, AT)).rejects.toMatchObject({
    code: 'segment_name_taken',
  })
  expect(listSegments(db, { offset: 0, limit: 9 }).total).toBe(1)
  expect(listSegments(db, { offset: 0, limit: 9, kind: 'list' }).total).toBe(1)
  expect(listSegments(db, { offset: 0, limit: 9, kind: 'rule' })).toEqual({ segments: [], total: 0 })
})

test('a list is nobody’s until it is whole, and never when its name was taken meanwhile', async () => {
  const db = await world()
  const making = createList(db, { name: 'Fair', createdBy: 1, subscriberIds: [1, 2, 3] }, AT)
  const rows = () => db.sql<{ n: number }>('select count(*) as n from segments').get()?.n
  while (rows() === 0) await new Promise(resolve => setImmediate(resolve))
  expect(listSegments(db, { offset: 0, limit: 9 }).total).toBe(0)
  createSegment(db, { name: 'fair', criterion: { leaf: 'everyone' }, createdBy: 1 }, AT)
  await expect(making).rejects.toMatchObject({ code: 'segment_name_taken' })
  expect(listSegments(db, { offset: 0, limit: 9 }).segments.map(({ name }) => name)).toEqual(['fair'])
})

test('a frozen segment keeps its people', async () => {
  const db = await world()
  const rule = createSegment(db, { name: 'Premium', criterion: { leaf: 'premium', value: true }, createdBy: 1 }, AT)
  const frozen = await freezeCriterion(db, { name: 'Premium then', createdBy: 1, criterion: rule.criterion }, CONTEXT)
  db.sql('update subscribers set premium = 1 - premium').run()
  expect((await countPeople(db, rule.criterion, CONTEXT)).people).toBe(6)
  expect((await countPeople(db, frozen.criterion, CONTEXT)).people).toBe(2)
  expect(findSegment(db, frozen.id)?.kind).toBe('list')
})
