import { expect, test } from 'vitest'
import { PRIME } from '../../../../src/audience/holdout/draw.js'
import { countHeads } from '../../../../src/bot/admin/offers/audience/headcount.js'
import { AppError } from '../../../../src/errors.js'
import { fill } from '../../../segments/fill.js'
import { CONTEXT, human, worldOf } from '../../../segments/fixture.js'
import { temporaryDb } from '../../../support/db.js'

test('sizes of segments that take too long to count come from a sample, and say so', async () => {
  const db = await temporaryDb()
  const people = Array.from({ length: 2_000 }, (_, i) =>
    human(i + 1, 'x', { dice: (i * 7_919_317) % PRIME, telegramLanguage: i < 600 ? 'ru' : 'en', premium: i % 2 === 0 }),
  )
  fill(db, worldOf({ people }))
  const criteria = [
    { leaf: 'language' as const, values: ['ru'] },
    { leaf: 'premium' as const, value: true },
  ]
  const exact = { each: [600, 1_000], any: 1_300, several: 300, everyone: 2_000 }
  expect(await countHeads(db, criteria, CONTEXT)).toEqual({ ...exact, apart: null })

  const { rows } = db.people
  let slow = (text: string) => text.includes('heads') && !text.includes('dice')
  db.people.rows = (text, params, basis) =>
    slow(text) ? Promise.reject(new AppError('query_timeout', { seconds: 5 })) : rows(text, params, basis)
  const told = await countHeads(db, criteria, CONTEXT)
  expect(told).toMatchObject({ everyone: 2_000, apart: 2 })
  for (const [figure, right] of [
    [told?.each[0], exact.each[0]],
    [told?.each[1], exact.each[1]],
    [told?.any, exact.any],
    [told?.several, exact.several],
  ]) {
    expect(Math.abs((figure ?? 0) - (right ?? 0))).toBeLessThan(120)
    expect((figure ?? 1) % 10).toBe(0)
  }

  slow = () => true
  expect(await countHeads(db, criteria, CONTEXT)).toBeNull()
})
