import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** One opening of a tracked link. No address and no user agent is kept, only a coarse `agent` such as "Chrome/Android". */
export const clicks = sqliteTable(
  'clicks',
  {
    id: integer('id').primaryKey(),
    deliveryId: integer('delivery_id').notNull(),
    link: integer('link').notNull(),
    subscriberId: integer('subscriber_id').notNull(),
    broadcastId: integer('broadcast_id').notNull(),
    at: integer('at').notNull(),
    verdict: text('verdict', { enum: ['human', 'machine', 'unsure'] }).notNull(),
    why: text('why', {
      enum: ['head', 'prefetch', 'preview', 'robot', 'telegram', 'no_agent', 'app', 'soon', 'burst', 'person'],
    }).notNull(),
    agent: text('agent').notNull(),
  },
  t => [
    index('clicks_subscriber').on(t.subscriberId, t.at, t.verdict),
    index('clicks_broadcast').on(t.broadcastId, t.link, t.subscriberId),
    index('clicks_delivery').on(t.deliveryId),
  ],
)

/** Evidence that a delivered message was seen, one row for each kind of evidence. */
export const reads = sqliteTable(
  'reads',
  {
    deliveryId: integer('delivery_id').notNull(),
    evidence: text('evidence', { enum: ['press', 'click', 'reply', 'reaction', 'vote', 'activity'] }).notNull(),
    grade: text('grade', { enum: ['confirmed', 'inferred'] }).notNull(),
    subscriberId: integer('subscriber_id').notNull(),
    broadcastId: integer('broadcast_id').notNull(),
    at: integer('at').notNull(),
    messageId: integer('message_id'),
  },
  t => [
    primaryKey({ columns: [t.deliveryId, t.evidence] }),
    index('reads_subscriber').on(t.subscriberId, t.at, t.grade),
    index('reads_broadcast').on(t.broadcastId, t.grade),
  ],
)

/** What people wrote after an offer, so that a reply can be counted without keeping its words here. */
export const replies = sqliteTable(
  'replies',
  {
    id: integer('id').primaryKey(),
    subscriberId: integer('subscriber_id').notNull(),
    deliveryId: integer('delivery_id'),
    broadcastId: integer('broadcast_id'),
    quoted: integer('quoted').notNull(),
    messageId: integer('message_id').notNull(),
    at: integer('at').notNull(),
  },
  t => [
    index('replies_broadcast').on(t.broadcastId, t.subscriberId),
    index('replies_subscriber').on(t.subscriberId, t.at),
    uniqueIndex('replies_once').on(t.subscriberId, t.messageId),
  ],
)

/**
 * Polls that were sent, by Telegram's own id: an answer says nothing but that id and who gave it. A message that was sent again has
 * one for each copy.
 */
export const polls = sqliteTable(
  'polls',
  {
    pollId: text('poll_id').primaryKey(),
    deliveryId: integer('delivery_id').notNull(),
    subscriberId: integer('subscriber_id').notNull(),
    offerId: integer('offer_id').notNull(),
  },
  t => [
    index('polls_delivery').on(t.deliveryId),
    index('polls_offer').on(t.offerId, t.subscriberId),
    index('polls_subscriber').on(t.subscriberId),
  ],
)

/**
 * Answers to polls of which nobody knows yet which of somebody's polls they are, because Telegram's answer to more than one sending is out or
 * was lost: of each poll the newest, `options` as JSON, numbers from 0. Kept until that is known, for some weeks at most. `at`: ms UTC.
 */
export const unmatchedVotes = sqliteTable(
  'unmatched_votes',
  {
    pollId: text('poll_id').primaryKey(),
    subscriberId: integer('subscriber_id').notNull(),
    options: text('options').notNull(),
    at: integer('at').notNull(),
  },
  t => [index('unmatched_votes_subscriber').on(t.subscriberId)],
)

/**
 * What people chose in polls, a row for each option as it stands now: a changed answer replaces theirs, one that was taken back
 * leaves none. `folded`: the words of the option, by which it is the same in every version; `correct`: of a quiz, 1 where the whole answer was
 * right, else 0; null: it is none. `at`: when they first answered, ms UTC.
 */
