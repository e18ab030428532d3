import { type Cursor, fail, takeSign } from './cursor.js'
import { readValues } from './value.js'

/** The one text behind "contains", "starts with" or "ends with". */
export function readPartOf(c: Cursor): string {
  takeSign(c, ':')
  const [value, second] = readValues(c, { kind: 'value' }, { isKnown: () => true })
  if (value === undefined) return fail(c, { kind: 'value' })
  if (second === undefined) return value.text
  c.at = second.from - 1
  return fail(c, { kind: 'joiner' })
}
