import type { Db } from '../../../db/open.js'

const AFTER_A_BACKUP = 'a backup was brought back: who got it since is not known'

/**
 * Of a backup that is brought back: whoever of a series was due by now may have had the next message since it was made. It counts as
 * one without an answer, so that nobody gets it twice, and whoever is asked may send it again.
 * @param at ms UTC
 */
export function giveUnknown(db: Pick<Db, 'sql'>, at: number): void {
  const due = `n.state = 'on_way' and n.next_at <= :at`
  const next = `campaign_messages m on m.campaign_id = n.campaign_id and m.edition = n.edition and m.position = n.position + 1
    and m.broadcast_id is not null`
  db.sql(
    `insert into deliveries (broadcast_id, subscriber_id, occurrence, variant_id, state, error, due_at, claimed_at, attempts)
     select m.broadcast_id, n.subscriber_id, n.occurrence, b.parts ->> '$[0].variantId', 'uncertain', '${AFTER_A_BACKUP}', n.next_at, n.next_at, 1
     from enrolments n join ${next} join broadcasts b on b.id = m.broadcast_id where ${due} on conflict do nothing`,
  ).run({ at })
  db.sql(
    `update enrolments as n set position = position + 1 where ${due} and exists (select 1 from ${next.replace(' on ', ' where ')})`,
  ).run({ at })
}
