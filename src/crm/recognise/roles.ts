import { fold } from '../../text/fold.js'
import type { Kind, Role } from '../role.js'
import { type Candidates, LEAST } from './candidates.js'
import { headerWords } from './header.js'
import type { Profile } from './profile.js'
import type { System } from './systems.js'
import { namedAs } from './words.js'

/** Columns by role, the first one asked first. */
export type Roles = Partial<Record<Role, number[]>>

const KEYS: readonly Role[] = ['telegram_id', 'phone', 'email', 'external_id']
const NAMES: readonly Role[] = ['first_name', 'last_name', 'full_name', 'username']
const ABOUT: readonly Role[] = ['birthday', 'city', 'gender', 'language']
const PEOPLE: readonly Role[] = [...KEYS, ...NAMES, ...ABOUT, 'subscribed_at', 'status', 'tags', 'platform']
const ORDERS: readonly Role[] = [
  ...KEYS,
  ...NAMES,
  ...(['order_id', 'ordered_at', 'paid_at', 'total', 'refunded', 'discount', 'renewal', 'currency'] as const),
  ...(['order_status', 'promo_code', 'product', 'sku', 'category', 'quantity', 'price', 'line_items'] as const),
  ...(['city', 'birthday', 'gender'] as const),
]

/** The roles that a column of such a file may have. */
export function rolesOf(kind: Kind): readonly Role[] {
  switch (kind) {
    case 'orders':
      return ORDERS
    case 'customers':
      return PEOPLE.filter(role => role !== 'platform')
    case 'subscribers':
    case 'list':
      return PEOPLE
    case 'none':
      return []
  }
}

/**
 * Gives each column the role that it fits best, each role its best column; then further phones and e-mails.
 * @param system whose word goes before all others
 */
export function assignRoles(
  kind: Kind,
  columns: readonly Profile[],
  candidates: Candidates,
  system: System | null,
): { roles: Roles; taken: Set<number> } {
  const roles: Roles = {}
  const taken = new Set<number>()
  const allowed = rolesOf(kind)
  for (const [role, headers] of Object.entries(system?.roles ?? {}) as [Role, readonly string[]][]) {
    const found = headers
      .map(header => columns.findIndex(column => fold(column.header) === fold(header)))
      .filter(at => at >= 0)
    const holders = found.filter(at => !taken.has(at))
    const [first, ...others] = holders
    if (first === undefined || !allowed.includes(role)) continue
    roles[role] = role === 'phone' || role === 'email' ? [first] : holders.slice(0, 1)
    taken.add(first)
    const other = role === 'phone' ? 'phone_alt' : role === 'email' ? 'email_alt' : null
    if (other === null) continue
    roles[other] = others
    for (const at of others) taken.add(at)
    if (others.length === 0) delete roles[other]
  }
  const all = allowed
    .flatMap(role => (candidates.get(role) ?? []).map(candidate => ({ role, ...candidate })))
    .sort((a, b) => b.score - a.score || allowed.indexOf(a.role) - allowed.indexOf(b.role))
  for (const { role, column, score } of all) {
    if (roles[role] !== undefined || taken.has(column) || score < LEAST) continue
    if (isRedundant(role, roles)) continue
    roles[role] = [column]
    taken.add(column)
  }
  if (kind === 'orders') settleOrders(columns, roles)
  addOthers('phone', 'phone_alt', candidates, roles, taken)
  addOthers('email', 'email_alt', candidates, roles, taken)
  return { roles, taken }
}

/** Lines within an order are told by columns of rows, or by one cell: not by both. */
function isRedundant(role: Role, roles: Roles): boolean {
  if (role === 'product') return roles.line_items !== undefined
  if (role === 'line_items') return roles.product !== undefined
  return false
}

/** What an order cannot be without is taken from where it may stand as well: a day of payment, a bare id. */
function settleOrders(columns: readonly Profile[], roles: Roles): void {
  if (roles.ordered_at === undefined && roles.paid_at !== undefined) {
    roles.ordered_at = roles.paid_at
    delete roles.paid_at
  }
  const [id] = roles.external_id ?? []
  const column = id === undefined ? undefined : columns[id]
  if (
    roles.order_id === undefined &&
    id !== undefined &&
    column !== undefined &&
    namedAs('order_id', headerWords(column.header)) >= LEAST &&
    column.repeats === 0
  ) {
    roles.order_id = [id]
    delete roles.external_id
  }
}

function addOthers(
  role: 'phone' | 'email',
  other: 'phone_alt' | 'email_alt',
  candidates: Candidates,
  roles: Roles,
  taken: Set<number>,
): void {
  const more = (candidates.get(role) ?? []).filter(({ column, score }) => !taken.has(column) && score >= LEAST)
  if (more.length === 0) return
  roles[other] = [...(roles[other] ?? []), ...more.map(({ column }) => column)]
  for (const { column } of more) taken.add(column)
}
