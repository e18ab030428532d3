import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Saved, named criteria. `name_folded` makes names unique whatever their case; `criterion` is JSON. */
export const segments = sqliteTable(
  'segments',
  {
    id: integer('id').primaryKey(),
    nameFolded: text('name_folded').notNull(),
    name: text('name').notNull(),
    kind: text('kind', { enum: ['rule', 'list'] })
      .notNull()
      .default('rule'),
    criterion: text('criterion').notNull(),
    /** Set while something wants to know who enters and leaves. */
    listened: integer('listened').notNull().default(0),
    /** When its members were first taken down; null: not since something listens, so that nobody has entered yet. */
    membersAt: integer('members_at'),
    /** 0 while it is only a ready-made one that an offer has ticked: no list shows it. */
    listed: integer('listed').notNull().default(1),
    createdBy: integer('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    deletedAt: integer('deleted_at'),
  },
  t => [uniqueIndex('segments_name').on(t.nameFolded).where(sql`deleted_at is null`)],
)

/** Who is in a fixed list, or in a segment that something listens to. */
export const segmentMembers = sqliteTable(
  'segment_members',
  {
    segmentId: integer('segment_id')
      .notNull()
      .references(() => segments.id),
    subscriberId: integer('subscriber_id').notNull(),
    since: integer('since').notNull(),
  },
  t => [
    primaryKey({ columns: [t.segmentId, t.subscriberId] }),
    index('segment_members_subscriber').on(t.subscriberId, t.segmentId),
  ],
)

/** Who entered (1) or left (0) a segment that something listens to. */
export const segmentChanges = sqliteTable(
  'segment_changes',
  {
    id: integer('id').primaryKey(),
    segmentId: integer('segment_id')
      .notNull()
      .references(() => segments.id),
    subscriberId: integer('subscriber_id').notNull(),
    entered: integer('entered').notNull(),
    at: integer('at').notNull(),
  },
  t => [
    index('segment_changes_segment').on(t.segmentId, t.at),
    index('segment_changes_person').on(t.segmentId, t.entered, t.subscriberId, t.at),
  ],
)

/** How large a segment was on a day (days since 1970 in the bot's zone); entered and left are null without listening. */
export const segmentSizes = sqliteTable(
  'segment_sizes',
  {
    segmentId: integer('segment_id')
      .notNull()
      .references(() => segments.id),
    day: integer('day').notNull(),
    size: integer('size').notNull(),
    reachable: integer('reachable').notNull(),
    entered: integer('entered'),
    gone: integer('gone'),
    at: integer('at').notNull(),
  },
  t => [primaryKey({ columns: [t.segmentId, t.day] })],
)
