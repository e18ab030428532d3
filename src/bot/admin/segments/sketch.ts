import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { AppError } from '../../../errors.js'
import { type Criterion, criterionSchema, isLeaf, type Leaf, LIMITS } from '../../../segments/criterion.js'
import { leafSchema } from '../../../segments/kinds/all.js'
import { findSetting, saveSetting } from '../../settings.js'

/** A condition that was begun and does not say anything yet: the name of its kind. It holds nobody back. */
export type Blank = { blank: string }

/** Conditions that are joined. */
export type Group = { join: 'all' | 'any'; parts: Part[] }

/** What a condition says. */
export type Body = Leaf | Group | Blank

/** One condition or group, with *not* before it or without. Its id is never used twice in one sketch. */
export type Part = { id: number; negated: boolean; body: Body }

const partSchema: z.ZodType<Part> = z.lazy(() =>
  z.object({
    id: z.int(),
    negated: z.boolean(),
    body: z.union([leafSchema, groupSchema, z.object({ blank: z.string() })]),
  }),
)
const groupSchema: z.ZodType<Group> = z.lazy(() =>
  z.object({ join: z.enum(['all', 'any']), parts: z.array(partSchema) }),
)

const sketchSchema = z.object({
  number: z.int(),
  open: z.boolean(),
  segmentId: z.int().nullable(),
  offerId: z.int().nullable(),
  name: z.string().nullable(),
  next: z.int(),
  join: z.enum(['all', 'any']),
  parts: z.array(partSchema),
  card: z.object({ chat: z.int(), message: z.int() }).nullable(),
  asked: z.object({ what: z.string(), id: z.int(), spot: z.object({ lat: z.number(), lon: z.number() }).nullable() }),
  readings: z.array(criterionSchema),
})

/** The id of the outermost group, which is the sketch itself. */
export const ROOT = 0

/**
 * A segment that an admin is putting together; each admin has one. It is a row, so that a restart loses nothing.
 * `number` tells it from the admin's earlier ones, `open` is false once it was saved. `segmentId`: the saved segment
 * being changed (null: a new one). `offerId`: the draft that wants it (null: none). `name`: what it might be called
 * (null: as its conditions say). `next`: id of the next condition. `card`: where it is shown (null: nowhere yet).
 * `asked`: what a typed message means now, and for which condition; `spot` is a location that waits for its name.
 * `readings`: what an ambiguous sentence may mean, while its writer chooses.
 */
export type Sketch = z.infer<typeof sketchSchema>

const key = (adminId: number) => `sketch:${adminId}`
const NOTHING_ASKED = { what: 'add', id: ROOT, spot: null }

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
  const { parts, join, next } = planted(criterion, 1)
  const sketch: Sketch = {
    ...{ ...rest, parts, join, next, open: true, card: null, asked: NOTHING_ASKED, readings: [] },
    number: (findSketch(db, adminId)?.number ?? 0) + 1,
  }
  saveSetting(db, key(adminId), sketchSchema, sketch)
  return sketch
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

/** What joined conditions mean; null while there is none. */
export function criterionOf({ join, parts }: Group): Criterion | null {
  const inside = parts.map(criterionOfPart).filter(criterion => criterion !== null)
  const [first, ...others] = inside
  if (first === undefined || others.length === 0) return first ?? null
  return join === 'all' ? { all: inside } : { any: inside }
}

/** What one of them means; null while it says nothing. */
export function criterionOfPart({ negated, body }: Part): Criterion | null {
  const inside = isGroup(body) ? criterionOf(body) : isBlank(body) ? null : body
  return inside === null || !negated ? inside : { not: inside }
}

/** True for conditions that are joined. */
export function isGroup(body: Body): body is Group {
  return 'parts' in body
}

/** True for a condition that does not say anything yet. */
export function isBlank(body: Body): body is Blank {
  return 'blank' in body
}

/** The condition or group with this id; null when there is none (any more). */
export function findPart(group: Group, id: number): Part | null {
  for (const part of group.parts) {
    const found = part.id === id ? part : isGroup(part.body) ? findPart(part.body, id) : null
    if (found !== null) return found
  }
  return null
}

/** The group with this id, the sketch itself for `ROOT`; null when there is none (any more). */
export function findGroup(sketch: Sketch, id: number): Group | null {
  if (id === ROOT) return sketch
  const body = findPart(sketch, id)?.body
  return body !== undefined && isGroup(body) ? body : null
}

/** The id of the group in which a condition stands. */
export function parentOf(sketch: Sketch, id: number): number {
  const within = (group: Group, own: number): number | null => {
    for (const part of group.parts) {
      if (part.id === id) return own
      const found = isGroup(part.body) ? within(part.body, part.id) : null
      if (found !== null) return found
    }
    return null
  }
  return within(sketch, ROOT) ?? ROOT
}

