import { DAY } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'

/** A row of `conversions`. */
export type Row = {
  orderId: number
  customerId: number
  deliveryId: number
  broadcastId: number
  subscriberId: number | null
  link: number | null
  by: 'code' | 'shared' | 'click_id' | 'click' | 'seen'
  evidenceAt: number
  at: number
  amount: number
  currency: string
  discount: number | null
}

type Order = {
  id: number
  customer_id: number
  at: number
  status: string
  total: number
  refunded: number
  currency: string
  discount: number | null
  renewal: number | null
  promo_folded: string | null
  click_delivery: number | null
}
type Delivery = {
  id: number
  broadcast_id: number
  subscriber_id: number
  variant_id: number | null
  state: string
  claimed_at: number | null
  sent_at: number | null
  taken_back_at: number | null
}
type Offer = {
  id: number
  goal: string
  kind: string
  click_days: number | null
  seen_days: number | null
  promo_folded: string | null
  promo_button: number
}
type Click = { id: number; delivery_id: number; subscriber_id: number; link: number; at: number; verdict: string }
type Read = { delivery_id: number; subscriber_id: number; evidence: string; grade: string; at: number }
type Code = { folded: string; delivery_id: number; taken_at: number | null }

/** The columns of a stored conversion, as `Row`. */
export const STORED = `select order_id as orderId, customer_id as customerId, delivery_id as deliveryId, broadcast_id as broadcastId,
  subscriber_id as subscriberId, link, "by", evidence_at as evidenceAt, at, amount, currency, discount
  from conversions order by order_id`

/** What speaks for one delivery: by what, since when, through which link; `order` puts equals of one moment in order. */
type Sign = { delivery: Delivery; by: Row['by']; at: number; link: number | null; order: number }

/**
 * Which delivery each order came after, worked out from the rules of docs/adr/0046 by looking at every delivery for every
 * order. It has nothing in common with the statement that is tried against it.
 * @param kept what was stored of the orders of a customer when they were forgotten, by order
 */
export function plainAttribution(db: Db, kept: ReadonlyMap<number, Row>): Row[] {
  const all = <T>(table: string) => db.sql<T>(`select * from ${table}`).all()
  const orders = all<Order>('orders')
  const customers = new Map(
    all<{ id: number; subscriber_id: number | null; erased_at: number | null }>('customers').map(row => [row.id, row]),
  )
  const offers = new Map(all<Offer>('offers').map(row => [row.id, row]))
  const offerOf = new Map(
    all<{ id: number; offer_id: number }>('broadcasts').map(row => [row.id, offers.get(row.offer_id)]),
  )
  const showing = new Set(
    all<{ id: number; shows_code: number }>('variants')
      .filter(({ shows_code }) => shows_code === 1)
      .map(({ id }) => id),
  )
  const deliveries = all<Delivery>('deliveries')
  const clicks = all<Click>('clicks').filter(({ verdict }) => verdict === 'human')
  const reads = all<Read>('reads')
  const codes = all<Code>('promo_codes').filter(({ delivery_id }) => delivery_id !== null)

  function signsFor(order: Order, person: number | null): Sign[] {
    return deliveries.flatMap(delivery => {
      const offer = offerOf.get(delivery.broadcast_id)
      const sent = delivery.sent_at ?? delivery.claimed_at
      if (offer === undefined || offer.kind !== 'marketing' || sent === null) return []
      if (delivery.state !== 'sent' && delivery.state !== 'uncertain') return []
      if (sent > order.at || (delivery.taken_back_at !== null && delivery.taken_back_at <= order.at)) return []
      const mine = delivery.subscriber_id === person
      const found: Sign[] = []
      const add = (by: Row['by'], at: number, link: number | null = null, place = delivery.id) => {
        if (at <= order.at) found.push({ delivery, by, at, link, order: place })
      }

      const own = codes.find(
        code => code.delivery_id === delivery.id && (code.taken_at === null || code.taken_at <= order.at),
      )
      if (order.promo_folded !== null && own?.folded === order.promo_folded)
        add(mine || person === null ? 'code' : 'shared', own.taken_at ?? sent)
      if (order.promo_folded !== null && offer.promo_folded === order.promo_folded && mine && own === undefined) {
        const pressed = reads.find(read => read.delivery_id === delivery.id && read.evidence === 'press')
        if (offer.promo_button === 0 || showing.has(delivery.variant_id ?? 0)) add('code', sent)
        else if (pressed !== undefined) add('code', pressed.at)
      }

      const opened = clicks.filter(click => click.delivery_id === delivery.id && click.at <= order.at)
      if (order.click_delivery === delivery.id && (mine || person === null)) {
        const last = opened.sort((a, b) => b.at - a.at || b.id - a.id)[0]
        add('click_id', last?.at ?? sent, last?.link ?? null)
      }
      if (mine) {
        const clickDays = offer.click_days ?? (offer.goal === 'bring_back' ? 14 : 7)
        for (const { id, at, link } of opened) if (order.at - at <= clickDays * DAY) add('click', at, link, id)
        for (const read of reads)
          if (read.delivery_id === delivery.id && read.grade === 'confirmed')
            if (order.at - read.at <= (offer.seen_days ?? 2) * DAY) add('seen', read.at)
      }
      return found
    })
  }

  const STRENGTH: Row['by'][] = ['code', 'shared', 'click_id', 'click', 'seen']
  return orders
    .flatMap((order): Row[] => {
      const customer = customers.get(order.customer_id)
      const counts =
        order.status === 'paid' && order.renewal !== 1 && (order.total > order.refunded || order.total === 0)
      if (customer === undefined || !counts) return []
      const { id: orderId, customer_id: customerId, at, currency, discount } = order
      const head = { orderId, customerId, at, currency, discount, amount: order.total - order.refunded }
      if (customer.erased_at !== null) {
        const before = kept.get(orderId)
        return before === undefined ? [] : [{ ...before, ...head }]
      }
      const person = customer.subscriber_id
      const [best] = signsFor(order, person).sort(
        (a, b) => STRENGTH.indexOf(a.by) - STRENGTH.indexOf(b.by) || b.at - a.at || b.order - a.order,
      )
      if (best === undefined) return []
      const { delivery, by, link, at: evidenceAt } = best
      return [
        {
          ...head,
          ...{
            deliveryId: delivery.id,
            broadcastId: delivery.broadcast_id,
            subscriberId: person,
            link,
            by,
            evidenceAt,
          },
        },
      ]
    })
    .sort((a, b) => a.orderId - b.orderId)
}
