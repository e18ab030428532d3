import { type Cursor, peek, see } from '../cursor.js'
import { monthAt, yearAt } from './calendar.js'
import { type Dates, two } from './date.js'

const LAST: ReadonlySet<string> = new Set(['last', 'previous', 'past', 'прошлый', 'прошлом', 'прошлого'])

/** "Last November", «в прошлом ноябре»: the latest that is over, and how many tokens it takes; null where none is said, or nobody knows the day. */
export function lastMonth(c: Cursor): (Dates & { length: number }) | null {
  const word = see(c, 'lastOne', 'inLast')
  const month = word === null ? null : monthAt(c, word.length)
  if (word === null || month === null || c.today === null || !LAST.has(peek(c, word.length - 1)?.text ?? ''))
    return null
  const length = word.length + month.length
  const next = peek(c, length)
  if (yearAt(c, length) !== null || next?.kind === 'number') return null
  const [year = 0, now = 0] = c.today.split('-').map(Number)
  const of = month.month < now ? year : year - 1
  const last = new Date(Date.UTC(of, month.month, 0)).toISOString().slice(0, 10)
  return { first: `${of}-${two(month.month)}-01`, last, length }
}
