import { AppError } from '../../../../errors.js'
import { LIMITS } from '../../../../segments/criterion.js'
import { entriesByUse } from '../../../../segments/entry-usage.js'
import { leafSchema } from '../../../../segments/kinds/all.js'
import { findEntry } from '../../../../segments/kinds/buttons.js'
import { type Entry as KindEntry, MENUS } from '../../../../segments/kinds/slot.js'
import { lines } from '../../../../text/rich.js'
import { type Key, key, pairs } from '../../../card.js'
import { deed, type Entry, type Guard, go, guarded, say, screen } from '../../../screen.js'
import { builder } from './addresses.js'
import { withLinked } from './condition.js'
import { addKey, entryKey } from './entries.js'
import { sentence } from './sentence.js'
import { editSketch, findSketch, openSketch } from './sketch.js'
import { SLOTS } from './slots/slot.js'
import { addPart, type Body, depthOf, findGroup, findPart, sizeOf } from './tree.js'

/** How deep groups may be put into one another by buttons. */
const DEEPEST = 4
/** Stands in buttons for a group of conditions, beside the numbers of the kinds' entries. */
const GROUP = 28
/** A room shows so many entries before all of them are asked for. */
const MOST_SHOWN = 6

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
        openSketch(here, number)
        const which = { sketch: number, group }
        const keys = MENUS.map((name, menu): Key => key(words.menus[name], builder.menu, { ...which, menu }))
        return {
          text: lines([words.justWrite, '', words.kind]),
          keyboard: [...pairs(keys), [key(admin.back, builder.level, { ...which, page: 0 })]],
        }
      },
      { words: sentence(({ group }) => ({ group, whole: false })) },
    ),
  ]),

  room(builder.menu, false),
  room(builder.wholeMenu, true),

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

/** What a room adds: its six entries that are used most, or all of them. */
function room(address: typeof builder.menu, whole: boolean): Entry {
  return screen(
    address,
    (here, { sketch: number, group, menu }) => {
      const { segmentCards: words, admin } = here.t
      const sketch = openSketch(here, number)
      const name = MENUS[menu]
      if (name === undefined) throw new AppError('sketch_over')
      const entries = entriesByUse(here.db, menu)
      const which = { sketch: number, group }
      const shown = whole || entries.length <= MOST_SHOWN + 1 ? entries : entries.slice(0, MOST_SHOWN)
      const keys = shown.map(entry => entryKey(entry, sketch, group, here.language))
      if (name === 'more') keys.push(addKey(words.group, sketch, group, GROUP))
      const others = shown.length < entries.length
      return {
        text: lines([words.justWrite, '', words.menus[name], words.kind]),
        keyboard: [
          ...pairs(keys),
          ...(others ? [[key(words.allOfThem(entries.length), builder.wholeMenu, { ...which, menu })]] : []),
          [whole ? key(admin.back, builder.menu, { ...which, menu }) : key(admin.back, builder.kinds, which)],
        ],
      }
    },
    { words: sentence(({ group }) => ({ group, whole: false })) },
  )
}
