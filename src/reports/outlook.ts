import { DAY } from '../clock.js'
import type { Db } from '../db/open.js'
import type { holdouts } from '../db/schema/index.js'
import { countedSql } from '../segments/compile/order.js'
import { type Sql, sql } from '../segments/compile/sql.js'
import { compileCriterion } from '../segments/compile.js'
import { expandCriterion } from '../segments/criterion/expand.js'
import type { Criterion } from '../segments/criterion.js'
import type { EvaluationContext } from '../segments/window.js'
import { visibleEffect } from '../statistics/power.js'

/** Of one broadcast's audience, or of everybody for a quarter. */
export type ComparisonKind = (typeof holdouts.$inferSelect)['kind']

/** Shares that may be kept out, of 10,000. */
export const CONTROL_SHARES = [500, 1_000, 2_000] as const

/** One of them. */
export type ControlShare = (typeof CONTROL_SHARES)[number]

/** A quarter is compared from so many people on whose orders are known: there it shows 8 buyers in 100. */
export const FEWEST_FOR_QUARTER = 2_000

/** No effect of a single broadcast is larger than this part of the usual rate. */
const LARGEST_EFFECT = 0.3

/**
 * What a control group of `share` (of 10,000) would show. `held`: so many people are kept out; `effect`: the smallest
 * difference in buyers that shows 8 times of 10, absolute, 0–1, null where none would, because fewer than 25 of those kept out
 * are likely to buy; `offered`: it is worth its price.
 */
export type ControlOption = { share: ControlShare; held: number; effect: number | null; offered: boolean }

/**
 * What can be known before anybody is kept out. `people`: who could get it; `linked`: of them, those whose orders are known;
 * `base`: the share of these who bought in as long a time before now, 0–1, null where there are none.
 */
export type Outlook = { people: number; linked: number; base: number | null; options: ControlOption[] }

/**
 * How much a control group of these people would show: of one broadcast's audience over its window, or of everybody over a
 * quarter.
 * @param asked.days how long orders would count
 * @param asked.for a broadcast's is offered where an effect that it could really have (at most 30 % of the usual rate) would
 * show; a quarter's from 2,000 people on whose orders are known
 * @throws AppError `query_timeout`, `criterion_…`
 */
export async function controlOutlook(
  db: Db,
  asked: { audience: Criterion; days: number; for: ComparisonKind },
  context: EvaluationContext,
): Promise<Outlook> {
  const query = outlookSql(compileCriterion(expandCriterion(db, asked.audience), context), asked.days, context.at)
  const [row] = await db.people.rows<{ people: number; linked: number; bought: number }>(query.text, query.params)
  return outlookOf(row ?? { people: 0, linked: 0, bought: 0 }, asked.for)
}

/** The statement of `controlOutlook`: of the people of a condition on `s` who can be reached. */
export function outlookSql(condition: Sql, days: number, at: number): Sql {
  return sql`with bought as materialized (
      select distinct o.customer_id as customer from orders o indexed by orders_at
      where o.at >= ${at - days * DAY} and o.at < ${at} and ${countedSql} and coalesce(o.renewal, 0) = 0)
    select count(*) as people, count(c.id) as linked, count(b.customer) as bought
    from subscribers s left join customers c on c.subscriber_id = s.id left join bought b on b.customer = c.id
    where s.status = 'active' and ${condition}`
}

/** The same of counts that are known. @param counted.bought of the linked, how many bought in as long a time */
export function outlookOf(
  { people, linked, bought }: { people: number; linked: number; bought: number },
  of: ComparisonKind,
): Outlook {
  const base = linked === 0 ? null : bought / linked
  const options = CONTROL_SHARES.map(share => {
    const held = Math.round((linked * share) / 10_000)
    const effect = base === null ? null : visibleEffect({ base, treated: linked - held, held })
    const worth = of === 'quarter' ? linked >= FEWEST_FOR_QUARTER : (effect ?? 1) <= LARGEST_EFFECT * (base ?? 0)
    return { share, held: Math.round((people * share) / 10_000), effect, offered: effect !== null && worth }
  })
  return { people, linked, base, options }
}
