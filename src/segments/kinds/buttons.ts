import { fold } from '../../text/fold.js'
import { otherLayout } from '../spelling/nearest.js'
import type { Field } from '../vocabulary.js'
import { KINDS, kindOf, type Leaf, leafSchema } from './all.js'
import type { Kind } from './kind.js'
import { type Answers, type Entry, MENUS, type Menu, type SlotName } from './slot.js'

/** What can be added by buttons: the entries of each menu, in the order of the kinds. */
export const MENU_ENTRIES: readonly { menu: Menu; entries: readonly Entry[] }[] = MENUS.map(menu => ({
  menu,
  entries: KINDS.flatMap(kind => kind.builder.entries).filter(entry => entry.menu === menu),
}))

/** The entry that stands behind a button's number, or is called so; null when there is none. */
export function findEntry(which: string | number): Entry | null {
  const entries = MENU_ENTRIES.flatMap(({ entries }) => entries)
  return entries.find(({ name, number }) => (typeof which === 'number' ? number : name) === which) ?? null
}

/** The entries that somebody looks for: by a part of their labels or of the words of their kinds, in either keyboard layout. */
export function entriesLike(written: string): Entry[] {
  const plain = fold(written.trim())
  if (plain.length < 2) return []
  const sought = [plain, fold(otherLayout(plain))]
  return KINDS.flatMap(({ begins, builder }) => {
    const words = Object.values(begins).flatMap(({ en, ru }) => [...en, ...ru])
    const isIts = (text: string) => sought.some(part => ` ${fold(text)}`.includes(` ${part}`))
    const labelled = builder.entries.filter(({ label }) => isIts(label.en) || isIts(label.ru))
    return labelled.length > 0 || !words.some(isIts) ? labelled : builder.entries
  })
}

/** A condition that the builder works on: what it says, or, while it says nothing, the name of its entry. */
export type Asked = Leaf | { blank: string }

/** The kind of a condition that the builder works on; null when its entry is none (any more). */
export function kindAsked(asked: Asked): Kind | null {
  if ('leaf' in asked) return kindOf(asked)
  return KINDS.find(({ builder }) => builder.entries.some(({ name }) => name === asked.blank)) ?? null
}

/** What can be asked of a condition now, in the order of its buttons. @param fieldOf the fields that there are */
export function slotsOf(asked: Asked, fieldOf: (id: number) => Field | null): SlotName[] {
  if ('leaf' in asked) return kindOf(asked).builder.shown(asked, fieldOf)
  const first = findEntry(asked.blank)?.asks ?? null
  return first === null ? [] : [first]
}

/** What a condition says once something of it is answered; null where that makes no sense (any more). */
export function answered<Name extends SlotName>(asked: Asked, name: Name, answer: Answers[Name]): Leaf | null {
  const slot = kindAsked(asked)?.builder.slots[name]
  if (slot === undefined) return null
  const said = 'leaf' in asked ? slot.says(asked, answer, '') : slot.says(null, answer, asked.blank)
  const leaf = leafSchema.safeParse(said)
  return leaf.success ? leaf.data : null
}

/** What a condition says now of what can be asked; null while it says nothing of it. */
export function answerOf<Name extends SlotName>(asked: Asked, name: Name): Answers[Name] | null {
  const slot = kindAsked(asked)?.builder.slots[name]
  return 'leaf' in asked ? (slot?.of?.(asked) ?? null) : null
}
