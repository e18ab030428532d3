import type { FileCase } from './files/case.js'
import { lists } from './files/lists.js'
import { rowsOfOrders } from './files/order-rows.js'
import { payments } from './files/payments.js'
import { people } from './files/people.js'
import { sheets } from './files/sheets.js'
import { shops } from './files/shops.js'
import { trades } from './files/trades.js'

export type { FileCase } from './files/case.js'

/** Files of all shapes, with what has to be recognised in them. */
export const files: readonly FileCase[] = [
  ...shops,
  ...sheets,
  ...trades,
  ...payments,
  ...rowsOfOrders,
  ...people,
  ...lists,
]
