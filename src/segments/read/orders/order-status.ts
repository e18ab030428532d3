import { namedValues } from '../../names.js'
import { type Cursor, fail, peek, seeBeginning, take, takeSign } from '../cursor.js'
import { takeNegation } from '../fields/field.js'
import { groupHere } from '../names/groups.js'

/** What an order that does not count may be. */
export const STATUSES = ['pending', 'cancelled', 'refunded'] as const
/** All that an order may be. */
export const ALL = ['paid', ...STATUSES] as const
/** One of them. */
export type Status = (typeof ALL)[number]

/** How each is called, the other words for it included. */
export const NAMES = {
  paid: { en: 'paid', ru: 'оплачен', also: ['completed', 'оплачено', 'оплачены', 'оплаченный', 'выполнен', 'успешно'] },
  pending: {
    ...{ en: 'pending', ru: 'ждёт оплаты' },
    also: [
      ...['unpaid', 'not yet paid', 'not paid yet', 'waiting', 'new', 'awaiting payment', 'waiting for payment'],
      ...['ждут оплаты', 'неоплачен', 'ещё не оплачен', 'пока не оплачен', 'новый', 'ожидает оплаты', 'ожидают оплаты'],
      ...['неоплаченный', 'неоплачено', 'неоплачены', 'в ожидании оплаты'],
    ],
  },
  cancelled: { en: 'cancelled', ru: 'отменён', also: ['canceled', 'отменены', 'отменено', 'отмена', 'отменённый'] },
  refunded: { en: 'refunded', ru: 'возвращён', also: ['returned', 'refund', 'возврат', 'возвращены', 'возвращено'] },
}
const states = namedValues(
  ALL,
  (status, language) => NAMES[status][language],
  status => NAMES[status].also,
)

/** "cancelled or refunded"; "is not paid" and "neither cancelled nor refunded" are all the others. */
export function readStatuses(c: Cursor, other: boolean): Status[] {
  const begin = c.at
  if (!takeSign(c, ':', '=')) take(c, 'is')
  // "Not yet paid" is a status of its own.
  const negated = other || groupHere(c, states) === null
  if (negated && !other) {
    c.at = begin
    if (!takeNegation(c)) return fail(c, { kind: 'orderStatus' }, states.all(c.language))
  }
  const first = groupHere(c, states)
  if (first === null) return fail(c, { kind: 'orderStatus' }, states.all(c.language))
  c.at += first.length
  const found = [first.value]
  for (let next = nextStatus(c, negated); next !== null; next = nextStatus(c, negated)) found.push(next)
  return ALL.filter(status => found.includes(status) !== negated)
}

/** One more behind a comma, *or*, *nor*; null, and nothing is taken, where none stands or words that begin a condition do. */
function nextStatus(c: Cursor, negated: boolean): Status | null {
  const begin = c.at
  const comma = takeSign(c, ',')
  const joined = take(c, 'or', ...(negated ? (['and', 'not'] as const) : [])) !== null || comma
  if (negated) take(c, 'not')
  const next = joined ? groupHere(c, states) : null
  if (next === null || beginsOther(c, next.length)) {
    c.at = begin
    return null
  }
  c.at += next.length
  return next.value
}

/** True before "cancelled orders"; "cancelled at least 2" is a status and a number. */
function beginsOther(c: Cursor, length: number): boolean {
  const begun = seeBeginning(c)?.length ?? 0
  return begun > length && peek(c, begun - 1)?.text !== 'at'
}
