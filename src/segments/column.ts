import { unreachable } from '../errors.js'
import type { Leaf } from './criterion.js'
import { type Sql, sql } from './sql.js'
import { type Bounds, type EvaluationContext, windowBounds } from './window.js'

/** Language chosen, else Telegram's, as a base code: "pt-BR" is "pt". */
export const languageSql: Sql = {
  text: "lower(substr(coalesce(s.chosen_language, s.telegram_language), 1, instr(coalesce(s.chosen_language, s.telegram_language) || '-', '-') - 1))",
  params: [],
}

/** Conditions on the subscriber's own row. */
export type ColumnLeaf = Extract<Leaf, { leaf: 'everyone' | 'language' | 'premium' | 'source' | 'subscribed' }>

/** A test on the subscriber's own row, true or false but never NULL, between brackets. */
export function compileColumn(leaf: ColumnLeaf, context: EvaluationContext): Sql {
  switch (leaf.leaf) {
    case 'everyone':
      return sql`(true)`
    case 'language': {
      const known = sql`coalesce(s.chosen_language, s.telegram_language) is not null`
      return sql`(${known} and ${languageSql} in ${list(leaf.values)})`
    }
    case 'premium':
      return sql`(s.premium = ${leaf.value ? 1 : 0})`
    case 'source':
      return sql`(s.source is not null and s.source in ${list(leaf.values)})`
    case 'subscribed':
      return sql`(${within(sql`s.subscribed_at`, windowBounds(leaf.window, context))})`
    default:
      return unreachable(leaf)
  }
}

/** A time inside a stretch of time. */
export function within(time: Sql, { from, before }: Bounds): Sql {
  return from === null ? sql`${time} < ${before}` : sql`${time} >= ${from} and ${time} < ${before}`
}

/** Any number of values as one parameter: a statement may have 32,766 of them, and a plan joins several criteria. */
function list(values: readonly string[]): Sql {
  return sql`(select value from json_each(${JSON.stringify(values)}))`
}
