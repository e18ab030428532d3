import { unreachable } from '../../errors.js'
import { fold } from '../../text/fold.js'
import type { Having } from '../property.js'
import { type Days, type EvaluationContext, windowDays } from '../window.js'
import { compareSql } from './field.js'
import { all, among, type Sql, sql } from './sql.js'

/** A number, also one that was told in quotes; null for anything else. */
const NUMBER = sql`case when json_each.type in ('integer', 'real') then json_each.value
  when json_each.value glob '*[0-9]*' and json_each.value not glob '*[^-0-9.]*' and json_each.value not glob '*[-0-9.]-*' and json_each.value not glob '*.*.*'
  then cast(json_each.value as real) end`
const DATE = sql`substr(json_each.value, 1, 10)`
/** Days since 1970; null for what is no day. */
const DAY = sql`case when date(${DATE}) = ${DATE} then unixepoch(${DATE}) / 86400 end`
const TEXT = sql`cast(json_each.value as text)`

/**
 * A test of what came with an event `e`, true or false but never NULL. A property may have several values, of which one is
 * enough; an event without it passes none but *unknown*.
 */
export function havingSql({ property, test }: Having, context: EvaluationContext): Sql {
  const path = `$."${fold(property)}"`
  const some = (passes: Sql) => sql`exists (select 1 from json_each(e.folded, ${path}) where ${passes})`
  if ('is' in test) return some(sql`${TEXT} in ${among(folded(test.is))}`)
  if ('isNot' in test) return all(some(sql`true`), sql`not ${some(sql`${TEXT} in ${among(folded(test.isNot))}`)}`)
  if ('contains' in test) return containsSql(test, some)
  if ('number' in test) return some(compareSql(sql`(${NUMBER})`, test.number))
  if ('day' in test) return some(daysSql(windowDays(test.day, context)))
  if ('known' in test) return test.known ? some(sql`true`) : sql`not ${some(sql`true`)}`
  return unreachable(test)
}

function containsSql({ contains, at }: { contains: string; at?: 'start' | 'end' }, some: (passes: Sql) => Sql): Sql {
  const part = fold(contains)
  // SQLite counts letters up to NUL, which would leave nothing to compare.
  if (part === '' || part.includes('\0')) return sql`(false)`
  if (at === undefined) return some(sql`instr(${TEXT}, ${part}) > 0`)
  const piece = at === 'start' ? sql`substr(${TEXT}, 1, length(${part}))` : sql`substr(${TEXT}, -length(${part}))`
  return some(sql`${piece} = ${part}`)
}

function folded(values: readonly string[]): string[] {
  return values.map(fold).filter(value => value !== '')
}

function daysSql({ first, last }: Days): Sql {
  const day = sql`(${DAY})`
  if (first === null) return last === null ? sql`${day} is not null` : sql`${day} <= ${last}`
  return last === null ? sql`${day} >= ${first}` : sql`${day} between ${first} and ${last}`
}
