import { describe, expect, test } from 'vitest'
import { AppError } from '../../src/errors.js'
import { createRandom } from '../../src/sandbox/emulator/random.js'
import { LOOKED_AT } from '../../src/segments/portrait/trait-count.js'
import type { Counted } from '../../src/segments/portrait/trait-split.js'
import { pickDifferences, portraitOf } from '../../src/segments/portrait.js'
import { seedCrowd } from '../prove/crowd.js'
import { temporaryDb } from '../support/db.js'
import { AT, CONTEXT } from './fixture.js'

const PEOPLE = 1_000
const FIELDS = 40
const ANSWERS = 5

/** What is counted of people with forty fields of five answers; the first `planted` fields differ inside. */
function counted(seed: number, planted: number): Counted[] {
  const random = createRandom(seed)
  const tally = Array.from({ length: FIELDS }, () => Array.from({ length: ANSWERS }, () => [0, 0]))
  const sides = [0, 0]
  for (let person = 0; person < PEOPLE; person++) {
    const side = random() < 0.2 ? 0 : 1
    sides[side] = (sides[side] ?? 0) + 1
    tally.forEach((answers, field) => {
      const special = side === 0 && field < planted && random() < 0.3
      const counts = answers[special ? 0 : Math.floor(random() * ANSWERS)] ?? []
      counts[side] = (counts[side] ?? 0) + 1
    })
  }
  const part = (having: number | undefined, side: number) => ({ having: having ?? 0, known: sides[side] ?? 0 })
  return tally.flatMap((answers, field) =>
    answers.map(([inside, outside], answer) => ({
      trait: { fact: field + 1, answer: { is: String(answer) } },
      split: { inside: part(inside, 0), outside: part(outside, 1) },
    })),
  )
}

describe('of forty fields', () => {
  test.each([1, 2, 3, 4, 5])('three planted ones come first (seed %i)', seed => {
    const { differences, compared } = pickDifferences(counted(seed, 3))
    expect(compared).toBe(FIELDS * ANSWERS)
    const first = differences.slice(0, 3)
    expect(first.map(({ trait }) => trait.fact).sort()).toEqual([1, 2, 3])
    expect(first.map(({ trait }) => trait.answer)).toEqual([{ is: '0' }, { is: '0' }, { is: '0' }])
  })

  test('nothing is special about people split at random, in 95 of 100 seeds at least', () => {
    const quiet = Array.from({ length: 100 }, (_none, i) => pickDifferences(counted(i + 1, 0)).differences.length === 0)
    expect(quiet.filter(Boolean).length).toBeGreaterThanOrEqual(95)
  })

  test('at most seven are told, each once', () => {
    const { differences } = pickDifferences(counted(1, 12))
    expect(differences.length).toBe(7)
    expect(new Set(differences.map(({ trait }) => trait.fact)).size).toBe(7)
  })
})

test('on a real database: planted fields first, what defines the segment left out', async () => {
  const db = await temporaryDb()
  const planted = seedCrowd(db, { people: 1_500, fields: 12, planted: 2, seed: 7, segment: 0.3 }, AT)
  const portrait = await portraitOf(db, { leaf: 'source', values: ['in'] }, CONTEXT)
  if (portrait.kind !== 'compared') throw new Error('too few')
  expect(portrait.leftOut).toEqual(['source'])
  expect(
    portrait.differences
      .map(({ trait }) => trait.fact)
      .slice(0, 2)
      .sort(),
  ).toEqual(planted)
  expect(portrait.people + portrait.others).toBe(1_500)
})

