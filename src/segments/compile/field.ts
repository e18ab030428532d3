import { DateTime } from 'luxon'
import { countriesNamed } from '../../audience/place/country.js'
import { DAY } from '../../clock.js'
import { unreachable } from '../../errors.js'
import { fold } from '../../text/fold.js'
import type { Compare, FieldTest } from '../parts.js'
import { type Days, type EvaluationContext, ofOne, today, windowDays } from '../window.js'
import { anniversarySql } from './anniversary.js'
import { partSql } from './part.js'
import { all, among, isAmong, type Sql, sql } from './sql.js'

/** A year later nobody is alive; it keeps years inside the calendar. */
const OLDEST = 1_000

/** A test of a field, true or false but never NULL, between brackets. A field without a value passes none. */
export function testSql(field: Sql, test: FieldTest, context: EvaluationContext): Sql {
  if ('is' in test) {
    const [value, ...others] = folded(test.is)
    if (value !== undefined && others.length === 0)
      return holders(field, context, sql`v.value = ${value}`, { once: true })
    return holders(field, context, sql`v.value in ${among(folded(test.is))}`)
  }
  if ('isNot' in test)
    return all(hasValue(field), sql`not ${holders(field, context, sql`v.value in ${among(folded(test.isNot))}`)}`)
  if ('contains' in test) {
    const part = fold(test.contains)
    if (part === '' || (test.at !== undefined && part.includes('\0'))) return sql`(false)`
    // Of countries their codes are kept, and their names are asked for.
    const country = sql`v.attribute_id = (select id from attributes where key = 'country') and length(v.value) = 2`
    const named = sql`v.value in ${among(countriesNamed(test).map(code => code.toLowerCase()))}`
    return holders(
      field,
      context,
      sql`case when ${country} then ${named} else ${partSql(sql`v.value`, test, part)} end`,
    )
  }
  if ('number' in test) return holders(field, context, compareSql(sql`v.value`, test.number))
  if ('day' in test) return holders(field, context, daysSql(windowDays(test.day, context)))
  if ('anniversary' in test) return holders(field, context, anniversarySql(sql`v.value`, test.anniversary, context))
  if ('yes' in test) return holders(field, context, sql`v.value = ${test.yes ? 1 : 0}`, { once: true })
  if ('known' in test) return test.known ? holders(field, context) : sql`(not ${hasValue(field)})`
  return unreachable(test)
}

/** People with a value of the field that passes; with any value when no test is given. `once`: nobody has two such. */
function holders(
  field: Sql,
  context: EvaluationContext,
  test?: Sql,
  { once }: { once: boolean } = { once: false },
): Sql {
  const tested = test === undefined ? sql`` : sql` and ${test}`
  return isAmong(
    sql`select v.subscriber_id from attribute_values v where v.attribute_id = ${field}${tested}${ofOne(sql`v.subscriber_id`, context)}`,
    { once },
  )
}

/** The same as `holders` of any value, by a look at each person: for those who are most of all people, or have to be looked at. */
function hasValue(field: Sql): Sql {
  return sql`exists (select 1 from attribute_values v indexed by attribute_values_subscriber
    where v.subscriber_id = s.id and v.attribute_id = ${field})`
}

function folded(values: readonly string[]): string[] {
  return values.map(fold).filter(value => value !== '')
}

/** A number against a limit. */
export function compareSql(number: Sql, compare: Compare): Sql {
  if ('over' in compare) return sql`${number} > ${compare.over}`
  if ('under' in compare) return sql`${number} < ${compare.under}`
  if ('atLeast' in compare) return sql`${number} >= ${compare.atLeast}`
  if ('atMost' in compare) return sql`${number} <= ${compare.atMost}`
  if ('exactly' in compare) return sql`${number} = ${compare.exactly}`
  return sql`${number} between ${compare.from} and ${compare.to}`
}

/** True where a sum over nothing, which is 0, passes. */
export function holdsForNothing(compare: Compare): boolean {
  if ('over' in compare) return compare.over < 0
  if ('under' in compare) return compare.under > 0
  if ('atLeast' in compare) return compare.atLeast <= 0
  if ('atMost' in compare) return compare.atMost >= 0
  if ('exactly' in compare) return compare.exactly === 0
  return compare.from <= 0 && compare.to >= 0
}

function daysSql({ first, last }: Days): Sql {
  if (first === null) return last === null ? sql`true` : sql`v.value <= ${last}`
  return last === null ? sql`v.value >= ${first}` : sql`v.value between ${first} and ${last}`
}

/** People whose age in whole years passes, by the field that holds their birthdays. */
export function ageSql(years: Compare, context: EvaluationContext): Sql {
  const { least, most } = wholeYears(years)
  if (least > most) return sql`(false)`
  const days = { first: lastBirthday(most + 1, context) + 1, last: lastBirthday(least, context) }
  return holders(sql`(select id from attributes where key = 'birthday')`, context, daysSql(days), { once: true })
}

/** The whole numbers of years that pass; `least` above `most` when none does. Nobody is younger than 0. */
function wholeYears(compare: Compare): { least: number; most: number } {
  const between = (least: number, most: number) => ({
    least: Math.min(Math.max(Math.ceil(least), 0), OLDEST + 1),
    most: Math.min(Math.floor(most), OLDEST),
  })
  if ('over' in compare) return between(Math.floor(compare.over) + 1, OLDEST)
  if ('under' in compare) return between(0, Math.ceil(compare.under) - 1)
  if ('atLeast' in compare) return between(compare.atLeast, OLDEST)
  if ('atMost' in compare) return between(0, compare.atMost)
  if ('exactly' in compare) return between(compare.exactly, compare.exactly)
  return between(compare.from, compare.to)
}

/** The last day on which those who are `years` old today may have been born. */
function lastBirthday(years: number, context: EvaluationContext): number {
  const now = DateTime.fromMillis(today(context) * DAY, { zone: 'utc' })
  const then = now.minus({ years })
  const leapBorn = now.month === 2 && now.day === 28 && !now.isInLeapYear && then.isInLeapYear
  return Math.floor(then.toMillis() / DAY) + (leapBorn ? 1 : 0)
}
