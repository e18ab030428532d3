import { dayEnd, dayOf, daySql, offsetsOf, windowStart } from './calendar.js'
import { cellSql } from './cell.js'
import { type Cut, type CutPoints, type Cuts, MEASURES, type Measure, type RfmRules, type RfmTerms } from './rules.js'
import { fifthOf } from './score.js'

/** An order that counts: paid, and not refunded in full; what was given away for nothing counts too. */
export const COUNTED = `status = 'paid' and (total > refunded or (total = 0 and refunded = 0))`

/**
 * Orders as of a moment. One of which the day only is known stands at the last ms of that day (no other does: a zone is whole
 * minutes off) and is there from the day's beginning, since nobody can tell of it before. So written, an index has all of it.
 * @param last the last ms of the moment's day; null where nothing of a later day can be there
 */
export function orderedBySql(column: string, at: number | string, last: number | null): string {
  const bare = `(${column} <= ${at} or (${column} + 1) % 60000 = 0)`
  return last === null ? bare : `${column} <= ${last} and ${bare}`
}

/** A moment as of which customers are scored; `last`: the last ms of its day; `suffix` tells the columns of several apart. */
export type AsOf = { from: number; at: number; last: number; today: number; terms: RfmTerms; suffix: string }

/** The moment `at` with the window that ends there. */
export function asOf(terms: RfmTerms, at: number, suffix = ''): AsOf {
  const from = windowStart(at, terms.rules.windowMonths, terms.zone)
  return { from, at, last: dayEnd(at, terms.zone), today: dayOf(at, terms.zone), terms, suffix }
}

/** Columns of what each customer bought in the window: `last_day`, `orders`, `money`, `other` (orders in other currencies). */
function purchaseColumns({ from, last, terms, suffix }: AsOf, within: string | null): string {
  const when = (value: string) => (within === null ? value : `iif(${within}, ${value}, null)`)
  const day = daySql('last', offsetsOf(terms.zone, from, last))
  return `max(${when('at')}) as last${suffix}, ${day.replaceAll('last', `max(${when('at')})`)} as last_day${suffix},
    count(${when('1')}) as orders${suffix},
    coalesce(sum(${when('iif(currency = :currency, total - refunded, 0)')}), 0) as money${suffix},
    coalesce(sum(${when('currency <> :currency')}), 0) as other${suffix}`
}

/** Narrows to the customers whose ids stand in the JSON array `:who`. */
const SOME = 'and customer_id in (select value from json_each(:who))'

/**
 * One row for each customer with a counted order in the window. The plus keeps SQLite on the index by customer.
 * @param some true: only those whose ids stand in the JSON array `:who`
 */
export function purchasesSql(moment: AsOf, some = false): string {
  return `select customer_id, ${purchaseColumns(moment, null)} from orders
    where +at >= ${moment.from} and ${orderedBySql('+at', moment.at, moment.last)} and ${COUNTED} ${some ? SOME : ''} group by customer_id`
}

/** One row for each customer with a counted order up to the later moment, with the columns of both windows. */
export function bothPurchasesSql(earlier: AsOf, later: AsOf): string {
  const within = ({ from, at, last }: AsOf) => `at >= ${from} and ${orderedBySql('at', at, last)}`
  return `select customer_id, min(at) as first, ${purchaseColumns(earlier, within(earlier))},
      ${purchaseColumns(later, within(later))} from orders
    where ${orderedBySql('+at', later.at, later.last)} and ${COUNTED} group by customer_id`
}

const values: Record<Measure, (moment: AsOf) => string> = {
  recency: ({ today, suffix }) => `(${today} - last_day${suffix})`,
  frequency: ({ suffix }) => `orders${suffix}`,
  money: ({ suffix }) => `money${suffix}`,
}

/**
 * How many customers there are, how many orders stood in other currencies, and the percentiles of what is cut by shares.
 * Percentiles of whole numbers are whole fifths; as such they are exact, which fractions are not.
 * @param purchases where the rows of `purchasesSql` stand
 */
export function cutsSql(moment: AsOf, purchases: string): string {
  const percentiles = MEASURES.filter(measure => moment.terms.rules[measure] === 'shares').flatMap(measure =>
    [1, 2, 3, 4].map(
      k => `cast(round(5 * percentile_cont(${values[measure](moment)}, 0.${2 * k})) as integer) as ${measure}${k}`,
    ),
  )
  return `select count(*) as customers, coalesce(sum(other${moment.suffix}), 0) as other${percentiles.map(p => `, ${p}`).join('')}
    from ${purchases}`
}

/** The row of `cutsSql`: percentiles in fifths. */
export type CutsRow = { customers: number; other: number } & { [name in `${Measure}${1 | 2 | 3 | 4}`]?: number | null }

/** Reads the row of `cutsSql`; null where nobody bought, so that there is nothing to cut. */
export function cutsOf(rules: RfmRules, row: CutsRow): Cuts | null {
  if (row.customers === 0) return null
  const points = (measure: Measure): CutPoints => {
    const cut = rules[measure]
    if (cut !== 'shares') return cut.steps
    const point = (k: 1 | 2 | 3 | 4) => (row[`${measure}${k}`] ?? 0) / 5
    return [point(1), point(2), point(3), point(4)]
  }
  return { recency: points('recency'), frequency: points('frequency'), money: points('money') }
}

/** `fifthOf` over a column of whole numbers: for each score above the first, the least number that earns it. */
function fifthSql(value: string, cut: Cut, points: CutPoints): string {
  const cases = points.map((point, i) => {
    const least = fifthOf(point, cut, points) > i + 1 ? Math.ceil(point) : Math.floor(point) + 1
    return `when ${value} >= ${least} then ${i + 2}`
  })
  return `(case ${cases.reverse().join(' ')} else 1 end)`
}

/** Columns r, f and m of a row of purchases. */
export function scoreColumns(moment: AsOf, cuts: Cuts): string {
  const { rules } = moment.terms
  const fifth = (measure: Measure) => fifthSql(values[measure](moment), rules[measure], cuts[measure])
  const { suffix } = moment
  return `6 - ${fifth('recency')} as r${suffix}, ${fifth('frequency')} as f${suffix}, ${fifth('money')} as m${suffix}`
}

/**
 * Customers whose row is new or different, and those whose row is to go (`r` null); the rows of `purchasesSql` stand in
 * `basis.result`.
 * @param some true: of those whose ids stand in the JSON array `:who`
 */
export function scoreDifferencesSql(moment: AsOf, cuts: Cuts | null, some = false): string {
  const gone = `select customer_id, null as last_day, null as orders, null as money, null as r, null as f, null as m,
    null as cell from rfm_scores where customer_id not in (select customer_id from basis.result) ${some ? SOME : ''}`
  if (cuts === null) return gone
  return `with scored as materialized (
      select customer_id, last_day, orders, money, ${scoreColumns(moment, cuts)} from basis.result),
    named as (select *, ${cellColumn(moment)} as cell from scored)
    select n.* from named n left join rfm_scores o on o.customer_id = n.customer_id
      where o.customer_id is null or o.last_day <> n.last_day or o.frequency <> n.orders or o.monetary <> n.money
        or o.r <> n.r or o.f <> n.f or o.m <> n.m or o.cell <> n.cell
    union all ${gone}`
}

/** The cell of a row with scores. */
function cellColumn({ suffix }: AsOf): string {
  return cellSql(`r${suffix}`, `f${suffix}`, `m${suffix}`)
}
