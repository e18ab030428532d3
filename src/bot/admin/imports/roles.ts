import type { Kind, Role } from '../../../crm/role.js'

/** Roles that are asked first, for each kind of file. */
export const FIRST = {
  subscribers: ['telegram_id', 'full_name', 'status', 'tags'],
  customers: ['phone', 'external_id', 'full_name', 'email'],
  orders: ['phone', 'ordered_at', 'total', 'order_id'],
  list: ['telegram_id', 'phone', 'username', 'external_id'],
  none: ['telegram_id', 'phone', 'full_name', 'email'],
} as const satisfies Record<Kind, readonly Role[]>

/** The others of a file of people. */
export const MORE: readonly Role[] = [
  'phone',
  'email',
  'external_id',
  'first_name',
  'last_name',
  'username',
  'subscribed_at',
  'status',
  'tags',
  'language',
  'birthday',
  'city',
  'gender',
  'platform',
  'field',
]

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
