import type { Db } from '../db/open.js'
import { markStale } from './customer/stale.js'
import { recordErasure } from './erase/erasure.js'
import type { Identity } from './identity.js'
import { linkSubscriber, lookAgain, releaseCustomer, releaseSubscriber } from './linking.js'
import { recordEvent } from './subscription/history.js'
import type { OwnAct } from './subscription.js'

/** What a person did themselves; nothing of it says who they are. */
const OWN_ACTS = ['button', 'command', 'word', 'settings', 'undo'] as const satisfies readonly OwnAct[]

/** What is known of somebody and goes with them; of none of it a number is kept. */
const THEIRS = [
  'attribute_values',
  'attribute_claims',
  'survey_answers',
  'topic_answers',
  'awareness',
  'awareness_overrides',
  'wishes',
  'interest_answers',
  'unsettled',
] as const

/**
 * Forgets somebody: what is left is a row without a name that is counted where they were counted, the days on which they
 * came, stopped and came back, and hashes by which a file that brings them again is refused.
 * @param at ms UTC
 */
export function eraseFromAudience(db: Pick<Db, 'sql'>, who: Identity, at: number): void {
  recordErasure(db, who, at)
  const { subscriberId } = who
  const concerned = subscriberId === null ? [] : releaseSubscriber(db, subscriberId)
  if (subscriberId !== null) eraseSubscriber(db, subscriberId, at)
  for (const id of who.customers) eraseCustomer(db, id, at)
  for (const id of who.shared) {
    db.sql('update customers set telegram_id = nullif(telegram_id, ?), import_id = null where id = ?').run(
      who.telegramId,
      id,
    )
    db.sql(
      'update customers set phone = null, import_id = null where id = ? and phone in (select value from json_each(?))',
    ).run(id, JSON.stringify(who.phones))
  }
  lookAgain(db, [...concerned, ...who.shared], at)
}

function eraseSubscriber(db: Pick<Db, 'sql'>, id: number, at: number): void {
  const row = db
    .sql<{ source: string | null; last: string | null }>(
      'select source, last_source as last from subscribers where id = ?',
    )
    .get(id)
  for (const table of THEIRS) eraseRows(db, table, id)
  const clicked = 'click_delivery in (select id from deliveries where subscriber_id = ? and claimed_at is not null)'
  const buyers = db.sql<{ id: number }>(`select distinct customer_id as id from orders where ${clicked}`).all(id)
  db.sql(`update orders set click_delivery = null where ${clicked}`).run(id)
  markStale(
    db,
    buyers.map(buyer => buyer.id),
  )
  db.sql(
    `update subscription_events set source = null where subscriber_id = ? and source is not null
       and source not in (select value from json_each(?)) and source not glob 'admin:*'
       and (kind not in ('start', 'source') or source is not ?)`,
  ).run(id, JSON.stringify(OWN_ACTS), madeSource(db, row?.source ?? null))
  db.sql(
    `update subscribers set telegram_id = null, first_name = '', last_name = null, username = null,
       telegram_language = null, chosen_language = null, premium = 0, source = :source, last_source = null, phone = null,
       file_phone = null,
       time_zone = null, lat = null, lon = null, place_from = null, own_quiet = null, greeted_by = 0, subscribed_at = null,
       unsubscribed_at = null, paused_until = null, unreachable = null, unreachable_at = null, checked_at = null,
       last_seen_at = null, vouched_by = null, ground = null, erased_at = :at where id = :id`,
  ).run({ id, at, source: madeSource(db, row?.source ?? null) })
  recordEvent(db, id, 'erase', {}, at)
}

function eraseRows(db: Pick<Db, 'sql'>, table: (typeof THEIRS)[number], id: number): void {
  db.sql(`delete from ${table} where subscriber_id = ?`).run(id)
}

/** The source, where the shop made a link of that name; whatever else came with a Start may say who came. */
function madeSource(db: Pick<Db, 'sql'>, source: string | null): string | null {
  if (source === null) return null
  return db.sql('select 1 from source_aliases where payload = ?').get(source.toLowerCase()) === undefined
    ? null
    : source
}

