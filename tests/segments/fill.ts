import { dayNumber } from '../../src/audience/attribute/day.js'
import { addAlias, createSource } from '../../src/audience/source.js'
import type { Db } from '../../src/db/open.js'
import { fold } from '../../src/text/fold.js'
import { recordEvents } from '../../src/tracking/event.js'
import { AT, BUILT_IN, type Delivered, type Human, type Order, type World } from './fixture.js'

const TABLES = [
  ...['interest_answers', 'wishes', 'enrolments', 'campaigns'],
  ...[
    'polls',
    'poll_votes',
    'clicks',
    'reads',
    'replies',
    'subscription_events',
    'survey_answers',
    'survey_questions',
    'deliveries',
  ],
  ...[
    'promo_codes',
    'conversions',
    'broadcasts',
    'link_topics',
    'topics',
    'links',
    'variants',
    'offers',
    'order_lines',
    'orders',
    'rfm_scores',
  ],
  ...[
    'customers',
    'awareness',
    'awareness_moves',
    'rfm_moves',
    'attribute_values',
    'places',
    'segment_members',
    'segment_changes',
    'segments',
    'subscribers',
  ],
  ...['source_aliases', 'sources', 'events', 'event_names', 'interests'],
]

/** Replaces whatever is in the database by the world. */
export function fill(db: Db, world: World): void {
  db.write(() => {
    for (const table of TABLES) db.sql(`delete from ${table}`).run()
    db.sql(`delete from attributes where id > ${BUILT_IN.length}`).run()
    for (const person of world.people) addPerson(db, person)
    addOffers(db, world)
    for (const delivery of world.deliveries) addDelivery(db, world, delivery)
    addSigns(db, world)
    addFields(db, world)
    addCustomers(db, world)
    addRfmMoves(db, world)
    for (const { person, rung } of world.rungs)
      db.sql("insert into awareness values (?, ?, '{}', 0, null, 0)").run(person, rung)
    for (const { person, from, to, at } of world.moves)
      db.sql('insert into awareness_moves (subscriber_id, "from", "to", at) values (?, ?, ?, ?)').run(
        person,
        from,
        to,
        at,
      )
    addSegments(db, world)
    addSources(db, world)
    addEvents(db, world)
    addWishes(db, world)
    addSeries(db, world)
  })
}

export function byId<T extends { id: number }>(rows: T[], id: number): T {
  const row = rows.find(row => row.id === id)
  if (row === undefined) throw new Error(`no row ${id}`)
  return row
}

