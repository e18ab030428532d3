import { expect, test } from 'vitest'
import { COMPARED, findPooled } from '../../../src/reports/effect/pooled.js'
import { temporaryDb } from '../../support/db.js'
import { addComparison, DAY, FROM, UNTIL } from '../comparison.js'
import { addBroadcast } from '../fixture.js'

test('a shop too small to tell of one broadcast tells of several together', async () => {
  const db = await temporaryDb()
  const quarter = { from: FROM - DAY, before: FROM + 30 * DAY }
  expect(await findPooled(db, quarter, UNTIL)).toEqual({ kind: 'none' })
  for (const id of [1, 2, 3]) addBroadcast(db, { id, state: 'finished' })
  // The same people in all of them: who is kept from which is another draw each time.
  addComparison(db, { treated: { linked: 900, buyers: 225 }, held: { linked: 100, buyers: 15 } }, { broadcastId: 1 })
  expect(await findPooled(db, quarter, UNTIL)).toMatchObject({ kind: 'few', broadcasts: 1, held: { n: 15, of: 100 } })
  for (const id of [2, 3]) {
    db.sql(
      `insert into holdouts (id, kind, broadcast_id, share, from_at, to_at, created_by, created_at)
       select ?, kind, ?, share, from_at, to_at, 1, 0 from holdouts where id = 1`,
    ).run(id, id)
    db.sql(
      'insert into holdout_members (holdout_id, subscriber_id, held, linked, at) select ?, subscriber_id, held, 1, at from holdout_members where holdout_id = 1',
    ).run(id)
  }
  const found = await findPooled(db, quarter, UNTIL)
  expect(found).toMatchObject({ kind: 'more', broadcasts: 3, treated: { n: 675, of: 2_700 }, held: { n: 45, of: 300 } })
  if (found.kind !== 'more') throw new Error(found.kind)
  expect(found.difference).toBeCloseTo(0.1, 12)
  expect(found.buyers.middle).toBeCloseTo(270, 9)
  // Whose groups are unlike their plan, who ended it, whose time is not over, and what was not in the quarter.
  db.sql('update holdouts set share = 5000 where id = 1').run()
  db.sql('update holdouts set ended_at = 1 where id = 2').run()
  expect(await findPooled(db, quarter, UNTIL)).toMatchObject({ broadcasts: 1 })
  expect(await findPooled(db, quarter, UNTIL - 1)).toEqual({ kind: 'none' })
  expect(await findPooled(db, { from: FROM + 1, before: FROM + DAY }, UNTIL)).toEqual({ kind: 'none' })
  expect(await findPooled(db, { from: FROM - DAY, before: FROM }, UNTIL)).toEqual({ kind: 'none' })
  const plan = db.sql<{ detail: string }>(`explain query plan ${COMPARED}`).all({ ...quarter, at: UNTIL })
  expect(plan.map(({ detail }) => detail).join()).toContain('holdouts_kind (kind=? AND to_at>? AND to_at<?)')
})
