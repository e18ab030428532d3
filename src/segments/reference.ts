import type { AttributeType } from '../audience/comparable.js'
import type { Db } from '../db/open.js'
import { AppError, type ErrorDetails, unreachable } from '../errors.js'
import { fold } from '../text/fold.js'
import { type Criterion, type FieldTest, type Leaf, leavesOf } from './criterion.js'
import { expandBy, savedRules } from './expand.js'

/** Something that criteria name: by its id, a place by its name. Fields are asked for by `archiveAttribute` itself. */
export type Reference =
  | { kind: 'segment'; id: number }
  | { kind: 'topic'; id: number }
  | { kind: 'place'; name: string }

/**
 * Sees that everything a criterion names is there, that fields are asked what their type knows, and that neither it
 * nor a segment that builds on it goes round in circles or grows past the limits.
 * @param self the segment that the criterion is for; null for a new one
 * @throws AppError `criterion_unknown_reference` (with what is missing), `criterion_invalid`, `criterion_cycle`,
 * `criterion_too_deep`, `criterion_too_large`
 */
export function checkReferences(db: Db, criterion: Criterion, self: number | null): void {
  for (const leaf of leavesOf(criterion)) checkLeaf(db, leaf)
  const saved = savedRules(db)
  expandBy(saved, criterion)
  if (self === null) return
  const changed = (id: number) => {
    const rule = saved(id)
    return rule === null || id !== self ? rule : { ...rule, criterion }
  }
  for (const { id } of db.sql<{ id: number }>(BUILT_ON_OTHERS).all())
    expandBy(changed, { leaf: 'segment', segment: id })
  expandBy(changed, { leaf: 'segment', segment: self })
}

const BUILT_ON_OTHERS = `select s.id from segments s where s.deleted_at is null and exists (
  select 1 from json_tree(s.criterion) j where j.key = 'leaf' and j.value = 'segment')`

function checkLeaf(db: Db, leaf: Leaf): void {
  const need = (text: string, values: (string | number)[], details: ErrorDetails) => {
    if (db.sql(text).get(...values) === undefined) throw new AppError('criterion_unknown_reference', details)
  }
  switch (leaf.leaf) {
    case 'field': {
      const { field } = leaf
      need('select 1 from attributes where id = ? and archived_at is null', [field], { field })
      const type = db.sql<{ type: AttributeType }>('select type from attributes where id = ?').get(field)?.type
      if (type !== undefined && !suits(type, leaf.test))
        throw new AppError('criterion_invalid', { where: 'field', why: `a ${type} field is not asked this` })
      return
    }
    case 'received':
    case 'seen':
    case 'clicked': {
      const { offer } = leaf
      if (offer !== null) need('select 1 from offers where id = ?', [offer], { offer })
      if (leaf.leaf !== 'clicked') return
      const { link, topic } = leaf
      if (topic !== undefined) need('select 1 from topics where id = ? and archived_at is null', [topic], { topic })
      if (offer !== null && link !== null)
        need(
          'select 1 from variants v join links l on l.variant_id = v.id where v.offer_id = ? and l.number = ?',
          [offer, link],
          { offer, link },
        )
      return
    }
    case 'listed':
      need(`select 1 from segments where id = ? and kind = 'list' and deleted_at is null`, [leaf.segment], {
        segment: leaf.segment,
      })
      return
    default:
  }
}

function suits(type: AttributeType, test: FieldTest): boolean {
  if ('known' in test) return true
  switch (type) {
    case 'text':
    case 'one_of':
    case 'many_of':
      return 'is' in test || 'isNot' in test || 'contains' in test
    case 'number':
      return 'number' in test
    case 'date':
      return 'day' in test || 'anniversary' in test
    case 'yes_no':
      return 'yes' in test
    default:
      return unreachable(type)
  }
}

/** The name of a saved segment (not itself) whose rule names it; null when none does. */
export function findUser(db: Db, reference: Reference): string | null {
  const { where, values, passes } = namedBy(reference)
  const rows = db
    .sql<{ name: string; value: unknown }>(
      `select s.name, j.value from segments s, json_tree(s.criterion) j where s.deleted_at is null and ${where} order by s.id`,
    )
    .all(...values)
  return rows.find(row => passes === undefined || passes(row.value))?.name ?? null
}

/**
 * To be asked before something that criteria may name is taken away.
 * @throws AppError `segment_in_use` with `by`, the name of a segment that names it
 */
export function checkUnused(db: Db, reference: Reference): void {
  const by = findUser(db, reference)
  if (by !== null) throw new AppError('segment_in_use', { by })
}

/** Where criteria name it; `passes` is asked of what stands there, where SQL cannot tell. */
function namedBy(reference: Reference): { where: string; values: number[]; passes?: (value: unknown) => boolean } {
  switch (reference.kind) {
    case 'segment':
      return { where: `j.key = 'segment' and j.value = ? and s.id <> ?`, values: [reference.id, reference.id] }
    case 'topic':
      return { where: `j.key = 'topic' and j.value = ?`, values: [reference.id] }
    case 'place':
      return {
        where: `j.key = 'name'`,
        values: [],
        passes: value => typeof value === 'string' && fold(value) === fold(reference.name),
      }
    default:
      return unreachable(reference)
  }
}
