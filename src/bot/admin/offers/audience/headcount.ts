import type { Db } from '../../../../db/open.js'
import { countEveryone } from '../../../../segments/audience.js'
import { compileCriterion, type EvaluationContext } from '../../../../segments/compile.js'
import type { Criterion } from '../../../../segments/criterion.js'
import { sampleOf } from '../../../../segments/estimate.js'
import { expandCriterion } from '../../../../segments/expand.js'
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
  const tests = criteria.map(criterion => compileCriterion(expandCriterion(db, criterion), context))
  const left =
    leftOut.length === 0
      ? { text: 'false', params: [] }
      : compileCriterion({ any: leftOut.map(criterion => expandCriterion(db, criterion)) }, context)
  const columns = tests.map((test, i) => `(${test.text}) as c${i}`)
  const names = tests.map((_, i) => `c${i}`)
  const sum = names.length === 0 ? '0' : names.join(' + ')
  const text = `with heads as materialized (select ${['s.id', ...columns].join(', ')} from subscribers s
      where s.erased_at is null and ${context.below === undefined ? '' : 's.dice < ? and'} not (${left.text}))
    select count(*) as everyone, total(${sum} >= 1) as some, total(${sum} >= 2) as several
      ${names.map(name => `, total(${name}) as ${name}`).join('')} from heads`
  const below = context.below === undefined ? [] : [context.below]
  const params = [...tests.flatMap(test => test.params), ...below, ...left.params]
  const rows = await db.people.rows<Record<string, number>>(text, params)
  const value = (name: string) => rows[0]?.[name] ?? 0
  return {
    each: names.map(value),
    any: value('some'),
    several: value('several'),
    everyone: value('everyone'),
  }
}
