import { sql } from 'drizzle-orm'
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Saved, named criteria. `name_folded` makes names unique whatever their case; `criterion` is JSON. */
export const segments = sqliteTable(
  'segments',
  {
    id: integer('id').primaryKey(),
    nameFolded: text('name_folded').notNull(),
    name: text('name').notNull(),
    criterion: text('criterion').notNull(),
    createdBy: integer('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    deletedAt: integer('deleted_at'),
  },
  t => [uniqueIndex('segments_name').on(t.nameFolded).where(sql`deleted_at is null`)],
)
