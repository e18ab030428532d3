import type { Db } from '../../db/open.js'
import { sameness } from './option.js'
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

/**
 * How many people gave each answer, the most frequent first; options nobody chose count 0. An answer counts as it was
 * given, also where somebody of the team has corrected the fact since. Options that mean the same stand together.
 * @throws AppError `query_timeout` after 5 s
 */
export async function countAnswers(
  db: Db,
  { id, attribute, options }: Question,
): Promise<{ label: string; people: number }[]> {
  const rows = await db.people.rows<{ shown: string; people: number }>(ANSWERS, { field: attribute.id, question: id })
  const answers = new Map<string, { label: string; people: number }>()
  const add = (label: string, shown: string, people: number) => {
    const key = sameness(attribute, shown)
    const there = answers.get(key)
    if (there === undefined) answers.set(key, { label, people })
    else there.people += people
    return there
  }
  for (const { label, value } of options) {
    const twin = add(label, value, 0)
    if (twin !== undefined) twin.label += `, ${label}`
  }
  const chosen = new Set(answers.keys())
  // The values of a field of many stand on lines of their own in a claim.
  for (const { shown, people } of rows) for (const one of shown.split('\n')) add(one, one, people)
  return [...answers]
    .filter(([key]) => options.length === 0 || chosen.has(key))
    .map(([, answer]) => answer)
    .sort((a, b) => b.people - a.people)
}

/** What people answered: as it stands, or as it is kept beside what a stronger source said. */
const ANSWERS = `
  select min(v.shown) as shown, count(*) as people from survey_answers a
    join attribute_values v on v.subscriber_id = a.subscriber_id and v.attribute_id = :field
    where a.question_id = :question and a.answered_at is not null and v.provenance = 'declared' group by v.value
  union all
  select c.shown, count(*) from survey_answers a
    join attribute_claims c on c.subscriber_id = a.subscriber_id and c.attribute_id = :field
    where a.question_id = :question and a.answered_at is not null and c.provenance = 'declared' group by c.shown
  order by people desc, shown limit 1000`
