import { type Cursor, peek, seeAhead } from '../cursor.js'

const EACH: ReadonlySet<string> = new Set(['a', 'an', 'each', 'every', 'per'])
/** A number of times, or what is counted. */
const COUNTED =
  /^(?:once|twice|thrice|times?|orders?|purchases?|clicks?|messages?|repl(?:y|ies)|reactions?|visits?|offers?|emails?)$/

/** True before "a week" behind "twice" or "3 orders": so often in each of them, which no condition asks. */
export function seesRate(c: Cursor): boolean {
  const before = c.tokens[c.at - 1]
  const each = peek(c)
  if (before === undefined || each === null || each.kind === 'quoted' || !EACH.has(each.text)) return false
  if (before.kind !== 'number' && !COUNTED.test(before.text)) return false
  const unit = seeAhead(c, 1, 'hours', 'days', 'weeks', 'months', 'years', 'calendarQuarter')
  return unit !== null && seeAhead(c, 1 + unit.length, 'ago') === null
}
