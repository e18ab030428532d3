import { amountOf, currencyNamed } from '../../../text/currency.js'
import type { Mapping, Role } from '../../role.js'
import { amountIn, isInMinor, toMinor } from '../cell/amount.js'
import { cut } from '../cell.js'
import { remembering } from '../remembering.js'
import { type LineItem, readLineItems } from './line-items.js'
import type { OrderPart, Wrong } from './part.js'
import type { Reading } from './reading.js'
import { textOf } from './texts.js'

/** What a row says of money; minor units, null where it says nothing. */
export type Money = Pick<OrderPart, 'total' | 'refunded' | 'discount' | 'currency' | 'items'>

const LONGEST = 256

/** An amount of a row: as it is written, and its plain value. */
type Amount = { written: string; value: number | null; currency: string | null }

/** Reads what a row says of money, and what it was for. @returns what of it cannot be */
export function createMoneyReader(mapping: Mapping, { headers }: Reading): (cells: readonly string[]) => Money | Wrong {
  const { roles } = mapping
  const of = (role: Role) => textOf(roles[role])
  const columnOf = (role: Role) => roles[role]?.[0] ?? null
  const reader = (role: Role) => {
    const [text, column] = [of(role), columnOf(role)]
    const decimal = mapping.decimals[String(column)] ?? null
    return (cells: readonly string[]): Amount => {
      const written = text(cells)
      const read = written === '' ? null : amountIn(written, decimal)
      return read === null
        ? { written, value: null, currency: null }
        : { written, value: read.value, currency: read.currency }
    }
  }
  const inMinor = (role: Role) => isInMinor(headers[columnOf(role) ?? -1] ?? '')
  const [totalOf, refundedOf, discountOf, priceOf] = [
    reader('total'),
    reader('refunded'),
    reader('discount'),
    reader('price'),
  ]
  const minors = { total: inMinor('total'), refunded: inMinor('refunded'), discount: inMinor('discount') }
  const priceInMinor = inMinor('price')
  const currencyText = of('currency')
  const named = remembering(currencyNamed)
  const itemsOf = createItemReader(roles)
  const [hasTotal, hasRefunded, hasDiscount] = [
    roles.total !== undefined,
    roles.refunded !== undefined,
    roles.discount !== undefined,
  ]
  /** In units of the currency, whatever the column counts in. */
  const plain = (value: number | null, isMinor: boolean, currency: string | null) =>
    value !== null && isMinor && currency !== null ? amountOf(value, currency) : value
  const minor = (value: number | null, currency: string | null) =>
    value === null || currency === null ? null : toMinor(value, currency)
  const without = (value: number | null) => (value === null ? null : Math.abs(value))

  return cells => {
    const total = totalOf(cells)
    if (total.written !== '' && total.value === null) return { reason: 'total_invalid', column: columnOf('total') }
    const word = currencyText(cells)
    const currency = word === '' ? (total.currency ?? mapping.currency) : named(word)
    if (currency === null && word !== '') return { reason: 'currency_unknown', column: columnOf('currency') }
    const items = itemsOf(cells, plain(priceOf(cells).value, priceInMinor, currency))
    const sum = minor(hasTotal ? plain(total.value, minors.total, currency) : partsOf(items), currency)
    if (total.value !== null && currency === null) return { reason: 'currency_unknown', column: columnOf('total') }
    if (total.value !== null && sum === null) return { reason: 'total_invalid', column: columnOf('total') }
    return {
      total: sum,
      refunded: hasRefunded
        ? without(minor(plain(refundedOf(cells).value, minors.refunded, currency), currency))
        : null,
      currency,
      items,
      discount: hasDiscount
        ? without(minor(plain(discountOf(cells).value, minors.discount, currency), currency))
        : null,
    }
  }
}

/** What the positions of a row come to, where a file has no totals; null when a price is missing. */
function partsOf(items: readonly LineItem[]): number | null {
  if (items.length === 0) return null
  return items.reduce<number | null>(
    (sum, { price, quantity }) => (sum === null || price === null ? null : sum + price * quantity),
    0,
  )
}

function createItemReader(roles: Mapping['roles']): (cells: readonly string[], price: number | null) => LineItem[] {
  const of = (role: Role) => textOf(roles[role])
  const lists = (roles.line_items ?? []).map(column => textOf([column]))
  const [productOf, skuOf, categoryOf, quantityOf] = [of('product'), of('sku'), of('category'), of('quantity')]
  const named = remembering(product => cut(product.replace(/\s+/gu, ' '), LONGEST))
  return (cells, price) => {
    if (lists.length > 0) {
      const items = lists.flatMap(listOf => readLineItems(listOf(cells)))
      if (items.length > 0) return items
    }
    const sku = skuOf(cells)
    const category = categoryOf(cells)
    const product = productOf(cells) || sku || (price === null ? '' : category)
    if (product === '') return []
    const counted = quantityOf(cells)
    const quantity = counted === '' ? 1 : (amountIn(counted, null)?.value ?? 1)
    if (quantity <= 0) return []
    return [
      {
        product: named(product),
        sku: cut(sku, LONGEST) || null,
        category: cut(category, LONGEST) || null,
        quantity: Math.max(1, Math.round(quantity)),
        price,
      },
    ]
  }
}
