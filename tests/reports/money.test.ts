import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CameAfter, Orders } from '../../src/reports/came-after.js'
import { judge } from '../../src/reports/effect/verdict.js'
import { type Effect, findEffect } from '../../src/reports/effect.js'
import { findReport } from '../../src/reports/metrics.js'
import { reckon } from '../../src/reports/reckoning.js'
import { effectLines, moneyLines, perHundred } from '../../src/reports/summary/money.js'
import { findPaid, type Paid } from '../../src/reports/summary/paid.js'
import { reportText } from '../../src/reports/summary.js'
import { lines } from '../../src/text/rich.js'
import { temporaryDb } from '../support/db.js'
import { AT, addBroadcast, addConversion, addPeople, addRow } from './fixture.js'

const DAY = 86_400_000
const words = { language: 'en', zone: 'Europe/Moscow', at: AT + 9 * DAY, currency: 'RUB' } as const
const plain = (pieces: Parameters<typeof lines>[0]) => lines(pieces).text.replaceAll('\u00a0', ' ')

const SHOP = { margin: null, currency: 'EUR' }
const some = (orders: number, sum: number): Orders => ({
  orders,
  amounts: [{ currency: 'RUB', orders, sum, discount: 0, discountKnown: 0 }],
})
const NONE: Orders = { orders: 0, amounts: [] }
const came: CameAfter = {
  ...some(149, 101_230_000),
  ...{ people: 130, sent: 7_271, shared: NONE, withoutIt: null, perMessage: [], perLink: [], perHour: [] },
  by: [
    { by: 'code', ...some(22, 1) },
    { by: 'click_id', ...some(40, 1) },
    { by: 'click', ...some(56, 1) },
    { by: 'seen', ...some(31, 1) },
  ],
}
const NOT_RECKONED = { reckoning: { kind: 'none', why: 'effect' }, usualCheck: null } as const
const known = { known: 3_500, people: 7_292 }
const sides = (a: number, b: number, c: number, d: number) => ({ treated: { n: a, of: b }, held: { n: c, of: d } })

/** What is measured of buyers on both sides. */
function measured(...[a, b, c, d]: [number, number, number, number]): Effect {
  const both = sides(a, b, c, d)
  const verdict = judge(both)
  return verdict.kind === 'few' ? { ...verdict, ...both } : { ...verdict, ...both, money: null }
}
const said = (effect: Effect, language: 'en' | 'ru' = 'en', more: Partial<Paid> = {}) =>
  plain(moneyLines({ ...NOT_RECKONED, came, effect, known, ...more }, '1.1 %', { ...words, language }))

describe('the four states of the card', () => {
  test('1: too few to say, with how many it would take', () => {
    const text = said({ kind: 'few', needed: 12_250, ...sides(224, 3_500, 18, 389) })
    expect(text.split('\n')).toEqual([
      'Did it sell more? Too few to say.',
      'Came after it: 149 orders, RUB 1,012,300 (by code 22 · after a click 96 · after it was seen 31)',
      'Bought: 130 people (1.8 %; usual 1.1 %) · average check RUB 6,793.96 · RUB 139.22 a message',
      'Because of it: 224 of 3,500 bought, in the control group 18 of 389.',
      'To tell, orders of about 12,250 people have to be known (today 3,889).',
      'Orders are known of 48.0 % of those who got it.',
    ])
  })

  test('2: it cannot be told', () => {
    const text = said(measured(421, 2_188, 35, 243))
    expect(text).toContain('Did it sell more? It cannot be told.')
    expect(text).toContain(
      'Because of it: 4.8 more buyers in 100; the truth lies between 0.4 fewer and 9.1 more. (421 of 2,188, in the control group 35 of 243)',
    )
  })

  test('3: yes', () => {
    const text = said(measured(1_712, 7_870, 148, 874))
    expect(text).toContain('Did it sell more? Yes.')
    expect(text).toContain('4.8 more buyers in 100 (between 2.0 and 7.3): about 379 who would not have bought.')
  })

  test('4: no, fewer', () => {
    const text = said(measured(1_480, 7_870, 190, 874))
    expect(text).toContain('Did it sell more? No, fewer.')
    expect(text).toContain('2.9 fewer buyers in 100 (between 0.2 and 5.9)')
  })

  test('in Russian', () => {
    expect(said(measured(1_712, 7_870, 148, 874), 'ru')).toContain('Продала больше? Да.')
    expect(said(measured(1_712, 7_870, 148, 874), 'ru')).toContain(
      'Эффект рассылки: на 4,8 покупателя из 100 больше (от 2,0 до 7,3): около 379 сами бы не купили.',
    )
    expect(said(measured(421, 2_188, 35, 243), 'ru')).toContain('от «на 0,4 меньше» до «на 9,1 больше»')
  })
})

