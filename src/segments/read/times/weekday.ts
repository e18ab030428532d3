import { type Cursor, peek, see } from '../cursor.js'
import { weekdayAt } from './calendar.js'
import { saysDeed } from './date.js'
import { endsAt } from './stretch.js'

/** "On Monday", "last Tuesday", «в среду»: how many tokens stand before the day; null where none does. */
export function weekdayHere(c: Cursor): number | null {
  if (peek(c)?.text === 'позавчера') return 0
  const each = ANY_DAY.has(peek(c)?.text ?? '')
    ? 1
    : ON.has(peek(c)?.text ?? '') && ANY_DAY.has(peek(c, 1)?.text ?? '')
      ? 2
      : 0
  if (each > 0) return weekdayAt(c, each) !== null && endsAt(c, each + 1) ? each : null
  const lead =
    see(c, 'on', 'lastOne', 'duringNamed', 'thisOne', 'inLast') ?? (peek(c)?.text === 'по' ? { length: 1 } : null)
  return lead !== null && weekdayAt(c, lead.length) !== null && goesOnBehind(c, lead.length + 1) ? lead.length : null
}

const ON: ReadonlySet<string> = new Set(['on', 'в', 'во'])
/** Before a day of the week: any of those days, or each. */
const ANY_DAY: ReadonlySet<string> = new Set([
  ...['a', 'any', 'every', 'each', 'любой', 'любую', 'любое', 'каждый', 'каждую', 'каждое'],
])

/** True where nothing of a name stands so many tokens further: the end, or what was done then, «в прошлую пятницу заказывали». */
function goesOnBehind(c: Cursor, ahead: number): boolean {
  return endsAt(c, ahead) || saysDeed(c, ahead)
}
