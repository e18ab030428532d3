import { refreshRfm } from '../src/audience/rfm.js'
import { DAY, HOUR } from '../src/clock.js'
import type { Db } from '../src/db/open.js'
import { TERMS } from './segment-work.js'

/**
 * What the seeded crowd lacks and conditions ask about: steps of the ladder and moves on it, replies, reactions, stops, a
 * list, changes of a segment, promo codes, scores, places, sources, wishes, events of a shop, series, surveys, polls. The same every time; a file that has it is left as it is.
 * @param at the newest moment of the crowd, ms UTC
 */
export async function seedSigns(db: Db, at: number): Promise<void> {
  if (db.sql('select 1 from poll_votes limit 1').get() !== undefined) return
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
    `update orders set discount = total / 10 where id % 8 = 0`,
    `update subscribers set time_zone = case dice % 6 when 0 then 'Europe/Riga' when 1 then 'Europe/Moscow' end,
       lat = iif(dice % 4 = 0, 50 + dice % 1000 / 100.0, null), lon = iif(dice % 4 = 0, 20 + dice / 7 % 1000 / 100.0, null),
       place_from = iif(dice % 4 = 0, 'shared', null), vouched_by = iif(dice % 11 = 0, 1, null)`,
    `insert into sources (id, name_folded, name, channel, channel_folded, created_by, created_at)
     values (1, 'spring', 'Spring', 'Social', 'social', 1, 1), (2, 'insta', 'Insta', 'Social', 'social', 1, 1),
       (3, 'search', 'Search', 'Search', 'search', 1, 1)`,
    `insert into source_aliases (payload, source_id) values ('fb_spring', 1), ('instagram', 2), ('google', 3)`,
    `insert into interests (id, name_folded, name, created_by, created_at) values (1, 'shoes', 'Shoes', 1, 1)`,
    `insert into interest_answers (subscriber_id, interest_id, wants, at)
     select id, 1, dice % 2, ${at - 9 * DAY} from subscribers where dice % 7 = 0`,
    `insert into wishes (subscriber_id, per_week, at) select id, 1 + dice % 2, ${at - 9 * DAY} from subscribers where dice % 9 = 0`,
    `insert into promo_codes (offer_id, folded, code, position, delivery_id, taken_at)
     select b.offer_id, 'own' || d.id, 'OWN' || d.id, d.id, d.id, d.sent_at from deliveries d join broadcasts b on b.id = d.broadcast_id
     where d.id % 10 = 0 and d.sent_at is not null`,
    `update orders set promo_code = 'OWN' || (id * 10), promo_folded = 'own' || (id * 10) where id % 40 = 1`,
    `insert into conversions (order_id, customer_id, delivery_id, broadcast_id, subscriber_id, "by", evidence_at, at, amount, currency)
     select o.id, o.customer_id, 1, 1, c.subscriber_id, iif(o.id % 5 = 0, 'read', 'click'), o.at, o.at, o.total, o.currency
     from orders o join customers c on c.id = o.customer_id where o.id % 4 = 0 and c.subscriber_id is not null`,
    `insert into rfm_moves (customer_id, "from", "to", at)
     select id, case id % 3 when 0 then 'champions' when 1 then 'loyal' end, 'at_risk', ${when(`(id * 7 % 365) * ${DAY}`)}
     from customers where id % 2 = 0`,
    `insert into event_names (id, name_folded, name, properties, first_at, last_at) values (1, 'left cart', 'Left cart', '[]', 1, 1),
       (2, 'booked', 'Booked', '[]', 1, 1)`,
    `insert into events (key, subscriber_id, name_id, at, received_at, properties, folded)
     select 'E-' || n.value || '-' || s.id, s.id, 1 + s.dice % 2, ${when(`(s.dice / 3 + n.value * 61) % 365 * ${DAY}`)}, 1,
       '{"size":' || (36 + s.dice % 10) || '}', '{"size":' || (36 + s.dice % 10) || '}'
     from json_each('[0,1,2]') n cross join subscribers s where s.dice % 3 = 0`,
    `insert into campaigns (id, name_folded, name, kind, state, starts, ends, zone, created_by, created_at)
     values (1, 'welcome', 'Welcome', 'series', 'running', '{}', '{}', 'UTC', 1, 1), (2, 'back', 'Back', 'series', 'running', '{}', '{}', 'UTC', 1, 1)`,
    `insert into enrolments (campaign_id, subscriber_id, occurrence, edition, started_at, entered_at, state, ended_at)
     select n.value, s.id, 0, 1, ${at - 40 * DAY}, ${at - 40 * DAY}, case s.dice % 3 when 0 then 'on_way' when 1 then 'done' else 'ended' end,
       iif(s.dice % 3 = 0, null, ${when(`(s.dice % 40) * ${DAY}`)})
     from json_each('[1,2]') n cross join subscribers s where (s.dice + n.value) % 4 = 0`,
    `insert into survey_questions (id, position, attribute_id, text, purpose, options, created_by, created_at)
     select 1, 1, id, 'Which size?', 'size', '[]', 1, 1 from attributes limit 1`,
    `insert into survey_answers (subscriber_id, question_id, asked_at, answered_at)
     select id, 1, ${at - 99 * DAY}, iif(dice % 3 = 0, null, ${when(`(dice % 99) * ${DAY}`)}) from subscribers where dice % 5 < 2`,
    `insert into poll_votes (delivery_id, option, subscriber_id, broadcast_id, offer_id, folded, at)
     select d.id, d.id % 3, d.subscriber_id, d.broadcast_id, b.offer_id, case d.id % 3 when 0 then 'yes' when 1 then 'no' else 'maybe' end, d.sent_at
     from deliveries d join broadcasts b on b.id = d.broadcast_id where d.id % 4 = 0 and d.sent_at is not null`,
  ]
  for (const row of rows) db.sql(row).run()
  await refreshRfm(db, TERMS, at)
  db.sql('analyze').run()
}
