import type { Composer } from 'grammy'
import { type Count, isLeaf, type Leaf, type Window } from '../../../segments/criterion.js'
import { describeCriterion, findNames } from '../../../segments/describe.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Card, type Key, key, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { stopClock } from '../../press.js'
import { change, countLine, onSketch, outdated, showBuilder } from './builder.js'
import { adminOf, type SegmentDeps } from './deps.js'
import { countOrNull, evaluationOf } from './figures.js'
import {
  builderPress,
  conditionPress,
  countPress,
  dropPress,
  gradePress,
  linkPress,
  notPress,
  offerPress,
  valuesPress,
  windowPress,
} from './presses.js'
import { changeSketch, dropPart, findLeaf, findPart, putPart, type Sketch } from './sketch.js'

/** Kinds of condition that can be picked by buttons; their places in this list stand in the buttons' data. */
export const KINDS = ['language', 'premium', 'source', 'subscribed', 'received', 'seen', 'clicked'] as const
export type Kind = (typeof KINDS)[number]

/** What a new condition on messages says until its rows are pressed. */
export const FIRST_COUNT: Count = { atLeast: 1 }
export const FIRST_WINDOW: Window = { in: 30, unit: 'days' }

const DESCRIPTION = 1_000

/** One condition: what it says, *not*, its rows, and taking it out. */
export function conditionScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSketch(deps, composer, conditionPress, (ctx, sketch, { id }) => showCondition(deps, ctx, sketch, id))

  onSketch(deps, composer, notPress, async (ctx, sketch, { id, on }) => {
    const changed = await deps.db.group(() =>
      changeSketch(deps.db, adminOf(ctx), sketch.number, sketch => {
        const part = findPart(sketch, id)
        return part === null ? sketch : putPart(sketch, id, { ...part, negated: on === 1 })
      }),
    )
    await (changed === null ? outdated(ctx) : showCondition(deps, ctx, changed, id))
  })

  onSketch(deps, composer, dropPress, (ctx, sketch, { id }) =>
    change(deps, ctx, sketch.number, sketch => dropPart(sketch, id)),
  )

  onSketch(deps, composer, gradePress, async (ctx, sketch, { id, certain }) => {
    const changed = await changeLeaf(deps, ctx, { sketch: sketch.number, id }, leaf =>
      leaf?.leaf === 'seen' ? { ...leaf, grade: certain === 1 ? 'certain' : 'any' } : null,
    )
    if (changed !== null) await showCondition(deps, ctx, changed, id)
  })
}

/**
 * Changes what one condition says; *not* before it stays.
 * @param how gets null where there is no such condition (yet), and gives null when the press makes no sense any more
 * @returns the sketch as it is now; null when nothing changed, and the admin was told why
 */
export async function changeLeaf(
  deps: SegmentDeps,
  ctx: BotContext,
  which: { sketch: number; id: number },
  how: (leaf: Leaf | null) => Leaf | null,
): Promise<Sketch | null> {
  const changed = await deps.db.group(() =>
    changeSketch(deps.db, adminOf(ctx), which.sketch, sketch => {
      const part = findPart(sketch, which.id)
      const leaf = how(findLeaf(sketch, which.id))
      if (leaf === null || (part !== null && !isLeaf(part.inside))) return null
      return putPart(sketch, which.id, { negated: part?.negated ?? false, inside: leaf })
    }),
  )
  if (changed === null) await conditionGone(ctx)
  return changed
}

/** Says, to a press or to a typed answer, that the condition is no longer there. */
export async function conditionGone(ctx: BotContext): Promise<void> {
  const words = texts(ctx.language).segmentCards.conditionGone
  if (ctx.callbackQuery !== undefined) await stopClock(ctx, words)
  else await ctx.reply(words)
}

/** Shows one condition; all of them when it is not there any more. */
export async function showCondition(deps: SegmentDeps, ctx: BotContext, sketch: Sketch, id: number): Promise<void> {
  const card = await conditionCard(deps, ctx, sketch, id)
  await (card === null ? showBuilder(deps, ctx, sketch) : showCard(ctx, card))
}

/** The card of one condition; null when there is none with this id. */
export async function conditionCard(
  deps: SegmentDeps,
  ctx: BotContext,
  sketch: Sketch,
  id: number,
): Promise<Card | null> {
  const words = texts(ctx.language).segmentCards
  const place = sketch.conditions.findIndex(condition => condition.id === id)
  const condition = sketch.conditions[place]
  const part = findPart(sketch, id)
  if (condition === undefined || part === null) return null
  const description = describeCriterion(condition.criterion, ctx.language, findNames(deps.db))
  const alone = await countOrNull(deps, condition.criterion, evaluationOf(ctx, deps))
  const which = { sketch: sketch.number, id }
  const rows = isLeaf(part.inside) ? rowsOf(part.inside, which, ctx) : []
  return {
    text: lines([
      words.condition(place + 1),
      shorten(description, DESCRIPTION),
      isLeaf(part.inside) ? null : words.group,
      '',
      alone === null || sketch.conditions.length === 1 ? null : words.alone(alone.people),
      await countLine(deps, ctx, sketch),
    ]),
    keyboard: [
      ...pairs([...rows, key(words.not, notPress, { ...which, on: part.negated ? 0 : 1 })]),
      [key(words.conditions, builderPress, { sketch: sketch.number }), key(words.drop, dropPress, which)],
    ],
  }
}

/** What of a condition can be changed. */
function rowsOf(leaf: Leaf, which: { sketch: number; id: number }, ctx: BotContext): Key[] {
  const words = texts(ctx.language).segmentCards
  switch (leaf.leaf) {
    case 'everyone':
      return []
    case 'premium':
    case 'language':
    case 'source':
      return [key(words.change, valuesPress, { ...which, kind: KINDS.indexOf(leaf.leaf), page: 0 })]
    case 'subscribed':
      return [key(words.change, windowPress, { ...which, kind: KINDS.indexOf(leaf.leaf) })]
    case 'received':
    case 'seen':
    case 'clicked': {
      const rows = [
        key(words.howOften, countPress, which),
        key(words.when, windowPress, { ...which, kind: KINDS.indexOf(leaf.leaf) }),
        key(words.whichOffer, offerPress, { ...which, page: 0 }),
      ]
      if (leaf.leaf === 'clicked' && leaf.offer !== null)
        rows.push(key(words.whichLink, linkPress, { ...which, page: 0 }))
      if (leaf.leaf === 'seen')
        rows.push(
          leaf.grade === 'any'
            ? key(words.onlyCertain, gradePress, { ...which, certain: 1 })
            : key(words.alsoProbable, gradePress, { ...which, certain: 0 }),
        )
      return rows
    }
    default:
      return []
  }
}
