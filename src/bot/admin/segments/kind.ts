import type { Count, Leaf, Window } from '../../../segments/criterion.js'
import type { Body } from './sketch.js'
import type { SlotName } from './slot.js'

/** What can be asked of people; the places in this list stand in the buttons' data. */
export const KINDS = [
  ...(['language', 'premium', 'source', 'subscribed', 'received', 'seen', 'clicked', 'lastSource', 'status'] as const),
  ...(['field', 'age', 'phone', 'place', 'stopped', 'ordered', 'spent', 'average', 'firstOrder', 'lastOrder'] as const),
  ...(['linked', 'rfm', 'rfmScore', 'ladder', 'engagement', 'near', 'random', 'segment', 'notSegment'] as const),
  'group',
] as const

/** A kind of condition. */
export type Kind = (typeof KINDS)[number]

/** Kinds by what they are about. A menu of one kind is that kind's own button. */
export const MENUS = [
  {
    name: 'person',
    kinds: ['field', 'age', 'language', 'premium', 'subscribed', 'status', 'source', 'lastSource', 'phone', 'place'],
  },
  { name: 'messages', kinds: ['received', 'seen', 'clicked', 'stopped'] },
  { name: 'orders', kinds: ['ordered', 'spent', 'average', 'firstOrder', 'lastOrder', 'linked'] },
  { name: 'rfm', kinds: ['rfm', 'rfmScore'] },
  { name: 'ladder', kinds: ['ladder'] },
  { name: 'engagement', kinds: ['engagement'] },
  { name: 'near', kinds: ['near'] },
  { name: 'random', kinds: ['random'] },
  { name: 'segments', kinds: ['segment', 'notSegment'] },
  { name: 'group', kinds: ['group'] },
] as const satisfies { name: string; kinds: Kind[] }[]

const FIRST_COUNT: Count = { atLeast: 1 }
const FIRST_WINDOW: Window = { in: 30, unit: 'days' }
const EVENT = { count: FIRST_COUNT, window: FIRST_WINDOW }

/** What a new condition says before its rows are pressed, and which of them is asked first; null: none of them. */
export function firstOf(kind: Kind): { body: Body; first: SlotName | null } {
  const says = (leaf: Leaf, first: SlotName | null = null) => ({ body: leaf, first })
  const asks = (first: SlotName) => ({ body: { blank: kind }, first })
  switch (kind) {
    case 'language':
    case 'source':
    case 'lastSource':
    case 'status':
    case 'rfm':
    case 'ladder':
    case 'engagement':
      return asks('values')
    case 'premium':
      return asks('premium')
    case 'phone':
    case 'place':
      return says({ leaf: 'known', fact: kind, value: true })
    case 'subscribed':
    case 'firstOrder':
    case 'lastOrder':
      return asks('window')
    case 'field':
      return asks('field')
    case 'age':
      return asks('number')
    case 'received':
      return says({ leaf: kind, ...EVENT, offer: null })
    case 'seen':
      return says({ leaf: kind, ...EVENT, offer: null, grade: 'any' })
    case 'clicked':
      return says({ leaf: kind, ...EVENT, offer: null, link: null })
    case 'stopped':
      return says({ leaf: kind, count: FIRST_COUNT, window: null })
    case 'ordered':
      return says({ leaf: kind, ...EVENT, product: null, category: null, total: null })
    case 'spent':
    case 'average':
      return asks('amount')
    case 'linked':
      return says({ leaf: kind, value: true })
    case 'rfmScore':
      return says({ leaf: kind, measure: 'r', from: 4, to: 5 }, 'score')
    case 'near':
      return asks('place')
    case 'random':
      return says({ leaf: kind, share: 1_000, sample: 'default' }, 'share')
    case 'segment':
    case 'notSegment':
      return asks('segment')
    case 'group':
      return { body: { join: 'any', parts: [] }, first: null }
  }
}

/** True for conditions on orders, which say nothing about people whose orders nobody knows. */
export function isAboutOrders(body: Body): boolean {
  return 'leaf' in body && (body.leaf === 'ordered' || body.leaf === 'spent' || body.leaf === 'orderTime')
}
