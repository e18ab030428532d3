import { describe, expect, test } from 'vitest'
import type { Amount } from '../../src/reports/came-after.js'
import { judge } from '../../src/reports/effect/verdict.js'
import type { Effect } from '../../src/reports/effect.js'
import { findUsualCheck, type Price, reckon, USUAL_CHECK } from '../../src/reports/reckoning.js'
import { temporaryDb } from '../support/db.js'
import { addComparison, addOrder, DAY, FROM } from './comparison.js'

const measured = (treated: [number, number], held: [number, number]): Effect => {
  const sides = { treated: { n: treated[0], of: treated[1] }, held: { n: held[0], of: held[1] } }
  const verdict = judge(sides)
  return verdict.kind === 'few' ? { ...verdict, ...sides } : { ...verdict, ...sides, money: null }
}
const MORE = measured([1_712, 7_870], [148, 874])
const CHECK: Price = { currency: 'RUB', amount: 415_000 }
const ordered = (discount: number, orders = 1_900, discountKnown = orders, currency = 'RUB'): Amount => ({
  ...{ currency, orders, sum: orders * 400_000, discount, discountKnown },
})

describe('did it pay', () => {
  test('the card’s: it sold more, and lost money', () => {
    const found = reckon(MORE, { marginPer100: 35, usualCheck: CHECK, discounts: [ordered(142_000_000)] })
    // 379 buyers × 4,150 ₽ × 0.35 = 551,000 ₽, less 1,420,000 ₽; between −1,190,000 and −580,000 ₽.
    expect(found).toMatchObject({ kind: 'reckoned', paid: 'no', currency: 'RUB', discounts: 142_000_000 })
    if (found.kind !== 'reckoned') throw new Error(found.why)
    expect([found.brought, found.low, found.high].map(minor => Math.round(minor / 1_000_000))).toEqual([55, -119, -58])
    expect(found.profit).toBe(found.brought - 142_000_000)
  })

  test.each([
    ['yes', MORE, [ordered(10_000_000)]],
    ['unclear', MORE, [ordered(50_000_000)]],
    ['yes', MORE, []],
    ['no', MORE, [ordered(142_000_000), ordered(0, 50, 0, 'EUR')]],
    // It cannot be told whether it sold more, but surely not so many more.
    ['no', measured([421, 2_188], [35, 243]), [ordered(142_000_000)]],
    ['no', measured([1_000, 7_870], [150, 874]), []],
  ] as const)('%s', (paid, effect, discounts) => {
    expect(reckon(effect, { marginPer100: 35, usualCheck: CHECK, discounts })).toMatchObject({ paid })
  })

  test('of the few orders whose discount nobody knows it is what it is of the others', () => {
    const found = reckon(MORE, { marginPer100: 35, usualCheck: CHECK, discounts: [ordered(95_000, 100, 95)] })
    expect(found).toMatchObject({ discounts: 100_000 })
  })

  const given = { marginPer100: 35, usualCheck: CHECK, discounts: [ordered(0)] }
  test.each<[string, Effect, Partial<Parameters<typeof reckon>[1]>]>([
    ['effect', { kind: 'none' }, {}],
    ['effect', measured([224, 3_500], [18, 389]), {}],
    ['margin', MORE, { marginPer100: null }],
    ['check', MORE, { usualCheck: null }],
    ['discounts', MORE, { discounts: [ordered(1_000, 100, 94)] }],
    ['discounts', MORE, { discounts: [ordered(1_000, 90), ordered(0, 10, 10, 'EUR')] }],
  ])('not without: %s', (why, effect, without) => {
    expect(reckon(effect, { ...given, ...without })).toEqual({ kind: 'none', why })
  })
})

test('the usual check is what counted in the 90 days before, of one currency, less what was given back', async () => {
  const db = await temporaryDb()
  addComparison(db, { treated: { linked: 20, buyers: 0 }, held: { linked: 0, buyers: 0 } })
  for (let person = 1; person <= 9; person++)
    addOrder(db, { person, at: FROM - person * 10 * DAY, total: person * 10_000 })
  expect(await findUsualCheck(db, 'RUB', FROM)).toBeNull()
  addOrder(db, { person: 10, at: FROM - 1, total: 200_000, refunded: 50_001 })
  for (const apart of [
    { at: FROM },
    { at: FROM - 91 * DAY },
    { currency: 'EUR' },
    { status: 'pending' },
    { renewal: 1 },
  ] as const)
    addOrder(db, { person: 11, at: FROM - DAY, total: 9_000_000, ...apart })
  // (450,000 + 149,999) / 10
  expect(await findUsualCheck(db, 'RUB', FROM)).toEqual({ currency: 'RUB', amount: 60_000 })
  const plan = db
    .sql<{ detail: string }>(`explain query plan ${USUAL_CHECK}`)
    .all({ from: 0, before: FROM, currency: 'RUB' })
    .map(({ detail }) => detail)
  expect(plan).toEqual(['SEARCH o USING INDEX orders_at (at>? AND at<?)'])
})
