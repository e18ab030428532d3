import { describe, expect, test } from 'vitest'
import { countPeople } from '../../src/segments/audience.js'
import { readEntries } from '../../src/segments/entry.js'
import { createList, findEntries, freezeCriterion } from '../../src/segments/list.js'
import { createSegment, findSegment, listSegments } from '../../src/segments/segment.js'
import { temporaryDb } from '../support/db.js'
import { EIGHT } from './eight.js'
import { fill } from './fill.js'
import { AT, CONTEXT, worldOf } from './fixture.js'

const keys = (text: string) => readEntries(text).named.map(entry => entry.keys)

describe('a line names a person by', () => {
  test.each([
    ['@Anna_P', [{ username: 'anna_p' }]],
    ['Anna_P', [{ username: 'anna_p' }]],
    ['https://t.me/Anna_P', [{ username: 'anna_p' }]],
    ['t.me/anna_p?start=x', [{ username: 'anna_p' }]],
    ['«@anna_p»', [{ username: 'anna_p' }]],
    ['7000000001', [{ id: '7000000001', phone: '+7000000001' }]],
    ['+371 2000-0000', [{ phone: '+37120000000' }]],
    ['8 (916) 123-45-67', [{ phone: '+79161234567' }]],
    ['\u202a+371\u00a020000000\u202c', [{ phone: '+37120000000' }]],
    ['@anna_p, @boris', [{ username: 'anna_p' }, { username: 'boris' }]],
    ['Anna;@anna_p;telegram', [{ username: 'anna_p' }]],
    ['"Anna","@anna_p"', [{ username: 'anna_p' }]],
    ['\uFEFF@anna_p\r\n\r\n@boris\n', [{ username: 'anna_p' }, { username: 'boris' }]],
  ])('%j', (text, expected) => {
    const normal = keys(text).map(({ id, username, phone }) => ({
      ...(id === undefined ? {} : { id }),
      ...(username === undefined ? {} : { username }),
      ...(phone === undefined || id !== undefined ? {} : { phone }),
    }))
    expect(normal).toEqual(expected.map(one => ('id' in one ? { id: one.id } : one)))
  })

  test.each(['Anna Petrova', '@a', '12', "x') or 1=1 --", 'шоп', '👍', 'https://example.com/anna', 'name;platform'])(
    'nobody: %j',
    text => {
      expect(readEntries(text)).toEqual({ named: [], unread: [{ line: 1, written: text }] })
    },
  )
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

test('people are found by id, name and phone, once each', async () => {
  const db = await world()
  const { named } = readEntries('@anna_p\n7000000001\n+371 20000000\n8 916 123 45 67\n7000000003\n@nobody_here\n555555')
  const { people, missing, repeated } = await findEntries(db, named)
  expect(people).toEqual([1, 2, 3])
  expect(missing.map(({ line, written }) => [line, written])).toEqual([
    [6, '@nobody_here'],
    [7, '555555'],
  ])
  expect(repeated).toBe(2)
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
