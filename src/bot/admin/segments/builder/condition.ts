import { describeCriterion, findNames } from '../../../../segments/describe.js'
import { findEntry, slotsOf } from '../../../../segments/kinds/buttons.js'
import { shorten } from '../../../../text/format.js'
import { lines } from '../../../../text/rich.js'
import { key, pairs } from '../../../card.js'
import { type Doing, deed, type Entry, go, screen } from '../../../screen.js'
import { countOrNull, evaluationOf } from '../../figures.js'
import { LINKED } from '../notes.js'
import { builder } from './addresses.js'
import { sentence } from './sentence.js'
import { sizeLines } from './size.js'
import { editSketch, openSketch, type Sketch } from './sketch.js'
import { SLOTS } from './slots/slot.js'
import {
  addCriterion,
  type Body,
  editPart,
  findGroup,
  findPart,
  isBlank,
  isGroup,
  type Part,
  parentOf,
} from './tree.js'

const DESCRIPTION = 1_000

/** One condition: what it says, *not*, what of it can be changed, and taking it out. */
export const conditionPlaces: Entry[] = [
  // A group is a level of its own; where the condition is gone, or says nothing yet, all of them are shown.
  screen(
    builder.condition,
    async (here, { sketch: number, id }) => {
      const { segmentCards: words } = here.t
      const sketch = openSketch(here, number)
      const part = findPart(sketch, id)
      const group = parentOf(sketch, id)
      if (part === null || isBlank(part.body)) return go(builder.level, { sketch: number, group, page: 0 })
      const { body } = part
      if (isGroup(body)) return go(builder.level, { sketch: number, group: id, page: 0 })
      const criterion = part.negated ? { not: body } : body
      const siblings = findGroup(sketch, group)?.parts.filter(({ body }) => !isBlank(body)) ?? []
      const names = findNames(here.db)
      const [alone, size] = await Promise.all([
        siblings.length === 1 ? null : countOrNull(here, criterion, evaluationOf(here)),
        sizeLines(here, sketch),
      ])
      const which = { sketch: number, id }
      const rows = slotsOf(body, names.field).map(slot =>
        key(words.slots[slot], builder.slot, { ...which, slot: SLOTS.indexOf(slot), page: 0 }),
      )
      return {
        text: lines([
          words.condition(siblings.indexOf(part) + 1),
          shorten(describeCriterion(criterion, here.language, names), DESCRIPTION),
          '',
          alone === null ? null : words.alone(alone.people),
          ...size.lines,
        ]),
        keyboard: [
          ...pairs([...rows, key(words.not, builder.not, { ...which, on: part.negated ? 0 : 1 })]),
          ...pairs(size.keys),
          [
            key(words.conditions, builder.level, { sketch: number, group, page: 0 }),
            key(words.drop, builder.drop, which),
          ],
        ],
      }
    },
    { words: sentence(({ id }, sketch) => ({ group: parentOf(sketch, id), whole: false })) },
  ),

  deed(builder.not, (doing, { sketch, id, on }) => {
    editSketch(doing, sketch, sketch => editPart(sketch, id, part => ({ ...part, negated: on === 1 })))
    return go(builder.condition, { sketch, id })
  }),

  deed(builder.drop, (doing, { sketch: number, id }) => {
    const group = parentOf(openSketch(doing, number), id)
    editSketch(doing, number, sketch => editPart(sketch, id, () => null))
    return go(builder.level, { sketch: number, group, page: 0 })
  }),
]

/**
 * Changes what one condition says; *not* before it stays. A new condition on orders comes with the one that they are
 * known, where both must hold.
 * @param how gives null when what was done makes no sense (any more)
 * @throws AppError `sketch_over`, `condition_gone`
 */
export function changeBody(
  doing: Doing,
  which: { sketch: number; id: number },
  how: (part: Part, sketch: Sketch) => Body | null,
): void {
  editSketch(doing, which.sketch, sketch => {
    const part = findPart(sketch, which.id)
    const body = part === null || isGroup(part.body) ? null : how(part, sketch)
    if (part === null || body === null) return null
    const changed = editPart(sketch, which.id, part => ({ ...part, body }))
    return isBlank(part.body) && findEntry(part.body.blank)?.withLinked === true
      ? withLinked(changed, parentOf(changed, which.id))
      : changed
  })
}

/** Asks for people whose orders are known, in a group where all must hold and that does not ask it yet. */
export function withLinked(sketch: Sketch, id: number): Sketch {
  const group = findGroup(sketch, id)
  const asked = group?.parts.some(({ body }) => 'leaf' in body && body.leaf === 'linked') ?? true
  return asked || group?.join !== 'all' ? sketch : addCriterion(sketch, id, LINKED)
}
