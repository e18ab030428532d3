import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { type Criterion, criterionSchema, isLeaf, type Leaf } from '../../../segments/criterion.js'
import { findSetting, saveSetting } from '../../settings.js'

/** How many conditions one card can show and have pressed. */
export const MOST_CONDITIONS = 20

const sketchSchema = z.object({
  number: z.int(),
  open: z.boolean(),
  segmentId: z.int().nullable(),
  offerId: z.int().nullable(),
  name: z.string().nullable(),
  join: z.enum(['all', 'any']),
  next: z.int(),
  conditions: z.array(z.object({ id: z.int(), criterion: criterionSchema })),
})

/**
 * A segment that an admin is putting together; each admin has one. It is a row, so that a restart loses nothing.
 * `number` tells it from the admin's earlier ones, `open` is false once it was saved. `segmentId`: the saved segment
 * being changed (null: a new one). `offerId`: the draft that wants it (null: none). `name`: what it might be called
 * (null: as its conditions say). `next`: id of the next condition; ids are never used twice.
 */
export type Sketch = z.infer<typeof sketchSchema>

const key = (adminId: number) => `sketch:${adminId}`

/** The admin's last sketch, open or not; null when there was none. */
export function findSketch(db: Db, adminId: number): Sketch | null {
  return findSetting(db, key(adminId), sketchSchema)
}

/**
 * Begins a sketch in place of the admin's last one.
 * @param start.criterion conditions to begin with; null for none
 */
export function startSketch(
  db: Db,
  adminId: number,
  start: Pick<Sketch, 'segmentId' | 'offerId' | 'name'> & { criterion: Criterion | null },
): Sketch {
  const { criterion, ...rest } = start
  const { join, children } = partsOf(criterion)
  const sketch: Sketch = {
    ...rest,
    number: (findSketch(db, adminId)?.number ?? 0) + 1,
    open: true,
    join,
    next: children.length + 1,
    conditions: children.map((criterion, i) => ({ id: i + 1, criterion })),
  }
  saveSetting(db, key(adminId), sketchSchema, sketch)
  return sketch
}

function partsOf(criterion: Criterion | null): { join: 'all' | 'any'; children: Criterion[] } {
  if (criterion === null) return { join: 'all', children: [] }
  if ('all' in criterion && criterion.all.length <= MOST_CONDITIONS) return { join: 'all', children: criterion.all }
  if ('any' in criterion && criterion.any.length <= MOST_CONDITIONS) return { join: 'any', children: criterion.any }
  return { join: 'all', children: [criterion] }
}

/**
 * Changes the admin's sketch.
 * @returns how it is now; null, and nothing changed, when `number` is no longer theirs, or `change` gives null
 */
export function changeSketch(
  db: Db,
  adminId: number,
  number: number,
  change: (sketch: Sketch) => Sketch | null,
): Sketch | null {
  const sketch = findSketch(db, adminId)
  if (sketch === null || !sketch.open || sketch.number !== number) return null
  const changed = change(sketch)
  if (changed !== null) saveSetting(db, key(adminId), sketchSchema, changed)
  return changed
}

/** What the sketch means; null while it has no condition. */
export function criterionOf(sketch: Sketch): Criterion | null {
  const [first, ...others] = sketch.conditions.map(condition => condition.criterion)
  if (first === undefined) return null
  if (others.length === 0) return first
  return sketch.join === 'all' ? { all: [first, ...others] } : { any: [first, ...others] }
}

/** A condition taken apart: what is in it, and whether *not* stands before it. */
export type Part = { negated: boolean; inside: Criterion }

/** The condition with this id; null when there is none (any more). */
export function findPart(sketch: Sketch, id: number): Part | null {
  const condition = sketch.conditions.find(condition => condition.id === id)
  if (condition === undefined) return null
  return 'not' in condition.criterion
    ? { negated: true, inside: condition.criterion.not }
    : { negated: false, inside: condition.criterion }
}

/** The one leaf of a condition; null when there is no such condition, or it is a group. */
export function findLeaf(sketch: Sketch, id: number): Leaf | null {
  const inside = findPart(sketch, id)?.inside
  return inside !== undefined && isLeaf(inside) ? inside : null
}

/** Puts a condition in the place of the one with its id, or behind the others. A changed sketch loses its name. */
export function putPart(sketch: Sketch, id: number, part: Part): Sketch {
  const criterion = part.negated ? { not: part.inside } : part.inside
  const known = sketch.conditions.some(condition => condition.id === id)
  return {
    ...sketch,
    name: null,
    next: Math.max(sketch.next, id + 1),
    conditions: known
      ? sketch.conditions.map(condition => (condition.id === id ? { id, criterion } : condition))
      : [...sketch.conditions, { id, criterion }],
  }
}

/** Takes a condition out; one that is not there is fine. */
export function dropPart(sketch: Sketch, id: number): Sketch {
  return { ...sketch, name: null, conditions: sketch.conditions.filter(condition => condition.id !== id) }
}
