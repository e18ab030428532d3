import { expect, test } from 'vitest'
import { PRIME } from '../../src/audience/holdout/draw.js'
import { compileCriterion } from '../../src/segments/compile.js'
import { temporaryDb } from '../support/db.js'
import { random } from './cases/conditions.js'
import { fill } from './fill.js'
import { AT, CONTEXT, human, worldOf } from './fixture.js'

const PEOPLE = 5_000

/** A stream of numbers that is the same in every run. */
function dice(seed: number): () => number {
  let state = BigInt(seed)
  return () => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n
    return Number((state >> 20n) % BigInt(PRIME))
  }
}

const next = dice(1)
const world = worldOf({
  people: Array.from({ length: PEOPLE }, (_, i) => human(i + 1, 'x', { dice: next() })),
})
world.people[0] = human(1, 'lowest', { dice: 0 })
world.people[1] = human(2, 'highest', { dice: PRIME - 1 })

test('a random share is uniform, stable, and grows from within', async () => {
  const db = await temporaryDb()
  fill(db, world)
  const draw = (share: number, sample: string, at = AT) => {
    const criterion = random(share, sample)
    if (!('leaf' in criterion) || criterion.leaf !== 'random') throw new Error('not a draw')
    const { text, params } = compileCriterion(criterion, { ...CONTEXT, at })
    const rows = db.sql<{ id: number }>(`select s.id from subscribers s where ${text} order by s.id`).all(...params)
    return new Set(rows.map(row => row.id))
  }
  for (const sample of ['default', 'May', 'Май', "'; --"]) {
    const tenths = Array.from({ length: 10 }, (_, i) => draw((i + 1) * 1_000, sample))
    expect(tenths[9]?.size).toBe(PEOPLE)
    let before = new Set<number>()
    let chiSquare = 0
    for (const tenth of tenths) {
      for (const id of before) expect(tenth.has(id)).toBe(true)
      chiSquare += (tenth.size - before.size - PEOPLE / 10) ** 2 / (PEOPLE / 10)
      before = tenth
    }
    // Nine degrees of freedom: one fair draw in a thousand is above 27.9.
    expect(chiSquare).toBeLessThan(27.9)
    expect(draw(1_000, sample, AT + 1)).toEqual(tenths[0])
  }
  expect(draw(3_000, ' MAY '), 'names are compared as names are').toEqual(draw(3_000, 'May'))
  // Draws of two names are strangers: about a quarter of the people is in both halves.
  const half = draw(5_000, 'default')
  const both = [...draw(5_000, 'May')].filter(id => half.has(id)).length
  expect(Math.abs(both / PEOPLE - 0.25)).toBeLessThan(0.02)
})
