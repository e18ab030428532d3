import type { Message } from 'grammy/types'
import { answered, kindAsked } from '../../../segments/kinds/buttons.js'
import type { Answers, SlotName as Asks } from '../../../segments/kinds/slot.js'
import type { Piece } from '../../../text/rich.js'
import type { BotContext } from '../../context.js'
import type { SegmentDeps } from './deps.js'
import { type Body, isGroup, type Part, type Sketch } from './sketch.js'

/** What of a condition can be changed; the places in this list stand in the buttons' data. */
export const SLOTS = [
  ...(['values', 'except', 'contains', 'known', 'premium', 'yes', 'number', 'anniversary', 'field'] as const),
  ...(['count', 'window', 'offer', 'link', 'topic', 'grade'] as const),
  ...(['amount', 'total', 'product', 'category', 'measure', 'score', 'segment'] as const),
  ...(['place', 'placeName', 'km', 'share', 'sample'] as const),
] as const satisfies (Asks | 'placeName')[]

/** Something of a condition that can be changed; `placeName` asks what a location that was sent is called. */
export type SlotName = Asks | 'placeName'

/** The condition that is being changed, and by whom. */
export type At = { deps: SegmentDeps; ctx: BotContext; sketch: Sketch; part: Part }

/** A button that changes a condition; `value` is the number that stands for it. */
export type Option = { label: string; value: number }

/** How one thing of a condition is changed: by one of some buttons, by typing, or by either. */
export type Slot = {
  /** The question, the buttons on this page, and how many there are in all (absent: these). */
  show(at: At, page: number): Shown | Promise<Shown>
  /** What the condition says once this button is pressed; null when that makes no sense (any more). */
  choose?(at: At, value: number): Body | null
  /** What it says once this was typed; null when it could not be read, and its writer was told why. */
  typed?(at: At, message: Message): Promise<Body | Next | null>
}

/** What a slot asks. */
export type Shown = { asked: Piece; options: Option[]; total?: number }

/** Something else has to be asked first; `spot` is what was sent. */
export type Next = { next: SlotName; spot: { lat: number; lon: number } }

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
export function question({ ctx, part: { body } }: At, name: Asks, usual: Piece): Piece {
  const kind = isGroup(body) ? null : kindAsked(body)
  return kind?.builder.slots[name]?.asks?.[ctx.language] ?? usual
}