describe('did it pay', () => {
  const usualCheck = { currency: 'RUB', amount: 415_000 }
  const discounted = (discount: number, known = 149) => ({
    ...came,
    amounts: [{ currency: 'RUB', orders: 149, sum: 101_230_000, discount, discountKnown: known }],
  })
  const reckoned = (
    effect: Effect,
    marginPer100: number | null,
    discount: number,
    language: 'en' | 'ru' = 'en',
    all = 149,
  ) => {
    const after = discounted(discount, all)
    const reckoning = reckon(effect, { marginPer100, usualCheck, discounts: after.amounts })
    return said(effect, language, { came: after, reckoning, usualCheck })
  }
  const more = measured(1_712, 7_870, 148, 874)

  test('reckoned: no, although it sold more', () => {
    const text = reckoned(more, 35, 142_000_000)
    expect(text).toContain(
      'Did it sell more? Yes.\nDid it pay? Reckoned: no.\n379 more buyers at the usual check of RUB 4,150',
    )
    expect(text).toMatch(
      /bring about RUB 55\d,\d{3}[.\d]* of what you keep; the orders after it carry RUB 1,420,000 of discounts/,
    )
    expect(text).toMatch(
      /Between −RUB 1,1\d\d,\d{3}[.\d]* and −RUB 5\d\d,\d{3}[.\d]*\. An estimate, not a measurement\./,
    )
  })

  test('yes; it cannot be told; fewer buyers', () => {
    expect(reckoned(more, 90, 100)).toContain('Did it pay? Reckoned: yes.')
    expect(reckoned(measured(421, 2_188, 35, 243), 35, 0)).toContain('Did it pay? Reckoned: it cannot be told.')
    expect(reckoned(measured(1_480, 7_870, 190, 874), 35, 100)).toMatch(
      /no\.\n\d+ fewer buyers at the usual check .* cost about RUB/,
    )
    expect(reckoned(more, 35, 142_000_000, 'ru')).toContain('Окупилась? По расчёту: нет.')
  })

  test('without a margin, or where discounts are not known, it says what is missing, and no figure', () => {
    expect(reckoned(more, null, 100)).toContain('Did it pay? Say what you keep of 100, and I reckon it.')
    expect(reckoned(more, 35, 100, 'en', 12)).toContain('do not say what was taken off')
    expect(reckoned(measured(20, 100, 2, 100), null, 100)).not.toContain('Did it pay')
    expect(said({ kind: 'none' })).not.toContain('Did it pay')
  })
})

describe('what is no state', () => {
  test.each<[Effect, RegExp]>([
    [{ kind: 'none' }, /Because of it: this broadcast had no control group of its own, so it cannot be known\./],
    [{ kind: 'ended', at: AT }, /the control group was ended early, on 24 Nov 2026/],
    [
      { kind: 'unsound', why: 'sizes', groups: sides(1, 2, 1, 2), share: 1_000 },
      /the groups differ, something is wrong/,
    ],
    [
      { kind: 'preliminary', until: AT + 10 * DAY, sequence: null, ...sides(30, 500, 2, 50) },
      /so far 30 of 500 bought, in the control group 2 of 50\.\nThe answer comes Fri 4 Dec, 10:00\./,
    ],
    [{ kind: 'preliminary', until: null, sequence: null, ...sides(0, 5, 0, 5) }, /It is still being sent/],
    [
      {
        ...{ kind: 'preliminary', until: AT, ...sides(300, 1_000, 40, 200) },
        sequence: { difference: 0.1, low: -0.05, high: 0.25 },
      },
      /Preliminary: the truth lies between 5\.0 fewer and 25\.0 more in 100\./,
    ],
  ])('%j says neither yes nor no', (effect, line) => {
    const text = said(effect)
    expect(text).toMatch(line)
    expect(text).not.toContain('Did it sell more?')
  })

  test('orders that do not count stand apart; none is none', () => {
    expect(
      said({ kind: 'none' }, 'en', { came: { ...came, shared: some(3, 500), withoutIt: some(8, 100) } }),
    ).toContain(
      [
        'Not counted: codes of theirs used by somebody else, 3 orders, RUB 5',
        'Not counted: its code used by those who did not get it, 8 orders, RUB 1',
      ].join('\n'),
    )
    const nothing = { ...came, ...NONE, people: 0, by: [] }
    expect(said({ kind: 'none' }, 'en', { came: nothing })).toContain('Came after it: no order')
  })

  test('several currencies are not added up', () => {
    const usd = { currency: 'USD', orders: 9, sum: 1_000, discount: 0, discountKnown: 0 }
    const text = said({ kind: 'none' }, 'en', { came: { ...came, amounts: [usd, ...came.amounts] } })
    expect(text).toContain('RUB 1,012,300 + $10')
    expect(text).not.toContain('average check')
  })
})