function addPerson(db: Db, p: Human): void {
  db.sql(
    `insert into subscribers (id, username, telegram_id, first_name, last_name, telegram_language, chosen_language, premium, source,
      last_source, phone, lat, lon, time_zone, subscribed_at, unsubscribed_at, paused_until, unreachable, last_seen_at, dice, created_at, vouched_by, ground)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    ...[
      p.id,
      p.username ?? null,
      7_000_000_000 + p.id,
      p.name,
      p.lastName,
      p.telegramLanguage,
      p.chosenLanguage,
      p.premium ? 1 : 0,
    ],
    ...[p.source, p.lastSource, p.phone, p.place?.lat ?? null, p.place?.lon ?? null, p.timeZone ?? null],
    ...[p.subscribedAt, p.unsubscribedAt, p.pausedUntil, p.unreachable, AT, p.dice, AT],
    ...[p.ground === null ? null : 1, p.ground],
  )
}

/** Nothing of a broadcast is taken up behind its end. */
function finishedAt({ deliveries }: World, id: number, startedAt: number): number {
  return Math.max(startedAt, ...deliveries.filter(({ broadcast }) => broadcast === id).map(({ at }) => at))
}

function addOffers(db: Db, world: World): void {
  for (const { id, name, survey, promo } of world.offers)
    db.sql(
      `insert into offers (id, name, name_folded, goal, kind, state, draft, created_by, created_at, promo_kind, promo_code, promo_folded)
       values (?, ?, ?, 'inform', ?, 'used', '{}', 1, 0, ?, ?, ?)`,
    ).run(
      ...[id, name, fold(name), survey === true ? 'survey' : 'marketing'],
      ...[promo === undefined ? null : 'one', promo ?? null, promo === undefined ? null : fold(promo)],
    )
  for (const [i, { offer, code, delivery, at }] of world.codes.entries())
    db.sql(
      'insert into promo_codes (offer_id, folded, code, position, delivery_id, taken_at) values (?, ?, ?, ?, ?, ?)',
    ).run(offer, fold(code), code, i, delivery, delivery === null ? null : at)
  for (const { id, offer, startedAt, cancelled } of world.broadcasts)
    db.sql(
      "insert into broadcasts (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, started_at, finished_at, created_by, created_at) values (?, ?, ?, '[]', '[]', 0, 'UTC', ?, ?, ?, 1, 0)",
    ).run(
      id,
      offer,
      cancelled === true ? 'cancelled' : 'finished',
      startedAt,
      startedAt,
      finishedAt(world, id, startedAt),
    )
  for (const { offer, message } of messagesOf(world))
    db.sql("insert into variants (id, offer_id, position, content) values (?, ?, ?, '{}')").run(
      ...[variantOf(offer, message), offer, message - 1],
    )
  for (const { id, name, rung } of world.topics)
    db.sql('insert into topics values (?, ?, ?, ?, 1, 0, null)').run(id, fold(name), name, rung)
  for (const { offer, link, topic } of world.linkTopics)
    db.sql('insert into link_topics (offer_id, number, topic_id) values (?, ?, ?)').run(offer, link, topic)
}

function addSources(db: Db, { sources }: World): void {
  for (const { id, name, channel, aliases } of sources) {
    createSource(db, { name, channel, cost: null, createdBy: 1 }, 0)
    for (const payload of aliases) addAlias(db, payload, id)
  }
}

function addWishes(db: Db, { interests, interestAnswers, wishes }: World): void {
  for (const { id, name } of interests)
    db.sql('insert into interests (id, name_folded, name, created_by, created_at) values (?, ?, ?, 1, 0)').run(
      ...[id, fold(name), name],
    )
  for (const { person, interest, wants } of interestAnswers)
    db.sql('insert into interest_answers (subscriber_id, interest_id, wants, at) values (?, ?, ?, 0)').run(
      ...[person, interest, wants ? 1 : 0],
    )
  for (const { person, perWeek, perMonth } of wishes)
    db.sql('insert into wishes (subscriber_id, per_week, per_month, at) values (?, ?, ?, 0)').run(
      ...[person, perWeek, perMonth],
    )
}

function addSeries(db: Db, { series, enrolments }: World): void {
  for (const { id, name } of series)
    db.sql(
      `insert into campaigns (id, name_folded, name, kind, state, starts, ends, zone, created_by, created_at)
       values (?, ?, ?, 'series', 'running', '{}', '{}', 'UTC', 1, 0)`,
    ).run(id, fold(name), name)
  for (const [i, { person, series, at, endedAt, done }] of enrolments.entries())
    db.sql(
      `insert into enrolments (campaign_id, subscriber_id, occurrence, edition, started_at, entered_at, state, ended_at)
       values (?, ?, ?, 1, ?, ?, ?, ?)`,
    ).run(...[series, person, i, at, at], endedAt === null ? 'on_way' : done ? 'done' : 'ended', endedAt)
}

function addEvents(db: Db, { eventNames, events }: World): void {
  for (const { id, name, properties } of eventNames)
    db.sql('insert into event_names values (?, ?, ?, ?, 0, 0)').run(id, fold(name), name, JSON.stringify(properties))
  recordEvents(
    db,
    events.map(({ person, event, at, properties }, i) => ({
      ...{ key: `e${i}`, said: '', subscriberId: person, at, properties: properties ?? null },
      name: byId(eventNames, event).name,
    })),
    AT,
  )
}

/** Every message of which somebody has a row, once. */
function messagesOf({ deliveries, broadcasts }: World): { offer: number; message: number }[] {
  const all = deliveries.flatMap(({ broadcast, message }) =>
    message === undefined ? [] : [{ offer: byId(broadcasts, broadcast).offer, message }],
  )
  return [...new Map(all.map(one => [variantOf(one.offer, one.message), one])).values()]
}

function variantOf(offer: number, message: number): number {
  return offer * 10 + message
}

function addDelivery(db: Db, world: World, delivery: Delivered): void {
  const { id, broadcast, person, state, at, takenBackAt, reason, message } = delivery
  const variant = message === undefined ? null : variantOf(byId(world.broadcasts, broadcast).offer, message)
  const claimedAt = ['queued', 'skipped', 'held_out'].includes(state) ? null : at
  const sentAt = state === 'sent' ? at : null
  db.sql(
    `insert into deliveries (id, broadcast_id, subscriber_id, variant_id, occurrence, state, reason, due_at, claimed_at, sent_at,
      taken_back_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(id, broadcast, person, variant, id, state, reason ?? null, at, claimedAt, sentAt, takenBackAt ?? null)
}

function addSigns(db: Db, world: World): void {
  for (const { delivery, evidence, at } of world.reads) {
    const { person, broadcast } = byId(world.deliveries, delivery)
    const grade = evidence === 'activity' ? 'inferred' : 'confirmed'
    db.sql('insert into reads values (?, ?, ?, ?, ?, ?, null)').run(delivery, evidence, grade, person, broadcast, at)
  }
  for (const [i, { delivery, chosen, right = null, at }] of world.polls.entries()) {
    const { person, broadcast } = byId(world.deliveries, delivery)
    const { offer } = byId(world.broadcasts, broadcast)
    db.sql('insert into polls (poll_id, delivery_id, subscriber_id, offer_id) values (?, ?, ?, ?)').run(
      ...[`p${i}`, delivery, person, offer],
    )
    for (const [option, words] of chosen.entries())
      db.sql('insert into poll_votes values (?, ?, ?, ?, ?, ?, ?, ?)').run(
        ...[delivery, option, person, broadcast, offer, fold(words), right === null ? null : right ? 1 : 0, at],
      )
  }
  for (const { delivery, link, at, verdict } of world.clicks) {
    const { person, broadcast } = byId(world.deliveries, delivery)
    db.sql(
      "insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent) values (?, ?, ?, ?, ?, ?, 'x', 'x')",
    ).run(delivery, link, person, broadcast, at, verdict)
  }
  for (const [i, { person, at, delivery }] of world.replies.entries())
    db.sql(
      'insert into replies (subscriber_id, delivery_id, broadcast_id, quoted, message_id, at) values (?, ?, ?, 0, ?, ?)',
    ).run(
      person,
      ...(delivery === undefined ? [null, null] : [delivery, byId(world.deliveries, delivery).broadcast]),
      i,
      at,
    )
  for (const { person, at, kind, delivery, why } of [
    ...world.stops.map(stop => ({ ...stop, kind: 'stop' })),
    ...world.acts.map(act => ({ ...act, why: null })),
  ])
    db.sql('insert into subscription_events (subscriber_id, kind, at, delivery_id, why) values (?, ?, ?, ?, ?)').run(
      ...[person, kind, at, delivery ?? null, why ?? null],
    )
  for (const id of new Set(world.answers.map(answer => answer.question)))
    db.sql(
      "insert into survey_questions (id, position, attribute_id, text, purpose, options, created_by, created_at) values (?, ?, 1, ?, 'x', '[]', 1, 0)",
    ).run(id, id, `Question ${id}?`)
  for (const { person, question, at, delivery, askedAt, skippedAt } of world.answers)
    db.sql(
      'insert into survey_answers (subscriber_id, question_id, asked_at, answered_at, skipped_at, delivery_id) values (?, ?, ?, ?, ?, ?)',
    ).run(
      ...[person, question, askedAt ?? 0, at],
      ...[skippedAt === undefined ? (at === null ? 1 : null) : skippedAt, delivery ?? null],
    )
}

function addFields(db: Db, { fields, values, places }: World): void {
  for (const { id, label, type, options } of fields)
    db.sql(
      `insert into attributes (id, key, label, label_folded, "group", type, options, created_by, created_at)
       values (?, ?, ?, ?, 'behavioural', ?, ?, 1, 0)`,
    ).run(id, `field ${id}`, label, fold(label), type, options === undefined ? null : JSON.stringify(options))
  for (const { person, field, shown, from, at } of values) {
    const { type } = byId<{ id: number; type: string }>([...BUILT_IN, ...fields], field)
    db.sql("insert into attribute_values values (?, ?, ?, ?, ?, 'x', ?)").run(
      ...[field, stored(type, shown), person, shown, from ?? 'declared', at ?? 0],
    )
  }
  for (const { id, name, lat, lon } of places)
    db.sql('insert into places values (?, ?, ?, ?, ?, 1, 0)').run(id, fold(name), name, lat, lon)
}

function stored(type: string, shown: string): string | number {
  if (type === 'number') return Number(shown)
  if (type === 'yes_no') return shown === 'yes' ? 1 : 0
  return type === 'date' ? (dayNumber(shown) ?? 0) : fold(shown)
}

function addCustomers(db: Db, world: World): void {
  const { customers, orders, scores } = world
  for (const { id, person } of customers)
    db.sql('insert into customers (id, external_id, subscriber_id, created_at) values (?, ?, ?, 0)').run(
      id,
      `c${id}`,
      person,
    )
  for (const order of orders) addOrder(db, order)
  addConversions(db, world)
  for (const { customer, r, f, m, cell } of scores)
    db.sql('insert into rfm_scores values (?, 0, 1, 0, ?, ?, ?, ?)').run(customer, r, f, m, cell)
}

function addRfmMoves(db: Db, { rfmMoves }: World): void {
  for (const { customer, from, to, at } of rfmMoves)
    db.sql('insert into rfm_moves (customer_id, "from", "to", at) values (?, ?, ?, ?)').run(customer, from, to, at)
}

function addConversions(db: Db, { conversions, orders, deliveries, customers }: World): void {
  for (const { order, delivery, by } of conversions) {
    const { customer, at, total, refunded, currency } = byId(orders, order)
    db.sql(
      `insert into conversions (order_id, customer_id, delivery_id, broadcast_id, subscriber_id, "by", evidence_at, at, amount, currency)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      ...[order, customer, delivery, byId(deliveries, delivery).broadcast, byId(customers, customer).person, by],
      ...[at, at, total - refunded, currency],
    )
  }
}

function addOrder(
  db: Db,
  { id, customer, at, status, total, refunded, currency, promo, discount, lines }: Order,
): void {
  db.sql(
    `insert into orders (id, external_id, customer_id, at, status, total, refunded, currency, promo_code, promo_folded, discount)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    ...[id, `o${id}`, customer, at, status, total, refunded, currency, promo ?? null],
    ...[promo === undefined ? null : fold(promo), discount ?? null],
  )
  for (const [i, { product, category, sku, quantity = 1, price = 0 }] of lines.entries())
    db.sql('insert into order_lines values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      ...[id, i, product, fold(product), category, category === null ? null : fold(category), quantity, price],
      ...(sku === undefined ? [null, null] : [sku, fold(sku)]),
    )
}

function addSegments(db: Db, { segments, changes }: World): void {
  for (const { id, name, criterion, people } of segments) {
    db.sql(
      'insert into segments (id, name, name_folded, kind, criterion, created_by, created_at) values (?, ?, ?, ?, ?, 1, 0)',
    ).run(id, name, fold(name), people === undefined ? 'rule' : 'list', JSON.stringify(criterion))
    for (const person of people ?? []) db.sql('insert into segment_members values (?, ?, 0)').run(id, person)
  }
  for (const { segment, person, entered, at } of changes)
    db.sql('insert into segment_changes (segment_id, subscriber_id, entered, at) values (?, ?, ?, ?)').run(
      ...[segment, person, entered ? 1 : 0, at],
    )
}
