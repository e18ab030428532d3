import { AppError } from '../../../../errors.js'
import { LIMITS } from '../../../../segments/criterion.js'
import { leafSchema } from '../../../../segments/kinds/all.js'
import { findEntry, MENU_ENTRIES } from '../../../../segments/kinds/buttons.js'
import type { Entry as KindEntry } from '../../../../segments/kinds/slot.js'
import { lines } from '../../../../text/rich.js'
import { type Key, key, pairs } from '../../../card.js'
import { deed, type Entry, type Guard, go, guarded, say, screen } from '../../../screen.js'
import { builder } from './addresses.js'
import { withLinked } from './condition.js'
import { sentence } from './sentence.js'
import { editSketch, findSketch, openSketch, type Sketch } from './sketch.js'
import { SLOTS } from './slots/slot.js'
import { addPart, type Body, depthOf, findGroup, findPart, sizeOf } from './tree.js'

/** How deep groups may be put into one another by buttons. */
const DEEPEST = 4
/** Stands in buttons for a group of conditions, beside the numbers of the kinds' entries. */
const GROUP = 28

/** A segment has so many conditions at most; more may be typed, and is refused then. */
const hasRoom: Guard = ({ db, me, t }) => {
  const sketch = findSketch(db, me)
  return sketch !== null && sizeOf(sketch) >= LIMITS.leaves ? say(t.segmentCards.enough(LIMITS.leaves)) : null
}

/** Which kind of condition to add: first what it is about, then the kind. */
export const kindPlaces: Entry[] = [
  ...guarded(hasRoom, [
    screen(
      builder.kinds,
      (here, { sketch: number, group }) => {
        const { segmentCards: words, admin } = here.t
        const sketch = openSketch(here, number)
        const which = { sketch: number, group }
        const keys = MENU_ENTRIES.map(({ menu: name, entries }, menu): Key => {
          const [only, ...others] = entries
          return only !== undefined && others.length === 0
            ? addKey(words.menus[name], sketch, group, only.number)
            : key(words.menus[name], builder.menu, { ...which, menu })
        })
        keys.push(addKey(words.menus.group, sketch, group, GROUP))
        return {
          text: lines([words.kind, '', words.typeHint]),
          keyboard: [...pairs(keys), [key(admin.back, builder.level, { ...which, page: 0 })]],
        }
      },
      { words: sentence(({ group }) => ({ group, whole: false })) },
    ),
  ]),

  screen(
    builder.menu,
    (here, { sketch: number, group, menu: place }) => {
      const { segmentCards: words, admin } = here.t
      const sketch = openSketch(here, number)
      const menu = MENU_ENTRIES[place]
      if (menu === undefined) throw new AppError('sketch_over')
      return {
        text: lines([words.menus[menu.menu], '', words.kind]),
        keyboard: [
          ...pairs(menu.entries.map(({ label, number }) => addKey(label[here.language], sketch, group, number))),
          [key(admin.back, builder.kinds, { sketch: number, group })],
        ],
      }
    },
    { words: sentence(({ group }) => ({ group, whole: false })) },
  ),

  deed(builder.add, (doing, { sketch: number, group, id, kind }) => {
    const entry = kind === GROUP ? null : findEntry(kind)
    if (entry === null && kind !== GROUP) throw new AppError('sketch_over')
    if (entry === null && depthOf(openSketch(doing, number), group) >= DEEPEST) return say(doing.t.segmentCards.tooDeep)
    editSketch(doing, number, sketch => {
      // Pressed twice, it is added once.
      if (findPart(sketch, id) !== null) return sketch
      if (id !== sketch.next || findGroup(sketch, group) === null) return null
      const added = addPart(sketch, group, { id, negated: entry?.negated === true, body: bodyOf(entry) })
      return entry?.begins != null && entry.withLinked === true ? withLinked(added, group) : added
    })
    const first = entry?.asks ?? null
    return first === null
      ? go(builder.condition, { sketch: number, id })
      : go(builder.slot, { sketch: number, id, slot: SLOTS.indexOf(first), page: 0 })
  }),
]

/** What a new condition says before anything of it is asked; null: a group. */
function bodyOf(entry: KindEntry | null): Body {
  if (entry === null) return { join: 'any', parts: [] }
  return entry.begins === null ? { blank: entry.name } : leafSchema.parse(entry.begins)
}

function addKey(label: string, { number, next }: Sketch, group: number, kind: number): Key {
  return key(label, builder.add, { sketch: number, group, id: next, kind })
}
