import { createHash } from 'node:crypto'
import type { CustomerKeys } from '../../audience/customer/keys.js'
import { linesOf } from '../../audience/order/line.js'
import { type Order, recordOrder, takeOrder } from '../../audience/order.js'
import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { AppError, unreachable } from '../../errors.js'
import type { NothingTold, NotTold, Told, ToldOrder, ToldRefund } from '../order-told.js'
import type { Connection } from './connection.js'

/** What came of a call. `orderId` is the number of the order it was about, where it was about one that is known. */
export type Worked =
  | { outcome: 'order'; orderId: string; why: null }
  | { outcome: 'test'; orderId: string | null; why: null }
  | { outcome: 'nothing'; orderId: string | null; why: NothingTold }
  | { outcome: 'failed'; orderId: string | null; why: NotTold }

/** Whose click it was, by the id that it left at the shop; null where it is none of ours. */
export type OpenClick = (clickId: string) => number | null

const nothing = (why: NothingTold, orderId: string | null = null): Worked => ({ outcome: 'nothing', orderId, why })
const failed = (why: NotTold, orderId: string | null = null): Worked => ({ outcome: 'failed', orderId, why })
const done = (orderId: string): Worked => ({ outcome: 'order', orderId, why: null })

/** How far an order has come, for words of one moment. */
const RANK = { pending: 0, paid: 1, refunded: 2, cancelled: 3 } as const
const GONE = 9

const MOVE = {
  told_orders: 'update or ignore told_orders set connection_id = ? where connection_id = ? and shop_id = ?',
  told_refunds: 'update or replace told_refunds set connection_id = ? where connection_id = ? and shop_id = ?',
} as const

type Word = { externalId: string | null; toldAt: number; rank: number; digest: string }

/**
 * Takes what a shop said. Whatever the order in which its words come, and however often, the newest counts; money given
 * back is added up by the shop's ids of its parts. What cannot be taken changes nothing. In one transaction.
 * @param at when it came, ms UTC
 * @throws what is no fault of the call
 */
export function takeTold(db: Db, connection: Connection, told: Told, openClick: OpenClick, at: number): Worked {
  switch (told.kind) {
    case 'test':
      return { outcome: 'test', orderId: told.orderId, why: null }
    case 'nothing':
      return nothing(told.why, told.orderId)
    case 'failed':
      return failed(told.why)
    case 'order':
      return orRefused(db, () => {
        adopt(db, connection, told.shopId, told.order.at)
        return takeWord(db, connection, told, openClick, at)
      })
    case 'refund':
      return orRefused(db, () => {
        adopt(db, connection, told.shopId, null)
        return takeRefunds(db, connection, told, at)
      })
    case 'gone':
      return orRefused(db, () => {
        adopt(db, connection, told.shopId, null)
        return takeGone(db, connection, told.shopId, at)
      })
    default:
      return unreachable(told)
  }
}

/** What the rules of orders and customers refuse is said by a code, and nothing of it stays. */
function orRefused(db: Db, take: () => Worked): Worked {
  try {
    return db.write(take)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'customer_forgotten') return nothing('forgotten')
    if (error.code === 'customer_invalid') return failed('customer')
    if (error.code === 'order_invalid') return failed(whyOf(error.details['why']))
    throw error
  }
}

const WHYS: readonly NotTold[] = [
  ...(['id', 'at', 'future', 'past', 'total', 'refunded', 'discount', 'currency', 'promo_code', 'lines'] as const),
]

function whyOf(why: unknown): NotTold {
  return WHYS.find(one => one === why) ?? 'fault'
}

