import type { Composer } from 'grammy'
import { describeCriterion, findNames } from '../../../segments/describe.js'
import { findEntry, slotsOf } from '../../../segments/kinds/buttons.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import { conditionPress, dropPress, levelPress, notPress, slotPress } from './addresses.js'
import { conditionGone, onSketch, outdated, present } from './board.js'
import { change, countLines, showLevel } from './builder.js'
import { adminOf, type SegmentDeps } from './deps.js'
import { countOrNull, evaluationOf } from './figures.js'
import { LINKED } from './notes.js'
import {
  addCriterion,
  type Body,
  changeSketch,
  criterionOfPart,
  editPart,
  findGroup,
  findPart,
  isBlank,
  isGroup,
  type Part,
  parentOf,
  type Sketch,
} from './sketch.js'
import { SLOTS } from './slot.js'

const DESCRIPTION = 1_000

/** One condition: what it says, *not*, what of it can be changed, and taking it out. */
export function conditionScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSketch(deps, composer, conditionPress, (ctx, sketch, { id }) => showCondition(deps, ctx, sketch, id))

  onSketch(deps, composer, notPress, async (ctx, sketch, { id, on }) => {
    const changed = await deps.db.group(() =>
      changeSketch(deps.db, adminOf(ctx), sketch.number, sketch =>
        editPart(sketch, id, part => ({ ...part, negated: on === 1 })),
      ),
    )
    await (changed === null ? outdated(ctx) : showCondition(deps, ctx, changed, id))
  })

  onSketch(deps, composer, dropPress, (ctx, sketch, { id }) =>
    change(deps, ctx, sketch.number, sketch => editPart(sketch, id, () => null), parentOf(sketch, id)),
  )
}

/**
 * Changes what one condition says; *not* before it stays. A new condition on orders comes with the one that they are
 * known, where both must hold.
 * @param how gives null when what was done makes no sense (any more)
 * @returns the sketch as it is now; null when nothing changed, and the admin was told why
 */
export async function changeBody(
  deps: SegmentDeps,
  ctx: BotContext,
  which: { sketch: number; id: number },
  how: (part: Part, sketch: Sketch) => Body | null,
): Promise<Sketch | null> {
  const changed = await deps.db.group(() =>
    changeSketch(deps.db, adminOf(ctx), which.sketch, sketch => {
      const part = findPart(sketch, which.id)
      const body = part === null || isGroup(part.body) ? null : how(part, sketch)
      if (part === null || body === null) return null
      const changed = editPart(sketch, which.id, part => ({ ...part, body }))
      return isBlank(part.body) && findEntry(part.body.blank)?.withLinked === true
        ? withLinked(changed, parentOf(changed, which.id))
        : changed
    }),
  )
  if (changed === null) await conditionGone(ctx)
  return changed
}

/** Asks for people whose orders are known, in a group where all must hold and that does not ask it yet. */
export function withLinked(sketch: Sketch, id: number): Sketch {
  const group = findGroup(sketch, id)
  const asked = group?.parts.some(({ body }) => 'leaf' in body && body.leaf === 'linked') ?? true
  return asked || group?.join !== 'all' ? sketch : addCriterion(sketch, id, LINKED)
}

/** Shows one condition, a group as its own level; all of them when it is not there, or does not say anything yet. */
export async function showCondition(deps: SegmentDeps, ctx: BotContext, sketch: Sketch, id: number): Promise<void> {
  const part = findPart(sketch, id)
  const group = parentOf(sketch, id)
  const criterion = part === null ? null : criterionOfPart(part)
  if (part !== null && isGroup(part.body)) return showLevel(deps, ctx, sketch, id)
  if (part === null || criterion === null) return showLevel(deps, ctx, sketch, group)
  const words = texts(ctx.language).segmentCards
  const siblings = findGroup(sketch, group)?.parts.filter(({ body }) => !isBlank(body)) ?? []
  const names = findNames(deps.db)
  const [alone, counted] = await Promise.all([
    siblings.length === 1 ? null : countOrNull(deps, criterion, evaluationOf(ctx, deps)),
    countLines(deps, ctx, sketch),
  ])
  const which = { sketch: sketch.number, id }
  const rows = (isGroup(part.body) ? [] : slotsOf(part.body, names.field)).map(slot =>
    key(words.slots[slot], slotPress, { ...which, slot: SLOTS.indexOf(slot), page: 0 }),
  )
  const card = {
    text: lines([
      words.condition(siblings.indexOf(part) + 1),
      shorten(describeCriterion(criterion, ctx.language, names), DESCRIPTION),
      '',
      alone === null ? null : words.alone(alone.people),
      ...counted.lines,
    ]),
    keyboard: [
      ...pairs([...rows, key(words.not, notPress, { ...which, on: part.negated ? 0 : 1 })]),
      ...pairs(counted.keys),
      [key(words.conditions, levelPress, { sketch: sketch.number, group, page: 0 }), key(words.drop, dropPress, which)],
    ],
  }
  await present(deps, ctx, sketch, card, { what: 'add', id: group })
}
