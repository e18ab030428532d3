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
    linkedBy: text('linked_by', {
      enum: ['telegram_id', 'phone', 'admin', 'personal_link', 'file_phone', 'click'],
    }),
    linkedAt: integer('linked_at'),
    /** How many personal links of theirs were used or withdrawn: the number that the next one is signed with. */
    linkNumber: integer('link_number').notNull().default(0),
    /** An admin allows that they are found by a phone which only a file gave a subscriber. */
    byFilePhone: integer('by_file_phone').notNull().default(0),
    /** The import whose word of them stands; null: somebody else's. */
    importId: integer('import_id'),
    createdAt: integer('created_at').notNull(),
    erasedAt: integer('erased_at'),
  },
  t => [
    index('customers_phone').on(t.phone, t.externalId),
    index('customers_telegram').on(t.telegramId),
    index('customers_email').on(t.email, t.phone, t.externalId).where(sql`email is not null`),
  ],
)

/**
 * Two customers claim one person, or one customer two persons: an admin decides. `by`: what speaks for this person;
 * `denied`: an admin said that it is not them, whatever speaks for it.
 */
export const customerConflicts = sqliteTable(
  'customer_conflicts',
  {
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    why: text('why', { enum: ['two_people', 'taken', 'two_customers', 'not_them'] }).notNull(),
    at: integer('at').notNull(),
    by: text('by', { enum: ['telegram_id', 'phone', 'personal_link', 'file_phone', 'click'] }),
    resolvedAt: integer('resolved_at'),
    denied: integer('denied').notNull().default(0),
  },
  t => [
    primaryKey({ columns: [t.customerId, t.subscriberId] }),
    index('customer_conflicts_subscriber').on(t.subscriberId),
  ],
)

/** Who said by a personal link that they are a customer; `at` ms UTC. */
export const customerClaims = sqliteTable(
  'customer_claims',
  {
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    at: integer('at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.customerId, t.subscriberId] }),
    index('customer_claims_subscriber').on(t.subscriberId),
  ],
)

/**
 * Customers who turned out to be another one, and are there no more: `into_id`. `import_id`: the import that said so, which
 * takes it back with the rest; null: another system did, or told of them since.
 */
export const joinedCustomers = sqliteTable(
  'joined_customers',
  {
    id: integer('id').primaryKey(),
    intoId: integer('into_id').notNull(),
    importId: integer('import_id'),
  },
  t => [index('joined_customers_into').on(t.intoId)],
)

/** Customers of whom orders came, changed or went, or who were linked or unlinked: their scores and step are to be worked out anew. */
export const staleCustomers = sqliteTable('stale_customers', { customerId: integer('customer_id').primaryKey() })
