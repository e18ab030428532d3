import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { findTold, recordAtOnce, recordEvents, type ToldEvent } from '../../src/tracking/event.js'
import { latestProperties } from '../../src/tracking/event-figures.js'
import { declareProperty, eventNames } from '../../src/tracking/event-name.js'
import { temporaryDb } from '../support/db.js'

const AT = Date.UTC(2026, 10, 30, 9)
const ANN = 700_000_001

function withAnn(db: Db): Db {
  db.sql(
    `insert into subscribers (id, telegram_id, first_name, subscribed_at, dice, created_at) values (7, ?, 'Ann', 0, 1, 0)`,
  ).run(ANN)
  return db
}

const event = (key: string, more: Partial<ToldEvent> = {}): ToldEvent => ({
  ...{ key, said: `said ${key}`, subscriberId: 7, name: 'Left cart', at: AT - HOUR, properties: { Sum: 12 } },
  ...more,
})
const told = (db: Db, item: ToldEvent, at = AT) => db.write(() => recordEvents(db, [item], at))[0]
const atOnce = (db: Db, item: ToldEvent, who = ANN, at = AT) => db.write(() => recordAtOnce(db, item, who, at))
const rows = (db: Db) =>
  db
    .sql<object>(
      `select e.key, e.subscriber_id as who, n.name, e.at, e.received_at as received, e.properties, e.folded
       from events e join event_names n on n.id = e.name_id order by e.id`,
    )
    .all()

test('what one statement keeps is what is kept otherwise, and it keeps only what needs nothing else', async () => {
  const db = withAnn(await temporaryDb())
  // Nobody told of this name yet.
  expect(atOnce(db, event('a'))).toBe(false)
  expect(told(db, event('a'))).toBe('new')
  expect(atOnce(db, event('b'))).toBe(true)
  const row = { who: 7, name: 'Left cart', at: AT - HOUR, received: AT, properties: '{"Sum":12}', folded: '{"sum":12}' }
  expect(rows(db)).toEqual([
    { ...row, key: 'a' },
    { ...row, key: 'b' },
  ])
  for (const [item, who, at] of [
    [event('b'), ANN, AT],
    [event('b', { said: 'something else' }), ANN, AT],
    [event('c'), ANN + 1, AT],
    [event('c', { name: 'Came back' }), ANN, AT],
    [event('c', { properties: { sum: 1, place: 'Riga' } }), ANN, AT],
    // When a name was told last is right to the minute.
    [event('c'), ANN, AT + MINUTE],
  ] as const)
    expect(atOnce(db, item, who, at)).toBe(false)
  expect(rows(db)).toHaveLength(2)
  expect([findTold(db, event('b')), findTold(db, event('b', { said: 'something else' }))]).toEqual(['same', 'other'])
  expect(atOnce(db, event('d', { properties: null }))).toBe(true)
  expect(rows(db).at(-1)).toMatchObject({ key: 'd', properties: null, folded: null })
})

test('what is remembered of a name is never trusted: not after a change, a rollback, or in another file', async () => {
  const [db, other] = [withAnn(await temporaryDb()), withAnn(await temporaryDb())]
  expect(told(db, event('a'))).toBe('new')
  const [name] = eventNames(db)
  db.write(() => declareProperty(db, name?.id ?? 0, 0, 'number'))
  expect(atOnce(db, event('b'))).toBe(false)
  expect([told(db, event('b')), atOnce(db, event('c'))]).toEqual(['new', true])
  expect(eventNames(db)).toMatchObject([{ properties: [{ name: 'Sum', type: 'number' }], lastAt: AT }])

  // The same name, elsewhere: nothing is known of it there.
  expect(atOnce(other, event('a'))).toBe(false)
  expect(() =>
    other.write(() => {
      recordEvents(other, [event('a', { properties: { Place: 'Riga' } })], AT)
      throw new Error('undone')
    }),
  ).toThrow('undone')
  expect(atOnce(other, event('a', { properties: { Place: 'Riga' } }))).toBe(false)
  expect([rows(other), eventNames(other)]).toEqual([[], []])
  expect(told(other, event('a'))).toBe('new')
  expect(eventNames(other)).toMatchObject([{ properties: [{ name: 'Sum', type: null }] }])
})

test('a name that is told all the time is known to have been', async () => {
  const db = withAnn(await temporaryDb())
  for (let minute = 0; minute < 5; minute++) {
    const at = AT + DAY + minute * MINUTE
    expect(told(db, event(`${minute}`), at)).toBe('new')
    expect(eventNames(db)[0]?.lastAt).toBe(at)
  }
})

test('what no number or letter can be is not compared, and can be looked at', async () => {
  const db = withAnn(await temporaryDb())
  const [huge, half] = [JSON.parse('1e999'), '\ud83d']
  const properties = { Sum: huge, Sums: [1, huge], Word: half, Cut: `${'x'.repeat(255)}😀`, Place: `Ri${half}ga` }
  for (const key of ['a', 'b']) expect(told(db, event(key, { properties }))).toBe('new')
  const [name] = eventNames(db)
  const found = latestProperties(db, name?.id ?? 0)
  expect([...found.keys()]).toEqual(['sums', 'cut', 'place'])
  expect([found.get('sums'), found.get('cut'), found.get('place')]).toEqual(['1', 'x'.repeat(255), 'riga'])
  // Earlier such a number was kept as null.
  db.sql('update events set folded = ?').run('{"sum":null,"sums":[1,null],"none":[null]}')
  expect([...latestProperties(db, name?.id ?? 0)]).toEqual([['sums', '1']])
})
