import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { subscribers } from './subscriber.js'

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
        'often',
        'about',
        'hours',
        'move_in',
        'move_out',
        'erase',
      ],
    }).notNull(),
    source: text('source'),
    wording: text('wording'),
    wordingVersion: text('wording_version'),
    deliveryId: integer('delivery_id'),
    at: integer('at').notNull(),
    /** Why they stopped, if they said so. */
    why: text('why', { enum: ['too_many', 'not_for_me', 'bought', 'other'] }),
    /** Which admin vouches that they may be written to, where they did not say so themselves. */
    vouchedBy: integer('vouched_by'),
  },
  t => [
    index('subscription_events_subscriber').on(t.subscriberId, t.at),
    index('subscription_events_delivery').on(t.deliveryId),
    index('subscription_events_stop').on(t.subscriberId, t.at).where(sql`kind = 'stop'`),
  ],
)

/**
 * How people want their offers, apart from yes and no: at most so many in any 7 days, and in any 30 days (null: no such
 * end). `before_week`: what they had chosen before they asked for fewer by one press. Nobody without a row has asked for
 * anything.
 */
export const wishes = sqliteTable('wishes', {
  subscriberId: integer('subscriber_id')
    .primaryKey()
    .references(() => subscribers.id),
  perWeek: integer('per_week').notNull(),
  perMonth: integer('per_month'),
  beforeWeek: integer('before_week'),
  at: integer('at').notNull(),
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
