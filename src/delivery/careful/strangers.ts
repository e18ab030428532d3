import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { Reader } from '../../db/reader.js'
import type { EvaluationContext } from '../../segments/compile.js'
import { isTooSmall } from '../careful.js'
import type { Audience } from '../plan/audience.js'
import { newcomerSql } from '../plan/newcomer.js'
import { planSql, type Question } from '../plan.js'

/** So many people who heard nothing for so long are written to carefully. */
const COLD_PEOPLE = 5_000
const COLD_MS = 90 * DAY

/** They heard nothing from us for 90 days (`s` of subscribers); takes that moment, ms UTC, twice. */
const COLD = `coalesce(s.subscribed_at, 0) < ? and not exists (select 1 from deliveries c
  where c.subscriber_id = s.id and c.claimed_at >= ? and c.state in ('sending', 'sent', 'uncertain'))`

/** Of those who would get a broadcast: `newcomers` were moved in and get their first, `cold` heard nothing for 90 days. */
export type Strangers = { newcomers: number; cold: number }

/** Counts them by the statement that would plan it. @throws AppError `query_timeout` */
export async function findStrangers(
  db: Db,
  audience: Audience,
  context: EvaluationContext,
  question: Question,
  reader: Reader = db.people,
): Promise<Strangers> {
  const plan = planSql(audience, context, question)
  const since = question.at - COLD_MS
  const [row] = await reader.rows<{ newcomers: number | null; cold: number | null }>(
    `select sum(${newcomerSql()}) as newcomers, sum(${COLD}) as cold
     from (${plan.text}) p join subscribers s on s.id = p.person where p.reason is null`,
    [since, since, ...plan.params],
  )
  return { newcomers: row?.newcomers ?? 0, cold: row?.cold ?? 0 }
}

/**
 * Whether a broadcast to these people starts carefully unless somebody says otherwise. So few newcomers as the first wave
 * would hold anyway are nothing for which the others should wait.
 */
export function startsCarefully({ newcomers, cold }: Strangers): boolean {
  return !isTooSmall(newcomers) || cold > COLD_PEOPLE
}
