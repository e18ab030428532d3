import type { Db } from '../../db/open.js'
import { isAppError } from '../../errors.js'
import { fold } from '../../text/fold.js'
import { ATTRIBUTE_GROUPS, createAttribute, listAttributes } from '../attribute.js'
import { ATTRIBUTE_TYPES } from './comparable.js'

/** Fields that came back: made anew, there already as they were, and those that cannot be made, each with its name. */
export type FieldsTaken = { made: number; same: number; left: { name: string; why: 'unreadable' | 'taken' }[] }

/**
 * Makes the fields of a file of ours (`FIELD_HEADERS`), as they were defined; those that are there stay as they are. To
 * be called in a group.
 * @param rows each by its headers
 */
export function takeFields(
  db: Db,
  rows: readonly Readonly<Record<string, string>>[],
  { by, at }: { by: number; at: number },
): FieldsTaken {
  const taken: FieldsTaken = { made: 0, same: 0, left: [] }
  for (const row of rows) {
    const name = row['segcast_field'] ?? ''
    const type = ATTRIBUTE_TYPES.find(one => one === row['type'])
    const group = ATTRIBUTE_GROUPS.find(one => one === row['group'])
    const known = listAttributes(db).find(({ label, key }) => fold(label ?? key) === fold(name))
    if (known !== undefined) {
      if (known.type === type) taken.same++
      else taken.left.push({ name, why: 'taken' })
      continue
    }
    if (type === undefined || group === undefined) {
      taken.left.push({ name, why: 'unreadable' })
      continue
    }
    const options = row['options'] ?? ''
    const wanted = {
      ...{ label: name, type, group, createdBy: by, purpose: row['purpose'] || null },
      options: options === '' ? null : options.split('\n'),
    }
    try {
      createAttribute(db, wanted, at)
      taken.made++
    } catch (error) {
      if (!isAppError(error)) throw error
      taken.left.push({ name, why: error.code === 'attribute_name_taken' ? 'taken' : 'unreadable' })
    }
  }
  return taken
}
