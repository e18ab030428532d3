import { z } from 'zod'
import type { OrderLine } from '../../audience/order/line.js'
import { readPhone } from '../../audience/phone.js'
import { isCurrency } from '../../text/currency.js'
import { toMinor } from '../recognise/cell/amount.js'
import { cut } from '../recognise/cell.js'

const LONGEST = 256
const LONGEST_ID = 120
const LONGEST_EMAIL = 320
const MOST_LINES = 1_000
const EMAIL = /^[^\s@]{1,128}@[^\s@.]+(?:\.[^\s@.]+)+$/u
const AMOUNT = /^-?\d{1,15}(?:\.\d{1,12})?$/
/** Behind our own name of it, in an address or standing alone. */
const CLICK = /(?:^|[?&#;\s])sgc=([\w-]{16,64})(?![\w-])/
/** Controls, and halves of letters, which no file holds. */
const CONTROL = /[\p{Cc}\p{Surrogate}]+/gu

/**
 * Whether a call says that an order is gone. Its body is an id, with some nothings beside it, and no more than that of a
 * product or a customer; so the topic (`orders/delete`, `order.deleted`) may say no, and has to where it is more than an id.
 */
export function isGone(value: object, topic: string): boolean {
  if ('line_items' in value) return false
  if (/^orders?[./]deleted?$/.test(topic)) return true
  return Object.keys(value).length === 1 && (topic === '' || /^orders?[./]/.test(topic))
}

/** Words or a number, as trimmed words; null for nothing and for whatever else stands there. */
export const written = z
  .union([z.string(), z.number()])
  .transform(value => String(value).replace(CONTROL, ' ').trim() || null)
  .nullable()
  .catch(null)

/** True only where it says so, in a word as well. */
export const yes = z
  .union([z.boolean(), z.enum(['true', 'false']).transform(word => word === 'true')])
  .nullable()
  .catch(null)

/** How many pieces, as a number or in digits; 0 for whatever else stands there. */
export const pieces = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,9}(?:\.\d{1,6})?$/)
      .transform(Number),
  ])
  .catch(0)

/** Words in a row, or a list of them, as words in a row. */
export const wordsOf = z.union([
  z.array(z.unknown()).transform(list => listOf(written).parse(list).join(', ')),
  written,
])

/** What a call is about, also where an app between packed it into an `order`. */
export function unpacked(value: object): object {
  const inner = 'order' in value && !('line_items' in value) ? value.order : null
  return typeof inner === 'object' && inner !== null && 'line_items' in inner ? inner : value
}

/** A list, or an empty one; what is no object of that shape is left out, and so is what lies beyond a thousand. */
export function listOf<T extends z.ZodType>(item: T) {
  const list = z
    .array(item.nullable().catch(null))
    .transform(entries => entries.filter(entry => entry !== null))
    .catch([])
  return z.preprocess(value => (Array.isArray(value) ? value.slice(0, MOST_LINES) : value), list)
}

/** The JSON of a body in UTF-8; undefined where it is none. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

/** Minor units of an amount as programs write it (`"1042.00"`), to the nearest; null where it is none. */
export function minorIn(amount: string | null, currency: string): number | null {
  return amount === null || !AMOUNT.test(amount) ? null : toMinor(Number(amount), currency)
}

/** The code of a currency; null where it is none. */
export function currencyIn(code: string | null): string | null {
  const upper = code?.toUpperCase() ?? ''
  return isCurrency(upper) ? upper : null
}

/** ms UTC of an ISO time; one without an offset is UTC. Null where it is none. */
export function momentIn(time: string | null): number | null {
  if (time === null || !/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(time)) return null
  const iso = time.replace(' ', 'T').replace(/ (?=[+-])/, '')
  const at = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/i.test(iso) ? iso : `${iso}Z`)
  return Number.isSafeInteger(at) ? at : null
}

/** A number or name of an order or of a thing, short enough to be kept; null for none. */
export function idIn(id: string | null): string | null {
  return id === null || id === '0' ? null : cut(id, LONGEST_ID) || null
}

/** A name or code, cut to what is kept; null for none. */
export function nameIn(name: string | null | undefined): string | null {
  return cut(name?.trim() ?? '', LONGEST) || null
}

/** The first of these that could be a phone, in E.164. `country`: of the address that it stands in (ISO code). */
export function phoneIn(phones: readonly { written: string | null; country: string | null }[]): string | null {
  for (const { written, country } of phones) {
    const phone = written === null ? null : readPhone(written, country?.toUpperCase() ?? null)
    if (phone !== null) return phone.number
  }
  return null
}

/** The first of these that could be an e-mail address. */
export function emailIn(emails: readonly (string | null | undefined)[]): string | null {
  const email = emails.find(one => one !== null && one !== undefined && one.length <= LONGEST_EMAIL && EMAIL.test(one))
  return email?.toLowerCase() ?? null
}

/** Positions as they are kept: those without a name or a piece are left out. */
export function linesIn(lines: readonly (Omit<OrderLine, 'product'> & { product: string | null })[]): OrderLine[] {
  return lines
    .flatMap(line => {
      const product = nameIn(line.product) ?? nameIn(line.sku)
      // Half a kilogram is one piece.
      const quantity = Math.max(1, Math.round(line.quantity))
      if (product === null || !(line.quantity > 0) || !Number.isSafeInteger(quantity)) return []
      const price = line.price !== null && line.price >= 0 ? line.price : null
      return [{ product, sku: nameIn(line.sku), category: nameIn(line.category), quantity, price }]
    })
    .slice(0, MOST_LINES)
}

/** The click id that stands in one of these: addresses with it in the query, or the bare `sgc=…`. */
export function clickIdIn(texts: readonly (string | null | undefined)[]): string | null {
  for (const text of texts) {
    const [, token] = CLICK.exec(text ?? '') ?? []
    if (token !== undefined) return token
  }
  return null
}
