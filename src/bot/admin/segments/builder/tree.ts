import { z } from 'zod'
import { AppError } from '../../../../errors.js'
import { type Criterion, isLeaf, type Leaf, LIMITS } from '../../../../segments/criterion.js'
import { leafSchema } from '../../../../segments/kinds/all.js'

/** A condition that was begun and does not say anything yet: the name of its entry. It holds nobody back. */
export type Blank = { blank: string }

/** Conditions that are joined. */
export type Group = { join: 'all' | 'any'; parts: Part[] }

/** What a condition says. */
export type Body = Leaf | Group | Blank

/** One condition or group, with *not* before it or without. Its id is never used twice in one tree. */
export type Part = { id: number; negated: boolean; body: Body }

const partSchema: z.ZodType<Part> = z.lazy(() =>
  z.object({
    id: z.int(),
    negated: z.boolean(),
    body: z.union([leafSchema, z.object(groupShape), z.object({ blank: z.string() })]),
  }),
)
const groupShape = { join: z.enum(['all', 'any']), parts: z.array(partSchema) }

/** Stored form of a tree. */
export const treeShape = { ...groupShape, name: z.string().nullable(), next: z.int() }

/**
 * The conditions of a segment that is put together, as the builder changes them. `next`: id of the next condition.
 * `name`: what it might be called (null: as its conditions say); whatever is changed makes it lose that.
 */
export type Tree = Group & { name: string | null; next: number }

/** The id of the outermost group, which is the tree itself. */
export const ROOT = 0

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

/** The group with this id, the tree itself for `ROOT`; null when there is none (any more). */
export function findGroup(tree: Tree, id: number): Group | null {
  if (id === ROOT) return tree
  const body = findPart(tree, id)?.body
  return body !== undefined && isGroup(body) ? body : null
}

/** The id of the group in which a condition stands. */
export function parentOf(tree: Tree, id: number): number {
  const within = (group: Group, own: number): number | null => {
    for (const part of group.parts) {
      if (part.id === id) return own
      const found = isGroup(part.body) ? within(part.body, part.id) : null
      if (found !== null) return found
    }
    return null
  }
  return within(tree, ROOT) ?? ROOT
}

/** Changes one condition, or takes it out (`null`). A changed tree loses its name; one that is not there is fine. */
export function editPart<T extends Tree>(tree: T, id: number, how: (part: Part) => Part | null): T {
  return { ...edited(tree, id, how), name: null }
}

function edited<G extends Group>(group: G, id: number, how: (part: Part) => Part | null): G {
  const parts = group.parts.flatMap((part): Part[] => {
    if (part.id === id) return [how(part)].filter(part => part !== null)
    return [isGroup(part.body) ? { ...part, body: edited(part.body, id, how) } : part]
  })
  return { ...group, parts }
}

/** Changes how the conditions of a group are joined, or which they are. */
export function editGroup<T extends Tree>(tree: T, id: number, how: (group: Group) => Group): T {
  if (id === ROOT) return { ...tree, ...how({ join: tree.join, parts: tree.parts }), name: null }
  return editPart(tree, id, part => (isGroup(part.body) ? { ...part, body: how(part.body) } : part))
}

/** Puts a condition behind the others of a group. Those that were begun there and left do not stay. */
export function addPart<T extends Tree>(tree: T, group: number, part: Part): T {
  const changed = editGroup(tree, group, ({ join, parts }) => ({
    join,
    parts: [...parts.filter(({ body }) => !isBlank(body)), part],
  }))
  return { ...changed, next: Math.max(tree.next, part.id + 1) }
}

/**
 * Adds what a criterion asks to a group: its own conditions where they are joined as the group's are, else as a group
 * within it. The outermost group takes over the join of the first ones.
 */
export function addCriterion<T extends Tree>(tree: T, group: number, criterion: Criterion): T {
  const target = findGroup(tree, group)
  if (target === null) return tree
  const added = planted(criterion, tree.next)
  const empty = criterionOf(target) === null
  const apart = added.parts.length > 1 && added.join !== target.join && !empty
  const parts: Part[] = apart
    ? [{ id: added.next, negated: false, body: { join: added.join, parts: added.parts } }]
    : added.parts
  const join = empty && added.parts.length > 1 ? added.join : target.join
  const changed = editGroup(tree, group, ({ parts: before }) => ({
    join,
    parts: [...before.filter(({ body }) => !isBlank(body)), ...parts],
  }))
  return checked({ ...changed, next: added.next + 1 })
}

/** A criterion in place of everything that is there. */
export function withCriterion<T extends Tree>(tree: T, criterion: Criterion): T {
  return { ...tree, ...planted(criterion, tree.next), name: null }
}

/** Asks one thing more of everybody in the tree. */
export function restrict<T extends Tree>(tree: T, leaf: Leaf): T {
  const { join, parts, next } = tree
  const asked = JSON.stringify(leaf)
  const isAsked = parts.some(({ negated, body }) => !negated && JSON.stringify(body) === asked)
  // Pressed twice, it asks for it once.
  if (isAsked && (join === 'all' || parts.length < 2)) return tree
  if (join === 'all' || parts.length < 2) return addCriterion({ ...tree, join: 'all' }, ROOT, leaf)
  const whole: Part = { id: next, negated: false, body: { join, parts } }
  return addCriterion({ ...tree, join: 'all', parts: [whole], next: next + 1 }, ROOT, leaf)
}

/** @throws AppError `criterion_too_large` when it holds more conditions than one segment may */
function checked<T extends Tree>(tree: T): T {
  if (sizeOf(tree) > LIMITS.leaves) throw new AppError('criterion_too_large', { limit: LIMITS.leaves })
  return tree
}

/** How many conditions there are, those in groups included. */
export function sizeOf({ parts }: Group): number {
  return parts.reduce((sum, { body }) => sum + (isGroup(body) ? sizeOf(body) : 1), 0)
}

/** How many groups stand around a condition. */
export function depthOf(tree: Tree, id: number): number {
  return id === ROOT ? 0 : 1 + depthOf(tree, parentOf(tree, id))
}

/** A criterion as conditions with ids from `next` on. */
export function planted(criterion: Criterion | null, next: number): Group & { next: number } {
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
