import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { compileCriterion } from '../../src/segments/compile.js'
import { expandCriterion } from '../../src/segments/criterion/expand.js'
import { parseCriterion } from '../../src/segments/criterion.js'
import { adviceFor, nameReady, type ReadySegment, readySegments } from '../../src/segments/ready.js'
import { openTemporary } from '../support/migrated.js'
import { EIGHT } from './eight.js'
import { fill } from './fill.js'
import { ago, CONTEXT, type World, worldOf } from './fixture.js'

let db: Db
let close: () => Promise<void>

beforeEach(async () => {
  const opened = await openTemporary()
  db = opened.db
  close = opened.close
})
afterEach(() => close())

function people(ready: ReadySegment): string {
  const { text, params } = compileCriterion(expandCriterion(db, parseCriterion(ready.criterion)), CONTEXT)
  const rows = db.sql<{ name: string }>(`select first_name as name from subscribers s where ${text} order by id`)
  return rows
    .all(...params)
    .map(row => row.name)
    .join(' ')
}

test('what is ready, and whom it holds', async () => {
  fill(db, EIGHT)
  const ready = await readySegments(db, CONTEXT)
  expect(ready.map(one => [nameReady(one, 'en'), people(one)])).toEqual([
    ['Everyone', 'ann bob cat dan eve finn gus hana'],
    ['New this week', 'finn'],
    ['Birthday this week', 'ann bob dan'],
    ['Clicked “Autumn boots”', ''],
    ['Did not click “Autumn boots”', 'ann dan eve'],
    ['Saw “Autumn boots”', 'eve'],
    ['Did not see “Autumn boots”', 'ann dan'],
    ['Champions', ''],
    ['Potential loyalists', 'ann'],
    ['Promising', 'eve'],
    ['Lost', 'bob'],
    ['Bought earlier', 'dan'],
    ['Never bought', 'cat finn hana'],
    ['Not linked', 'gus'],
    ['Engaged', 'ann eve'],
    ['Cooling', 'cat'],
    ['Asleep', 'bob'],
    ['Long asleep', 'gus'],
    ['Never showed a sign', 'dan hana'],
    ['Step: Ready to buy', 'ann'],
    ['Step: Knows our product', 'dan'],
    ['Step: Has the problem', 'bob'],
    ['Step: No problem', 'cat'],
    ['Step: Unknown', 'eve finn gus hana'],
    ['Source: spring', 'ann bob finn'],
    ['Source: tg_ads', 'eve'],
    ["Source: x') or 1=1 --", 'gus'],
    ['Language: English', 'ann gus'],
    ['Language: Russian', 'bob cat'],
    ['Language: German', 'finn'],
    ['Language: Portuguese', 'eve'],
    ['Language: Ukrainian', 'hana'],
  ])
  expect(ready.map(one => nameReady(one, 'ru'))).toContain('Язык: португальский')
  for (const language of ['en', 'ru'] as const)
    for (const one of ready) expect(adviceFor(one, language), one.key).toMatch(/\S.*[.?]$/u)
  expect(new Set(ready.map(one => one.key)).size).toBe(ready.length)
  expect(Math.max(...ready.map(one => Buffer.byteLength(one.key)))).toBeLessThanOrEqual(20)
  expect((await readySegments(db, CONTEXT)).map(one => one.key)).toEqual(ready.map(one => one.key))
})

test('asleep: the last sign is 61 to 180 days old', async () => {
  const signs = [60, 61, 180, 181]
  const world: World = {
    ...EIGHT,
    deliveries: signs.map((_, i) => ({ id: i + 1, broadcast: 1, person: i + 1, state: 'sent', at: ago(200) })),
    reads: signs.map((days, i) => ({ delivery: i + 1, evidence: 'activity', at: ago(days) })),
    clicks: [],
    replies: [],
    stops: [],
    acts: [],
    codes: [],
    polls: [],
    conversions: [],
  }
  fill(db, world)
  const asleep = (await readySegments(db, CONTEXT)).find(one => one.value === 'asleep')
  expect(asleep && people(asleep)).toBe('bob cat')
})

test('before the first broadcast there is no last offer', async () => {
  fill(db, worldOf({}))
  expect((await readySegments(db, CONTEXT)).map(one => one.kind)).toEqual(['everyone', 'new'])
})
