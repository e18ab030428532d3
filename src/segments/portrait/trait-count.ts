import { drawSql, PRIME } from '../../audience/holdout/draw.js'
import { RUNGS } from '../../audience/ladder/rung.js'
import { SECOND } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { Scratch } from '../../db/reader.js'
import { isAppError } from '../../errors.js'
import { languageSql } from '../compile/column.js'
import { type Sql, sql } from '../compile/sql.js'
import { compileCriterion, compilePeople } from '../compile.js'
import type { PlainCriterion } from '../criterion.js'
import type { EvaluationContext } from '../window.js'
import type { Fact, Trait } from './trait.js'
import { DOINGS } from './trait-doing.js'
import { fieldQuestions } from './trait-field.js'
import { type Both, type Counted, type Question, shares, splitOf, sum } from './trait-split.js'

/** People that are looked at on either side; of more, so many are drawn at random. */
export const LOOKED_AT = 20_000

/** After so long nothing more is asked: the admin has waited enough. */
const PATIENCE_MS = 20 * SECOND

/**
 * Everything that was counted for a segment. `looked`: how many people of each side were looked at; `missing`: facts
 * that would have taken too long.
 */
export type Tally = {
  people: number
  reachable: number
  everyone: number
  looked: { inside: number; outside: number }
  traits: Counted[]
  missing: Fact[]
}

/** Told after every question, and waited for: how many of them are answered. */
export type Progress = (answered: number, questions: number) => Promise<void>

/**
 * Counts what people of a segment and all others have. Who is in it is asked once; then at most 20,000 people of either
 * side, drawn by lot, answer one question after the other, so that a million people cost no more than a hundred thousand.
 * A question that takes over 5 s goes missing, with all that come after 20 s, and the rest is told. A criterion must hold
 * no other segment any more.
 * @throws AppError `query_timeout` when it takes over 5 s to find who is in the segment
 */
export async function countTraits(
  db: Db,
  criterion: PlainCriterion,
  context: EvaluationContext,
  progress: Progress = async () => undefined,
): Promise<Tally> {
  const started = performance.now()
  const { sizes, drawn } = await draw(db, criterion, context)
  try {
    const questions = [...fieldQuestions(db, context), ...doingQuestions(context), own, stored]
    const traits: Counted[] = []
    const missing: Fact[] = []
    for (const [i, { facts, ask }] of questions.entries()) {
      const found = performance.now() - started > PATIENCE_MS ? null : await inTime(ask(db, drawn))
      if (found === null) missing.push(...facts)
      else traits.push(...found)
      await progress(i + 1, questions.length)
    }
    return { ...sizes, traits, missing }
  } finally {
    await drawn.drop()
  }
}

type Sizes = Pick<Tally, 'people' | 'reachable' | 'everyone' | 'looked'>

/** Who is looked at, as rows of `id` and `inside`. The draw knows nothing of samples that segments are made of. */
async function draw(
  db: Db,
  criterion: PlainCriterion,
  context: EvaluationContext,
): Promise<{ sizes: Sizes; drawn: Scratch }> {
  const within = compilePeople(criterion, context)
  const members = await db.people.scratch(within.text, within.params)
  try {
    const count = sql`select (select count(telegram_id) from subscribers) as everyone, (select count(*) from subscribers s
      where s.id in (select id from basis.result) and s.status = 'active'
        and coalesce(s.paused_until, 0) <= ${context.at}) as reachable`
    const [counted] = await db.people.rows<{ everyone: number; reachable: number }>(count.text, count.params, members)
    const { everyone, reachable } = counted ?? { everyone: 0, reachable: 0 }
    const people = members.count
    const below = (of: number) => (of <= LOOKED_AT ? PRIME : Math.floor((PRIME * LOOKED_AT) / of))
    const lot = drawSql('portrait', sql`s.dice`)
    const query = sql`select id, inside from (
        select s.id as id, s.id in (select id from basis.result) as inside, ${lot} as lot from subscribers s
        where s.erased_at is null)
      where lot < case when inside then ${below(people)} else ${below(everyone - people)} end order by id`
    const drawn = await db.people.scratch(query.text, query.params, members)
    try {
      const [looked] = await db.people.rows<Sizes['looked']>(
        'select coalesce(sum(inside), 0) as inside, coalesce(sum(not inside), 0) as outside from basis.result',
        [],
        drawn,
      )
      return { sizes: { people, reachable, everyone, looked: looked ?? { inside: 0, outside: 0 } }, drawn }
    } catch (error) {
      await drawn.drop()
      throw error
    }
  } finally {
    await members.drop()
  }
}

