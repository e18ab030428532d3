import { expect, test } from 'vitest'
import { overlapOf } from '../../src/segments/people/overlap.js'
import { temporaryDb } from '../support/db.js'
import { EIGHT } from './eight.js'
import { fill } from './fill.js'
import { CONTEXT, worldOf } from './fixture.js'

test('three groups that share nobody, and who of them can be reached', async () => {
  const db = await temporaryDb()
  fill(db, worldOf({ people: EIGHT.people }))
  // Premium: Ann, Cat (stopped). By fb_spring, however written: Ann, Bob (blocked), Dan.
  const premium = { leaf: 'premium', value: true } as const
  const spring = { leaf: 'source' as const, values: ['fb_spring'] }
  expect(await overlapOf(db, premium, spring, CONTEXT)).toEqual({
    onlyFirst: { people: 1, reachable: 0 },
    both: { people: 1, reachable: 1 },
    onlySecond: { people: 2, reachable: 1 },
  })
  const same = await overlapOf(db, premium, premium, CONTEXT)
  expect([same.onlyFirst.people, same.both.people, same.onlySecond.people]).toEqual([0, 2, 0])
  const apart = await overlapOf(db, { leaf: 'everyone' }, { not: { leaf: 'everyone' } }, CONTEXT)
  expect([apart.onlyFirst.people, apart.both.people, apart.onlySecond.people]).toEqual([8, 0, 0])
})
