import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { subscribers } from './subscriber.js'
import { surveyQuestions } from './survey.js'

/** What links and answers are about; `rung` (1–5) is the step of the ladder that interest in it shows. */
export const topics = sqliteTable(
  'topics',
  {
    id: integer('id').primaryKey(),
    nameFolded: text('name_folded').notNull(),
    name: text('name').notNull(),
    rung: integer('rung').notNull(),
    createdBy: integer('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    archivedAt: integer('archived_at'),
  },
  t => [uniqueIndex('topics_name').on(t.nameFolded).where(sql`archived_at is null`)],
)

/** Answers that are evidence for a step of the ladder. */
export const topicAnswers = sqliteTable(
  'topic_answers',
  {
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    topicId: integer('topic_id')
      .notNull()
      .references(() => topics.id),
    questionId: integer('question_id')
      .notNull()
      .references(() => surveyQuestions.id),
    at: integer('at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.subscriberId, t.topicId, t.questionId] }),
    index('topic_answers_topic').on(t.topicId, t.at),
  ],
)

/** Where people stand on the ladder (1–5; nobody without evidence), why (JSON), and until when if that fades. */
export const awareness = sqliteTable(
  'awareness',
  {
    subscriberId: integer('subscriber_id').primaryKey(),
    rung: integer('rung').notNull(),
    because: text('because').notNull(),
    evidenceAt: integer('evidence_at').notNull(),
    fadesAt: integer('fades_at'),
    since: integer('since').notNull(),
  },
  t => [
    index('awareness_rung').on(t.rung, t.subscriberId),
    index('awareness_fades').on(t.fadesAt).where(sql`fades_at is not null`),
  ],
)

/** Steps up and down; null is unknown. */
export const awarenessMoves = sqliteTable(
  'awareness_moves',
  {
    id: integer('id').primaryKey(),
    subscriberId: integer('subscriber_id').notNull(),
    from: integer('from'),
    to: integer('to'),
    at: integer('at').notNull(),
  },
  t => [
    index('awareness_moves_at').on(t.at, t.subscriberId, t.from, t.to),
    index('awareness_moves_subscriber').on(t.subscriberId, t.at, t.from, t.to),
  ],
)

/** An admin's word on where somebody stands, until a moment. */
export const awarenessOverrides = sqliteTable('awareness_overrides', {
  subscriberId: integer('subscriber_id').primaryKey(),
  rung: integer('rung').notNull(),
  until: integer('until').notNull(),
  reason: text('reason').notNull(),
  adminId: integer('admin_id').notNull(),
  at: integer('at').notNull(),
})
