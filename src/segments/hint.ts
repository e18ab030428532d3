import type { Db } from '../db/open.js'
import { fold } from '../text/fold.js'
import { type Criterion, leavesOf } from './criterion.js'
import { nearestWord } from './nearest.js'

/** A value that nobody has, and the nearest one that somebody has; null when none is near. `field` is its id. */
export type Hint = { field: number; value: string; nearest: string | null }

/** How many values of a field are looked through for the nearest. */
const MOST_VALUES = 2_000
const MOST_HINTS = 5

/**
 * Values of text fields in a criterion that nobody has: they are no mistake, but often a slip. In the reader.
 * @throws AppError `query_timeout` after 5 s
 */
export async function findHints(db: Db, criterion: Criterion): Promise<Hint[]> {
  const hints: Hint[] = []
  for (const leaf of leavesOf(criterion)) {
    if (leaf.leaf !== 'field') continue
    const values = 'is' in leaf.test ? leaf.test.is : 'isNot' in leaf.test ? leaf.test.isNot : []
    for (const value of values) {
      if (hints.length === MOST_HINTS || isKnown(db, leaf.field, value)) continue
      hints.push({ field: leaf.field, value, nearest: nearestWord(value, await valuesOf(db, leaf.field)) })
    }
  }
  return hints
}

function isKnown(db: Db, field: number, value: string): boolean {
  const query = 'select 1 from attribute_values where attribute_id = ? and value = ? limit 1'
  return db.sql(query).get(field, fold(value)) !== undefined
}

/** The values of a field, each looked up behind the one before: as many steps as values, however many people have them. */
async function valuesOf(db: Db, field: number): Promise<string[]> {
  const rows = await db.people.rows<{ shown: string }>(
    `with recursive v(value, n) as (
       select (select min(value) from attribute_values where attribute_id = ?), 1
       union all
       select (select min(a.value) from attribute_values a where a.attribute_id = ? and a.value > v.value), n + 1
       from v where v.value is not null and n < ?)
     select (select shown from attribute_values a where a.attribute_id = ? and a.value = v.value limit 1) as shown
     from v where v.value is not null`,
    [field, field, MOST_VALUES, field],
  )
  return rows.map(row => row.shown)
}
