import { sql } from 'drizzle-orm'
import { blob, check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { subscribers } from '../audience/subscriber.js'

/**
 * Messages to one person that another system asked for, such as "your order is on its way": each has words of its own and
 * is sent once. `hash` is of what was asked, so that the same may be asked again and something else may not. `text`,
 * `entities` and `button` (JSON) go some time after the message, `external_id` and `hash` as well when the person is forgotten.
 * `read_at`: when it was first known to have been seen, `read_grade` how surely.
 */
export const serviceMessages = sqliteTable(
  'service_messages',
  {
    id: integer('id').primaryKey(),
    externalId: text('external_id').unique(),
    hash: blob('hash', { mode: 'buffer' }),
    /** The key of the API that it came by; null: by none. */
    keyId: integer('key_id'),
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    text: text('text'),
    entities: text('entities'),
    button: text('button'),
    state: text('state', { enum: ['queued', 'sending', 'sent', 'failed', 'uncertain', 'skipped'] }).notNull(),
    reason: text('reason', {
      enum: ['late', 'erased', 'blocked', 'deactivated', 'unknown_chat', 'content', 'limited', 'evidence'],
    }),
    dueAt: integer('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** When it left, or it was decided that it does not. */
    claimedAt: integer('claimed_at'),
    sentAt: integer('sent_at'),
    messageId: integer('message_id'),
    error: text('error'),
    readAt: integer('read_at'),
    readGrade: text('read_grade', { enum: ['confirmed', 'inferred'] }),
    createdAt: integer('created_at').notNull(),
  },
  t => [
    index('service_messages_queued').on(t.dueAt, t.id).where(sql`state = 'queued'`),
    index('service_messages_sending').on(t.id).where(sql`state = 'sending'`),
    index('service_messages_person').on(t.subscriberId, t.createdAt),
    index('service_messages_seen').on(t.subscriberId, t.messageId).where(sql`message_id is not null`),
    index('service_messages_at').on(t.createdAt),
    index('service_messages_words').on(t.createdAt).where(sql`text is not null`),
    check('service_messages_worded', sql`state <> 'queued' or text is not null`),
  ],
)

/** Asked for and not taken, by hour (hours since 1970-01-01 UTC) and reason. Nothing of whom it was for. */
export const serviceRefusals = sqliteTable(
  'service_refusals',
  {
    hour: integer('hour').notNull(),
    why: text('why', { enum: ['unknown', 'unreachable', 'too_many', 'other_words', 'invalid'] }).notNull(),
    n: integer('n').notNull(),
  },
  t => [primaryKey({ columns: [t.hour, t.why] })],
)

/** One row while no service message leaves: why, since when, and who said so (null: nobody did). */
export const servicePause = sqliteTable('service_pause', {
  id: integer('id').primaryKey(),
  reason: text('reason', { enum: ['admin', 'unauthorized', 'unwritten'] }).notNull(),
  error: text('error'),
  at: integer('at').notNull(),
  adminId: integer('admin_id'),
})
