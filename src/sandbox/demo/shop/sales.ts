import { DAY } from '../../../clock.js'
import { csvRows } from '../../../reports/export/csv.js'
import type { Language } from '../../../text/format.js'
import { type Folk, KINDS, phoneOf, type Someone } from '../crowd/folk.js'
import { insightWords } from '../words/insight-words.js'

const MONTH = 30 * DAY
const FIRST_NUMBER = 1_001
const HEADERS = [
  ...['Name', 'Email', 'Financial Status', 'Paid at', 'Fulfillment Status', 'Fulfilled at', 'Accepts Marketing'],
  ...['Currency', 'Subtotal', 'Shipping', 'Taxes', 'Total', 'Discount Code', 'Discount Amount', 'Shipping Method'],
  ...['Created at', 'Lineitem quantity', 'Lineitem name', 'Lineitem price', 'Lineitem sku', 'Billing Name'],
  ...['Billing Country', 'Billing Phone', 'Cancelled at', 'Payment Method', 'Refunded Amount', 'Id', 'Phone'],
]

/**
 * Something that somebody bought; `total` and `discount` are minor units. `code`: the promo code that it was bought with; `led`:
 * the address by which they came to the shop. Missing: none.
 */
export type Sale = {
  number: string
  buyer: Someone
  at: number
  total: number
  discount?: number
  code?: string
  led?: string
}

/** What the demo's customers bought until now, the oldest first. @param now ms UTC */
export function salesOf(folk: Folk, language: Language, now: number): Sale[] {
  const { priceFactor } = insightWords(language)
  const sales = folk.everybody.flatMap((buyer, i) => {
    if (buyer.kind === null) return []
    const { days, spread, orders, price } = buyer.kind
    const last = now - (days + (Math.floor(i / KINDS.length) % spread)) * DAY
    const total = (price + (i % 10) * 100) * priceFactor
    return Array.from({ length: orders }, (_none, n) => ({ buyer, at: last - n * MONTH, total }))
  })
  return sales.sort((a, b) => a.at - b.at).map((sale, i) => ({ ...sale, number: numberOf(i) }))
}

/** What the shop calls its so-manyth order, from 0. */
export function numberOf(nth: number): string {
  return `#${FIRST_NUMBER + nth}`
}

/** Money as shops write it. */
export function majorOf(minor: number): string {
  return (minor / 100).toFixed(2)
}

/** The file that a shop on Shopify exports: Orders → Export → All orders. */
export function ordersFile(sales: readonly Sale[], currency: string, language: Language): string {
  const { product } = insightWords(language)
  const row = ({ number, buyer, at, total }: Sale, i: number) => {
    const amount = majorOf(total)
    const paid = `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} +0000`
    const phone = `'${phoneOf(buyer, language)}`
    return [
      ...[number, '', 'paid', paid, 'fulfilled', paid, 'yes'],
      ...[currency, amount, '0.00', '0.00', amount, '', '0.00', 'Standard'],
      ...[paid, 1, product, amount, 'BOOTS', ''],
      ...[language === 'ru' ? 'RU' : 'LV', phone, '', 'Card', '0.00', 5_510_000_000_000 + i, phone],
    ]
  }
  return csvRows([HEADERS, ...sales.map(row)], ',')
}
