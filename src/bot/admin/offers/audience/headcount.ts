import type { Db } from '../../../../db/open.js'
import { joinSql, listSql, sql } from '../../../../segments/compile/sql.js'
import { compileTogether, type EvaluationContext } from '../../../../segments/compile.js'
import { expandCriterion } from '../../../../segments/criterion/expand.js'
import type { Criterion } from '../../../../segments/criterion.js'
import { countEveryone } from '../../../../segments/people/audience.js'
import { sampleOf } from '../../../../segments/people/estimate.js'
import { unlessSlow } from '../../patience.js'

/**
 * How many people each of some criteria holds, how many are in any, in two or more, and how many there are at all.
 * `apart`: all of that is estimated from one person in so many; null: it is exact.
 */
export type Headcount = { each: number[]; any: number; several: number; everyone: number; apart: number | null }

/**
 * Counts several criteria in one pass over the people, in the reader; where that takes longer than 5 s, in a pass over a
 * sample, and null when even that does.
 * @param leftOut whoever fits one of these counts nowhere
 */
export async function countHeads(
  db: Db,
  criteria: readonly Criterion[],
  context: EvaluationContext,
  leftOut: readonly Criterion[] = [],
): Promise<Headcount | null> {
  const exact = await unlessSlow(pass(db, criteria, context, leftOut), null)
  if (exact !== null) return { ...exact, apart: null }
  return unlessSlow(sampled(db, criteria, context, leftOut), null)
}

async function sampled(
  db: Db,
  criteria: readonly Criterion[],
  context: EvaluationContext,
  leftOut: readonly Criterion[],
): Promise<Headcount> {
  const everyone = await countEveryone(db)
  const { apart, below } = sampleOf(everyone)
  const [asked] = await db.people.rows<{ n: number }>(
    'select count(telegram_id) as n from subscribers where dice < ?',
    [below],
  )
  const counted = await pass(db, criteria, { ...context, below }, leftOut)
  // No more digits than one person of the sample stands for.
  const step = 10 ** Math.ceil(Math.log10(apart))
  const scaled = (n: number) => Math.round(((n / Math.max(1, asked?.n ?? 0)) * everyone) / step) * step
  return {
    each: counted.each.map(scaled),
    any: scaled(counted.any),
    several: scaled(counted.several),
    everyone: leftOut.length === 0 ? everyone : scaled(counted.everyone),
    apart,
  }
}

async function pass(
  db: Db,
  criteria: readonly Criterion[],
  context: EvaluationContext,
  leftOut: readonly Criterion[],
): Promise<Omit<Headcount, 'apart'>> {
  const asked = [...criteria, ...leftOut].map(criterion => expandCriterion(db, criterion))
  const { tests, from } = compileTogether(asked, context)
  const heads = tests.slice(0, criteria.length)
  const left = tests.slice(criteria.length)
  const columns = heads.map((test, i) => ({ text: `${test.text} as c${i}`, params: test.params }))
  const names = heads.map((_, i) => `c${i}`)
  const sum = names.length === 0 ? '0' : names.join(' + ')
  const sample = context.below === undefined ? undefined : sql`s.dice < ${context.below}`
  const people = sql`select ${listSql([sql`s.id`, ...columns])} from ${from(sample)}
    where s.erased_at is null and not ${left.length === 0 ? sql`false` : joinSql(left, 'or')}`
  const text = `with heads as materialized (${people.text})
    select count(*) as everyone, total(${sum} >= 1) as some, total(${sum} >= 2) as several
      ${names.map(name => `, total(${name}) as ${name}`).join('')} from heads`
  const rows = await db.people.rows<Record<string, number>>(text, people.params)
  const value = (name: string) => rows[0]?.[name] ?? 0
  return {
    each: names.map(value),
    any: value('some'),
    several: value('several'),
    everyone: value('everyone'),
  }
}
