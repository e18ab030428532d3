import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { attributes } from './attribute.js'
import { subscribers } from './subscriber.js'

/** Questions of the survey, in order. `options` is JSON: each answer with the topic it is evidence of. */
export const surveyQuestions = sqliteTable('survey_questions', {
  id: integer('id').primaryKey(),
  position: integer('position').notNull(),
  attributeId: integer('attribute_id')
    .notNull()
    .references(() => attributes.id),
  text: text('text').notNull(),
  purpose: text('purpose').notNull(),
  options: text('options').notNull(),
  atStart: integer('at_start').notNull().default(0),
  skippable: integer('skippable').notNull().default(1),
  createdBy: integer('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  archivedAt: integer('archived_at'),
})

/**
 * Whom a question was put to, by which message, how many `times`, and what came of it. What they write until
 * `awaited_until` (ms UTC) is the answer; null: their words are no answer. `ticks` are the options ticked and not yet
 * confirmed, a bit for each; null: none were touched since the last answer.
 */
export const surveyAnswers = sqliteTable(
  'survey_answers',
  {
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    questionId: integer('question_id')
      .notNull()
      .references(() => surveyQuestions.id),
    messageId: integer('message_id'),
    deliveryId: integer('delivery_id'),
    askedAt: integer('asked_at').notNull(),
    times: integer('times').notNull().default(1),
    awaitedUntil: integer('awaited_until'),
    answeredAt: integer('answered_at'),
    skippedAt: integer('skipped_at'),
    ticks: integer('ticks'),
  },
  t => [
    primaryKey({ columns: [t.subscriberId, t.questionId] }),
    index('survey_answers_question').on(t.questionId, t.answeredAt),
  ],
)
