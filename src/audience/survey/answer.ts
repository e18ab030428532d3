import { z } from 'zod'
import type { Db } from '../../db/open.js'
import { fold } from '../../text/fold.js'
import type { Invalid } from '../attribute/fact.js'
import { type KnownValue, recordValues, valuesOf, withdrawValues } from '../attribute/value.js'
import { type Asked, findAsked } from '../survey.js'
import { findQuestion, isAsked, isManyOf, listQuestions, type Question } from './question.js'

/** What was chosen: numbers of options, the words typed, or which of two numbers those words were. */
export type Choice =
  | { kind: 'options'; numbers: readonly number[] }
  | { kind: 'typed'; words: string }
  | { kind: 'number'; value: number }

/**
 * What came of an answer. `same`: it had been given already; `kept`: a stronger source has settled the fact, and the
 * answer is remembered beside it; `over`: the question is asked no more, or has no such answer; `invalid`: the words are
 * no value of the field. The last two change nothing.
 */
export type Answered = { kind: 'recorded' | 'same' | 'kept' | 'over' } | Invalid

const shape = z.object({ kind: z.enum(['recorded', 'same', 'kept', 'over', 'invalid']) })

/** Reads again what came of an answer. */
export const answered = z.custom<Answered>(value => shape.safeParse(value).success)

/**
 * Records an answer as what the person declares, and the topics of the options chosen as evidence for the ladder. The
 * same answer twice is one; a later one replaces it; a question that was never put may be answered all the same.
 */
export function recordAnswer(db: Db, subscriberId: number, questionId: number, choice: Choice, at: number): Answered {
  const question = findQuestion(db, questionId)
  if (question === null || !isAsked(question)) return { kind: 'over' }
  const numbers = numbersOf(question, choice)
  const chosen = question.options.filter((_option, i) => numbers.includes(i))
  const several = isManyOf(question) ? chosen.length > 0 : chosen.length === 1
  if (choice.kind === 'options' && (!several || chosen.length < numbers.length)) return { kind: 'over' }
  const canonical = chosen.length > 0 || choice.kind !== 'typed'
  const values =
    chosen.length > 0 || choice.kind === 'options'
      ? chosen.map(({ value }) => value)
      : [choice.kind === 'typed' ? choice.words : String(choice.value)]
  const before = declared(db, subscriberId, question)
  const said = { values, provenance: 'declared' as const, origin: `survey:${questionId}`, canonical }
  const recorded = recordValues(db, subscriberId, question.attribute, said, at)
  if (recorded.kind === 'invalid') return recorded
  const answered = findAsked(db, subscriberId, questionId)?.answeredAt ?? null
  const same = answered !== null && recorded.kind === 'stored' && declared(db, subscriberId, question) === before
  db.sql(
    `insert into survey_answers (subscriber_id, question_id, asked_at, answered_at) values (?, ?, ?, ?)
     on conflict do update set answered_at = excluded.answered_at, skipped_at = null, awaited_until = null, ticks = null`,
  ).run(subscriberId, questionId, at, same ? answered : at)
  if (same) return { kind: 'same' }
  recordTopics(
    db,
    subscriberId,
    question.id,
    chosen.flatMap(({ topicId }) => topicId ?? []),
    at,
  )
  return { kind: recorded.kind === 'kept' ? 'kept' : 'recorded' }
}

/** They will not say; an answer that was given stays. @returns false when the question is over or cannot be skipped */
export function skipQuestion(db: Db, subscriberId: number, questionId: number, at: number): boolean {
  const question = findQuestion(db, questionId)
  if (question === null || !isAsked(question) || !question.skippable) return false
  db.sql(
    `insert into survey_answers (subscriber_id, question_id, asked_at, skipped_at) values (?, ?, ?, ?)
     on conflict do update set skipped_at = coalesce(skipped_at, excluded.skipped_at), awaited_until = null, ticks = null
       where answered_at is null`,
  ).run(subscriberId, questionId, at, at)
  return true
}

/** Takes an answer back, with the topics it was evidence of. It counts as skipped, so nobody is asked again. */
export function deleteAnswer(db: Db, subscriberId: number, questionId: number, at: number): void {
  const question = findQuestion(db, questionId)
  if (question === null) return
  withdrawValues(db, subscriberId, question.attribute, 'declared')
  recordTopics(db, subscriberId, questionId, [], at)
  db.sql(
    `update survey_answers set answered_at = null, skipped_at = ?, awaited_until = null, ticks = null
     where subscriber_id = ? and question_id = ? and answered_at is not null`,
  ).run(at, subscriberId, questionId)
}

/** A question somebody was asked, and the values they said; none is no answer. */
export type OwnAnswer = { question: Question; values: string[]; asked: Asked }

/** The questions somebody was asked that are still asked, with their answers, in the survey's order. */
export function listAnswers(db: Db, subscriberId: number): OwnAnswer[] {
  return listQuestions(db).flatMap(question => {
    const asked = findAsked(db, subscriberId, question.id)
    if (asked === null) return []
    const values = asked.answeredAt === null ? [] : known(db, subscriberId, question).map(({ shown }) => shown)
    return [{ question, asked, values }]
  })
}

function known(db: Db, subscriberId: number, { attribute }: Question): KnownValue[] {
  return valuesOf(db, subscriberId).filter(({ attributeId }) => attributeId === attribute.id)
}

function declared(db: Db, subscriberId: number, question: Question): string {
  const values = known(db, subscriberId, question).filter(({ provenance }) => provenance === 'declared')
  return JSON.stringify(values.map(({ shown }) => shown))
}

/** The options that were pressed, or the one that somebody typed instead of pressing it. */
function numbersOf({ options }: Question, choice: Choice): number[] {
  if (choice.kind === 'options') return [...new Set(choice.numbers)]
  if (choice.kind === 'number') return []
  const wanted = fold(choice.words)
  const number = options.findIndex(({ label }) => fold(label) === wanted)
  return number < 0 ? [] : [number]
}

/** An answer is evidence of its topics, and no longer of those of the answer before. */
function recordTopics(db: Db, subscriberId: number, questionId: number, topicIds: readonly number[], at: number): void {
  db.sql('delete from topic_answers where subscriber_id = ? and question_id = ?').run(subscriberId, questionId)
  for (const topicId of topicIds) {
    db.sql('insert or ignore into topic_answers (subscriber_id, topic_id, question_id, at) values (?, ?, ?, ?)').run(
      subscriberId,
      topicId,
      questionId,
      at,
    )
  }
}
