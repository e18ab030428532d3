import type { Composer } from 'grammy'
import { LIMITS } from '../../../segments/criterion.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Key, key } from '../../card.js'
import type { BotContext } from '../../context.js'
import { stopClock } from '../../press.js'
import { addPress, kindsPress, levelPress, menuPress } from './addresses.js'
import { conditionGone, onSketch, outdated, present } from './board.js'
import { showSlot } from './choose.js'
import { showCondition, withLinked } from './condition.js'
import { adminOf, type SegmentDeps } from './deps.js'
import { firstOf, isAboutOrders, KINDS, type Kind, MENUS } from './kind.js'
import { flow } from './label.js'
import { addPart, changeSketch, depthOf, findGroup, findPart, type Sketch, sizeOf } from './sketch.js'

/** How deep groups may be put into one another by buttons. */
const DEEPEST = 4

/** Which kind of condition to add: first what it is about, then the kind. */
export function kindsScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSketch(deps, composer, kindsPress, async (ctx, sketch, { group }) => {
    const { segmentCards: words, admin } = texts(ctx.language)
    if (sizeOf(sketch) >= LIMITS.leaves) return stopClock(ctx, words.enough(LIMITS.leaves))
    const which = { sketch: sketch.number, group }
    const keys = MENUS.map(({ name, kinds }, menu): Key => {
      const [only, ...others] = kinds
      return only !== undefined && others.length === 0
        ? addKey(words.menus[name], sketch, group, only)
        : key(words.menus[name], menuPress, { ...which, menu })
    })
    const card = {
      text: lines([words.kind, '', words.typeHint]),
      keyboard: [...flow(keys), [key(admin.back, levelPress, { ...which, page: 0 })]],
    }
    await present(deps, ctx, sketch, card, { what: 'add', id: group })
  })

  onSketch(deps, composer, menuPress, async (ctx, sketch, { group, menu: place }) => {
    const { segmentCards: words, admin } = texts(ctx.language)
    const menu = MENUS[place]
    if (menu === undefined) return outdated(ctx)
    const card = {
      text: lines([words.menus[menu.name], '', words.kind]),
      keyboard: [
        ...flow(menu.kinds.map(kind => addKey(words.kinds[kind], sketch, group, kind))),
        [key(admin.back, kindsPress, { sketch: sketch.number, group })],
      ],
    }
    await present(deps, ctx, sketch, card, { what: 'add', id: group })
  })

  onSketch(deps, composer, addPress, async (ctx, sketch, { group, id, kind: place }) => {
    const kind = KINDS[place]
    if (kind === undefined) return outdated(ctx)
    if (kind === 'group' && depthOf(sketch, group) >= DEEPEST)
      return stopClock(ctx, texts(ctx.language).segmentCards.tooDeep)
    const { body, first } = firstOf(kind)
    const changed = await deps.db.group(() =>
      changeSketch(deps.db, adminOf(ctx), sketch.number, sketch => {
        // Pressed twice, it is added once.
        if (findPart(sketch, id) !== null) return sketch
        if (id !== sketch.next || findGroup(sketch, group) === null) return null
        const added = addPart(sketch, group, { id, negated: kind === 'notSegment', body })
        return isAboutOrders(body) ? withLinked(added, group) : added
      }),
    )
    if (changed === null) return conditionGone(ctx)
    return first === null ? showCondition(deps, ctx, changed, id) : showSlot(deps, ctx, changed, { id, slot: first })
  })
}

function addKey(label: string, { number, next }: Sketch, group: number, kind: Kind): Key {
  return key(label, addPress, { sketch: number, group, id: next, kind: KINDS.indexOf(kind) })
}