function takeWord(db: Db, connection: Connection, told: ToldOrder, openClick: OpenClick, at: number): Worked {
  const { shopId } = told
  keepRefunds(db, connection, shopId, told.refunds ?? [])
  const known = findWord(db, connection, shopId)
  const word = wordOf(told)
  if (known !== null && known.externalId !== null && !isNewer(word, known)) {
    const changed = settleRefunds(db, connection, shopId, known.externalId, at)
    return changed ? done(known.externalId) : nothing('older', known.externalId)
  }
  const externalId = known?.externalId ?? freeNumber(db, connection, told.order.externalId)
  const before = findOrder(db, externalId)
  const { order } = told
  const refunded = Math.max(order.refunded, givenBack(db, connection, shopId, order.currency))
  const taken: Order = withRefunded(
    {
      ...order,
      externalId,
      at: told.dated || before === null ? order.at : Math.min(order.at, before.order.at),
      clickDelivery: told.clickId === null ? null : openClick(told.clickId),
    },
    refunded,
  )
  const keys = keysIn(db, connection, told.customer)
  if (keys !== null) takeOrder(db, keys, taken, at)
  // Who it was is said no more; it is still theirs.
  else if (before !== null) recordOrder(db, before.customerId, taken, at)
  else return nothing('nobody')
  keepWord(db, connection, shopId, { ...word, externalId })
  return done(externalId)
}

function takeRefunds(
  db: Db,
  connection: Connection,
  { shopId, refunds }: { shopId: string; refunds: readonly ToldRefund[] },
  at: number,
): Worked {
  keepRefunds(db, connection, shopId, refunds)
  const externalId = findWord(db, connection, shopId)?.externalId ?? null
  const before = externalId === null ? null : findOrder(db, externalId)
  // It waits for its order.
  if (externalId === null || before === null) return nothing('unknown_order')
  if (refunds.every(({ currency }) => currency !== before.order.currency)) return failed('currency', externalId)
  return settleRefunds(db, connection, shopId, externalId, at) ? done(externalId) : nothing('older', externalId)
}

function takeGone(db: Db, connection: Connection, shopId: string, at: number): Worked {
  const known = findWord(db, connection, shopId)
  const before = known?.externalId == null ? null : findOrder(db, known.externalId)
  if (known === null || known.externalId === null || before === null) return nothing('unknown_order')
  if (before.order.status !== 'refunded')
    recordOrder(db, before.customerId, { ...before.order, status: 'cancelled' }, at)
  keepWord(db, connection, shopId, { ...known, rank: GONE, digest: '' })
  return done(known.externalId)
}

/** Brings what was given back of an order up to date. @returns whether that changed it */
function settleRefunds(db: Db, connection: Connection, shopId: string, externalId: string, at: number): boolean {
  const before = findOrder(db, externalId)
  if (before === null) return false
  const { order, customerId } = before
  const refunded = Math.max(order.refunded, givenBack(db, connection, shopId, order.currency))
  return recordOrder(db, customerId, withRefunded(order, refunded), at).kind !== 'same'
}

/** Given back as a whole, a paid order is refunded. */
function withRefunded(order: Order, refunded: number): Order {
  const most = Math.min(refunded, order.total)
  const whole = order.status === 'paid' && order.total > 0 && most === order.total
  return { ...order, refunded: most, status: whole ? 'refunded' : order.status }
}

function wordOf({ toldAt, customer, order, dated }: ToldOrder): Omit<Word, 'externalId'> {
  const said = JSON.stringify([customer, { ...order, at: dated ? order.at : null }])
  const digest = createHash('sha256').update(said).digest('hex').slice(0, 32)
  return { toldAt, rank: RANK[order.status], digest }
}

function isNewer(word: Omit<Word, 'externalId'>, known: Word): boolean {
  if (word.toldAt !== known.toldAt) return word.toldAt > known.toldAt
  return word.rank === known.rank ? word.digest > known.digest : word.rank > known.rank
}

function findWord(db: Db, { id }: Connection, shopId: string): Word | null {
  return (
    db
      .sql<Word>(
        `select external_id as externalId, told_at as toldAt, rank, digest from told_orders
         where connection_id = ? and shop_id = ?`,
      )
      .get(id, shopId) ?? null
  )
}

function keepWord(db: Db, { id }: Connection, shopId: string, word: Word): void {
  db.sql(
    `insert into told_orders (connection_id, shop_id, external_id, told_at, rank, digest)
     values (:id, :shopId, :externalId, :toldAt, :rank, :digest)
     on conflict do update set external_id = excluded.external_id, told_at = excluded.told_at, rank = excluded.rank,
       digest = excluded.digest`,
  ).run({ id, shopId, ...word })
}

