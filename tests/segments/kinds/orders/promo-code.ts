import fc from 'fast-check'
import type { PromoCode } from '../../../../src/segments/kinds/orders/promo-code.js'
import { days, NOBODY, promoCode } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { holdsPromoCode } from '../../reading/order.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const ENDS = { contains: 'ng', at: 'end' as const }
const LETO = { contains: 'ле', at: 'start' as const }
const code: fc.Arbitrary<NonNullable<PromoCode['code']>> = fc.oneof(
  wide.text,
  fc.record(
    { contains: wide.text, at: fc.constantFrom('start' as const, 'end' as const) },
    { requiredKeys: ['contains'] },
  ),
)

registerCases<PromoCode>('promoCode', {
  table: [
    ['any code', promoCode(null), 'ann bob dan', 'used promo code', 'есть промокод'],
    [
      ...(['a code, whatever the case, where the order counts', promoCode('Spring'), 'ann dan'] as const),
      ...(['used promo code "Spring"', 'есть промокод "Spring"'] as const),
    ],
    [
      ...(['a code with е for ё', promoCode('ЛЕТО Е'), 'bob'] as const),
      ...(['used promo code "ЛЕТО Е"', 'есть промокод "ЛЕТО Е"'] as const),
    ],
    ['a code nobody used', promoCode('X'), NOBODY, 'used promo code "X"', 'есть промокод "X"'],
    ['twice', promoCode(null, null, { atLeast: 2 }), NOBODY, 'used promo code 2+', 'промокоды 2+'],
    [
      ...(['once', promoCode('spring', null, { exactly: 1 }), 'ann dan'] as const),
      ...(['used promo code "spring" exactly 1', 'промокоды "spring" ровно 1'] as const),
    ],
    [
      ...(['in 10 days, the edge included', promoCode('SPRING', days(10)), 'ann'] as const),
      ...(['used promo code "SPRING" in 10 days', 'есть промокод "SPRING" за 10 дней'] as const),
    ],
    [
      ...(['without a code', promoCode(null, null, 'none'), 'cat eve finn gus hana'] as const),
      ...(['no promo codes', 'нет промокодов'] as const),
    ],
    [
      ...(['without this code', { not: promoCode('SPRING') }, 'bob cat eve finn gus hana'] as const),
      ...(['no promo code "SPRING"', 'нет промокода "SPRING"'] as const),
    ],
    [
      ...(['a part of a code, whatever the case', promoCode({ contains: 'PRI' }), 'ann dan'] as const),
      ...(['used promo code contains "PRI"', 'есть промокод содержит "PRI"'] as const),
    ],
    [
      ...(['how a code begins', promoCode({ contains: 'лето', at: 'start' }, null, { exactly: 1 }), 'bob'] as const),
      ...(['used promo code starts with "лето" exactly 1', 'промокод начинается с "лето" ровно 1'] as const),
    ],
    [
      ...(['how a code ends', promoCode({ contains: 'NG', at: 'end' }, days(10)), 'ann'] as const),
      ...(['used promo code ends with "NG" in 10 days', 'есть промокод заканчивается на "NG" за 10 дней'] as const),
    ],
    [
      ...(['no code like that', { not: promoCode({ contains: 'pri' }) }, 'bob cat eve finn gus hana'] as const),
      ...(['no promo code contains "pri"', 'нет промокода содержит "pri"'] as const),
    ],
    [
      ...(['a sign of SQL is a letter', promoCode({ contains: '%' }), NOBODY] as const),
      ...(['used promo code contains "%"', 'есть промокод содержит "%"'] as const),
    ],
    [
      ...(['a space alone asks for nothing', promoCode({ contains: ' ' }), NOBODY] as const),
      ...(['used promo code contains " "', 'есть промокод содержит " "'] as const),
    ],
  ],
  holds: holdsPromoCode,
  asked: fc.record({
    ...{ leaf: fc.constant('promoCode' as const), count: small.count, window: fc.option(small.window) },
    code: fc.option(
      fc.constantFrom<NonNullable<PromoCode['code']>>('spring', 'ЛЕТО', 'X', { contains: 'PR' }, LETO, ENDS),
    ),
  }),
  weight: 2,
  buttons: [
    [
      ['🛒 Orders', '🎟 Promo code', '🎟 Which code', 'SPRING', '🕒 When', { type: 'in 2 months' }],
      { all: [{ leaf: 'promoCode', code: 'SPRING', window: { in: 2, unit: 'months' } }, { leaf: 'linked' }] },
    ],
    [
      ['🛒 Orders', '🎟 Promo code', '🎟 Which code', { type: 'spring' }, '🔢 How often', 'none'],
      { all: [{ leaf: 'promoCode', code: 'spring', count: 'none' }, { leaf: 'linked' }] },
    ],
    [
      ['🛒 Orders', '🎟 Promo code', '🔤 Contains', { type: 'starts with SUM' }, '🔢 How often', 'none'],
      { all: [{ leaf: 'promoCode', code: { contains: 'SUM', at: 'start' }, count: 'none' }, { leaf: 'linked' }] },
    ],
  ],
  any: wide.leafOf('promoCode', fc.record({ ...wide.event, code: fc.option(code) })),
})
