import type { AtPrecision } from '../../../audience/order.js'
import { MINUTE } from '../../../clock.js'
import type { Mapping, Role } from '../../role.js'
import { meaningOf } from '../answer.js'
import { CLOCK, endOfDay, readMoment } from '../cell/moment.js'
import { bare, cut } from '../cell.js'
import { switchedBy } from '../column/switches.js'
import { remembering } from '../remembering.js'
import { isReturn, orderIdOf } from './document.js'
import { createMoneyReader } from './money.js'
import type { OrderPart, OrderState, Wrong } from './part.js'
import type { Reading } from './reading.js'
import { formatOf, textOf } from './texts.js'

const EARLIEST = Date.UTC(1990, 0, 1)
/** So much later than ours a shop's clock may be. */
const AHEAD = 10 * MINUTE
const LONGEST = 256
const YES = /^(?:1|yes|true|да|так|ja|si|sim|evet|y|д|\+|renewal|продление|recurring|✓|✅)$/iu

/** Reads the order of a row. @returns what of it cannot be */
export type OrderReader = (line: number, cells: readonly string[]) => OrderPart | Wrong

/** What the columns of a file mean is looked up once: rows come by the million. */
export function createOrderReader(mapping: Mapping, reading: Reading): OrderReader {
  const { roles } = mapping
  const of = (role: Role) => textOf(roles[role])
  const [idOf, paidOf, promoOf, renewalOf] = [of('order_id'), of('paid_at'), of('promo_code'), of('renewal')]
  const moneyOf = createMoneyReader(mapping, reading)
  const stateOf = createStateReader(mapping, reading)
  return (line, cells) => {
    const moment = momentOf(orderedAt(cells, roles), paidOf(cells), mapping, reading)
    if (moment !== null && 'reason' in moment) return moment
    const money = moneyOf(cells)
    if ('reason' in money) return money
    const id = idOf(cells)
    const state = isReturn(id) ? 'refunded' : switched(stateOf(cells), cells, mapping, reading, money.refunded)
    const renewal = renewalOf(cells)
    return {
      line,
      orderId: orderIdOf(id),
      at: moment === null ? null : moment.at,
      precision: moment === null ? 'time' : moment.precision,
      state,
      total: money.total,
      refunded: money.refunded,
      discount: money.discount,
      currency: money.currency,
      promoCode: promoCodeIn(promoOf(cells)),
      renewal: renewal === '' ? null : YES.test(renewal),
      items: money.items,
    }
  }
}

/** A code, also where its name and what it took off stand around it: `code:SPRING|amount:10`. */
function promoCodeIn(written: string): string | null {
  if (written === '') return null
  const code = written.includes(':') ? /^(?:code|coupon|код|купон)\s?:\s?([^|;,]+)/iu.exec(written)?.[1] : undefined
  return cut(code?.trim() ?? written, LONGEST) || null
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

/** Where there is no status, a day of payment tells the paid ones apart; where there is none either, all were paid. */
function createStateReader(mapping: Mapping, { headers }: Reading): (cells: readonly string[]) => OrderState | null {
  const { roles } = mapping
  const paidOf = textOf(roles.paid_at)
  if (roles.order_status === undefined)
    return roles.paid_at === undefined ? () => 'paid' : cells => (paidOf(cells) === '' ? 'pending' : 'paid')
  const header = headers[roles.total?.[0] ?? -1] ?? ''
  const partly = /paid|оплач|заплач|bezahlt|pagad|pago/iu.test(header) ? 'paid' : 'pending'
  const wordOf = textOf(roles.order_status)
  const meant = remembering((word): OrderState => {
    const meaning = meaningOf(mapping, word)
    return meaning === 'partly' ? partly : meaning
  })
  return cells => {
    const word = wordOf(cells)
    return word === '' ? null : meant(word)
  }
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
    // Whoever called it off and got the money back is said to have got it back.
    if (said === 'cancelled') return now === 'refunded' ? now : said
    if (said === 'refunded' && (refunded === null || refunded === 0)) return said
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
