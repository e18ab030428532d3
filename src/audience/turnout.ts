import type { Db } from '../db/open.js'
import type { Question } from './question.js'

/**
 * What became of a question: people it was put to, who answered and who skipped it, and who stopped there, having
 * neither answered nor been asked another since.
 */
export type Turnout = { questionId: number; asked: number; answered: number; skipped: number; left: number }

/** What became of every question that was ever put, in the people's reader. @throws AppError `query_timeout` after 5 s */
export function listTurnout(db: Db): Promise<Turnout[]> {
  return db.people.rows<Turnout>(
    `select a.question_id as questionId, count(*) as asked, sum(a.answered_at is not null) as answered,
       sum(a.answered_at is null and a.skipped_at is not null) as skipped,
       sum(a.answered_at is null and a.skipped_at is null and not exists (
         select 1 from survey_answers l where l.subscriber_id = a.subscriber_id and l.question_id <> a.question_id
           and max(l.asked_at, coalesce(l.answered_at, 0), coalesce(l.skipped_at, 0)) > a.asked_at)) as left
     from survey_answers a group by a.question_id`,
    [],
  )
}

/** How many people gave each answer, the most frequent first; options nobody chose count 0. */
export async function countAnswers(
  db: Db,
  { id, attribute, options }: Question,
): Promise<{ label: string; people: number }[]> {
  const rows = await db.people.rows<{ shown: string; people: number }>(
    `select min(v.shown) as shown, count(*) as people from survey_answers a
     join attribute_values v on v.subscriber_id = a.subscriber_id and v.attribute_id = ?
     where a.question_id = ? and a.answered_at is not null and v.provenance = 'declared'
     group by v.value order by people desc, v.value limit 1000`,
    [attribute.id, id],
  )
  if (options.length === 0) return rows.map(({ shown, people }) => ({ label: shown, people }))
  return options
    .map(({ label, value }) => ({ label, people: rows.find(row => row.shown === value)?.people ?? 0 }))
    .sort((a, b) => b.people - a.people)
}