export const pollVotes = sqliteTable(
  'poll_votes',
  {
    deliveryId: integer('delivery_id').notNull(),
    option: integer('option').notNull(),
    subscriberId: integer('subscriber_id').notNull(),
    broadcastId: integer('broadcast_id').notNull(),
    offerId: integer('offer_id').notNull(),
    folded: text('folded').notNull(),
    correct: integer('correct'),
    at: integer('at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.deliveryId, t.option] }),
    index('poll_votes_offer').on(t.offerId, t.subscriberId, t.folded, t.correct),
    index('poll_votes_subscriber').on(t.subscriberId, t.offerId, t.folded, t.correct),
    index('poll_votes_broadcast').on(t.broadcastId),
  ],
)

/**
 * Who pressed the button under an offer that asks for their number, when, and when they then shared it (null: they did
 * not): what an offer with the goal *know orders* gained. Times are ms UTC.
 */
export const contactAsks = sqliteTable(
  'contact_asks',
  {
    deliveryId: integer('delivery_id').primaryKey(),
    subscriberId: integer('subscriber_id').notNull(),
    broadcastId: integer('broadcast_id').notNull(),
    at: integer('at').notNull(),
    sharedAt: integer('shared_at'),
  },
  t => [index('contact_asks_subscriber').on(t.subscriberId, t.at), index('contact_asks_broadcast').on(t.broadcastId)],
)

/**
 * What a shop or another system reports of people: a cart was left, a bonus given. `key` is the reporter's own, so that the same
 * is taken once, and `hash` of what was said with it; both go when the person is forgotten. `properties`: JSON as it was told,
 * 1 KB at most; `folded`: the same as conditions compare it, names and texts folded, numbers, lists of those. `at`: when it
 * happened, ms UTC; `received_at`: when we were told. Ids go up in the order of the telling.
 */
export const events = sqliteTable(
  'events',
  {
    id: integer('id').primaryKey(),
    key: text('key').unique(),
    hash: blob('hash', { mode: 'buffer' }),
    subscriberId: integer('subscriber_id').notNull(),
    nameId: integer('name_id').notNull(),
    at: integer('at').notNull(),
    receivedAt: integer('received_at').notNull(),
    properties: text('properties'),
    folded: text('folded'),
  },
  t => [
    index('events_person').on(t.subscriberId, t.nameId, t.at),
    index('events_name').on(t.nameId, t.at, t.subscriberId),
  ],
)

/**
 * What events are called, and what properties came with them (JSON: a list of name and type, in the order in which they came
 * first): those with a type, text, number or date, were declared, so that people can be chosen by them; null: not yet.
 * `last_at` is right to the minute.
 */
export const eventNames = sqliteTable('event_names', {
  id: integer('id').primaryKey(),
  nameFolded: text('name_folded').notNull().unique(),
  name: text('name').notNull(),
  properties: text('properties').notNull(),
  firstAt: integer('first_at').notNull(),
  lastAt: integer('last_at').notNull(),
})

/** Openings that were refused, counted by day (UTC, days since 1970) and reason. */
export const droppedClicks = sqliteTable(
  'dropped_clicks',
  {
    day: integer('day').notNull(),
    reason: text('reason', { enum: ['flood', 'failed'] }).notNull(),
    n: integer('n').notNull(),
  },
  t => [primaryKey({ columns: [t.day, t.reason] })],
)

/**
 * Keys that sign link tokens; kept here, never derived from the bot's token, which owners revoke. Key 0 signs none: by it
 * those who asked to be forgotten are known again.
 */
export const secrets = sqliteTable('secrets', {
  keyId: integer('key_id').primaryKey(),
  secret: text('secret').notNull(),
  createdAt: integer('created_at').notNull(),
  purpose: text('purpose', { enum: ['links', 'erasures'] })
    .notNull()
    .default('links'),
})

/** The first opening of each link of a test by a person: its tester is told once. */
export const testOpenings = sqliteTable(
  'test_openings',
  {
    testId: integer('test_id').notNull(),
    link: integer('link').notNull(),
    at: integer('at').notNull(),
  },
  t => [primaryKey({ columns: [t.testId, t.link] })],
)

/**
 * Which delivery an order came after, by the strongest evidence there is; `shared`: its code was given to somebody else, whose
 * delivery this is, and it counts apart. `subscriber_id`: who ordered, null where nobody knows. `link`: the one that was
 * clicked. `at` and `amount` are the order's (ms UTC; minor units of `currency`, less refunds); by `customer_id`, whose order it
 * was when this was worked out, rows are found of orders that are there no more. All of it is derived from the orders and
 * the evidence, and can be worked out again; of those who were forgotten it is kept as it was.
 */
export const conversions = sqliteTable(
  'conversions',
  {
    orderId: integer('order_id').primaryKey(),
    customerId: integer('customer_id').notNull(),
    deliveryId: integer('delivery_id').notNull(),
    broadcastId: integer('broadcast_id').notNull(),
    subscriberId: integer('subscriber_id'),
    link: integer('link'),
    by: text('by', { enum: ['code', 'shared', 'click_id', 'click', 'seen'] }).notNull(),
    evidenceAt: integer('evidence_at').notNull(),
    at: integer('at').notNull(),
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
    discount: integer('discount'),
  },
  t => [
    index('conversions_customer').on(t.customerId),
    index('conversions_delivery').on(t.deliveryId),
    index('conversions_broadcast').on(t.broadcastId, t.by, t.at, t.subscriberId),
    index('conversions_subscriber').on(t.subscriberId, t.at, t.by),
  ],
)
