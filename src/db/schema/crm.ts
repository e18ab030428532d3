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

/** Runs of rows that an import added, next to one another by id: what of `import_changes` would only say that they are new. */
export const importRanges = sqliteTable(
  'import_ranges',
  {
    importId: integer('import_id')
      .notNull()
      .references(() => imports.id),
    table: text('table', { enum: ['subscribers', 'customers', 'orders'] }).notNull(),
    first: integer('first').notNull(),
    last: integer('last').notNull(),
  },
  t => [primaryKey({ columns: [t.importId, t.table, t.first] })],
)

/**
 * Shops whose calls come in. `address` is the secret part of the path that they call, `secret` what they sign with; null
 * where they do not sign, or it is not known yet. `trouble`: what is wrong with it since `trouble_at`, null while nothing is;
 * `told_at`: when the team was last told of it.
 */
export const connections = sqliteTable('connections', {
  id: integer('id').primaryKey(),
  kind: text('kind', { enum: ['shopify', 'woocommerce', 'tilda'] }).notNull(),
  name: text('name').notNull(),
  address: text('address').notNull().unique(),
  secret: text('secret'),
  createdBy: integer('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  trouble: text('trouble', { enum: ['silent', 'refused'] }),
  troubleAt: integer('trouble_at'),
  toldAt: integer('told_at'),
  removedAt: integer('removed_at'),
})

/**
 * Calls of shops, written down before they are answered. `body` is null once it was worked off, and what came of it stands
 * in `outcome`; the row stays for a while, so that the same call sent again does nothing. `why`: the code of the error.
 */
export const webhookInbox = sqliteTable(
  'webhook_inbox',
  {
    connectionId: integer('connection_id')
      .notNull()
      .references(() => connections.id),
    dedupe: text('dedupe').notNull(),
    topic: text('topic').notNull(),
    body: blob('body', { mode: 'buffer' }),
    at: integer('at').notNull(),
    outcome: text('outcome', { enum: ['order', 'test', 'nothing', 'failed'] }),
    orderId: text('order_id'),
    why: text('why'),
    took: integer('took'),
  },
  t => [
    primaryKey({ columns: [t.connectionId, t.dedupe] }),
    index('webhook_inbox_at').on(t.connectionId, t.at),
    index('webhook_inbox_waiting').on(t.at).where(sql`body is not null`),
    index('webhook_inbox_order').on(t.orderId).where(sql`order_id is not null`),
  ],
)

/**
 * The last word that counts of each order that a shop told of, by the shop's own id of it; `external_id` is its number among
 * the orders, null until the order itself came. A word is newer by `told_at` (ms UTC, 0: the shop does not say), then by
 * `rank` (how far the order has come), then by `digest`, so that it does not matter which came first.
 */
export const toldOrders = sqliteTable(
  'told_orders',
  {
    connectionId: integer('connection_id')
      .notNull()
      .references(() => connections.id),
    shopId: text('shop_id').notNull(),
    externalId: text('external_id'),
    toldAt: integer('told_at').notNull(),
    rank: integer('rank').notNull(),
    digest: text('digest').notNull(),
  },
  t => [
    primaryKey({ columns: [t.connectionId, t.shopId] }),
    index('told_orders_external').on(t.externalId).where(sql`external_id is not null`),
  ],
)

/** Money given back of an order, each part by the shop's own id of it, so that none is counted twice. `amount`: minor units. */
export const toldRefunds = sqliteTable(
  'told_refunds',
  {
    connectionId: integer('connection_id')
      .notNull()
      .references(() => connections.id),
    shopId: text('shop_id').notNull(),
    refundId: text('refund_id').notNull(),
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
  },
  t => [primaryKey({ columns: [t.connectionId, t.shopId, t.refundId] })],
)

/** Calls of a shop that were refused, by day (days since 1970-01-01) and reason: they are never written down. */
export const webhookRefusals = sqliteTable(
  'webhook_refusals',
  {
    connectionId: integer('connection_id')
      .notNull()
      .references(() => connections.id),
    day: integer('day').notNull(),
    why: text('why').notNull(),
    n: integer('n').notNull(),
    firstAt: integer('first_at').notNull(),
    lastAt: integer('last_at').notNull(),
  },
  t => [primaryKey({ columns: [t.connectionId, t.day, t.why] })],
)

/**
 * Keys of the API: only their hash is kept (SHA-256 of the whole key); `hint` is the part of it that may be seen, by which
 * it is found. `scopes` is JSON.
 */
export const apiKeys = sqliteTable('api_keys', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  hint: text('hint').notNull().unique(),
  hash: blob('hash', { mode: 'buffer' }).notNull().unique(),
  scopes: text('scopes').notNull(),
  createdBy: integer('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  lastUsedAt: integer('last_used_at'),
  revokedAt: integer('revoked_at'),
})
