import type { Db } from '../db/open.js'
import type { Question } from './question.js'

/**
 * What became of a question: people it was put to, and of them those who answered, who skipped it, and who left it there,
 * so that the three add up to the first.
 */
export type Turnout = { questionId: number; asked: number; answered: number; skipped: number; left: number }

/** What became of every question that was ever put, in the people's reader. @throws AppError `query_timeout` after 5 s */
export function listTurnout(db: Db): Promise<Turnout[]> {
  return db.people.rows<Turnout>(
    `select a.question_id as questionId, count(*) as asked, sum(a.answered_at is not null) as answered,
       sum(a.answered_at is null and a.skipped_at is not null) as skipped,
       sum(a.answered_at is null and a.skipped_at is null) as left
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
