import { sql } from 'drizzle-orm'
import { customType, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { subscribers } from './subscriber.js'

/** A column that keeps text and numbers as they are: STRICT tables have ANY for that. */
const any = customType<{ data: string | number }>({ dataType: () => 'ANY' })

/**
 * Fields: named facts about people. `label` is null for the fields that segcast brings along (their words stand in the
 * texts), `options` JSON of the values to choose from.
 */
export const attributes = sqliteTable(
  'attributes',
  {
    id: integer('id').primaryKey(),
    key: text('key').notNull().unique(),
    label: text('label'),
    labelFolded: text('label_folded'),
    group: text('group', {
      enum: ['demographic', 'geographic', 'socio_economic', 'behavioural', 'personality'],
    }).notNull(),
    type: text('type', { enum: ['text', 'number', 'date', 'yes_no', 'one_of', 'many_of'] }).notNull(),
    options: text('options'),
    purpose: text('purpose'),
    createdBy: integer('created_by'),
    createdAt: integer('created_at').notNull(),
    archivedAt: integer('archived_at'),
  },
  t => [uniqueIndex('attributes_label').on(t.labelFolded).where(sql`label_folded is not null and archived_at is null`)],
)

/**
 * What is known of people. `value` is what conditions compare: folded text, a number, a day (days since 1970-01-01) or
 * 1/0; `shown` is what was written. A field of many values has a row for each.
 */
export const attributeValues = sqliteTable(
  'attribute_values',
  {
    attributeId: integer('attribute_id')
      .notNull()
      .references(() => attributes.id),
    value: any('value').notNull(),
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    shown: text('shown').notNull(),
    provenance: text('provenance', { enum: ['observed', 'imported', 'declared', 'corrected'] }).notNull(),
    origin: text('origin').notNull(),
    at: integer('at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.attributeId, t.value, t.subscriberId] }),
    index('attribute_values_subscriber').on(t.subscriberId, t.attributeId),
  ],
)

/** What a weaker source says of a fact that a stronger one has settled: kept beside it, never over it. */
export const attributeClaims = sqliteTable(
  'attribute_claims',
  {
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    attributeId: integer('attribute_id')
      .notNull()
      .references(() => attributes.id),
    provenance: text('provenance', { enum: ['observed', 'imported', 'declared', 'corrected'] }).notNull(),
    shown: text('shown').notNull(),
    origin: text('origin').notNull(),
    at: integer('at').notNull(),
  },
  t => [primaryKey({ columns: [t.subscriberId, t.attributeId, t.provenance] })],
)

/** Places that an admin named by sending a location. */
export const places = sqliteTable('places', {
  id: integer('id').primaryKey(),
  nameFolded: text('name_folded').notNull().unique(),
  name: text('name').notNull(),
  lat: real('lat').notNull(),
  lon: real('lon').notNull(),
  createdBy: integer('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
})
