import { AppError } from '../../../../errors.js'
import type { Piece } from '../../../../text/rich.js'
import { type Key, key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, go } from '../../../screen.js'
import { countBesideEveryone, evaluationOf, exactly, guessLines } from '../../figures.js'
import { bringOrders } from '../../keys/orders.js'
import { doubtOf } from '../doubt.js'
import { earlierThan, LINKED, noteLines, notesOf } from '../notes.js'
import { watchKeys } from '../watch.js'
import { builder } from './addresses.js'
import { editSketch, openSketch, type Sketch } from './sketch.js'
import { criterionOf, restrict, withCriterion } from './tree.js'

/**
 * How many people the sketch holds, what that rests on, and the buttons that put it right. Nothing while it has no
 * condition. `doubtful`: it names what nobody has, and no offer may go out by it.
 */
export async function sizeLines(
  here: Here,
  sketch: Sketch,
): Promise<{ lines: Piece[]; keys: Key[]; doubtful: boolean }> {
  const { segmentCards: words, countCards } = here.t
  const criterion = criterionOf(sketch)
  if (criterion === null) return { lines: [], keys: [], doubtful: false }
  const [counted, notes, doubt] = await Promise.all([
    countBesideEveryone(here, criterion, evaluationOf(here)),
    notesOf(here, criterion),
    doubtOf(here, criterion),
  ])
  const which = { sketch: sketch.number }
  const doubts = doubt?.lines ?? []
  const remedies = (doubt?.instead ?? []).map(({ label }, instead) =>
    key(label, builder.instead, { ...which, instead }),
  )
  const doubtful = doubt !== null
  if (counted === null) return { lines: [...doubts, words.tooLong], keys: remedies, doubtful }
  const noted = noteLines(notes, exactly(counted), here.language)
  const figures =
    guessLines(counted, evaluationOf(here), here.language) ??
    words.ofEveryone(counted.people, counted.everyone, counted.reachable)
  return {
    doubtful,
    lines: [...doubts, figures, ...noted.lines],
    keys: [
      ...remedies,
      ...(noted.bring ? [bringOrders(here)] : []),
      ...(noted.unlinked ? [key(countCards.onlyLinked, builder.onlyLinked, which)] : []),
      ...watchKeys(here, noted),
      ...(noted.later ? [key(countCards.leaveOut, builder.earlier, which)] : []),
    ],
  }
}

/** One tap that puts right what a count rests on. */
export const sizePlaces: Entry[] = [
  deed(builder.onlyLinked, (doing, { sketch }) => {
    editSketch(doing, sketch, sketch => restrict(sketch, LINKED))
    return go(builder.sketch, { sketch })
  }),

  deed(builder.earlier, (doing, { sketch }) => {
    editSketch(doing, sketch, sketch => {
      const criterion = criterionOf(sketch)
      const earlier = criterion === null ? null : earlierThan(doing, criterion)
      return earlier === null ? sketch : restrict(sketch, earlier)
    })
    return go(builder.sketch, { sketch })
  }),

  deed(builder.instead, {
    async look(doing, { sketch, instead }) {
      const criterion = criterionOf(openSketch(doing, sketch))
      const doubt = criterion === null ? null : await doubtOf(doing, criterion)
      const chosen = doubt?.instead[instead]
      if (chosen === undefined) throw new AppError('condition_gone')
      return chosen.criterion
    },
    do(doing, { sketch }, chosen) {
      editSketch(doing, sketch, sketch => withCriterion(sketch, chosen))
      return go(builder.sketch, { sketch })
    },
  }),
]
