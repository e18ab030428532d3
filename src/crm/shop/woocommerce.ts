import { DateTime } from 'luxon'
import { z } from 'zod'
import type { OrderStatus } from '../../audience/order.js'
import type { ReadCall, ShopContext, Told } from '../order-told.js'
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
  written,
} from './payload.js'

/** What WooCommerce sends when a webhook is saved: no order, and not signed (WC_Webhook::deliver_ping). */
const PING = /^webhook_id=\d{1,20}$/

const address = z
  .object({ first_name: written, last_name: written, email: written, phone: written, country: written })
  .nullable()
  .catch(null)
const meta = listOf(z.object({ key: written, value: written }))
const order = z.object({
  id: written,
  number: written,
  status: written,
  currency: written,
  total: written,
  discount_total: written,
  discount_tax: written,
  customer_id: written,
  created_via: written,
  date_created: written,
  date_created_gmt: written,
  date_modified: written,
  date_modified_gmt: written,
  date_paid: written,
  date_paid_gmt: written,
  billing: address,
  shipping: address,
  line_items: listOf(z.object({ name: written, sku: written, quantity: pieces, total: written, total_tax: written })),
  coupon_lines: listOf(z.object({ code: written })),
  refunds: listOf(z.object({ id: written, total: written })),
  meta_data: meta,
})
type Payload = z.infer<typeof order>

/** True for the first word of a webhook that was just saved, which is not signed. */
export function isPing(body: Buffer): boolean {
  return body.length < 64 && PING.test(body.toString('latin1').trim())
}

/**
 * Reads a call of WooCommerce (order.created, updated, deleted, restored): the order as its REST API has it. Times in
 * `…_gmt` are UTC without saying so; the number is `number`, as in exports, which plug-ins may have changed from `id`.
 * What a status of a plug-in means is guessed by its word, else by whether it was paid. By
 * woocommerce.github.io/woocommerce-rest-api-docs, *Order properties*, and developer.woocommerce.com, *Webhooks*.
 */
export const readWooCommerce: ReadCall = ({ body, topic }, context) => {
  if (isPing(body)) return { kind: 'test', orderId: null }
  const said = jsonOf(body)
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return { kind: 'failed', why: 'not_read' }
  const value = asToday(unpacked(said))
  const parsed = order.safeParse(value)
  if (!parsed.success) return { kind: 'failed', why: 'not_read' }
  const shopId = idIn(parsed.data.id)
  if (shopId !== null && isGone(value, topic)) return { kind: 'gone', shopId }
  // A subscription looks like an order; its renewals come as orders of their own.
  if (!('status' in value) || !('line_items' in value) || !('total' in value) || 'billing_period' in value)
    return { kind: 'nothing', why: 'other', orderId: null }
  return orderOf(parsed.data, shopId, context)
}

const group = z.record(z.string(), z.unknown()).catch({})

/** An order of the API before 2017 (*Legacy API v3*), which webhooks may still be set to, with the names of today's. */
function asToday(value: object): object {
  if (!('order_number' in value && 'billing_address' in value)) return value
  const old = group.parse(value)
  const paid = group.parse(old['payment_details'])['paid'] === true
  return {
    ...{ number: old['order_number'], discount_total: old['total_discount'] },
    ...{ date_created_gmt: old['created_at'], date_modified_gmt: old['updated_at'] },
    ...{ billing: old['billing_address'], shipping: old['shipping_address'] },
    ...{ customer_id: group.parse(old['customer'])['id'], date_paid_gmt: paid ? old['updated_at'] : null },
    ...value,
  }
}

function orderOf(payload: Payload, shopId: string | null, context: ShopContext): Told {
  const number = idIn(payload.number) ?? shopId
  if (shopId === null || number === null) return { kind: 'failed', why: 'id' }
  if (/^(?:wc-)?(?:checkout-draft|auto-draft)$/.test(payload.status ?? ''))
    return { kind: 'nothing', why: 'draft', orderId: number }
  const currency = currencyIn(payload.currency)
  if (currency === null) return { kind: 'failed', why: 'currency' }
  const minor = (amount: string | null) => minorIn(amount, currency)
  const total = minor(payload.total)
  if (total === null || total < 0) return { kind: 'failed', why: 'total' }
  const at = momentIn(payload.date_created_gmt) ?? localMoment(payload.date_created, context.zone)
  if (at === null) return { kind: 'failed', why: 'at' }
  const status = statusOf(payload)
  const given = payload.refunds.reduce((sum, { total: part }) => sum + Math.abs(minor(part) ?? 0), 0)
  const discount = minor(payload.discount_total)
  const { billing, shipping } = payload
  const [coupon] = payload.coupon_lines
  return {
    kind: 'order',
    shopId,
    toldAt: momentIn(payload.date_modified_gmt) ?? localMoment(payload.date_modified, context.zone) ?? 0,
    dated: true,
    refunds: null,
    clickId: clickIdIn(payload.meta_data.flatMap(({ key, value }) => [value, `${key}=${value}`])),
    customer: {
      externalId: idIn(payload.customer_id),
      telegramId: null,
      phone: phoneIn([
        { written: billing?.phone ?? null, country: billing?.country ?? context.country },
        { written: shipping?.phone ?? null, country: shipping?.country ?? context.country },
      ]),
      email: emailIn([billing?.email, shipping?.email]),
      firstName: nameIn(billing?.first_name ?? shipping?.first_name),
      lastName: nameIn(billing?.last_name ?? shipping?.last_name),
    },
    order: {
      externalId: number,
      at,
      atPrecision: 'time',
      status,
      total,
      refunded: status === 'refunded' ? total : Math.min(given, total),
      discount: discount === null ? null : Math.max(0, discount + (minor(payload.discount_tax) ?? 0)),
      renewal: renewalOf(payload),
      currency,
      promoCode: nameIn(coupon?.code),
      lines: linesIn(
        payload.line_items.map(line => {
          const sum = minor(line.total)
          const paid = sum === null ? null : sum + (minor(line.total_tax) ?? 0)
          return {
            ...{ product: line.name, sku: line.sku, category: null, quantity: line.quantity },
            price: paid === null || line.quantity < 1 ? null : Math.round(paid / line.quantity),
          }
        }),
      ),
      clickDelivery: null,
    },
  }
}

function statusOf({ status, date_paid, date_paid_gmt }: Payload): OrderStatus {
  const word = status === null ? null : orderWord(status)
  if (word === null) return (date_paid_gmt ?? date_paid) === null ? 'pending' : 'paid'
  return word === 'partly' ? 'pending' : word
}

/** WooCommerce Subscriptions marks both the order that renews and how it was made. */
function renewalOf({ created_via: by, meta_data: meta }: Payload): boolean | null {
  if (by === 'subscription' || meta.some(({ key, value }) => key === '_subscription_renewal' && value !== null))
    return true
  return null
}

/** A time without an offset, in the zone of the shop; ms UTC. */
function localMoment(time: string | null, zone: string): number | null {
  if (time === null) return null
  const moment = DateTime.fromISO(time.replace(' ', 'T'), { zone })
  return moment.isValid ? moment.toMillis() : null
}
