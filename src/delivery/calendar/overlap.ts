import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { EvaluationContext, Sql } from '../../segments/compile.js'
import { type Audience, type Broadcast, listBroadcastsIn } from '../broadcast.js'
import { planSql, type Question } from '../plan.js'

const MOST = 5

/** Another broadcast that is still to reach some of the same people within a day of this one. */
export type Overlap = { broadcastId: number; offerName: string; startsAt: number; people: number }

/**
 * Names the broadcasts that are still to reach the same people within 24 h before or after, those nearest in time first,
 * five at most; what people have already is no news. What is planned already is counted by the rows that wait, what lies ahead by its criteria as they fit now.
 */
export async function findOverlaps(
  db: Db,
  audience: Audience,
  context: EvaluationContext,
  question: Question,
): Promise<Overlap[]> {
  const near = listBroadcastsIn(db, ['scheduled', 'planning', 'running', 'paused'])
    .filter(other => !other.standing && (other.readable || other.startedAt !== null))
    .filter(other => Math.abs((other.startedAt ?? other.startsAt) - question.at) <= DAY)
    .sort((a, b) => Math.abs(a.startsAt - question.at) - Math.abs(b.startsAt - question.at))
    .slice(0, MOST)
  const mine = planSql(audience, context, question)
  const overlaps: Overlap[] = []
  for (const other of near) {
    const theirs = reachedSql(other, question)
    const [row] = await db.people.rows<{ n: number }>(
      `select count(*) as n from (select person from (${mine.text}) where reason is null
         intersect select person from (${theirs.text}))`,
      [...mine.params, ...theirs.params],
    )
    const people = row?.n ?? 0
    if (people > 0)
      overlaps.push({ broadcastId: other.id, offerName: other.offerName, startsAt: other.startsAt, people })
  }
  return overlaps
}

/** Whom a broadcast is still to reach, as `person`: the rows that wait, or before it is planned those who fit now. */
export function reachedSql(other: Broadcast, question: Pick<Question, 'at' | 'rules'>): Sql {
  if (other.startedAt !== null) {
    return {
      text: `select subscriber_id as person from deliveries
        where broadcast_id = ? and state = 'queued'`,
      params: [other.id],
    }
  }
  const plan = planSql(
    other,
    { at: question.at, zone: other.zone },
    { ...other, at: other.startsAt, rules: question.rules },
  )
  return { text: `select person from (${plan.text}) where reason is null`, params: plan.params }
}
