import { type Kind, PERSON_ROLES, type Role } from '../../../crm/role.js'

/** Roles that are asked first, for each kind of file. */
export const FIRST = {
  subscribers: ['telegram_id', 'full_name', 'status', 'tags'],
  customers: ['phone', 'external_id', 'full_name', 'email'],
  orders: ['phone', 'ordered_at', 'total', 'order_id'],
  list: ['telegram_id', 'phone', 'username', 'external_id'],
  none: ['telegram_id', 'phone', 'full_name', 'email'],
} as const satisfies Record<Kind, readonly Role[]>

/** Those of a person that are asked first, or found without being asked. */
const NOT_MORE: ReadonlySet<Role> = new Set<Role>(['telegram_id', 'full_name', 'phone_alt', 'email_alt'])

/** The others of a file of people. */
export const MORE: readonly Role[] = PERSON_ROLES.filter(role => !NOT_MORE.has(role))

/** And of a file of orders. */
export const MORE_OF_ORDERS: readonly Role[] = [
  'order_status',
  'refunded',
  'product',
  'quantity',
  'price',
  'sku',
  'category',
  'line_items',
  'currency',
  'discount',
  'promo_code',
  'paid_at',
  'renewal',
  'email',
  'external_id',
  'full_name',
  'phone_alt',
  'telegram_id',
]