/** Null when it took too long. */
async function inTime<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (!isAppError(error, 'query_timeout')) throw error
    return null
  }
}

/** What people did lately, each asked as the condition that it is. */
function doingQuestions(context: EvaluationContext): Question[] {
  return DOINGS.map(({ trait, criterion, of }) => ({
    facts: [trait.fact],
    async ask(db, drawn) {
      // Those who are drawn are few: each is asked alone.
      const alone = { ...context, one: true } as const
      const query = sql`select coalesce(sum(known), 0) as total, coalesce(sum(known and inside), 0) as inside,
          coalesce(sum(has and known), 0) as holders, coalesce(sum(has and known and inside), 0) as holdersInside
        from (select p.inside as inside, ${compileCriterion(of, alone)} as known,
            ${compileCriterion(criterion, alone)} as has
          from basis.result p cross join subscribers s on s.id = p.id)`
      const rows = await db.people.rows<Both & { holders: number; holdersInside: number }>(
        query.text,
        query.params,
        drawn,
      )
      return rows.map(({ holders, holdersInside, ...known }) => ({
        trait,
        split: splitOf({ total: holders, inside: holdersInside }, known),
      }))
    },
  }))
}

/** Language and source, which stand on the person's own row. */
const own: Question = {
  facts: ['language', 'source'],
  async ask(db, drawn) {
    const people: Sql = sql`basis.result p cross join subscribers s on s.id = p.id`
    const query = sql`select 'language' as fact, ${languageSql} as value, count(*) as total, sum(p.inside) as inside
        from ${people} group by 2 having value <> ''
      union all
      select 'source', coalesce(max(n.name), min(s.source)) as value, count(*), sum(p.inside) from ${people}
        left join source_aliases a on a.payload = lower(s.source) left join sources n on n.id = a.source_id
        group by coalesce(a.source_id, lower(s.source)) having value <> ''`
    const rows = await db.people.rows<{ fact: 'language' | 'source'; value: string } & Both>(
      query.text,
      query.params,
      drawn,
    )
    return (['language', 'source'] as const).flatMap(fact => {
      const mine = rows.filter(row => row.fact === fact)
      return shares(
        mine.map(row => ({ ...row, trait: { fact, answer: { is: row.value } } })),
        sum(mine),
      )
    })
  },
}

/** RFM groups among those who have one, steps of the ladder among those who stand on one. */
const stored: Question = {
  facts: ['rfm', 'ladder'],
  async ask(db, drawn) {
    const rows = await db.people.rows<{ fact: 'rfm' | 'ladder'; value: string | number } & Both>(
      `select 'rfm' as fact, r.cell as value, count(*) as total, sum(p.inside) as inside from basis.result p
         cross join customers c on c.subscriber_id = p.id cross join rfm_scores r on r.customer_id = c.id group by r.cell
       union all
       select 'ladder', a.rung, count(*), sum(p.inside) from basis.result p
         cross join awareness a on a.subscriber_id = p.id group by a.rung`,
      [],
      drawn,
    )
    const cells = rows.filter(({ fact }) => fact === 'rfm')
    const steps = rows.filter(({ fact }) => fact === 'ladder')
    const onCells = cells.map(row => ({ ...row, trait: { fact: 'rfm' as const, answer: { is: String(row.value) } } }))
    const onSteps = steps.flatMap((row): ({ trait: Trait } & Both)[] => {
      const rung = RUNGS.find(rung => rung === row.value)
      return rung === undefined ? [] : [{ ...row, trait: { fact: 'ladder', answer: { rung } } }]
    })
    return [...shares(onCells, sum(cells)), ...shares(onSteps, sum(steps))]
  },
}
