import { z } from 'zod'
import type { OrderStatus } from '../../audience/order.js'
import type { ReadCall, ShopContext, Told, ToldRefund } from '../order-told.js'
import { orderWord } from '../recognise/column/statuses.js'
import {
  clickIdIn,
  currencyIn,
  emailIn,
  idIn,
  isGone,
  jsonOf,
  linesIn,
  listOf,
  minorIn,
  momentIn,
  nameIn,
  phoneIn,
  pieces,
  unpacked,
  wordsOf,
  written,
  yes,
} from './payload.js'

/** The order of the notification that *Send test notification* sends. */
const SAMPLE_ORDER = String(820_982_911_946_154_500)
/** What apps for subscriptions, and Shopify itself, mark an order with that continued by itself. */
const RENEWAL_TAG = /\bsubscription recurring order\b|\brecurring[ _-]order\b/i
const FIRST_TAG = /\bsubscription first order\b/i

const money = z.object({ amount: written, currency_code: written }).nullable().catch(null)
const set = z.object({ shop_money: money }).nullable().catch(null)
const address = z
  .object({ first_name: written, last_name: written, phone: written, country_code: written })
  .nullable()
  .catch(null)
const refund = z.object({
  id: written,
  order_id: written,
  transactions: listOf(
    z.object({ kind: written, status: written, amount: written, currency: written, amount_set: set }),
  ),
  refund_line_items: listOf(z.object({ restock_type: written, subtotal_set: set, total_tax_set: set })),
  order_adjustments: listOf(z.object({ kind: written, amount_set: set, tax_amount_set: set })),
})
type Refund = z.infer<typeof refund>

const order = z.object({
  id: written,
  name: written,
  order_number: written,
  test: yes,
  financial_status: written,
  cancelled_at: written,
  created_at: written,
  processed_at: written,
  updated_at: written,
  currency: written,
  total_price: written,
  total_price_set: set,
  current_total_price: written,
  current_total_price_set: set,
  total_discounts: written,
  total_discounts_set: set,
  discount_codes: listOf(z.object({ code: written })),
  email: written,
  contact_email: written,
  phone: written,
  customer: z
    .object({
      id: written,
      email: written,
      phone: written,
      first_name: written,
      last_name: written,
      default_address: address,
    })
    .nullable()
    .catch(null),
  billing_address: address,
  shipping_address: address,
  line_items: listOf(
    z.object({
      name: written,
      title: written,
      variant_title: written,
      sku: written,
      quantity: pieces,
      price: written,
      price_set: set,
    }),
  ),
  refunds: listOf(refund),
  note_attributes: listOf(z.object({ name: written, value: written })),
  landing_site: written,
  referring_site: written,
  source_name: written,
  tags: wordsOf,
})
type Payload = z.infer<typeof order>

/**
 * Reads a call of Shopify, of every topic of orders and refunds: what it is stands in the body, which is signed, and not
 * in the topic, which is not; but for what is gone, whose body is an id. Money is the shop's (`shop_money`), never what was shown to the customer. The number is
 * `name` (`#1042`), as in its export. By shopify.dev/docs/api/admin-rest/latest/resources/order and …/refund.
 */
export const readShopify: ReadCall = ({ body, topic }, context) => {
  const said = jsonOf(body)
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return { kind: 'failed', why: 'not_read' }
  const value = unpacked(said)
  if ('order_id' in value && ('refund_line_items' in value || 'transactions' in value)) return refundOf(value)
  const parsed = order.safeParse(value)
  if (!parsed.success) return { kind: 'failed', why: 'not_read' }
  const shopId = idIn(parsed.data.id)
  if (shopId !== null && isGone(value, topic))
    return shopId === SAMPLE_ORDER ? { kind: 'test', orderId: null } : { kind: 'gone', shopId }
  if ('invoice_url' in value && 'order_id' in value) return { kind: 'nothing', why: 'draft', orderId: null }
  // Carts and checkouts have positions and a sum, too.
  const isOrder = 'line_items' in value && ('financial_status' in value || 'order_number' in value)
  if (!isOrder || !('total_price' in value || 'total_price_set' in value))
    return { kind: 'nothing', why: 'other', orderId: null }
  return orderOf(parsed.data, shopId, context)
}

