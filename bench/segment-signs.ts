import { refreshRfm } from '../src/audience/rfm.js'
import { DAY, HOUR } from '../src/clock.js'
import type { Db } from '../src/db/open.js'
import { TERMS } from './segment-work.js'

/**
 * What the seeded crowd lacks and conditions ask about: steps of the ladder and moves on it, replies, reactions, stops, a
 * list, changes of a segment, promo codes, scores. The same every time; a file that has it is left as it is.
 * @param at the newest moment of the crowd, ms UTC
 */
export async function seedSigns(db: Db, at: number): Promise<void> {
  if (db.sql('select 1 from awareness limit 1').get() !== undefined) return
  const when = (ago: string) => `cast(${at} - (${ago}) as integer)`
  const rows = [
    `insert into awareness (subscriber_id, rung, because, evidence_at, since)
     select id, 1 + dice % 5, '{"kind":"order","rung":5,"what":null}', ${at - 100 * DAY}, ${at - 100 * DAY}
     from subscribers where dice % 10 < 7`,
    `insert into awareness_moves (subscriber_id, "from", "to", at)
     select s.id, nullif((s.dice + n.value) % 6, 0), nullif((s.dice / 7 + n.value * 3) % 6, 0),
       ${when(`((2 - n.value) * 122 + s.dice % 120) * ${DAY} + (s.dice / 11) % ${DAY}`)}
     from json_each('[0,1,2]') n cross join subscribers s where s.dice % 10 < 7`,
    `insert into replies (subscriber_id, delivery_id, broadcast_id, quoted, message_id, at)
     select subscriber_id, id, broadcast_id, 0, id, min(${at}, sent_at + ${HOUR}) from deliveries
     where id % 17 = 0 and sent_at is not null`,
    `insert into reads (delivery_id, evidence, grade, subscriber_id, broadcast_id, at, message_id)
     select id, 'reaction', 'confirmed', subscriber_id, broadcast_id, min(${at}, sent_at + ${2 * HOUR}), message_id
     from deliveries where id % 13 = 0 and sent_at is not null`,
    `insert into subscription_events (subscriber_id, kind, at, why)
     select id, 'stop', unsubscribed_at, 'too_many' from subscribers where unsubscribed_at is not null`,
    `insert into segments (id, name_folded, name, kind, criterion, created_by, created_at)
     values (1, 'list', 'List', 'list', '{"leaf":"listed","segment":1}', 1, ${at})`,
    `insert into segments (id, name_folded, name, criterion, listened, members_at, created_by, created_at)
     values (2, 'watched', 'Watched', '{"leaf":"premium","value":true}', 1, ${at}, 1, ${at})`,
    `insert into segment_members (segment_id, subscriber_id, since)
     select 1, id, ${at - 5 * DAY} from subscribers where dice % 5 = 0`,
    `insert into segment_changes (segment_id, subscriber_id, entered, at)
     select 2, id, dice % 2, ${when(`(dice % 365) * ${DAY}`)} from subscribers where dice % 3 <> 1`,
    `update orders set promo_code = 'SAVE' || (id % 7), promo_folded = 'save' || (id % 7) where id % 9 = 0`,
  ]
  for (const row of rows) db.sql(row).run()
  await refreshRfm(db, TERMS, at)
  db.sql('analyze').run()
}
