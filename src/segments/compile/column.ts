import { unreachable } from '../../errors.js'
import type { PlainLeaf } from '../criterion.js'
import { all, among, type Sql, sql } from '../sql.js'
import { type EvaluationContext, windowBounds, within } from '../window.js'

/** Language chosen, else Telegram's, as a base code: "pt-BR" is "pt". */
export const languageSql: Sql = {
  text: "lower(substr(coalesce(s.chosen_language, s.telegram_language), 1, instr(coalesce(s.chosen_language, s.telegram_language) || '-', '-') - 1))",
  params: [],
}

/** Conditions on the subscriber's own row. */
export type ColumnLeaf = Extract<
  PlainLeaf,
  { leaf: 'everyone' | 'language' | 'premium' | 'source' | 'known' | 'status' | 'subscribed' }
>

/** A test on the subscriber's own row, true or false but never NULL, between brackets. */
export function compileColumn(leaf: ColumnLeaf, context: EvaluationContext): Sql {
  switch (leaf.leaf) {
    case 'everyone':
      return sql`(true)`
    case 'language':
      return all(knownSql('language'), sql`${languageSql} in ${among(leaf.values)}`)
    case 'premium':
      return sql`(s.premium = ${leaf.value ? 1 : 0})`
    case 'source': {
      const column = leaf.last === true ? sql`s.last_source` : sql`s.source`
      return all(sql`${column} is not null`, sql`${column} collate nocase in ${among(leaf.values)}`)
    }
    case 'known':
      return leaf.value ? sql`(${knownSql(leaf.fact)})` : sql`(not (${knownSql(leaf.fact)}))`
    case 'status': {
      const paused = sql`s.status = 'active' and coalesce(s.paused_until, 0) > ${context.at}`
      return sql`(iif(${paused}, 'paused', s.status) in ${among(leaf.values)})`
    }
    case 'subscribed':
      return sql`(${within(sql`s.subscribed_at`, windowBounds(leaf.window, context))})`
    default:
      return unreachable(leaf)
  }
}

function knownSql(fact: Extract<PlainLeaf, { leaf: 'known' }>['fact']): Sql {
  switch (fact) {
    case 'language':
      return sql`coalesce(s.chosen_language, s.telegram_language) is not null`
    case 'source':
      return sql`s.source is not null`
    case 'phone':
      return sql`s.phone is not null`
    case 'place':
      return sql`s.lat is not null and s.lon is not null`
    default:
      return unreachable(fact)
  }
}
