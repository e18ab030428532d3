import { DAY, HOUR } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { subscriptionEvents } from '../../db/schema/index.js'
import { recordWording, type Wording } from './wording.js'

const CAUSE_MS = 72 * HOUR

/** What happened to a subscription. */
export type EventKind = (typeof subscriptionEvents.$inferSelect)['kind']

/** What is known of an event beside its kind and time; everything may be missing. `vouchedBy`: who of the team said that they agreed. */
export type EventDetails = {
  source?: string | null
  wording?: Wording | null
  deliveryId?: number | null
  vouchedBy?: number | null
}

/** Adds a line to somebody's subscription history, with the words they were shown. */
export function recordEvent(
  db: Pick<Db, 'sql'>,
  subscriberId: number,
  kind: EventKind,
  details: EventDetails,
  at: number,
): void {
  const { source = null, wording = null, deliveryId = null, vouchedBy = null } = details
  db.sql(
    `insert into subscription_events (subscriber_id, kind, source, wording, wording_version, delivery_id, vouched_by, at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    subscriberId,
    kind,
    source,
    wording?.name ?? null,
    wording === null ? null : recordWording(db, wording, at),
    deliveryId,
    vouchedBy,
    at,
  )
}

/**
 * The delivery that probably caused what somebody did at `at`: the last one sent in the 72 h before; null without one, and
 * where an order message came after it.
 */
export function causeOf(db: Db, subscriberId: number, at: number): number | null {
  const row = db
    .sql<{ id: number }>(
      `select d.id from (
         select id, sent_at from deliveries where subscriber_id = ? and sent_at is not null and sent_at between ? and ?
         order by sent_at desc, id desc limit 1
       ) d where not exists (select 1 from service_messages m where m.subscriber_id = ? and m.created_at > ?
         and m.sent_at > d.sent_at and m.sent_at <= ?)`,
    )
    // What waits longer than a day is not sent.
    .get(subscriberId, at - CAUSE_MS, at, subscriberId, at - CAUSE_MS - DAY, at)
  return row?.id ?? null
}