/** Changes one condition, or takes it out (`null`). A changed sketch loses its name; one that is not there is fine. */
export function editPart(sketch: Sketch, id: number, how: (part: Part) => Part | null): Sketch {
  return { ...edited(sketch, id, how), name: null }
}

function edited<G extends Group>(group: G, id: number, how: (part: Part) => Part | null): G {
  const parts = group.parts.flatMap((part): Part[] => {
    if (part.id === id) return [how(part)].filter(part => part !== null)
    return [isGroup(part.body) ? { ...part, body: edited(part.body, id, how) } : part]
  })
  return { ...group, parts }
}

/** Changes how the conditions of a group are joined, or which they are. */
export function editGroup(sketch: Sketch, id: number, how: (group: Group) => Group): Sketch {
  if (id === ROOT) return { ...sketch, ...how({ join: sketch.join, parts: sketch.parts }), name: null }
  return editPart(sketch, id, part => (isGroup(part.body) ? { ...part, body: how(part.body) } : part))
}

/** Puts a condition behind the others of a group. Those that were begun there and left do not stay. */
export function addPart(sketch: Sketch, group: number, part: Part): Sketch {
  const changed = editGroup(sketch, group, ({ join, parts }) => ({
    join,
    parts: [...parts.filter(({ body }) => !isBlank(body)), part],
  }))
  return { ...changed, next: Math.max(sketch.next, part.id + 1) }
}

/**
 * Adds what a criterion asks to a group: its own conditions where they are joined as the group's are, else as a group
 * within it. The outermost group takes over the join of the first ones.
 */
export function addCriterion(sketch: Sketch, group: number, criterion: Criterion): Sketch {
  const target = findGroup(sketch, group)
  if (target === null) return sketch
  const added = planted(criterion, sketch.next)
  const empty = criterionOf(target) === null
  const apart = added.parts.length > 1 && added.join !== target.join && !empty
  const parts: Part[] = apart
    ? [{ id: added.next, negated: false, body: { join: added.join, parts: added.parts } }]
    : added.parts
  const join = empty && added.parts.length > 1 ? added.join : target.join
  const changed = editGroup(sketch, group, ({ parts: before }) => ({
    join,
    parts: [...before.filter(({ body }) => !isBlank(body)), ...parts],
  }))
  return checked({ ...changed, next: added.next + 1 })
}

/** A criterion in place of everything that is there. */
export function withCriterion(sketch: Sketch, criterion: Criterion): Sketch {
  return { ...sketch, ...planted(criterion, sketch.next), name: null }
}

/** Asks one thing more of everybody in the sketch. */
export function restrict(sketch: Sketch, leaf: Leaf): Sketch {
  const { join, parts, next } = sketch
  if (join === 'all' || parts.length < 2) return addCriterion({ ...sketch, join: 'all' }, ROOT, leaf)
  const whole: Part = { id: next, negated: false, body: { join, parts } }
  return addCriterion({ ...sketch, join: 'all', parts: [whole], next: next + 1 }, ROOT, leaf)
}

/** @throws AppError `criterion_too_large` when it holds more conditions than one segment may */
function checked(sketch: Sketch): Sketch {
  if (sizeOf(sketch) > LIMITS.leaves) throw new AppError('criterion_too_large', { limit: LIMITS.leaves })
  return sketch
}

/** How many conditions there are, those in groups included. */
export function sizeOf({ parts }: Group): number {
  return parts.reduce((sum, { body }) => sum + (isGroup(body) ? sizeOf(body) : 1), 0)
}

/** How many groups stand around a condition. */
export function depthOf(sketch: Sketch, id: number): number {
  return id === ROOT ? 0 : 1 + depthOf(sketch, parentOf(sketch, id))
}

/** A criterion as conditions with ids from `next` on. */
function planted(criterion: Criterion | null, next: number): Group & { next: number } {
  let id = next
  const plant = (criterion: Criterion): Part => {
    const own = id++
    if (isLeaf(criterion)) return { id: own, negated: false, body: criterion }
    if ('not' in criterion && isLeaf(criterion.not)) return { id: own, negated: true, body: criterion.not }
    const inside = 'not' in criterion ? criterion.not : criterion
    return { id: own, negated: 'not' in criterion, body: groupOf(inside) }
  }
  const groupOf = (criterion: Criterion): Group => {
    if ('all' in criterion) return { join: 'all', parts: criterion.all.map(plant) }
    if ('any' in criterion) return { join: 'any', parts: criterion.any.map(plant) }
    return { join: 'all', parts: [plant(criterion)] }
  }
  const group: Group = criterion === null ? { join: 'all', parts: [] } : groupOf(criterion)
  return { ...group, next: id }
}
