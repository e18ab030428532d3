import type { Language } from '../../text/format.js'
import type { Anniversary, Compare, Count, Money, Part, Thing, Window } from '../parts.js'
import type { Having } from '../property.js'
import type { Said } from '../read/lexicon.js'
import type { AnyLeaf } from '../rule.js'
import type { Field, Names, Place } from '../vocabulary.js'

/**
 * What can be asked of a condition by buttons, and what an answer is. A kind names those that it has; the builder knows
 * how each is asked. Null is *any*, of a window *ever*.
 */
export type Answers = {
  /** Ticked out of what there is. */
  values: string[]
  /** Whether those that people must have are those that they must not. */
  except: boolean
  /** Typed. */
  contains: Part
  known: boolean
  premium: boolean
  yes: boolean
  number: Compare
  /** Of two things that happened: which was first, and what came next, or (behind `-`) did not. */
  first: string
  next: string
  /** Which of an offer's messages, by its place from 1. */
  message: number | null
  /** From which group, and to which; empty: any. */
  fromGroup: string
  toGroup: string
  /** What became of what was asked. */
  did: string
  /** Which question of the survey, by its id. */
  question: number | null
  /** Which series, by its id. */
  series: number | null
  /** An option of a poll, by its words. */
  option: string | null
  /** Which event the shop reports, by the id of its name, and what must have come with it. */
  event: number
  having: Having[]
  /** By what people are put in order, and the currency of what they spent: that of the shop. */
  by: { what: string; currency: string }
  /** How many, or how large a part of them. */
  part: { share: number } | { people: number }
  anniversary: Anniversary
  field: number
  count: Count
  window: Window | null
  offer: number | null
  link: number | null
  topic: number | null
  /** What people may choose to hear about, by its id. */
  interest: number
  grade: 'certain' | 'any'
  amount: Money
  total: Money | null
  product: Thing | null
  category: Thing | null
  code: string | null
  measure: 'r' | 'f' | 'm'
  score: { from: number; to: number }
  segment: number
  place: Place
  /** Kilometres. */
  km: number
  /** In hundredths of a percent. */
  share: number
  sample: string
}

/** Something of a condition that can be asked. */
export type SlotName = keyof Answers

/** One thing that is asked of a condition. */
export interface Slot<L extends AnyLeaf, Answer> {
  /** The question, where the kind words it in its own way. */
  asks?: Said
  /**
   * What the condition says with this answer; null where that makes no sense. `leaf` null: it said nothing before, and
   * was begun by the entry called `begun`.
   */
  says(leaf: L | null, answer: Answer, begun: string): L | AnyLeaf | null
  /** What it says now. */
  of?(leaf: L): Answer
  /** For values that there always are: all of them, as buttons show them. Without it the builder knows which table has them. */
  choices?(language: Language, names: Names): { value: string; label: string }[]
  /** Buttons in place of the usual ones: `number` stands for the answer in them, and never changes. */
  options?: readonly { number: number; label: Said; answer: Answer }[]
}

/** The slots that a kind has. */
export type Slots<L extends AnyLeaf> = { [Name in SlotName]?: Slot<L, Answers[Name]> }

/** The rooms of the builder's picker, by what conditions are about. */
export const MENUS = ['person', 'messages', 'orders', 'groups', 'origin', 'more'] as const

/** One of them. */
export type Menu = (typeof MENUS)[number]

/**
 * A button that adds a condition. `name` and `number` stand in buttons and in sketches that are kept: they never change,
 * and no two entries share one. `begins`: what it says at once; null: nothing before `asks` is answered. `negated`: *not*
 * stands before it. `withLinked`: it comes with the condition that people's orders are known.
 */
export type Entry<L extends AnyLeaf = AnyLeaf> = {
  name: string
  number: number
  menu: Menu
  label: Said
  begins: L | null
  asks: SlotName | null
  negated?: true
  withLinked?: true
}

/** What buttons ask of a condition. */
export type Builder<L extends AnyLeaf> = {
  /** What of this kind can be added, a button each; none where only sentences make it. */
  entries: readonly Entry<L>[]
  /** Each thing that can be asked, and what the condition says by the answer. */
  slots: Slots<L>
  /** Which of them a condition has, in the order of their buttons. */
  shown(leaf: L, fieldOf: (id: number) => Field | null): SlotName[]
}

/** Nothing that buttons ask: only sentences make it. */
export const NO_BUTTONS = { entries: [], slots: {}, shown: () => [] } satisfies Builder<AnyLeaf>

/** What a new condition on something that happens says at once: once or more in 30 days. */
export const FIRST_EVENT: { count: Count; window: Window } = { count: { atLeast: 1 }, window: { in: 30, unit: 'days' } }

/** How many times something happened. */
export function countSlot<L extends AnyLeaf & { count: Count }>(asks: Said): Slot<L, Count> {
  return { asks, says: (leaf, count) => (leaf === null ? null : { ...leaf, count }), of: leaf => leaf.count }
}

/** When something happened, or ever. */
export function windowSlot<L extends AnyLeaf & { window: Window | null }>(asks: Said): Slot<L, Window | null> {
  return { asks, says: (leaf, window) => (leaf === null ? null : { ...leaf, window }), of: leaf => leaf.window }
}

/** Of which offer something happened; null: of any. */
export function offerSlot<L extends AnyLeaf & { offer: number | null }>(): Slot<L, number | null> {
  return { says: (leaf, offer) => (leaf === null ? null : { ...leaf, offer }), of: leaf => leaf.offer }
}

/** What is asked of something that happened with an offer: how often, when, with which. `count` and `window` are the questions. */
export function offerEventSlots<L extends AnyLeaf & { count: Count; window: Window | null; offer: number | null }>(
  count: Said,
  window: Said,
): Pick<Builder<L>, 'slots' | 'shown'> {
  return {
    slots: { count: countSlot(count), window: windowSlot(window), offer: offerSlot() },
    shown: () => ['count', 'window', 'offer'],
  }
}

/** A text that something contains, begins or ends with. @param leaf what the condition on it is called */
export function partSlot<L extends AnyLeaf & Part>(leaf: L['leaf'], asks: Said): Slot<L, Part> {
  return {
    asks,
    says: (_leaf, { contains, at }) => ({ leaf, contains, ...(at !== undefined && { at }) }),
    of: ({ contains, at }) => ({ contains, ...(at !== undefined && { at }) }),
  }
}

/** Of what was answered the values that there are, in the order of the answer. */
export function knownOf<T extends string>(all: readonly T[], values: readonly string[]): T[] {
  return values.flatMap(value => all.filter(known => known === value))
}
