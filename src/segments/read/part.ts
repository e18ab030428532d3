import { type Cursor, fail, peek, see, takeSign } from './cursor.js'
import { readValues } from './value.js'

const COMPARES: ReadonlySet<string> = new Set([':', '=', '>', '<', '>=', '<='])

/** The one text behind "contains", "starts with" or "ends with". */
export function readPartOf(c: Cursor): string {
  takeSign(c, ':')
  const [value, second] = readValues(c, { kind: 'value' }, { isKnown: () => true })
  if (value === undefined) return fail(c, { kind: 'value' })
  if (second === undefined) return value.text
  // What a verb stands behind begins the next condition.
  const verb = see(c, 'unknown', 'known', 'contains', 'is') !== null || COMPARES.has(peek(c)?.text ?? '')
  c.at = second.from - 1
  if (verb) return value.text
  return fail(c, { kind: 'joiner' })
}
