import { DAY, HOUR } from '../clock.js'
import type { Bindable } from '../db/binding.js'
import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { surveyAnswers } from '../db/schema/index.js'
import { findQuestion, type Question } from './survey/question.js'

/** How often a question may be put to one person: one in so many days. */
export type Pace = { everyDays: number }

/** A question that nobody answered is put once more, then never again. */
const MOST_TIMES = 2
/** A week's round may come to somebody a few hours earlier than the last one did, which waited for quiet hours to end. */
const SLACK_MS = 12 * HOUR
/** How many options, and how long a question, may stand under an offer. */
const UNDER_OFFER = { options: 6, text: 60 } as const

const COLUMNS = columnsOf(
  surveyAnswers,
  'questionId',
  'messageId',
  'deliveryId',
  'askedAt',
  'awaitedUntil',
  'answeredAt',
  'skippedAt',
)

/** Whom a question was put to: by which message of the chat, or by which delivery. Times are ms UTC. */
export type Asked = RowOf<typeof COLUMNS>

type Sql = { text: string; params: Bindable[] }

/** Still open for this person, over `survey_questions q` and their `survey_answers a`: nothing is known of it, nothing was said. */
const open = `q.archived_at is null and f.archived_at is null and a.answered_at is null and a.skipped_at is null
  and not exists (select 1 from attribute_values v where v.subscriber_id = s.id and v.attribute_id = q.attribute_id)`

/**
 * The one rule of which question is due, as SQL over alias `s` of subscribers: its id, or NULL. Never asked ones come
 * first, in their order; what was ignored comes once more after them. Nobody is asked within `everyDays` of the last
 * question.
 * @param at ms UTC
 * @param own SQL of a delivery's id that does not count as having asked: the very message that asks
 */
export function dueQuestionSql(at: number, pace: Pace, own: string | null = null, fitting = 'true'): Sql {
  const mine = own === null ? 'true' : `w.delivery_id is not ${own}`
  const before = own === null ? 'coalesce(a.times, 0)' : `coalesce(a.times, 0) - (a.delivery_id is ${own})`
  return {
    text: `(select q.id from survey_questions q join attributes f on f.id = q.attribute_id
      left join survey_answers a on a.question_id = q.id and a.subscriber_id = s.id
      where ${open} and ${before} < ${MOST_TIMES} and ${fitting}
        and not exists (select 1 from survey_answers w where w.subscriber_id = s.id and w.asked_at > ? and ${mine})
      order by iif(${before} > 0, a.asked_at, 0), q.position, q.id limit 1)`,
    params: [at - pace.everyDays * DAY + SLACK_MS],
  }
}

/**
 * The question that is due to somebody at `at` (ms UTC); null when there is none, or they were asked lately.
 * @param more.underOffer only one that fits under an offer: short, with a few options of which one is chosen
 */
export function nextQuestion(
  db: Db,
  subscriberId: number,
  { at, everyDays, underOffer = false }: Pace & { at: number; underOffer?: boolean },
): Question | null {
  const fitting = `f.type <> 'many_of' and length(q.text) <= ${UNDER_OFFER.text}
    and json_array_length(q.options) between 2 and ${UNDER_OFFER.options}`
  const due = dueQuestionSql(at, { everyDays }, null, underOffer ? fitting : 'true')
  const row = db
    .sql<{ id: number | null }>(`select ${due.text} as id from subscribers s where s.id = ?`)
    .get(...due.params, subscriberId)
  return row?.id == null ? null : findQuestion(db, row.id)
}

/** The first question of the start that is still open for somebody, asked before or not; null when all are done. */
export function nextStartQuestion(db: Db, subscriberId: number): Question | null {
  const row = db
    .sql<{ id: number }>(
      `select q.id from subscribers s join survey_questions q on q.at_start = 1 join attributes f on f.id = q.attribute_id
       left join survey_answers a on a.question_id = q.id and a.subscriber_id = s.id
       where s.id = ? and ${open} order by q.position, q.id limit 1`,
    )
    .get(subscriberId)
  return row === undefined ? null : findQuestion(db, row.id)
}

/** Notes that somebody was asked: by a message of the chat, or by a delivery, which counts as one time more. */
export function recordAsked(
  db: Db,
  asked: { subscriberId: number; questionId: number } & ({ messageId: number } | { deliveryId: number }),
  at: number,
): void {
  const messageId = 'messageId' in asked ? asked.messageId : null
  const deliveryId = 'deliveryId' in asked ? asked.deliveryId : null
  db.sql(
    `insert into survey_answers (subscriber_id, question_id, message_id, delivery_id, asked_at) values (?, ?, ?, ?, ?)
     on conflict do update set
       message_id = coalesce(excluded.message_id, message_id),
       times = times + (excluded.delivery_id is not null and excluded.delivery_id is not delivery_id),
       asked_at = iif(excluded.delivery_id is null or excluded.delivery_id is delivery_id, asked_at, excluded.asked_at),
       delivery_id = coalesce(excluded.delivery_id, delivery_id)`,
  ).run(asked.subscriberId, asked.questionId, messageId, deliveryId, at)
}

/** A delivery that did not arrive has asked nothing. */
export function forgetAsked(db: Db, delivery: { id: number; subscriberId: number }): void {
  const mine = 'subscriber_id = ? and delivery_id = ? and answered_at is null and skipped_at is null'
  db.sql(`delete from survey_answers where ${mine} and times = 1`).run(delivery.subscriberId, delivery.id)
  db.sql(`update survey_answers set times = times - 1, delivery_id = null where ${mine}`).run(
    delivery.subscriberId,
    delivery.id,
  )
}

/** The question that a delivery asks somebody and that is still open; null when it asks none. */
export function findAskedBy(db: Db, delivery: { id: number; subscriberId: number }): number | null {
  const row = db
    .sql<{ id: number }>(
      `select question_id as id from survey_answers
       where subscriber_id = ? and delivery_id = ? and answered_at is null and skipped_at is null`,
    )
    .get(delivery.subscriberId, delivery.id)
  return row?.id ?? null
}

/** What they write until then (ms UTC) answers this question, and no other. */
export function awaitAnswer(db: Db, subscriberId: number, questionId: number, until: number, at: number): void {
  stopAwaiting(db, subscriberId)
  db.sql(
    `insert into survey_answers (subscriber_id, question_id, asked_at, awaited_until) values (?, ?, ?, ?)
     on conflict do update set awaited_until = excluded.awaited_until`,
  ).run(subscriberId, questionId, at, until)
}

/** What they write answers nothing any more. */
export function stopAwaiting(db: Db, subscriberId: number): void {
  db.sql('update survey_answers set awaited_until = null where subscriber_id = ? and awaited_until is not null').run(
    subscriberId,
  )
}

/** The question that what somebody writes at `at` (ms UTC) answers; null when it answers none. */
export function findAwaited(db: Db, subscriberId: number, at: number): Asked | null {
  const row = db
    .sql<Asked>(
      `select ${COLUMNS.of('a')} from survey_answers a join survey_questions q on q.id = a.question_id and q.archived_at is null
       where a.subscriber_id = ? and a.awaited_until > ?`,
    )
    .get(subscriberId, at)
  return row ?? null
}

/** Whether and how somebody was asked a question; null: never. */
export function findAsked(db: Db, subscriberId: number, questionId: number): Asked | null {
  const row = db
    .sql<Asked>(`select ${COLUMNS.of('a')} from survey_answers a where a.subscriber_id = ? and a.question_id = ?`)
    .get(subscriberId, questionId)
  return row ?? null
}
