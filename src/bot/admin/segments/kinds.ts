import type { Composer } from 'grammy'
import { unreachable } from '../../../errors.js'
import type { Leaf } from '../../../segments/criterion.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { key, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { stopClock } from '../../press.js'
import { onSketch, outdated } from './builder.js'
import { changeLeaf, FIRST_COUNT, FIRST_WINDOW, KINDS, type Kind, showCondition } from './condition.js'
import type { SegmentDeps } from './deps.js'
import { addPress, builderPress, kindsPress } from './presses.js'
import { MOST_CONDITIONS } from './sketch.js'
import { showKindOfValues } from './values.js'
import { showWindows } from './window.js'

/** Which kind of condition to add. */
export function kindsScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSketch(deps, composer, kindsPress, async (ctx, sketch) => {
    const { segmentCards: words, admin } = texts(ctx.language)
    if (sketch.conditions.length >= MOST_CONDITIONS) return stopClock(ctx, words.enough(MOST_CONDITIONS))
    const which = { sketch: sketch.number, id: sketch.next }
    await showCard(ctx, {
      text: lines([words.kind]),
      keyboard: [
        ...pairs(KINDS.map((kind, place) => key(words.kinds[kind], addPress, { ...which, kind: place }))),
        [key(admin.back, builderPress, { sketch: sketch.number })],
      ],
    })
  })

  onSketch(deps, composer, addPress, async (ctx, sketch, { id, kind: place }) => {
    const kind = KINDS[place]
    if (kind === undefined) return outdated(ctx)
    switch (kind) {
      case 'language':
      case 'premium':
      case 'source':
        return showKindOfValues(deps, ctx, sketch, { id, kind: place, page: 0 })
      case 'subscribed':
        return showWindows(ctx, sketch, { id, kind: place })
      case 'received':
      case 'seen':
      case 'clicked': {
        const changed = await changeLeaf(deps, ctx, { sketch: sketch.number, id }, leaf =>
          leaf === null ? firstLeaf(kind) : leaf.leaf === kind ? leaf : null,
        )
        if (changed !== null) await showCondition(deps, ctx, changed, id)
        return
      }
      default:
        return unreachable(kind)
    }
  })
}

/** A condition on messages as it stands before its rows are pressed. */
function firstLeaf(kind: Extract<Kind, 'received' | 'seen' | 'clicked'>): Leaf {
  const event = { count: FIRST_COUNT, window: FIRST_WINDOW, offer: null }
  switch (kind) {
    case 'received':
      return { leaf: kind, ...event }
    case 'seen':
      return { leaf: kind, ...event, grade: 'any' }
    case 'clicked':
      return { leaf: kind, ...event, link: null }
    default:
      return unreachable(kind)
  }
}
