import { recordContact } from '../../../src/audience/contact.js'
import { recordClaim } from '../../../src/audience/linking/assignment.js'
import type { Reason } from '../../../src/audience/linking/evidence.js'
import { concernedBy, linkCustomer, linkSubscriber } from '../../../src/audience/linking.js'
import { recordOrder } from '../../../src/audience/order.js'
import type { Db } from '../../../src/db/open.js'
import { recordCustomer } from '../../support/customer.js'
import { comeAnn } from '../../support/subscriber.js'

export const T = Date.UTC(2026, 10, 29, 12)

/** An offer that was sent, so that people can click. */
export function seedOffer(db: Db): void {
  const run = (sql: string) => void db.sql(sql).run()
  run(`insert into offers (id, name_folded, name, goal, state, draft, created_by, created_at)
    values (1, 'spring', 'Spring', 'sell', 'used', '{}', 1, 1)`)
  run(`insert into broadcasts (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, created_by, created_at)
    values (1, 1, 'finished', '[]', '[]', 2, 'UTC', 1, 1, 1)`)
}

/** Somebody presses Start. @returns their id */
export function come(db: Db, telegramId: number, at = T): number {
  return comeAnn(db, telegramId, at)
}

/** The CRM tells of a customer, and they are looked for. @returns our id of them */
export function tell(
  db: Db,
  externalId: string,
  told: { telegramId?: number; phone?: string; byFilePhone?: boolean } = {},
  at = T,
): number {
  const { telegramId = null, phone = null, byFilePhone = false } = told
  const { id } = recordCustomer(db, { externalId, telegramId, phone }, at)
  if (byFilePhone) db.sql('update customers set by_file_phone = 1 where id = ?').run(id)
  linkCustomer(db, id, at)
  return id
}

/** A file gave somebody a phone. */
export function filePhone(db: Db, subscriberId: number, phone: string | null, at = T): void {
  const before = concernedBy(db, subscriberId)
  db.sql('update subscribers set file_phone = ? where id = ?').run(phone, subscriberId)
  linkSubscriber(db, subscriberId, at, before)
}

/** A delivery to somebody, whose link they may pass on. @returns its id */
export function deliver(db: Db, subscriberId: number): number {
  const row = db
    .sql<{ id: number }>(
      `insert into deliveries (broadcast_id, subscriber_id, occurrence, state, due_at, claimed_at, sent_at)
       select 1, :id, coalesce(max(occurrence), 0) + 1, 'sent', 1, 1, 1 from deliveries where subscriber_id = :id returning id`,
    )
    .get({ id: subscriberId })
  if (row === undefined) throw new Error('the delivery was not written')
  return row.id
}

/** An order that carries the click id of a delivery. */
export function orderByClick(db: Db, externalId: string, customerId: number, delivery: number, at = T): void {
  recordOrder(
    db,
    customerId,
    {
      ...{
        externalId,
        at,
        atPrecision: 'time',
        status: 'paid',
        total: 100,
        refunded: 0,
        discount: null,
        renewal: null,
      },
      ...{ currency: 'EUR', promoCode: null, lines: [], clickDelivery: delivery },
    },
    at,
  )
  linkCustomer(db, customerId, at)
}

/** Lets something speak for a customer being somebody. */
export function speak(db: Db, by: Reason, externalId: string, subscriberId: number, phone: string): void {
  const telegramId = db
    .sql<{ id: number }>('select telegram_id as id from subscribers where id = ?')
    .get(subscriberId)?.id
  switch (by) {
    case 'telegram_id':
      tell(db, externalId, telegramId === undefined ? {} : { telegramId })
      break
    case 'phone':
      tell(db, externalId, { phone })
      recordContact(db, subscriberId, phone, T)
      break
    case 'personal_link':
      recordClaim(db, tell(db, externalId), subscriberId, T)
      break
    case 'file_phone':
      tell(db, externalId, { phone, byFilePhone: true })
      filePhone(db, subscriberId, phone)
      break
    case 'click':
      orderByClick(db, `${externalId}-${subscriberId}`, tell(db, externalId), deliver(db, subscriberId))
      break
  }
}
