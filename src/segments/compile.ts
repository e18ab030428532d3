import { getTableColumns } from 'drizzle-orm'
import { subscribers } from '../db/schema/index.js'
import { type Edge, internAll } from './compile/alike.js'
import { type Scoped, scoped } from './compile/scope.js'
import { joinSql, listSql, looksElsewhere, type Sql, sql } from './compile/sql.js'
import type { PlainCriterion } from './criterion.js'
import { kindOf } from './kinds/all.js'
import type { EvaluationContext } from './window.js'

export type { Sql } from './compile/sql.js'
export type { EvaluationContext } from './window.js'

const OWN_COLUMNS = Object.values(getTableColumns(subscribers)).map(({ name }) => name)

/** By the narrowest index people would come in the order of their dice, and each set would be searched all over. */
const IN_ORDER = sql`not indexed`

/**
 * A column that no narrow index has: by one of those people would come in the order of their dice, and each set be searched
 * all over.
 */
const NOT_FORGOTTEN = sql`s.erased_at is null`

/** Those who were, few, by an index of their own. */
const FORGOTTEN = sql`select f.id from subscribers f where f.erased_at is not null`

/**
 * Criteria that are asked of the same people by one statement. `tests`: one for each, in order, as of
 * `compileCriterion`, over rows `s` of what `from` gives.
 */
export type Together = {
  tests: Sql[]
  /**
   * What stands behind `from`: subscribers `s`, with what was worked out of them; `join` and `where` may follow.
   * @param which a test of `s` that those who are asked about pass
   */
  from(which?: Sql): Sql
}

/**
 * A criterion as one boolean SQL expression over `subscribers s`, with positional parameters. It is true or false for
 * every row, never NULL: what nobody knows makes a condition false, and `not` is the complement of that. Whoever was
 * forgotten is in nothing, whatever it asks for.
 */
export function compileCriterion(criterion: PlainCriterion, context: EvaluationContext): Sql {
  // One expression has no place for columns but inside; of one person all of it is a look at a few rows.
  const { tests, columns, from } = compile([criterion], context, context.one !== true)
  const [test = sql`(false)`] = tests
  if (columns === 0) return test
  const sample = context.below === undefined ? undefined : sql`s.dice < ${context.below}`
  return sql`(s.id in (select s.id from ${from(sample)} where ${test}))`
}

/**
 * A query for the ids of the people of a criterion, each once, in no order: its one column is `id`. What asks only whether
 * somebody is among some, or for what an index of people holds, is answered without a look at anybody's row.
 */
export function compilePeople(criterion: PlainCriterion, { at, zone }: EvaluationContext): Sql {
  const {
    bare: [bare = sql`(false)`],
    columns,
  } = compile([criterion], { at, zone }, true)
  if (bare.among !== undefined) {
    const { ids, once } = bare.among
    // Sorted and grouped, what is given twice takes four fifths of the time of `distinct`.
    return sql`with found(id) as (${ids}) select id from found
      where id is not null and id not in (${FORGOTTEN})${once ? sql`` : sql` group by id`}`
  }
  // Where nothing is looked up by a person's number, people may come in the order of any index.
  if (columns === 0 && !/\bs\.id\b/.test(bare.text))
    return sql`select s.id from subscribers s where ${bare} and s.id not in (${FORGOTTEN})`
  return sql`select s.id from subscribers s where ${compileCriterion(criterion, { at, zone })}`
}

/**
 * Several criteria at once. What stands in them more than once, a condition or all of a segment that others are built
 * on, is worked out once for each person: a column of those whom `from` gives, and no sets that are built anew wherever
 * it is asked for.
 */
export function compileTogether(criteria: readonly PlainCriterion[], context: EvaluationContext): Together {
  return compile(criteria, context, true)
}

/** `level`: behind so many others that are worked out first. */
type Piece = { test: Sql; level: number }

function compile(
  criteria: readonly PlainCriterion[],
  context: EvaluationContext,
  shares: boolean,
): Together & { bare: Sql[]; columns: number } {
  const levels: Sql[][] = []
  const known = new Map<number, Piece>()

  function piece({ part, wanted }: Edge): Piece {
    if (!shares || part.uses < 2) return written(part, wanted)
    const shared = known.get(part.number) ?? column(written(part, true))
    known.set(part.number, shared)
    return wanted ? shared : { ...shared, test: sql`(not ${shared.test})` }
  }

  function written(part: Edge['part'], wanted: boolean): Piece {
    if ('leaf' in part) {
      const test = kindOf(part.leaf).sql(part.leaf, context, drawnFrom(part.leaf, context))
      return { test: wanted ? test : sql`(not ${test})`, level: 0 }
    }
    // `not` is carried down to the conditions.
    const inside = part.inside.map(edge => piece(wanted ? edge : { ...edge, wanted: !edge.wanted }))
    const tests = inside.map(({ test }) => test)
    return {
      test: joinSql(tests, (part.word === 'and') === wanted ? 'and' : 'or'),
      level: Math.max(...inside.map(({ level }) => level)),
    }
  }

  function column({ test, level }: Piece): Piece {
    if (level === 0 && !looksElsewhere(test)) return { test, level }
    const name = { text: `shared_${levels.flat().length}`, params: [] }
    const columns = levels[level] ?? []
    levels[level] = [...columns, sql`${test} as ${name}`]
    return { test: sql`s.${name}`, level: level + 1 }
  }

  const bare = internAll(criteria.map(scoped)).map(edge => piece(edge).test)
  return {
    bare,
    tests: bare.map(test => sql`(${test} and ${NOT_FORGOTTEN})`),
    columns: levels.length,
    from: which => (levels.length === 0 ? plainly(which) : inLevels(levels, which)),
  }
}

/** Whom a condition draws from: among everybody, whoever is asked about. */
function drawnFrom({ of }: Scoped, { at, zone }: EvaluationContext): Sql {
  return of === undefined ? NOT_FORGOTTEN : compileCriterion(of, { at, zone })
}

function plainly(which: Sql | undefined): Sql {
  return which === undefined ? sql`subscribers s` : sql`(select s.* from subscribers s where ${which}) s`
}

/**
 * Each level adds what can be worked out from the one before. The limits keep SQLite from putting what a column comes to
 * wherever the column stands. Rows are handed on a million times, so they have no more than is asked for below; the rest
 * of a person is looked up at the end.
 */
function inLevels(levels: readonly (readonly Sql[])[], which: Sql | undefined): Sql {
  const asked = levels.flat().reduce((text, column) => text + column.text, '')
  const own = ['id', ...OWN_COLUMNS.filter(name => name !== 'id' && new RegExp(`\\bs\\.${name}\\b`).test(asked))]
  const [first = [], ...others] = levels
  const begin = listSql([...own.map(name => ({ text: `s.${name}`, params: [] })), ...first])
  const worked = others.reduce(
    (people, columns) => sql`(select ${listSql([sql`s.*`, ...columns])} from ${people} limit -1) s`,
    sql`(select ${begin} from subscribers s ${which === undefined ? IN_ORDER : sql`where ${which}`} limit -1) s`,
  )
  const names = levels.flat().map((_, i) => ({ text: `w.shared_${i}`, params: [] }))
  return sql`(select ${listSql([sql`s.*`, ...names])} from (select * from ${worked} limit -1) w
    cross join subscribers s on s.id = w.id) s`
}
