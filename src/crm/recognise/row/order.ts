import type { AtPrecision } from '../../../audience/order.js'
import { MINUTE } from '../../../clock.js'
import { amountOf, currencyNamed } from '../../../text/currency.js'
import type { LeftOutReason, Mapping, OrderWord, Role } from '../../role.js'
import { meaningOf } from '../answer.js'
import { amountIn, isInMinor, toMinor } from '../cell/amount.js'
import { CLOCK, endOfDay, readMoment } from '../cell/moment.js'
import { bare, cut } from '../cell.js'
import { headerWords } from '../column/header.js'
import { switchedBy } from '../column/switches.js'
import { type LineItem, readLineItems } from './line-items.js'
import { formatOf, type Reading } from './person.js'

/** What has become of an order. */
export type OrderState = Exclude<OrderWord, 'partly'>

/**
 * What one row says of an order, null where it says nothing. `at` is ms UTC, of a bare day its last; money is minor units
 * of `currency`.
 */
export type OrderPart = {
  line: number
  orderId: string | null
  at: number | null
  precision: AtPrecision
  state: OrderState | null
  total: number | null
  refunded: number | null
  discount: number | null
  currency: string | null
  promoCode: string | null
  renewal: boolean | null
  items: LineItem[]
}

/** A part of a row that cannot be: which column (index), and why. */
export type Wrong = { reason: LeftOutReason; column: number | null }

