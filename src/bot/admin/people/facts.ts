import type { Db } from '../../../db/open.js'

/** What the card shows of a person beside their subscription. Times are ms UTC, `lastDay` days since 1970. */
export type Facts = {
  phone: string | null
  zone: string | null
  lastSource: string | null
  agreedAt: number | null
  version: string | null
}

/** Their phone, place in time, last source and the words they agreed by. */
export function factsOf(db: Db, id: number): Facts {
  const row = db
    .sql<Facts>(
      `select s.phone, s.time_zone as zone, s.last_source as lastSource, e.at as agreedAt, e.wording_version as version
       from subscribers s left join subscription_events e on e.id = (
         select id from subscription_events where subscriber_id = s.id and kind in ('start', 'resume', 'undo')
         order by at desc, id desc limit 1)
       where s.id = ?`,
    )
    .get(id)
  return row ?? { phone: null, zone: null, lastSource: null, agreedAt: null, version: null }
}

/** The scores of the customer they are. `money` is minor units. */
export type Scores = { r: number; f: number; m: number; cell: string; lastDay: number; orders: number; money: number }

/** Their scores; null without any. */
export function scoresOf(db: Db, id: number): Scores | null {
  const row = db
    .sql<Scores>(
      `select r, f, m, cell, last_day as lastDay, frequency as orders, monetary as money
       from rfm_scores where customer_id = (select id from customers where subscriber_id = ?)`,
    )
    .get(id)
  return row ?? null
}

/** A message that was meant for them. */
export type Meant = {
  offer: string
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'skipped'
  reason: string | null
  at: number
  takenBackAt: number | null
  total: number
}

/** Messages meant for them, the latest first. */
export function listMeant(db: Db, id: number, page: { limit: number; offset: number }): Promise<Meant[]> {
  return db.people.rows<Meant>(
    `select o.name as offer, d.state, d.reason, coalesce(d.sent_at, d.claimed_at, d.due_at) as at,
       d.taken_back_at as takenBackAt, count(*) over () as total
     from deliveries d join broadcasts b on b.id = d.broadcast_id join offers o on o.id = b.offer_id
     where d.subscriber_id = ? order by coalesce(d.sent_at, d.claimed_at, d.due_at) desc, d.id desc limit ? offset ?`,
    [id, page.limit, page.offset],
  )
}

/** An order of the customer they are, amounts in minor units; `lines`: product and quantity. */
export type Bought = {
  id: number
  at: number
  status: 'paid' | 'cancelled'
  paid: number
  refunded: number
  currency: string
  total: number
}

/** Their orders, the latest first. */
export function listBought(db: Db, id: number, page: { limit: number; offset: number }): Promise<Bought[]> {
  return db.people.rows<Bought>(
    `select id, at, status, total as paid, refunded, currency, count(*) over () as total from orders
     where customer_id = (select id from customers where subscriber_id = ?)
     order by at desc, id desc limit ? offset ?`,
    [id, page.limit, page.offset],
  )
}

/** What an order consisted of, the first lines. */
export function linesOf(db: Db, orderId: number): { product: string; quantity: number }[] {
  return db
    .sql<{ product: string; quantity: number }>(
      'select product, quantity from order_lines where order_id = ? order by line limit 5',
    )
    .all(orderId)
}
