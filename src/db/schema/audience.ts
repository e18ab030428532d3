import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * People who pressed Start. Two facts stand apart: their will (`subscribed_at`, `unsubscribed_at`, `paused_until`)
 * and Telegram's word (`unreachable`: blocked or deactivated). `status` is derived; `paused` needs the time and is
 * therefore asked by queries as `paused_until > :at`.
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
    index('subscribers_source').on(t.source),
    index('subscribers_subscribed_at').on(t.subscribedAt),
    index('subscribers_last_seen_at').on(t.lastSeenAt),
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
    kind: text('kind').notNull(),
    source: text('source'),
    wording: text('wording'),
    wordingVersion: text('wording_version'),
    deliveryId: integer('delivery_id'),
    at: integer('at').notNull(),
  },
  t => [
    index('subscription_events_subscriber').on(t.subscriberId, t.at),
    index('subscription_events_delivery').on(t.deliveryId),
  ],
)

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
