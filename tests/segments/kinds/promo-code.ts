import fc from 'fast-check'
import type { PromoCode } from '../../../src/segments/kinds/promo-code.js'
import { days, NOBODY, promoCode } from '../cases/conditions.js'
import { registerCases } from '../cases/kind.js'
import { holdsPromoCode } from '../reading/order.js'
import * as small from '../small.js'
import * as wide from '../wide.js'

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
  ],
  holds: holdsPromoCode,
  asked: fc.record({
    ...{ leaf: fc.constant('promoCode' as const), count: small.count, window: fc.option(small.window) },
    code: fc.option(fc.constantFrom('spring', 'ЛЕТО', 'X')),
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
  ],
  any: wide.leafOf('promoCode', fc.record({ ...wide.event, code: fc.option(wide.text) })),
})
