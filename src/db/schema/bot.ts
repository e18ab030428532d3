import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Updates accepted from Telegram and not handled yet. */
export const updates = sqliteTable('updates', {
  updateId: integer('update_id').primaryKey(),
  body: text('body').notNull(),
  attempts: integer('attempts').notNull().default(0),
})

/** What the one-answer conversations remember between two messages of an admin. */
export const conversations = sqliteTable('conversations', {
  key: text('key').primaryKey(),
  state: text('state').notNull(),
  at: integer('at').notNull(),
})

/** Settings of the bot as JSON, by name. */
export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
})
