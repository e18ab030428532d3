import type { FieldTest } from '../../parts.js'
import type { Tree } from '../../rule.js'
import type { Field } from '../../vocabulary.js'
import { type Cursor, take } from '../cursor.js'
import { endsHere } from './field.js'

/** A condition on a field. */
export type OfField = { leaf: 'field'; field: number; test: FieldTest }

/** The condition that a field passes a test. */
export function leafOf(field: Pick<Field, 'id'>, test: FieldTest): Tree<OfField> {
  return { leaf: 'field', field: field.id, test }
}

/** Takes «или не указан» behind values. */
export function saysUnknownToo(c: Cursor): boolean {
  const begin = c.at
  if (take(c, 'or') !== null && take(c, 'unknown') !== null && endsHere(c)) return true
  c.at = begin
  return false
}
