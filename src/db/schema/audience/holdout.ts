import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { subscribers } from './subscriber.js'

/**
 * Comparisons with people who are kept from offers: of one broadcast, or of everything for a quarter. `share`: so many of
 * 10,000, by dice. `from_at`, `to_at`: ms UTC; `assigned_at`: everybody who could be reached has their side since then;
 * `ended_at`: somebody ended it early, and it shows nothing; `reported_at`: what it came to was told.
 */
export const holdouts = sqliteTable(
  'holdouts',
  {
    id: integer('id').primaryKey(),
    kind: text('kind', { enum: ['broadcast', 'quarter'] }).notNull(),
    broadcastId: integer('broadcast_id'),
    share: integer('share').notNull(),
    fromAt: integer('from_at').notNull(),
    toAt: integer('to_at').notNull(),
    createdBy: integer('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    assignedAt: integer('assigned_at'),
    endedAt: integer('ended_at'),
    reportedAt: integer('reported_at'),
  },
  t => [
    uniqueIndex('holdouts_broadcast').on(t.broadcastId).where(sql`broadcast_id is not null`),
    index('holdouts_kind').on(t.kind, t.toAt),
  ],
)

/**
 * Everybody who was assigned, to either side: `held` 1 is the control group. `linked`: whether their orders were known at that
 * moment; whoever was linked later counts on neither side.
 */
export const holdoutMembers = sqliteTable(
  'holdout_members',
  {
    holdoutId: integer('holdout_id')
      .notNull()
      .references(() => holdouts.id),
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    held: integer('held').notNull(),
    linked: integer('linked').notNull(),
    at: integer('at').notNull(),
  },
  // By person they are asked for comparison by comparison: another index would cost a plan as much as the rows do.
  t => [primaryKey({ columns: [t.holdoutId, t.subscriberId] })],
)
