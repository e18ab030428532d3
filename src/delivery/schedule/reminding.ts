import { HOUR } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { type Sql, sql } from '../../segments/compile/sql.js'
import { COUNTED } from '../../tracking/attribution.js'
import type { Broadcast } from '../broadcast.js'
import { IS_FIRST } from './end.js'

/** Nobody gets a reminder and the next message of the same campaign within so many ms. */
export const APART_MS = HOUR

/** What a reminding broadcast `n` says to whoever got the first message as `f`, as SQL: what is written for that version, else the one for all. */
const MESSAGE = `coalesce((select r.id from variants g join variants r on r.offer_id = n.offer_id and r.segment_id is g.segment_id
  and r.version = g.version and r.frozen_at is not null where g.id = coalesce(f.shown_variant_id, f.variant_id) order by r.id desc limit 1),
  n.parts ->> '$[0].variantId')`

/**
 * Somebody got a message: where it is to be reminded of, their reminder waits from now on. A reminder that is planned at a moment finds
 * whoever had it by then, and this who get it since. To be called in the write that says that it was sent; once for each delivery,
 * however often it is sent.
 */
export function queueReminder(db: Pick<Db, 'sql'>, deliveryId: number, at: number): void {
  db.sql(
    `insert into deliveries (broadcast_id, subscriber_id, occurrence, variant_id, state, due_at)
     select n.id, f.subscriber_id, f.occurrence, ${MESSAGE}, 'queued', :at + n.nudges_after
     from deliveries f join broadcasts n indexed by broadcasts_nudges on n.nudges = f.broadcast_id
     where f.id = :id and n.nudges_after is not null
       and (n.state = 'planning' or n.started_at is not null and n.state in ('running', 'paused')) on conflict do nothing`,
  ).run({ id: deliveryId, at })
}

/**
 * The plan of a reminder that is planned at a moment: to each it comes so long after they got the first message, about the version that
 * they got. Any other broadcast's plan as it is.
 */
export function remindingSql(plan: Sql, { id, nudges }: Pick<Broadcast, 'id' | 'nudges'>): Sql {
  if (nudges === null) return plan
  const message: Sql = { text: MESSAGE, params: [] }
  return sql`select p.person, p.dice, p.zone, p.part, max(p.due, coalesce(f.sent_at + n.nudges_after, 0)) as due, p.reason, ${message} as variant, p.lot
    from (${plan}) p cross join broadcasts n on n.id = ${id}
    left join deliveries f on f.broadcast_id = n.nudges and f.subscriber_id = p.person and f.occurrence = 0`
}

/**
 * Adds to the gate's reason, as a claim asks it of `d` of deliveries, that somebody needs no reminder: they pressed, answered or ordered,
 * the first message is not in their chat any more, or the next one of the series or of the repeat is, or will be within the hour, also
 * where they came in again since.
 * @param broadcastId the one that carries the reminders
 * @param at ms UTC; what is dated after it has not happened
 */
export function needlessReason(reason: Sql, broadcastId: number, at: number): Sql {
  const next = sql`select 1 from broadcasts r indexed by broadcasts_campaign
    cross join deliveries x on x.broadcast_id = r.id and x.subscriber_id = f.subscriber_id
    where r.campaign_id = b.campaign_id and r.nudges is null and (r.standing = 1 or r.id > f.broadcast_id) and x.id > f.id
      and (x.state in ('sending', 'sent', 'uncertain')
        or x.state = 'queued' and x.due_at <= ${at + APART_MS} and r.state not in ('finished', 'cancelled'))`
  const ordered = sql`select 1 from customers c cross join orders o indexed by orders_customer on o.customer_id = c.id
    where c.subscriber_id = f.subscriber_id and o.at > f.sent_at and o.at <= ${at} and ${{ text: COUNTED, params: [] }}`
  return sql`coalesce(${reason}, iif(exists (select 1 from broadcasts b cross join deliveries f on ${{ text: IS_FIRST, params: [] }}
      where b.id = ${broadcastId} and f.state = 'sent' and f.taken_back_at is null
    and not exists (select 1 from clicks k where k.delivery_id = f.id and k.verdict = 'human' and k.at <= ${at})
    and not exists (select 1 from poll_votes v where v.delivery_id = f.id)
    and not exists (select 1 from conversions c where c.delivery_id = f.id and c."by" <> 'shared' and c.at <= ${at})
    and not exists (${ordered})
    and not exists (${next})), null, 'no_need'))`
}

/** When somebody was last reminded of a message of a series, ms UTC; null: never. */
export function remindedAt(
  db: Pick<Db, 'sql'>,
  campaignId: number,
  { subscriberId, occurrence }: { subscriberId: number; occurrence: number },
): number | null {
  return (
    db
      .sql<{ at: number | null }>(
        `select max(coalesce(d.sent_at, d.claimed_at)) as at from broadcasts b indexed by broadcasts_campaign
         cross join deliveries d on d.broadcast_id = b.id and d.subscriber_id = ? and d.occurrence = ?
         where b.campaign_id = ? and b.nudges is not null and d.state in ('sending', 'sent', 'uncertain')`,
      )
      .get(subscriberId, occurrence, campaignId)?.at ?? null
  )
}

/** Reminders of what goes again and again are over once nobody waits for one, and what they remind of is. To be called in a group. */
export function finishReminders(db: Pick<Db, 'sql'>, at: number): number[] {
  return db
    .sql<{ id: number }>(
      `update broadcasts set state = 'finished', finished_at = :at, reported_at = :at
       where state = 'running' and standing = 1 and nudges is not null
         and campaign_id in (select id from campaigns where kind = 'repeat')
         and exists (select 1 from broadcasts f where f.id = broadcasts.nudges and f.state in ('finished', 'cancelled'))
         and not exists (select 1 from deliveries where broadcast_id = broadcasts.id and state = 'queued')
         and not exists (select 1 from deliveries where broadcast_id = broadcasts.id and state = 'sending') returning id`,
    )
    .all({ at })
    .map(({ id }) => id)
}

/** The broadcasts that carry reminders of a campaign, by what they remind of. */
export function listReminders(db: Pick<Db, 'sql'>, campaignId: number): Map<number, number> {
  const rows = db
    .sql<{ id: number; nudges: number }>(
      'select id, nudges from broadcasts where campaign_id = ? and nudges is not null order by id',
    )
    .all(campaignId)
  return new Map(rows.map(({ id, nudges }) => [nudges, id]))
}
