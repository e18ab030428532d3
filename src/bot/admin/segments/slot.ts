import type { Message } from 'grammy/types'
import type { Field } from '../../../segments/vocabulary.js'
import type { Piece } from '../../../text/rich.js'
import type { BotContext } from '../../context.js'
import type { SegmentDeps } from './deps.js'
import { type Body, isBlank, isGroup, type Part, type Sketch } from './sketch.js'

/** What of a condition can be changed; the places in this list stand in the buttons' data. */
export const SLOTS = [
  ...(['values', 'except', 'contains', 'known', 'premium', 'yes', 'number', 'anniversary', 'field'] as const),
  ...(['count', 'window', 'offer', 'link', 'topic', 'grade'] as const),
  ...(['amount', 'total', 'product', 'category', 'measure', 'score', 'segment'] as const),
  ...(['place', 'placeName', 'km', 'share', 'sample'] as const),
] as const

/** Something of a condition that can be changed. */
export type SlotName = (typeof SLOTS)[number]

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

/** What can be changed of a condition, in the order of its buttons. `fieldOf` knows the fields. */
export function slotsOf(body: Body, fieldOf: (id: number) => Field | null): SlotName[] {
  if (isGroup(body) || isBlank(body)) return []
  switch (body.leaf) {
    case 'everyone':
    case 'listed':
      return []
    case 'language':
      return ['values', 'known']
    case 'source':
      return body.last === true ? ['values'] : ['values', 'known']
    case 'known':
      return body.fact === 'language' || body.fact === 'source' ? ['values', 'known'] : ['known']
    case 'status':
    case 'rfm':
    case 'ladder':
    case 'engagement':
      return ['values']
    case 'premium':
      return ['premium']
    case 'subscribed':
    case 'orderTime':
      return ['window']
    case 'field':
      return slotsOfField(fieldOf(body.field))
    case 'age':
      return ['number']
    case 'received':
      return ['count', 'window', 'offer']
    case 'seen':
      return ['count', 'window', 'offer', 'grade']
    case 'clicked':
      return body.offer === null ? ['count', 'window', 'offer', 'topic'] : ['count', 'window', 'offer', 'link']
    case 'stopped':
      return ['count', 'window']
    case 'ordered':
      return ['count', 'window', 'product', 'category', 'total']
    case 'spent':
      return ['amount', 'window', 'product', 'category']
    case 'linked':
      return ['known']
    case 'rfmScore':
      return ['measure', 'score']
    case 'segment':
      return ['segment']
    case 'near':
      return ['km', 'place']
    case 'random':
      return ['share', 'sample']
  }
}

function slotsOfField(field: Field | null): SlotName[] {
  switch (field?.type) {
    case undefined:
      return []
    case 'text':
      return ['values', 'except', 'contains', 'known']
    case 'one_of':
    case 'many_of':
      return ['values', 'except', 'known']
    case 'number':
      return ['number', 'known']
    case 'date':
      return field?.key === 'birthday' ? ['anniversary', 'known'] : ['window', 'anniversary', 'known']
    case 'yes_no':
      return ['yes', 'known']
  }
}
