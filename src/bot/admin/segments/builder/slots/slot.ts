import { answered, kindAsked } from '../../../../../segments/kinds/buttons.js'
import type { Answers, SlotName as Asks } from '../../../../../segments/kinds/slot.js'
import type { Piece } from '../../../../../text/rich.js'
import type { Here } from '../../../../here.js'
import type { Again, Go, Said } from '../../../../screen.js'
import type { Sketch } from '../sketch.js'
import { type Body, isGroup, type Part } from '../tree.js'

/** What of a condition can be changed; the places in this list stand in the buttons' data. */
export const SLOTS = [
  ...(['values', 'except', 'contains', 'known', 'premium', 'yes', 'number', 'anniversary', 'field'] as const),
  ...(['count', 'window', 'offer', 'link', 'topic', 'grade'] as const),
  ...(['amount', 'total', 'product', 'category', 'measure', 'score', 'segment'] as const),
  ...(['place', 'placeName', 'km', 'share', 'sample', 'code'] as const),
  ...(['first', 'next', 'message'] as const),
  ...(['fromGroup', 'toGroup', 'did', 'question', 'by', 'part'] as const),
  ...(['event', 'having', 'interest', 'option', 'series'] as const),
] as const satisfies (Asks | 'placeName')[]

/** Something of a condition that can be changed. `placeName` is a place of its own now, and keeps the others' numbers. */
export type SlotName = Exclude<(typeof SLOTS)[number], 'placeName'>

/** The condition that is being changed, and by whom. */
export type At = { here: Here; sketch: Sketch; part: Part }

/** A button that changes a condition; `value` is the number that stands for it. */
export type Option = { label: string; value: number }

/** How one thing of a condition is changed: by one of some buttons, by typing, or by either. */
export type Slot = {
  /** The question, the buttons on this page, and how many there are in all (absent: these). */
  show(at: At, page: number): Question | Promise<Question>
  /** What the condition says once this button is pressed; null when that makes no sense (any more). */
  choose?(at: At, value: number): Body | null
  /** What it says once this was typed or sent; or why it could not be taken, or what has to be asked first. */
  typed?(at: At, said: Said): Promise<Typed> | Typed
  /** What stands under the buttons: that it can be typed as well. */
  hint?: 'window' | 'number' | 'amount' | 'words' | 'things'
}

/** What a slot asks. */
export type Question = { asked: Piece; options: Option[]; total?: number }

/** What came of a typed answer. */
export type Typed = Body | Again | Go

/** How many buttons of a slot stand on one page. */
export const SIZE = 8

/** What a condition says with an answer; null where that makes no sense (any more). */
export function said<Name extends Asks>(
  { part: { body } }: Pick<At, 'part'>,
  name: Name,
  answer: Answers[Name],
): Body | null {
  return isGroup(body) ? null : answered(body, name, answer)
}

/** What is asked: in the words of the condition's kind, or in the usual ones. */
export function question({ here, part: { body } }: At, name: Asks, usual: Piece): Piece {
  const kind = isGroup(body) ? null : kindAsked(body)
  return kind?.builder.slots[name]?.asks?.[here.language] ?? usual
}

/**
 * The buttons that the condition's kind has in place of the usual ones, as far as they make sense; null where it has none.
 * @param whole what an answer becomes before the condition takes it
 */
export function ownOptions<Name extends Asks>(
  { here, part }: At,
  name: Name,
  whole: (answer: Answers[Name]) => Answers[Name] = answer => answer,
): Option[] | null {
  const kind = isGroup(part.body) ? null : kindAsked(part.body)
  const own = kind?.builder.slots[name]?.options?.filter(({ answer }) => said({ part }, name, whole(answer)) !== null)
  return own?.map(({ number, label }) => ({ label: label[here.language], value: number })) ?? null
}

/** What a condition says with one of its kind's own buttons; null where that is none. */
export function ownAnswer<Name extends Asks>(
  { part }: At,
  name: Name,
  value: number,
  whole: (answer: Answers[Name]) => Answers[Name] = answer => answer,
): Body | null {
  const kind = isGroup(part.body) ? null : kindAsked(part.body)
  const option = kind?.builder.slots[name]?.options?.find(({ number }) => number === value)
  return option === undefined ? null : said({ part }, name, whole(option.answer))
}
