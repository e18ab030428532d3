import { globOf } from '../../audience/search.js'
import { foldSearch } from '../../text/fold.js'
import type { Part } from '../parts.js'
import { type Sql, sql } from './sql.js'

/**
 * Whether a text has a part in it, or begins or ends with it.
 * @param part what is looked for, folded as the text is; an empty one is in none
 */
export function partSql(text: Sql, { at }: Pick<Part, 'at'>, part: string): Sql {
  if (part === '') return sql`false`
  if (at === undefined) return sql`instr(${text}, ${part}) > 0`
  // SQLite counts letters up to NUL, which would leave nothing to compare.
  if (part.includes('\0')) return sql`false`
  const piece = at === 'start' ? sql`substr(${text}, 1, length(${part}))` : sql`substr(${text}, -length(${part}))`
  return sql`${piece} = ${part}`
}

/** Signs that in ASCII are like themselves alone, but for the size of letters: an apostrophe is not, and a star stands for others below. */
const ALIKE = /^[ -&(-)+-_a-~]+$/

/** More letters than any name has. */
const LONGEST = 256

/**
 * Whether a text as people see it has a part in it, or begins or ends with it, whatever its case and marks; nobody's has where
 * nothing of the part can be seen.
 * @param text never NULL
 */
export function shownPartSql(text: Sql, { contains, at }: Part): Sql {
  const part = foldSearch(contains)
  // A pattern ends at NUL, and what is before it would be all that is asked.
  if (part === '' || part.length > LONGEST || part.includes('\0')) return sql`(false)`
  const [before, behind] = [at === 'start' ? '' : '*', at === 'end' ? '' : '*']
  const glob = sql`${text} glob ${`${before}${globOf(part)}${behind}`}`
  if (!ALIKE.test(part)) return sql`(${glob})`
  // Of a text in ASCII letters differ in their size only, which is a sixth of the work.
  const like = `${before}${part.replace(/[%_\\]/g, '\\$&')}${behind}`.replace(/^\*|\*$/g, '%')
  return sql`(iif(octet_length(${text}) = length(${text}), ${text} like ${like} escape '\\', ${glob}))`
}
