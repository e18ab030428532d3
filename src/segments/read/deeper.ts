import { type Cursor, fail } from './cursor.js'

/** Deeper than this nobody reads; the machine's own stack would carry a hundred times as much. */
const DEEPEST = 40

/** Reads what lies one level deeper. @throws Mistake `tooDeep` */
export function deeper<T>(c: Cursor, read: () => T): T {
  if (++c.depth > DEEPEST) fail(c, { kind: 'tooDeep' })
  const result = read()
  c.depth--
  return result
}
