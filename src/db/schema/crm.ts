import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Every file that was brought in: who, when, and how far it got. `sha256` is of the file; `mapping` JSON of what its
 * columns mean, `counts` JSON of what came of it, both null until known; `position`: the last row that is merged.
 * `vouched_by` and `ground`: who said that its people may be written to, and why; null for what is no move.
 */
export const imports = sqliteTable(
  'imports',
  {
    id: integer('id').primaryKey(),
    adminId: integer('admin_id').notNull(),
    at: integer('at').notNull(),
    file: text('file').notNull(),
    sha256: blob('sha256', { mode: 'buffer' }).notNull(),
    kind: text('kind', { enum: ['subscribers', 'customers', 'orders', 'list'] }),
    mapping: text('mapping'),
    state: text('state', { enum: ['looked', 'ready', 'merging', 'done', 'cancelled', 'undone'] }).notNull(),
    position: integer('position').notNull().default(0),
    counts: text('counts'),
    vouchedBy: integer('vouched_by'),
    ground: text('ground'),
    finishedAt: integer('finished_at'),
    undoneAt: integer('undone_at'),
  },
  t => [index('imports_at').on(t.at), index('imports_open').on(t.state).where(sql`state = 'merging'`)],
)

/**
 * What an import changed, row by row, so that it can be taken back: the row as JSON before it (null: it was not there)
 * and after. `row` is the key of the row in `table`.
 */
export const importChanges = sqliteTable(
  'import_changes',
  {
    importId: integer('import_id')
      .notNull()
      .references(() => imports.id),
    table: text('table').notNull(),
    row: text('row').notNull(),
    before: text('before'),
    after: text('after').notNull(),
    /** Why it stayed when the import was taken back; null while nobody tried. */
    kept: text('kept', { enum: ['pressed', 'imported', 'changed', 'used'] }),
  },
  t => [primaryKey({ columns: [t.importId, t.table, t.row] })],
)

/** What the columns of a file meant, by a hash of its headers: the next file with the same ones is not asked about. */
export const importMappings = sqliteTable('import_mappings', {
  headerHash: blob('header_hash', { mode: 'buffer' }).primaryKey(),
  mapping: text('mapping').notNull(),
  at: integer('at').notNull(),
})
