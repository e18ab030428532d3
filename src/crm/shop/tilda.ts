import { z } from 'zod'
import { fold } from '../../text/fold.js'
import type { ReadCall, ShopContext, Told } from '../order-told.js'
import { amountIn, toMinor } from '../recognise/cell/amount.js'
import { splitName } from '../recognise/cell/personal-name.js'
import { readLineItems } from '../recognise/row/line-items.js'
import { readForm } from './form.js'
import { clickIdIn, currencyIn, emailIn, idIn, jsonOf, linesIn, nameIn, phoneIn, written } from './payload.js'

const MOST_PRODUCTS = 1_000
/** What Tilda sends when a webhook is added. */
const TEST = /^(?:test=test|\{\s*"test"\s*:\s*"test"\s*\})$/
const PHONE = /^(?:ma_)?(?:phone|tel|mobile|телефон|номер телефона|тел|whatsapp)\b|phone|телефон/u
const EMAIL = /e-?mail|почт/u
const NAME = /^(?:ma_)?(?:name|first.?name|full.?name|your.?name|имя|фио|имя и фамилия)$/u
const LAST_NAME = /^(?:surname|last.?name|фамилия)$/u
/** «Name (options) x 2 ≡ 690», or without pieces «name=490»: the price is of one piece. */
const PRODUCT = /^(.+?)(?:\s[xх×]\s?(\d{1,6}))?\s?[≡=]\s?(-?[\d\s.,]{1,20})$/isu

/** Some scripts received its quotes as those of HTML. */
const parsed = (value: unknown) =>
  typeof value === 'string'
    ? (jsonOf(Buffer.from(value)) ?? jsonOf(Buffer.from(value.replaceAll('&quot;', '"'))))
    : value
const payment = z.object({
  sys: written,
  systranid: written,
  orderid: written,
  amount: written,
  currency: written,
  discount: written,
  promocode: written,
  products: z
    .preprocess(parsed, z.union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform(Object.values)]))
    .catch([]),
})
const body = z.looseObject({
  tranid: written,
  payment: z.preprocess(parsed, payment).nullable().catch(null),
})

/**
 * Reads a call of Tilda: a form, bracketed (`payment[products][0][name]`) or with the payment as JSON in one field, or
 * JSON. Fields are called as the owner named them. An order is paid where the payment has a number at its system
 * (`systranid`, not "0"); Tilda does not say when, so it is now, and hardly ever in which
 * currency, so it is the shop's. Its number is
 * `tranid`, as in its export. By help-ru.tilda.cc/formsscript, and what shops' scripts received.
 */
export const readTilda: ReadCall = ({ body: bytes, at }, context) => {
  const text = bytes.toString('utf8').trim()
  if (TEST.test(text)) return { kind: 'test', orderId: null }
  const value = text.startsWith('{') ? jsonOf(bytes) : readForm(text)
  const read = body.safeParse(value)
  if (!read.success || text === '') return { kind: 'failed', why: 'not_read' }
  if (read.data.payment === null) return { kind: 'nothing', why: 'other', orderId: null }
  return orderOf(read.data.payment, read.data.tranid, fieldsOf(read.data), at, context)
}

type Field = { name: string; text: string }

function orderOf(
  pay: z.infer<typeof payment>,
  tranid: string | null,
  fields: readonly Field[],
  at: number,
  { currency: own, country }: ShopContext,
): Told {
  const number = idIn(tranid?.replace(/^\d+:(?=\d+$)/, '') ?? null) ?? idIn(pay.orderid)
  const shopId = idIn(pay.orderid) ?? number
  if (number === null || shopId === null) return { kind: 'failed', why: 'id' }
  const currency = currencyIn(pay.currency) ?? own
  const minor = (text: string | null) => {
    const amount = text === null ? null : (amountIn(text, '.')?.value ?? null)
    return amount === null ? null : toMinor(amount, currency)
  }
  const total = minor(pay.amount)
  if (total === null || total < 0) return { kind: 'failed', why: 'total' }
  const paid = idIn(pay.systranid) !== null
  const find = (pattern: RegExp) => fields.filter(({ name }) => pattern.test(name)).map(({ text }) => text)
  const discount = minor(pay.discount)
  const [name] = find(NAME)
  const [lastName] = find(LAST_NAME)
  const names = lastName === undefined ? splitName(name ?? '') : { first: name, last: lastName }
  return {
    kind: 'order',
    shopId,
    toldAt: 0,
    dated: false,
    refunds: null,
    clickId: clickIdIn(fields.flatMap(({ name, text }) => [text, `${name}=${text}`])),
    customer: {
      externalId: null,
      telegramId: null,
      phone: phoneIn(find(PHONE).map(text => ({ written: text, country }))),
      email: emailIn(find(EMAIL)),
      firstName: nameIn(names.first),
      lastName: nameIn(names.last),
    },
    order: {
      externalId: number,
      at,
      atPrecision: 'time',
      status: paid ? 'paid' : 'pending',
      total,
      refunded: 0,
      discount: discount === null ? null : Math.abs(discount),
      renewal: null,
      currency,
      promoCode: nameIn(pay.promocode),
      lines: linesIn(
        pay.products
          .slice(0, MOST_PRODUCTS)
          .flatMap(productsOf)
          .map(({ product, sku, quantity, price }) => ({
            ...{ product, sku, category: null, quantity },
            price: price === null ? null : toMinor(price, currency),
          })),
      ),
      clickDelivery: null,
    },
  }
}

function productsOf(entry: unknown): { product: string; sku: string | null; quantity: number; price: number | null }[] {
  if (typeof entry === 'object' && entry !== null) return readLineItems(JSON.stringify([plainOf(entry)]))
  if (typeof entry !== 'string') return []
  const [, product, pieces = '1', price = ''] = PRODUCT.exec(entry.slice(0, 2_000).trim()) ?? []
  if (product === undefined) return readLineItems(JSON.stringify([entry]))
  return [{ product, sku: null, quantity: Number(pieces), price: amountIn(price.trim(), '.')?.value ?? null }]
}

/** What of a product is a word or a number: what lies in it may lie as deep as somebody likes. */
function plainOf(product: object): object {
  return Object.fromEntries(Object.entries(product).filter(([, value]) => ['string', 'number'].includes(typeof value)))
}

/** What people typed and Tilda added, by folded name. */
function fieldsOf(all: Record<string, unknown>): Field[] {
  return Object.entries(all)
    .slice(0, 200)
    .flatMap(([name, value]) => {
      const text = written.parse(value)
      return text === null ? [] : [{ name: fold(name), text: text.slice(0, 2_000) }]
    })
}
