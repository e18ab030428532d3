import { expect, test } from 'vitest'
import { findOverall, overallLines, QUARTERS } from '../../src/reports/overall.js'
import { lines } from '../../src/text/rich.js'
import { temporaryDb } from '../support/db.js'
import { addComparison, DAY, FROM, UNTIL } from './comparison.js'
import { addBroadcast } from './fixture.js'

const QUARTER = { from: FROM - 30 * DAY, before: FROM + 60 * DAY }

test('a control group of the quarter goes first: when it is known, then what it came to, where the middle of it lies', async () => {
  const db = await temporaryDb()
  const said = async (at: number, stretch = QUARTER) => {
    const overall = await findOverall(db, stretch, at)
    return (['en', 'ru'] as const).map(
      language => lines(overallLines(overall, { language, zone: 'Europe/Moscow' })).text,
    )
  }
  expect(await said(FROM)).toEqual(['', ''])
  addBroadcast(db, { id: 1, state: 'finished' })
  addComparison(db, { treated: { linked: 900, buyers: 225 }, held: { linked: 100, buyers: 30 } }, { broadcastId: 1 })
  expect(await said(UNTIL)).toEqual([
    'Because of them: 5.0 fewer buyers in 100; the truth lies between 15.0 fewer and 3.6 more. (225 of 900, in the control group 30 of 100)\nOn average over 1 broadcast with a control group.',
    expect.stringContaining('В среднем по 1 рассылке с контрольной группой'),
  ])
  db.sql(
    `insert into holdouts (id, kind, share, from_at, to_at, created_by, created_at) values (2, 'quarter', 1000, ?, ?, 1, 0)`,
  ).run(FROM, UNTIL)
  db.sql('insert into holdout_members select 2, subscriber_id, held, linked, at from holdout_members').run()
  expect(await said(UNTIL - DAY)).toEqual([
    'Because of all of them: known on 1 Dec 2026',
    'Эффект всех рассылок: станет известен 1 декабря 2026',
  ])
  const [over = ''] = await said(UNTIL)
  expect(over).toMatch(/^Because of all of them: 5\.0 fewer buyers in 100; the truth lies between/)
  // A stretch that holds but the end of it tells of the broadcasts in it, of which there are none.
  expect(await said(UNTIL, { from: UNTIL - DAY, before: UNTIL + DAY })).toEqual(['', ''])
  db.sql('update holdouts set ended_at = 1').run()
  expect(await said(UNTIL)).toEqual(['', ''])
  const plan = db.sql<{ detail: string }>(`explain query plan ${QUARTERS}`).all(QUARTER)
  expect(plan.map(({ detail }) => detail)).toEqual(['SEARCH holdouts USING INDEX holdouts_kind (kind=? AND to_at>?)'])
})
