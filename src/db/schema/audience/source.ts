import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Links by which people come. `name` is what stands in them; `cost` is minor units of `currency`; `channel`: null while
 * nobody said where the link stands. A source that was merged into another has no row; its payloads mean the other.
 */
export const sources = sqliteTable(
  'sources',
  {
    id: integer('id').primaryKey(),
    nameFolded: text('name_folded').notNull().unique(),
    name: text('name').notNull(),
    channel: text('channel'),
    channelFolded: text('channel_folded'),
    cost: integer('cost'),
    currency: text('currency'),
    createdBy: integer('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  t => [index('sources_channel').on(t.channelFolded)],
)

/** Payloads of Start, folded, that mean a source: its own name, and those that were merged into it. */
export const sourceAliases = sqliteTable(
  'source_aliases',
  {
    payload: text('payload').primaryKey(),
    sourceId: integer('source_id')
      .notNull()
      .references(() => sources.id),
  },
  t => [index('source_aliases_source').on(t.sourceId)],
)

/**
 * How often the tracked address of a source was opened on a day (UTC, days since 1970-01-01), by what opened it: people
 * once within an hour. `source_id` 0 stands for names that nobody made.
 */
export const sourceVisits = sqliteTable(
  'source_visits',
  {
    sourceId: integer('source_id').notNull(),
    day: integer('day').notNull(),
    verdict: text('verdict', { enum: ['human', 'machine', 'unsure'] }).notNull(),
    n: integer('n').notNull(),
  },
  t => [primaryKey({ columns: [t.sourceId, t.day, t.verdict] })],
)
