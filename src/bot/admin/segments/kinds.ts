import type { Composer } from 'grammy'
import { LIMITS } from '../../../segments/criterion.js'
import { leafSchema } from '../../../segments/kinds/all.js'
import { findEntry, MENU_ENTRIES } from '../../../segments/kinds/buttons.js'
import type { Entry } from '../../../segments/kinds/slot.js'
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
import { flow } from './label.js'
import { addPart, type Body, changeSketch, depthOf, findGroup, findPart, type Sketch, sizeOf } from './sketch.js'

/** How deep groups may be put into one another by buttons. */
const DEEPEST = 4
/** Stands in buttons for a group of conditions, beside the numbers of the kinds' entries. */
const GROUP = 28

/** Which kind of condition to add: first what it is about, then the kind. */
export function kindsScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSketch(deps, composer, kindsPress, async (ctx, sketch, { group }) => {
    const { segmentCards: words, admin } = texts(ctx.language)
    if (sizeOf(sketch) >= LIMITS.leaves) return stopClock(ctx, words.enough(LIMITS.leaves))
    const which = { sketch: sketch.number, group }
    const keys = [...MENU_ENTRIES.entries()].map(([menu, { menu: name, entries }]): Key => {
      const [only, ...others] = entries
      return only !== undefined && others.length === 0
        ? addKey(words.menus[name], sketch, group, only.number)
        : key(words.menus[name], menuPress, { ...which, menu })
    })
    keys.push(addKey(words.menus.group, sketch, group, GROUP))
    const card = {
      text: lines([words.kind, '', words.typeHint]),
      keyboard: [...flow(keys), [key(admin.back, levelPress, { ...which, page: 0 })]],
    }
    await present(deps, ctx, sketch, card, { what: 'add', id: group })
  })

  onSketch(deps, composer, menuPress, async (ctx, sketch, { group, menu: place }) => {
    const { segmentCards: words, admin } = texts(ctx.language)
    const menu = MENU_ENTRIES[place]
    if (menu === undefined) return outdated(ctx)
    const card = {
      text: lines([words.menus[menu.menu], '', words.kind]),
      keyboard: [
        ...flow(menu.entries.map(({ label, number }) => addKey(label[ctx.language], sketch, group, number))),
        [key(admin.back, kindsPress, { sketch: sketch.number, group })],
      ],
    }
    await present(deps, ctx, sketch, card, { what: 'add', id: group })
  })

  onSketch(deps, composer, addPress, async (ctx, sketch, { group, id, kind: number }) => {
    const entry = number === GROUP ? null : findEntry(number)
    if (entry === null && number !== GROUP) return outdated(ctx)
    if (entry === null && depthOf(sketch, group) >= DEEPEST)
      return stopClock(ctx, texts(ctx.language).segmentCards.tooDeep)
    const changed = await deps.db.group(() =>
      changeSketch(deps.db, adminOf(ctx), sketch.number, sketch => {
        // Pressed twice, it is added once.
        if (findPart(sketch, id) !== null) return sketch
        if (id !== sketch.next || findGroup(sketch, group) === null) return null
        const added = addPart(sketch, group, { id, negated: entry?.negated === true, body: bodyOf(entry) })
        return entry?.begins != null && entry.withLinked === true ? withLinked(added, group) : added
      }),
    )
    if (changed === null) return conditionGone(ctx)
    const first = entry?.asks ?? null
    return first === null ? showCondition(deps, ctx, changed, id) : showSlot(deps, ctx, changed, { id, slot: first })
  })
}

/** What a new condition says before anything of it is asked; null: a group. */
function bodyOf(entry: Entry | null): Body {
  if (entry === null) return { join: 'any', parts: [] }
  return entry.begins === null ? { blank: entry.name } : leafSchema.parse(entry.begins)
}

function addKey(label: string, { number, next }: Sketch, group: number, kind: number): Key {
  return key(label, addPress, { sketch: number, group, id: next, kind })
}
