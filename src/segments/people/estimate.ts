import { PRIME } from '../../audience/holdout/draw.js'
import { MINUTE } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { isAppError } from '../../errors.js'
import { wilson } from '../../statistics/proportion.js'
import { sql } from '../compile/sql.js'
import { compileCriterion } from '../compile.js'
import { expandCriterion } from '../criterion/expand.js'
import type { Criterion } from '../criterion.js'
import type { EvaluationContext } from '../window.js'
import { countEveryone, countPeople, type PeopleCount } from './audience.js'

/** As many are asked about as 5 s surely suffice for, and the interval is about ± 0.3 % of everybody at its widest. */
const ASKED = 100_000
const FEWEST_APART = 2
const MOST_APART = 100
const REMEMBERED_MS = 10 * MINUTE

/**
 * Why a figure is not exact. `sample`: one person in `apart` was asked about, and with 95 % confidence they are `from` to
 * `to`. `stored`: it is what was counted at `at`, ms UTC.
 */
export type Guess = { kind: 'sample'; apart: number; from: number; to: number } | { kind: 'stored'; at: number }

/** A count; `guess` null: exact. */
export type Figure = PeopleCount & { guess: Guess | null }

/** Criteria whose count took too long, with the moment: they are not waited for again at once. */
const slow = new WeakMap<Db['people'], Map<string, number>>()

/**
 * Counts the people of a criterion; where that takes over 5 s, estimates them from a sample, and where even that does,
 * takes the newest size stored of a segment with this criterion. Null when there is nothing at all to go by.
 * @throws AppError `criterion_…`
 */
export async function countOrEstimate(
  db: Db,
  criterion: Criterion,
  context: EvaluationContext,
): Promise<Figure | null> {
  const known = slow.get(db.people) ?? new Map<string, number>()
  const text = JSON.stringify(criterion)
  const since = known.get(text)
  if (since === undefined || Math.abs(context.at - since) > REMEMBERED_MS) {
    known.delete(text)
    const counted = await inTime(countPeople(db, criterion, context))
    if (counted !== null) return { ...counted, guess: null }
    slow.set(db.people, known.set(text, context.at))
  }
  return (await inTime(estimatePeople(db, criterion, context))) ?? storedSize(db, text)
}

/**
 * Estimates how many people a criterion holds, by those whose dice are lowest, with Wilson's interval; figures have
 * no more digits than are known. @throws AppError `query_timeout` after 5 s, `criterion_…`
 */
export async function estimatePeople(db: Db, criterion: Criterion, context: EvaluationContext): Promise<Figure> {
  const everyone = await countEveryone(db)
  const { apart, below } = sampleOf(everyone)
  const query = sql`select (select count(telegram_id) from subscribers where dice < ${below}) as asked, count(*) as people,
    coalesce(sum(s.status = 'active' and coalesce(s.paused_until, 0) <= ${context.at}), 0) as reachable
    from subscribers s indexed by subscribers_dice
    where s.dice < ${below} and ${compileCriterion(expandCriterion(db, criterion), { ...context, below })}`
  const [row] = await db.people.rows<PeopleCount & { asked: number }>(query.text, query.params)
  const { asked = 0, people = 0, reachable = 0 } = row ?? {}
  const { low, high } = wilson(people, asked)
  const step = 10 ** Math.max(0, Math.floor(Math.log10(((high - low) * everyone) / 2)))
  const rounded = (n: number, round: (n: number) => number) => Math.min(everyone, Math.max(0, round(n / step) * step))
  const scaled = (n: number) => rounded(asked === 0 ? 0 : (n / asked) * everyone, Math.round)
  return {
    people: scaled(people),
    reachable: scaled(reachable),
    guess: {
      kind: 'sample',
      apart,
      from: rounded(low * everyone, Math.floor),
      to: rounded(high * everyone, Math.ceil),
    },
  }
}

/** Who is asked of so many people: one in `apart`, those whose dice are below `below`. */
export function sampleOf(everyone: number): { apart: number; below: number } {
  const apart = Math.min(MOST_APART, Math.max(FEWEST_APART, Math.round(everyone / ASKED)))
  return { apart, below: Math.floor(PRIME / apart) }
}

function storedSize(db: Db, criterion: string): Figure | null {
  const stored = db
    .sql<{ people: number; reachable: number; at: number }>(
      `select z.size as people, z.reachable, z.at from segments s join segment_sizes z on z.segment_id = s.id
       where s.criterion = ? and s.deleted_at is null order by z.at desc limit 1`,
    )
    .get(criterion)
  return stored === undefined
    ? null
    : { people: stored.people, reachable: stored.reachable, guess: { kind: 'stored', at: stored.at } }
}

async function inTime<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (!isAppError(error, 'query_timeout')) throw error
    return null
  }
}
