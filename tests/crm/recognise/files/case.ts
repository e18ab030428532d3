import type { Kind, Matchable, Question, Role, Verdict } from '../../../../src/crm/role.js'

/**
 * A file in the shape of a system's or a shop's own, with invented rows; cells are parted by `|`. `roles` are those that
 * have to be found, by header; of those that decide who and how much, no others may be.
 */
export type FileCase = {
  name: string
  country?: string
  currency?: string
  /** What parts its cells; a bar where nothing is said. */
  between?: string
  header: string
  rows: readonly string[]
  kind: Kind
  system?: string
  roles: Partial<Record<Role, string>>
  questions?: readonly Question['kind'][]
  verdict?: Verdict['kind']
  matchable?: Matchable
  people?: number
  orders?: number
  /** Minor units by currency. */
  totals?: Readonly<Record<string, number>>
  /** What became of the orders, one after another. */
  states?: readonly string[]
  /** What was in the orders, with minor units of one. */
  lines?: readonly string[]
  promoCodes?: readonly (string | null)[]
  /** Minor units that rows of their own gave back. */
  backs?: readonly number[]
  leftOut?: readonly string[]
  skipped?: number
}
