import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Links by which people come, each with a name. `cost` is minor units of `currency`; `welcome` the words of its own
 * (content as JSON), null: the usual ones; `channel`: null while nobody said where the link stands.
 */
export const sources = sqliteTable('sources', {
  id: integer('id').primaryKey(),
  nameFolded: text('name_folded').notNull().unique(),
  name: text('name').notNull(),
  channel: text('channel'),
  cost: integer('cost'),
  currency: text('currency'),
  welcome: text('welcome'),
  createdBy: integer('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
})

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

/** How often the tracked address of a source was opened on a day (days since 1970-01-01), by what opened it. */
export const sourceVisits = sqliteTable(
  'source_visits',
  {
    sourceId: integer('source_id')
      .notNull()
      .references(() => sources.id),
    day: integer('day').notNull(),
    verdict: text('verdict', { enum: ['human', 'machine', 'unsure'] }).notNull(),
    n: integer('n').notNull(),
  },
  t => [primaryKey({ columns: [t.sourceId, t.day, t.verdict] })],
)
