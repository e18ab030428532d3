import type { Part } from '../../parts.js'
import { type Cursor, fail, peek, see, takeSign } from '../cursor.js'
import { readValues } from '../value.js'

const COMPARES: ReadonlySet<string> = new Set([':', '=', '>', '<', '>=', '<='])

/** The one text behind "contains", "starts with" or "ends with". */
function readText(c: Cursor): string {
  takeSign(c, ':')
  const [value, second] = readValues(c, { kind: 'value' }, { isKnown: () => true })
  if (value === undefined) return fail(c, { kind: 'value' })
  if (second === undefined) return value.text
  // What a verb stands behind begins the next condition.
  const verb = see(c, 'unknown', 'known', 'contains', 'is') !== null || COMPARES.has(peek(c)?.text ?? '')
  c.at = second.from - 1
  // "Source contains spring or summer": the second is a part of its own.
  if (verb || peek(c)?.text === 'or') return value.text
  return fail(c, { kind: 'joiner' })
}

/** The text behind a phrase that is called by where the text stands: `…Starts`, `…Ends`; any other: anywhere. */
export function readPart(c: Cursor, begun: string): Part {
  const contains = readText(c)
  if (begun.endsWith('Starts')) return { contains, at: 'start' }
  return begun.endsWith('Ends') ? { contains, at: 'end' } : { contains }
}