function refundOf(value: object): Told {
  const parsed = refund.safeParse(value)
  const shopId = parsed.success ? idIn(parsed.data.order_id) : null
  if (!parsed.success || shopId === null) return { kind: 'failed', why: 'id' }
  if (shopId === SAMPLE_ORDER) return { kind: 'test', orderId: null }
  const told = refundedBy(parsed.data, null)
  return told === null ? { kind: 'nothing', why: 'other', orderId: null } : { kind: 'refund', shopId, refunds: [told] }
}

function orderOf(payload: Payload, shopId: string | null, context: ShopContext): Told {
  const number = idIn(payload.name) ?? idIn(payload.order_number) ?? shopId
  if (payload.test === true || shopId === SAMPLE_ORDER) return { kind: 'test', orderId: number }
  if (shopId === null || number === null) return { kind: 'failed', why: 'id' }
  const currency =
    currencyIn(payload.total_price_set?.shop_money?.currency_code ?? null) ?? currencyIn(payload.currency)
  if (currency === null) return { kind: 'failed', why: 'currency' }
  const minor = (shop: z.infer<typeof set>, plain: string | null) =>
    minorIn(shop?.shop_money?.amount ?? null, currency) ?? minorIn(plain, currency)
  const ordered = minor(payload.total_price_set, payload.total_price)
  if (ordered === null || ordered < 0) return { kind: 'failed', why: 'total' }
  const at = momentIn(payload.processed_at) ?? momentIn(payload.created_at)
  if (at === null) return { kind: 'failed', why: 'at' }
  const refunds = payload.refunds.flatMap(one => refundedBy(one, currency) ?? [])
  const given = refunds.reduce((sum, { amount }) => sum + amount, 0)
  const status = statusOf(payload)
  const current = minor(payload.current_total_price_set, payload.current_total_price)
  const total = status === 'paid' ? editedTotal(payload, ordered, current, given) : ordered
  const { customer, billing_address: billing, shipping_address: shipping } = payload
  const country = (one: { country_code: string | null } | null) => one?.country_code ?? context.country
  const [code] = payload.discount_codes
  return {
    kind: 'order',
    shopId,
    toldAt: momentIn(payload.updated_at) ?? 0,
    dated: true,
    // What was refunded in another currency is not in the list, but the whole of it is known by the status.
    refunds: status === 'refunded' && given < total ? null : refunds,
    clickId: clickIdIn([
      payload.landing_site,
      payload.referring_site,
      ...payload.note_attributes.map(({ name, value }) => `${name}=${value}`),
      ...payload.note_attributes.map(({ value }) => value),
    ]),
    customer: {
      externalId: idIn(customer?.id ?? null),
      telegramId: null,
      phone: phoneIn([
        { written: payload.phone, country: country(billing ?? shipping) },
        { written: customer?.phone ?? null, country: country(customer?.default_address ?? billing) },
        { written: billing?.phone ?? null, country: country(billing) },
        { written: shipping?.phone ?? null, country: country(shipping) },
        { written: customer?.default_address?.phone ?? null, country: country(customer?.default_address ?? null) },
      ]),
      email: emailIn([payload.email, payload.contact_email, customer?.email]),
      firstName: nameIn(customer?.first_name ?? billing?.first_name ?? shipping?.first_name),
      lastName: nameIn(customer?.last_name ?? billing?.last_name ?? shipping?.last_name),
    },
    order: {
      externalId: number,
      at,
      atPrecision: 'time',
      status,
      total,
      refunded: status === 'refunded' ? total : Math.min(given, total),
      discount: minor(payload.total_discounts_set, payload.total_discounts),
      renewal: renewalOf(payload),
      currency,
      promoCode: nameIn(code?.code),
      lines: linesIn(
        payload.line_items.map(line => ({
          product: line.name ?? titleOf(line.title, line.variant_title),
          sku: line.sku,
          category: null,
          quantity: line.quantity,
          price: minor(line.price_set, line.price),
        })),
      ),
      clickDelivery: null,
    },
  }
}

