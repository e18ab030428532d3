import type { Db } from '../../db/open.js'
import { listAnswers } from './answer.js'
import { optionsMeant } from './option.js'
import type { Question } from './question.js'

/** The numbers of the options that are ticked, a bit for each. */
export function ticked(ticks: number, options: number): number[] {
  return Array.from({ length: options }, (_none, i) => i).filter(i => (ticks & (1 << i)) !== 0)
}

/** Ticks of these options. */
export function ticksOf(numbers: readonly number[]): number {
  return numbers.reduce((ticks, number) => ticks | (1 << number), 0)
}

/** The options somebody ticked and has not confirmed; null while they touched none since their last answer. */
export function findTicks(db: Db, subscriberId: number, questionId: number): number | null {
  const row = db
    .sql<{ ticks: number | null }>('select ticks from survey_answers where subscriber_id = ? and question_id = ?')
    .get(subscriberId, questionId)
  return row?.ticks ?? null
}

/**
 * Ticks one option, or takes its tick away; the others stay as they are kept, whatever the pressed card showed. The
 * first touch begins from what was answered before.
 * @param at ms UTC
 * @returns all ticks that are kept now
 */
export function tickOption(
  db: Db,
  subscriberId: number,
  question: Question,
  tick: { option: number; on: boolean },
  at: number,
): number {
  const before = findTicks(db, subscriberId, question.id) ?? answeredTicks(db, subscriberId, question.id)
  const bit = tick.option < question.options.length ? 1 << tick.option : 0
  const ticks = tick.on ? before | bit : before & ~bit
  keepTicks(db, subscriberId, question.id, ticks, at)
  return ticks
}

/** Keeps exactly these ticks. @param at ms UTC */
export function keepTicks(db: Db, subscriberId: number, questionId: number, ticks: number, at: number): void {
  db.sql(
    `insert into survey_answers (subscriber_id, question_id, asked_at, ticks) values (?, ?, ?, ?)
     on conflict do update set ticks = excluded.ticks`,
  ).run(subscriberId, questionId, at, ticks)
}

/** Forgets ticks that were not confirmed: what was answered stands. */
export function dropTicks(db: Db, subscriberId: number, questionId: number): void {
  db.sql('update survey_answers set ticks = null where subscriber_id = ? and question_id = ?').run(
    subscriberId,
    questionId,
  )
}

function answeredTicks(db: Db, subscriberId: number, questionId: number): number {
  const answer = listAnswers(db, subscriberId).find(({ question }) => question.id === questionId)
  return answer === undefined ? 0 : ticksOf(optionsMeant(answer.question, answer.values))
}
