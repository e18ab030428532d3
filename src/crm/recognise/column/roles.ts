import { fold } from '../../../text/fold.js'
import type { Kind, Role } from '../../role.js'
import type { System } from '../systems.js'
import { type Candidates, LEAST } from './candidates.js'
import { headerWords } from './header.js'
import type { Profile } from './profile.js'
import { isOther, namedAs } from './words.js'

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
function rolesOf(kind: Kind): readonly Role[] {
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
  if (kind === 'orders') {
    settleOrders(columns, roles)
    addHour(columns, roles, taken)
    addPositions(columns, roles, taken)
  }
  addOthers('phone', 'phone_alt', candidates, roles, taken)
  addOthers('email', 'email_alt', candidates, roles, taken)
  if (roles.email === undefined) addWithin(columns, roles)
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
  // A price beside no thing that it could be of is what the order cost.
  if (
    roles.total === undefined &&
    roles.price !== undefined &&
    (['product', 'sku', 'category', 'line_items'] as const).every(role => roles[role] === undefined)
  ) {
    roles.total = roles.price
    delete roles.price
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
  // Beside the number of an order a bare id is the row's: as a customer's it would make one person of each order.
  if (
    roles.order_id !== undefined &&
    roles.external_id !== undefined &&
    column !== undefined &&
    isBareId(column.header)
  )
    delete roles.external_id
}

/** A column of hours beside one of days is read with it. */
function addHour(columns: readonly Profile[], roles: Roles, taken: Set<number>): void {
  const [day] = roles.ordered_at ?? []
  const days = day === undefined ? undefined : columns[day]?.days
  if (day === undefined || days === undefined || days.all === 0 || days.hours > 0) return
  const hours = columns
    .flatMap(({ header, filled, days }, at) => {
      const clocks = filled > 0 && days.clocks >= filled * 0.8
      return clocks && !taken.has(at) && !isOther('ordered_at', headerWords(header)) ? [at] : []
    })
    .sort((a, b) => Math.abs(a - day) - Math.abs(b - day))
  const [hour] = hours
  if (hour === undefined) return
  roles.ordered_at = [day, hour]
  taken.add(hour)
}

const POSITION = /^(?:line ?item|item|product|position|товар|позиция)[ _]?\d{1,3}$/u
/** How a cell of a position begins that says all of it: `name:Boots|quantity:2`. */
const ALL_OF_IT = /^(?:name|product|title)\s?:.*\|/isu

/** Positions each in a column of its own: `line_item_1`, `line_item_2`. */
function addPositions(columns: readonly Profile[], roles: Roles, taken: Set<number>): void {
  const positions = columns.flatMap(({ header, samples }, at) => {
    const named = POSITION.test(fold(header).replaceAll('_', ' '))
    return named && samples.length > 0 && samples.every(({ value }) => ALL_OF_IT.test(value)) ? [at] : []
  })
  const before = [...(roles.product ?? []), ...(roles.line_items ?? [])]
  if (positions.length === 0 || !before.every(at => positions.includes(at))) return
  delete roles.product
  roles.line_items = positions
  for (const at of positions) taken.add(at)
}

/** Where no column is named for e-mails, those that stand among phones are read there: «Телефон или email». */
function addWithin(columns: readonly Profile[], roles: Roles): void {
  const at = [...(roles.phone ?? []), ...(roles.phone_alt ?? [])].find(at => (columns[at]?.emails ?? 0) > 0)
  if (at !== undefined) roles.email = [at]
}

const BARE_ID = new Set(['id', 'ид', 'код', 'uuid', 'guid', 'code', 'number'])

function isBareId(header: string): boolean {
  return headerWords(header).every(word => BARE_ID.has(word))
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