test('no end of a sure difference is said to be nought, and every sentence holds its figures', () => {
  expect([0, 0.0004, 0.00004, 0.048, 1].map(share => perHundred(share, 'en'))).toEqual([
    '0.0',
    '0.04',
    '0.004',
    '4.8',
    '100.0',
  ])
  const buyers = fc.integer({ min: 0, max: 5_000 })
  fc.assert(
    fc.property(buyers, buyers, buyers, buyers, (a, b, c, d) => {
      const effect = measured(a, a + b + 1, c, c + d + 1)
      const text = plain(effectLines(effect, words))
      expect(text).not.toMatch(/NaN|undefined|−|-\d/)
      if (effect.kind === 'more') expect(text).toMatch(/\d more buyers in 100/)
      if (effect.kind === 'more' || effect.kind === 'fewer') expect(text).not.toContain('between 0.0 and')
    }),
  )
})

test('the card of a broadcast that was to sell: judged by orders, once any order is known', async () => {
  const db = await temporaryDb()
  addPeople(db, 40)
  addBroadcast(db, { state: 'finished' })
  for (let id = 1; id <= 40; id++) addRow(db, { id, person: id, variant: 11, state: 'sent' })
  const beside = async () => ({ usual: null, paid: await findPaid(db, 1, SHOP, AT + 9 * DAY), currency: 'EUR' })
  const text = async () => reportText(await findReport(db, 1), 'en', AT + 9 * DAY, await beside()).text
  expect(await findPaid(db, 1, SHOP, AT)).toBeNull()
  expect(await text()).toContain('judged by people who clicked')
  db.sql(
    `insert into customers (id, external_id, subscriber_id, created_at) values (1, 'c1', 1, 0), (2, 'c2', 2, 0)`,
  ).run()
  db.sql(
    `insert into orders (id, external_id, customer_id, at, status, total, currency) values (1, 'o1', 1, ?, 'paid', 5000, 'EUR')`,
  ).run(AT + DAY)
  addConversion(db, { order: 1, delivery: 1, person: 1, at: AT + DAY, amount: 5_000 })
  expect(await findEffect(db, { broadcastId: 1 }, AT)).toEqual({ kind: 'none' })
  const shown = await text()
  expect(shown).toContain('judged by people who bought')
  expect(shown).toContain('Came after it: 1 order, €50 (after a click 1)')
  expect(shown).toContain('Bought: 1 person (2.5 %) · average check €50 · €1.25 a message')
  expect(shown).toContain('Orders are known of 5.0 % of those who got it.')
  const slow = reportText(await findReport(db, 1), 'en', AT, { usual: null, paid: 'slow', currency: 'EUR' }).text
  expect(slow).toContain('Counting its orders takes too long just now')
  expect(slow).not.toContain('🎯')
  db.sql(`update offers set goal = 'inform'`).run()
  expect(await text()).toContain('Came after it: 1 order')
  db.sql(`delete from conversions`).run()
  expect(await text()).not.toContain('Came after it')
  db.sql(`update offers set goal = 'sell', kind = 'service'`).run()
  expect(await text()).not.toContain('Came after it')
})
