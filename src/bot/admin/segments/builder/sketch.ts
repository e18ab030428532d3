import { z } from 'zod'
import type { Db } from '../../../../db/open.js'
import { AppError } from '../../../../errors.js'
import { type Criterion, criterionSchema } from '../../../../segments/criterion.js'
import type { Here } from '../../../here.js'
import { findSetting, saveSetting } from '../../../settings.js'
import { planted, treeShape } from './tree.js'

/** What was typed and cannot be taken as it stands: a sentence, or the criterion that it was read as. */
const unclearSchema = z.object({
  said: z.union([z.object({ words: z.string() }), z.object({ criterion: criterionSchema })]),
  group: z.int(),
  whole: z.boolean(),
})

/** `group`: beside whose conditions it was meant; `whole`: in place of all there is. */
export type Unclear = z.infer<typeof unclearSchema>

const sketchSchema = z.object({
  number: z.int(),
  open: z.boolean(),
  segmentId: z.int().nullable(),
  offerId: z.int().nullable(),
  ...treeShape,
  unclear: unclearSchema.nullable().default(null),
})

/**
 * A segment that an admin is putting together; each admin has one. It is a row, so that a restart loses nothing.
 * `number` tells it from the admin's earlier ones, `open` is false once it was saved. `segmentId`: the saved segment
 * being changed (null: a new one). `offerId`: the draft that wants it (null: none). `unclear`: what was typed and could
 * mean something else, while its writer chooses.
 */
export type Sketch = z.infer<typeof sketchSchema>

const key = (adminId: number) => `sketch:${adminId}`

/** The admin's last sketch, open or not; null when there was none. */
export function findSketch(db: Db, adminId: number): Sketch | null {
  return findSetting(db, key(adminId), sketchSchema)
}

/** The sketch that whoever is here puts together; null when that number is no longer theirs, or was saved. */
export function findOpenSketch({ db, me }: Pick<Here, 'db' | 'me'>, number: number): Sketch | null {
  const sketch = findSketch(db, me)
  return sketch?.number === number && sketch.open ? sketch : null
}

/** The sketch that whoever is here puts together. @throws AppError `sketch_over` when that number is no longer theirs, or was saved */
export function openSketch(here: Pick<Here, 'db' | 'me'>, number: number): Sketch {
  const sketch = findOpenSketch(here, number)
  if (sketch === null) throw new AppError('sketch_over')
  return sketch
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
  const number = (findSketch(db, adminId)?.number ?? 0) + 1
  const sketch: Sketch = { ...rest, ...planted(criterion, 1), number, open: true, unclear: null }
  saveSetting(db, key(adminId), sketchSchema, sketch)
  return sketch
}

/**
 * Changes the sketch of whoever is here.
 * @param how gives null when what was done makes no sense (any more)
 * @throws AppError `sketch_over`, `condition_gone`
 */
export function editSketch(
  here: Pick<Here, 'db' | 'me'>,
  number: number,
  how: (sketch: Sketch) => Sketch | null,
): Sketch {
  const changed = how(openSketch(here, number))
  if (changed === null) throw new AppError('condition_gone')
  saveSetting(here.db, key(here.me), sketchSchema, changed)
  return changed
}