/** Forgets a customer. Whoever bought something stays as somebody who did: sums of the shop do not change. @param at ms UTC */
export function eraseCustomer(db: Pick<Db, 'sql'>, id: number, at: number): void {
  const concerned = releaseCustomer(db, id)
  db.sql('delete from rfm_moves where customer_id = ?').run(id)
  if (db.sql('select 1 from orders where customer_id = ? limit 1').get(id) === undefined) {
    db.sql('delete from rfm_scores where customer_id = ?').run(id)
    db.sql('delete from customers where id = ?').run(id)
  } else {
    // A code that nobody else used may have been made for them.
    db.sql(
      `update orders set promo_code = null, promo_folded = null where customer_id = ? and promo_folded is not null
         and not exists (select 1 from orders o where o.promo_folded = orders.promo_folded
           and o.customer_id <> orders.customer_id)`,
    ).run(id)
    db.sql('update orders set click_delivery = null where customer_id = ? and click_delivery is not null').run(id)
    db.sql(
      `update customers set external_id = null, telegram_id = null, phone = null, email = null, first_name = null,
         last_name = null, subscriber_id = null, linked_by = null, linked_at = null, link_number = 0,
         by_file_phone = 0, import_id = null, erased_at = ? where id = ?`,
    ).run(at, id)
    markStale(db, [id])
  }
  for (const person of concerned) linkSubscriber(db, person, at)
}

/** What somebody of the team made here, and what they did for people: whoever it was is a number from now on. */
export function renumberInAudience(db: Pick<Db, 'sql'>, admin: number, number: number): void {
  db.sql('update attributes set created_by = ? where created_by = ?').run(number, admin)
  db.sql('update places set created_by = ? where created_by = ?').run(number, admin)
  db.sql('update survey_questions set created_by = ? where created_by = ?').run(number, admin)
  db.sql('update topics set created_by = ? where created_by = ?').run(number, admin)
  db.sql('update interests set created_by = ? where created_by = ?').run(number, admin)
  db.sql('update sources set created_by = ? where created_by = ?').run(number, admin)
  db.sql('update holdouts set created_by = ? where created_by = ?').run(number, admin)
  db.sql('update awareness_overrides set admin_id = ? where admin_id = ?').run(number, admin)
}

/** Rows that say what somebody of the team did for people: keys of each table, as JSON for `renumberDone`. */
export type Done = { people: string; events: string; values: string; claims: string }

/** Finds some of what somebody of the team did for people; it looks at everything, in the jobs' reader. @returns null: nothing */
export async function findDone(db: Pick<Db, 'jobs'>, admin: number, most: number): Promise<Done | null> {
  const keys = async (sql: string, ...params: (string | number)[]) =>
    (await db.jobs.rows<{ key: number | string }>(`${sql} limit ${most}`, params)).map(({ key }) => key)
  const by = `admin:${admin}`
  const people = await keys('select id as key from subscribers where vouched_by = ?', admin)
  const events = await keys('select id as key from subscription_events where source = ? or vouched_by = ?', by, admin)
  const values = await keys(
    'select json_array(attribute_id, value, subscriber_id) as key from attribute_values where origin = ?',
    by,
  )
  const claims = await keys(
    'select json_array(subscriber_id, attribute_id, provenance) as key from attribute_claims where origin = ?',
    by,
  )
  if ([people, events, values, claims].every(({ length }) => length === 0)) return null
  const json = (list: unknown) => JSON.stringify(list)
  return { people: json(people), events: json(events), values: `[${values.join()}]`, claims: `[${claims.join()}]` }
}

/** In those rows whoever did it is a number from now on. */
export function renumberDone(db: Pick<Db, 'sql'>, admin: number, number: number, done: Done): void {
  const [from, to] = [`admin:${admin}`, `admin:${number}`]
  db.sql('update subscribers set vouched_by = ? where id in (select value from json_each(?))').run(number, done.people)
  db.sql(
    `update subscription_events set source = iif(source = :from, :to, source),
       vouched_by = iif(vouched_by = :admin, :number, vouched_by) where id in (select value from json_each(:events))`,
  ).run({ from, to, admin, number, events: done.events })
  db.sql(
    `update attribute_values set origin = ? where origin = ? and (attribute_id, value, subscriber_id) in (
       select value ->> 0, value ->> 1, value ->> 2 from json_each(?))`,
  ).run(to, from, done.values)
  db.sql(
    `update attribute_claims set origin = ? where origin = ? and (subscriber_id, attribute_id, provenance) in (
       select value ->> 0, value ->> 1, value ->> 2 from json_each(?))`,
  ).run(to, from, done.claims)
}
