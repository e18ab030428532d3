import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import { amountOf, exponentOf } from '../../text/currency.js'

/**
 * An amount that was saved before currencies' digits came from a table. Its number was counted by the table of the Node
 * that ran then: as `whole` units, or in `minor` ones. Both are amounts as they are written.
 */
export type Unsure = { currency: string; whole: number; minor: number }

type Node = { [key: string]: unknown }

/** The first amount of a saved segment of which that is not known; null when there is none. */
export function findUnsure(db: Db, segmentId: number): Unsure | null {
  const [first] = amountsIn(stored(db, segmentId))
  const currency = first?.['currency']
  const number = Object.values(first === undefined ? {} : compareOf(first)).find(value => typeof value === 'number')
  if (typeof currency !== 'string' || number === undefined) return null
  return { currency, whole: number, minor: amountOf(number, currency) }
}

/**
 * Says what all such amounts of a saved segment were counted in; it can be used again after that.
 * @throws AppError `segment_not_found`
 */
export function settleAmounts(db: Db, segmentId: number, as: 'whole' | 'minor'): void {
  const criterion = stored(db, segmentId)
  if (criterion === null) throw new AppError('segment_not_found', { id: segmentId })
  for (const amount of amountsIn(criterion)) {
    const factor = as === 'whole' ? 10 ** exponentOf(String(amount['currency'])) : 1
    const compare = Object.entries(compareOf(amount)).map(([limit, value]) => [limit, Number(value) * factor])
    amount['compare'] = Object.fromEntries(compare)
    delete amount['unsure']
  }
  db.sql('update segments set criterion = ? where id = ?').run(JSON.stringify(criterion), segmentId)
}

/** True when something of a criterion says so of itself. */
export function isUnsure(criterion: unknown): boolean {
  return amountsIn(criterion).length > 0
}

/** What is stored as its conditions; null where that is no JSON. */
function stored(db: Db, id: number): unknown {
  const row = db
    .sql<{ criterion: string }>(
      'select criterion from segments where id = ? and deleted_at is null and json_valid(criterion)',
    )
    .get(id)
  return row === undefined ? null : JSON.parse(row.criterion)
}

function amountsIn(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(amountsIn)
  return isNode(value) && value['unsure'] === true ? [value, ...inside] : inside
}

function compareOf(amount: Node): Node {
  const { compare } = amount
  return typeof compare === 'object' && compare !== null && isNode(compare) ? compare : {}
}

function isNode(value: object): value is Node {
  return !Array.isArray(value)
}
