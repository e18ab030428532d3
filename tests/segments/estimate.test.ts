import { expect, test } from 'vitest'
import { PRIME } from '../../src/audience/holdout/draw.js'
import type { Db } from '../../src/db/open.js'
import { AppError } from '../../src/errors.js'
import { compileCriterion } from '../../src/segments/compile.js'
import { expandCriterion } from '../../src/segments/criterion/expand.js'
import { type Criterion, parseCriterion } from '../../src/segments/criterion.js'
import { countOrEstimate, estimatePeople } from '../../src/segments/people/estimate.js'
import { refreshSegment } from '../../src/segments/people/membership.js'
import { createSegment } from '../../src/segments/segment.js'
import { temporaryDb } from '../support/db.js'
import { CASES } from './cases.js'
import { EIGHT } from './eight.js'
import { fill } from './fill.js'
import { AT, CONTEXT, human, worldOf } from './fixture.js'

const russian: Criterion = { leaf: 'language', values: ['ru'] }

/** The same database, whose reader is asked no question with these words to its end. */
function slowFor(db: Db, words: RegExp): { db: Db; stopped: string[] } {
  const stopped: string[] = []
  const rows: Db['people']['rows'] = (text, params, basis) => {
    if (!words.test(text)) return db.people.rows(text, params, basis)
    stopped.push(text)
    return Promise.reject(new AppError('query_timeout', { seconds: 5 }))
  }
  return { db: { ...db, people: { ...db.people, rows } }, stopped }
}

async function crowd(people: number, speakers: number): Promise<Db> {
  const db = await temporaryDb()
  fill(
    db,
    worldOf({
      people: Array.from({ length: people }, (_, i) =>
        human(i + 1, 'x', { dice: (i * 7_919_317) % PRIME, telegramLanguage: i < speakers ? 'ru' : 'en' }),
      ),
    }),
  )
  return db
}

test('a count that takes too long becomes an estimate with its interval, and is not tried again at once', async () => {
  const { db, stopped } = slowFor(await crowd(4_000, 1_300), /^select count\(\*\) as people/)
  for (const minute of [0, 1, 9]) {
    const figure = await countOrEstimate(db, russian, { ...CONTEXT, at: AT + minute * 60_000 })
    if (figure?.guess?.kind !== 'sample') throw new Error('not a sample')
    const { people, guess } = figure
    expect(guess.apart).toBe(2)
    expect(guess.from).toBeLessThanOrEqual(1_300)
    expect(guess.to).toBeGreaterThanOrEqual(1_300)
    expect(guess.from).toBeLessThan(people)
    expect(guess.to).toBeGreaterThan(people)
    // Some 2,000 of 4,000 asked: about 82 either way.
    expect(guess.to - guess.from).toBeLessThan(250)
    for (const told of [people, guess.from, guess.to]) expect(told % 10).toBe(0)
  }
  expect(stopped).toHaveLength(1)
  await countOrEstimate(db, russian, { ...CONTEXT, at: AT + 11 * 60_000 })
  expect(stopped).toHaveLength(2)
})

test.each([
  ['nobody', 4_000, 0],
  ['everybody', 4_000, 4_000],
  ['nobody of nobody', 0, 0],
])('an estimate of %s stays within those there are', async (_what, people, speakers) => {
  const { people: told, guess } = await estimatePeople(await crowd(people, speakers), russian, CONTEXT)
  if (guess?.kind !== 'sample') throw new Error('not a sample')
  expect(told).toBe(speakers)
  expect(guess.from).toBeGreaterThanOrEqual(0)
  expect(guess.from).toBeLessThanOrEqual(speakers)
  expect(guess.to).toBeGreaterThanOrEqual(speakers)
  expect(guess.to).toBeLessThanOrEqual(people)
})

test('where even a sample takes too long, the size last stored is told with its time; else there is nothing', async () => {
  const whole = await crowd(40, 10)
  const { id } = createSegment(whole, { name: 'RU', criterion: russian, createdBy: 1 }, AT)
  await refreshSegment(whole, id, CONTEXT)
  const { db } = slowFor(whole, /count/)
  const later = { ...CONTEXT, at: AT + 1_000 }
  expect(await countOrEstimate(db, russian, later)).toMatchObject({ people: 10, guess: { kind: 'stored', at: AT } })
  expect(await countOrEstimate(db, { leaf: 'premium', value: true }, later)).toBeNull()
})

test('a condition asked of a sample says of each of its people what it says of them among all', async () => {
  const db = await temporaryDb()
  fill(db, EIGHT)
  const dice = db.sql<{ dice: number }>('select dice from subscribers order by dice').all()
  const below = dice[4]?.dice ?? 0
  for (const { name, criterion } of CASES) {
    const inside = [CONTEXT, { ...CONTEXT, below }].map(context => {
      const { text, params } = compileCriterion(expandCriterion(db, parseCriterion(criterion)), context)
      return db.sql(`select s.id from subscribers s where s.dice < ? and ${text} order by s.id`).all(below, ...params)
    })
    expect(inside[1], name).toEqual(inside[0])
  }
})