test('counts every kind of fact as it is', async () => {
  const db = await temporaryDb()
  db.write(() => {
    const insert = db.sql(
      `insert into subscribers (id, telegram_id, first_name, telegram_language, premium, source, subscribed_at, last_seen_at, dice, created_at)
       values (?, ?, 'x', ?, ?, null, 0, 0, 1, 0)`,
    )
    const value = db.sql(
      `insert into attribute_values (attribute_id, value, subscriber_id, shown, provenance, origin, at) values (?, ?, ?, ?, 'declared', 't', 0)`,
    )
    const field = (key: string) => db.sql<{ id: number }>('select id from attributes where key = ?').get(key)?.id ?? 0
    for (let id = 1; id <= 200; id++) {
      const inside = id <= 100
      insert.run(id, id, inside ? 'ru-RU' : 'en', inside ? 1 : 0)
      value.run(field('city'), inside ? 'riga' : 'vilnius', id, inside ? 'Riga' : 'Vilnius')
      // Born 1 January 2000 (26 years) and 1970 (56 years).
      value.run(field('birthday'), inside ? 10_957 : 0, id, 'x')
      db.sql(`insert into customers (id, external_id, subscriber_id, created_at) values (?, ?, ?, 0)`).run(
        id,
        `c${id}`,
        id,
      )
      db.sql('insert into rfm_scores values (?, 1, 1, 1, 5, 5, 5, ?)').run(id, inside ? 'champions' : 'lost')
      db.sql(`insert into awareness values (?, ?, '{}', 0, null, 0)`).run(id, inside ? 5 : 2)
    }
    db.sql(
      `insert into segments (id, name, name_folded, kind, criterion, created_by, created_at) values (1, 'x', 'x', 'list', '{"leaf":"listed","segment":1}', 1, 0)`,
    ).run()
    for (let id = 1; id <= 100; id++) db.sql('insert into segment_members values (1, ?, 0)').run(id)
  })
  const portrait = await portraitOf(db, { leaf: 'listed', segment: 1 }, CONTEXT)
  if (portrait.kind !== 'compared') throw new Error('too few')
  const told = new Map(portrait.differences.map(({ trait, split }) => [trait.fact, { answer: trait.answer, split }]))
  const whole = { inside: { having: 100, known: 100 }, outside: { having: 0, known: 100 } }
  expect(told.get('premium')).toEqual({ answer: { yes: true }, split: whole })
  expect(told.get('language')).toEqual({ answer: { is: 'ru' }, split: whole })
  expect(told.get('age')).toEqual({ answer: { from: 25, to: 35, of: 'years' }, split: whole })
  expect(told.get('rfm')).toEqual({ answer: { is: 'champions' }, split: whole })
  expect(told.get('ladder')).toEqual({ answer: { rung: 5 }, split: whole })
  expect([...told.values()]).toContainEqual({ answer: { is: 'Riga' }, split: whole })
})

test('what takes too long is missing, and the rest is told', async () => {
  const db = await temporaryDb()
  const [field = 0] = seedCrowd(db, { people: 1_500, fields: 12, planted: 1, seed: 7, segment: 0.3 }, AT)
  const people: typeof db.people = {
    ...db.people,
    rows: (text, ...rest) =>
      text.includes('rfm_scores')
        ? Promise.reject(new AppError('query_timeout', { seconds: 5 }))
        : db.people.rows(text, ...rest),
  }
  const told: number[][] = []
  const portrait = await portraitOf(
    { ...db, people },
    { leaf: 'source', values: ['in'] },
    CONTEXT,
    async (...progress) => void told.push(progress),
  )
  expect(portrait).toMatchObject({ kind: 'compared', missing: ['rfm', 'ladder'] })
  expect(portrait.kind === 'compared' && portrait.differences[0]?.trait.fact).toBe(field)
  expect(told.at(-1)).toEqual([told.length, told.length])
})

test('of many people on a side some are drawn, and the sizes stay those of all', async () => {
  const db = await temporaryDb()
  db.sql(
    `insert into subscribers (id, telegram_id, first_name, source, subscribed_at, last_seen_at, dice, created_at)
     with recursive n(i) as (select 1 union all select i + 1 from n where i < 50000)
     select i, i, 'x', iif(i <= 1000, 'in', 'out'), 0, 0, abs(random() % 2147483647), 0 from n`,
  ).run()
  const portrait = await portraitOf(db, { leaf: 'source', values: ['in'] }, CONTEXT)
  if (portrait.kind !== 'compared') throw new Error('too few')
  expect(portrait).toMatchObject({ people: 1_000, others: 49_000, looked: { inside: 1_000 } })
  expect(Math.abs(portrait.looked.outside - LOOKED_AT)).toBeLessThan(1_000)
  expect(portrait.differences).toEqual([])
})

test('of few people nothing is said', async () => {
  const db = await temporaryDb()
  seedCrowd(db, { people: 60, fields: 2, planted: 2, seed: 1, segment: 0.2 }, AT)
  expect(await portraitOf(db, { leaf: 'source', values: ['in'] }, CONTEXT)).toMatchObject({ kind: 'too_few' })
})
