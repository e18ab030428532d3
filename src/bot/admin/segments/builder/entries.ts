import type { Entry } from '../../../../segments/kinds/slot.js'
import type { Language } from '../../../../text/format.js'
import { type Key, key } from '../../../card.js'
import { builder } from './addresses.js'
import type { Sketch } from './sketch.js'

/** The button that adds a condition of an entry to a group. */
export function entryKey({ label, number }: Entry, sketch: Sketch, group: number, language: Language): Key {
  return addKey(label[language], sketch, group, number)
}

/** The button that adds what stands under a number. */
export function addKey(label: string, { number, next }: Sketch, group: number, kind: number): Key {
  return key(label, builder.add, { sketch: number, group, id: next, kind })
}
