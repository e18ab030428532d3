import type { Composer } from 'grammy'
import type { Count } from '../../../segments/criterion.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { key, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onSketch, outdated } from './builder.js'
import { changeLeaf, conditionGone, showCondition } from './condition.js'
import type { SegmentDeps } from './deps.js'
import { conditionPress, countPress, setCountPress } from './presses.js'
import { findLeaf, type Sketch } from './sketch.js'

/** Counts to press. */
const CHOICES: readonly Count[] = [
  { atLeast: 1 },
  { atLeast: 2 },
  { atLeast: 3 },
  { atLeast: 5 },
  'none',
  { atMost: 1 },
  { atMost: 2 },
  { atMost: 5 },
]

/** How many times something must have happened. */
export function amountScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSketch(deps, composer, countPress, (ctx, sketch, { id }) => showCounts(ctx, sketch, id))

  onSketch(deps, composer, setCountPress, async (ctx, sketch, { id, choice }) => {
    const count = CHOICES[choice]
    if (count === undefined) return outdated(ctx)
    const changed = await changeLeaf(deps, ctx, { sketch: sketch.number, id }, leaf =>
      leaf !== null && 'count' in leaf ? { ...leaf, count } : null,
    )
    if (changed !== null) await showCondition(deps, ctx, changed, id)
  })
}

async function showCounts(ctx: BotContext, sketch: Sketch, id: number): Promise<void> {
  const leaf = findLeaf(sketch, id)
  if (leaf === null || (leaf.leaf !== 'received' && leaf.leaf !== 'seen' && leaf.leaf !== 'clicked'))
    return conditionGone(ctx)
  const { segmentCards: words, admin } = texts(ctx.language)
  const which = { sketch: sketch.number, id }
  const keys = CHOICES.map((count, choice) => {
    const label =
      count === 'none'
        ? words.none
        : 'atLeast' in count
          ? words.atLeast(count.atLeast)
          : words.atMost('atMost' in count ? count.atMost : count.exactly)
    return key(label, setCountPress, { ...which, choice })
  })
  await showCard(ctx, {
    text: lines([words.askCount[leaf.leaf]]),
    keyboard: [...pairs(keys), [key(admin.back, conditionPress, which)]],
  })
}
