import { AppError } from '../../../errors.js'
import type { Criterion, Leaf } from '../../../segments/criterion.js'
import { getSegment } from '../../../segments/segment.js'
import type { Here } from '../../here.js'
import { deed, type Entry, type Go, go } from '../../screen.js'
import { ofSegment } from '../segment-guards.js'
import { segments } from './addresses.js'
import { builder } from './builder/addresses.js'
import { editSketch, findSketch, type Sketch, startSketch } from './builder/sketch.js'
import { criterionOf, restrict } from './builder/tree.js'
import { earlierThan, LINKED } from './notes.js'

/** Where the builder begins: with nothing, with what was left, or with a saved segment that is to be changed. */
export const beginPlaces: Entry[] = [
  deed(segments.blank, ({ db, me }, { offer }) => {
    const start = { segmentId: null, offerId: offer || null, name: null, criterion: null }
    return go(builder.sketch, { sketch: startSketch(db, me, start).number })
  }),

  deed(segments.resume, (doing, { offer }) => {
    const sketch = unfinished(doing)
    if (sketch === null) throw new AppError('sketch_over')
    editSketch(doing, sketch.number, sketch => ({ ...sketch, offerId: offer || null }))
    return go(builder.sketch, { sketch: sketch.number })
  }),

  ...ofSegment([
    deed(segments.change, (doing, { id }) => change(doing, id, () => null)),
    deed(segments.onlyLinked, (doing, { id }) => change(doing, id, () => LINKED)),
    deed(segments.earlier, (doing, { id }) => change(doing, id, criterion => earlierThan(doing, criterion))),
  ]),
]

/** A new segment that this admin left before it was saved, unless it has no conditions or is still as it came ready. */
export function unfinished({ db, me }: Pick<Here, 'db' | 'me'>): Sketch | null {
  const sketch = findSketch(db, me)
  const worthIt = sketch?.open && sketch.segmentId === null && sketch.name === null && criterionOf(sketch) !== null
  return worthIt ? sketch : null
}

/** Opens a saved segment to be changed. @param also what is asked beside its own conditions; null: nothing */
function change(here: Here, id: number, also: (criterion: Criterion) => Leaf | null): Go {
  const { criterion } = getSegment(here.db, id)
  const leaf = also(criterion)
  const { number } = startSketch(here.db, here.me, { segmentId: id, offerId: null, name: null, criterion })
  if (leaf !== null) editSketch(here, number, sketch => restrict(sketch, leaf))
  return go(builder.sketch, { sketch: number })
}
