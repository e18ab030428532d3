import type { AttributeType } from '../audience/attribute/comparable.js'
import type { Db } from '../db/open.js'
import { AppError, type ErrorDetails, unreachable } from '../errors.js'
import { fold } from '../text/fold.js'
import { expandBy, savedRules } from './criterion/expand.js'
import { type Criterion, leavesOf } from './criterion.js'
import { kindOf, leafSchema } from './kinds/all.js'
import type { Reference } from './kinds/kind.js'
import { suitsProperty } from './property.js'
import type { AnyLeaf } from './rule.js'
import { propertiesOf } from './vocabulary.js'

/** Something that criteria name, and that can be taken away. Fields are asked for by `archiveAttribute` itself. */
export type Named =
  | Extract<Reference, { kind: 'segment' | 'topic' | 'interest' | 'place' }>
  | { kind: 'property'; event: number; name: string }

/**
 * Sees that everything a criterion names is there, that fields are asked what their type knows, and that neither it
 * nor a segment that builds on it goes round in circles or grows past the limits.
 * @param self the segment that the criterion is for; null for a new one
 * @throws AppError `criterion_unknown_reference` (with what is missing), `criterion_invalid`, `criterion_cycle`,
 * `criterion_too_deep`, `criterion_too_large`
 */
export function checkReferences(db: Db, criterion: Criterion, self: number | null): void {
  for (const leaf of leavesOf(criterion)) for (const reference of kindOf(leaf).refers(leaf)) check(db, reference)
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

/** @throws AppError `criterion_unknown_reference`, `criterion_invalid` */
function check(db: Db, reference: Reference): void {
  const query = rowOf(reference)
  if (query === null) return
  const { text, values, missing } = query
  if (db.sql(text).get(...values) === undefined) throw new AppError('criterion_unknown_reference', missing)
  if (reference.kind === 'property') checkProperty(db, reference)
  if (reference.kind !== 'field') return
  const type = db.sql<{ type: AttributeType }>('select type from attributes where id = ?').get(reference.id)?.type
  if (type !== undefined && !reference.suits(type))
    throw new AppError('criterion_invalid', { where: 'field', why: `a ${type} field is not asked this` })
}

/** @throws AppError `criterion_unknown_reference`, `criterion_invalid` */
function checkProperty(db: Db, { event, name, test }: Extract<Reference, { kind: 'property' }>): void {
  const found = propertiesOf(db, event).find(property => fold(property.name) === fold(name))
  if (found === undefined || found.type === null)
    throw new AppError('criterion_unknown_reference', { event, property: name })
  if (!suitsProperty(found.type, test))
    throw new AppError('criterion_invalid', { where: 'property', why: `a ${found.type} is not asked this` })
}

/**
 * What finds its row, and what is said to be missing without one. Null: segments are seen to where they are replaced by
 * their rules, places bring where they are.
 */
function rowOf(reference: Reference): { text: string; values: number[]; missing: ErrorDetails } | null {
  switch (reference.kind) {
    case 'field': {
      const text = 'select 1 from attributes where id = ? and archived_at is null'
      return { text, values: [reference.id], missing: { field: reference.id } }
    }
    case 'offer':
      return { text: 'select 1 from offers where id = ?', values: [reference.id], missing: { offer: reference.id } }
    case 'topic': {
      const text = 'select 1 from topics where id = ? and archived_at is null'
      return { text, values: [reference.id], missing: { topic: reference.id } }
    }
    case 'interest': {
      const text = 'select 1 from interests where id = ? and archived_at is null'
      return { text, values: [reference.id], missing: { interest: reference.id } }
    }
    case 'series': {
      const text = "select 1 from campaigns where id = ? and kind = 'series'"
      return { text, values: [reference.id], missing: { series: reference.id } }
    }
    case 'question': {
      const text = 'select 1 from survey_questions where id = ?'
      return { text, values: [reference.id], missing: { question: reference.id } }
    }
    case 'link': {
      const { offer, number } = reference
      const text = 'select 1 from variants v join links l on l.variant_id = v.id where v.offer_id = ? and l.number = ?'
      return { text, values: [offer, number], missing: { offer, link: number } }
    }
    case 'event':
      return { ...EVENT, values: [reference.id], missing: { event: reference.id } }
    case 'property':
      return { ...EVENT, values: [reference.event], missing: { event: reference.event } }
    case 'changes': {
      const text = 'select 1 from segments where id = ? and deleted_at is null'
      return { text, values: [reference.id], missing: { segment: reference.id } }
    }
    case 'list': {
      const text = `select 1 from segments where id = ? and kind = 'list' and deleted_at is null`
      return { text, values: [reference.id], missing: { segment: reference.id } }
    }
    case 'segment':
    case 'place':
      return null
    default:
      return unreachable(reference)
  }
}

const EVENT = { text: 'select 1 from event_names where id = ?' }

/** The name of a saved segment (not itself) whose rule names it; null when none does. */
export function findUser(db: Db, named: Named): string | null {
  const rows = db
    .sql<{ id: number; name: string; criterion: string }>(
      'select id, name, criterion from segments where deleted_at is null and json_valid(criterion) order by id',
    )
    .all()
  const user = rows.find(
    ({ id, criterion }) =>
      !(named.kind === 'segment' && named.id === id) &&
      leavesIn(JSON.parse(criterion)).some(leaf => refersTo(leaf, named)),
  )
  return user?.name ?? null
}

/** The conditions in what is stored, also where another part of it cannot be read. */
function leavesIn(stored: unknown): AnyLeaf[] {
  if (typeof stored !== 'object' || stored === null) return []
  const leaf = leafSchema.safeParse(stored)
  return leaf.success ? [leaf.data] : Object.values(stored).flatMap(leavesIn)
}

function refersTo(leaf: AnyLeaf, named: Named): boolean {
  return kindOf(leaf)
    .refers(leaf)
    .some(reference => {
      switch (reference.kind) {
        case 'segment':
        case 'changes':
        case 'list':
          return named.kind === 'segment' && named.id === reference.id
        case 'topic':
        case 'interest':
          return named.kind === reference.kind && named.id === reference.id
        case 'place':
          return named.kind === 'place' && fold(named.name) === fold(reference.name)
        case 'property':
          return (
            named.kind === 'property' && named.event === reference.event && fold(named.name) === fold(reference.name)
          )
        case 'event':
        case 'field':
        case 'offer':
        case 'link':
        case 'question':
        case 'series':
          return false
        default:
          return unreachable(reference)
      }
    })
}

/**
 * To be asked before something that criteria may name is taken away.
 * @throws AppError `segment_in_use` with `by`, the name of a segment that names it
 */
export function checkUnused(db: Db, named: Named): void {
  const by = findUser(db, named)
  if (by !== null) throw new AppError('segment_in_use', { by })
}
