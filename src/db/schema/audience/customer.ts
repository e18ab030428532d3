import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { subscribers } from './subscriber.js'

/**
 * People of the CRM; at most one of them is linked to a subscriber. `external_id` is null where a file names people
 * otherwise, or where they were forgotten: then `erased_at` is set, and only what they bought stays.
 */
export const customers = sqliteTable(
  'customers',
  {
    id: integer('id').primaryKey(),
    externalId: text('external_id').unique(),
    telegramId: integer('telegram_id'),
    phone: text('phone'),
    email: text('email'),
    firstName: text('first_name'),
    lastName: text('last_name'),
    subscriberId: integer('subscriber_id')
      .unique()
      .references(() => subscribers.id),
    linkedBy: text('linked_by', { enum: ['telegram_id', 'phone', 'admin'] }),
    linkedAt: integer('linked_at'),
    createdAt: integer('created_at').notNull(),
    erasedAt: integer('erased_at'),
  },
  t => [
    index('customers_phone').on(t.phone),
    index('customers_telegram').on(t.telegramId),
    index('customers_email').on(t.email).where(sql`email is not null`),
  ],
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
  t => [
    primaryKey({ columns: [t.customerId, t.subscriberId] }),
    index('customer_conflicts_subscriber').on(t.subscriberId),
  ],
)
