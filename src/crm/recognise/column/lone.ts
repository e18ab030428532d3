import type { Role } from '../../role.js'
import type { Candidates } from './candidates.js'
import { headerWords } from './header.js'
import { PARSED, type Profile } from './profile.js'
import type { Roles } from './roles.js'

/** So many of its cells have to name somebody; what the others hold is told row by row. */
const ENOUGH = 1 / 2
/** Names alone, and bare words as usernames, are guessed: nearly all cells have to be that. */
const NEARLY_ALL = 0.8
/** A header that says so surely what else its column is. */
const SURELY = 0.55
/** Above this no shop counts its customers. */
const LARGE = 1e8

const KEYS: ReadonlySet<Role> = new Set<Role>([
  ...(['telegram_id', 'phone', 'phone_alt', 'email', 'email_alt', 'username', 'external_id'] as const),
  ...(['first_name', 'last_name', 'full_name'] as const),
])

/** What a table with one column is: a list of people, of groups, or neither (null). */
export type Lone = { kind: 'list'; roles: Roles } | { kind: 'groups' } | null

/** Looks at a table in which one column says something: whom its cells name, each in its own way. */
export function findLone(columns: readonly Profile[], candidates: Candidates): Lone {
  const filled = columns.flatMap((column, at) => (column.filled > 0 ? [{ column, at }] : []))
  const [only, ...others] = filled
  if (only === undefined || others.length > 0 || saysElse(only, candidates)) return null
  const { column, at } = only
  if (column.ids === 0 && column.groups >= column.filled * ENOUGH) return { kind: 'groups' }
  const roles: Roles = {}
  const phones = arePhones(column)
  const ids = !phones && areIds(column)
  if (ids) roles.telegram_id = [at]
  if (phones || (column.surePhones > 0 && column.days.all === 0)) roles.phone = [at]
  if (column.emails > 0) roles.email = [at]
  if (column.handles > 0 || areUsernames(column)) roles.username = [at]
  const named =
    (ids ? column.ids : 0) +
    (phones ? column.phones : roles.phone === undefined ? 0 : column.surePhones) +
    column.emails +
    (roles.username === undefined ? 0 : Math.max(column.handles, areUsernames(column) ? column.usernames : 0))
  if (named >= column.filled * ENOUGH) return { kind: 'list', roles }
  return areNames(column) ? { kind: 'list', roles: { full_name: [at] } } : null
}

/** True where the header says that the column is something by which nobody can be named. */
function saysElse({ column: { header }, at }: { column: Profile; at: number }, candidates: Candidates): boolean {
  // A bare *id* may be anybody's: what stands below tells.
  if (headerWords(header).every(word => word === 'id' || word === 'ид')) return false
  return [...candidates].some(
    ([role, found]) => !KEYS.has(role) && found.some(({ column, score }) => column === at && score >= SURELY),
  )
}

/** Nearly all of its numbers are mobiles. Some ids look like offices somewhere. */
function arePhones({ mobiles, integers, phones, surePhones, days }: Profile): boolean {
  const looked = Math.min(Math.max(integers + surePhones, phones), PARSED)
  return looked > 0 && mobiles / looked >= 0.85 && days.all === 0
}

/** Numbers of Telegram were given out in no order: those of a shop's own counter lie close together. */
function areIds({ ids, span }: Profile): boolean {
  if (ids === 0 || span.most > 1e11) return false
  return span.least >= LARGE || (ids < 5 ? span.most >= 1e6 : span.most - span.least > ids * 2_000)
}

/** Words of which at least half hold what no other word does: a digit or an underscore. */
function areUsernames({ usernames, filled, values, samples }: Profile): boolean {
  const seen = values === null ? samples.map(({ value }) => value) : [...values.keys()]
  const coded = seen.filter(value => /^@?[a-z]\w*$/i.test(value) && /[\d_]/.test(value.slice(1))).length
  return usernames >= filled * NEARLY_ALL && coded >= seen.length / 2
}

/** Names of two words and more, each with a capital: of one word alone there may be hundreds. */
function areNames({ names, filled, values, samples }: Profile): boolean {
  const seen = values === null ? samples.map(({ value }) => value) : [...values.keys()]
  const whole = seen.filter(value => FULL_NAME.test(value)).length
  return filled > 0 && names >= filled * NEARLY_ALL && whole >= seen.length * NEARLY_ALL
}

const FULL_NAME = /^\p{Lu}[\p{L}\p{M}'’-]*(?:\s+\p{Lu}[\p{L}\p{M}'’-]*){1,3}$/u
