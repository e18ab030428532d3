import { sql } from 'drizzle-orm'
import { customType, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** A column that keeps text and numbers as they are: STRICT tables have ANY for that. */
const any = customType<{ data: string | number }>({ dataType: () => 'ANY' })

/**
 * People who pressed Start. Two facts stand apart: their will (`subscribed_at`, `unsubscribed_at`, `paused_until`)
 * and Telegram's word (`unreachable`: blocked or deactivated). `status` is derived; `paused` needs the time and is
 * therefore asked by queries as `paused_until > :at`. `greeted_by` is the message whose Start was answered last: NULL
 * while an answer is owed, 0 where nobody waits for one.
 */
export const subscribers = sqliteTable(
  'subscribers',
  {
    id: integer('id').primaryKey(),
    telegramId: integer('telegram_id').notNull().unique(),
    firstName: text('first_name').notNull(),
    lastName: text('last_name'),
    username: text('username'),
    telegramLanguage: text('telegram_language'),
    chosenLanguage: text('chosen_language'),
    premium: integer('premium').notNull().default(0),
    source: text('source'),
    lastSource: text('last_source'),
    phone: text('phone'),
    timeZone: text('time_zone'),
    lat: real('lat'),
    lon: real('lon'),
    placeFrom: text('place_from', { enum: ['location', 'city'] }),
    greetedBy: integer('greeted_by').default(0),
    subscribedAt: integer('subscribed_at').notNull(),
    unsubscribedAt: integer('unsubscribed_at'),
    pausedUntil: integer('paused_until'),
    unreachable: text('unreachable', { enum: ['blocked', 'deactivated'] }),
    unreachableAt: integer('unreachable_at'),
    lastSeenAt: integer('last_seen_at').notNull(),
    dice: integer('dice').notNull(),
    createdAt: integer('created_at').notNull(),
    status: text('status', { enum: ['deactivated', 'blocked', 'unsubscribed', 'active'] }).generatedAlwaysAs(
      sql`case when unreachable is not null then unreachable when unsubscribed_at is not null then 'unsubscribed' else 'active' end`,
      { mode: 'virtual' },
    ),
  },
  t => [
    index('subscribers_source').on(sql`source collate nocase`),
    index('subscribers_subscribed_at').on(t.subscribedAt),
    index('subscribers_last_seen_at').on(t.lastSeenAt),
    index('subscribers_last_source').on(sql`last_source collate nocase`).where(sql`last_source is not null`),
    index('subscribers_place').on(t.lat, t.lon).where(sql`lat is not null`),
    index('subscribers_zone').on(t.timeZone).where(sql`time_zone is not null`),
    index('subscribers_dice').on(t.dice),
    uniqueIndex('subscribers_phone').on(t.phone).where(sql`phone is not null`),
  ],
)

/** What people did about being written to, and what Telegram said of them: append-only history. */
export const subscriptionEvents = sqliteTable(
  'subscription_events',
  {
    id: integer('id').primaryKey(),
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    kind: text('kind', {
      enum: [
        'start',
        'source',
        'resume',
        'stop',
        'undo',
        'pause',
        'block',
        'unblock',
        'deactivate',
        'language',
        'less',
        'usual',
      ],
    }).notNull(),
    source: text('source'),
    wording: text('wording'),
    wordingVersion: text('wording_version'),
    deliveryId: integer('delivery_id'),
    at: integer('at').notNull(),
    /** Why they stopped, if they said so. */
    why: text('why', { enum: ['too_many', 'not_for_me', 'bought', 'other'] }),
  },
  t => [
    index('subscription_events_subscriber').on(t.subscriberId, t.at),
    index('subscription_events_delivery').on(t.deliveryId),
    index('subscription_events_stop').on(t.subscriberId, t.at).where(sql`kind = 'stop'`),
  ],
)

/**
 * How people want their offers, apart from yes and no: at most so many in any 7 days. Nobody without a row has asked for
 * anything.
 */
export const wishes = sqliteTable('wishes', {
  subscriberId: integer('subscriber_id')
    .primaryKey()
    .references(() => subscribers.id),
  perWeek: integer('per_week').notNull(),
  at: integer('at').notNull(),
})

/** People whom an older rule of places put where they are: they are placed again once, and then stand here no more. */
export const unsettled = sqliteTable('unsettled', {
  subscriberId: integer('subscriber_id')
    .primaryKey()
    .references(() => subscribers.id),
})

/** The exact words a person was shown when they agreed, stopped or paused; a version is a short hash of them. */
export const wordings = sqliteTable(
  'wordings',
  {
    name: text('name').notNull(),
    version: text('version').notNull(),
    language: text('language').notNull(),
    shown: text('shown').notNull(),
    firstAt: integer('first_at').notNull(),
  },
  t => [primaryKey({ columns: [t.name, t.version] })],
)

/**
 * Fields: named facts about people. `label` is null for the fields that segcast brings along (their words stand in the
 * texts), `options` JSON of the values to choose from.
 */
export const attributes = sqliteTable(
  'attributes',
  {
    id: integer('id').primaryKey(),
    key: text('key').notNull().unique(),
    label: text('label'),
    labelFolded: text('label_folded'),
    group: text('group', {
      enum: ['demographic', 'geographic', 'socio_economic', 'behavioural', 'personality'],
    }).notNull(),
    type: text('type', { enum: ['text', 'number', 'date', 'yes_no', 'one_of', 'many_of'] }).notNull(),
    options: text('options'),
    purpose: text('purpose'),
    createdBy: integer('created_by'),
    createdAt: integer('created_at').notNull(),
    archivedAt: integer('archived_at'),
  },
  t => [uniqueIndex('attributes_label').on(t.labelFolded).where(sql`label_folded is not null and archived_at is null`)],
)

/**
 * What is known of people. `value` is what conditions compare: folded text, a number, a day (days since 1970-01-01) or
 * 1/0; `shown` is what was written. A field of many values has a row for each.
 */
export const attributeValues = sqliteTable(
  'attribute_values',
  {
    attributeId: integer('attribute_id')
      .notNull()
      .references(() => attributes.id),
    value: any('value').notNull(),
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    shown: text('shown').notNull(),
    provenance: text('provenance', { enum: ['observed', 'imported', 'declared', 'corrected'] }).notNull(),
    origin: text('origin').notNull(),
    at: integer('at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.attributeId, t.value, t.subscriberId] }),
    index('attribute_values_subscriber').on(t.subscriberId, t.attributeId),
  ],
)

/** What a weaker source says of a fact that a stronger one has settled: kept beside it, never over it. */
export const attributeClaims = sqliteTable(
  'attribute_claims',
  {
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    attributeId: integer('attribute_id')
      .notNull()
      .references(() => attributes.id),
    provenance: text('provenance', { enum: ['observed', 'imported', 'declared', 'corrected'] }).notNull(),
    shown: text('shown').notNull(),
    origin: text('origin').notNull(),
    at: integer('at').notNull(),
  },
  t => [primaryKey({ columns: [t.subscriberId, t.attributeId, t.provenance] })],
)

/** Places that an admin named by sending a location. */
export const places = sqliteTable('places', {
  id: integer('id').primaryKey(),
  nameFolded: text('name_folded').notNull().unique(),
  name: text('name').notNull(),
  lat: real('lat').notNull(),
  lon: real('lon').notNull(),
  createdBy: integer('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
})

/** Questions of the survey, in order. `options` is JSON: each answer with the topic it is evidence of. */
export const surveyQuestions = sqliteTable('survey_questions', {
  id: integer('id').primaryKey(),
  position: integer('position').notNull(),
  attributeId: integer('attribute_id')
    .notNull()
    .references(() => attributes.id),
  text: text('text').notNull(),
  purpose: text('purpose').notNull(),
  options: text('options').notNull(),
  atStart: integer('at_start').notNull().default(0),
  skippable: integer('skippable').notNull().default(1),
  createdBy: integer('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  archivedAt: integer('archived_at'),
})

/**
 * Whom a question was put to, by which message, how many `times`, and what came of it. What they write until
 * `awaited_until` (ms UTC) is the answer; null: their words are no answer. `ticks` are the options ticked and not yet
 * confirmed, a bit for each; null: none were touched since the last answer.
 */
export const surveyAnswers = sqliteTable(
  'survey_answers',
  {
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    questionId: integer('question_id')
      .notNull()
      .references(() => surveyQuestions.id),
    messageId: integer('message_id'),
    deliveryId: integer('delivery_id'),
    askedAt: integer('asked_at').notNull(),
    times: integer('times').notNull().default(1),
    awaitedUntil: integer('awaited_until'),
    answeredAt: integer('answered_at'),
    skippedAt: integer('skipped_at'),
    ticks: integer('ticks'),
  },
  t => [
    primaryKey({ columns: [t.subscriberId, t.questionId] }),
    index('survey_answers_question').on(t.questionId, t.answeredAt),
  ],
)

/** People of the CRM; at most one of them is linked to a subscriber. */
export const customers = sqliteTable(
  'customers',
  {
    id: integer('id').primaryKey(),
    externalId: text('external_id').notNull().unique(),
    telegramId: integer('telegram_id'),
    phone: text('phone'),
    subscriberId: integer('subscriber_id')
      .unique()
      .references(() => subscribers.id),
    linkedBy: text('linked_by', { enum: ['telegram_id', 'phone', 'admin'] }),
    linkedAt: integer('linked_at'),
    createdAt: integer('created_at').notNull(),
  },
  t => [index('customers_phone').on(t.phone), index('customers_telegram').on(t.telegramId)],
)

/** Two customers claim one person, or one customer two persons: an admin decides. */
export const customerConflicts = sqliteTable(
  'customer_conflicts',
  {
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    why: text('why', { enum: ['two_people', 'taken', 'two_customers'] }).notNull(),
    at: integer('at').notNull(),
    resolvedAt: integer('resolved_at'),
  },
  t => [primaryKey({ columns: [t.customerId, t.subscriberId] })],
)

/** Purchases. `total` and `refunded` are minor units of `currency`. */
export const orders = sqliteTable(
  'orders',
  {
    id: integer('id').primaryKey(),
    externalId: text('external_id').notNull().unique(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    at: integer('at').notNull(),
    status: text('status', { enum: ['paid', 'cancelled'] }).notNull(),
    total: integer('total').notNull(),
    refunded: integer('refunded').notNull().default(0),
    currency: text('currency').notNull(),
  },
  t => [
    index('orders_customer').on(t.customerId, t.at, t.status, t.currency, t.total, t.refunded),
    index('orders_at').on(t.at, t.customerId, t.status, t.currency, t.total, t.refunded),
  ],
)

/** What an order consisted of. `price` is minor units for one piece; folded forms are compared, the others shown. */
export const orderLines = sqliteTable(
  'order_lines',
  {
    orderId: integer('order_id')
      .notNull()
      .references(() => orders.id),
    line: integer('line').notNull(),
    product: text('product').notNull(),
    productFolded: text('product_folded').notNull(),
    category: text('category'),
    categoryFolded: text('category_folded'),
    quantity: integer('quantity').notNull(),
    price: integer('price').notNull(),
  },
  t => [
    primaryKey({ columns: [t.orderId, t.line] }),
    index('order_lines_product').on(t.productFolded, t.orderId),
    index('order_lines_category').on(t.categoryFolded, t.orderId),
  ],
)

/**
 * Scores of customers with a counted order in the window; `cell` is the name of the area of scores. `last_day`: the
 * calendar day of the last counted order (days since 1970-01-01), so that a row does not change because a day passes.
 */
export const rfmScores = sqliteTable(
  'rfm_scores',
  {
    customerId: integer('customer_id').primaryKey(),
    lastDay: integer('last_day').notNull(),
    frequency: integer('frequency').notNull(),
    monetary: integer('monetary').notNull(),
    r: integer('r').notNull(),
    f: integer('f').notNull(),
    m: integer('m').notNull(),
    cell: text('cell').notNull(),
  },
  t => [index('rfm_scores_cell').on(t.cell, t.customerId), index('rfm_scores_scores').on(t.r, t.f, t.m, t.customerId)],
)

/** Each refresh of the scores: by which rules, and where the measures were cut (JSON). */
export const rfmRefreshes = sqliteTable('rfm_refreshes', {
  id: integer('id').primaryKey(),
  at: integer('at').notNull(),
  rules: text('rules').notNull(),
  cuts: text('cuts').notNull(),
  customers: integer('customers').notNull(),
  otherCurrency: integer('other_currency').notNull(),
  finishedAt: integer('finished_at'),
})

/** What links and answers are about; `rung` (1–5) is the step of the ladder that interest in it shows. */
export const topics = sqliteTable(
  'topics',
  {
    id: integer('id').primaryKey(),
    nameFolded: text('name_folded').notNull(),
    name: text('name').notNull(),
    rung: integer('rung').notNull(),
    createdBy: integer('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    archivedAt: integer('archived_at'),
  },
  t => [uniqueIndex('topics_name').on(t.nameFolded).where(sql`archived_at is null`)],
)

/** Answers that are evidence for a step of the ladder. */
export const topicAnswers = sqliteTable(
  'topic_answers',
  {
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    topicId: integer('topic_id')
      .notNull()
      .references(() => topics.id),
    questionId: integer('question_id')
      .notNull()
      .references(() => surveyQuestions.id),
    at: integer('at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.subscriberId, t.topicId, t.questionId] }),
    index('topic_answers_topic').on(t.topicId, t.at),
  ],
)

/** Where people stand on the ladder (1–5; nobody without evidence), why (JSON), and until when if that fades. */
export const awareness = sqliteTable(
  'awareness',
  {
    subscriberId: integer('subscriber_id').primaryKey(),
    rung: integer('rung').notNull(),
    because: text('because').notNull(),
    evidenceAt: integer('evidence_at').notNull(),
    fadesAt: integer('fades_at'),
    since: integer('since').notNull(),
  },
  t => [
    index('awareness_rung').on(t.rung, t.subscriberId),
    index('awareness_fades').on(t.fadesAt).where(sql`fades_at is not null`),
  ],
)

/** Steps up and down; null is unknown. */
export const awarenessMoves = sqliteTable(
  'awareness_moves',
  {
    id: integer('id').primaryKey(),
    subscriberId: integer('subscriber_id').notNull(),
    from: integer('from'),
    to: integer('to'),
    at: integer('at').notNull(),
  },
  t => [
    index('awareness_moves_at').on(t.at, t.subscriberId),
    index('awareness_moves_subscriber').on(t.subscriberId, t.at),
  ],
)

/** An admin's word on where somebody stands, until a moment. */
export const awarenessOverrides = sqliteTable('awareness_overrides', {
  subscriberId: integer('subscriber_id').primaryKey(),
  rung: integer('rung').notNull(),
  until: integer('until').notNull(),
  reason: text('reason').notNull(),
  adminId: integer('admin_id').notNull(),
  at: integer('at').notNull(),
})
