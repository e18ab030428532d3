import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { customers } from './customer.js'

/**
 * Purchases. `total`, `refunded` and `discount` are minor units of `currency`. `at` of an order whose day only is known
 * (`at_precision` day) is the last ms of that day; `renewal`: it continued by itself, null: its source does not say.
 * `click_delivery`: the delivery whose click id it carried. `import_id`: the import whose word of it stands; null: a shop's
 * or another system's.
 */
export const orders = sqliteTable(
  'orders',
  {
    id: integer('id').primaryKey(),
    externalId: text('external_id').notNull().unique(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    at: integer('at').notNull(),
    atPrecision: text('at_precision', { enum: ['time', 'day'] })
      .notNull()
      .default('time'),
    status: text('status', { enum: ['paid', 'pending', 'cancelled', 'refunded'] }).notNull(),
    total: integer('total').notNull(),
    refunded: integer('refunded').notNull().default(0),
    currency: text('currency').notNull(),
    discount: integer('discount'),
    renewal: integer('renewal'),
    promoCode: text('promo_code'),
    promoFolded: text('promo_folded'),
    clickDelivery: integer('click_delivery'),
    importId: integer('import_id'),
  },
  t => [
    index('orders_customer').on(t.customerId, t.at, t.status, t.currency, t.total, t.refunded),
    index('orders_at').on(t.at, t.customerId, t.status, t.currency, t.total, t.refunded),
    index('orders_click').on(t.clickDelivery, t.customerId).where(sql`click_delivery is not null`),
    index('orders_clicked').on(t.customerId, t.clickDelivery).where(sql`click_delivery is not null`),
    index('orders_discount')
      .on(t.customerId, t.at, t.status, t.currency, t.discount, t.total, t.refunded)
      .where(sql`discount is not null`),
    index('orders_promo')
      .on(t.promoFolded, t.customerId, t.at, t.status, t.total, t.refunded)
      .where(sql`promo_folded is not null`),
  ],
)

/** What an order consisted of. `price` is minor units for one piece, null where it is not said; folded forms are compared, the others shown. */
export const orderLines = sqliteTable(
  'order_lines',
  {
    orderId: integer('order_id')
      .notNull()
      .references(() => orders.id),
    line: integer('line').notNull(),
    product: text('product').notNull(),
    productFolded: text('product_folded').notNull(),
    category: text('category'),
    categoryFolded: text('category_folded'),
    quantity: integer('quantity').notNull(),
    price: integer('price'),
    sku: text('sku'),
    skuFolded: text('sku_folded'),
  },
  t => [
    primaryKey({ columns: [t.orderId, t.line] }),
    index('order_lines_product').on(t.productFolded, t.orderId),
    index('order_lines_category').on(t.categoryFolded, t.orderId),
    index('order_lines_sku').on(t.skuFolded, t.orderId).where(sql`sku_folded is not null`),
  ],
)

/**
 * Scores of customers with a counted order in the window; `cell` is the name of the area of scores. `last_day`: the
 * calendar day of the last counted order (days since 1970-01-01), so that a row does not change because a day passes.
 */
export const rfmScores = sqliteTable(
  'rfm_scores',
  {
    customerId: integer('customer_id').primaryKey(),
    lastDay: integer('last_day').notNull(),
    frequency: integer('frequency').notNull(),
    monetary: integer('monetary').notNull(),
    r: integer('r').notNull(),
    f: integer('f').notNull(),
    m: integer('m').notNull(),
    cell: text('cell').notNull(),
  },
  t => [index('rfm_scores_cell').on(t.cell, t.customerId), index('rfm_scores_scores').on(t.r, t.f, t.m, t.customerId)],
)

/**
 * Customers who went from one RFM group to another while something listens (`rfm_watch`); null: they had no score, or have
 * none any more. `at`: the refresh that saw it, ms UTC.
 */
export const rfmMoves = sqliteTable(
  'rfm_moves',
  {
    id: integer('id').primaryKey(),
    customerId: integer('customer_id').notNull(),
    from: text('from'),
    to: text('to'),
    at: integer('at').notNull(),
  },
  t => [
    index('rfm_moves_at').on(t.at, t.customerId, t.from, t.to),
    index('rfm_moves_customer').on(t.customerId, t.at, t.from, t.to),
  ],
)

/** Since when somebody wants to know who moves between RFM groups, ms UTC; no row: nobody does. Its one row has id 1. */
export const rfmWatch = sqliteTable('rfm_watch', {
  id: integer('id').primaryKey(),
  since: integer('since').notNull(),
})

/** Each refresh of the scores: by which rules, and where the measures were cut (JSON). */
export const rfmRefreshes = sqliteTable('rfm_refreshes', {
  id: integer('id').primaryKey(),
  at: integer('at').notNull(),
  rules: text('rules').notNull(),
  cuts: text('cuts').notNull(),
  customers: integer('customers').notNull(),
  otherCurrency: integer('other_currency').notNull(),
  finishedAt: integer('finished_at'),
})