/**
 * What a paid order came to once its positions were changed: `total_price` is what was ordered, `current_total_price` what
 * stands of it. Where something was given back, or is about to be, the one cannot be told from the other but by being less
 * than both say; goods that came back for no money yet change nothing.
 */
function editedTotal({ refunds }: Payload, ordered: number, current: number | null, given: number): number {
  if (current === null || current < 0) return ordered
  const returned = refunds.some(
    one => one.transactions.length === 0 && one.refund_line_items.some(line => line.restock_type === 'return'),
  )
  if (returned) return ordered
  if (refunds.every(one => one.transactions.length === 0)) return current
  return given > 0 ? Math.min(ordered, current + given) : ordered
}

/** Paid in part is not yet paid, as in its export; what was cancelled and given back is given back. */
function statusOf({ financial_status: financial, cancelled_at: cancelled }: Payload): OrderStatus {
  const word = financial === null ? null : orderWord(financial)
  if (word === 'refunded') return 'refunded'
  if (cancelled !== null) return 'cancelled'
  return word === 'paid' || word === 'cancelled' ? word : 'pending'
}

function renewalOf({ source_name: source, tags }: Payload): boolean | null {
  if (source === 'subscription_contract' || RENEWAL_TAG.test(tags ?? '')) return true
  return source === 'subscription_contract_checkout_one' || FIRST_TAG.test(tags ?? '') ? false : null
}

function titleOf(title: string | null, variant: string | null): string | null {
  return title === null || variant === null || variant === 'Default Title' ? title : `${title} - ${variant}`
}

/**
 * What a refund gave back, in the shop's money: its successful transactions, or, where those are in another currency, the
 * positions with their taxes and what was adjusted. Null where nothing was given back (goods put back on the shelf).
 * @param currency the shop's; null where only the refund is known
 */
function refundedBy({ id, transactions, refund_line_items, order_adjustments }: Refund, currency: string | null) {
  const refundId = idIn(id)
  if (refundId === null) return null
  const paid = transactions.filter(({ kind, status }) => kind === 'refund' && (status ?? 'success') === 'success')
  if (paid.length === 0) return null
  const inShop = paid.map(one => moneyOf(one.amount_set) ?? plainOf(one.amount, one.currency ?? currency))
  const own = currency ?? shopCurrencyOf(refund_line_items) ?? inShop[0]?.currency ?? null
  const sum = (parts: readonly (Money | null)[]): ToldRefund | null => {
    if (own === null || parts.some(part => part === null || part.currency !== own)) return null
    const amount = parts.reduce((total, part) => total + (part?.amount ?? 0), 0)
    return amount > 0 ? { id: refundId, amount, currency: own } : null
  }
  return (
    sum(inShop) ??
    sum([
      ...refund_line_items.flatMap(line => [moneyOf(line.subtotal_set), moneyOf(line.total_tax_set)]),
      // Shipping that is given back is written as what the shop lost: below zero.
      ...order_adjustments
        .filter(({ kind }) => kind === 'shipping_refund')
        .flatMap(one => [moneyOf(one.amount_set), moneyOf(one.tax_amount_set)].map(negated)),
    ])
  )
}

type Money = { amount: number; currency: string }

function moneyOf(amounts: z.infer<typeof set>): Money | null {
  return plainOf(amounts?.shop_money?.amount ?? null, amounts?.shop_money?.currency_code ?? null)
}

function plainOf(amount: string | null, code: string | null): Money | null {
  const currency = currencyIn(code)
  const minor = currency === null ? null : minorIn(amount, currency)
  return minor === null || currency === null ? null : { amount: minor, currency }
}

function negated(money: Money | null): Money | null {
  return money === null ? null : { ...money, amount: -money.amount }
}

function shopCurrencyOf(lines: Refund['refund_line_items']): string | null {
  return currencyIn(lines[0]?.subtotal_set?.shop_money?.currency_code ?? null)
}
