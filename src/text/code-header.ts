import { fold } from './fold.js'

/** What stands over a column of promo codes. */
const HEADERS: ReadonlySet<string> = new Set(
  [
    ...['code', 'codes', 'promo', 'promo code', 'promo codes', 'promocode', 'promocodes', 'promo_code', 'promo-code'],
    ...['coupon', 'coupons', 'coupon code', 'coupon_code', 'coupon codes', 'discount code', 'discount codes'],
    ...['voucher', 'vouchers', 'voucher code', 'gift code', 'код', 'коды', 'промокод', 'промокоды', 'промо-код'],
    ...['промо-коды', 'промо код', 'промо коды', 'купон', 'купоны', 'код купона', 'код скидки', 'скидочный код'],
    ...['ваучер', 'сертификат', 'код сертификата', 'номер купона'],
  ].map(fold),
)

/** True for what stands over a column of promo codes, and is none itself. */
export function isCodeHeader(cell: string): boolean {
  const plain = fold(cell).replace(/[:.№#]{1,3}$/u, '')
  return HEADERS.has(plain.trim())
}
