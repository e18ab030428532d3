import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { subscribers } from './subscriber.js'

/** What people may choose to hear about, such as "Sales", in the shop's own words. Offers name one of them, or none. */
export const interests = sqliteTable(
  'interests',
  {
    id: integer('id').primaryKey(),
    nameFolded: text('name_folded').notNull(),
    name: text('name').notNull(),
    createdBy: integer('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    archivedAt: integer('archived_at'),
  },
  t => [uniqueIndex('interests_name').on(t.nameFolded).where(sql`archived_at is null`)],
)

/** What people said to it, the last word of each: `wants` 1 or 0. Nobody without a row has chosen, and gets what there is. */
export const interestAnswers = sqliteTable(
  'interest_answers',
  {
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    interestId: integer('interest_id')
      .notNull()
      .references(() => interests.id),
    wants: integer('wants').notNull(),
    at: integer('at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.subscriberId, t.interestId] }),
    index('interest_answers_declined').on(t.interestId).where(sql`wants = 0`),
  ],
)
