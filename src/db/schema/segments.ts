import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Saved, named criteria. `name_folded` makes names unique whatever their case; `criterion` is JSON. */
export const segments = sqliteTable('segments', {
  id: integer('id').primaryKey(),
  nameFolded: text('name_folded').notNull().unique(),
  name: text('name').notNull(),
  criterion: text('criterion').notNull(),
  createdBy: integer('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
})