function keepRefunds(db: Db, { id }: Connection, shopId: string, refunds: readonly ToldRefund[]): void {
  const keep = db.sql(
    `insert into told_refunds (connection_id, shop_id, refund_id, amount, currency) values (?, ?, ?, ?, ?)
     on conflict do update set amount = max(amount, excluded.amount)`,
  )
  for (const refund of refunds) keep.run(id, shopId, refund.id, refund.amount, refund.currency)
}

function givenBack(db: Db, { id }: Connection, shopId: string, currency: string): number {
  const row = db
    .sql<{ sum: number }>(
      `select coalesce(sum(amount), 0) as sum from told_refunds
       where connection_id = ? and shop_id = ? and currency = ?`,
    )
    .get(id, shopId, currency)
  return Math.min(row?.sum ?? 0, Number.MAX_SAFE_INTEGER)
}

/**
 * A shop that was disconnected and connected again tells of the same orders: what it said of this one before, and what was
 * given back of it before it came, is this connection's from now on. Ids of Shopify and Tilda are no other shop's, so that
 * holds for two connections of one shop, too; those of WooCommerce are 1, 2, 3 in every shop, so it was removed, and the
 * order is of the same day.
 * @param madeAt when it was made, ms UTC; null where the call does not say
 */
function adopt(db: Db, { id, kind }: Connection, shopId: string, madeAt: number | null): void {
  if (db.sql('select 1 from told_orders where connection_id = ? and shop_id = ?').get(id, shopId) !== undefined) return
  const others = db
    .sql<{ id: number; at: number | null }>(
      `select c.id, (select o.at from told_orders t join orders o on o.external_id = t.external_id
          where t.connection_id = c.id and t.shop_id = :shopId) as at
       from connections c where c.kind = :kind and c.id <> :id and (c.removed_at is not null or c.kind <> 'woocommerce')
       order by c.id desc`,
    )
    .all({ id, kind, shopId })
  const isSame = (at: number | null) => at !== null && madeAt !== null && Math.abs(at - madeAt) <= DAY
  for (const other of others) {
    if (kind === 'woocommerce' && !isSame(other.at)) continue
    for (const table of ['told_orders', 'told_refunds'] as const) db.sql(MOVE[table]).run(id, other.id, shopId)
  }
}

/** Two shops may have the same number for different orders; the second one's is told apart. */
function freeNumber(db: Db, { id, name }: Connection, number: string): string {
  const isFree = (one: string) =>
    db.sql('select 1 from told_orders where external_id = ? and connection_id <> ?').get(one, id) === undefined
  return [number, `${name}: ${number}`].find(isFree) ?? `${name} (${id}): ${number}`
}

/**
 * By what a customer is known: their phone or e-mail, as in files, which have no ids of the shop. Its id only where the
 * shop's file of customers brought it, or nothing else is said; those of WooCommerce are 1, 2, 3 in every shop.
 */
function keysIn(db: Db, { id, kind }: Connection, keys: CustomerKeys): CustomerKeys | null {
  const { externalId, phone, email } = keys
  const named = phone !== null || email !== null
  if (externalId === null) return named ? keys : null
  const own = kind === 'woocommerce' ? `woocommerce-${id}:${externalId}` : externalId
  const isKnown = db.sql('select 1 from customers where external_id = ?').get(own) !== undefined
  return { ...keys, externalId: isKnown || !named ? own : null }
}

type OrderRow = Omit<Order, 'lines' | 'renewal'> & { id: number; customerId: number; renewal: number | null }

/** An order as it stands, and our own id of its customer; null where there is none. */
export function findOrder(db: Db, externalId: string): { customerId: number; order: Order } | null {
  const row = db
    .sql<OrderRow>(
      `select id, customer_id as customerId, external_id as externalId, at, at_precision as atPrecision, status, total,
         refunded, discount, renewal, currency, promo_code as promoCode, click_delivery as clickDelivery
       from orders where external_id = ?`,
    )
    .get(externalId)
  if (row === undefined) return null
  const { id, customerId, renewal, ...head } = row
  return { customerId, order: { ...head, renewal: renewal === null ? null : renewal === 1, lines: linesOf(db, id) } }
}
