import type { z } from 'zod'
import type { AttributeType } from '../../audience/attribute/comparable.js'
import type { Sql } from '../compile/sql.js'
import type { MissingKind } from '../missing/used.js'
import type { Phrasing } from '../phrase.js'
import type { Fact } from '../portrait/fact.js'
import type { PropertyTest } from '../property.js'
import type { Candidate } from '../read/candidate.js'
import type { Cursor } from '../read/cursor.js'
import type { Words } from '../read/lexicon.js'
import type { AnyLeaf, Rule } from '../rule.js'
import type { EvaluationContext } from '../window.js'
import type { Complement } from './complement.js'
import type { Builder } from './slot.js'

/**
 * A kind of condition: all that the program knows of it. `KINDS` lists them; whatever deals with conditions asks the
 * kind, so that a new one is a file beside these and a line in that list. `L` is what is stored of one condition.
 */
export interface Kind<L extends AnyLeaf = AnyLeaf> {
  name: L['leaf']
  /** What is stored, with `leaf` the name of the kind. It is what comes from anywhere: bound everything. */
  schema: z.ZodType<L> & z.core.$ZodTypeDiscriminable

  /**
   * The condition over `subscribers s`: true or false for every row, never NULL, between brackets. Where `context.one` or
   * `context.below` is given it looks up only the rows of those who are asked about (`ofOne`).
   * @param others what else must be true of `s` beside it, for one that draws some out of them (`draws`)
   */
  sql(leaf: L, context: EvaluationContext, others: Sql): Sql
  /** True where it draws so many out of those who pass what else must be true beside it. */
  draws?(leaf: L): boolean
  not: Complement<L>
  /** A plainer way to ask the same; for kinds that have one. */
  plain?(leaf: L): Rule

  /** What it points to by its number, or by a place's name: it must be there when a rule is kept, and stay. */
  refers(leaf: L): Reference[]
  /** Names in it that somebody must have. */
  names(leaf: L): NameUse<L>[]
  /** True when it says nothing of people whose orders nobody knows. */
  restsOnOrders: boolean
  /** Which of them say nothing of these people, where only some do. */
  ordersIn?(leaf: L): boolean
  /** What it asks about, as far as a portrait shows it: that its people differ in that from others is no news. */
  facts(leaf: L): Fact[]

  /** Words that begin it, under a name for what they begin; a condition has its own words, which no other kind has. */
  begins: Record<string, Words>
  /** The ways in which what stands at the cursor is one of these conditions; none where it is not. */
  read(c: Cursor): Candidate[]
  /** The same where its subject was left out: "VIP", "from Riga", «спящие». Asked only where nothing else begins here. */
  bare?(c: Cursor): Candidate[]
  /** Its one canonical phrase, which reads back as the same condition. */
  say(leaf: L, phrasing: Phrasing): string
  /** What a title calls these people where that is shorter ("Instagram", "not premium"); null: the phrase. It need not read back. */
  title?(leaf: L, phrasing: Phrasing): string | null

  builder: Builder<L>
}

/** What a condition points to. `suits`: whether a field of this type can be asked so. */
export type Reference =
  | { kind: 'segment'; id: number }
  /** Who entered and left it. */
  | { kind: 'changes'; id: number }
  | { kind: 'list'; id: number }
  | { kind: 'topic'; id: number }
  | { kind: 'question'; id: number }
  /** What people may choose to hear about. */
  | { kind: 'interest'; id: number }
  | { kind: 'offer'; id: number }
  | { kind: 'series'; id: number }
  | { kind: 'link'; offer: number; number: number }
  /** What the shop reports, and a property of it that is asked so. */
  | { kind: 'event'; id: number }
  | { kind: 'property'; event: number; name: string; test: PropertyTest }
  | { kind: 'field'; id: number; suits(type: AttributeType): boolean }
  | { kind: 'place'; name: string }

/** What a condition points to that is of one offer, or (null) of any. */
export function toOffer({ offer }: { offer: number | null }): Reference[] {
  return offer === null ? [] : [{ kind: 'offer', id: offer }]
}

/**
 * Names in a condition, of one kind. `of` is the field or the offer that they belong to, 0 for other kinds; `holds`: it
 * holds people who have nothing to do with them.
 */
export type NameUse<L extends AnyLeaf = AnyLeaf> = {
  kind: MissingKind
  of: number
  values: readonly string[]
  holds: boolean
  /** The condition with other names in their place. */
  with(values: string[]): L
}
