import { findSubscriberById, languageOf } from '../../audience/subscriber.js'
import { findQuestion } from '../../audience/survey/question.js'
import { dueQuestionSql, findAskedBy, nextQuestion, type Pace, recordAsked } from '../../audience/survey.js'
import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { broadcasts } from '../../db/schema/index.js'
import type { Sql } from '../../segments/compile.js'
import type { Language } from '../../text/format.js'
import { paceOf, readAudience } from '../plan/audience.js'
import { type BallotRow, ballotRows } from './ballot.js'

const COLUMNS = columnsOf(broadcasts, 'parts', 'leftOut')

/** How many rows of buttons an offer may have so that a question still fits below them. */
const ROOM_ROWS = 3

/** A round of the survey: which question each version asks, and how often people may be asked. */
export type Round = { pace: Pace; questions: ReadonlyMap<number, number> }

type Message = { id: number; subscriberId: number; variantId: number }

/** What a survey's broadcast asks; null for what is no survey. */
export function findRound(db: Db, broadcastId: number): Round | null {
  const row = db.sql<RowOf<typeof COLUMNS>>(`select ${COLUMNS.sql} from broadcasts where id = ?`).get(broadcastId)
  const parts = row === undefined ? [] : readAudience(row.parts, row.leftOut).parts
  const pace = paceOf(parts)
  if (pace === null) return null
  return {
    pace,
    questions: new Map(parts.flatMap(part => (part.question ? [[part.variantId, part.question.id]] : []))),
  }
}

/** The gate's reason as a claim asks it, over `d` of deliveries too: in a survey nobody is asked what was answered or put off meanwhile. */
export function claimReason(reason: Sql, round: Round | null, at: number): Sql {
  if (round === null) return reason
  const due = dueQuestionSql(at, round.pace, 'd.id')
  const asks = JSON.stringify(Object.fromEntries(round.questions))
  return {
    text: `coalesce(${reason.text}, iif(? ->> cast(d.variant_id as text) <> coalesce(${due.text}, 0), 'asked', null))`,
    params: [...reason.params, asks, ...due.params],
  }
}

/** Notes, with the claim, that a message of a survey asks its question. */
export function askByRound(db: Db, { questions }: Round, message: Message, at: number): void {
  const questionId = questions.get(message.variantId)
  if (questionId === undefined) return
  recordAsked(db, { subscriberId: message.subscriberId, questionId, deliveryId: message.id }, at)
}

/** Puts the question that is due to somebody under the offer they get, where it has room for one. */
export function askUnder(db: Db, message: Message, pace: Pace, at: number): void {
  const rows = db
    .sql<{ n: number }>(
      `select json_array_length(content, '$.buttons') as n from variants where id = ? and content ->> '$.kind' <> 'album'`,
    )
    .get(message.variantId)?.n
  if (rows === undefined || rows > ROOM_ROWS) return
  const question = nextQuestion(db, message.subscriberId, { at, ...pace, underOffer: true })
  if (question === null) return
  recordAsked(db, { subscriberId: message.subscriberId, questionId: question.id, deliveryId: message.id }, at)
}

/**
 * The buttons of the question that a delivery asks, as long as it is open; none for a delivery that asks nothing. Skip and
 * Done speak the person's language.
 * @param fallback the bot's language, for people whose own it does not speak
 */
export function findRows(db: Db, delivery: { id: number; subscriberId: number }, fallback: Language): BallotRow[] {
  const questionId = findAskedBy(db, delivery)
  const question = questionId === null ? null : findQuestion(db, questionId)
  if (question === null) return []
  const kind = db
    .sql<{ kind: string }>(
      `select o.kind from deliveries d join broadcasts b on b.id = d.broadcast_id join offers o on o.id = b.offer_id
       where d.id = ?`,
    )
    .get(delivery.id)?.kind
  const language = languageOf(findSubscriberById(db, delivery.subscriberId), fallback)
  return ballotRows(question, { kind: kind === 'survey' ? 'survey' : 'offer', deliveryId: delivery.id }, language)
}