const EARLIEST = Date.UTC(1990, 0, 1)
/** So much later than ours a shop's clock may be. */
const AHEAD = 10 * MINUTE
const LONGEST = 256
const YES = /^(?:1|yes|true|да|так|ja|si|sim|evet|y|д|\+|renewal|продление|recurring|✓|✅)$/iu
/** A document's kind before its number, and its day behind it: «Реализация товаров ТЧ00-000120 от 30.10.2026». */
const DOCUMENT = /^(?:[\p{L}()./-]+\s+){1,6}(?:№|#|N)?\s?((?=[^\s]*\d)[^\s]+)(?:\s+(?:от|vom|of|from|de|del|з)\s.*)?$/u

/** A document by which money was given back: «Возврат от покупателя 00-000007». */
const RETURN =
  /^(?:возврат|сторно|refund|return|credit (?:memo|note)|gutschrift|retoure|storno|zwrot|avoir|iade|devoluci[oó]n|nota de cr[eé]dito)(?!\p{L})/iu

/** A sale as another document names it: «Реализация товаров 00-000120 от 30.10.2026». */
const SALE =
  /^(?:реализаци|продаж|чек|заказ|сч[её]т|накладн|отгрузк|расходн|sale|order|invoice|receipt|rechnung|bestellung|pedido|factura|facture|commande|zam[oó]wieni|paragon)\p{L}*\s/iu
/** A column of what a document was made from. */
const BASIS = /^(?:основани|сделка$|исходн|basis|original|related|parent|grundlage|bezug)/u
/** The same within the name of a return: «Возврат по заказу №1001», Refund for order #1001. */
const WITHIN =
  /\s(?:по|к|на|for|of|zu|zur|de)\s+(?:заказ|чек|реализаци|продаж|order|sale|invoice|receipt|bestellung|rechnung|pedido|commande)\p{L}*\s+(?:№|#|N)?\s?([^\s()]*\d[^\s()]*)/iu

/**
 * The number of the order that a document gives money of back, as another cell or its own name says it; else its own, which
 * may be the order's. Null where the row is no such document.
 */
export function returnedOrder(cells: readonly string[], { roles }: Mapping, { headers }: Reading): string | null {
  const [at] = roles.order_id ?? []
  const name = at === undefined ? '' : bare(cells[at] ?? '')
  if (!RETURN.test(name)) return null
  const within = WITHIN.exec(name)?.[1]
  if (within !== undefined) return orderIdOf(within)
  const basis = cells.findIndex((cell, column) => {
    const text = bare(cell)
    const named = SALE.test(text) && DOCUMENT.test(text)
    return (
      column !== at && /\d/.test(text) && (named || headerWords(headers[column] ?? '').some(word => BASIS.test(word)))
    )
  })
  return orderIdOf(bare(cells[basis] ?? '')) ?? orderIdOf(name)
}

/** A row of its own for what the rows above come to: «Итого за день», Subtotal. */
const SUBTOTAL =
  /^(?:(?:под|промежуточн\p{L}* |общ\p{L}* )?итоги?о?|всего|сумма за день|выручка за день|(?:day |daily |sub-? ?|grand )?total|zwischensumme|tagessumme|gesamt(?:summe)?|razem|ara toplam|toplam)(?:[:.]?$| (?:по|за|на|for|of|on|am) | (?:дня|day)[:.]?$|:? \d)/iu

/** True where a cell says that the row is what others come to. */
export function isSubtotal(cells: readonly string[]): boolean {
  return cells.some(cell => cell.length < 80 && SUBTOTAL.test(bare(cell)))
}

/** Reads the order of a row. @returns what of it cannot be */
export function readOrder(
  line: number,
  cells: readonly string[],
  mapping: Mapping,
  reading: Reading,
): OrderPart | Wrong {
  const { roles } = mapping
  const text = (role: Role) => {
    for (const column of roles[role] ?? []) {
      const cell = bare(cells[column] ?? '')
      if (cell !== '') return cell
    }
    return ''
  }
  const moment = momentOf(orderedAt(cells, roles), text('paid_at'), mapping, reading)
  if (moment !== null && 'reason' in moment) return moment
  const money = moneyOf(text, mapping, reading)
  if ('reason' in money) return money
  return {
    line,
    orderId: orderIdOf(text('order_id')),
    at: moment?.at ?? null,
    precision: moment?.precision ?? 'time',
    state: RETURN.test(text('order_id'))
      ? 'refunded'
      : switched(stateOf(text, mapping, reading), cells, mapping, reading, money.refunded),
    total: money.total,
    refunded: money.refunded,
    discount: money.discount,
    currency: money.currency,
    promoCode: cut(text('promo_code'), LONGEST) || null,
    renewal: roles.renewal === undefined || text('renewal') === '' ? null : YES.test(text('renewal')),
    items: money.items,
  }
}

/** The number of an order as its shop says it, without the kind of the document that holds it. */
export function orderIdOf(written: string): string | null {
  const text = written.replace(/^(\d+)[.,]0$/, '$1').replace(/\s+/gu, ' ')
  return cut(DOCUMENT.exec(text.slice(0, LONGEST))?.[1] ?? text, LONGEST) || null
}

/** The day, with the hour behind it where that stands in a column of its own. */
function orderedAt(cells: readonly string[], { ordered_at: [day, hour] = [] }: Mapping['roles']): string {
  const text = day === undefined ? '' : bare(cells[day] ?? '')
  const clock = hour === undefined || text === '' || text.includes(':') ? '' : bare(cells[hour] ?? '')
  return CLOCK.test(clock) && !/^\d+$/.test(text) ? `${text} ${clock}` : text
}

function momentOf(
  ordered: string,
  paid: string,
  mapping: Mapping,
  { zone, now }: Reading,
): { at: number; precision: AtPrecision } | Wrong | null {
  const role = ordered === '' ? 'paid_at' : 'ordered_at'
  const text = ordered === '' ? paid : ordered
  if (text === '') return null
  const column = mapping.roles[role]?.[0] ?? null
  const own = mapping.zone ?? zone
  const moment = readMoment(text, formatOf(mapping, role), own)
  if (moment === null || moment === 'impossible') return { reason: 'date_invalid', column }
  if (moment.at > now + (moment.precision === 'day' ? 0 : AHEAD)) return { reason: 'date_future', column }
  if (moment.at < EARLIEST) return { reason: 'date_too_old', column }
  return { at: moment.precision === 'day' ? endOfDay(moment, own) : moment.at, precision: moment.precision }
}

type Money = Pick<OrderPart, 'total' | 'refunded' | 'discount' | 'currency' | 'items'>

function moneyOf(text: (role: Role) => string, mapping: Mapping, { headers }: Reading): Money | Wrong {
  const { roles } = mapping
  const amount = (role: Role) => {
    const written = text(role)
    const column = roles[role]?.[0] ?? null
    return {
      written,
      column,
      read: written === '' ? null : amountIn(written, mapping.decimals[String(column)] ?? null),
      inMinor: column !== null && isInMinor(headers[column] ?? ''),
    }
  }
  const total = amount('total')
  if (total.written !== '' && total.read === null) return { reason: 'total_invalid', column: total.column }
  const named = text('currency')
  const currency = named === '' ? (total.read?.currency ?? mapping.currency) : currencyNamed(named)
  if (currency === null && named !== '') return { reason: 'currency_unknown', column: roles.currency?.[0] ?? null }
  /** In units of the currency, whatever the column counts in. */
  const plain = ({ read, inMinor }: ReturnType<typeof amount>) =>
    read === null ? null : inMinor && currency !== null ? amountOf(read.value, currency) : read.value
  const minor = (value: number | null) => (value === null || currency === null ? null : toMinor(value, currency))
  const items = itemsOf(text, plain(amount('price')))
  const sum = minor(roles.total === undefined ? partsOf(items) : plain(total))
  if (total.read !== null && currency === null) return { reason: 'currency_unknown', column: total.column }
  if (total.read !== null && sum === null) return { reason: 'total_invalid', column: total.column }
  const refunded = minor(plain(amount('refunded')))
  const discount = minor(plain(amount('discount')))
  return {
    ...{ total: sum, refunded: refunded === null ? null : Math.abs(refunded), currency, items },
    discount: discount === null ? null : Math.abs(discount),
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

function itemsOf(text: (role: Role) => string, price: number | null): LineItem[] {
  const list = text('line_items')
  if (list !== '') return readLineItems(list)
  const product = text('product') || text('sku') || (price === null ? '' : text('category'))
  const quantity = amountIn(text('quantity'), null)?.value ?? 1
  if (product === '' || quantity <= 0) return []
  return [
    {
      ...{ product: cut(product.replace(/\s+/gu, ' '), LONGEST), price, quantity: Math.max(1, Math.round(quantity)) },
      ...{ sku: cut(text('sku'), LONGEST) || null, category: cut(text('category'), LONGEST) || null },
    },
  ]
}

/** Where there is no status, a day of payment tells the paid ones apart; where there is none either, all were paid. */
function stateOf(text: (role: Role) => string, mapping: Mapping, { headers }: Reading): OrderState | null {
  if (mapping.roles.order_status === undefined)
    return mapping.roles.paid_at === undefined ? 'paid' : text('paid_at') === '' ? 'pending' : 'paid'
  const word = text('order_status')
  if (word === '') return null
  const meaning = meaningOf(mapping, word)
  if (meaning !== 'partly') return meaning
  const header = headers[mapping.roles.total?.[0] ?? -1] ?? ''
  return /paid|оплач|заплач|bezahlt|pagad|pago/iu.test(header) ? 'paid' : 'pending'
}

/**
 * The state of an order once its switches were looked at. Of what was given back in part only that part is; that it was paid
 * is news only of what was not, and that it was not only where no status says more.
 */
function switched(
  state: OrderState | null,
  cells: readonly string[],
  { roles, switches }: Mapping,
  { headers }: Reading,
  refunded: number | null,
): OrderState | null {
  let now = state
  for (const column of switches) {
    const said = switchedBy(headers[column] ?? '', bare(cells[column] ?? ''))
    if (said === 'cancelled' || (said === 'refunded' && (refunded === null || refunded === 0))) return said
    if (said === 'paid' && (now === 'pending' || now === null)) now = said
    if (roles.order_status !== undefined) continue
    if (said === 'unpaid') now = 'pending'
    // Further down its order may say that it was; who says nothing has not paid yet.
    if (said === 'unsaid' && now === 'paid') now = null
  }
  return now
}

/** What rows of one order say together: the first that says something counts; in `sum`, money is added up. */
export function joinParts(earlier: OrderPart, later: OrderPart, sum: boolean): OrderPart {
  const money = (one: number | null, other: number | null) =>
    sum ? (one === null ? other : other === null ? one : one + other) : (one ?? other)
  return {
    line: earlier.line,
    orderId: earlier.orderId,
    at: earlier.at ?? later.at,
    precision: earlier.at === null ? later.precision : earlier.precision,
    state: earlier.state ?? later.state,
    total: money(earlier.total, later.total),
    refunded: money(earlier.refunded, later.refunded),
    discount: money(earlier.discount, later.discount),
    currency: earlier.currency ?? later.currency,
    promoCode: earlier.promoCode ?? later.promoCode,
    renewal: earlier.renewal ?? later.renewal,
    items: [...earlier.items, ...later.items],
  }
}

/** What a whole order lacks, or why it cannot be; null when it can. */
export function wrongIn(part: OrderPart, mapping: Mapping): Wrong | null {
  const column = (role: Role) => mapping.roles[role]?.[0] ?? null
  if (part.at === null) return { reason: 'date_missing', column: column('ordered_at') ?? column('paid_at') }
  if (part.total === null || part.currency === null)
    return { reason: 'total_missing', column: column('total') ?? column('price') }
  if (part.total < 0) return { reason: 'total_negative', column: column('total') }
  if (part.refunded !== null && part.refunded > part.total)
    return { reason: 'refund_above_total', column: column('refunded') }
  return null
}
