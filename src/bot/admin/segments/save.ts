import { AppError } from '../../../errors.js'
import type { Criterion } from '../../../segments/criterion.js'
import { checkNames } from '../../../segments/missing.js'
import { changeSegment, createSegment, findListed, type Segment } from '../../../segments/segment.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, type Go, go, say, screen, takes } from '../../screen.js'
import { peopleList } from '../cards/people-list.js'
import { beginFor } from '../drafts/begin.js'
import { tickMade } from '../drafts/made.js'
import { keepForMessage, ownName, saveAtOnce } from '../named-segment.js'
import { segments } from './addresses.js'
import { builder } from './builder/addresses.js'
import { editSketch, openSketch, type Sketch } from './builder/sketch.js'
import { ofSketch } from './builder/sketch-guard.js'
import { criterionOf } from './builder/tree.js'

/** Keeping what was put together: a change at once, a new segment after its name; and who its people are before that. */
export const savePlaces: Entry[] = ofSketch([
  deed(segments.save, {
    async look(doing, { sketch: number }) {
      const sketch = await checked(doing, number)
      return sketch.segmentId === null ? go(segments.name, { sketch: number }) : sketch.segmentId
    },
    do(doing, { sketch }, id) {
      if (findListed(doing.db, id) === null) {
        // What was put together is not lost with the segment it was meant for.
        editSketch(doing, sketch, sketch => ({ ...sketch, segmentId: null }))
        return say(doing.t.segmentCards.goneMeanwhile)
      }
      return close(doing, sketch, criterion => changeSegment(doing.db, id, criterion))
    },
  }),

  screen(
    segments.name,
    (here, { sketch: number }) => {
      const { segmentCards: words, admin } = here.t
      const sketch = openSketch(here, number)
      return {
        text: words.askName(sketch.name ?? ownName(here, wholeOf(sketch))),
        keyboard: [
          [
            key(words.takeName, segments.takeName, { sketch: number }),
            key(admin.back, builder.sketch, { sketch: number }),
          ],
        ],
      }
    },
    {
      words: takes(
        {
          look: (doing, { values }) => checked(doing, values.sketch),
          do: (doing, { values, said }) =>
            close(doing, values.sketch, criterion =>
              createSegment(doing.db, { name: said.text, criterion, createdBy: doing.me }, doing.at),
            ),
        },
        here => here.t.segmentCards.nameInWords,
      ),
    },
  ),

  deed(segments.takeName, {
    look: (doing, { sketch }) => checked(doing, sketch),
    do: (doing, { sketch }, { name }) => close(doing, sketch, criterion => saveAtOnce(doing, criterion, name)),
  }),

  ...peopleList({ list: segments.sketchPeople, file: segments.sketchFile }, (here, { sketch: number }) => {
    const sketch = openSketch(here, number)
    const criterion = criterionOf(sketch)
    if (criterion === null) return go(builder.sketch, { sketch: number })
    return { name: sketch.name, criterion, rows: [[key(here.t.admin.back, builder.sketch, { sketch: number })]] }
  }),

  deed(segments.sketchWrite, {
    async look(doing, { sketch: number }) {
      const sketch = openSketch(doing, number)
      if (criterionOf(sketch) === null) return go(builder.sketch, { sketch: number })
      return checked(doing, number)
    },
    do: (doing, _, sketch) => beginFor(doing, keepForMessage(doing, wholeOf(sketch), sketch.name).id),
  }),
])

/** The sketch, which can be kept as it is. @throws AppError `criterion_empty`, `name_nobody_has` */
async function checked(here: Here, number: number): Promise<Sketch> {
  const sketch = openSketch(here, number)
  await checkNames(here.db, wholeOf(sketch))
  return sketch
}

/** What the sketch asks. @throws AppError `criterion_empty` */
function wholeOf(sketch: Sketch): Criterion {
  const criterion = criterionOf(sketch)
  if (criterion === null) throw new AppError('criterion_empty')
  return criterion
}

/** Saves the sketch as it is at this moment, and closes it. @returns where it was wanted */
function close(here: Here, number: number, save: (criterion: Criterion) => Segment): Go {
  const sketch = openSketch(here, number)
  const { id } = save(wholeOf(sketch))
  editSketch(here, number, sketch => ({ ...sketch, open: false }))
  return sketch.offerId === null ? go(segments.open, { id, page: 0 }) : tickMade(here.db, sketch.offerId, id)
}
